"""The cells of a sheet: real dates and numbers, and no text that Excel would run."""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from openpyxl.compat import safe_string
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.datetime import to_excel

from tianyi_desk.reports.content import Column, Kind, Value
from tianyi_desk.reports.sheets import Hold, Line, Sheet, Style

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


@lru_cache(maxsize=8192)
def _serial(moment: date) -> str:
    count: Any = to_excel
    return f"{safe_string(count(moment))}"


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

    def headings(self, sheet: Sheet, columns: Iterable[Column]) -> None:
        """Write the row of the headings; over figures they stand at the right, as figures do."""
        line = Line(sheet)
        line.put(self._heading(sheet, place, column, line.number) for place, column in enumerate(columns, 1))

    def _heading(self, sheet: Sheet, place: int, column: Column, row: str) -> Any:
        at_right = {} if column.kind is Kind.TEXT else {"alignment": Alignment(horizontal="right")}
        style = Style(sheet, place, font=_BOLD, fill=_HEADING_FILL, **at_right)
        return style.hold(row, *_told(self.clean(column.heading))[:2])

    def wrapped(self, sheet: Sheet, lines: Iterable[Iterable[str]]) -> None:
        """Write rows of texts that wrap."""
        for texts in lines:
            line = Line(sheet)
            line.put(
                Style(sheet, place, alignment=_TOP).hold(line.number, *_told(self.clean(text))[:2])
                for place, text in enumerate(texts, 1)
                if text
            )


class Rows:
    """Writes the rows of one sheet; `bold` is for sums."""

    def __init__(self, cells: Cells, sheet: Sheet, kinds: Sequence[Kind], *, bold: bool = False) -> None:
        self._line = Line(sheet)
        self._text = lru_cache(maxsize=KNOWN)(lambda text: _told(cells.clean(text)))
        style: dict[str, Any] = {"font": _BOLD} if bold else {}
        self._columns = [
            (
                Style(sheet, place, number_format=kind.value, **style),
                Style(sheet, place, **style),
                Style(sheet, place, quotePrefix=True, **style),
            )
            for place, kind in enumerate(kinds, 1)
        ]

    def put(self, values: Sequence[Value]) -> None:
        """Write the next row."""
        self._line.put(self._cells(values, self._line.number))

    def _cells(self, values: Sequence[Value], row: str) -> Iterator[Any]:
        """Yield the cells of the values, none where there is nothing."""
        for value, (number, plain, quoted) in zip(values, self._columns, strict=True):
            if value is None:
                continue
            if not isinstance(value, str):
                words, is_number = _words(value)
                if is_number:
                    yield number.hold(row, words, Hold.NUMBER)
                    continue
                value = words  # noqa: PLW2901 - what is no number for Excel is a text
            text, how, risky = self._text(value)
            if text:
                yield (quoted if risky else plain).hold(row, text, how)


def _words(value: float | date) -> tuple[str, bool]:
    """Return what a cell says of a value, and whether it is a number; nothing for what is not finite."""
    if isinstance(value, bool):
        return ("是" if value else "否"), False
    if isinstance(value, date):
        early = (value.date() if isinstance(value, datetime) else value) < FIRST_DAY
        return (value.isoformat(), False) if early else (_serial(value), True)
    return (safe_string(value), True) if math.isfinite(value) else ("", False)


def _told(text: str) -> tuple[str, Hold, bool]:
    """Return a text as it stands in the file, how a cell holds it, and whether it might be taken for a formula."""
    text = _ESCAPE.sub("_x005F_", text) if "_x" in text else text
    spaced = text != text.strip() or "\n" in text
    return text, Hold.SPACED if spaced else Hold.TEXT, text.startswith(_RISKY)
