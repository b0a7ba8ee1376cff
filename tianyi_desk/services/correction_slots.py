"""What of a plan and its records may be put right on the 计划页: as it stands, and what somebody put right already."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.records import CheckIn, Photo
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.facts.wording import moment_words
from tianyi_desk.models import tables as t
from tianyi_desk.models.neighbours import keys_of
from tianyi_desk.services import trail
from tianyi_desk.services.correctable import Item, read_items
from tianyi_desk.services.correcting import BOTH_TIMES, field_of, seen_in
from tianyi_desk.services.correction_fields import BOUND_WORDS, FIELDS
from tianyi_desk.services.correction_parts import ADD, PARTS, REMOVE
from tianyi_desk.services.correction_shapes import Field, Slot
from tianyi_desk.services.plan_changes import ChangeKind, ChangeRow
from tianyi_desk.services.privacy import masked
from tianyi_desk.services.recalling import recalled
from tianyi_desk.services.trail import Entry
from tianyi_desk.services.undone import can_be_undone, undone_by


@dataclass(frozen=True, slots=True)
class Mark:
    """What stood somewhere before people put it right, in words: who did so last, when and why."""

    before: str
    after: str
    actor: str
    at: datetime
    reason: str

    @property
    def words(self) -> str:
        """Say it on two lines, as a tip does."""
        return (
            f"更正：{self.before} → {self.after}\n{moment_words(self.at)} {self.actor}，原因：{self.reason}"
        )


@dataclass(frozen=True, slots=True)
class Editable:
    """One thing that may be put right: what of, as it stands, as it may be typed, and what was put right already.

    `text` is "" where private numbers are in it: it is typed anew rather than shown. `shown` is what stands there, masked.
    `seen` is the digest that a later writer is compared with.
    """

    slot: Slot
    about: str
    label: str
    text: str
    shown: str
    seen: str
    expected: str
    choices: tuple[str, ...] = ()
    mark: Mark | None = None


def is_binding(slot: Slot) -> bool:
    """Tell whether a slot is about a pair of plans: its aspect is the other one's number, "" for one yet to be named."""
    return slot.entity == trail.BINDING


Marks = Mapping[tuple[str, int, str], tuple[Mark, Any]]
"""By kind, key and field: what was put right, and the field's whole value before."""


def editables(
    session: Session, key: int, visit: Collection[str], entries: Sequence[Entry], rows: Sequence[ChangeRow]
) -> tuple[Editable, ...]:
    """Return what may be put right of the plan with this key and of the records of its visit, in the page's order.

    `visit` are the numbers of the plans bound with it; `entries` and `rows` are its history, raw and in words.
    """
    items = read_items(session, _which(session, key, visit))
    marks = _marks(entries, rows)
    found: list[Editable] = []
    for item in items.values():
        found += _of_item(item, marks, key)
    plan = items[Entity.PLAN.value, key].fact
    return (*found, *_of_binding(session, plan, visit)) if isinstance(plan, Plan) else tuple(found)


def _which(session: Session, key: int, visit: Collection[str]) -> Iterator[tuple[str, int]]:
    yield Entity.PLAN.value, key
    plans = {key, *keys_of(session, visit).values()}
    for entity, table in ((Entity.CHECK_IN, t.check_in), (Entity.PHOTO, t.photo)):
        for one in session.scalars(select(table.c.id).where(table.c.plan_id.in_(plans)).order_by(table.c.id)):
            yield entity.value, one


def _of_item(item: Item, marks: Marks, key: int) -> Iterator[Editable]:
    for (entity, name, aspect), field in FIELDS.items():
        if entity == item.entity and not aspect:
            yield _editable(item, Slot(entity, item.key, name), field, _about(item), marks)
    if item.entity == Entity.PLAN.value and item.key == key:
        yield from _of_parts(item, marks)


def _of_parts(item: Item, marks: Marks) -> Iterator[Editable]:
    for name, what in (("addresses", "地址"), ("team", "成员")):
        for part, one in enumerate(item.value(name)):
            about = one.name if name == "team" else f"{what} {part + 1}"
            for (entity, field_name, aspect), field in PARTS.items():
                if field_name == name and aspect != ADD:
                    yield _editable(item, Slot(entity, item.key, name, aspect, part), field, about, marks)
        yield _editable(
            item, Slot(item.entity, item.key, name, ADD), PARTS[item.entity, name, ADD], "", marks
        )


