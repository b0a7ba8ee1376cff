"""A sheet of openpyxl's whose cells are made once and written again and again, each time with another value.

openpyxl takes every cell apart and builds its elements anew, at several times the cost of writing them. Here the
elements (openpyxl's own, which are lxml's where that is installed) are kept; only their place and text change.
"""

from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from enum import IntEnum
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.xml.constants import XML_NS
from openpyxl.xml.functions import Element, SubElement

_SPACES_COUNT = {f"{{{XML_NS}}}space": "preserve"}


class Hold(IntEnum):
    """How a cell holds what it is given; of SPACED text the outer spaces count."""

    NUMBER = 0
    TEXT = 1
    SPACED = 2


class Sheet:
    """A sheet that takes rows of prepared cells; `part` is openpyxl's sheet, `written` counts the rows."""

    def __init__(self, book: Workbook, title: str, widths: Iterable[float]) -> None:
        self.part: Any = book.create_sheet(title)
        self.part._write_rows = self._write_rows  # noqa: SLF001 - its own make every cell's elements anew
        self.written = 0
        for place, width in enumerate(widths, 1):
            self.part.column_dimensions[get_column_letter(place)].width = width

    def put(self, row: Any) -> None:
        """Write the element of a row; it may be changed afterwards."""
        self.part.append([row])
        self.written += 1

    def _write_rows(self) -> Generator[None, Any, None]:
        writer = self.part._writer  # noqa: SLF001 - as above
        stream = writer.xf.send(True)
        with stream.element("sheetData"), suppress(GeneratorExit):  # closed: what follows the rows is next
            while True:
                (row,) = yield
                stream.write(row)
        writer.xf.send(None)


class Style:
    """Prepared cells of one column in one style, one for each way to hold a value."""

    def __init__(self, sheet: Sheet, column: int, **style: Any) -> None:
        self.letter = get_column_letter(column)
        cell = Cell(sheet.part, 1, column)
        for name, value in style.items():
            setattr(cell, name, value)
        self._style = {"s": f"{cell.style_id}"} if cell.has_style else {}
        self._made: dict[Hold, tuple[Any, Any]] = {}

    def hold(self, row: str, text: str, how: Hold) -> Any:
        """Return the cell's element in a row, with a text or the words of a number; never a formula."""
        made = self._made.get(how)
        if made is None:
            made = self._made[how] = self._prepare(how)
        element, inner = made
        element.set("r", self.letter + row)
        inner.text = text
        return element

    def _prepare(self, how: Hold) -> tuple[Any, Any]:
        kind = "n" if how is Hold.NUMBER else "inlineStr"
        element = Element("c", {"r": self.letter, **self._style, "t": kind})
        if how is Hold.NUMBER:
            return element, SubElement(element, "v")
        return element, SubElement(
            SubElement(element, "is"), "t", _SPACES_COUNT if how is Hold.SPACED else {}
        )


class Line:
    """The element of a row, used for all rows of a sheet; cells that stay the same ones are not put in anew."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._row = Element("row", {"r": "0"})
        self._cells: list[Any] = []

    @property
    def number(self) -> str:
        """Return the number of the next row, the first is 1."""
        return f"{self._sheet.written + 1}"

    def put(self, cells: Iterator[Any]) -> None:
        """Write the next row."""
        found = list(cells)
        if found != self._cells:
            self._row[:] = self._cells = found
        self._row.set("r", self.number)
        self._sheet.put(self._row)
