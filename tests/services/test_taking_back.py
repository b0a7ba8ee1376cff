"""Taking a batch back, or a row or field of it: what goes, what stays and why, and what the findings do."""

import json
import os
import signal
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests import builders
from tests.builders import at, check_in, person, photo, plan, review
from tests.services.acts import correct, facts_of
from tianyi_desk.facts.intake import Fact
from tianyi_desk.facts.vocabulary import AnomalyKind, Disposition, DraftStage, Entity, Event
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database, open_database, throw_away_database
from tianyi_desk.progress import finish
from tianyi_desk.services import trail
from tianyi_desk.services.batch_page import open_batch
from tianyi_desk.services.batches import list_batches
from tianyi_desk.services.binding_by_hand import bind
from tianyi_desk.services.correcting import Wish, save
from tianyi_desk.services.correction_shapes import Slot
from tianyi_desk.services.desk import Desk
from tianyi_desk.services.draft_writing import Wish as DraftWish
from tianyi_desk.services.draft_writing import add_draft
from tianyi_desk.services.intake import accept, examine
from tianyi_desk.services.plan_changes import ChangeKind, change_rows
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.services.take_back_plan import work_out
from tianyi_desk.services.take_back_preview import preview_take_back
from tianyi_desk.services.taking_back import Scope, TakenBack, apply, take_back, take_back_and_judge
from tianyi_desk.services.undoing import save_undo
from tianyi_desk.trouble import DeskError

NOW = at("2021-11-01 09:00")
OTHER = "R0123012021002"
BOOK = load_rule_book()


@pytest.fixture(name="database")
def _database() -> Iterator[Database]:
    with closing(throw_away_database()) as database:
        yield database


def bring_in(database: Database, *facts: Fact) -> int:
    accepted = finish(accept(database, "录入员", examine(database, builders.intake(*facts))))
    assert accepted.batch is not None
    return accepted.batch


def back(database: Database, scope: Scope | int, *, everything: bool = False) -> TakenBack:
    scope = scope if isinstance(scope, Scope) else Scope(scope)
    return finish(take_back(database, "陆文静", scope, "选错了文件", everything=everything))


def present(database: Database) -> list[Fact]:
    return list(facts_of(database).values())


def test_a_batch_goes_with_all_that_it_brought_and_the_history_keeps_it(database: Database) -> None:
    number = bring_in(database, plan(), check_in(), photo(), review(), person())
    assert back(database, number).removed == {
        "审核计划": 1,
        "审核组名册": 1,
        "签到记录": 1,
        "照片": 1,
        "照片核查": 1,
    }
    assert present(database) == []
    with database.reading() as session:
        gone = session.execute(
            select(t.change.c.reason, t.change.c.actor).where(t.change.c.after.is_(None))
        ).all()
        sheets = session.scalar(select(func.count()).select_from(t.source_file))
    assert {tuple(row) for row in gone} == {("收回：选错了文件", "陆文静")}
    assert len(gone) == 5
    assert sheets, "what was imported stays known"


def test_the_batch_is_marked_with_who_took_it_back_when_and_why(database: Database) -> None:
    number = bring_in(database, plan())
    back(database, number)
    (batch,) = finish(list_batches(database))
    assert batch.taken_words == "已收回"
    (note,) = batch.taken
    assert (note.whole, note.kept, note.removed, note.actor, note.reason) == (
        True,
        0,
        1,
        "陆文静",
        "选错了文件",
    )


def test_a_changed_field_goes_back_to_what_the_batch_before_said(database: Database) -> None:
    bring_in(database, plan(remarks="一"))
    second = bring_in(database, plan(remarks="二"))
    assert back(database, second).restored == 1
    assert present(database) == [plan(remarks="一")]


def test_a_field_that_a_later_batch_changed_rests_on_that(database: Database) -> None:
    bring_in(database, plan(remarks="一"))
    second = bring_in(database, plan(remarks="二"))
    bring_in(database, plan(remarks="三"))
    assert back(database, second).nothing
    assert present(database) == [plan(remarks="三")]


def test_a_field_that_a_person_corrected_since_stays_corrected(database: Database) -> None:
    bring_in(database, plan(remarks="一"))
    second = bring_in(database, plan(remarks="二", region="大连"))
    correct(database, Entity.PLAN, 1, "remarks", "人工")
    shown = finish(preview_take_back(database, BOOK, NOW, Scope(second)))
    assert [(one.field, one.why) for one in shown.stays] == [
        ("备注", "后来另有依据：陆文静 2021-11-01 核对原件")
    ]
    back(database, second)
    assert present(database) == [plan(remarks="人工")]


