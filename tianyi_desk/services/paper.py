"""Write a file whole or not at all."""

import os
import tempfile
from pathlib import Path

from tianyi_desk.trouble import DeskError

SAFE = "原有文件没有改动。"


def write_whole(target: Path, text: str) -> None:
    """Write text as UTF-8 beside the target and put it in its place at the end; raises DeskError."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as trouble:
        raise _not_written(target, trouble) from trouble
    beside = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        beside.replace(target)
    except OSError as trouble:
        beside.unlink(missing_ok=True)
        raise _not_written(target, trouble) from trouble


def _not_written(target: Path, trouble: OSError) -> DeskError:
    reason = trouble.strerror or type(trouble).__name__
    return DeskError(
        f"写不了 {target}（{reason}）。", SAFE, "请检查文件夹是否存在、是否可写、磁盘是否有空间，再运行一次。"
    )
