"""Facts to rows: what stands in which column, the way back of `reading`."""

from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from typing import Any

from sqlalchemy import Table

from tianyi_desk.facts.intake import Fact
from tianyi_desk.facts.place import Position
from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.records import CheckIn
from tianyi_desk.facts.source import Sheet, Source
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.facts.wording import enterprise_folded
from tianyi_desk.models import tables as t

Values = dict[str, Any]
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


def position_values(position: Position | None, names: tuple[str, ...] = POSITION) -> Values:
    """Return the columns of a position, those of no position where there is none."""
    return dict(zip(names, NOWHERE if position is None else POSITION_VALUES(position), strict=True))


def _source_values(source: Source | None, sheets: SheetKeys) -> Values:
    if source is None:
        return {"sheet_id": None, "sheet_row": 0}
    return {"sheet_id": sheets[source.sheet], "sheet_row": source.row}


def fact_values(entity: Entity, fact: Fact, plans: PlanKeys, sheets: SheetKeys) -> Values:
    """Return the columns of a fact's own row but its key and version."""
    names, values = FIELDS[entity]
    row: Values = dict(zip(names, values(fact), strict=True))
    row.update(_source_values(fact.source, sheets))
    if isinstance(fact, Plan):
        row["enterprise_folded"] = enterprise_folded(fact.enterprise)
    elif isinstance(fact, CheckIn):
        row["plan_id"] = plans[fact.plan] if fact.plan else None
        row.update(position_values(fact.position))
        row.update(position_values(fact.fix, FIX))
    elif entity is not Entity.PERSON:
        row["plan_id"] = plans[fact.plan]  # type: ignore[union-attr]
    return row


def address_values(key: int, plan: Plan) -> Iterator[Values]:
    """Yield the rows of a plan's addresses."""
    for place, address in enumerate(plan.addresses):
        yield {
            "plan_id": key,
            "place": place,
            "text": address.text,
            "origin": address.origin,
            **position_values(address.position),
        }


def member_values(key: int, plan: Plan) -> Iterator[Values]:
    """Yield the rows of a plan's team."""
    for place, member in enumerate(plan.team):
        row: Values = dict(zip(MEMBER, MEMBER_VALUES(member), strict=True))
        row.update(
            plan_id=key,
            place=place,
            identity=member.id_number or member.ccaa_number or member.phone or None,
        )
        yield row