def test_what_a_later_file_said_again_stays(database: Database) -> None:
    first = bring_in(database, plan())
    bring_in(database, plan(), plan(OTHER, start=at("2021-12-01 08:30"), end=at("2021-12-02 17:00")))
    shown = finish(preview_take_back(database, BOOK, NOW, Scope(first)))
    assert shown.nothing
    assert [one.why for one in shown.stays] == ["后来另有依据：第 2 批的文件"]
    back(database, first)
    assert len(present(database)) == 2
    assert back(database, 2).removed == {"审核计划": 2}


def test_a_correction_is_no_persons_word_any_more_once_its_thing_is_gone(database: Database) -> None:
    first = bring_in(database, plan(remarks="一"))
    correct(database, Entity.PLAN, 1, "remarks", "人工")
    back(database, first, everything=True)
    bring_in(database, plan(remarks="一"))
    assert present(database) == [plan(remarks="一")]


def test_what_was_taken_back_is_not_what_a_person_wrote(database: Database) -> None:
    bring_in(database, plan(remarks="一"))
    second = bring_in(database, plan(remarks="二"))
    back(database, second)
    assert not examine(database, builders.intake(plan(remarks="三"))).conflicts


def test_an_adopted_value_taken_back_leaves_the_correction_in_force(database: Database) -> None:
    bring_in(database, plan(remarks="一"))
    correct(database, Entity.PLAN, 1, "remarks", "人工")
    piles = examine(database, builders.intake(plan(remarks="二")))
    adopted = finish(accept(database, "录入员", piles, adopted={(0, "remarks")}))
    assert present(database) == [plan(remarks="二")]
    assert adopted.batch is not None
    back(database, adopted.batch)
    assert present(database) == [plan(remarks="人工")]
    assert examine(database, builders.intake(plan(remarks="四"))).conflicts


def test_one_row_goes_with_what_hangs_on_it(database: Database) -> None:
    bring_in(database, plan(), check_in(), plan(OTHER))
    assert back(database, Scope(1, Entity.PLAN, 1)).removed == {"审核计划": 1, "签到记录": 1}
    assert present(database) == [plan(OTHER)]
    (batch,) = finish(list_batches(database))
    assert batch.taken_words == "部分收回"
    page = finish(open_batch(database, 1))
    assert page is not None
    assert [(one.name, one.taken) for one in page.written if one.entity is Entity.PLAN] == [
        (builders.NUMBER, True),
        (OTHER, False),
    ]


def test_one_field_goes_back_and_the_rest_of_the_row_stays(database: Database) -> None:
    bring_in(database, plan())
    second = bring_in(database, plan(remarks="二", region="大连"))
    back(database, Scope(second, Entity.PLAN, 1, "region"))
    assert present(database) == [plan(remarks="二")]


def worked_on(database: Database, what: str) -> None:
    """Do something with the first plan as a person does."""
    act = trail.Act("崔明远", NOW, "写说明")
    if what == "说明稿":
        with database.writing() as session:
            wish = DraftWish((builders.NUMBER,), (AnomalyKind.NOT_SIGNED,), "", "手机没电")
            add_draft(session, act, wish, DraftStage.WRITING)
    elif what == "处理意见":
        desk = Desk(database, BOOK)
        verdicts = finish(desk.judge(NOW, "判定"))
        key = next(one.key for one in verdicts[0].findings if one.disposition is Disposition.OPEN)
        finish(desk.decide_deviations("崔明远", [key], Disposition.CONFIRMED, "属实"))
    else:
        correct(database, Entity.CHECK_IN, 1, "place", "厂区")


@pytest.mark.parametrize("what", ["说明稿", "处理意见", "更正"])
def test_a_plan_that_people_worked_on_stays_whole_unless_told(database: Database, what: str) -> None:
    leaderless = plan(team=(builders.member("甲"),))  # D05, for a person to decide on
    first = bring_in(database, leaderless, check_in(name="甲"), plan(OTHER, enterprise="另一家"))
    worked_on(database, what)
    before = facts_of(database)
    shown = finish(preview_take_back(database, BOOK, NOW, Scope(first)))
    assert (shown.kept_count, shown.removed) == (1, {"审核计划": 1})
    assert back(database, first).kept == 2
    assert facts_of(database) == {which: one for which, one in before.items() if which != (Entity.PLAN, 2)}
    assert finish(list_batches(database))[0].taken_words == "部分收回"
    assert back(database, first, everything=True).removed == {"审核计划": 1, "签到记录": 1}
    assert present(database) == []
    with database.reading() as session:
        for table in (t.finding, t.judgement, t.draft, t.draft_plan, t.draft_version):
            assert session.scalar(select(func.count()).select_from(table)) == 0


