"""The rows that were not taken, as an Excel file to be mended and handed in again: as they were, wrong cells coloured."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any, cast

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from tianyi_desk.progress import Job, Progress
from tianyi_desk.reports.cells import Cells
from tianyi_desk.reports.workbook import close_all

STEP = 500
REASON_WIDTH, WIDTH = 60.0, 18.0
TELLER = "天一签到核查"
_WRONG = PatternFill("solid", fgColor="FFFFC7CE")
_OURS = PatternFill("solid", fgColor="FFFFF2CC")
_HEAD = PatternFill("solid", fgColor="FFE8ECF2")
_BOLD, _RED = Font(name="Calibri", size=11, bold=True), Font(name="Calibri", size=11, color="FF9C0006")
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_RISKY = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")
_FORMATS: tuple[tuple[type, str], ...] = (
    (datetime, "yyyy-mm-dd hh:mm:ss"),
    (date, "yyyy-mm-dd"),
    (time, "hh:mm:ss"),
    (timedelta, "[h]:mm:ss"),
)

MendCell = str | int | float | bool | date | datetime | time | timedelta


@dataclass(frozen=True, slots=True)
class MendRow:
    """A row as it was; `wrong` says by place what a cell should be, `reason` why the row was not taken."""

    cells: Sequence[MendCell]
    wrong: Mapping[int, str]
    reason: str
    whence: Sequence[str | int]


@dataclass(frozen=True, slots=True)
class MendSheet:
    """A sheet: its own headings, then ours; `whence` of a row fills those behind the reason."""

    title: str
    headings: Sequence[str]
    ours: Sequence[str]
    rows: Sequence[MendRow]


def mending_bytes(sheets: Sequence[MendSheet], about: Iterable[tuple[str, ...]]) -> Job[bytes]:
    """Return the workbook: one sheet a sheet, and 说明 behind them; nothing in it is ever a formula."""
    book, texts = Workbook(write_only=True), Cells(lambda text: text)
    book.properties.creator = TELLER
    try:
        titles: set[str] = set()
        for sheet in sheets:
            yield from _write(book, texts, sheet, _free(texts.title(sheet.title), titles))
        page: Any = book.create_sheet(_free("说明", titles))
        for place, width in enumerate((24.0, 24.0, 90.0), 1):
            page.column_dimensions[get_column_letter(place)].width = width
        for line in about:
            page.append([_text(page, texts.clean(one), wrap=True) for one in line])
        yield Progress("正在写入文件")
        content = BytesIO()
        book.save(content)
        return content.getvalue()
    finally:
        close_all(book)


def _write(book: Workbook, texts: Cells, sheet: MendSheet, title: str) -> Job[None]:
    page: Any = book.create_sheet(title)
    page.freeze_panes = "A2"
    for place in range(1, len(sheet.headings) + len(sheet.ours) + 1):
        page.column_dimensions[get_column_letter(place)].width = WIDTH
    page.column_dimensions[get_column_letter(len(sheet.headings) + 1)].width = REASON_WIDTH
    heads = [_head(page, texts.clean(text), _HEAD) for text in sheet.headings]
    page.append([*heads, *(_head(page, text, _OURS) for text in sheet.ours)])
    for many, row in enumerate(sheet.rows):
        if many % STEP == 0:
            yield Progress(f"正在写入“{title}”", many, len(sheet.rows))
        page.append(_row(page, texts, row, len(sheet.headings)))


def _row(page: Any, texts: Cells, row: MendRow, width: int) -> list[Any]:
    made = [_cell(page, texts.clean, value) for value in row.cells[:width]]
    made += [None] * (width - len(made))
    for place, expected in row.wrong.items():
        cell = made[place] or _text(page, "")
        cell.fill, cell.font = _WRONG, _RED
        cell.comment = Comment(f"应为：{texts.clean(expected)}", TELLER, height=60, width=240)
        made[place] = cell
    made.append(_text(page, texts.clean(row.reason), wrap=True))
    return [*made, *(_cell(page, texts.clean, one) for one in row.whence)]


def _cell(page: Any, clean: Callable[[str], str], value: MendCell) -> Any:
    """Return a cell that holds a value as it was, None for an empty one."""
    if isinstance(value, str):
        text = clean(value)
        return _text(page, text) if text else None
    cell: Any = WriteOnlyCell(page, cast("Any", value))
    cell.number_format = next((form for kind, form in _FORMATS if isinstance(value, kind)), "General")
    return cell


def _text(page: Any, text: str, *, wrap: bool = False) -> Any:
    """Return a cell of text that is never a formula, nor becomes one when somebody edits it."""
    cell: Any = WriteOnlyCell(page, "")
    cell._value, cell.data_type = _ESCAPE.sub("_x005F_", text), "s"  # noqa: SLF001 - text, whatever it begins with
    if text.startswith(_RISKY):
        cell.quotePrefix = True
    if wrap:
        cell.alignment = _WRAPPED
    return cell


def _head(page: Any, text: str, fill: PatternFill) -> Any:
    cell = _text(page, text)
    cell.font, cell.fill = _BOLD, fill
    return cell


def _free(title: str, taken: set[str]) -> str:
    """Return a title that no sheet of the book has yet, as Excel compares them."""
    copy, free = 2, title
    while free.casefold() in taken:
        free, copy = f"{title[:27]} ({copy})", copy + 1
    taken.add(free.casefold())
    return free
