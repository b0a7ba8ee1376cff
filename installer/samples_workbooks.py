"""Write the samples' sheets as people keep them: styled .xlsx, old .xls, .csv of three encodings.

Everything is written without the moment of writing, so that the same rows give the same bytes.
"""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

import xlwt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from installer.samples_tables import Cells, Value

Format = Literal["xlsx", "xls", "csv utf-8", "csv utf-8-sig", "csv gb18030"]
_STAMP = (2021, 9, 15, 0, 0, 0)
_MOMENT = datetime(*_STAMP)
_SUFFIX: dict[Format, str] = {"xlsx": ".xlsx", "xls": ".xls"}


@dataclass(frozen=True, slots=True)
class Layout:
    """How one sheet looks: its headings with the template heading each stands for, and its dress.

    `columns` are `heading=template heading`, or one word where both are the same. `titles` stand above the header.
    `real_dates` writes moments as dates of the program, else as text. `numbers` writes degrees as numbers, else as
    text; `phones_as_numbers` is what happens where nobody formatted the column as text.
    """

    sheet: str
    columns: str
    form: Format = "xlsx"
    titles: tuple[str, ...] = ()
    real_dates: bool = False
    numbers: bool = True
    phones_as_numbers: bool = False
    file: str = ""
    accent: str = "DCE6F1"

    def headings(self) -> list[tuple[str, str]]:
        """Return (heading as written, template heading) in the order of the columns."""
        pairs = (word.partition("=") for word in self.columns.split())
        return [(shown, known or shown.strip("*")) for shown, _, known in pairs]

    @property
    def file_name(self) -> str:
        """Return the name of the file that holds the sheet."""
        return (self.file or self.sheet) + _SUFFIX.get(self.form, ".csv")

    @property
    def first_row(self) -> int:
        """Return the spreadsheet's number of the first line below the header."""
        return len(self.titles) + 2


def lines(layout: Layout, rows: Sequence[Cells]) -> Iterator[list[Value]]:
    """Yield the header and the rows as the layout wants them."""
    headings = layout.headings()
    yield [shown for shown, _ in headings]
    for row in rows:
        yield [
            int(str(row[known]))
            if known == "手机号" and layout.phones_as_numbers
            else _value(row.get(known), layout)
            for _, known in headings
        ]


def _value(value: Value, layout: Layout) -> Value:
    if isinstance(value, datetime):
        return (
            value
            if layout.real_dates
            else f"{value:%Y-%m-%d %H:%M:%S}"
            if value.second
            else f"{value:%Y-%m-%d %H:%M}"
        )
    if isinstance(value, date):
        return value if layout.real_dates else value.isoformat()
    if isinstance(value, float) and not layout.numbers:
        return f"{value:.6f}"
    return None if value == "" else value


def save(folder: Path, sheets: Sequence[tuple[Layout, Sequence[Cells]]]) -> None:
    """Write one file with one or more sheets; only .xlsx holds more than one."""
    layout = sheets[0][0]
    path = folder / layout.file_name
    path.parent.mkdir(parents=True, exist_ok=True)
    if layout.form == "xlsx":
        path.write_bytes(_xlsx(sheets))
    elif layout.form == "xls":
        path.write_bytes(_xls(layout, sheets[0][1]))
    else:
        path.write_bytes(_csv(layout, sheets[0][1]))