def test_a_photo_that_a_person_reviewed_stays(database: Database) -> None:
    bring_in(database, plan())
    second = bring_in(database, photo(), photo(file_name="另一张.jpg"))
    correct_review = replace(review(), source=None)
    with database.writing() as session:
        from tianyi_desk.models.writing import fact_values

        values = fact_values(Entity.REVIEW, correct_review, {builders.NUMBER: 1}, {})
        session.execute(t.photo_review.insert(), {"id": 1, "version": 1, **values})
        history = trail.Trail(session, trail.Act("崔明远", NOW, "照片核查"))
        history.added(trail.Thing(Entity.REVIEW.value, 1, "1"), correct_review)
        history.append()
    assert back(database, second).kept == 1
    assert back(database, second, everything=True).removed == {"照片": 1, "照片核查": 1}


def test_the_preview_says_which_findings_would_differ_and_saves_nothing(database: Database) -> None:
    desk = Desk(database, BOOK)
    bring_in(database, plan(), person("崔明远"), person("贾思齐"))
    signed = [
        check_in(name=name, event=event)
        for name in ("崔明远", "贾思齐")
        for event in (Event.OPENING, Event.CLOSING)
    ]
    second = bring_in(database, *signed)
    finish(desk.judge(NOW, "判定"))
    with database.reading() as session:
        before = trail.stamp(session)
    shown = finish(preview_take_back(database, BOOK, NOW, Scope(second)))
    assert shown.removed == {"签到记录": 4}
    assert {one.code for one in shown.new} == {"O1"}
    with database.reading() as session:
        assert trail.stamp(session) == before
    taken = finish(take_back_and_judge(database, BOOK, NOW, "陆文静", Scope(second), "错了"))
    assert taken.judge == frozenset({builders.NUMBER})
    held = {one.code for one in finish(desk.deviations())}
    assert {one.code for one in shown.new} <= held
    assert not {one.code for one in shown.over} & held


def test_findings_of_the_plans_that_stay_are_judged_again_where_a_neighbour_goes(database: Database) -> None:
    desk = Desk(database, BOOK)
    bring_in(database, plan())
    second = bring_in(database, plan(OTHER, start=at("2021-10-18 08:30"), end=at("2021-10-18 17:00")))
    finish(desk.judge(NOW, "判定"))
    taken = finish(take_back_and_judge(database, BOOK, NOW, "陆文静", Scope(second), "错了"))
    assert taken.judge is not None
    assert builders.NUMBER in taken.judge
    assert OTHER not in taken.judge


def test_closing_the_job_early_leaves_everything_as_it_was(database: Database) -> None:
    first = bring_in(database, plan(), check_in())
    before = facts_of(database)
    job = take_back(database, "陆文静", Scope(first), "错了")
    next(job)
    next(job)
    job.close()
    assert facts_of(database) == before
    assert finish(list_batches(database))[0].taken == ()


@pytest.mark.parametrize(("scope", "reason"), [(Scope(1), " "), (Scope(9), "错了")])
def test_a_blank_reason_or_an_unknown_batch_is_refused(database: Database, scope: Scope, reason: str) -> None:
    bring_in(database, plan())
    with pytest.raises(DeskError):
        finish(take_back(database, "陆文静", scope, reason))
    assert present(database) == [plan()]


def test_a_batch_from_before_this_was_noted_can_be_taken_back_too(database: Database) -> None:
    bring_in(database, plan(remarks="一"))
    second = bring_in(database, plan(remarks="二"), plan(OTHER))
    with database.writing() as session:
        session.execute(t.said.delete())
    back(database, 1)
    assert present(database) == [plan(remarks="二"), plan(OTHER)]
    back(database, second)
    assert present(database) == []


def test_the_same_file_after_taking_back_brings_everything_again(database: Database) -> None:
    first = bring_in(database, plan(), check_in())
    back(database, first)
    again = bring_in(database, plan(), check_in())
    assert again == 2
    assert present(database) == [plan(), check_in()]


def test_kept_things_are_named_in_the_mark(database: Database) -> None:
    first = bring_in(database, plan(), check_in())
    correct(database, Entity.PLAN, 1, "remarks", "人工")
    back(database, first)
    with database.reading() as session:
        kept = session.scalars(select(t.take_back.c.kept)).one()
    assert json.loads(kept) == [["审核计划", 1], ["签到记录", 1]]


