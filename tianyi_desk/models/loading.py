"""The ledger that a judgement sees: all facts, or those of some plans with everything that touches them."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, time, timedelta
from typing import Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk.facts.ledger import Decision, Dossier, Ledger
from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.vocabulary import Disposition, Entity
from tianyi_desk.models import neighbours, reading
from tianyi_desk.models import tables as t
from tianyi_desk.models.columns import Columns, columns_of
from tianyi_desk.models.quick import builder, collector_paused

DECIDED = (Disposition.CONFIRMED, Disposition.DISMISSED)

_dossier = builder(Dossier)


class _OfPlan(Protocol):
    @property
    def plan(self) -> str: ...


R = TypeVar("R", bound=_OfPlan)
F = TypeVar("F")


def load_ledger(session: Session, plans: Collection[str] | None = None, *, compared: bool = True) -> Ledger:
    """Return the facts to judge, every plan's or those that judging the plans of these numbers needs.

    For some plans: theirs, those of their visits, and, unless they are not to be `compared`, the neighbours that S01,
    S03 and S04 look at.
    """
    with collector_paused():
        keys = None if plans is None else neighbours.needed(session, plans, compared=compared)
        where = reading.sheets(session)
        found = reading.plans(session, keys, where)
        numbers = {key: plan.number for key, plan in found.items()}
        signed = reading.blocks(session, reading.CHECK_IN, t.check_in.c.plan_id, keys)
        void = voided(session)
        check_ins = _by_plan(_in_force(reading.check_ins(signed, numbers, where), void, Entity.CHECK_IN))
        photos = reading.photo_lists(session, keys, numbers, where, void.get(Entity.PHOTO.value, ()))
        reviews = _by_plan(reading.reviews(session, keys, numbers, where).values())
        explanations = _by_plan(reading.explanations(session, keys, numbers, where).values())
        if keys is not None:
            loose = reading.check_ins(_loose(session, found.values()), numbers, where)
            check_ins[""] = list(_in_force(loose, void, Entity.CHECK_IN))
        people = reading.people(session, where)
        return Ledger(
            tuple(
                _dossier(
                    plan,
                    tuple(check_ins.get(plan.number, ())),
                    photos.get(plan.number, ()),
                    tuple(reviews.get(plan.number, ())),
                    tuple(explanations.get(plan.number, ())),
                )
                for plan in found.values()
            ),
            tuple(people.values()) or None,
            tuple(check_ins.get("", ())),
            _decisions(session, keys, numbers),
            neighbours.bindings(session),
        )


def voided(session: Session) -> dict[str, set[int]]:
    """Return the keys of the records that people declared void, by kind; they are few."""
    found: dict[str, set[int]] = {}
    for entity, key in session.execute(select(t.voided.c.entity, t.voided.c.entity_id)):
        found.setdefault(entity, set()).add(key)
    return found


def _in_force(records: dict[int, F], void: dict[str, set[int]], entity: Entity) -> Iterable[F]:
    """Return records without those that are void."""
    for key in void.get(entity.value, ()):
        records.pop(key, None)
    return records.values()


def _by_plan(facts: Iterable[R]) -> defaultdict[str, list[R]]:
    grouped: defaultdict[str, list[R]] = defaultdict(list)
    for fact in facts:
        grouped[fact.plan].append(fact)
    return grouped


def _loose(session: Session, plans: Collection[Plan]) -> Iterator[Columns]:
    """Read the 钉钉 records of no plan that a member of these plans made within their days (H14, H15)."""
    if not plans:
        return
    first = datetime.combine(min(plan.start for plan in plans).date(), time())
    last = datetime.combine(max(plan.end for plan in plans).date(), time()) + timedelta(days=1)
    names = {member.name for plan in plans for member in plan.team}
    columns, check_in = reading.CHECK_IN, t.check_in.c
    for part in reading.several(names):
        yield from columns_of(
            session,
            select(*columns)
            .where(check_in.plan_id.is_(None), check_in.name.in_(part), check_in.at.between(first, last))
            .order_by(check_in.id),
        )


def _decisions(
    session: Session, keys: reading.Keys, numbers: reading.Numbers
) -> dict[tuple[str, str, str], Decision]:
    finding = t.finding.c
    columns = [finding.plan_id, finding.code, finding.subject, finding.disposition, finding.evidence]
    statement = select(*columns).where(finding.disposition.in_(DECIDED))
    parts = (
        [statement]
        if keys is None
        else [statement.where(finding.plan_id.in_(part)) for part in reading.several(keys)]
    )
    return {
        (numbers[plan], code, subject): Decision(disposition, json.loads(evidence))
        for part in parts
        for plan, code, subject, disposition, evidence in session.execute(part)
    }
