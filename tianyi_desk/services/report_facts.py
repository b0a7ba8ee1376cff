"""What a report counts: the plans that end in a period, each with the findings that hold, of one moment of the database."""

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tianyi_desk.facts.codes import CODE, ORDER
from tianyi_desk.facts.finding import Evidence
from tianyi_desk.facts.vocabulary import Channel, Disposition, FindingClass, Status
from tianyi_desk.models import reading
from tianyi_desk.models import tables as t
from tianyi_desk.models.quick import builder
from tianyi_desk.rules.duties import Duties
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.services.briefs import AboutPlan, Brief, briefs, read_brief_rows
from tianyi_desk.services.figures import Figure, figure_of

DAY = timedelta(days=1)
TIMING = frozenset({"H02", "H03", "H04"})
"""What makes a check-in late or early (N6.1)."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days in which plans end that a report is about, both included; `words` name it."""

    first: date
    last: date
    words: str

    @property
    def key(self) -> str:
        """Return the month that it begins in, as 2021-10."""
        return f"{self.first:%Y-%m}"

    @property
    def is_month(self) -> bool:
        """Tell whether it is a month of the calendar, from its first day to its last."""
        return self == month_period(self.key)

    @property
    def begins(self) -> datetime:
        """Return the first moment."""
        return datetime.combine(self.first, time())

    @property
    def after(self) -> date:
        """Return the first day after it."""
        return self.last + DAY

    @property
    def ends(self) -> datetime:
        """Return the first moment after it."""
        return datetime.combine(self.after, time())


def month_period(month: str) -> Period:
    """Return the period of a month written 2021-10."""
    first = date.fromisoformat(f"{month}-01")
    following = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return Period(first, following - DAY, f"{first.year} 年 {first.month} 月")


def span(first: date, last: date) -> Period:
    """Return the period from one day to another, both included; a month where they are one."""
    month = month_period(f"{first:%Y-%m}")
    return month if (first, last) == (month.first, month.last) else Period(first, last, f"{first} 至 {last}")


@dataclass(frozen=True, slots=True)
class Held:
    """One finding that holds; `disposition` is None for O and R."""

    code: str
    subject: str
    kind: str | None
    expected: bool
    disposition: Disposition | None
    message: str
    evidence: str
    decided_by: str | None
    decided_at: datetime | None
    decided_reason: str | None

    @property
    def finding_class(self) -> FindingClass:
        """Return the class of the code."""
        return CODE[self.code].finding_class

    @property
    def counts(self) -> bool:
        """Tell whether it is counted: nobody dismissed it."""
        return self.disposition is not Disposition.DISMISSED

    @property
    def figure(self) -> Figure:
        """Return the figure that decides."""
        return figure_of(self.code, self.evidence)

    @property
    def values(self) -> Evidence:
        """Return the evidence."""
        values: Evidence = json.loads(self.evidence)
        return values


@dataclass(frozen=True, slots=True)
class Reported(AboutPlan):
    """One plan of a report. `as_of` is None where it was never judged; `covered` says that a bound plan signs for it."""

    plan: Brief
    activities: tuple[str, ...]
    covered: bool
    as_of: datetime | None
    policy: date | None
    photos_unreviewed: bool
    distances: tuple[float | None, float | None]
    held: tuple[Held, ...]

    @property
    def cancelled(self) -> bool:
        """Tell whether the plan was withdrawn."""
        return self.plan.status is Status.CANCELLED

    @property
    def owed(self) -> bool:
        """Tell whether the plan itself has to be signed on 认证到."""
        return self.plan.channel is Channel.MINI_PROGRAM and not self.covered

    @property
    def ended(self) -> bool:
        """Tell whether its last day was over when it was judged."""
        return self.as_of is not None and self.as_of.date() > self.plan.end.date()

    @property
    def due(self) -> bool:
        """Tell whether signing it can be looked back on: owed, and over."""
        return self.owed and self.ended

    def has(self, *codes: str) -> bool:
        """Tell whether a finding of one of these codes is counted."""
        return any(one.code in codes and one.counts for one in self.held)

    def count(self, finding_class: FindingClass) -> int:
        """Count the findings of one class that nobody dismissed."""
        return sum(one.finding_class is finding_class and one.counts for one in self.held)

    def count_of(self, code: str) -> int:
        """Count the findings of one code that nobody dismissed."""
        return sum(one.code == code and one.counts for one in self.held)

    @property
    def official(self) -> bool:
        """Tell whether it has an O finding."""
        return self.count(FindingClass.OFFICIAL) > 0

    @property
    def signed(self) -> bool:
        """Tell whether, over, it has every check-in that it owes."""
        return self.due and not self.has("O1")

    @property
    def on_time_for_house(self) -> bool:
        """Tell whether, signed, neither check-in is over the company's lines."""
        return self.signed and not self.has(*TIMING)

    @property
    def on_time_for_regulator(self) -> bool:
        """Tell whether, signed, neither check-in is over the regulator's lines."""
        return self.signed and not any(one.counts and _over_regulator(one) for one in self.held)

    @property
    def explained(self) -> bool:
        """Tell whether the body explained every O finding it has."""
        return self.official and self.plan.status is Status.EXPLAINED

    @property
    def overdue(self) -> bool:
        """Tell whether an explanation was or is late (H16), and nobody dismissed that."""
        return self.has("H16")


