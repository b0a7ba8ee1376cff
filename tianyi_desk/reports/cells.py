"""The cells of a sheet: real dates and numbers, and no text that Excel would run.

Cells are made once for every format and handed to openpyxl again and again, each time with another value: making
one takes as long as writing it.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Self

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

from tianyi_desk.reports.content import Column, Kind, Value

MOST_CHARACTERS = 32_767
"""Characters of an Excel cell."""
FIRST_DAY = date(1900, 3, 1)
"""Before it Excel counts a day that never was."""
KNOWN = 65_536
"""Texts remembered as they may stand in a cell; names and places come again and again."""
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\']")
_NOT_IN_CELLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What Excel takes for one of its own escapes keeps its letters by another one."""
_RISKY = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula once somebody edits the cell."""
_BOLD = Font(name="Calibri", size=11, bold=True)
_HEADING_FILL = PatternFill("solid", fgColor="FFE8ECF2")
_TOP = Alignment(vertical="top", wrap_text=True)

_serial = lru_cache(maxsize=8192)(to_excel)


class Ready(Cell):
    """A cell that is written many times, each time with a value whose kind is known."""

    __slots__ = ()

    def hold(self, value: object, kind: str) -> Self:
        """Hold another value; `kind` is openpyxl's "s" for text, never a formula, or "n" for a number."""
        self._value, self.data_type = value, kind
        return self

    def __repr__(self) -> str:
        return f"<{self.column_letter}{self.row}>"


def add_sheet(book: Workbook, title: str, widths: Iterable[float]) -> Any:
    """Add a sheet with columns of some widths, whose rows are all of `Ready` cells and None.

    openpyxl looks at every value, whether it is a cell or of what kind, at half the cost of writing it; told that
    all are cells, it only numbers them.
    """
    sheet: Any = book.create_sheet(title)
    sheet._values_to_row = _numbered  # noqa: SLF001 - without it the rows are the same, only slower
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    return sheet


def _numbered(cells: Iterable[Ready | None], row: int) -> Iterator[Ready]:
    for column, cell in enumerate(cells, 1):
        if cell is not None:
            cell.row, cell.column = row, column
            yield cell


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

    def headings(self, sheet: Any, columns: Iterable[Column]) -> Iterator[Ready]:
        """Yield the cells of the headings; over figures they stand at the right, as figures do."""
        left = _ready(sheet, font=_BOLD, fill=_HEADING_FILL)
        right = _ready(sheet, font=_BOLD, fill=_HEADING_FILL, alignment=Alignment(horizontal="right"))
        return (
            (left if column.kind is Kind.TEXT else right).hold(self.clean(column.heading), "s")
            for column in columns
        )

    def wrapped(self, sheet: Any, texts: Iterable[str]) -> Iterator[Ready]:
        """Yield cells of text that wraps; never a formula."""
        cell = _ready(sheet, alignment=_TOP)
        return (cell.hold(self.clean(text), "s") for text in texts)


class Rows:
    """Makes the rows of one sheet; `bold` is for sums. A row has to be written before the next one is made."""

    def __init__(self, cells: Cells, sheet: Any, kinds: Sequence[Kind], *, bold: bool = False) -> None:
        self._text = lru_cache(maxsize=KNOWN)(lambda text: _escaped(cells.clean(text)))
        style: dict[str, Any] = {"font": _BOLD} if bold else {}
        of = {kind: _ready(sheet, number_format=kind.value, **style) for kind in dict.fromkeys(kinds)}
        self._of_kinds = [of[kind] for kind in kinds]
        self._plain, self._quoted = _ready(sheet, **style), _ready(sheet, quotePrefix=True, **style)

    def row(self, values: Sequence[Value]) -> Iterator[Ready | None]:
        """Yield the cells of the values, None where there is nothing."""
        for value, cell in zip(values, self._of_kinds, strict=True):
            if isinstance(value, str):
                yield self._of_text(value)
            elif value is None:
                yield None
            else:
                yield self._of_number(value, cell)

    def _of_text(self, text: str) -> Ready | None:
        """Return a text that is no formula and no error value, and stays none where somebody edits the cell."""
        text = self._text(text)
        return (self._quoted if text.startswith(_RISKY) else self._plain).hold(text, "s") if text else None

    def _of_number(self, value: float | date, cell: Ready) -> Ready | None:
        if isinstance(value, bool):
            return self._of_text("是" if value else "否")
        if isinstance(value, date):
            if (value.date() if isinstance(value, datetime) else value) < FIRST_DAY:
                return self._of_text(value.isoformat())
            return cell.hold(_serial(value), "n")
        return cell.hold(value, "n") if math.isfinite(value) else None


def _ready(sheet: Any, **style: Any) -> Ready:
    cell = Ready(sheet, 1, 1)
    for name, value in style.items():
        setattr(cell, name, value)
    return cell


def _escaped(text: str) -> str:
    return _ESCAPE.sub("_x005F_", text) if "_x" in text else text
