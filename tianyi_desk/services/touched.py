"""Which plans may be judged otherwise after some were changed: their visits, and their neighbours, old and new.

Indexed queries only, as with `models.neighbours`: after one correction in a large database nobody waits.
"""

import json
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.facts.wording import enterprise_folded
from tianyi_desk.models import tables as t
from tianyi_desk.models.neighbours import MANY_PLANS, keys_of, neighbours_of, numbers_of, visits_of
from tianyi_desk.models.reading import several

ABOUT_PLANS = ("S01", "D09")
"""Codes whose subject is another plan."""

ABOUT_PEOPLE = ("S03", "S04")
"""Codes between plans whose subject is a person."""


def touched(session: Session, plans: Collection[str]) -> frozenset[str] | None:
    """Return the numbers of the plans that may be judged otherwise after these were changed, None for all."""
    if len(plans) > MANY_PLANS:
        return None
    keys = set(keys_of(session, plans).values())
    visits = visits_of(session, keys.union(keys_of(session, _once_bound(session, keys)).values()))
    near = visits | neighbours_of(session, visits) | _once_near(session, visits)
    return frozenset(numbers_of(session, near).values())


def _once_bound(session: Session, plans: Collection[int]) -> set[str]:
    """Return the numbers of the plans that these were bound with when last judged, from either side.

    Bound plans are of one enterprise; whose plan it was before is in the history.
    """
    plan, verdict, found = t.plan.c, t.judgement.c, set[str]()
    mine = frozenset(numbers_of(session, plans).values())
    for part in several(plans):
        for others in session.scalars(select(verdict.bound_with).where(verdict.plan_id.in_(part))):
            found.update(others)
    theirs = select(plan.number, verdict.bound_with).join_from(t.plan, t.judgement)
    for firms in several(_firms(session, plans)):
        for number, others in session.execute(theirs.where(plan.enterprise_folded.in_(firms))):
            if not mine.isdisjoint(others):
                found.add(number)
    return found


def _firms(session: Session, plans: Collection[int]) -> set[str]:
    """Return the enterprises that these plans are and ever were of, folded as binding compares them."""
    plan, change, firms = t.plan.c, t.change.c, set[str]()
    for part in several(plans):
        firms.update(session.scalars(select(plan.enterprise_folded).where(plan.id.in_(part))))
        before = select(change.before).where(
            change.entity == Entity.PLAN.value, change.entity_id.in_(part), change.field == "enterprise"
        )
        firms.update(enterprise_folded(json.loads(name)) for name in session.scalars(before) if name)
    return firms


def _once_near(session: Session, plans: Collection[int]) -> set[int]:
    """Return the keys of the plans whose open findings of the cross checks speak of these or of their people."""
    finding, near = t.finding.c, set[int]()
    for part in several(plans):
        theirs = select(finding.subject).where(finding.plan_id.in_(part), finding.code.in_(ABOUT_PEOPLE))
        people = {name for name in session.scalars(theirs) if name}
        numbers = numbers_of(session, part).values()
        for codes, subjects in ((ABOUT_PEOPLE, people), (ABOUT_PLANS, numbers)):
            for some in several(subjects):
                statement = select(finding.plan_id).where(
                    finding.code.in_(codes), finding.subject.in_(some), finding.closed_at.is_(None)
                )
                near.update(session.scalars(statement))
    return near
