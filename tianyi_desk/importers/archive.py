"""Unpack a .zip of tables and photos into a folder of its own, which goes when the block is left.

Nothing in an archive is trusted: an entry that leads out of the folder, a link, a password, or more than the limits
refuses the whole of it before anything is written.
"""

import os
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath
from tempfile import TemporaryDirectory
from zipfile import ZipInfo

from tianyi_desk.facts.intake import Complaint
from tianyi_desk.importers.limits import RATIO, UNPACKED_BYTES
from tianyi_desk.importers.refusals import SAFE, Refusal, refuse
from tianyi_desk.importers.sniff import PICTURE_SUFFIXES, sniff

ENTRIES = 20_000
SMALL_BYTES = 1 << 20
"""Below this an archive may be packed as tightly as it likes."""
_UTF8_FLAG, _LOCKED_FLAG = 0x800, 0x1
_BLOCK = 1 << 20


class ArchiveRefusedError(Exception):
    """An archive must not be unpacked; `complaint` says why."""

    def __init__(self, complaint: Complaint) -> None:
        super().__init__(complaint.message)
        self.complaint = complaint


def is_archive(path: Path) -> bool:
    """Tell whether a file is a .zip that is no workbook or document."""
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"PK"  # looking into an old workbook means reading all of it
    except OSError:
        return False  # reading it says why
    return packed and sniff(path).refusal is Refusal.ZIP


def archives_in(paths: Iterable[Path]) -> list[Path]:
    """Return the archives that were handed in, and those that lie in folders that were."""
    found: list[Path] = []
    for path in paths:
        found += sorted(path.rglob("*.zip")) if path.is_dir() else [path]
    return [path for path in found if path.suffix.lower() == ".zip" and is_archive(path)]


@contextmanager
def unpacked(path: Path, *, tables: bool = True, pictures: bool = True) -> Iterator[Path]:
    """Provide a folder of the archive's name with what is in it.

    What is not wanted is there by name and size only: sizes tell whether a photo is known, and names of which plan.
    Raises ArchiveRefusedError.
    """
    with TemporaryDirectory(prefix="tianyi-", ignore_cleanup_errors=True) as place:
        root = Path(place, path.name)
        root.mkdir()
        try:
            with zipfile.ZipFile(path) as archive:
                for entry, name in _entries(archive, path):
                    is_picture = Path(name).suffix.lower() in PICTURE_SUFFIXES
                    _take(archive, entry, root / name, whole=pictures if is_picture else tables)
        except (
            zipfile.BadZipFile,
            zlib.error,
            NotImplementedError,
            RuntimeError,
            EOFError,
            ValueError,
        ) as error:
            raise ArchiveRefusedError(refuse(Refusal.BROKEN_ZIP, path.name, found=str(error))) from error
        except OSError as error:
            found = error.strerror or type(error).__name__
            raise ArchiveRefusedError(refuse(Refusal.UNREADABLE, path.name, found=found)) from error
        yield root


@contextmanager
def located(paths: Iterable[Path], file: str) -> Iterator[Path | None]:
    """Provide where a file lies that reading named `file`, taken out of its archive if it is in one; None if gone."""
    for path in paths:
        inside = Path(os.path.abspath(path), file)
        if path.is_dir() and inside.is_file():
            yield inside
            return
        if path.name == file and path.is_file():
            yield path
            return
    for path in archives_in(paths):
        inner = file.partition(f"{path.name}/")[2]
        if inner:
            with unpacked(path, pictures=False) as root:
                found = root / inner
                yield found if found.is_file() else None
            return
    yield None


def _entries(archive: zipfile.ZipFile, path: Path) -> list[tuple[ZipInfo, str]]:
    """Return the files of an archive with their names; raises ArchiveRefusedError."""
    entries = archive.infolist()
    if len(entries) > ENTRIES:
        raise ArchiveRefusedError(
            _complaint(path, f"有 {len(entries)} 个文件，超过 {ENTRIES} 个的上限", "请拆成几个再导入")
        )
    total, packed = sum(entry.file_size for entry in entries), max(path.stat().st_size, 1)
    if total > UNPACKED_BYTES:
        found = f"{total / 1024 / 1024:.0f} MB"
        raise ArchiveRefusedError(refuse(Refusal.TOO_LARGE, path.name, found=found))
    if total > max(RATIO * packed, SMALL_BYTES):
        raise ArchiveRefusedError(refuse(Refusal.TOO_DENSE, path.name, found=str(total // packed)))
    named = [(entry, _name(entry)) for entry in entries]
    for entry, name in named:
        if entry.flag_bits & _LOCKED_FLAG:
            raise ArchiveRefusedError(_complaint(path, "设了密码", "请解压后再导入"))
        if _leads_out(name) or stat.S_ISLNK(entry.external_attr >> 16):
            told = f"里有越出文件夹的路径或链接（{name[:60]}），可能是恶意文件"
            raise ArchiveRefusedError(_complaint(path, told, "请确认来源可靠，解压检查后再导入"))
    return [(entry, name) for entry, name in named if not entry.is_dir() and not name.endswith("/")]


def _name(entry: ZipInfo) -> str:
    """Return an entry's name: archives made on Chinese Windows write it in GBK and do not say so."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_FLAG:
        raw = name.encode("cp437", errors="replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")


def _leads_out(name: str) -> bool:
    posix, windows = PurePosixPath(name), PureWindowsPath(name)
    rooted = posix.is_absolute() or bool(windows.drive) or bool(windows.root)
    return rooted or ".." in posix.parts or "\0" in name or any(":" in part for part in posix.parts)


def _take(archive: zipfile.ZipFile, entry: ZipInfo, target: Path, *, whole: bool) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as made:
        if not whole:
            made.truncate(entry.file_size)
            return
        with archive.open(entry) as part:
            shutil.copyfileobj(part, made, _BLOCK)


def _complaint(path: Path, told: str, to_do: str) -> Complaint:
    message = f"压缩包{told}；{SAFE}；{to_do}。"
    return Complaint(path.name, "", None, None, told, "安全、没有密码的 .zip", message)