def _over_regulator(one: Held) -> bool:
    return one.code == "H04" or (one.code == "H02" and one.values.get("over_regulator") is True)


_held = builder(Held)
_reported = builder(Reported)
_FINDING = tuple(
    t.finding.c[name]
    for name in (
        *("plan_id", "code", "subject", "kind", "expected", "disposition", "message", "evidence"),
        *("decided_by", "decided_at", "decided_reason"),
    )
)
_MORE = (
    *(t.plan.c[name] for name in ("id", "projects", "synced", "activities")),
    *(t.judgement.c[name] for name in ("as_of", "policy", "photos_unreviewed")),
    *(t.judgement.c[name] for name in ("opening_distance_m", "closing_distance_m")),
)


def read_plans(session: Session, book: RuleBook, period: Period) -> tuple[Reported, ...]:
    """Read the plans that end in a period, by their ends and numbers."""
    more = {row.id: row for row in session.execute(_ending(period))}
    held = _findings(session, more)
    covers = _Covering(book)
    found = [
        _reported(
            brief,
            row.activities,
            brief.channel is Channel.MINI_PROGRAM and covers[row.projects, row.synced],
            row.as_of,
            row.policy,
            bool(row.photos_unreviewed),
            (row.opening_distance_m, row.closing_distance_m),
            held.get(key, ()),
        )
        for key, brief in briefs(read_brief_rows(session, more), book)
        if (row := more.get(key)) is not None
    ]
    return tuple(sorted(found, key=lambda one: (one.plan.end, one.plan.number)))


def _ending(period: Period) -> Any:
    statement = select(*_MORE).join_from(t.plan, t.judgement, isouter=True)
    return statement.where(t.plan.c.end >= period.begins, t.plan.c.end < period.ends).order_by(t.plan.c.id)


def _findings(session: Session, keys: Collection[int]) -> dict[int, tuple[Held, ...]]:
    found: defaultdict[int, list[Held]] = defaultdict(list)
    statement = select(*_FINDING).where(t.finding.c.closed_at.is_(None))
    parts = (
        [statement]
        if len(keys) > reading.KEYS_PER_QUERY * 40
        else [statement.where(t.finding.c.plan_id.in_(part)) for part in reading.several(keys)]
    )
    for part in parts:
        for key, *rest in session.execute(part):
            found[key].append(_held(*rest))
    return {key: tuple(sorted(several, key=_in_order)) for key, several in found.items()}


def _in_order(one: Held) -> tuple[int, str]:
    return ORDER[one.code], one.subject


class _Covering(dict[Any, bool]):
    """Whether a plan on 认证到 with these projects and this 同步认证到 is there only because a bound plan covers it."""

    def __init__(self, book: RuleBook) -> None:
        super().__init__()
        self._book, self._duties = book, Duties(book)

    def __missing__(self, key: tuple[tuple[str, ...], bool | None]) -> bool:
        found = self[key] = self._duties.may_be_covered_by(*key)
        return found


def earlier_months(session: Session, before: date, most: int) -> list[str]:
    """Return the months before a day in which plans end, as 2021-10, the latest `most` of them, oldest first."""
    found: list[str] = []
    moment = datetime.combine(before, time())
    while len(found) < most:
        last = session.scalar(select(func.max(t.plan.c.end)).where(t.plan.c.end < moment))
        if last is None:
            break
        found.append(f"{last:%Y-%m}")
        moment = datetime.combine(last.date().replace(day=1), time())
    return found[::-1]


def whole_period(session: Session) -> Period | None:
    """Return the period in which all plans end, None where there is none."""
    first, last = session.execute(select(func.min(t.plan.c.end), func.max(t.plan.c.end))).one()
    if first is None:
        return None
    return span(first.date(), last.date())


def judged_as_of(plans: Sequence[Reported]) -> datetime | None:
    """Return the latest moment that any of the plans was judged for."""
    return max((one.as_of for one in plans if one.as_of is not None), default=None)
