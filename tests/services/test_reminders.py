"""签到提醒: today's audits by the clock, their two-hour window, and texts that can be sent as they are."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime

import pytest

from tests import builders
from tests.builders import at, check_in, member, plan
from tests.services.test_judgement import changes
from tianyi_desk.facts.intake import Fact
from tianyi_desk.facts.vocabulary import Event, Role
from tianyi_desk.models.database import Database, throw_away_database
from tianyi_desk.progress import finish
from tianyi_desk.services.intake import accept, examine
from tianyi_desk.services.judgement import judge
from tianyi_desk.services.morning import morning_messages
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.services.queue_reading import load_queue
from tianyi_desk.services.reminders import Audits, load_audits, reminder_text

BOOK = load_rule_book()
DAY = {"start": at("2026-10-13 08:30"), "end": at("2026-10-14 17:00")}
PHONE = "13912345678"


@pytest.fixture(name="database")
def _database() -> Iterator[Database]:
    with closing(throw_away_database()) as database:
        yield database


def bring_in(database: Database, *facts: Fact) -> None:
    finish(accept(database, "录入员", examine(database, builders.intake(*facts))))


def audits(database: Database, now: str) -> Audits:
    return finish(load_audits(database, BOOK, at(now)))


def told(database: Database, now: str) -> list[tuple[str, str, str, bool]]:
    return [(one.code, one.began, one.left_words, one.short) for one in audits(database, now).reminders]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-10-12 12:00", []),
        ("2026-10-13 08:30", []),  # not before it has begun
        ("2026-10-13 09:10", [("R1", "08:30 开始 过 40 分", "余 80 分", False)]),
        ("2026-10-13 10:00", [("R1", "08:30 开始 过 90 分", "余 30 分", False)]),
        ("2026-10-13 10:01", [("R1", "08:30 开始 过 91 分", "余 29 分", True)]),
        ("2026-10-13 10:30", [("R1", "08:30 开始 过 2 小时", "余 0 分", True)]),
        ("2026-10-13 10:31", [("R1", "08:30 开始 过 2 小时", "超 1 分", True)]),
        ("2026-10-14 09:00", [("R1", "10-13 08:30 开始 过 24 小时", "超 22 小时", True)]),
        ("2026-10-15 09:00", []),  # from then on it is an anomaly, not a reminder
    ],
)
def test_the_opening_is_reminded_of_while_the_audit_lasts(
    database: Database, now: str, expected: list[tuple[str, str, str, bool]]
) -> None:
    bring_in(database, plan("A", **DAY))
    assert told(database, now) == expected


def test_somebodys_signing_makes_a_reminder_leave(database: Database) -> None:
    bring_in(database, plan("A", **DAY))
    assert len(audits(database, "2026-10-13 09:10").reminders) == 1
    bring_in(database, check_in("A", at=at("2026-10-13 09:05")))
    left = audits(database, "2026-10-13 09:10")
    assert (left.reminders, left.signed) == ((), 1)


def test_the_closing_is_reminded_of_on_the_last_day_only(database: Database) -> None:
    bring_in(database, plan("A", **DAY), check_in("A", at=at("2026-10-13 08:20")))
    assert told(database, "2026-10-14 16:59") == []
    assert told(database, "2026-10-14 18:40") == [("R2", "17:00 结束 过 100 分", "余 20 分", True)]
    assert audits(database, "2026-10-14 18:40").reminders[0].house_minutes is None
    bring_in(database, check_in("A", event=Event.CLOSING, at=at("2026-10-14 18:41")))
    assert told(database, "2026-10-14 18:45") == []


def test_the_window_opens_with_the_recorded_meeting(database: Database) -> None:
    bring_in(database, plan("A", **DAY, opening_at=at("2026-10-13 09:00")))
    (one,) = audits(database, "2026-10-13 09:10").reminders
    assert (one.since, one.minutes_left, one.house_minutes) == (at("2026-10-13 09:00"), 110, 30)


def test_bound_plans_are_one_row_and_the_day_is_counted_by_visits(database: Database) -> None:
    afternoon = {"start": at("2026-10-13 13:30"), "end": at("2026-10-13 17:00")}
    bring_in(
        database,
        plan("A", **DAY),
        plan("B", **DAY, projects=("ISO14001",)),
        plan("C", **afternoon, enterprise="乙公司"),
        plan("D", **DAY, enterprise="丙公司"),
        check_in("D", at=at("2026-10-13 08:20")),
        plan("E", **DAY, enterprise="丁公司", state="取消"),
    )
    found = audits(database, "2026-10-13 09:10")
    assert [[plan.number for plan in one.plans] for one in found.reminders] == [["A", "B"]]
    assert found.words == "今天 3 场审核：已签到 1，未开始 1"


def test_looking_writes_nothing(database: Database) -> None:
    bring_in(database, plan("A", **DAY))
    before = changes(database)
    audits(database, "2026-10-13 09:10")
    assert changes(database) == before


def test_the_message_names_the_limits_and_hides_numbers(database: Database) -> None:
    bring_in(database, plan("A", **DAY, enterprise=f"大连海川 {PHONE}"))
    text = reminder_text(audits(database, "2026-10-13 08:40").reminders[0])
    assert text.startswith("【签到提醒】崔明远老师：")
    assert "于 10:30 前（机构要求 09:00 前）" in text
    assert PHONE not in text
    assert "139****5678" in text
    late = reminder_text(audits(database, "2026-10-13 11:00").reminders[0])
    assert "已过时限（10-13 10:30）" in late


def test_each_leader_gets_a_morning_message_of_audits_and_what_is_owed(database: Database) -> None:
    now = datetime(2026, 10, 13, 8)
    owed = plan(
        "B",
        enterprise=f"乙公司 {PHONE}",
        start=at("2026-09-29 08:30"),
        end=at("2026-09-30 17:00"),
        team=(member("顾念慈", Role.LEADER),),
    )
    quiet = plan("C", enterprise="丙公司", start=at("2026-11-02 08:30"), end=at("2026-11-03 17:00"))
    bring_in(database, plan("A", **DAY), owed, quiet)
    finish(judge(database, BOOK, now, "录入员"))
    messages = morning_messages(finish(load_queue(database, BOOK, now)), audits(database, "2026-10-13 08:00"))
    assert [(one.leader, one.audits, one.owed) for one in messages] == [("崔明远", 1, 0), ("顾念慈", 0, 1)]
    assert "大连海川机械有限公司（QMS）08:30 首次会议，10-14 17:00 结束" in messages[0].text
    assert "09-29—09-30）：未签到、未上传照片，期限 10-13 周二（今天到期）" in messages[1].text
    assert PHONE not in messages[1].text
    assert f"{date(2026, 10, 13)} 周二" in messages[1].text
