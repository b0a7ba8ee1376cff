"""What a person sees of a sheet whose columns are to be told: light enough for the window to know before it needs it."""

from dataclasses import dataclass

from tianyi_desk.facts.intake import Intake
from tianyi_desk.facts.profile import TimeForm
from tianyi_desk.facts.vocabulary import Entity


@dataclass(frozen=True, slots=True)
class SheetName:
    """A sheet of a file, as reading named them."""

    file: str
    sheet: str


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of the file: its key, its heading, and what its first cells say."""

    key: str
    heading: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field of the template, whether it is required (or the usual one of several that will do), and the column suggested for it."""

    field: str
    name: str
    required: bool
    key: str
    likeness: int
    why: str


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet under one row of headings taken for one kind of sheet, with what is suggested."""

    entity: Entity
    row: int
    columns: tuple[SheetColumn, ...]
    fields: tuple[FieldLine, ...]
    times: TimeForm
    fingerprint: str


@dataclass(frozen=True, slots=True)
class TrialCell:
    """One cell as it would be read; `wrong` says what it should be, "" where nothing is wrong."""

    text: str
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class TrialLine:
    """One row of the preview, its cells in the order of the fields asked for."""

    number: int
    cells: tuple[TrialCell, ...]
    reasons: str

    @property
    def refused(self) -> bool:
        """Tell whether the row would be refused."""
        return bool(self.reasons)


@dataclass(frozen=True, slots=True)
class Trial:
    """The first hundred rows as they would be read, and the required fields that have no column."""

    fields: tuple[str, ...]
    headings: tuple[str, ...]
    lines: tuple[TrialLine, ...]
    missing: tuple[str, ...]
    refused: int


def needs_mapping(intake: Intake) -> tuple[SheetName, ...]:
    """Return the sheets that were not read because their headings are not known, or not all that are needed."""
    refused = {(one.file, one.sheet) for one in intake.complaints if one.row is None and one.found}
    places = dict.fromkeys((one.file, one.sheet) for one in intake.recognised)
    return tuple(SheetName(*place) for place in places if place in refused and place[1])
