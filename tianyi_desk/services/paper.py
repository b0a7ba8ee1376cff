"""Write a document to a file, whole or not at all."""

import errno
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tianyi_desk.trouble import DeskError

_SAFE = "原有文件没有改动。"


@dataclass(frozen=True, slots=True)
class Papers:
    """Where a report is to be written; None for what nobody asked for."""

    pdf: Path | None = None
    xlsx: Path | None = None

    @property
    def any(self) -> bool:
        """Tell whether anything was asked for."""
        return self.pdf is not None or self.xlsx is not None

    def require_places(self) -> None:
        """See, before the work begins, that the files can lie there; raises DeskError."""
        for path in (self.pdf, self.xlsx):
            if path is not None:
                require_place(path)


def require_place(target: Path) -> None:
    """See, before the work begins, that a file can lie at `target`; raises DeskError."""
    folder = target.resolve().parent
    if not folder.is_dir():
        raise DeskError(f"文件夹不存在：{folder}。", _SAFE, "请先建立该文件夹，或换一个位置。")
    if target.is_dir():
        raise DeskError(f"这是一个文件夹，不能当作文件写：{target}。", _SAFE, "请写明文件名。")


def write_whole(target: Path, text: str) -> None:
    """Write `text` as UTF-8, replacing what was there only when all of it is on the disk; raises DeskError.

    A device or a pipe is written to as it is; a link keeps being one.
    """
    write_bytes_whole(target, text.encode("utf-8", errors="replace"))


def write_bytes_whole(target: Path, content: bytes) -> None:
    """Write bytes as `write_whole` writes text; raises DeskError."""
    require_place(target)
    target = target.resolve()
    try:
        if target.exists() and not target.is_file():
            with target.open("wb") as stream:
                stream.write(content)
            return
        _replace(target, content)
    except OSError as trouble:
        raise not_written(target, trouble) from trouble


def not_written(target: Path, trouble: OSError) -> DeskError:
    """Return what to tell where a file could not be written."""
    if isinstance(trouble, PermissionError):
        return DeskError(
            f"文件写不成：{target}，它可能正在 Excel 等程序中打开着，或者没有写权限（{trouble.strerror or trouble}）。",
            _SAFE,
            "请先关闭该文件，或换一个文件名、换一个位置。",
        )
    if trouble.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DeskError(
            f"文件写不成：{target}，磁盘已满（{trouble.strerror or trouble}）。",
            _SAFE,
            "请检查磁盘空间，腾出一些后再试，或换一个位置。",
        )
    return DeskError(
        f"文件写不成：{target}（{trouble.strerror or trouble}）。",
        _SAFE,
        "请检查磁盘空间和写权限，或换一个位置。",
    )


def _replace(target: Path, content: bytes) -> None:
    draft = target.with_name(f".{target.name}.{os.getpid()}.draft")
    try:
        with draft.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            shutil.copymode(target, draft)
        draft.replace(target)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
