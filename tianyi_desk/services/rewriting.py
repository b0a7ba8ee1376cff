"""Write a person's name otherwise on plans and in what belongs to them, with a trace; and write it back."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from tianyi_desk.facts.plan import VALID_STATE, Member, Plan
from tianyi_desk.facts.records import RosterEntry
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.facts.wording import moment_words
from tianyi_desk.models import reading
from tianyi_desk.models import tables as t
from tianyi_desk.models.inserting import insert_rows
from tianyi_desk.models.writing import TABLES, member_values
from tianyi_desk.services import trail
from tianyi_desk.services.who import Given

Meant = Mapping[Given, RosterEntry]
"""How a member as plans write them shall be written."""


TELLING = {"ccaa_number": "注册号", "phone": "手机号", "id_number": "证件号码"}
"""Which number is written into a plan first where the name alone does not tell a person: the least private."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """One field that was written: of what, as people name it, before and after as facts have it."""

    entity: Entity
    key: int
    words: str
    field: str
    before: Any
    after: Any


Skipped = tuple[Given, str]
"""A member as a plan writes them, and in Chinese why it stayed so."""


def rename(
    session: Session, history: trail.Trail, meant: Meant
) -> tuple[tuple[Rewritten, ...], tuple[Skipped, ...]]:
    """Write members otherwise on every plan in force, and their names in its check-ins and photo reviews.

    A plan on whose team the person already stands is left as it is, and told.
    """
    names = {given[0] for given in meant}
    keys: set[int] = set()
    for part in reading.several(names):
        keys.update(session.scalars(select(t.member.c.plan_id).where(t.member.c.name.in_(part))))
    written, skipped = planned(session, dict.fromkeys(keys, meant))
    write(session, history, written)
    return written, skipped


def planned(
    session: Session, meant: Mapping[int, Meant]
) -> tuple[tuple[Rewritten, ...], tuple[Skipped, ...]]:
    """Return what would be written where members of plans, by the plans' keys, were meant so; nothing is written."""
    plans = reading.plans(session, meant.keys(), reading.sheets(session))
    written: list[Rewritten] = []
    skipped: list[Skipped] = []
    renamed: dict[int, dict[str, str]] = {}
    for key, plan in plans.items():
        if plan.state != VALID_STATE:
            continue
        doubled = _doubled(plan, meant[key])
        skipped += [(given, f"计划 {plan.number} 的审核组里已有此人") for given in doubled]
        wanted = {given: entry for given, entry in meant[key].items() if given not in doubled}
        team = tuple(_as_meant(member, wanted) for member in plan.team)
        if team != plan.team:
            written.append(Rewritten(Entity.PLAN, key, plan.number, "team", plan.team, team))
            renamed[key] = _renamed(plan, wanted)
    written += _records(session, renamed, {key: plan.number for key, plan in plans.items()})
    return tuple(written), tuple(skipped)


def tellings(given: Given, entry: RosterEntry) -> Iterator[RosterEntry]:
    """Yield ways of writing a person, from the one that says least beyond what the plan says."""
    _name, id_number, ccaa_number, phone = given
    said = {"id_number": id_number, "ccaa_number": ccaa_number, "phone": phone}
    kept = {field: getattr(entry, field) or value if value else "" for field, value in said.items()}
    told = replace(entry, **kept, department="", qualification="", source=None)
    yield told
    for field in TELLING:
        if getattr(entry, field):
            told = replace(told, **{field: getattr(entry, field)})
            yield told


def write_back(
    session: Session, history: trail.Trail, rewritten: Iterable[Rewritten]
) -> tuple[tuple[Rewritten, ...], tuple[str, ...]]:
    """Write the former values of fields back that still have what was written; return these, and what stays, in words."""
    rewritten = list(rewritten)
    now = _present(session, rewritten)
    standing = [one for one in rewritten if now.get((one.entity, one.key)) == one.after]
    reversed_ = [replace(one, before=one.after, after=one.before) for one in standing]
    write(session, history, reversed_)
    kept = [f"{one.entity} {one.words} 已另有更正，没有撤销" for one in rewritten if one not in standing]
    return tuple(reversed_), tuple(kept)


def given_of(member: Member) -> Given:
    """Return a member as a plan writes them."""
    return member.name, member.id_number, member.ccaa_number, member.phone


