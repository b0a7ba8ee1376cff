"""What merging entries of the roster and parting them have in common: plans follow, all is traced, all can be undone."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from tianyi_desk.facts.plan import VALID_STATE
from tianyi_desk.facts.records import RosterEntry
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.models import reading
from tianyi_desk.models import tables as t
from tianyi_desk.models.writing import fact_values
from tianyi_desk.services import rewriting, trail
from tianyi_desk.services.merged_entries import INTO
from tianyi_desk.services.rewriting import Rewritten, Skipped
from tianyi_desk.services.roster_editing import FIELDS, faults, tidied
from tianyi_desk.services.who import Given, Who
from tianyi_desk.trouble import DeskError

MERGED, PARTED = "合并", "分开"
"""Pseudo-fields of a person under which the history tells of it; reasons begin with the same words."""

People = dict[int, RosterEntry]


@dataclass(frozen=True, slots=True)
class Shape:
    """How the roster is to be: entries that change, entries that are new, and those that go, each by its key."""

    changed: Mapping[int, RosterEntry] = field(default_factory=dict)
    added: Mapping[int, RosterEntry] = field(default_factory=dict)
    gone: Collection[int] = ()

    def of(self, people: People) -> People:
        """Return the roster as it is then."""
        kept = {key: entry for key, entry in people.items() if key not in self.gone}
        return {**kept, **self.changed, **self.added}


@dataclass(frozen=True, slots=True)
class OnPlan:
    """A member of a plan in force who is one of the people that it is about."""

    plan: int
    number: str
    given: Given
    person: int


@dataclass(frozen=True, slots=True)
class Followed:
    """What follows: fields of plans, check-ins and reviews that are written otherwise, and what cannot be, in words."""

    rewritten: tuple[Rewritten, ...] = ()
    left_out: tuple[str, ...] = ()

    def count(self, entity: Entity) -> int:
        """Return how many things of a kind are written otherwise."""
        return sum(one.entity is entity for one in self.rewritten)

    @property
    def numbers(self) -> tuple[str, ...]:
        """Return the plans that are written otherwise."""
        return tuple(one.words for one in self.rewritten if one.entity is Entity.PLAN)


@dataclass(frozen=True, slots=True)
class Regrouped:
    """What an act did; `number` is its first line in the history, by which it is undone."""

    number: int
    key: int
    followed: Followed
    words: str


def people_of(session: Session) -> People:
    """Read the roster."""
    return reading.people(session, reading.sheets(session))


def require(people: Mapping[int, RosterEntry], *keys: int) -> None:
    """Raise DeskError where somebody is not in the roster any more."""
    if any(key not in people for key in keys):
        raise DeskError("名册里已经没有所选的人。", "没有改动任何数据。", "请刷新名册后再试。")


def require_reason(reason: str) -> str:
    """Return a reason without what stands round it; raises DeskError where it is blank."""
    if not reason.strip():
        raise DeskError("没有填写原因。", "没有改动任何数据。", "请写明原因后再保存。")
    return reason.strip()


def require_sound(entry: RosterEntry, before: RosterEntry | None = None) -> RosterEntry:
    """Return a tidied entry; raises DeskError where it has faults that `before` had not."""
    entry = tidied(entry)
    found = faults(entry, before)
    if found:
        words = "；".join(one.words for one in found) + "。"
        raise DeskError(words, "没有改动任何数据。", "请更正后再保存。")
    return entry


def on_plans(session: Session, who: Who, people: People, keys: Collection[int]) -> list[OnPlan]:
    """Return the members of plans in force who are one of these people, in the order of the plans."""
    names = {people[key].name for key in keys if key in people}
    member, plan = t.member.c, t.plan.c
    columns = plan.id, plan.number, member.name, member.id_number, member.ccaa_number, member.phone
    statement = select(*columns).join_from(t.member, t.plan).where(plan.state == VALID_STATE)
    found = []
    for part in reading.several(names):
        rows = session.execute(statement.where(member.name.in_(part)).order_by(plan.id, member.place))
        for key, number, *given in rows:
            name, id_number, ccaa_number, phone = given
            person, _matches = who.of((name, id_number, ccaa_number, phone))
            if person in keys and person is not None:
                found.append(OnPlan(key, number, (name, id_number, ccaa_number, phone), person))
    return found


def following(
    session: Session, people: People, shape: Shape, goes_to: Callable[[OnPlan], int], keys: Collection[int]
) -> Followed:
    """Return what has to be written on plans so that everybody on them goes where they shall.

    `goes_to` tells whom a member of a plan is then.
    """
    before, after = Who(people), shape.of(people)
    then = Who(after)
    meant: dict[int, dict[Given, RosterEntry]] = {}
    untold: dict[str, list[str]] = {}
    for one in on_plans(session, before, people, keys):
        target = goes_to(one)
        if then.of(one.given)[0] == target:
            continue
        told = _telling(then, one.given, after[target], target)
        if told is None:
            untold.setdefault(after[target].name, []).append(one.number)
        else:
            meant.setdefault(one.plan, {})[one.given] = told
    rewritten, skipped = rewriting.planned(session, meant)
    return Followed(rewritten, (*_untold(untold), *_skipped(skipped)))


def _telling(who: Who, given: Given, entry: RosterEntry, key: int) -> RosterEntry | None:
    for told in rewriting.tellings(given, entry):
        if who.of((told.name, told.id_number, told.ccaa_number, told.phone))[0] == key:
            return told
    return None


def _untold(untold: Mapping[str, Collection[str]]) -> list[str]:
    return [
        f"“{name}”没有号码可与同名的人分辨，{len(numbers)} 条计划分不清是谁"
        for name, numbers in untold.items()
    ]


def _skipped(skipped: Collection[Skipped]) -> list[str]:
    return [why for _given, why in skipped]


def write_people(session: Session, history: trail.Trail, people: People, shape: Shape) -> None:
    """Write the roster as it is to be, each field with its trace; who goes is kept in the history."""
    into = next(iter(shape.changed), None)
    for key, entry in shape.changed.items():
        _change(session, history, key, people[key], entry)
    for key, entry in shape.added.items():
        values = fact_values(Entity.PERSON, entry, {}, {})
        session.execute(insert(t.person), {"id": key, "version": 1, **values})
        history.added(thing(key, entry), entry)
    for key in shape.gone:
        row = session.execute(select(t.person).where(t.person.c.id == key)).mappings().one()
        session.execute(delete(t.person).where(t.person.c.id == key))
        history.removed(thing(key, people[key]), {**row, INTO: into})


def _change(
    session: Session, history: trail.Trail, key: int, before: RosterEntry, after: RosterEntry
) -> None:
    changed = [name for name in FIELDS if getattr(before, name) != getattr(after, name)]
    person = t.person.c
    values: dict[str, Any] = {name: getattr(after, name) for name in changed}
    session.execute(update(t.person).where(person.id == key).values(version=person.version + 1, **values))
    for name in changed:
        history.changed(thing(key, before), name, getattr(before, name), getattr(after, name))


def thing(key: int, entry: RosterEntry) -> trail.Thing:
    """Name a person for the history."""
    return trail.Thing(Entity.PERSON.value, key, trail.key_words(entry))


def words_of(entry: RosterEntry) -> str:
    """Name a person with what else is said of them, without any number."""
    return " ".join(filter(None, (entry.name, entry.department, entry.qualification, entry.state)))
