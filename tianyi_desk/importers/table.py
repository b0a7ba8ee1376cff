"""Find the row of headings in a sheet and tell what kind of sheet it is."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from tianyi_desk.facts.profile import Profile
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.importers.cells import Cell, text_of
from tianyi_desk.importers.folding import folded, folded_with_remark
from tianyi_desk.importers.headings import FACTS, HEADINGS, LOOKUP, NAMES, REQUIRED, SHEET_WORDS

ROWS_SEARCHED = 10
_NEEDED_WEIGHT, _OTHER_WEIGHT, _NAME_WEIGHT = 2, 1, 2
_ENOUGH = 2  # one heading alone (编号, 姓名) may stand over anything


@dataclass(frozen=True, slots=True)
class Header:
    """A sheet's headings: where they stand, what they mean, and what the sheet lacks.

    `row` is the spreadsheet's own number; `columns` maps a field to its place in a row; `written` holds the heading
    of every column as the file writes it, "" where there is none; `missing` names what is required and not there.
    `profile` is what a person said of such files, None where the headings speak for themselves.
    """

    entity: Entity
    row: int
    columns: Mapping[str, int]
    written: tuple[str, ...]
    missing: tuple[str, ...]
    given: frozenset[str]
    score: int
    profile: Profile | None = None

    def heading_of(self, field: str) -> str:
        """Return a field's heading as the file writes it, the template's name where the file has no such column."""
        place = self.columns.get(field)
        return NAMES[self.entity][field] if place is None else self.written[place]

    @property
    def unknown(self) -> tuple[str, ...]:
        """Return the headings that mean nothing here; their cells are kept in the rows' raw records."""
        known = set(self.columns.values())
        return tuple(text for place, text in enumerate(self.written) if text and place not in known)


def find_header(rows: Sequence[tuple[int, Sequence[Cell]]], sheet_name: str) -> Header | None:
    """Return the best header among the first ten rows that are not empty; None where no kind fits.

    `rows` are (row number, cells). The kind whose headings fit best wins; the sheet's name only helps.
    """
    best: Header | None = None
    for number, cells in _searched(rows):
        written = written_in(cells)
        for entity in HEADINGS:
            header = _matched(entity, number, written, sheet_name)
            if header is not None and (best is None or _rank(header) > _rank(best)):
                best = header
    return best


def headings_found(rows: Sequence[tuple[int, Sequence[Cell]]]) -> tuple[str, ...]:
    """Return the texts of the row that looks most like a row of headings, for saying what was found instead."""
    candidates = [
        tuple(text for cell in cells if (text := " ".join(text_of(cell).split())))
        for _, cells in _searched(rows)
    ]
    return max(candidates, key=len, default=())


def missing_of(entity: Entity, fields: AbstractSet[str]) -> tuple[str, ...]:
    """Return what is required of a kind of sheet and not among the fields that it has columns for."""
    return tuple(
        " 或 ".join("＋".join(NAMES[entity][field] for field in wanted) for wanted in requirement)
        for requirement in REQUIRED[entity]
        if not any(fields >= set(wanted) for wanted in requirement)
    )


def given_by(entity: Entity, fields: Iterable[str]) -> frozenset[str]:
    """Return the fact's fields that columns for these fields fill."""
    return frozenset(fact for field in fields for fact in FACTS[entity][field])


def written_in(cells: Sequence[Cell]) -> tuple[str, ...]:
    """Return the texts of a row of headings."""
    return tuple(" ".join(text_of(cell).split()) for cell in cells)


def _searched(rows: Sequence[tuple[int, Sequence[Cell]]]) -> list[tuple[int, Sequence[Cell]]]:
    filled = [row for row in rows if any(cell != "" for cell in row[1])]
    return filled[:ROWS_SEARCHED]


def _rank(header: Header) -> tuple[int, bool]:
    return header.score, not header.missing


def _matched(entity: Entity, number: int, written: tuple[str, ...], sheet_name: str) -> Header | None:
    columns = _columns(entity, written)
    needed = {field for requirement in REQUIRED[entity] for fields in requirement for field in fields}
    missing = missing_of(entity, columns.keys())
    named = any(word in folded(sheet_name) for word in SHEET_WORDS[entity])
    filled = sum(1 for text in written if text)
    alone = len(columns) < _ENOUGH and (missing or filled > _ENOUGH) and not (named and columns)
    if not columns or alone:
        return None
    weights = sum(_NEEDED_WEIGHT if field in needed else _OTHER_WEIGHT for field in columns)
    score = weights - len(missing) + (_NAME_WEIGHT if named else 0)
    return Header(entity, number, columns, written, missing, given_by(entity, columns), score)


def _columns(entity: Entity, written: tuple[str, ...]) -> dict[str, int]:
    """Return each field's column; of two columns for one field the template's own name wins, else the first."""
    columns: dict[str, int] = {}
    exact: set[str] = set()
    for place, text in enumerate(written):
        if not text:
            continue
        field = LOOKUP[entity].get(folded_with_remark(text)) or LOOKUP[entity].get(folded(text))
        if field is None:
            continue
        own_name = folded(text) == folded(NAMES[entity][field])
        if field not in columns or (own_name and field not in exact):
            columns[field] = place
        if own_name:
            exact.add(field)
    return columns
