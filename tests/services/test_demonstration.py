"""The demonstration shows explanations in every state, of both sides, in time and overdue."""

from tianyi_desk.facts.vocabulary import DraftAct, DraftStage, Side
from tianyi_desk.progress import finish
from tianyi_desk.services.composing import faults_of
from tianyi_desk.services.demonstration import demonstration_moment
from tianyi_desk.services.desk import Desk
from tianyi_desk.services.draft_views import drafts_of_plans
from tianyi_desk.services.drafting import may
from tianyi_desk.services.queue_items import Group, Turn
from tianyi_desk.services.queue_reading import load_queue


def test_every_turn_of_the_queue_and_every_stage_of_a_text_is_there(reported: Desk) -> None:
    moment = demonstration_moment()
    queue = finish(load_queue(reported.database, reported.book, moment))
    assert {item.turn for item in queue.items} == set(Turn)
    overdue = [item for item in queue.items if item.group is Group.OVERDUE]
    assert {Turn.REVIEW, Turn.AUDITOR, Turn.BODY} <= {item.turn for item in overdue}
    assert any("退回" in item.who for item in overdue)
    numbers = [line.number for line in finish(reported.plan_lines())]
    with reported.database.reading() as session:
        drafts = drafts_of_plans(session, numbers)
    assert {one.stage for one in drafts if one.side is Side.BODY} == set(DraftStage) - {DraftStage.DROPPED}
    assert {one.stage for one in drafts if one.side is Side.AUDITOR} == {DraftStage.RETURNED}
    for draft in drafts:
        assert draft.side is Side.AUDITOR or not faults_of(draft.text)
        assert {version.at for version in draft.versions} == {moment}


def test_whoever_sits_at_the_demonstrations_desk_has_a_text_to_review(reported: Desk) -> None:
    numbers = [line.number for line in finish(reported.plan_lines())]
    with reported.database.reading() as session:
        waiting = [one for one in drafts_of_plans(session, numbers) if one.stage is DraftStage.WAITING]
    assert {one.author for one in waiting} == {"林知夏", "方予墨"}
    assert sum(not may(one, DraftAct.ACCEPT, "林知夏") for one in waiting) == 1
