"""Fetch the refused rows of a file once more, as its cells are, with what is wrong with each of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tianyi_desk.facts.profile import Profiles
from tianyi_desk.facts.source import Sheet
from tianyi_desk.importers.apart import ReadingFailedError, opened_safely
from tianyi_desk.importers.cells import Cell
from tianyi_desk.importers.column_keys import OURS
from tianyi_desk.importers.drafting import DRAFTERS
from tianyi_desk.importers.grids import Grid
from tianyi_desk.importers.profiles import NO_PROFILES
from tianyi_desk.importers.rows import Row
from tianyi_desk.importers.standard_template import header_of
from tianyi_desk.importers.table import Header
from tianyi_desk.progress import Job


@dataclass(frozen=True, slots=True)
class BadRow:
    """A refused row: its cells under the headings, and by place what its wrong cells should be."""

    number: int
    cells: tuple[Cell, ...]
    wrong: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class BadSheet:
    """The refused rows of one sheet under its own headings; columns that an earlier export added are left out."""

    name: str
    written: tuple[str, ...]
    places: Mapping[str, int]
    rows: tuple[BadRow, ...]


def bad_rows(
    path: Path, file: str, wanted: Mapping[str, Collection[int]], profiles: Profiles = NO_PROFILES
) -> Job[tuple[BadSheet, ...]]:
    """Return the rows of a file by the names of its sheets and their numbers; nothing where it cannot be opened."""
    found: list[BadSheet] = []
    try:
        with opened_safely(path, file) as opening:
            opened = yield from opening
            for grid in opened.grids:
                numbers = set(wanted.get(grid.name, ()))
                header = header_of(grid, profiles) if numbers else None
                if header is not None:
                    found.append(_bad_sheet(grid, header, numbers, Sheet(file, grid.name)))
    except ReadingFailedError:
        return ()  # reading it told why
    return tuple(found)


def _bad_sheet(grid: Grid, header: Header, numbers: Collection[int], sheet: Sheet) -> BadSheet:
    kept = [place for place, text in enumerate(header.written) if text not in OURS]
    row, rows = Row(sheet, header), []
    for number, cells in grid.rows():
        if number in numbers and row.turn_to(number, cells):
            DRAFTERS[header.entity](row)
            faults = ((header.columns.get(one.field), one.expected) for one in row.faults)
            wrong = {place: expected for place, expected in faults if place is not None}
            rows.append(_bad_row(number, cells, wrong, kept))
    written = tuple(header.written[place] for place in kept)
    places = {text: place for place, text in reversed(list(enumerate(written)))}
    return BadSheet(grid.name, written, places, tuple(rows))


def _bad_row(number: int, cells: Sequence[Cell], wrong: Mapping[int, str], kept: Sequence[int]) -> BadRow:
    """Leave out what an earlier export added; what stands right of the headings, as a comma too many, comes along."""
    width = max(kept, default=-1) + 1
    moved = {place: wrong[old] for place, old in enumerate(kept) if old in wrong}
    mine = tuple(cells[place] if place < len(cells) else "" for place in kept)
    return BadRow(number, mine + tuple(cells[width:]) if width == len(kept) else mine, moved)
