"""The explanations of the 计划页: who filed what and when, and which of the four states they make (F6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tianyi_desk.facts.records import Explanation
from tianyi_desk.facts.source import Source
from tianyi_desk.facts.vocabulary import AnomalyKind, Side
from tianyi_desk.rules import filing
from tianyi_desk.rules.case import Case
from tianyi_desk.services.privacy import masked


@dataclass(frozen=True, slots=True)
class ExplanationRow:
    """One explanation as filed; `late_days` counts calendar days after the deadline, 0 where in time or not due."""

    plan: str
    own: bool
    kind: AnomalyKind
    side: Side
    filed_on: date
    author: str
    cause: str
    text: str
    reported_on: date | None
    late_days: int
    source: Source | None


@dataclass(frozen=True, slots=True)
class SideState:
    """Whether a side has filed: `needed` are the kinds that O findings ask for, `missing` those not filed."""

    side: Side
    needed: tuple[AnomalyKind, ...]
    missing: tuple[AnomalyKind, ...]
    filed: bool

    @property
    def words(self) -> str:
        """Say it in the notice's words (F6)."""
        if not self.needed and not self.filed:
            return "无需填写"
        return "未填写" if self.missing else "已填写"


def explanation_rows(case: Case) -> tuple[ExplanationRow, ...]:
    """Return the explanations of the plan and those of bound ones that count for it (F6), earliest first."""
    counted = {id(one) for one in case.explanations}
    later = [one for one in case.dossier.explanations if id(one) not in counted]
    return tuple(_explanation_row(case, one) for one in (*case.explanations, *later))


def _explanation_row(case: Case, one: Explanation) -> ExplanationRow:
    last = case.statement_deadline if one.kind is AnomalyKind.STATEMENT else case.deadline
    late = (one.filed_on - last.day).days if last is not None and one.side is Side.BODY else 0
    return ExplanationRow(
        one.plan,
        one.plan == case.plan.number,
        one.kind,
        one.side,
        one.filed_on,
        masked(one.author),
        masked(one.cause),
        masked(one.text),
        one.reported_on,
        max(late, 0),
        one.source,
    )


def side_states(case: Case, codes: Sequence[str]) -> tuple[SideState, ...]:
    """Return the four states of F6: for each side whether it filed what the O findings of these codes ask for."""
    needed = tuple(kind for code, kind in filing.KIND_OF.items() if code in codes)
    return tuple(
        SideState(
            side,
            needed,
            tuple(kind for kind in needed if filing.earliest(case, kind, side) is None),
            any(one.side is side for one in case.explanations),
        )
        for side in Side
    )
