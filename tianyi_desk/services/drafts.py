"""How far explanations are on their way to being filed: one state a plan, read in bulk."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk.facts.vocabulary import AnomalyKind, DraftStage, Side
from tianyi_desk.models import tables as t
from tianyi_desk.models.reading import several

PRESSING = (
    DraftStage.RETURNED,
    DraftStage.WAITING,
    DraftStage.ACCEPTED,
    DraftStage.WRITING,
    DraftStage.FILED,
)
"""Which of several drafts of a plan stands for it: the one that asks most for somebody's hand."""


@dataclass(frozen=True, slots=True)
class DraftState:
    """How the texts of a plan stand.

    `stage`, `kinds`, `author`, `reviewer`, `since` and `word` are of the body's draft that presses most, `draft` is
    its key; `stage` is None where the body has none. `stages` has every kind that a draft of the body covers.
    `asked` is the word with which the auditors' text was returned to them, "" where it is not; `asked_at` when.
    """

    stage: DraftStage | None = None
    draft: int | None = None
    kinds: tuple[AnomalyKind, ...] = ()
    author: str = ""
    reviewer: str = ""
    since: datetime | None = None
    word: str = ""
    filed_on: date | None = None
    stages: tuple[tuple[AnomalyKind, DraftStage], ...] = ()
    asked: str = ""
    asked_at: datetime | None = None

    def stage_of(self, kind: AnomalyKind) -> DraftStage | None:
        """Return how far the body's draft of a kind is, None where there is none."""
        return next((stage for one, stage in self.stages if one is kind), None)


_DRAFT = tuple(
    t.draft.c[name]
    for name in (
        *("id", "side", "stage", "kinds", "author", "reviewer"),
        *("written_at", "reviewed_at", "word", "filed_on"),
    )
)


def draft_states(session: Session, numbers: Collection[str] | None = None) -> dict[str, DraftState]:
    """Return how the texts of plans stand, by plan number; plans without any are left out. None means every plan."""
    found: dict[str, DraftState] = {}
    returned: dict[str, str] = {}
    for number, *row, text in _rows(session, numbers):
        found[number] = _folded(found.get(number, DraftState()), row)
        if found[number].asked and row[1] is Side.AUDITOR:
            returned[number] = text
    for number in _answered(session, returned):
        found[number] = replace(found[number], asked="", asked_at=None)
    return found


def auditors_texts(session: Session, numbers: Collection[str]) -> dict[str, str]:
    """Return the text that the auditors filed last for each of these plans that they filed any for."""
    row, found = t.explanation.c, dict[str, str]()
    statement = (
        select(t.plan.c.number, row.text)
        .join_from(t.explanation, t.plan)
        .where(row.side == Side.AUDITOR)
        .order_by(row.filed_on, row.id)
    )
    for part in several(numbers):
        for number, text in session.execute(statement.where(t.plan.c.number.in_(part))):
            found[number] = text
    return found


def _answered(session: Session, returned: Mapping[str, str]) -> Iterator[str]:
    """Yield the plans whose auditors filed another text since theirs was returned: by the sheet, say."""
    for number, text in auditors_texts(session, returned).items():
        if text not in returned[number]:
            yield number


def _rows(session: Session, numbers: Collection[str] | None) -> Iterator[Any]:
    statement = (
        select(t.plan.c.number, *_DRAFT, t.draft.c.text)
        .join_from(t.draft, t.draft_plan)
        .join(t.plan)
        .where(t.draft.c.stage != DraftStage.DROPPED)
        .order_by(t.draft.c.id)
    )
    if numbers is None:
        yield from session.execute(statement)
        return
    for part in several(numbers):
        yield from session.execute(statement.where(t.plan.c.number.in_(part)))


def _folded(state: DraftState, row: Any) -> DraftState:
    """Return the state with one more draft, a later one, taken into account."""
    key, side, stage, words, author, reviewer, written_at, reviewed_at, word, filed_on = row
    if side is Side.AUDITOR:
        asked = (word, written_at) if stage is DraftStage.RETURNED else ("", None)
        return replace(state, asked=asked[0], asked_at=asked[1])
    kinds = tuple(map(AnomalyKind, words))
    stages = dict(state.stages)
    for kind in kinds:
        if kind not in stages or PRESSING.index(stage) <= PRESSING.index(stages[kind]):
            stages[kind] = stage
    state = replace(state, stages=tuple(stages.items()))
    if state.stage is not None and PRESSING.index(stage) > PRESSING.index(state.stage):
        return state
    since = written_at if reviewed_at is None else max(written_at, reviewed_at)
    return replace(
        state,
        stage=stage,
        draft=key,
        kinds=kinds,
        author=author,
        reviewer=reviewer,
        since=since,
        word=word,
        filed_on=filed_on,
    )
