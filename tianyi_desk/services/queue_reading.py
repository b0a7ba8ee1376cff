"""Read what the queue of 今天要办 is made of: open findings, their plans, the visits, and what was filed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session

from tianyi_desk.facts.vocabulary import AnomalyKind, Disposition, Side, Status
from tianyi_desk.models import neighbours, reading
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.models.quick import collector_paused
from tianyi_desk.models.reading import several
from tianyi_desk.progress import Job, Progress
from tianyi_desk.rules.filing import KIND_OF
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.services.briefs import Brief, briefs, read_brief_rows
from tianyi_desk.services.deadlines import Deadlines
from tianyi_desk.services.drafts import draft_states
from tianyi_desk.services.queue import Queue, arrange
from tianyi_desk.services.queue_codes import PLACES, STATEMENT, Waiting
from tianyi_desk.services.queue_items import Item, OpenVisit
from tianyi_desk.services.queue_stages import ASKED, Filed, stage_of
from tianyi_desk.services.statements import last_days

Bound = Mapping[str, tuple[str, ...]]
"""The plans that each plan is bound with, by number."""

ROW, FIELD = "\x1e", "\x1f"
"""What parts findings, and the fields of each, where SQL joins them; no text of a file may contain these."""


def load_queue(database: Database, book: RuleBook, moment: datetime) -> Job[Queue]:
    """Read everything that is open and put it in order; nothing is written. Raises DeskError."""
    with collector_paused():
        yield Progress("正在读取要办的事")
        with database.reading() as session:
            visits = list(_visits(session, book, moment.date(), None))
        yield Progress("正在排序")
        return arrange(visits, Deadlines(book.calendar, moment.date()), moment)


def read_items(
    session: Session, book: RuleBook, moment: datetime, numbers: Collection[str]
) -> tuple[Item, ...]:
    """Return the items of the visits that these plans are in, as far as anything is open on them."""
    keys = neighbours.visits_of(session, neighbours.keys_of(session, numbers).values())
    visits = _visits(session, book, moment.date(), keys)
    return arrange(visits, Deadlines(book.calendar, moment.date()), moment).items


def has_work(database: Database, book: RuleBook, today: date) -> bool:
    """Tell whether anything is open, an audit calls for a reminder, or a statement is owed."""
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
        return session.scalar(statement) is not None or bool(last_days(session, book, today))


def _visits(session: Session, book: RuleBook, today: date, keys: reading.Keys) -> Iterable[OpenVisit]:
    found = _open_rows(session, keys)
    owed = last_days(session, book, today, keys)
    for key in owed:
        found[key] = _in_order((*found.get(key, ()), (STATEMENT, "", False)))
    wanted = _open_plans() if keys is None and not owed else found.keys()
    plans = dict(briefs(read_brief_rows(session, wanted), book))
    bound = _closed_over(
        session, {plan.number: plan.bound_with for plan in plans.values() if plan.bound_with}
    )
    filed, drafts = (
        _filed(session, today, found, plans),
        draft_states(session, None if keys is None else [one.number for one in plans.values()]),
    )
    for key, sides in filed.items():
        found[key] = _unexplained(found[key], sides[Side.BODY])
        if not found[key]:
            del plans[key]
    visit_of, members = _components(bound)
    together: dict[str, list[int]] = {}
    for key, plan in plans.items():
        if plan.bound_with:
            together.setdefault(visit_of[plan.number], []).append(key)
        else:
            mine = ((plan, found[key]),)
            yield OpenVisit(
                plan.number, mine, 1, stage_of(mine, (filed.get(key),), drafts), _days(mine, (owed.get(key),))
            )
    for first, several_keys in together.items():
        both = tuple([(plans[key], found[key]) for key in several_keys])
        of_each = [filed.get(key) for key in several_keys]
        days = _days(both, [owed.get(key) for key in several_keys])
        yield OpenVisit(first, both, members[first], stage_of(both, of_each, drafts), days)


def _days(plans: Iterable[tuple[Brief, Waiting]], days: Iterable[date | None]) -> tuple[date, ...]:
    """Return the last days for the statements that still wait."""
    return tuple(
        [
            day
            for (_plan, waiting), day in zip(plans, days, strict=True)
            if day is not None and any(code == STATEMENT for code, *_ in waiting)
        ]
    )


def _waits() -> ColumnElement[bool]:
    """Return what holds for a finding that waits: an O of a plan in 异常, or one that nobody decided about."""
    finding = t.finding.c
    owed = finding.code.in_(KIND_OF) & (t.judgement.c.status == Status.ANOMALOUS)
    return finding.closed_at.is_(None) & or_(finding.disposition == Disposition.OPEN, owed)


def _open_plans() -> Select[int]:
    """Return the query for the keys of the plans on which anything waits."""
    finding = t.finding.c
    return select(finding.plan_id).join(t.judgement, t.judgement.c.plan_id == finding.plan_id).where(_waits())


def _open_rows(session: Session, keys: reading.Keys) -> dict[int, Waiting]:
    """Return what waits, by the keys of the plans; plans on which the same waits share it."""
    finding = t.finding.c
    told = func.aggregate_strings(
        finding.code + FIELD + finding.subject + FIELD + _flag(finding.expected), ROW
    )
    statement = (
        select(finding.plan_id, told)
        .join(t.judgement, t.judgement.c.plan_id == finding.plan_id)
        .where(_waits())
        .group_by(finding.plan_id)
    )
    parts = (
        [statement]
        if keys is None
        else [statement.where(finding.plan_id.in_(part)) for part in several(keys)]
    )
    known: dict[str, Waiting] = {}
    found: dict[int, Waiting] = {}
    for part in parts:
        for key, text in session.execute(part).all():
            waiting = known.get(text)
            if waiting is None:
                waiting = known[text] = _read(text)
            found[key] = waiting
    return found


def _flag(column: ColumnElement[bool]) -> ColumnElement[str]:
    return case((column, "1"), else_="")


def _read(text: str) -> Waiting:
    rows = [row.split(FIELD) for row in text.split(ROW)]
    return _in_order((code, subject, bool(expected)) for code, subject, expected in rows)


def _in_order(rows: Iterable[tuple[str, str, bool]]) -> Waiting:
    return tuple(sorted(rows, key=lambda row: (PLACES[row[0]], row[1])))


def _unexplained(waiting: Waiting, explained: Mapping[AnomalyKind, str]) -> Waiting:
    """Leave out what the body explained; where that is every O finding, they were returned and stay."""
    left = tuple([row for row in waiting if ASKED.get(row[0]) not in explained])
    if any(code in KIND_OF for code, *_ in left):
        return left
    return tuple([row for row in waiting if row[0] in KIND_OF or row in left])


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
    found: Mapping[int, Waiting],
    plans: Mapping[int, Brief],
) -> Mapping[int, Filed]:
    """Return who filed which kind for the plans that owe an explanation, bound plans' filings included (F6)."""
    owing = {key: plans[key] for key, waiting in found.items() if waiting[0][0] in ASKED}
    numbers = {number for plan in owing.values() for number in (plan.number, *plan.bound_with)}
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
        key: _sides(plan, plan.bound_with, filed, teams.get(key, frozenset()))
        for key, plan in owing.items()
        if filed.keys() & {plan.number, *plan.bound_with}
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
