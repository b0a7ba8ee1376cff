"""Suggest which column of a sheet is which field: by the heading's likeness to known names, and by the cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tianyi_desk.facts.profile import TimeForm
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.importers.amending import TIME_FIELDS
from tianyi_desk.importers.cells import Cell
from tianyi_desk.importers.column_keys import OURS, unique_keys
from tianyi_desk.importers.contents import TELLING, look_of, share, time_form_of
from tianyi_desk.importers.folding import folded, folded_with_remark
from tianyi_desk.importers.headings import HEADINGS, LOOKUP, NAMES, REQUIRED, SHEET_WORDS
from tianyi_desk.importers.synonyms import Heading
from tianyi_desk.importers.table import missing_of

CERTAIN = 100.0
LIKE = 60.0
"""From this likeness on (of 100) a heading may mean a field without its cells saying so."""
HINTED = 45.0
"""From this likeness on it may where the cells look like the field's."""
ALIKE_SHARE = 0.8
UNLIKE_SHARE = 0.3
_FITS, _FITS_NOT, _ALONE = 15.0, 35.0, 50.0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One field's column with a likeness of 0 to 100 and, in Chinese, what it rests on."""

    field: str
    key: str
    likeness: float
    why: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """What a sheet seems to be: its kind, its columns by field, and the form of its times."""

    entity: Entity
    columns: Mapping[str, Suggestion]
    times: TimeForm


def suggest(written: Sequence[str], rows: Sequence[Sequence[Cell]], sheet_name: str) -> Suggested:
    """Return the kind of sheet that fits headings and cells best, with its columns; `rows` stand below them."""
    found = [suggest_columns(entity, written, rows) for entity in HEADINGS]
    return max(found, key=lambda one: _worth(one, sheet_name))


def suggest_columns(entity: Entity, written: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Suggested:
    """Return the columns that fit a kind's fields best, no column for two fields."""
    keys = unique_keys(written)
    columns = [[row[place] if place < len(row) else "" for row in rows] for place in range(len(written))]
    offers = [
        offer
        for place, text in enumerate(written)
        if text not in OURS
        for heading in HEADINGS[entity]
        if (offer := _offer(entity, heading, text, keys[place], columns[place])) is not None
    ]
    offers.sort(key=lambda offer: -offer.likeness)
    chosen: dict[str, Suggestion] = {}
    taken: set[str] = set()
    for offer in offers:
        if offer.field not in chosen and offer.key not in taken and not _doubled(entity, offer.field, chosen):
            chosen[offer.field] = offer
            taken.add(offer.key)
    return Suggested(entity, chosen, _times(entity, chosen, dict(zip(keys, columns, strict=True))))


def _doubled(entity: Entity, field: str, chosen: Mapping[str, Suggestion]) -> bool:
    """Tell whether a field says what chosen ones say already: 审核时间 beside 审核开始时间 and 审核结束时间."""
    both = {"starts", "ends"} <= chosen.keys()
    return entity in {Entity.PLAN, Entity.CHECK_IN} and field == "period" and both


def _offer(entity: Entity, heading: Heading, text: str, key: str, cells: Sequence[Cell]) -> Suggestion | None:
    likeness, name = _likeness(entity, heading, text)
    look = look_of(entity, heading.field)
    if likeness >= CERTAIN:
        return Suggestion(heading.field, key, CERTAIN + 1, _same_words(heading, text))
    how_many = share(cells, look[1]) if look is not None else 0.0
    filled = any(cell != "" for cell in cells)
    if look is not None and filled and how_many <= UNLIKE_SHARE:
        likeness -= _FITS_NOT
    alike = look is not None and how_many >= ALIKE_SHARE
    if likeness >= (HINTED if alike else LIKE):
        why = f"与“{name}”相似 {likeness:.0f}%"
        if look is not None and alike:
            why += f"，内容像{look[0]}"
        return Suggestion(heading.field, key, min(likeness + _FITS * alike, CERTAIN), why)
    telling = heading.field in TELLING or heading.field in TIME_FIELDS[entity] & _needed(entity)
    if look is not None and alike and telling:
        return Suggestion(heading.field, key, _ALONE * how_many, f"内容像{look[0]}（{how_many:.0%}）")
    return None


def _likeness(entity: Entity, heading: Heading, text: str) -> tuple[float, str]:
    """Return how alike a heading is to a field's names, from 0 to 100, and to which of them."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only where headings are not known

    whole, plain = folded_with_remark(text), folded(text)
    if not whole:
        return 0.0, heading.name
    if heading.field in {LOOKUP[entity].get(whole), LOOKUP[entity].get(plain)}:
        return CERTAIN, heading.name
    best = process.extractOne(plain or whole, heading.names, scorer=fuzz.ratio)
    if best is None:
        return 0.0, heading.name
    name, ratio, _place = best
    part = fuzz.partial_ratio(plain or whole, name) if min(len(plain), len(name)) > 1 else 0.0
    return max(ratio, part * 0.8), name


def _same_words(heading: Heading, text: str) -> str:
    return "同名" if folded(text) == folded(heading.name) else f"“{heading.name}”的另一种叫法"


def _needed(entity: Entity) -> frozenset[str]:
    return frozenset(field for requirement in REQUIRED[entity] for fields in requirement for field in fields)


def _worth(one: Suggested, sheet_name: str) -> float:
    """Return how well a kind fits a sheet: what it needs and has counts twice, what it lacks is held against it."""
    needed = _needed(one.entity)
    sum_of = sum(offer.likeness * (2 if field in needed else 1) for field, offer in one.columns.items())
    named = any(word in folded(sheet_name) for word in SHEET_WORDS[one.entity])
    lacking = missing_of(one.entity, one.columns.keys())
    return sum_of + (150.0 if named else 0.0) - 120.0 * len(lacking)


def _times(
    entity: Entity, chosen: Mapping[str, Suggestion], columns: Mapping[str, Sequence[Cell]]
) -> TimeForm:
    cells = [
        cell for field, one in chosen.items() if field in TIME_FIELDS[entity] for cell in columns[one.key]
    ]
    return time_form_of(cells)


def name_of(entity: Entity, field: str) -> str:
    """Return a field's name in the template."""
    return NAMES[entity][field]
