"""Open what writing an explanation needs: the visit's facts, what is still owed, ready causes, drafts so far."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk.facts.vocabulary import AnomalyKind, DraftStage, Side
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.models.loading import load_ledger
from tianyi_desk.models.neighbours import keys_of
from tianyi_desk.models.quick import collector_paused
from tianyi_desk.progress import Job, Progress
from tianyi_desk.rules.case import Case
from tianyi_desk.rules.filing import KIND_OF, earliest
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.rules.reasons import Explainer
from tianyi_desk.services.causes import Cause, causes_in
from tianyi_desk.services.composing import Composed, compose
from tianyi_desk.services.composing_evidence import Scope
from tianyi_desk.services.composing_offers import Offer, offers
from tianyi_desk.services.draft_views import Draft, drafts_of_plans
from tianyi_desk.services.plan_filings import ExplanationRow, explanation_rows
from tianyi_desk.services.plan_findings import holding_findings
from tianyi_desk.services.plan_head import Due, head_of

OTHER = "other"
"""The cause that is taken where the evidence speaks for none."""


@dataclass(frozen=True, slots=True)
class OwedPlan:
    """A plan of the visit: what it needs explained, and of that what the body has filed already."""

    number: str
    needs: tuple[AnomalyKind, ...]
    filed: tuple[AnomalyKind, ...]

    @property
    def missing(self) -> tuple[AnomalyKind, ...]:
        """Return what the body still has to explain."""
        return tuple(kind for kind in self.needs if kind not in self.filed)


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """Everything that the composer stands on for one plan, read at one moment of the database.

    `plans` are the plan and those bound to it, by number; `due` is the deadline that comes first, None where no
    policy sets one.
    """

    number: str
    enterprise: str
    ended_on: datetime
    plans: tuple[OwedPlan, ...]
    due: Due | None
    causes: Mapping[str, Cause]
    drafts: tuple[Draft, ...]
    filings: tuple[ExplanationRow, ...]
    book: RuleBook
    cases: Mapping[str, Case] = field(repr=False)
    visit: Sequence[Case] = field(repr=False)

    def needing(self, kinds: Collection[AnomalyKind]) -> tuple[str, ...]:
        """Return the plans of the visit that need one of these kinds explained, the asked one first."""
        able = [one.number for one in self.plans if set(one.needs) & set(kinds)]
        return tuple(sorted(able, key=lambda number: (number != self.number, number))) or (self.number,)

    def kinds(self) -> tuple[AnomalyKind, ...]:
        """Return the kinds that anything of the visit needs explained."""
        return tuple(kind for kind in AnomalyKind if any(kind in one.needs for one in self.plans))

    def of(self, number: str) -> OwedPlan | None:
        """Return what a plan of the visit owes."""
        return next((one for one in self.plans if one.number == number), None)

    def draft_for(self, number: str, kind: AnomalyKind) -> Draft | None:
        """Return the body's latest draft for a plan and a kind, None where there is none."""
        mine = [one for one in self.drafts if one.side is Side.BODY and one.covers(number, kind)]
        return mine[-1] if mine else None

    def open_draft(self) -> Draft | None:
        """Return the body's latest draft of the asked plan that is not filed yet, else the latest filed one."""
        mine = [one for one in self.drafts if one.side is Side.BODY and self.number in one.numbers]
        unfiled = [one for one in mine if one.stage is not DraftStage.FILED]
        return next(reversed(unfiled or mine), None)

    def _scope(self, numbers: Collection[str], kinds: Collection[AnomalyKind]) -> Scope:
        ordered = [self.cases[one] for one in sorted(numbers) if one in self.cases] or [
            self.cases[self.number]
        ]
        return Scope(ordered, self.visit, [kind for kind in AnomalyKind if kind in kinds], self.book)

    def offers(self, numbers: Collection[str], kinds: Collection[AnomalyKind]) -> tuple[Offer, ...]:
        """Return the causes that the evidence speaks for; only those that are in the table."""
        return tuple(one for one in offers(self._scope(numbers, kinds)) if one.code in self.causes)

    def compose(self, cause: str, numbers: Collection[str], kinds: Collection[AnomalyKind]) -> Composed:
        """Write the text of a cause (by its code) for some plans and kinds, with the facts filled in."""
        known = self.causes.get(cause) or self.causes.get(OTHER)
        return compose(known.template if known else "", self._scope(numbers, kinds))


def open_ground(database: Database, book: RuleBook, number: str, moment: datetime) -> Job[Ground | None]:
    """Gather what the composer needs for a plan; None where the database has no such plan.

    A judged plan is looked at as of the moment it was judged for, as its page is; `moment` counts the days left.
    """
    yield Progress("正在打开异常说明")
    with collector_paused(), database.reading() as session:
        key = keys_of(session, [number]).get(number)
        if key is None:
            return None
        as_of = session.scalar(select(t.judgement.c.as_of).where(t.judgement.c.plan_id == key)) or moment
        explainer = Explainer(load_ledger(session, [number]), book, as_of)
        case = explainer.case_of(number)
        return None if case is None else _ground(session, explainer, case, key, moment)


def _ground(session: Session, explainer: Explainer, case: Case, key: int, moment: datetime) -> Ground:
    bound = sorted([case, *case.bound], key=lambda one: one.plan.number)
    needs = _needs(session, bound)
    findings = [finding for finding, _opened, _decided in holding_findings(session, key)]
    dues = head_of(case, explainer.book, None, findings, moment).dues
    pending = [one for one in dues if one.pending] or list(dues)
    plans = tuple(
        OwedPlan(
            one.plan.number,
            needs[one.plan.number],
            tuple(kind for kind in needs[one.plan.number] if earliest(one, kind, Side.BODY) is not None),
        )
        for one in bound
    )
    return Ground(
        number=case.plan.number,
        enterprise=case.plan.enterprise,
        ended_on=case.plan.end,
        plans=plans,
        due=min(pending, key=lambda one: one.day, default=None),
        causes=causes_in(session),
        drafts=drafts_of_plans(session, [one.plan.number for one in bound]),
        filings=explanation_rows(case),
        book=explainer.book,
        cases={one.plan.number: one for one in bound},
        visit=explainer.visit_of(case),
    )


def _needs(session: Session, cases: Sequence[Case]) -> dict[str, tuple[AnomalyKind, ...]]:
    """Return what each plan has to have explained: its stored O findings, and a remote audit's statement (F5)."""
    keys = {key: number for number, key in keys_of(session, [one.plan.number for one in cases]).items()}
    finding = t.finding.c
    found: dict[str, set[AnomalyKind]] = {one.plan.number: set() for one in cases}
    for plan, code in session.execute(
        select(finding.plan_id, finding.code).where(
            finding.plan_id.in_(list(keys)), finding.code.in_(list(KIND_OF)), finding.closed_at.is_(None)
        )
    ):
        found[keys[plan]].add(KIND_OF[code])
    for case in cases:
        if case.statement_deadline is not None:
            found[case.plan.number].add(AnomalyKind.STATEMENT)
    return {number: tuple(kind for kind in AnomalyKind if kind in kinds) for number, kinds in found.items()}
