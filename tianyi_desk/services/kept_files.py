"""Keep the imported files themselves: copied beside the database, named by the sha-256 of what was read."""

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tianyi_desk.facts.intake import ReadFile
from tianyi_desk.trouble import DeskError

TABLE_FILES = frozenset({".xlsx", ".xlsm", ".xls", ".csv", ".tsv", ".txt", ".json", ".zip"})
"""What is kept of a folder; its photos stay where they are until the photo room copies them."""

LOCK_FILE = "~$"
"""What Excel begins the name of its lock file with; on Windows nobody else may open one."""

SAFE = "本批没有导入，原有数据完好。"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A file that was handed in; `name` is its path below what was named, with forward slashes.

    `sha256` is of the bytes that were read: what the rows came from, whatever was saved since.
    """

    path: Path
    name: str
    sha256: str
    size: int

    @property
    def kept_as(self) -> str:
        """Return where its copy goes, below the folder of kept files."""
        return f"{self.sha256[:2]}/{self.sha256}{self.path.suffix.lower()}"


def handed_in(paths: Iterable[Path], read: Iterable[ReadFile] = ()) -> list[HandedIn]:
    """Return the files that were named, or lie in folders that were, with their sha-256 as they were `read`.

    Files that nothing was read from bear the sha-256 they have now; one that cannot be opened was refused when it
    was read, and does not sink the others. Raises DeskError where a file that was read is not to be had any more.
    """
    known = {one.path: one for one in read}
    found = []
    for path in paths:
        for file in _table_files(path, known):
            name = file.relative_to(path).as_posix() if path.is_dir() else file.name
            try:
                size = file.stat().st_size
                one = known.get(os.path.abspath(file)) or ReadFile(str(file), _digest(file), size)
                found.append(HandedIn(file, name, one.sha256, one.size))
            except OSError as error:
                if known and os.path.abspath(file) not in known:
                    continue
                raise DeskError(
                    f"读不到文件：{file}。", SAFE, "请确认文件还在、没有被占用后再导入。"
                ) from error
    return found


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _table_files(path: Path, known: Collection[str]) -> Iterator[Path]:
    """Yield a named file, or the tables of a named folder with those that were read there and are gone."""
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.rglob("*")):
        if file.suffix.lower() in TABLE_FILES and file.is_file() and not file.name.startswith(LOCK_FILE):
            yield file
    root = os.path.abspath(path)
    for one in known:
        if Path(one).is_relative_to(root) and not os.path.exists(one):
            yield path / os.path.relpath(one, root)


def belongs_to(file: str, one: HandedIn) -> bool:
    """Tell whether rows said to be from `file` came from a file that was handed in (or out of its archive)."""
    said = PurePosixPath(file.replace("\\", "/"))
    own = PurePosixPath(one.name)
    return said == own or own in said.parents or said.name == own.name or own.name in said.parts[:-1]


@contextmanager
def keeping(files: Iterable[HandedIn], folder: Path) -> Iterator[None]:
    """Copy files into the folder of kept files; what leaves the block early takes the new copies with it.

    Raises DeskError where the folder cannot be written, or a file is no longer the one that was read.
    """
    made: list[Path] = []
    try:
        for one in files:
            target = folder / one.kept_as
            if not target.exists():
                _copy(one, target, made)
        yield
    except BaseException:
        for target in made:
            _remove(target)
        raise


def _copy(one: HandedIn, target: Path, made: list[Path]) -> None:
    """Copy a file so that neither a half-written copy nor one of other bytes ever bears the final name."""
    partial = target.with_suffix(".partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        copied = _copy_bytes(one.path, partial)
        if copied == one.sha256:
            partial.replace(target)
    except OSError as error:
        _remove(partial)
        raise DeskError(
            f"无法把导入的文件保存到 {target.parent}。", SAFE, "请检查磁盘空间和文件夹权限后再导入。"
        ) from error
    if copied != one.sha256:
        _remove(partial)
        raise DeskError(f"文件“{one.name}”在读取之后又被改动过。", SAFE, "请重新导入该文件，再预览、确认。")
    made.append(target)


def _copy_bytes(path: Path, target: Path) -> str:
    """Copy the bytes to disk and return their sha-256, taken from the very bytes that were written."""
    digest = hashlib.sha256()
    with path.open("rb") as source, target.open("wb") as copy:
        while block := source.read(_BLOCK):
            digest.update(block)
            copy.write(block)
        copy.flush()
        os.fsync(copy.fileno())
    return digest.hexdigest()


def _remove(path: Path) -> None:
    """Remove a copy, where that is possible: what went wrong before is what people need to hear."""
    with suppress(OSError):
        path.unlink()
