"""Facts to rows: what stands in which column, the way back of `reading`."""

from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from typing import Any

from sqlalchemy import Table

from tianyi_desk.facts.intake import Fact
from tianyi_desk.facts.place import Position
from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.records import CheckIn, RosterEntry
from tianyi_desk.facts.source import Sheet
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.facts.wording import enterprise_folded
from tianyi_desk.models import tables as t

Values = dict[str, Any]
Row = tuple[Any, ...]
SheetKeys = Mapping[Sheet, int]
PlanKeys = Mapping[str, int]

TABLES: dict[Entity, Table] = {
    Entity.PLAN: t.plan,
    Entity.PERSON: t.person,
    Entity.CHECK_IN: t.check_in,
    Entity.PHOTO: t.photo,
    Entity.REVIEW: t.photo_review,
    Entity.EXPLANATION: t.explanation,
}
"""The table of each kind of fact; a plan's addresses and team have tables of their own beside it."""


def _columns(names: str) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    return tuple(names.split()), attrgetter(*names.split())


FIELDS = {
    Entity.PLAN: _columns(
        "number enterprise projects start end mode activities opening_at closing_start closing_end credit_code "
        "certificates region foreign contact contact_phone confidential adjustment synced remarks state"
    ),
    Entity.PERSON: _columns("name id_number ccaa_number phone department qualification state"),
    Entity.CHECK_IN: _columns("name event at phone place declined channel remarks"),
    Entity.PHOTO: _columns("category file_name uploader uploaded_at shot_with"),
    Entity.REVIEW: _columns("file_name people seen_by enterprise_seen conclusion reviewer reviewed_at"),
    Entity.EXPLANATION: _columns("kind side filed_on text author cause reported_on"),
}
"""The fields that stand in a column of the same name; the others are taken apart below."""

MEMBER, MEMBER_VALUES = _columns("name role remote absent id_number ccaa_number phone")
POSITION, POSITION_VALUES = _columns(
    "longitude latitude datum datum_stated decimals flaw swapped wgs_longitude wgs_latitude"
)
FIX = tuple(f"fix_{name}" for name in POSITION)
NOWHERE = (None, None, None, False, 0, None, False, None, None)


SOURCE = ("sheet_id", "sheet_row")

COLUMNS: dict[Entity, tuple[str, ...]] = {
    entity: (*names, *SOURCE, "plan_id") for entity, (names, _values) in FIELDS.items()
} | {
    Entity.PLAN: (*FIELDS[Entity.PLAN][0], *SOURCE, "enterprise_folded"),
    Entity.PERSON: (*FIELDS[Entity.PERSON][0], *SOURCE),
    Entity.CHECK_IN: (*FIELDS[Entity.CHECK_IN][0], *SOURCE, "plan_id", *POSITION, *FIX),
}
"""The columns of `fact_row` in order: those of a fact's own row but its key and version."""
ADDRESS_COLUMNS = ("plan_id", "place", "text", "origin", *POSITION)
MEMBER_COLUMNS = ("plan_id", "place", "identity", *MEMBER)


def position_values(position: Position | None, names: tuple[str, ...] = POSITION) -> Values:
    """Return the columns of a position, those of no position where there is none."""
    return dict(zip(names, _position_row(position), strict=True))


def _position_row(position: Position | None) -> Row:
    return NOWHERE if position is None else POSITION_VALUES(position)


def fact_values(entity: Entity, fact: Fact, plans: PlanKeys, sheets: SheetKeys) -> Values:
    """Return the columns of a fact's own row but its key and version."""
    return dict(zip(COLUMNS[entity], fact_row(entity, fact, plans, sheets), strict=True))


def fact_row(entity: Entity, fact: Fact, plans: PlanKeys, sheets: SheetKeys) -> Row:
    """Return the values of a fact's own row in the order of its columns."""
    source = fact.source
    row = FIELDS[entity][1](fact) + ((None, 0) if source is None else (sheets[source.sheet], source.row))
    if isinstance(fact, Plan):
        return (*row, enterprise_folded(fact.enterprise))
    if isinstance(fact, CheckIn):
        plan = plans[fact.plan] if fact.plan else None
        return (*row, plan, *_position_row(fact.position), *_position_row(fact.fix))
    return row if isinstance(fact, RosterEntry) else (*row, plans[fact.plan])


def address_rows(key: int, plan: Plan) -> Iterator[Row]:
    """Yield the rows of a plan's addresses."""
    for place, address in enumerate(plan.addresses):
        yield (key, place, address.text, address.origin, *_position_row(address.position))


def member_rows(key: int, plan: Plan) -> Iterator[Row]:
    """Yield the rows of a plan's team."""
    for place, member in enumerate(plan.team):
        identity = member.id_number or member.ccaa_number or member.phone or None
        yield (key, place, identity, *MEMBER_VALUES(member))


def address_values(key: int, plan: Plan) -> Iterator[Values]:
    """Yield the rows of a plan's addresses by column."""
    return (dict(zip(ADDRESS_COLUMNS, row, strict=True)) for row in address_rows(key, plan))


def member_values(key: int, plan: Plan) -> Iterator[Values]:
    """Yield the rows of a plan's team by column."""
    return (dict(zip(MEMBER_COLUMNS, row, strict=True)) for row in member_rows(key, plan))