def test_a_refused_value_stands_in_the_plans_history_and_is_not_asked_about_again(database: Database) -> None:
    bring_in(database, plan(remarks="一"), check_in(place="东门"))
    correct(database, Entity.PLAN, 1, "remarks", "人工")
    correct(database, Entity.CHECK_IN, 1, "place", "西门")
    again = builders.intake(plan(remarks="二"), check_in(place="南门"))
    kept = finish(accept(database, "录入员", examine(database, again)))
    assert (kept.batch, kept.kept) == (None, 2)
    rows = [
        (row.kind, row.field, row.before, row.after, row.reason, row.actor)
        for row in change_rows(builders.NUMBER, trail.history_of_plan(database, builders.NUMBER))
        if row.reason == "保留更正"
    ]
    assert rows == [
        (ChangeKind.DECISION, "备注（文件中的值未采用）", "人工", "二", "保留更正", "录入员"),
        (ChangeKind.DECISION, "位置（文件中的值未采用）", "西门", "南门", "保留更正", "录入员"),
    ]
    piles = examine(database, again)
    assert (piles.changed, piles.unchanged) == ((), (0, 1))
    other = builders.intake(plan(remarks="三"), check_in(place="南门"))
    assert [each.place for each in examine(database, other).conflicts] == [0]


def test_undoing_a_correction_gives_what_still_counts_not_what_was_taken_back(database: Database) -> None:
    bring_in(database, plan(remarks="一"))
    second = bring_in(database, plan(remarks="二"))
    number = correct(database, Entity.PLAN, 1, "remarks", "人工")
    back(database, second)
    assert present(database) == [plan(remarks="人工")]
    finish(save_undo(database, "陆文静", [number]))
    assert present(database) == [plan(remarks="一")]


def test_a_batch_under_an_undone_correction_goes_back_as_if_nobody_had_corrected(database: Database) -> None:
    bring_in(database, plan(remarks="一"))
    second = bring_in(database, plan(remarks="二"))
    number = correct(database, Entity.PLAN, 1, "remarks", "人工")
    finish(save_undo(database, "陆文静", [number]))
    assert present(database) == [plan(remarks="二")]
    back(database, second)
    assert present(database) == [plan(remarks="一")]


def test_what_was_undone_is_nobodys_word_a_file_is_asked_about(database: Database) -> None:
    bring_in(database, plan(remarks="一"))
    number = correct(database, Entity.PLAN, 1, "remarks", "人工")
    finish(save_undo(database, "陆文静", [number]))
    (altered,) = examine(database, builders.intake(plan(remarks="三"))).changed
    assert (len(altered.changes), altered.conflicts) == (1, ())


def test_a_correction_under_a_file_that_was_preferred_and_taken_back_can_be_undone(
    database: Database,
) -> None:
    bring_in(database, plan(remarks="一"))
    number = correct(database, Entity.PLAN, 1, "remarks", "人工")
    piles = examine(database, builders.intake(plan(remarks="二")))
    finish(accept(database, "录入员", piles, adopted={(0, "remarks")}))
    with pytest.raises(DeskError, match="导入批次 2"):
        finish(save_undo(database, "陆文静", [number]))
    back(database, 2)
    finish(save_undo(database, "陆文静", [number]))
    assert present(database) == [plan(remarks="一")]


def test_a_plan_bound_by_hand_stays_unless_told_and_its_binding_goes_with_it(database: Database) -> None:
    first = bring_in(database, plan(), plan(OTHER))
    finish(bind(database, BOOK, "陆文静", (builders.NUMBER, OTHER), True, "同一次审核", NOW))
    assert back(database, first).kept == 2
    assert back(database, first, everything=True).removed == {"审核计划": 2}
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(t.binding)) == 0


def test_a_void_record_goes_with_its_mark(database: Database) -> None:
    first = bring_in(database, plan(), check_in())
    finish(save(database, "陆文静", [Wish(Slot(Entity.CHECK_IN.value, 1, "void"), "是")], "误签"))
    assert back(database, first).kept == 2
    assert back(database, first, everything=True).removed == {"审核计划": 1, "签到记录": 1}
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(t.voided)) == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no child that shares this program's memory")
def test_a_program_killed_while_taking_back_leaves_the_database_whole(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite3"
    with closing(open_database(path)) as database:
        number = bring_in(database, plan(), check_in(), photo())
        before = facts_of(database)
    child = os.fork()
    if not child:  # what was written, but not committed, must not count
        with closing(open_database(path)) as database, database.writing() as session:
            act = trail.Act("陆文静", NOW, "收回", number)
            finish(apply(session, act, work_out(session, Scope(number), everything=False), "错了"))
            os.kill(os.getpid(), signal.SIGKILL)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
    with closing(open_database(path)) as database:
        assert facts_of(database) == before
        assert finish(list_batches(database))[0].taken == ()
        assert back(database, number).removed == {"审核计划": 1, "签到记录": 1, "照片": 1}