def _as_meant(member: Member, meant: Meant) -> Member:
    entry = meant.get(given_of(member))
    if entry is None:
        return member
    return replace(
        member,
        name=entry.name,
        id_number=entry.id_number,
        ccaa_number=entry.ccaa_number,
        phone=entry.phone,
    )


def _doubled(plan: Plan, meant: Meant) -> list[Given]:
    """Return the members of a plan who would then stand on its team twice."""
    after = [_as_meant(member, meant) for member in plan.team]
    found = []
    for member, other in zip(plan.team, after, strict=True):
        twice = sum(one.name == other.name and _same_numbers(one, other) for one in after) > 1
        if member != other and twice:
            found.append(given_of(member))
    return found


def _same_numbers(one: Member, other: Member) -> bool:
    pairs = zip(given_of(one)[1:], given_of(other)[1:], strict=True)
    return all(not left or not right or left == right for left, right in pairs)


def _renamed(plan: Plan, meant: Meant) -> dict[str, str]:
    """Return the names of a plan's members that are spelt otherwise now, where one member only bore them."""
    bearers: defaultdict[str, set[str]] = defaultdict(set)
    for member in plan.team:
        bearers[member.name].add(_as_meant(member, meant).name)
    return {
        name: after for name, names in bearers.items() if len(names) == 1 for after in names if after != name
    }


def _records(
    session: Session, renamed: Mapping[int, Mapping[str, str]], numbers: Mapping[int, str]
) -> Iterator[Rewritten]:
    keys = [key for key, names in renamed.items() if names]
    record, review = t.check_in.c, t.photo_review.c
    for part in reading.several(keys):
        rows = session.execute(
            select(record.id, record.plan_id, record.name, record.event, record.at).where(
                record.plan_id.in_(part)
            )
        )
        for key, plan, name, event, at in rows:
            if name in renamed[plan]:
                words = f"{numbers[plan]} {name} {event} {moment_words(at)}"
                yield Rewritten(Entity.CHECK_IN, key, words, "name", name, renamed[plan][name])
        reviews = session.execute(
            select(review.id, review.plan_id, review.file_name, review.people).where(review.plan_id.in_(part))
        )
        for key, plan, file_name, people in reviews:
            after = tuple(dict.fromkeys(renamed[plan].get(name, name) for name in people))
            if after != tuple(people):
                words = f"{numbers[plan]} {file_name}"
                yield Rewritten(Entity.REVIEW, key, words, "people", tuple(people), after)


def _present(session: Session, rewritten: Collection[Rewritten]) -> dict[tuple[Entity, int], Any]:
    """Return what the written fields are now."""
    found: dict[tuple[Entity, int], Any] = {}
    keys = [one.key for one in rewritten if one.entity is Entity.PLAN]
    teams = reading.teams(session, keys)
    found.update(((Entity.PLAN, key), tuple(teams[key])) for key in keys)
    for entity, column in ((Entity.CHECK_IN, t.check_in.c.name), (Entity.REVIEW, t.photo_review.c.people)):
        table = TABLES[entity]
        for part in reading.several([one.key for one in rewritten if one.entity is entity]):
            for key, value in session.execute(select(table.c.id, column).where(table.c.id.in_(part))):
                found[entity, key] = value if entity is Entity.CHECK_IN else tuple(value)
    return found


def write(session: Session, history: trail.Trail, written: Sequence[Rewritten]) -> None:
    """Write fields otherwise, each with its trace."""
    for one in written:
        table = TABLES[one.entity]
        values: dict[str, Any] = {} if one.entity is Entity.PLAN else {one.field: one.after}
        if "version" in table.c:
            values["version"] = table.c.version + 1
        session.execute(update(table).where(table.c.id == one.key).values(values))
        history.changed(trail.Thing(one.entity.value, one.key, one.words), one.field, one.before, one.after)
    _write_teams(session, [one for one in written if one.entity is Entity.PLAN])


def _write_teams(session: Session, written: Sequence[Rewritten]) -> None:
    keys = [one.key for one in written]
    plans = reading.plans(session, keys, reading.sheets(session))
    for part in reading.several(keys):
        session.execute(delete(t.member).where(t.member.c.plan_id.in_(part)))
    rows = [row for one in written for row in member_values(one.key, replace(plans[one.key], team=one.after))]
    insert_rows(session, t.member, rows)