def _about(item: Item) -> str:
    match item.fact:
        case CheckIn():
            return f"{item.fact.event.value} {item.fact.name} {item.fact.at:%m-%d %H:%M}"
        case Photo():
            return f"{item.fact.category.value} {item.fact.file_name}"
        case _:
            return ""


def _editable(item: Item, slot: Slot, field: Field, about: str, marks: Marks) -> Editable:
    text = field.words(item, slot.part)
    return Editable(
        slot,
        about,
        field.label,
        "" if masked(text) != text else text,
        masked(text),
        seen_in(item, slot),
        field.expected,
        field.choices,
        _mark_of(item, slot, marks),
    )


def _mark_of(item: Item, slot: Slot, marks: Marks) -> Mark | None:
    if slot.aspect in {ADD, REMOVE}:
        return None
    names = ("start", "end") if slot.field == BOTH_TIMES else (slot.field,)
    found = next((marks[(*slot.which, name)] for name in names if (*slot.which, name) in marks), None)
    if found is None:
        return None
    mark, before = found
    if slot.part is None:
        return mark
    return _mark_of_part(item, slot, mark, before)


def _mark_of_part(item: Item, slot: Slot, mark: Mark, before: Any) -> Mark | None:
    """Return what was put right of one address or member, None where it stood so before."""
    part = slot.part or 0
    was = replace_value(item, slot.field, before)
    field = field_of(slot)
    now = field.words(item, part)
    then = field.words(was, part) if part < len(before) else ""
    return (
        None if then == now else replace(mark, before=masked(then) or "（空）", after=masked(now) or "（空）")
    )


def replace_value(item: Item, name: str, value: Any) -> Item:
    """Return a thing with another value in one field."""
    return item.having({name: value})


def _marks(entries: Iterable[Entry], rows: Iterable[ChangeRow]) -> Marks:
    """Return what people put right and stands: the value before the first, by the last of them."""
    told = {row.number: row for row in rows if row.kind is ChangeKind.CORRECTION}
    fields: defaultdict[tuple[str, int, str], list[Entry]] = defaultdict(list)
    entries = list(entries)
    undone = undone_by(entries)
    undoing = set(undone.values())
    for entry in entries:
        stands = entry.number not in undone and entry.number not in undoing
        if stands and can_be_undone(entry) and entry.number in told:
            fields[entry.entity, entry.entity_id, entry.field or ""].append(entry)
    found: dict[tuple[str, int, str], tuple[Mark, Any]] = {}
    for which, some in fields.items():
        first, last = some[0], told[some[-1].number]
        mark = Mark(told[first.number].before, last.after, last.actor, last.at, last.reason)
        found[which] = mark, recalled(first.entity, first.field or "", first.before)
    return found


def _of_binding(session: Session, plan: Plan, visit: Collection[str]) -> Iterator[Editable]:
    """Yield the plans of the visit, and those that somebody unbound, each with what is said of the pair."""
    said = _said(session, plan.number)
    field = FIELDS[trail.BINDING, "bound", ""]
    for number in sorted({*visit, *said} - {plan.number}):
        words = BOUND_WORDS[said.get(number)]
        yield Editable(
            Slot(trail.BINDING, 0, "bound", number),
            number,
            field.label,
            words,
            words,
            "",
            field.expected,
            field.choices,
        )
    yield Editable(Slot(trail.BINDING, 0, "bound"), "", "与另一计划绑定", "", "", "", "要绑定的计划编号")


def _said(session: Session, number: str) -> dict[str, bool]:
    """Return what people said of a plan and others, by their numbers."""
    row, one, other = t.binding.c, t.plan.alias("one"), t.plan.alias("other")
    rows = session.execute(
        select(one.c.number, other.c.number, row.bound)
        .join_from(t.binding, one, one.c.id == row.one_id)
        .join(other, other.c.id == row.other_id)
        .where(row.bound.is_not(None), (one.c.number == number) | (other.c.number == number))
    )
    return {(right if left == number else left): bound for left, right, bound in rows}
