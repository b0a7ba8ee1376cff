"""A report as an Excel file: real dates and numbers, one sheet a table, and nothing in it that Excel would run."""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

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
_BOLD = Font(bold=True)
_HEADING_FILL = PatternFill("solid", fgColor="FFE8ECF2")
_END_OF_ROWS = b"</sheetData>"
_QUOTED = "'"
"""Stands before an inline text that begins like a formula."""
_DAY_ZERO, _DAY = datetime(1899, 12, 30), timedelta(days=1)
"""From where Excel counts days."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Makes texts fit for cells; `hide` takes out of a text what must not be shown."""

    hide: Callable[[str], str]

    def clean(self, text: str) -> str:
        """Return a text as a cell may hold it: no control characters, nothing private, not too long."""
        return self.hide(_NOT_IN_CELLS.sub("", text))[:MOST_CHARACTERS]

    def title(self, title: str) -> str:
        """Return a title as Excel allows it for a sheet: 31 characters, without marks that stand in references."""
        return _NOT_IN_TITLES.sub(" ", self.clean(title)).strip()[:31] or "列表"


class Book:
    """A workbook in the making.

    openpyxl makes the package, its styles and the headings; the rows, of which there may be very many, are written
    as text and put into their sheets at the end, which takes a tenth of the time.
    """

    def __init__(self, cells: Cells) -> None:
        self.cells = cells
        self.book = Workbook(write_only=True)
        self._rows: dict[int, IO[bytes]] = {}

    def write(
        self,
        title: str,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Value]],
        table: Table | None = None,
    ) -> Job[int]:
        """Write rows as a sheet with frozen headings, filters and widths; return how many there were.

        The filter spans the rows but not the sums and the note of the `table` that they are of. Raises DeskError
        where there are too many.
        """
        sheet = self._sheet(title, columns)
        lines = RowText(sheet, self.cells, [column.kind for column in columns])
        stream = self._rows[len(self.book.worksheets)] = TemporaryFile()  # noqa: SIM115 - closed with the book
        many = 0
        for row in rows:
            if many % STEP == 0:
                yield Progress(f"正在写入“{title}”", many)
            if many == MOST_ROWS:
                raise _too_long()
            many += 1
            stream.write(lines.text(many + 1, row).encode())
        if table is not None and table.total is not None:
            stream.write(lines.text(many + 2, table.total, bold=True).encode())
        if table is not None and table.note:
            stream.write(lines.text(many + 4, (table.note,)).encode())
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{many + 1}"
        return many

    def _sheet(self, title: str, columns: Sequence[Column]) -> Any:
        sheet: Any = self.book.create_sheet(self.cells.title(title))
        for place, column in enumerate(columns, 1):
            sheet.column_dimensions[get_column_letter(place)].width = column.width
        sheet.freeze_panes = "A2"
        sheet.print_title_rows = "1:1"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.append([self._heading(sheet, column.heading) for column in columns])
        return sheet

    def _heading(self, sheet: Any, text: str) -> Any:
        cell: Any = WriteOnlyCell(sheet, self.cells.clean(text))
        cell.font, cell.fill = _BOLD, _HEADING_FILL
        return cell

    def write_about(self, lines: Iterable[tuple[str, str]]) -> None:
        """Write the sheet 口径: names and what they mean."""
        sheet: Any = self.book.create_sheet(ABOUT)
        for place, width in enumerate(ABOUT_WIDTHS, 1):
            sheet.column_dimensions[get_column_letter(place)].width = width
        for line in lines:
            cells = []
            for text in line:
                cell: Any = WriteOnlyCell(sheet, self.cells.clean(text))
                cell.data_type = "s"  # never a formula
                cell.alignment = Alignment(vertical="top", wrap_text=True)
                cells.append(cell)
            sheet.append(cells)

    def content(self) -> bytes:
        """Return the whole file."""
        package, whole = BytesIO(), BytesIO()
        self.book.save(package)
        with ZipFile(package) as made, ZipFile(whole, "w", ZIP_DEFLATED) as file:
            places = {f"xl/worksheets/sheet{place}.xml": stream for place, stream in self._rows.items()}
            for part in made.infolist():
                stream, text = places.get(part.filename), made.read(part)
                with file.open(_anew(part), "w", force_zip64=True) as target:
                    if stream is None:
                        target.write(text)
                    else:
                        _put_in(text, stream, target)
        return whole.getvalue()

    def close(self) -> None:
        """Close every sheet: each holds files open until it is closed."""
        for stream in self._rows.values():
            stream.close()
        for one in self.book.worksheets:
            sheet: Any = one
            if not sheet.closed:
                sheet.close()


