"""What tells one column of a sheet from another, and one kind of file from another: the headings."""

import hashlib
from collections.abc import Iterable, Sequence

from tianyi_desk.importers.folding import folded_with_remark

REASON, FROM_FILE, FROM_SHEET, FROM_ROW = "拒绝原因", "原文件", "原工作表", "原行号"
OURS = frozenset({REASON, FROM_FILE, FROM_SHEET, FROM_ROW})
"""Columns that exporting refused rows adds; the mended file is still one of its kind, whether they stay or not."""


def unique_keys(written: Sequence[str]) -> list[str]:
    """Return one key a column: its heading, numbered where it repeats, 第n列 where it has none."""
    keys: list[str] = []
    for place, text in enumerate(written):
        key = text or f"第{place + 1}列"
        copy = 2
        while key in keys:
            key, copy = f"{text or f'第{place + 1}列'} ({copy})", copy + 1
        keys.append(key)
    return keys


def fingerprint_of(written: Iterable[str]) -> str:
    """Return what files with these headings have in common, in whatever order the columns stand; "" without any."""
    names = sorted(folded_with_remark(text) for text in written if text and text not in OURS)
    return hashlib.sha256("\n".join(names).encode()).hexdigest() if names else ""