def _csv(layout: Layout, rows: Sequence[Cells]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    for line in lines(layout, rows):
        writer.writerow(["" if value is None else str(value) for value in line])
    return stream.getvalue().encode(layout.form.removeprefix("csv "))


def _xls(layout: Layout, rows: Sequence[Cells]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(layout.sheet)
    head = xlwt.easyxf(
        "font: bold on, name 宋体; pattern: pattern solid, fore_colour ice_blue; borders: bottom thin"
    )
    plain = xlwt.easyxf("font: name 宋体")
    moment = xlwt.easyxf("font: name 宋体", num_format_str="yyyy-mm-dd hh:mm")
    day = xlwt.easyxf("font: name 宋体", num_format_str="yyyy-mm-dd")
    sheet.set_panes_frozen(True)
    sheet.set_horz_split_pos(1)
    for number, line in enumerate(lines(layout, rows)):
        for place, value in enumerate(line):
            style = (
                head
                if not number
                else moment
                if isinstance(value, datetime)
                else day
                if isinstance(value, date)
                else plain
            )
            if value is not None:
                sheet.write(number, place, value, style)
    for place, (shown, known) in enumerate(layout.headings()):
        sheet.col(place).width = 256 * _width(shown, [row.get(known) for row in rows])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _width(shown: str, values: Sequence[Value]) -> int:
    """Return a column's width in characters, wide marks counted twice."""
    texts = [shown, *(part for value in values for part in ("" if value is None else str(value)).split("\n"))]
    longest = max(sum(2 if ord(mark) > 0x2E80 else 1 for mark in text) for text in texts)
    return max(8, min(46, longest + 2))


def _xlsx(sheets: Sequence[tuple[Layout, Sequence[Cells]]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for layout, rows in sheets:
        _fill(book.create_sheet(layout.sheet), layout, rows)
    stream = io.BytesIO()
    book.save(stream)
    return _timeless(stream.getvalue())


def _fill(sheet: Worksheet, layout: Layout, rows: Sequence[Cells]) -> None:
    headings = layout.headings()
    for number, title in enumerate(layout.titles, 1):
        sheet.cell(number, 1, title).font = Font(
            name="微软雅黑", size=14 if number == 1 else 9, bold=number == 1
        )
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(headings))
        sheet.cell(number, 1).alignment = Alignment(
            horizontal="center" if number == 1 else "right", vertical="center"
        )
        sheet.row_dimensions[number].height = 28 if number == 1 else 18
    head_row = len(layout.titles) + 1
    for number, line in enumerate(lines(layout, rows), head_row):
        for place, value in enumerate(line, 1):
            _dress(sheet, number, place, value, head=number == head_row, accent=layout.accent)
    sheet.row_dimensions[head_row].height = 24
    for place, (shown, known) in enumerate(headings, 1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = _width(
            shown, [_value(row.get(known), layout) for row in rows]
        )
    sheet.freeze_panes = f"C{head_row + 1}"
    sheet.auto_filter.ref = f"A{head_row}:{get_column_letter(len(headings))}{head_row + len(rows)}"


_LINE = Side(style="thin", color="BFBFBF")
_THIN = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD = Font(name="微软雅黑", size=10, bold=True)
_BODY = Font(name="微软雅黑", size=9)
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_WRAPPED = Alignment(vertical="center", wrap_text=True)


def _dress(sheet: Worksheet, row: int, column: int, value: Value, *, head: bool, accent: str) -> None:
    cell = sheet.cell(row, column, value)
    cell.border = _THIN
    cell.font = _HEAD if head else _BODY
    cell.alignment = _CENTRED if head else _WRAPPED
    if head:
        cell.fill = PatternFill("solid", fgColor=accent)
    elif isinstance(value, datetime):
        cell.number_format = "yyyy-mm-dd hh:mm:ss" if value.second else "yyyy-mm-dd hh:mm"
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    elif isinstance(value, float):
        cell.number_format = "0.000000"


def _timeless(packed: bytes) -> bytes:
    """Pack a workbook again with one fixed time on every part, also where it says when it was written."""
    source = zipfile.ZipFile(io.BytesIO(packed))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _without_moment(content)
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return stream.getvalue()


def _without_moment(core: bytes) -> bytes:
    text = core.decode()
    for tag in ("created", "modified"):
        head, opening, rest = text.partition(f"<dcterms:{tag}")
        attributes, closing, tail = rest.partition(">")
        _, ending, after = tail.partition(f"</dcterms:{tag}>")
        text = f"{head}{opening}{attributes}{closing}{_MOMENT.isoformat()}Z{ending}{after}"
    return text.encode()
