"""The things that people put right field by field: as they stand, and how they are written."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.orm import Session

from tianyi_desk.facts.ledger import Binding
from tianyi_desk.facts.plan import VALID_STATE, Plan
from tianyi_desk.facts.records import CheckIn, Photo
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.models import reading
from tianyi_desk.models import tables as t
from tianyi_desk.models.inserting import insert_rows
from tianyi_desk.models.json_text import json_text
from tianyi_desk.models.loading import voided
from tianyi_desk.models.neighbours import keys_of, numbers_of
from tianyi_desk.models.writing import TABLES, address_values, fact_values, member_values
from tianyi_desk.services import trail

VOID = "void"
"""The field under which the history tells that a record was declared void, or is in force again."""

Which = tuple[str, int]
"""A thing by its kind, as the history calls it, and its row's key."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing as it stands; `void` says that somebody declared the record void (a plan's state says so itself)."""

    entity: str
    key: int
    fact: Plan | CheckIn | Photo | Binding
    void: bool = False

    @property
    def which(self) -> Which:
        """Return what tells this thing from all others."""
        return self.entity, self.key

    @property
    def thing(self) -> trail.Thing:
        """Name the thing for the history."""
        return trail.Thing(self.entity, self.key, self.words)

    @property
    def words(self) -> str:
        """Name the thing as people know it."""
        if isinstance(self.fact, Binding):
            return f"{self.fact.one} {self.fact.other}"
        return trail.key_words(self.fact)

    @property
    def plans(self) -> tuple[str, ...]:
        """Return the numbers of the plans that this belongs to; none for a 钉钉 record of no plan."""
        match self.fact:
            case Plan():
                return (self.fact.number,)
            case Binding():
                return self.fact.one, self.fact.other
            case _:
                return (self.fact.plan,) if self.fact.plan else ()

    @property
    def in_force(self) -> bool:
        """Tell whether it takes part in judgements."""
        return self.fact.state == VALID_STATE if isinstance(self.fact, Plan) else not self.void

    def value(self, name: str) -> Any:
        """Return what stands in a field."""
        return self.void if name == VOID else getattr(self.fact, name)

    def seen(self, name: str) -> str:
        """Return what stands in a field as the history writes it."""
        return json_text(self.value(name))

    def having(self, values: Mapping[str, Any]) -> "Item":
        """Return the thing with other values in some fields."""
        rest = dict(values)
        void = rest.pop(VOID, self.void)
        fact = replace(self.fact, **rest) if rest else self.fact
        return replace(self, fact=fact, void=void)


def fields_of(item: Item) -> tuple[str, ...]:
    """Return the fields of a thing that may be written, in the fact's order."""
    if isinstance(item.fact, Binding):
        return ("bound",)
    names = tuple(name for name, field in type(item.fact).__dataclass_fields__.items() if field.compare)
    return names if isinstance(item.fact, Plan) else (*names, VOID)


def read_items(session: Session, wanted: Iterable[Which]) -> dict[Which, Item]:
    """Read things as they stand; those that are no more are left out."""
    keys: defaultdict[str, list[int]] = defaultdict(list)
    for entity, key in wanted:
        keys[entity].append(key)
    where, void = reading.sheets(session), voided(session)
    found: list[Item] = [
        Item(Entity.PLAN.value, key, plan)
        for key, plan in reading.plans(session, keys.pop(Entity.PLAN.value, []), where).items()
    ]
    records: dict[str, Mapping[int, CheckIn | Photo]] = {
        Entity.CHECK_IN.value: _check_ins(session, keys.pop(Entity.CHECK_IN.value, []), where),
        Entity.PHOTO.value: _photos(session, keys.pop(Entity.PHOTO.value, []), where),
    }
    for entity, facts in records.items():
        gone = void.get(entity, set())
        found += [Item(entity, key, fact, key in gone) for key, fact in facts.items()]
    found += _bindings(session, keys.pop(trail.BINDING, []))
    return {item.which: item for item in found}


def _plan_numbers(session: Session, table: Table, keys: list[int]) -> dict[int, str]:
    plans: set[int] = set()
    for part in reading.several(keys):
        plans.update(
            key for key in session.scalars(select(table.c.plan_id).where(table.c.id.in_(part))) if key
        )
    return numbers_of(session, plans)


def _check_ins(session: Session, keys: list[int], where: reading.Sheets) -> dict[int, CheckIn]:
    read = reading.blocks(session, reading.CHECK_IN, t.check_in.c.id, keys)
    return reading.check_ins(read, _plan_numbers(session, t.check_in, keys), where)


def _photos(session: Session, keys: list[int], where: reading.Sheets) -> dict[int, Photo]:
    numbers, found = _plan_numbers(session, t.photo, keys), dict[int, Photo]()
    if keys:
        wanted = set(keys)
        listed = reading.photos(session, list(numbers), numbers, where)
        found.update((key, photo) for key, photo in listed.items() if key in wanted)
    return found


def _bindings(session: Session, keys: list[int]) -> list[Item]:
    row = t.binding.c
    rows = [
        one
        for part in reading.several(keys)
        for one in session.execute(
            select(row.id, row.one_id, row.other_id, row.bound).where(row.id.in_(part))
        )
    ]
    numbers = numbers_of(session, {key for _id, one, other, _bound in rows for key in (one, other)})
    return [
        Item(trail.BINDING, key, Binding(numbers[one], numbers[other], bound))
        for key, one, other, bound in rows
    ]


def write_item(session: Session, before: Item, after: Item) -> None:
    """Write what is otherwise in a thing; its version is counted up where it has one."""
    if before.void != after.void:
        _write_void(session, after)
    if before.fact == after.fact:
        return
    if isinstance(after.fact, Binding):
        _update(session, t.binding, after.key, {"bound": after.fact.bound})
        return
    entity = Entity(after.entity)
    plans = keys_of(session, after.plans)
    values = fact_values(entity, replace(after.fact, source=None), plans, {})
    for name in ("sheet_id", "sheet_row"):  # where it was read stays
        del values[name]
    _update(session, TABLES[entity], after.key, values)
    if isinstance(after.fact, Plan) and isinstance(before.fact, Plan):
        _write_parts(session, after.key, before.fact, after.fact)


def _update(session: Session, table: Table, key: int, values: dict[str, Any]) -> None:
    fresh = {"version": table.c.version + 1} if "version" in table.c else {}
    session.execute(update(table).where(table.c.id == key).values(**values, **fresh))


def _write_parts(session: Session, key: int, before: Plan, after: Plan) -> None:
    if before.addresses != after.addresses:
        session.execute(delete(t.address).where(t.address.c.plan_id == key))
        insert_rows(session, t.address, list(address_values(key, after)))
    if before.team != after.team:
        session.execute(delete(t.member).where(t.member.c.plan_id == key))
        insert_rows(session, t.member, list(member_values(key, after)))


def _write_void(session: Session, item: Item) -> None:
    row = t.voided.c
    if item.void:
        session.execute(insert(t.voided), {"entity": item.entity, "entity_id": item.key})
    else:
        session.execute(delete(t.voided).where(row.entity == item.entity, row.entity_id == item.key))
