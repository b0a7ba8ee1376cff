"""What the database knows of the things that an intake speaks of, read in bulk before comparing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from tianyi_desk.facts.intake import Fact, Intake
from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.records import CheckIn, Photo, RosterEntry
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.facts.wording import enterprise_folded
from tianyi_desk.models import reading
from tianyi_desk.models import tables as t
from tianyi_desk.models.columns import columns_of
from tianyi_desk.models.history import MOVED
from tianyi_desk.models.json_text import json_text
from tianyi_desk.models.neighbours import keys_of
from tianyi_desk.models.quick import collector_paused
from tianyi_desk.services import trail
from tianyi_desk.services.correctable import read_items
from tianyi_desk.services.matching import CheckIns, Exact, People, Register, Standing
from tianyi_desk.services.recalling import recalled

F = TypeVar("F", CheckIn, Photo)
TELLING = frozenset({"plan", "name", "event", "at", "category"})
"""Fields that tell one record from another (`matching.natural_key`)."""
READ_ALL_SHARE = 0.25
"""From this share of all plans on, reading whole tables is quicker than looking rows up."""


@dataclass(frozen=True, slots=True)
class Known:
    """The facts that drafts are compared with.

    `registers` hold them by kind. `plans` are the plans by number, with what this batch makes of them (only
    where drafts need more than the number). `numbers` are the numbers of all known plans that drafts name.
    `listed` are the photos that may be reviewed: (plan, file name).
    """

    registers: dict[Entity, Register]
    people: People
    plans: dict[str, Plan]
    numbers: set[str]
    listed: set[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Scope:
    """Which rows to read: those of the plans `keys` (None: all), whose numbers are `numbers`."""

    session: Session
    keys: reading.Keys
    numbers: Mapping[int, str]
    where: reading.Sheets


def read_known(session: Session, intake: Intake) -> Known:
    """Read what the database knows of the plans, people and records that an intake speaks of."""
    with collector_paused():
        named = _named_plans(session, intake)
        scope = _scope(session, named)
        people, plans = People(), dict[str, Plan]()

        def are_namesakes(record: CheckIn) -> bool:
            return people.bearers(record.name) > 1 or _twice_on_team(session, plans, record)

        registers: dict[Entity, Register] = {entity: Exact() for entity in Entity}
        registers |= {Entity.PERSON: people, Entity.CHECK_IN: CheckIns(are_namesakes)}
        known = Known(registers, people, plans, set(named), set())
        _fill(known, intake, scope)
        return known


def plan_number(fact: Fact) -> str:
    """Return the number of the plan that a fact is or names, "" for people and records of no plan."""
    if isinstance(fact, RosterEntry):
        return ""
    return fact.number if isinstance(fact, Plan) else fact.plan


def _named_plans(session: Session, intake: Intake) -> dict[str, int]:
    """Return the known plans that drafts name, by number or by enterprise, with their keys."""
    numbers = {plan_number(draft.fact) for draft in intake.drafts} - {""}
    firms = {enterprise_folded(draft.reference.enterprise) for draft in intake.drafts if draft.reference}
    found = keys_of(session, numbers)
    plan = t.plan.c
    for part in reading.several(firms):
        rows = session.execute(select(plan.number, plan.id).where(plan.enterprise_folded.in_(part)))
        found.update((number, key) for number, key in rows)
    return found


def _scope(session: Session, named: Mapping[str, int]) -> _Scope:
    where = reading.sheets(session)
    total = session.scalar(select(func.count()).select_from(t.plan)) or 0
    if len(named) <= READ_ALL_SHARE * total:
        return _Scope(session, list(named.values()), {key: number for number, key in named.items()}, where)
    every = session.execute(select(t.plan.c.id, t.plan.c.number))
    return _Scope(session, None, dict(every.all()), where)


def _fill(known: Known, intake: Intake, scope: _Scope) -> None:
    kinds = {draft.entity for draft in intake.drafts}
    if Entity.PLAN in kinds or any(draft.reference for draft in intake.drafts):
        plans = reading.plans(scope.session, scope.keys, scope.where)
        known.plans.update((plan.number, plan) for plan in plans.values())
        _put(known, Entity.PLAN, plans)
    if kinds & {Entity.PERSON, Entity.CHECK_IN}:
        _put(known, Entity.PERSON, reading.people(scope.session, scope.where))
        for key, name, value in trail.corrected(scope.session, Entity.PERSON):
            known.people.remember(key, name, value)
    if Entity.CHECK_IN in kinds:
        signed = _check_ins(scope, intake) | _moved(scope, Entity.CHECK_IN, CheckIn)
        _put_check_ins(known, scope, signed)
    if kinds & {Entity.PHOTO, Entity.REVIEW}:
        photos = reading.photos(scope.session, scope.keys, scope.numbers, scope.where)
        photos |= _moved(scope, Entity.PHOTO, Photo)
        known.listed.update((photo.plan, photo.file_name) for photo in photos.values())
        _put_photos(known, scope, photos)
    if Entity.REVIEW in kinds:
        reviews = reading.reviews(scope.session, scope.keys, scope.numbers, scope.where)
        _put(known, Entity.REVIEW, reviews)
    if Entity.EXPLANATION in kinds:
        explanations = reading.explanations(scope.session, scope.keys, scope.numbers, scope.where)
        _put(known, Entity.EXPLANATION, explanations)


def _put(known: Known, entity: Entity, facts: Mapping[int, Fact]) -> None:
    register = known.registers[entity]
    for key, fact in facts.items():
        register.put(Standing(fact, key))


def _put_check_ins(known: Known, scope: _Scope, records: Mapping[int, CheckIn]) -> None:
    """Make check-ins known, those that somebody corrected as they were before, too: files go on saying it."""
    register = known.registers[Entity.CHECK_IN]
    standing = {key: Standing(fact, key) for key, fact in records.items()}
    for one in standing.values():
        register.put(one)
    if isinstance(register, CheckIns):
        for key, former in _former(scope.session, Entity.CHECK_IN, records).items():
            register.put_as_it_was(standing[key], former)


def _put_photos(known: Known, scope: _Scope, photos: Mapping[int, Photo]) -> None:
    """Make photos known, those that somebody put elsewhere by where they were, too."""
    register = known.registers[Entity.PHOTO]
    standing = {key: Standing(fact, key) for key, fact in photos.items()}
    for one in standing.values():
        register.put(one)
    if isinstance(register, Exact):
        for key, former in _former(scope.session, Entity.PHOTO, photos).items():
            register.put_as_it_was(standing[key], former)


def _former(session: Session, entity: Entity, facts: Mapping[int, F]) -> dict[int, F]:
    """Return what facts were before anybody corrected what tells them apart, by the keys of those that were."""
    change, once = t.change.c, dict[int, dict[str, Any]]()
    rows = session.execute(
        select(change.entity_id, change.field, change.before)
        .where(change.entity == entity.value, change.batch_id.is_(None), change.field.in_(TELLING))
        .order_by(change.id)
    )
    for key, name, before in rows:
        if key in facts:
            once.setdefault(key, {}).setdefault(name, recalled(entity.value, name, before))
    return {key: replace(facts[key], **values) for key, values in once.items()}


def _moved(scope: _Scope, entity: Entity, kind: type[F]) -> dict[int, F]:
    """Read the records that somebody moved from a plan in scope, or from none, to another one."""
    change, keys = t.change.c, set[int]()
    mine = (change.entity == entity.value) & text(MOVED)
    for part in reading.several([json_text(number) for number in ("", *scope.numbers.values())]):
        keys.update(scope.session.scalars(select(change.entity_id).where(mine, change.before.in_(part))))
    found = read_items(scope.session, {(entity.value, key) for key in keys}) if keys else {}
    return {one.key: one.fact for one in found.values() if isinstance(one.fact, kind)}


def _check_ins(scope: _Scope, intake: Intake) -> dict[int, CheckIn]:
    """Read the check-ins of the plans in scope, and those of no plan by the people whom drafts of none name."""
    columns, record = reading.CHECK_IN, t.check_in.c
    found = reading.check_ins(
        reading.blocks(scope.session, columns, record.plan_id, scope.keys), scope.numbers, scope.where
    )
    if scope.keys is not None:
        loose = (draft.fact for draft in intake.drafts if draft.entity is Entity.CHECK_IN)
        names = {fact.name for fact in loose if isinstance(fact, CheckIn) and not fact.plan}
        statement = select(*columns).where(record.plan_id.is_(None))
        for part in reading.several(names):
            read = columns_of(scope.session, statement.where(record.name.in_(part)))
            found.update(reading.check_ins(read, scope.numbers, scope.where))
    return found


def _twice_on_team(session: Session, plans: Mapping[str, Plan], record: CheckIn) -> bool:
    plan = plans.get(record.plan)
    if plan is not None:
        return sum(member.name == record.name for member in plan.team) > 1
    member = t.member.c
    statement = select(func.count()).join_from(t.member, t.plan)
    statement = statement.where(t.plan.c.number == record.plan, member.name == record.name)
    return (session.scalar(statement) or 0) > 1
