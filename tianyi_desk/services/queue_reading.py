"""Read what the queue of 今天要办 is made of: open findings, their plans, the visits, and what was filed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tianyi_desk.facts.vocabulary import AnomalyKind, Disposition, Side, Status
from tianyi_desk.models import neighbours, reading
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.models.quick import builder, collector_paused
from tianyi_desk.models.reading import several
from tianyi_desk.progress import Job, Progress
from tianyi_desk.rules.filing import KIND_OF
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.services.briefs import Brief, briefs, read_brief_rows
from tianyi_desk.services.deadlines import Deadlines
from tianyi_desk.services.queue import NOT_BEGUN, Item, OpenFinding, OpenVisit, Queue, Stage, arrange

Bound = Mapping[str, tuple[str, ...]]
"""The plans that each plan is bound with, by number."""

Row = tuple[str, str, bool]
"""Code, subject and 预期 of a finding."""
Filed = Mapping[Side, Mapping[AnomalyKind, str]]
"""Who filed which kind of explanation, by side."""

_open = builder(OpenFinding)


def load_queue(database: Database, book: RuleBook, moment: datetime) -> Job[Queue]:
    """Read everything that is open and put it in order; nothing is written. Raises DeskError."""
    with collector_paused():
        yield Progress("正在读取要办的事")
        with database.reading() as session:
            visits = _visits(session, book, moment.date(), None)
        yield Progress("正在排序")
        return arrange(visits, Deadlines(book.calendar, moment.date()), moment)


def read_items(
    session: Session, book: RuleBook, moment: datetime, numbers: Collection[str]
) -> tuple[Item, ...]:
    """Return the items of the visits that these plans are in, as far as anything is open on them."""
    keys = neighbours.visits_of(session, neighbours.keys_of(session, numbers).values())
    visits = _visits(session, book, moment.date(), keys)
    return arrange(visits, Deadlines(book.calendar, moment.date()), moment).items


def has_work(database: Database) -> bool:
    """Tell whether anything is open, or an audit calls for a reminder."""
    finding = t.finding.c
    waiting = or_(
        finding.disposition == Disposition.OPEN, t.judgement.c.status.in_((Status.ANOMALOUS, Status.REMINDED))
    )
    statement = (
        select(finding.id)
        .join(t.judgement, t.judgement.c.plan_id == finding.plan_id)
        .where(finding.closed_at.is_(None), waiting)
        .limit(1)
    )
    with database.reading() as session:
        return session.scalar(statement) is not None


def _visits(session: Session, book: RuleBook, today: date, keys: reading.Keys) -> Iterable[OpenVisit]:
    found = _open_rows(session, keys)
    plans = dict(briefs(read_brief_rows(session, found.keys()), book))
    bound = _closed_over(session, {plan.number: plan.bound_with for plan in plans.values()})
    visit_of, members = _components(bound)
    filed = _filed(session, today, found, plans, bound)
    for key, sides in filed.items():
        found[key] = _unexplained(found[key], sides[Side.BODY])
    together: defaultdict[str, list[int]] = defaultdict(list)
    for key, plan in plans.items():
        together[visit_of[plan.number]].append(key)
    for first, several_keys in together.items():
        yield OpenVisit(
            first,
            tuple([plans[key] for key in several_keys]),
            members[first],
            tuple([one for key in several_keys for one in _named(plans[key], found[key])]),
            _stage(several_keys, found, filed),
        )


def _named(plan: Brief, rows: Iterable[Row]) -> list[OpenFinding]:
    return [_open(plan.number, code, subject, expected) for code, subject, expected in rows]


def _open_rows(session: Session, keys: reading.Keys) -> dict[int, list[Row]]:
    """Return code, subject and 预期 of what is open, by the keys of the plans."""
    finding = t.finding.c
    owed = finding.code.in_(KIND_OF) & (t.judgement.c.status == Status.ANOMALOUS)
    statement = (
        select(finding.plan_id, finding.code, finding.subject, finding.expected)
        .join(t.judgement, t.judgement.c.plan_id == finding.plan_id)
        .where(finding.closed_at.is_(None), or_(finding.disposition == Disposition.OPEN, owed))
    )
    parts = (
        [statement]
        if keys is None
        else [statement.where(finding.plan_id.in_(part)) for part in several(keys)]
    )
    found: dict[int, list[Row]] = {}
    for part in parts:
        for key, code, subject, expected in session.execute(part):
            found.setdefault(key, []).append((code, subject, expected))
    return found


def _unexplained(rows: list[Row], explained: Mapping[AnomalyKind, str]) -> list[Row]:
    """Leave out the O findings that the body explained; where that is all of them, they were returned and stay."""
    left = [row for row in rows if KIND_OF.get(row[0]) not in explained]
    return left if any(code in KIND_OF for code, *_ in left) else rows


def _closed_over(session: Session, bound: dict[str, tuple[str, ...]]) -> Bound:
    """Add the bound plans that have nothing open, and theirs in turn: a visit may hang together through them."""
    plan, verdict = t.plan.c, t.judgement.c
    while missing := {other for others in bound.values() for other in others} - bound.keys():
        for part in several(missing):
            statement = select(plan.number, verdict.bound_with).join_from(t.plan, t.judgement)
            rows = session.execute(statement.where(plan.number.in_(part)))
            bound.update((number, others or ()) for number, others in rows)
        bound.update(dict.fromkeys(missing - bound.keys(), ()))
    return bound


def _components(bound: Bound) -> tuple[dict[str, str], dict[str, int]]:
    """Return the first number of the visit of every plan, and how many plans each visit has."""
    visit_of: dict[str, str] = {}
    members: dict[str, int] = {}
    for number in bound:
        if number in visit_of:
            continue
        together, left = {number}, [number]
        while left:
            fresh = set(bound[left.pop()]) - together
            together |= fresh
            left += fresh
        first = min(together)
        members[first] = len(together)
        visit_of.update(dict.fromkeys(together, first))
    return visit_of, members


def _filed(
    session: Session,
    today: date,
    found: Mapping[int, Iterable[Row]],
    plans: Mapping[int, Brief],
    bound: Bound,
) -> Mapping[int, Filed]:
    """Return who filed which kind for the plans that owe an explanation, bound plans' filings included (F6)."""
    owing = {key: plans[key] for key, rows in found.items() if any(code in KIND_OF for code, *_ in rows)}
    numbers = {number for plan in owing.values() for number in (plan.number, *bound[plan.number])}
    explanation, plan = t.explanation.c, t.plan.c
    filed: defaultdict[str, list[Any]] = defaultdict(list)
    statement = select(
        plan.number, explanation.side, explanation.kind, explanation.author, explanation.filed_on
    ).join(t.explanation, explanation.plan_id == plan.id)
    for row in session.execute(statement.where(explanation.filed_on <= today)):
        if row[0] in numbers:
            filed[row[0]].append(row)
    teams = _teams(session, owing) if filed else {}
    return {
        key: _sides(plan, bound[plan.number], filed, teams.get(key, frozenset()))
        for key, plan in owing.items()
        if filed.keys() & {plan.number, *bound[plan.number]}
    }


