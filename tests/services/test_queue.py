"""The queue of 今天要办: one item a visit, by the working days left, then weight; whose turn it is, and what empties it."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime

import pytest

from tests import builders
from tests.builders import at, check_in, explanation, plan
from tests.calendar_lines import line
from tests.services.words_desk import (
    DRAFTER,
    NO_PROOF,
    NUMBERS,
    REVIEWER,
    accepted,
    filed,
    step,
    words_desk,
    written,
)
from tianyi_desk.facts.intake import Fact
from tianyi_desk.facts.records import CheckIn
from tianyi_desk.facts.vocabulary import (
    AnomalyKind,
    AuditMode,
    Disposition,
    DraftAct,
    Event,
    PhotoCategory,
    Side,
)
from tianyi_desk.models.database import Database, throw_away_database
from tianyi_desk.progress import finish
from tianyi_desk.rules.filing import KIND_OF
from tianyi_desk.services.briefs import Brief
from tianyi_desk.services.deadlines import Deadlines
from tianyi_desk.services.desk import open_desk
from tianyi_desk.services.done_today import done_today
from tianyi_desk.services.draft_writing import Wish
from tianyi_desk.services.drafting import save_draft
from tianyi_desk.services.filing_words import file_draft
from tianyi_desk.services.intake import accept, examine
from tianyi_desk.services.judgement import judge
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.services.queue import Queue, Wanted, arrange
from tianyi_desk.services.queue_acting import Workbench
from tianyi_desk.services.queue_codes import STATEMENT, Waiting
from tianyi_desk.services.queue_items import NOT_BEGUN, Group, Item, OpenVisit, Stage, Turn
from tianyi_desk.services.queue_reading import has_work, load_queue
from tianyi_desk.services.samples import sample_sets

BOOK = load_rule_book()
NOW = at("2026-10-13 13:40")
DEADLINES = Deadlines(BOOK.calendar, NOW.date())
O1: Waiting = (("O1", "", False),)


def brief(number: str, deadline: str | None = None, **changes: object) -> Brief:
    day = date.fromisoformat(f"2026-{deadline}") if deadline else None
    end = datetime(2026, 9, 30, 17)
    return line(number, datetime(2026, 9, 28, 8, 30), end, deadline=day, **changes).plan  # type: ignore[arg-type]


def visit(
    number: str, waiting: Waiting, deadline: str | None = None, bound: int = 1, stage: Stage = NOT_BEGUN
) -> OpenVisit:
    return OpenVisit(number, ((brief(number, deadline), waiting),), bound, stage)


def queue(*visits: OpenVisit) -> Queue:
    return arrange(visits, DEADLINES, NOW)


def coded(*codes: str) -> Waiting:
    return tuple((code, "", False) for code in codes)


# Groups and order


@pytest.mark.parametrize(
    ("deadline", "group"),
    [
        ("10-08", Group.OVERDUE),
        ("10-12", Group.OVERDUE),
        ("10-13", Group.TODAY),
        ("10-14", Group.SOON),
        ("10-15", Group.SOON),
        ("10-16", Group.NEXT),
        ("10-20", Group.NEXT),
        ("10-21", Group.LATER),
        (None, Group.UNDATED),
    ],
)
def test_an_item_is_grouped_by_the_working_days_left(deadline: str | None, group: Group) -> None:
    assert [item.group for item in queue(visit("A", O1, deadline)).items] == [group]


def test_before_the_national_holiday_seven_days_are_one_working_day() -> None:
    before = Deadlines(BOOK.calendar, date(2026, 9, 30))
    item = arrange([visit("A", O1, "10-08")], before, at("2026-09-30 09:00")).items[0]
    assert item.left is not None
    assert (item.group, item.left.words) == (Group.SOON, "剩 1 天")


def test_without_an_official_anomaly_nothing_is_due() -> None:
    item = queue(visit("A", coded("H02", "S03"), "10-08")).items[0]
    assert (item.group, item.turn, item.left) == (Group.CHECK, Turn.CHECK, None)


def test_the_queue_goes_by_deadline_then_class_then_number_of_plans() -> None:
    found = queue(
        visit("C1", coded("S03")),
        visit("C2", coded("H02")),
        visit("C3", coded("H02"), None, 3),
        visit("C4", coded("D06")),
        visit("N1", O1, "10-16"),
        visit("T1", O1, "10-13"),
        visit("T3", O1, "10-13", 3),
        visit("L2", O1, "10-09"),
        visit("L1", O1, "10-08"),
    )
    assert [item.number for item in found.items] == ["L1", "L2", "T3", "T1", "N1", "C3", "C2", "C1", "C4"]
    assert found.owed == 5


def test_of_bound_plans_the_earliest_deadline_counts_and_the_worst_plan_comes_first() -> None:
    plans = (
        (brief("A", "10-08"), coded("H02")),
        (brief("B", "10-16"), O1),
        (brief("C", "10-15"), coded("O3")),
    )
    item = queue(OpenVisit("A", plans, 4)).items[0]
    assert item.left is not None
    assert (item.left.short, item.number, item.key, item.bound) == ("10-15 周四", "B", "A", 4)
    assert item.codes == ("O1", "O3", "H02")
    assert [one.key for one in item.decidable] == [("A", "H02", "")]


def test_a_deadline_beyond_the_known_calendars_warns() -> None:
    plan_row = line("A", NOW, NOW, deadline=date(2027, 1, 5)).plan
    found = queue(OpenVisit("A", ((plan_row, O1),)))
    assert any("2027" in warning for warning in found.warnings)
    assert queue(visit("A", O1, "10-16")).warnings == ()


# Whose turn


@pytest.mark.parametrize(
    ("codes", "stage", "turn"),
    [
        (("O1",), NOT_BEGUN, Turn.AUDITOR),
        (("O1",), Stage(auditor_filed=True), Turn.BODY),
        (("O1",), Stage(turn=Turn.REVIEW), Turn.REVIEW),
        (("O1",), Stage(turn=Turn.RETURNED), Turn.RETURNED),
        (("O1",), Stage(turn=Turn.FILE), Turn.FILE),
        (("O2", "D03"), NOT_BEGUN, Turn.CORRECT),  # the datum may dissolve the deviation
        (("O1", "D03"), NOT_BEGUN, Turn.AUDITOR),
        (("O1", "O2", "D03"), NOT_BEGUN, Turn.AUDITOR),
        (("O2", "D03"), Stage(turn=Turn.REVIEW), Turn.REVIEW),
        (("D06",), NOT_BEGUN, Turn.CORRECT),
        (("H02", "D06"), NOT_BEGUN, Turn.CHECK),
        (("D01",), NOT_BEGUN, Turn.CHECK),
    ],
)
def test_whose_turn_it_is(codes: tuple[str, ...], stage: Stage, turn: Turn) -> None:
    assert queue(visit("A", coded(*codes), "10-16", 1, stage)).items[0].turn is turn


def test_only_waiting_for_an_auditor_with_time_left_asks_nothing_of_us() -> None:
    def asks(codes: tuple[str, ...], deadline: str, stage: Stage = NOT_BEGUN) -> bool:
        return queue(visit("A", coded(*codes), deadline, 1, stage)).items[0].asks

    assert not asks(("O1",), "10-16")
    assert asks(("O1",), "10-13")
    assert asks(("O1",), "10-12")
    assert asks(("O1", "H02"), "10-16")
    assert asks(("O1",), "10-16", Stage(auditor_filed=True))


# Filters


def test_filters_by_branch_leader_and_turn_agree_with_the_counts() -> None:
    visits = [
        OpenVisit("A", ((brief("A", "10-13", branch="山东分公司"), O1),)),
        OpenVisit("B", ((brief("B", "10-14", team=("顾念慈",)), O1),)),
        OpenVisit("C", ((brief("C"), coded("H02")),)),
    ]
    found = queue(*visits)
    assert (found.branches, found.leaders) == (("辽宁分公司", "山东分公司"), ("崔明远", "顾念慈"))

    def shown(wanted: Wanted) -> list[str]:
        return [item.number for section in found.sections(wanted) for item in section.items]

    assert shown(Wanted()) == ["A", "B", "C"]
    assert shown(Wanted(branch="山东分公司")) == ["A"]
    assert shown(Wanted(leader="顾念慈")) == ["B"]
    assert shown(Wanted(Turn.CHECK)) == ["C"]
    assert shown(Wanted(Turn.CHECK, leader="顾念慈")) == []
    assert dict(found.counts(Wanted(Turn.CHECK, leader="崔明远"))) == {Turn.AUDITOR: 1, Turn.CHECK: 1}


def test_items_read_anew_take_their_place_and_those_done_are_gone() -> None:
    found = queue(visit("A", O1, "10-08"), visit("B", O1, "10-13"), visit("C", coded("H02")))
    gone = found.instead({"A"}, ())
    assert [item.number for item in gone.items] == ["B", "C"]
    back = gone.instead({"A"}, found.items[:1])
    assert back.items == found.items


# From the database


def bring_in(database: Database, *facts: Fact, now: datetime = NOW) -> None:
    finish(accept(database, "录入员", examine(database, builders.intake(*facts))))
    finish(judge(database, BOOK, now, "录入员"))


@pytest.fixture(name="database")
def _database() -> Iterator[Database]:
    with closing(throw_away_database()) as database:
        yield database


def read(database: Database, now: datetime = NOW) -> Queue:
    return finish(load_queue(database, BOOK, now))


DAYS = {"start": at("2026-09-29 08:30"), "end": at("2026-09-30 17:00")}


def unsigned(number: str, **changes: object) -> Fact:
    return plan(number, **(DAYS | changes))


def only(database: Database) -> Item:
    (item,) = read(database).items
    return item


def test_bound_plans_are_one_item_also_through_one_that_has_nothing_open(database: Database) -> None:
    bring_in(database, unsigned("A"), unsigned("B", projects=("ISO14001",)), unsigned("C", enterprise="别家"))
    found = read(database)
    assert [(item.key, item.bound) for item in found.items] == [("A", 2), ("C", 1)]
    assert found.items[0].left is not None
    assert found.items[0].left.day == date(2026, 10, 13)
    assert has_work(database, BOOK, NOW.date())


def test_an_auditors_explanation_hands_the_turn_to_the_body(database: Database) -> None:
    bring_in(database, unsigned("A"))
    assert only(database).turn is Turn.AUDITOR
    for kind in (AnomalyKind.NOT_SIGNED, AnomalyKind.NO_PHOTOS):
        assert only(database).turn is Turn.AUDITOR
        bring_in(database, explanation("A", kind, Side.AUDITOR, filed_on=date(2026, 10, 9), author="崔明远"))
    assert (only(database).turn, only(database).who) == (Turn.BODY, "崔明远 已说明")


def test_what_the_body_explained_is_left_out_and_the_last_one_empties_the_queue(database: Database) -> None:
    bring_in(database, unsigned("A"))
    assert {"O1", "O3"} <= set(only(database).codes)
    bring_in(database, explanation("A", AnomalyKind.NOT_SIGNED, filed_on=date(2026, 10, 9)))
    assert [code for code in only(database).codes if code in ("O1", "O3")] == ["O3"]
    bring_in(database, explanation("A", AnomalyKind.NO_PHOTOS, filed_on=date(2026, 10, 9)))
    left = [item for item in read(database).items if item.coded.official]
    assert left == []


def test_an_explanation_filed_after_today_does_not_count_yet(database: Database) -> None:
    bring_in(database, unsigned("A"), explanation("A", AnomalyKind.NOT_SIGNED, filed_on=date(2026, 10, 20)))
    assert {"O1", "O3"} <= set(only(database).codes)


def test_deciding_with_a_word_takes_an_item_away_and_taking_back_returns_it(database: Database) -> None:
    bring_in(database, unsigned("A"), check_in("A", name="外人", at=at("2026-09-29 08:20")))
    bench = Workbench(database, BOOK, NOW)
    before = read(database)
    keys = [one.key for one in before.items[0].decidable]
    assert "H08" in before.items[0].codes
    worked = finish(bench.decide("陆文静", keys, Disposition.CONFIRMED, "属实"))
    after = before.instead(worked.plans, worked.items)
    assert after.items == read(database).items
    assert after.items[0].coded.others == ()
    (act,) = finish(done_today(database))
    assert (act.actor, act.reason, act.stands, act.undoable) == ("陆文静", "属实", True, True)
    assert act.what.startswith("已确认 H08 签到人非审核组成员")
    back = finish(bench.undo("陆文静", act))
    assert after.instead(back.plans, back.items).items == before.items
    undoing, undone = finish(done_today(database))
    assert (undoing.is_undoing, undone.stands, undone.undoable) == (True, False, False)


def test_the_whole_queue_can_be_worked_off(database: Database) -> None:
    bring_in(
        database,
        unsigned("A"),
        check_in("A", name="外人", at=at("2026-09-29 08:20")),
        *[
            explanation("A", kind, filed_on=date(2026, 10, 9))
            for kind in (AnomalyKind.NOT_SIGNED, AnomalyKind.NO_PHOTOS)
        ],
    )
    bench = Workbench(database, BOOK, NOW)
    keys = [one.key for item in read(database).items for one in item.decidable]
    finish(bench.decide("陆文静", keys, Disposition.DISMISSED, "已核实"))
    assert read(database).items == ()
    assert not has_work(database, BOOK, NOW.date())


# Statements of remote audits (F5)


def remote(number: str, **changes: object) -> list[Fact]:
    """Build a mixed audit in perfect order: nothing but its statement is owed, until 2026-10-13."""
    start, end = DAYS["start"], DAYS["end"]
    return [
        unsigned(number, mode=AuditMode.MIXED, **changes),
        check_in(number, at=start),
        check_in(number, event=Event.CLOSING, at=end),
        builders.photo(number, uploaded_at=start),
        builders.photo(number, category=PhotoCategory.CLOSING_MEETING, uploaded_at=end),
    ]


@pytest.mark.parametrize(
    ("now", "group", "codes"),
    [
        ("2026-09-30 18:00", None, ()),
        ("2026-10-01 00:00", Group.NEXT, (STATEMENT,)),
        ("2026-10-12 23:59", Group.SOON, (STATEMENT,)),
        ("2026-10-13 00:00", Group.TODAY, (STATEMENT,)),
        ("2026-10-13 23:59", Group.TODAY, (STATEMENT,)),
        ("2026-10-14 00:00", Group.OVERDUE, (STATEMENT, "H17")),
    ],
)
def test_a_statement_waits_with_its_own_deadline_from_the_day_after_the_audit(
    database: Database, now: str, group: Group | None, codes: tuple[str, ...]
) -> None:
    bring_in(database, *remote("A"), now=at(now))
    items = read(database, at(now)).items
    assert [(item.group, item.codes, item.turn) for item in items] == (
        [(group, codes, Turn.BODY)] if group else []
    )
    assert all(item.left is not None and item.left.day == date(2026, 10, 13) for item in items)
    assert all(item.asks and item.coded.asks_for_words for item in items)
    assert has_work(database, BOOK, at(now).date()) is bool(items)


def test_a_statement_that_the_body_filed_on_a_bound_plan_is_filed_for_both(database: Database) -> None:
    both = [*remote("A"), *remote("B", projects=("ISO14001",))]
    bring_in(database, *both)
    (item,) = read(database).items
    assert (item.bound, [plan.number for plan in item.plans]) == (2, ["A", "B"])
    bring_in(database, explanation("B", AnomalyKind.STATEMENT, Side.AUDITOR, filed_on=date(2026, 10, 9)))
    assert len(read(database).items) == 1
    bring_in(database, explanation("B", AnomalyKind.STATEMENT, filed_on=date(2026, 10, 9)))
    assert read(database).items == ()


def test_a_statement_beside_an_anomaly_asks_something_of_us_while_the_auditors_are_waited_for(
    database: Database,
) -> None:
    unsigned_remote = [fact for fact in remote("A") if not isinstance(fact, CheckIn)]
    bring_in(database, *unsigned_remote)
    item = only(database)
    assert (item.codes, item.turn, item.asks) == (("O1", STATEMENT), Turn.AUDITOR, True)
    bring_in(database, explanation("A", AnomalyKind.STATEMENT, filed_on=date(2026, 10, 9)))
    assert (only(database).codes, only(database).turn) == (("O1",), Turn.AUDITOR)
    bring_in(database, *[explanation("A", AnomalyKind.NOT_SIGNED, filed_on=date(2026, 10, 9))])
    assert read(database).items == ()


def test_an_anomaly_that_was_explained_leaves_the_statement_in_the_queue(database: Database) -> None:
    unsigned_remote = [fact for fact in remote("A") if not isinstance(fact, CheckIn)]
    bring_in(database, *unsigned_remote, explanation("A", AnomalyKind.NOT_SIGNED, filed_on=date(2026, 10, 9)))
    assert (only(database).codes, only(database).turn) == ((STATEMENT,), Turn.BODY)


def test_who_dismisses_an_overdue_statement_takes_it_out(database: Database) -> None:
    bring_in(database, *remote("A"), now=at("2026-10-20 09:00"))
    bench = Workbench(database, BOOK, at("2026-10-20 09:00"))
    finish(bench.decide("陆文静", [("A", "H17", "")], Disposition.CONFIRMED, "尚未填报"))
    assert read(database, bench.moment).items[0].codes == (STATEMENT,)
    finish(bench.decide("陆文静", [("A", "H17", "")], Disposition.DISMISSED, "线下已报"))
    assert read(database, bench.moment).items == ()


# Drafts of explanations


def test_a_drafts_stage_says_whose_turn_it_is(tmp_path_factory: pytest.TempPathFactory) -> None:
    with words_desk(tmp_path_factory.mktemp("词")) as desk:

        def now() -> tuple[Turn, str]:
            item = next(one for one in read(desk.database).items if one.key == NUMBERS[0])
            return item.turn, item.who

        assert now() == (Turn.AUDITOR, "顾念慈")
        draft = written(desk)
        assert now() == (Turn.BODY, f"{DRAFTER} 起草中")
        draft = step(desk, draft, DraftAct.HAND_IN, DRAFTER)
        assert now() == (Turn.REVIEW, f"{DRAFTER} 起草")
        draft = step(desk, draft, DraftAct.RETURN, REVIEWER, "请写明原因")
        assert now()[0] is Turn.RETURNED
        assert now()[1].startswith(REVIEWER)


def test_filing_takes_the_explanation_out_and_is_told_among_what_was_done(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with words_desk(tmp_path_factory.mktemp("词")) as desk:
        draft = accepted(desk)
        item = read(desk.database).items[0]
        assert (item.turn, item.who) == (Turn.FILE, f"{REVIEWER} 已复核")
        filed(desk, draft)
        assert all(not one.coded.official for one in read(desk.database).items)
        told = [one.what for one in finish(done_today(desk.database))]
        assert told == ["地点偏差说明 已在监管系统填报", "地点偏差说明 复核通过", "地点偏差说明 送复核"]


def test_a_text_handed_in_can_be_withdrawn_from_what_was_done(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with words_desk(tmp_path_factory.mktemp("词")) as desk:
        step(desk, written(desk), DraftAct.HAND_IN, DRAFTER)
        (act,) = finish(done_today(desk.database))
        assert act.undoable
        worked = finish(Workbench(desk.database, BOOK, NOW).undo(DRAFTER, act))
        assert [item.turn for item in worked.items] == [Turn.BODY]
        assert not any(one.undoable for one in finish(done_today(desk.database)))


def test_a_sample_month_is_worked_down_to_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    month = next(sample for sample in sample_sets() if sample.folder.name == "2022-01")
    with open_desk(tmp_path_factory.mktemp("月") / "desk.sqlite3", BOOK) as desk:
        finish(desk.accept("录入员", desk.examine(finish(desk.read([month.folder])))))
        finish(desk.judge(month.as_of, "录入员"))
        start = read(desk.database, month.as_of)
        assert start.items
        for item in start.items:
            for plan_row, waiting in zip(item.plans, item.waiting, strict=True):
                kinds = tuple(dict.fromkeys(KIND_OF[code] for code, *_ in waiting if code in KIND_OF))
                if kinds:
                    words = Wish((plan_row.number,), kinds, "", "因企业安排，首次会议在第二厂区召开。")
                    draft = finish(save_draft(desk.database, DRAFTER, words))
                    draft = step(desk, draft, DraftAct.HAND_IN, DRAFTER)
                    draft = step(desk, draft, DraftAct.ACCEPT, REVIEWER, "同意")
                    day = month.as_of.date()
                    job = file_draft(
                        desk.database, BOOK, month.as_of, DRAFTER, draft.key, draft.version, day, NO_PROOF
                    )
                    finish(job)
        left = read(desk.database, month.as_of)
        assert left.owed == 0
        bench = Workbench(desk.database, BOOK, month.as_of)
        keys = [one.key for item in left.items for one in item.decidable]
        worked = finish(bench.decide(DRAFTER, keys, Disposition.CONFIRMED, "已核实"))
        assert left.instead(worked.plans, worked.items).items == read(desk.database, month.as_of).items == ()
        finish(desk.judge(month.as_of, "录入员"))
        assert read(desk.database, month.as_of).items == ()
