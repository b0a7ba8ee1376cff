"""The 其他情况说明 of remote audits (F5): which plans owe it, from the day after they end, and until when."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from tianyi_desk.facts.vocabulary import AnomalyKind, AuditMode, Channel, Disposition, Side, Status
from tianyi_desk.models import tables as t
from tianyi_desk.models.reading import Keys, several
from tianyi_desk.rules.duties import Duties
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.rules.workdays import add_working_days

OVERDUE = "H17"
"""The finding that says that a statement is late; who dismissed it takes the statement for settled."""


def remote_audits(session: Session, book: RuleBook, today: date, keys: Keys = None) -> dict[int, date | None]:
    """Return the policies of the remote audits on 认证到 that are over, by the keys of the plans; not of covered ones."""
    return {key: policy for key, _end, policy in _rows(session, book, _ended(today), keys)}


def last_days(session: Session, book: RuleBook, today: date, keys: Keys = None) -> dict[int, date]:
    """Return until when the body has to file the statements that it owes, by the keys of the plans.

    Those are left out whose own statement the body filed, or whose H17 somebody dismissed. What was filed on a
    bound plan counts, too (F6), and is for the caller to leave out.
    """
    asking = [one.effective for one in book.policies if one.remote_statement_working_days is not None]
    if not asking:
        return {}
    since = datetime.combine(min(asking), time())
    owing = _ended(today).where(t.plan.c.end >= since, ~_filed(today), ~_dismissed())
    return {
        key: day
        for key, end, policy in _rows(session, book, owing, keys)
        if (day := last_day(book, end.date(), policy)) is not None
    }


def last_day(book: RuleBook, end: date, effective: date | None) -> date | None:
    """Return the last day for the statement of an audit that ended on a day, None where its policy asks for none.

    `effective` is the date of the policy that the plan was judged by.
    """
    policy = next((one for one in book.policies if one.effective == effective), None)
    if policy is None or policy.remote_statement_working_days is None:
        return None
    return add_working_days(book.calendar, end, policy.remote_statement_working_days).day


def _ended(today: date) -> Select[Any]:
    plan, verdict = t.plan.c, t.judgement.c
    return (
        select(plan.id, plan.projects, plan.synced, plan.end, verdict.policy)
        .join_from(t.plan, t.judgement)
        .where(
            plan.mode != AuditMode.ON_SITE,
            verdict.channel == Channel.MINI_PROGRAM,
            verdict.status.not_in((Status.CANCELLED, Status.NOT_APPLICABLE)),
            plan.end < datetime.combine(today, time()),
        )
    )


def _rows(
    session: Session, book: RuleBook, statement: Select[Any], keys: Keys
) -> Iterator[tuple[int, datetime, date | None]]:
    duties = Duties(book)
    parts = (
        [statement] if keys is None else [statement.where(t.plan.c.id.in_(part)) for part in several(keys)]
    )
    for part in parts:
        for key, projects, synced, end, policy in session.execute(part):
            if not duties.may_be_covered_by(projects, synced):
                yield key, end, policy


def _filed(today: date) -> ColumnElement[bool]:
    row = t.explanation.c
    return (
        select(row.id)
        .where(
            row.plan_id == t.plan.c.id,
            row.side == Side.BODY,
            row.kind == AnomalyKind.STATEMENT,
            row.filed_on <= today,
        )
        .exists()
    )


def _dismissed() -> ColumnElement[bool]:
    row = t.finding.c
    return (
        select(row.id)
        .where(
            row.plan_id == t.plan.c.id,
            row.code == OVERDUE,
            row.closed_at.is_(None),
            row.disposition == Disposition.DISMISSED,
        )
        .exists()
    )
