"""Texts of explanations for the demonstration: one in every state, of both sides, in time and overdue; all invented."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tianyi_desk.facts.vocabulary import AnomalyKind, DraftAct, DraftStage, Side
from tianyi_desk.progress import Job
from tianyi_desk.services.composing import GAP
from tianyi_desk.services.desk import Desk
from tianyi_desk.services.draft_views import Draft
from tianyi_desk.services.draft_writing import Wish
from tianyi_desk.services.drafting import save_draft, take_step
from tianyi_desk.services.explaining import OTHER, Ground, open_ground
from tianyi_desk.services.filing_words import ask_auditor, enter_for_auditor, file_draft
from tianyi_desk.services.queue_items import Item, Turn
from tianyi_desk.services.queue_reading import load_queue

ACTOR, COLLEAGUE = "林知夏", "方予墨"
"""Who works on the demonstration's desk, and who reviews what that one writes: nobody real."""
FRESH = timedelta(days=45)
"""Only what ended so shortly before the demonstration's moment is written about."""
REASON = "经电话向组长核实，当时手机没有信号，已请审核组补交会议签到表"
RETURNED = "请写明是谁核实的，并附会议签到表"
NO_PROOF = "演示数据没有截图"
ASKED = "请在“审核日历”补填异常说明"
TOLD = "当天手机没有信号，未能及时操作，会议签到表可以证明审核组在场。"


@dataclass(frozen=True, slots=True)
class Story:
    """How far an item's text has come, and who wrote it; without a stage it is the auditors' side that moved.

    `told` says that the auditors' text came in, otherwise it was asked for.
    """

    stage: DraftStage | None = None
    author: str = ACTOR
    told: bool = False


STORIES: tuple[Story | None, ...] = (
    Story(DraftStage.WAITING, COLLEAGUE),
    Story(),
    Story(DraftStage.ACCEPTED),
    Story(told=True),
    Story(DraftStage.WAITING),
    Story(DraftStage.WRITING),
    Story(DraftStage.RETURNED),
    None,
    Story(DraftStage.FILED),
)
"""What becomes of the items that wait for their auditors, the most pressing first; None leaves one as it is."""


def write_words(desk: Desk, as_of: datetime) -> Job[None]:
    """Write texts about what waits at a moment with a deadline; nothing where nothing does."""
    queue = yield from load_queue(desk.database, desk.book, as_of)
    fresh = [item for item in queue.items if item.left is not None and item.days[1] > (as_of - FRESH).date()]
    waiting = [item for item in fresh if item.turn is Turn.AUDITOR]
    for item, story in zip(waiting, STORIES, strict=False):
        if story is not None:
            yield from _tell(desk, item, story, as_of)
    statements = [item for item in fresh if item.coded.statement and not item.coded.official]
    for item in statements[-1:]:
        yield from _tell(desk, item, Story(DraftStage.WAITING), as_of)


def _tell(desk: Desk, item: Item, story: Story, as_of: datetime) -> Job[None]:
    ground = yield from open_ground(desk.database, desk.book, item.number, as_of)
    if ground is None:
        return
    wish = _wish(ground)
    if story.stage is not None:
        draft = yield from save_draft(desk.database, story.author, wish)
        yield from _carry(desk, draft, story.stage, as_of)
    elif story.told:
        said = Wish(wish.numbers, wish.kinds, "", TOLD, Side.AUDITOR)
        yield from enter_for_auditor(
            desk.database, desk.book, as_of, ACTOR, said, item.plans[0].leaders[0], as_of.date()
        )
    else:
        yield from ask_auditor(
            desk.database, ACTOR, Wish(wish.numbers, wish.kinds, "", "", Side.AUDITOR), ASKED
        )


def _wish(ground: Ground) -> Wish:
    """Return what the composer would begin with, its gaps filled in."""
    owed = ground.of(ground.number)
    missing = owed.missing if owed is not None else ()
    kinds = tuple(kind for kind in missing if kind is not AnomalyKind.STATEMENT) or missing
    numbers = ground.needing(kinds)
    cause = next((one.code for one in ground.offers(numbers, kinds) if one.sure), OTHER)
    return Wish(numbers, kinds, cause, GAP.sub(REASON, ground.compose(cause, numbers, kinds).text))


def _carry(desk: Desk, draft: Draft, stage: DraftStage, as_of: datetime) -> Job[None]:
    """Take a text from being written to a stage, by the way that every text goes."""
    reviewer = COLLEAGUE if draft.author == ACTOR else ACTOR
    if stage is DraftStage.WRITING:
        return
    draft = yield from take_step(desk.database, draft.author, draft.key, draft.version, DraftAct.HAND_IN)
    if stage is DraftStage.WAITING:
        return
    act, word = (
        (DraftAct.RETURN, RETURNED)
        if stage is DraftStage.RETURNED
        else (DraftAct.ACCEPT, "事实清楚，同意填报")
    )
    draft = yield from take_step(desk.database, reviewer, draft.key, draft.version, act, word)
    if stage is DraftStage.FILED:
        day = as_of.date()
        yield from file_draft(
            desk.database, desk.book, as_of, draft.author, draft.key, draft.version, day, NO_PROOF
        )
