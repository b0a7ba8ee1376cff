"""A sheet as rows of cells, whatever kind of file it came from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from tianyi_desk.facts.intake import Complaint
from tianyi_desk.importers.cells import Cell

Rows = Iterator[tuple[int, Sequence[Cell]]]
"""(the spreadsheet's own row number, its cells)."""


HEAD_ROWS = 200
"""Rows from the top in which headings are looked for: enough for ten filled ones below a letterhead."""

ROWS_A_SHARE = 500
"""Rows that are drafted at once: between two shares a person may cancel."""


class BrokenRecord(list[str]):
    """A line of a text table whose quotes do not pair up; its one cell is the line."""


class UnreadableRow(list[str]):
    """A row that holds a value which is none, so that the parsing library gave it up; it has no cells."""


class Grid(Protocol):
    """One sheet: its name, how many rows it reaches down, and its rows from the top, empty ones included."""

    @property
    def name(self) -> str:
        """Return the sheet's name."""

    @property
    def height(self) -> int:
        """Return the number of the last row."""

    @property
    def ragged(self) -> bool:
        """Tell whether a row may have more cells than headings by mistake, as in text files."""

    @property
    def told(self) -> str:
        """Return what sheet of another system it was before it was put into the template's form, "" for others."""

    def rows(self) -> Rows:
        """Yield (row number, cells) from the top."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening a file gave: its sheets, or the complaint why it has none."""

    grids: tuple[Grid, ...] = ()
    complaint: Complaint | None = None
