"""Write a list as an Excel file: real dates and numbers, and nothing in it that Excel would run."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

from tianyi_desk.progress import Job, Progress
from tianyi_desk.reports import workbook as sheets
from tianyi_desk.reports.cells import FIRST_DAY, MOST_CHARACTERS, Cells
from tianyi_desk.reports.content import Column, Kind, Value
from tianyi_desk.reports.workbook import ABOUT, MOST_ROWS
from tianyi_desk.services.paper import require_place, write_bytes_whole
from tianyi_desk.services.privacy import masked

__all__ = [
    "ABOUT",
    "FIRST_DAY",
    "MOST_CHARACTERS",
    "MOST_ROWS",
    "Column",
    "Kind",
    "Value",
    "clean",
    "sheet_title",
    "write_list",
]

_CELLS = Cells(masked)


def write_list(
    path: Path, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]], about: Sequence[str]
) -> Job[int]:
    """Write rows as one sheet, with a second sheet 口径 that says what they are; return how many rows there were.

    `about` are lines such as 筛选：…; the number of rows is added. Phones and ID numbers are hidden, control
    characters dropped. The file appears when all of it is on the disk; closing the job early leaves what was
    there. Raises DeskError where the file is open elsewhere, the disk is full, or the list too long for Excel.
    """
    require_place(path)
    book = Workbook(write_only=True)
    try:
        many = yield from sheets.write_sheet(book, _CELLS, title, columns, rows)
        sheets.about(book, _CELLS, map(_named, [f"名称：{title}", *about, f"条数：{many}"]))
        yield Progress("正在写入文件", many, many)
        content = BytesIO()
        book.save(content)
    finally:
        sheets.close_all(book)
    write_bytes_whole(path, content.getvalue())
    return many


def _named(line: str) -> tuple[str, str]:
    """Part a line such as 筛选：… into its name and what it says."""
    name, mark, what = line.partition("：")
    return (name, what) if mark else ("", line)


def sheet_title(title: str) -> str:
    """Return a title as Excel allows it for a sheet: 31 characters, without marks that stand in references."""
    return _CELLS.title(title)


def clean(text: str) -> str:
    """Return a text as a cell may hold it: no control characters, phones and ID numbers hidden, not too long."""
    return _CELLS.clean(text)
