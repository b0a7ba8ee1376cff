"""An empty form as an Excel file: headings with what belongs under them, and lists to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

TELLER = "天一签到核查"
LAST_ROW = 5000
"""Down to this row the lists to choose from reach."""
_BOLD, _RED = (
    Font(name="Calibri", size=11, bold=True),
    Font(name="Calibri", size=11, bold=True, color="FF9C0006"),
)
_FILL, _NEEDED = PatternFill("solid", fgColor="FFE8ECF2"), PatternFill("solid", fgColor="FFFFF2CC")
_TOP = Alignment(vertical="top", wrap_text=True)
TEXT, MOMENT, DAY = "@", "yyyy-mm-dd hh:mm", "yyyy-mm-dd"


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column: heading, note (shown at the heading), choices, the cells' format, width in characters."""

    heading: str
    needed: bool
    note: str
    choices: tuple[str, ...] = ()
    form: str = TEXT
    width: float = 16.0


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A sheet of the form; `rows` are what is filled in already."""

    title: str
    columns: tuple[FormColumn, ...]
    rows: Sequence[Sequence[str]] = ()


def form_bytes(sheets: Sequence[FormSheet], about: Sequence[tuple[str, str]]) -> bytes:
    """Return the form: its sheets, and 填写说明 behind them."""
    book = Workbook()
    book.properties.creator = TELLER
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _write(book.create_sheet(sheet.title), sheet)
    page: Any = book.create_sheet("填写说明")
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 20, 100
    for line in about:
        page.append(line)
        for cell in page[page.max_row]:
            cell.alignment = _TOP
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _write(page: Any, sheet: FormSheet) -> None:
    page.freeze_panes = "A2"
    for place, column in enumerate(sheet.columns, 1):
        letter = get_column_letter(place)
        width = page.column_dimensions[letter]
        width.width, width.number_format = column.width, column.form
        cell = page.cell(1, place, f"{column.heading}*" if column.needed else column.heading)
        cell.font, cell.fill = (_RED, _NEEDED) if column.needed else (_BOLD, _FILL)
        cell.number_format = TEXT
        cell.comment = Comment(column.note, TELLER, height=30 + 18 * (1 + len(column.note) // 18), width=280)
        if column.choices:
            _offer(page, letter, column)
    for row, values in enumerate(sheet.rows, 2):
        for place, value in enumerate(values, 1):
            if value:
                cell = page.cell(row, place)
                cell.value, cell.data_type = value, "s"  # never a formula
                cell.number_format = TEXT


def _offer(page: Any, letter: str, column: FormColumn) -> None:
    """Offer a list to choose from; other words are asked about, not forbidden."""
    offer = DataValidation(
        type="list",
        formula1=f'"{",".join(column.choices)}"',
        allow_blank=True,
        showErrorMessage=True,
        errorStyle="warning",
        errorTitle=column.heading,
        error=f"通常填：{'、'.join(column.choices)}",
    )
    offer.add(f"{letter}2:{letter}{LAST_ROW}")
    page.add_data_validation(offer)