def _anew(part: ZipInfo) -> ZipInfo:
    """Return the entry of a part in another file."""
    fresh = ZipInfo(part.filename, part.date_time)
    fresh.compress_type = ZIP_DEFLATED
    return fresh


def _put_in(sheet: bytes, rows: IO[bytes], target: IO[bytes]) -> None:
    before, end, after = sheet.partition(_END_OF_ROWS)
    target.write(before)
    rows.seek(0)
    copyfileobj(rows, target)
    target.write(end + after)


def _too_long() -> DeskError:
    return DeskError(
        f"列表超过 {MOST_ROWS:,} 行，一张 Excel 表放不下。", "没有写出文件。", "请先筛选，再分几次导出。"
    )


class RowText:
    """Writes rows of a sheet as the text that stands in its file: real numbers and dates, and never a formula."""

    def __init__(self, sheet: Any, cells: Cells, kinds: Sequence[Kind]) -> None:
        self._cells = cells
        self._letters = [get_column_letter(place) for place in range(1, len(kinds) + 1)]
        self._styles = [_style(sheet, kind.value) for kind in kinds]
        self._bold = [_style(sheet, kind.value, font=_BOLD) for kind in kinds]
        self._quoted = _style(sheet, "General", quoted=True)
        self._known: dict[str, str] = {}

    def text(self, number: int, row: Sequence[Value], *, bold: bool = False) -> str:
        """Return a row as the row of a sheet with this number."""
        styles = self._bold if bold else self._styles
        parts = [
            self._cell(f"{letter}{number}", value, style, bold=bold)
            for letter, value, style in zip(self._letters, row, styles, strict=len(row) > 1)
            if value is not None and value != ""
        ]
        return f'<row r="{number}">{"".join(parts)}</row>'

    def _cell(self, place: str, value: Value, style: int, *, bold: bool) -> str:
        if isinstance(value, str):
            return self._text(place, value, style if bold else 0)
        if isinstance(value, bool):
            return self._text(place, "是" if value else "否", style if bold else 0)
        if isinstance(value, date):
            moment = value if isinstance(value, datetime) else datetime.combine(value, time())
            if moment.date() < FIRST_DAY:
                return self._text(place, value.isoformat(), 0)
            return f'<c r="{place}" s="{style}"><v>{(moment - _DAY_ZERO) / _DAY!r}</v></c>'
        if value is None or not math.isfinite(value):
            return ""
        return f'<c r="{place}" s="{style}"><v>{value!r}</v></c>'

    def _text(self, place: str, text: str, style: int) -> str:
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._inline(text)
        if not found:
            return ""
        if found.startswith(_QUOTED):
            return f'<c r="{place}" s="{self._quoted}" t="inlineStr">{found[1:]}</c>'
        return f'<c r="{place}" s="{style}" t="inlineStr">{found}</c>'

    def _inline(self, text: str) -> str:
        text = self._cells.clean(text)
        if not text:
            return ""
        mark = _QUOTED if text.startswith(_RISKY) else ""
        if "_x" in text:
            text = _ESCAPE.sub("_x005F_", text)
        return f'{mark}<is><t xml:space="preserve">{escape(text)}</t></is>'


def _style(sheet: Any, number_format: str, font: Font | None = None, *, quoted: bool = False) -> int:
    """Return the number of a style of the sheet's workbook."""
    cell: Any = WriteOnlyCell(sheet, 0)
    cell.number_format = number_format
    if font is not None:
        cell.font = font
    if quoted:
        cell.quotePrefix = True
    return int(cell.style_id)


def workbook_bytes(report: Report, hide: Callable[[str], str]) -> Job[bytes]:
    """Return a report's tables as an Excel file, one sheet each, and the sheet 口径; yields progress.

    `hide` takes out of a text what must not be shown. Raises DeskError where a table is too long for Excel.
    """
    book = Book(Cells(hide))
    properties = book.book.properties
    properties.title, properties.creator = report.title, "天一签到核查"
    properties.created = properties.modified = report.as_of
    try:
        for table in report.sheets:
            yield from book.write(table.title, table.columns, table.rows, table)
        book.write_about(report.definitions)
        yield Progress("正在写入文件")
        return book.content()
    finally:
        book.close()