def _sides(
    plan: Brief, others: Iterable[str], filed: Mapping[str, list[Any]], team: Collection[str]
) -> Filed:
    sides: dict[Side, dict[AnomalyKind, str]] = {side: {} for side in Side}
    for number in (plan.number, *others):
        for _number, side, kind, author, _day in filed.get(number, ()):
            counts = number == plan.number or side is Side.BODY or not author or author in team
            if counts:
                sides[side].setdefault(kind, author)
    return sides


def _teams(session: Session, plans: Collection[int]) -> Mapping[int, Collection[str]]:
    member = t.member.c
    teams: defaultdict[int, set[str]] = defaultdict(set)
    for part in several(plans):
        rows = session.execute(select(member.plan_id, member.name).where(member.plan_id.in_(part)))
        for key, name in rows:
            teams[key].add(name)
    return teams


def _stage(
    keys: Iterable[int],
    found: Mapping[int, Iterable[Row]],
    filed: Mapping[int, Filed],
) -> Stage:
    """Tell whether the auditors filed what every plan of the visit still needs, and who did."""
    owing = [(key, [code for code, *_ in found[key] if code in KIND_OF]) for key in keys]
    needed = [(key, KIND_OF[code]) for key, codes in owing for code in codes]
    authors = [filed.get(key, {}).get(Side.AUDITOR, {}).get(kind) for key, kind in needed]
    if not needed or None in authors:
        return NOT_BEGUN
    named = next((author for author in authors if author), "")
    return Stage(auditor_filed=True, who=f"{named} 已说明" if named else "")
