"""Keep photos themselves: each original once, beside the database, named by its SHA-256 and never touched."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from tianyi_desk.trouble import DeskError

THUMBNAILS = "thumbnails.sqlite3"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Stored:
    """A kept original: its SHA-256, its path below the folder of kept files, its size in bytes."""

    sha256: str
    kept_as: str
    size: int


class PhotoStore:
    """The originals and their thumbnails in the folder of kept files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: list[Path] = []

    def original(self, kept_as: str) -> Path:
        """Return where an original is kept."""
        return self._folder / kept_as

    @property
    def thumbnails(self) -> Path:
        """Return the file that the thumbnails are kept in, or will be."""
        return self._folder / THUMBNAILS

    def take(self, path: Path) -> Stored:
        """Copy a file into the store, unless the same bytes are there already.

        A half-written copy never bears the final name. Raises DeskError where the file cannot be read or the
        store not be written.
        """
        try:
            source = path.open("rb")
        except OSError as error:
            raise DeskError(
                f"读不到照片文件：{path}。", "没有写入任何数据。", "请确认文件还在、没有被占用后再试。"
            ) from error
        partial = self._folder / f"{uuid4().hex}.partial"
        with source:
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                sha256, size = _copy(source, partial)
                return self._named(partial, sha256, path.suffix.lower(), size)
            except OSError as error:
                raise DeskError(
                    f"无法把照片保存到 {self._folder}。",
                    "没有写入任何数据。",
                    "请检查磁盘空间和文件夹权限后再试。",
                ) from error
            finally:
                with suppress(OSError):
                    partial.unlink(missing_ok=True)

    def _named(self, partial: Path, sha256: str, suffix: str, size: int) -> Stored:
        stored = Stored(sha256, f"{sha256[:2]}/{sha256}{suffix}", size)
        target = self._folder / stored.kept_as
        if not target.exists() or target.stat().st_size != size:
            target.parent.mkdir(parents=True, exist_ok=True)
            partial.replace(target)
            self._made.append(target)
        return stored

    @contextmanager
    def undone_on_failure(self) -> Iterator[None]:
        """Take copies that were made meanwhile away again where the block is left early."""
        self._made.clear()
        try:
            yield
        except BaseException:
            for target in self._made:
                with suppress(OSError):  # what went wrong before is what people need to hear
                    target.unlink()
            raise


def _copy(source: BinaryIO, target: Path) -> tuple[str, int]:
    """Copy the bytes to disk; return the SHA-256 of those very bytes, and how many they are."""
    digest, size = hashlib.sha256(), 0
    with target.open("wb") as copy:
        while block := source.read(_BLOCK):
            digest.update(block)
            size += copy.write(block)
        copy.flush()
        os.fsync(copy.fileno())
    return digest.hexdigest(), size
