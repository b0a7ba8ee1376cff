"""The findings of the 计划页, each with its 为什么 as of the moment it was judged for."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk.facts.codes import CODE, ORDER
from tianyi_desk.facts.finding import Finding, Why
from tianyi_desk.facts.vocabulary import FindingClass
from tianyi_desk.models import tables as t
from tianyi_desk.rules.reasons import Explainer
from tianyi_desk.services.findings import read_findings
from tianyi_desk.services.privacy import masked

NO_LONGER = "导入了新的数据，这一条按现有数据已不再成立；请重新判定。"


@dataclass(frozen=True, slots=True)
class Decided:
    """Who decided about a finding, when and why."""

    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding with everything that the page tells about it.

    `why` is None where the facts changed since the judgement and the finding holds no more; `no_why` then says so.
    """

    finding: Finding
    finding_class: FindingClass
    title: str
    clause: str
    hint: str
    message: str
    opened_at: datetime
    decided: Decided | None
    why: Why | None
    no_why: str


def holding_findings(session: Session, plan: int) -> list[tuple[Finding, datetime, Decided | None]]:
    """Read the findings of a plan (by its key) that held when it was last judged, in the rule book's order."""
    known = read_findings(session, [plan])
    columns = (
        t.finding.c.id,
        t.finding.c.opened_at,
        t.finding.c.decided_by,
        t.finding.c.decided_at,
        t.finding.c.decided_reason,
    )
    rows = session.execute(select(*columns).where(t.finding.c.plan_id == plan))
    told = {
        key: (opened, None if at is None else Decided(by or "", at, masked(reason or "")))
        for key, opened, by, at, reason in rows
    }
    found = [(one.finding, *told[known.keys[key]]) for key, one in known.stored.items() if not one.closed]
    return sorted(found, key=lambda row: (ORDER[row[0].code], row[0].subject))


def finding_row(
    explainer: Explainer, finding: Finding, opened_at: datetime, decided: Decided | None
) -> FindingRow:
    """Return a stored finding as the page shows it; personal numbers are masked."""
    code = CODE[finding.code]
    why = _why(explainer, finding)
    return FindingRow(
        finding=finding,
        finding_class=code.finding_class,
        title=code.title,
        clause=code.clause,
        hint=code.hint,
        message=masked(finding.message),
        opened_at=opened_at,
        decided=decided,
        why=why,
        no_why="" if why is not None else NO_LONGER,
    )


def _why(explainer: Explainer, finding: Finding) -> Why | None:
    try:
        why = explainer.explain(finding)
    except LookupError:
        return None
    return replace(
        why,
        inputs=tuple(replace(one, value=masked(one.value)) for one in why.inputs),
        formula=masked(why.formula),
        counterfactual=masked(why.counterfactual),
    )
