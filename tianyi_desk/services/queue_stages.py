"""How far the explanations of a visit have come: drafts first, then what the auditors filed."""

from collections.abc import Iterable, Mapping, Sequence

from tianyi_desk.facts.vocabulary import AnomalyKind, DraftStage, Side
from tianyi_desk.rules.filing import KIND_OF
from tianyi_desk.services.briefs import Brief
from tianyi_desk.services.drafts import DraftState
from tianyi_desk.services.queue_codes import STATEMENT, Waiting
from tianyi_desk.services.queue_items import NOT_BEGUN, Stage, Turn

ASKED: Mapping[str, AnomalyKind] = {**KIND_OF, STATEMENT: AnomalyKind.STATEMENT}
"""Which kind of text answers what waits."""
Filed = Mapping[Side, Mapping[AnomalyKind, str]]
"""Who filed which kind of explanation, by side."""


def stage_of(
    plans: Iterable[tuple[Brief, Waiting]],
    filed: Iterable[Filed | None],
    drafts: Mapping[str, DraftState],
) -> Stage:
    """Tell how far the explanations have come that the O findings of a visit need: drafts first, then the auditors'."""
    if not drafts and not any(filed):
        return NOT_BEGUN
    needed = [
        (plan.number, ASKED[code], sides)
        for (plan, waiting), sides in zip(plans, filed, strict=True)
        for code, *_ in waiting
        if code in ASKED
    ]
    states = [(drafts.get(number), kind) for number, kind, _sides in needed]
    by_draft = _of_drafts(
        [(state, state.stage_of(kind)) for state, kind in states if state is not None], len(states)
    )
    if by_draft is not None:
        return by_draft
    authors = [
        None if sides is None else sides[Side.AUDITOR].get(kind)
        for _number, kind, sides in needed
        if kind is not AnomalyKind.STATEMENT
    ]
    asked = next((state for state, _kind in states if state is not None and state.asked), None)
    if not authors or asked is not None or None in authors:
        return (
            NOT_BEGUN
            if asked is None or asked.asked_at is None
            else Stage(asked=f"{asked.asked_at:%m-%d} 退回")
        )
    named = next((author for author in authors if author), "")
    return Stage(auditor_filed=True, who=f"{named} 已说明" if named else "")


def _of_drafts(drafts: Sequence[tuple[DraftState, DraftStage | None]], needed: int) -> Stage | None:
    """Return what the body's drafts wait for, None where none was begun."""
    begun = [(state, stage) for state, stage in drafts if stage is not None and stage is not DraftStage.FILED]
    if not begun:
        return None
    returned = next((state for state, stage in begun if stage is DraftStage.RETURNED), None)
    if returned is not None:
        day = f" {returned.since:%m-%d}" if returned.since is not None else ""
        return Stage(turn=Turn.RETURNED, who=f"{returned.reviewer}{day}")
    first = begun[0][0]
    if len(begun) < needed or any(stage is DraftStage.WRITING for _state, stage in begun):
        return Stage(turn=Turn.BODY, who=f"{first.author} 起草中")
    if any(stage is DraftStage.WAITING for _state, stage in begun):
        return Stage(turn=Turn.REVIEW, who=f"{first.author} 起草")
    return Stage(turn=Turn.FILE, who=f"{first.reviewer} 已复核")
