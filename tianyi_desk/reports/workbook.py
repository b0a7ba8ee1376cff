"""A report as an Excel file: real dates and numbers, one sheet a table, and nothing in it that Excel would run."""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from tianyi_desk.progress import Job, Progress
from tianyi_desk.reports.content import Column, Kind, Report, Table, Value
from tianyi_desk.trouble import DeskError

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
_HEADING_FONT, _TOTAL_FONT = Font(bold=True), Font(bold=True)
_HEADING_FILL = PatternFill("solid", fgColor="FFE8ECF2")


@dataclass(frozen=True, slots=True)
class Cells:
    """Makes cells; `hide` takes out of a text what must not be shown."""

    hide: Callable[[str], str]

    def clean(self, text: str) -> str:
        """Return a text as a cell may hold it: no control characters, nothing private, not too long."""
        return self.hide(_NOT_IN_CELLS.sub("", text))[:MOST_CHARACTERS]

    def title(self, title: str) -> str:
        """Return a title as Excel allows it for a sheet: 31 characters, without marks that stand in references."""
        return _NOT_IN_TITLES.sub(" ", self.clean(title)).strip()[:31] or "列表"

    def heading(self, sheet: Any, text: str) -> Any:
        """Return a cell of the headings."""
        cell: Any = WriteOnlyCell(sheet, self.clean(text))
        cell.font, cell.fill = _HEADING_FONT, _HEADING_FILL
        return cell

    def value(self, sheet: Any, value: Value, kind: Kind) -> Any:
        """Return what stands for a value: a plain text or number, or a cell where it needs a format."""
        if isinstance(value, str):
            return _text(sheet, self.clean(value))
        if isinstance(value, bool):
            return "是" if value else "否"
        if value is None or (isinstance(value, float) and not math.isfinite(value)):
            return None
        if isinstance(value, date) and (value.date() if isinstance(value, datetime) else value) < FIRST_DAY:
            return value.isoformat()
        cell: Any = WriteOnlyCell(sheet, value)  # type: ignore[arg-type]
        cell.number_format = kind.value
        return cell

    def total(self, sheet: Any, value: Value, kind: Kind) -> Any:
        """Return a cell of the row of sums."""
        made = self.value(sheet, value, kind)
        cell: Any = made if hasattr(made, "number_format") else WriteOnlyCell(sheet, made)
        cell.font = _TOTAL_FONT
        return cell

    def wrapped(self, sheet: Any, text: str) -> Any:
        """Return a cell of text that wraps; never a formula."""
        cell: Any = WriteOnlyCell(sheet, self.clean(text))
        cell.data_type = "s"
        cell.alignment = Alignment(vertical="top", wrap_text=True)
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


def workbook_bytes(report: Report, hide: Callable[[str], str]) -> Job[bytes]:
    """Return a report's tables as an Excel file, one sheet each, and the sheet 口径; yields progress.

    `hide` takes out of a text what must not be shown. Raises DeskError where a table is too long for Excel.
    """
    known = lru_cache(maxsize=65536)(hide)
    book, cells = Workbook(write_only=True), Cells(known)
    _date(book, report)
    try:
        for table in report.sheets:
            yield from write_sheet(book, cells, table.title, table.columns, table.rows, table)
        about(book, cells, report.definitions)
        yield Progress("正在写入文件")
        content = BytesIO()
        book.save(content)
    finally:
        close_all(book)
    return content.getvalue()


def _date(book: Workbook, report: Report) -> None:
    properties = book.properties
    properties.title, properties.creator = report.title, "天一签到核查"
    properties.created = properties.modified = report.as_of


def write_sheet(
    book: Workbook,
    cells: Cells,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
    table: Table | None = None,
) -> Job[int]:
    """Write rows as a sheet with frozen headings, filters and widths; return how many there were.

    The filter spans the rows but not the sums and the note of the `table` that they are of.
    """
    sheet: Any = book.create_sheet(cells.title(title))
    for place, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.append([cells.heading(sheet, column.heading) for column in columns])
    kinds, many = [column.kind for column in columns], 0
    for row in rows:
        if many % STEP == 0:
            yield Progress(f"正在写入“{title}”", many)
        if many == MOST_ROWS:
            raise _too_long()
        many += 1
        sheet.append([cells.value(sheet, value, kind) for value, kind in zip(row, kinds, strict=True)])
    if table is not None and table.total is not None:
        sheet.append(
            [cells.total(sheet, value, kind) for value, kind in zip(table.total, kinds, strict=True)]
        )
    if table is not None and table.note:
        sheet.append([])
        sheet.append([cells.value(sheet, table.note, Kind.TEXT)])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{many + 1}"
    return many


def _too_long() -> DeskError:
    return DeskError(
        f"列表超过 {MOST_ROWS:,} 行，一张 Excel 表放不下。", "没有写出文件。", "请先筛选，再分几次导出。"
    )


def about(book: Workbook, cells: Cells, lines: Iterable[tuple[str, str]]) -> None:
    """Write the sheet 口径: names and what they mean."""
    sheet: Any = book.create_sheet(ABOUT)
    for place, width in enumerate(ABOUT_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for line in lines:
        sheet.append([cells.wrapped(sheet, text) for text in line])


def close_all(book: Workbook) -> None:
    """Close every sheet: each holds a file open until it is closed."""
    for one in book.worksheets:
        sheet: Any = one
        if not sheet.closed:
            sheet.close()
