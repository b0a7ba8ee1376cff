"""The findings that hold, one row each with everything the panel 异常 sorts, filters and shows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from tianyi_desk.facts.codes import CODE, ORDER
from tianyi_desk.facts.vocabulary import Disposition, DraftStage, FindingClass, Status
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.models.quick import builder, collector_paused
from tianyi_desk.models.reading import several
from tianyi_desk.progress import Job, Progress, let_go
from tianyi_desk.rules.filing import KIND_OF
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.rules.reconcile import Key
from tianyi_desk.services.briefs import AboutPlan, Brief, BriefRows, briefs, read_brief_rows, status_word
from tianyi_desk.services.drafts import DraftState, draft_states
from tianyi_desk.services.figures import Figure, figure_of
from tianyi_desk.services.privacy import masked

if TYPE_CHECKING:
    from tianyi_desk.services.facets import Facets

BY_EXPLANATION = "由说明决定"
"""What stands for a disposition where nobody decides: O is answered by an explanation, R leaves by itself."""
STEP = 5000
"""Findings put together between two reports of progress."""


@dataclass(frozen=True, slots=True)
class Deviation(AboutPlan):
    """One finding that holds, and the plan it is of; `message` has phones and ID numbers hidden.

    `disposition` is None for O and R, `draft` how far the text is that explains an O, None where nobody wrote one.
    `decided_*` are None where nobody decided. The plan's own values can be
    asked for by their names (`enterprise`, `branch`, `status` …).
    """

    plan: Brief
    code: str
    subject: str
    kind: str | None
    expected: bool
    disposition: Disposition | None
    decided_by: str | None
    decided_at: datetime | None
    decided_reason: str | None
    opened_at: datetime
    message: str
    measured: Figure
    draft: DraftStage | None

    @property
    def key(self) -> Key:
        """Return what a decision names it by: (plan, code, subject)."""
        return self.plan.number, self.code, self.subject

    @property
    def title(self) -> str:
        """Return what the code is called."""
        return CODE[self.code].title

    @property
    def finding_class(self) -> FindingClass:
        """Return the class of the code."""
        return CODE[self.code].finding_class

    @property
    def circumstance(self) -> str:
        """Return 情形: whom or what the finding is about and its kind, each once; "" for neither."""
        return " ".join(dict.fromkeys(filter(None, (self.subject, self.kind))))

    @property
    def figure(self) -> str:
        """Return the figure that decides, as words; "" where the code has none."""
        return self.measured.words

    @property
    def figure_value(self) -> float | None:
        """Return the number behind the figure to sort by: metres, minutes, km/h or pieces."""
        return self.measured.value

    @property
    def borderline(self) -> bool:
        """Tell whether the figure is 临界."""
        return self.measured.borderline

    @property
    def handling(self) -> str:
        """Return the disposition as a word; where nobody decides, how far the explanation is, else 由说明决定."""
        if self.disposition is not None:
            return self.disposition.value
        return BY_EXPLANATION if self.draft is None else self.draft.value


_deviation = builder(Deviation)
_FINDING = tuple(
    t.finding.c[name]
    for name in (
        *("plan_id", "code", "subject", "kind", "expected", "disposition"),
        *("decided_by", "decided_at", "decided_reason", "opened_at", "message", "evidence"),
    )
)


def load(database: Database, book: RuleBook) -> Job[tuple[Deviation, ...]]:
    """Read every finding that holds, by code in the rule book's order, then by the plans' ends and numbers.

    Everything is read in one moment of the database; closing the job early costs nothing. Raises DeskError.
    """
    with collector_paused():
        yield Progress("正在读取异常")
        with database.reading() as session:
            found, plan_rows = _read(session)
            states = draft_states(session)
        yield Progress("正在整理异常", 0, len(found))
        plans = dict(briefs(plan_rows, book))
        made: list[Deviation] = []
        for first in range(0, len(found), STEP):
            yield Progress("正在整理异常", first, len(found))
            made += [_made(plans, states, row) for row in found[first : first + STEP]]
        yield Progress("正在排序", len(found), len(found))
        let_go(found)
        let_go(plan_rows.plans)
        made.sort(key=_place)
        return tuple(made)


def of_plans(session: Session, book: RuleBook, keys: Collection[int]) -> list[Deviation]:
    """Return the findings that hold on the plans with these keys, in the order of `load`."""
    statement = select(*_FINDING).where(t.finding.c.closed_at.is_(None))
    parts = (session.execute(statement.where(t.finding.c.plan_id.in_(part))) for part in several(keys))
    found = [row for part in parts for row in part]
    plans = dict(briefs(read_brief_rows(session, {row[0] for row in found}), book))
    states = draft_states(session, [plan.number for plan in plans.values()])
    return sorted((_made(plans, states, row) for row in found), key=_place)


def _read(session: Session) -> tuple[list[Any], BriefRows]:
    """Read the findings that hold; the database sorts them meanwhile, which keeps no other thread waiting."""
    finding, plan = t.finding.c, t.plan.c
    place = case(ORDER, value=finding.code, else_=len(ORDER))
    statement = select(*_FINDING).join_from(t.finding, t.plan).where(finding.closed_at.is_(None))
    in_order = statement.order_by(place, plan.end, plan.number, finding.subject)
    found = list(session.execute(in_order))
    return found, read_brief_rows(session, {row[0] for row in found})


def _made(plans: Mapping[int, Brief], states: Mapping[str, DraftState], row: Any) -> Deviation:
    key, code, *rest, message, evidence = row
    plan, kind = plans[key], KIND_OF.get(code)
    state = states.get(plan.number) if kind is not None else None
    draft = state.stage_of(kind) if state is not None and kind is not None else None
    return _deviation(plan, code, *rest, masked(message), figure_of(code, evidence), draft)


def _place(row: Deviation) -> tuple[int, datetime, str, str]:
    return ORDER.get(row.code, len(ORDER)), row.plan.end, row.plan.number, row.subject


CLASS, CODES, HANDLING, STATUS, FIELD, BRANCH, LEADER, REGION, MONTH = (
    *("class", "code", "handling", "status", "field", "branch", "leader", "region", "month"),
)


def facets_of(rows: Sequence[Deviation]) -> "Facets":
    """Return the facets of the panel over these rows: class, code, 处理, 签到情况, 领域, 部门, 组长, 地区, 月份."""
    from tianyi_desk.services.facets import Facets, facet, facet_of_several  # noqa: PLC0415 - numpy, not for the first list

    plans = [row.plan for row in rows]
    months = [plan.month for plan in plans]
    stages = (stage.value for stage in DraftStage)
    handlings = (
        *(Disposition.OPEN.value, BY_EXPLANATION, *stages),
        *(Disposition.CONFIRMED.value, Disposition.DISMISSED.value),
    )
    return Facets(
        len(rows),
        [
            facet(
                CLASS, "类别", [row.finding_class.value for row in rows], [one.value for one in FindingClass]
            ),
            facet(CODES, "代码", [row.code for row in rows], list(ORDER)),
            facet(HANDLING, "处理", [row.handling for row in rows], handlings),
            facet(STATUS, "签到情况", [status_word(plan.status) for plan in plans], [*map(str, Status)]),
            facet_of_several(FIELD, "认证领域", [plan.fields for plan in plans]),
            facet(BRANCH, "分支机构", [plan.branch for plan in plans]),
            facet_of_several(LEADER, "审核组长", [plan.leaders for plan in plans]),
            facet(REGION, "行政区划", [plan.region for plan in plans]),
            facet(MONTH, "月份", months, sorted(set(months), reverse=True)),
        ],
    )


def chosen_words(facets: "Facets", chosen: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Say which filters are on, one line a facet: 代码：O1、O2."""
    return tuple(
        f"{one.title}：{'、'.join(label for label in one.labels if label in chosen[one.key])}"
        for one in facets.facets
        if chosen.get(one.key)
    )
