"""A report as an Excel file: real dates and numbers, one sheet a table, and nothing in it that Excel would run."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from tianyi_desk.progress import Job, Progress
from tianyi_desk.reports.cells import Cells, Rows
from tianyi_desk.reports.content import Column, Kind, Report, Table, Value
from tianyi_desk.reports.sheets import Sheet
from tianyi_desk.trouble import DeskError

STEP = 500
"""Rows written between two reports of progress."""
MOST_ROWS = 1_048_575
"""Rows of an Excel sheet under the heading."""
FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
"""Before it an archive knows no time."""
MAKER = "天一签到核查"
ABOUT = "口径"
ABOUT_WIDTHS = (16.0, 100.0)


def workbook_bytes(report: Report, hide: Callable[[str], str]) -> Job[bytes]:
    """Return a report's tables as an Excel file, one sheet each, and the sheet 口径; yields progress.

    `hide` takes out of a text what must not be shown. Raises DeskError where a table is too long for Excel.
    """
    book, cells = Workbook(write_only=True), Cells(hide)
    book.properties.title, book.properties.creator = report.title, MAKER
    try:
        for table in report.sheets:
            yield from write_sheet(book, cells, table.title, table.columns, table.rows, table)
        about(book, cells, report.definitions)
        yield Progress("正在写入文件")
        return dated_bytes(book, report.as_of)
    finally:
        close_all(book)


def dated_bytes(book: Workbook, moment: datetime) -> bytes:
    """Return a workbook as a file that says it was made at a moment, so that the same input makes the same bytes."""
    book.properties.created = book.properties.modified = moment
    content = BytesIO()
    ExcelWriter(book, _Dated(content, moment)).save()
    return content.getvalue()


class _Dated(ZipFile):
    """An archive whose parts all bear one moment, not that of their making."""

    def __init__(self, content: BytesIO, moment: datetime) -> None:
        super().__init__(content, "w", ZIP_DEFLATED)
        self._moment = max((*moment.timetuple()[:5], moment.second), FIRST_MOMENT)

    def writestr(
        self,
        zinfo_or_arcname: str | ZipInfo,
        data: Any,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Add a part."""
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        info = ZipInfo(name, self._moment)
        info.compress_type = self.compression if compress_type is None else compress_type
        super().writestr(info, data, compresslevel=compresslevel)

    def write(
        self,
        filename: str | PathLike[str],
        arcname: str | PathLike[str] | None = None,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Add a file as a part."""
        self.writestr(str(arcname or filename), Path(filename).read_bytes(), compress_type, compresslevel)


def write_sheet(
    book: Workbook,
    cells: Cells,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
    table: Table | None = None,
) -> Job[int]:
    """Write rows as a sheet with frozen headings, filters and widths; return how many there were.

    The filter spans the rows but not the sums and the note of the `table` that they are of, nor the sentence that
    says that it has none.
    """
    sheet = Sheet(book, cells.title(title), [column.width for column in columns])
    part = sheet.part
    part.freeze_panes = "A2"
    part.print_title_rows = "1:1"
    part.page_setup.orientation = "landscape"
    part.page_setup.fitToHeight = 0
    part.sheet_properties.pageSetUpPr.fitToPage = True
    part.oddFooter.left.text, part.oddFooter.right.text = title, "第 &P 页　共 &N 页"
    cells.headings(sheet, columns)
    kinds, many = [column.kind for column in columns], 0
    made = Rows(cells, sheet, kinds)
    for row in rows:
        if many % STEP == 0:
            yield Progress(f"正在写入“{title}”", many)
        if many == MOST_ROWS:
            raise _too_long()
        many += 1
        made.put(row)
    if table is not None and not many:
        Rows(cells, sheet, [Kind.TEXT]).put([table.empty])
    if table is not None and table.total is not None:
        Rows(cells, sheet, kinds, bold=True).put(table.total)
    if table is not None and table.note:
        Rows(cells, sheet, [Kind.TEXT, Kind.TEXT]).put([None, None])
        Rows(cells, sheet, [Kind.TEXT]).put([table.note])
    part.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{many + 1}"
    return many


def _too_long() -> DeskError:
    return DeskError(
        f"列表超过 {MOST_ROWS:,} 行，一张 Excel 表放不下。", "没有写出文件。", "请先筛选，再分几次导出。"
    )


def about(book: Workbook, cells: Cells, lines: Iterable[tuple[str, str]]) -> None:
    """Write the sheet 口径: names and what they mean."""
    cells.wrapped(Sheet(book, ABOUT, ABOUT_WIDTHS), lines)


def close_all(book: Workbook) -> None:
    """Close every sheet: each holds a file open until it is closed."""
    for one in book.worksheets:
        sheet: Any = one
        if not sheet.closed:
            sheet.close()
