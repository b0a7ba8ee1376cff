"""Look into a sheet before its columns are known, and read its first rows as they would be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tianyi_desk.facts.intake import Fact
from tianyi_desk.facts.profile import Profile
from tianyi_desk.facts.source import Sheet
from tianyi_desk.importers.apart import ReadingFailedError, opened_safely
from tianyi_desk.importers.cells import Cell
from tianyi_desk.importers.drafting import DRAFTERS
from tianyi_desk.importers.profiles import ROWS_OFFERED, header_under
from tianyi_desk.importers.rows import Fault, Row
from tianyi_desk.importers.table import written_in
from tianyi_desk.progress import Job

ROWS_READ = 100


@dataclass(frozen=True, slots=True)
class Sample:
    """The first filled rows of a sheet: (the spreadsheet's own number, its cells)."""

    file: str
    sheet: str
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]

    def written(self, number: int) -> tuple[str, ...]:
        """Return the headings that stand in a row, () where there is no such row."""
        return next((written_in(cells) for row, cells in self.rows if row == number), ())

    def below(self, number: int) -> list[tuple[int, tuple[Cell, ...]]]:
        """Return the hundred rows below the headings in a row."""
        return [row for row in self.rows if row[0] > number][:ROWS_READ]


@dataclass(frozen=True, slots=True)
class TrialRow:
    """A row as it would be read: what came of it, the texts of its fields, and what is wrong with which."""

    number: int
    facts: tuple[Fact, ...]
    texts: Mapping[str, str]
    faults: tuple[Fault, ...]


def sample(path: Path, file: str, sheet: str) -> Job[Sample | None]:
    """Return the beginning of a sheet, None where the file or the sheet cannot be read any more."""
    try:
        with opened_safely(path, file) as opening:
            opened = yield from opening
            for grid in opened.grids:
                if grid.name == sheet:
                    filled = (
                        (number, tuple(cells))
                        for number, cells in grid.rows()
                        if any(cell != "" for cell in cells)
                    )
                    return Sample(file, sheet, tuple(islice(filled, ROWS_READ + ROWS_OFFERED)))
    except ReadingFailedError:
        return None  # reading it told why
    return None


def tried(beginning: Sample, number: int, profile: Profile) -> tuple[TrialRow, ...]:
    """Return the rows below the headings in a row as a profile reads them; nothing is kept."""
    header = header_under(profile, number, beginning.written(number))
    row = Row(Sheet(beginning.file, beginning.sheet), header)
    found = []
    for place, cells in beginning.below(number):
        if row.turn_to(place, cells) and not row.repeats_header:
            facts = tuple(DRAFTERS[header.entity](row))
            texts = {field: row.words(field) for field in header.columns}
            found.append(TrialRow(place, () if row.faults else facts, texts, tuple(row.faults)))
    return tuple(found)


def cells_of(rows: Sequence[tuple[int, Sequence[Cell]]]) -> list[Sequence[Cell]]:
    """Return the cells of numbered rows."""
    return [cells for _number, cells in rows]
