"""Write a list as an Excel file: real dates and numbers, and nothing in it that Excel would run."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from tianyi_desk.progress import Job, Progress
from tianyi_desk.services.paper import require_place, write_bytes_whole
from tianyi_desk.services.privacy import masked
from tianyi_desk.trouble import DeskError

Value = str | int | float | bool | date | datetime | None

STEP = 500
"""Rows written between two reports of progress."""
MOST_ROWS = 1_048_575
"""Rows of an Excel sheet under the heading."""
MOST_CHARACTERS = 32_767
"""Characters of an Excel cell."""
ABOUT = "口径"
ABOUT_WIDTHS = (16.0, 100.0)
FIRST_DAY = date(1900, 3, 1)
"""Before it Excel counts a day that never was."""
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\']")
_NOT_IN_CELLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What Excel takes for one of its own escapes keeps its letters by another one."""
_RISKY = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula once somebody edits the cell."""
_HEADING_FONT = Font(bold=True)
_HEADING_FILL = PatternFill("solid", fgColor="FFE8ECF2")


class Kind(Enum):
    """What a column holds; the values are Excel's number formats."""

    TEXT = "General"
    WHOLE = "#,##0"
    NUMBER = "#,##0.0"
    DAY = "yyyy-mm-dd"
    MOMENT = "yyyy-mm-dd hh:mm"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its heading, what it holds, and its width in characters of half width."""

    heading: str
    kind: Kind = Kind.TEXT
    width: float = 12


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
        sheet = book.create_sheet(sheet_title(title))
        many = yield from _write_rows(sheet, columns, rows)
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{many + 1}"
        _write_about(book, [f"名称：{title}", *about, f"条数：{many}"])
        yield Progress("正在写入文件", many, many)
        content = BytesIO()
        book.save(content)
    finally:
        for one in book.worksheets:  # each holds a file open until it is closed
            if not one.closed:
                one.close()
    write_bytes_whole(path, content.getvalue())
    return many


def sheet_title(title: str) -> str:
    """Return a title as Excel allows it for a sheet: 31 characters, without marks that stand in references."""
    return _NOT_IN_TITLES.sub(" ", clean(title)).strip()[:31] or "列表"


def clean(text: str) -> str:
    """Return a text as a cell may hold it: no control characters, phones and ID numbers hidden, not too long."""
    return masked(_NOT_IN_CELLS.sub("", text))[:MOST_CHARACTERS]


def _write_rows(sheet: Any, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> Job[int]:
    for place, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.append([_heading(sheet, column.heading) for column in columns])
    many = 0
    for row in rows:
        if many % STEP == 0:
            yield Progress("正在写入各行", many)
        if many == MOST_ROWS:
            raise DeskError(
                f"列表超过 {MOST_ROWS:,} 行，一张 Excel 表放不下。",
                "没有写出文件。",
                "请先筛选，再分几次导出。",
            )
        many += 1
        sheet.append([_cell(sheet, value, column.kind) for value, column in zip(row, columns, strict=True)])
    return many


def _heading(sheet: Any, text: str) -> Any:
    cell: Any = WriteOnlyCell(sheet, clean(text))
    cell.font, cell.fill = _HEADING_FONT, _HEADING_FILL
    return cell


def _cell(sheet: Any, value: Value, kind: Kind) -> Any:
    """Return what stands for a value: a plain text or number, or a cell where it needs a format."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return _text(sheet, clean(value))
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, date) and (value.date() if isinstance(value, datetime) else value) < FIRST_DAY:
        return value.isoformat()
    cell: Any = WriteOnlyCell(sheet, value)  # type: ignore[arg-type]
    cell.number_format = kind.value
    return cell


def _text(sheet: Any, text: str) -> Any:
    text = _ESCAPE.sub("_x005F_", text) if "_x" in text else text
    risky = text.startswith(_RISKY)
    if not risky and not text.startswith("#"):
        return text or None
    cell: Any = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # never a formula, and no error value
    cell.quotePrefix = risky
    return cell


def _write_about(book: Workbook, lines: Iterable[str]) -> None:
    sheet = book.create_sheet(ABOUT)
    for place, width in enumerate(ABOUT_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for line in lines:
        name, mark, what = line.partition("：")
        cells = []
        for text in (name, what) if mark else ("", line):
            cell: Any = WriteOnlyCell(sheet, clean(text))
            cell.data_type = "s"
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            cells.append(cell)
        sheet.append(cells)
