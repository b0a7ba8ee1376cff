"""The cells of a sheet: real dates and numbers, and no text that Excel would run.

Cells are made once for every format and handed to openpyxl again and again, each time with another value: making
one takes longer than writing it.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.datetime import to_excel

from tianyi_desk.reports.content import Kind, Value

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
_HEADING_FONT, _TOTAL_FONT, _PLAIN_FONT = Font(bold=True), Font(bold=True), Font()
_HEADING_FILL = PatternFill("solid", fgColor="FFE8ECF2")
_TOP = Alignment(vertical="top", wrap_text=True)

_serial = lru_cache(maxsize=8192)(to_excel)


class _Ready(Cell):
    """A cell that is written many times; openpyxl prints it with every row, so it prints itself at once."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<cell>"


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

    def headings(self, sheet: Any, texts: Iterable[str]) -> Iterator[Any]:
        """Yield the cells of the headings."""
        cell = _ready(sheet, font=_HEADING_FONT, fill=_HEADING_FILL)
        for text in texts:
            cell.value = self.clean(text)
            cell.data_type = "s"
            yield cell

    def wrapped(self, sheet: Any, texts: Iterable[str]) -> Iterator[Any]:
        """Yield cells of text that wraps; never a formula."""
        cell = _ready(sheet, alignment=_TOP)
        for text in texts:
            cell.value = self.clean(text)
            cell.data_type = "s"
            yield cell


class Rows:
    """Makes the rows of one sheet; `bold` is for sums. A row has to be written before the next one is made."""

    def __init__(self, cells: Cells, sheet: Any, kinds: Sequence[Kind], *, bold: bool = False) -> None:
        self._text = lru_cache(maxsize=KNOWN)(lambda text: _escaped(cells.clean(text)))
        self._bold = bold
        font = _TOTAL_FONT if bold else _PLAIN_FONT
        self._of = {kind: _ready(sheet, font=font, number_format=kind.value) for kind in dict.fromkeys(kinds)}
        self._plain, self._quoted = _ready(sheet, font=font), _ready(sheet, font=font, quotePrefix=True)
        self._kinds = [self._of[kind] for kind in kinds]

    def row(self, values: Sequence[Value]) -> Iterator[Any]:
        """Yield what stands for the values: a plain text, or a cell where it needs a format; None for nothing."""
        for value, cell in zip(values, self._kinds, strict=True):
            if isinstance(value, str):
                yield self._of_text(value)
            elif value is None:
                yield None
            else:
                yield self._of_number(value, cell)

    def _of_text(self, text: str) -> Any:
        """Return a text that is no formula and no error value, and stays none where somebody edits the cell."""
        text = self._text(text)
        risky = text.startswith(_RISKY)
        if not risky and not self._bold and not text.startswith("#"):
            return text or None
        cell = self._quoted if risky else self._plain
        cell.value = text
        cell.data_type = "s"
        return cell

    def _of_number(self, value: float | date, cell: Any) -> Any:
        if isinstance(value, bool):
            return self._of_text("是" if value else "否")
        if isinstance(value, date):
            if (value.date() if isinstance(value, datetime) else value) < FIRST_DAY:
                return self._of_text(value.isoformat())
            cell.value = _serial(value)
        elif not math.isfinite(value):
            return None
        else:
            cell.value = value
        return cell


def _ready(sheet: Any, **style: Any) -> Any:
    cell: Any = _Ready(sheet, 1, 1)
    for name, value in style.items():
        setattr(cell, name, value)
    return cell


def _escaped(text: str) -> str:
    return _ESCAPE.sub("_x005F_", text) if "_x" in text else text
