"""Deadlines are worded the same everywhere: working days by the State Council's holidays, with a warning without them."""

from datetime import date

import pytest

from tests import builders
from tianyi_desk.progress import finish
from tianyi_desk.reports.content import Note
from tianyi_desk.services import reporting
from tianyi_desk.services.deadlines import Deadlines, Left, days_words
from tianyi_desk.services.desk import throw_away_desk
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.services.queue_reading import load_queue

CALENDAR = load_rule_book().calendar


def left(today: str, day: str) -> Left:
    return Deadlines(CALENDAR, date.fromisoformat(today))[date.fromisoformat(day)]


@pytest.mark.parametrize(
    ("today", "day", "words"),
    [
        ("2026-09-30", "2026-10-08", "剩 1 天"),  # 国庆 from 10-01 to 10-07 counts nothing
        ("2026-09-29", "2026-10-08", "剩 2 天"),
        ("2026-10-09", "2026-10-12", "剩 2 天"),  # 10-10 is a Saturday that is worked
        ("2026-10-10", "2026-10-12", "剩 1 天"),
        ("2026-10-13", "2026-10-13", "今天到期"),
        ("2026-10-13", "2026-10-12", "逾期 1 天"),
        ("2026-10-13", "2026-10-08", "逾期 4 天"),  # 09, the worked Saturday, 12 and 13
        ("2026-10-17", "2026-10-16", "已逾期"),  # a Saturday after a Friday: no working day has passed
        ("2026-10-18", "2026-10-19", "剩 1 天"),
    ],
)
def test_working_days_are_counted_with_holidays_and_worked_saturdays(
    today: str, day: str, words: str
) -> None:
    assert left(today, day).words == words


def test_red_is_overdue_and_amber_is_near() -> None:
    assert [
        left("2026-10-13", day).tone for day in ("2026-10-12", "2026-10-13", "2026-10-15", "2026-10-16")
    ] == [
        "official",
        "house",
        "house",
        "text",
    ]
    assert left("2026-10-13", "2026-10-13").today
    assert not left("2026-10-17", "2026-10-16").today


def test_a_day_of_another_year_is_written_with_it() -> None:
    assert left("2026-10-13", "2026-10-16").short == "10-16 周五"
    assert left("2026-10-13", "2022-12-08").short == "2022-12-08"


def test_a_year_without_a_calendar_is_a_visible_warning() -> None:
    beyond = left("2026-12-30", "2027-01-06")
    assert beyond.missing_years == (2027,)
    assert "缺少 2027 年的放假调休安排" in beyond.told
    assert left("2026-12-28", "2026-12-31").warnings == ()


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-09-28", "2026-09-30", "09-28—09-30"),
        ("2026-09-28", "2026-09-28", "09-28"),
        ("2021-10-11", "2021-10-12", "2021-10-11—10-12"),
        ("2025-12-31", "2026-01-02", "2025-12-31—2026-01-02"),
    ],
)
def test_days_have_their_year_where_it_is_not_this_one(first: str, last: str, words: str) -> None:
    assert days_words(date.fromisoformat(first), date.fromisoformat(last), 2026) == words


def test_reports_and_the_plans_page_warn_where_the_calendar_of_the_deadlines_year_is_missing() -> None:
    now = builders.at("2027-01-02 09:00")
    audit = builders.plan("A", start=builders.at("2026-12-28 08:30"), end=builders.at("2026-12-29 17:00"))
    with throw_away_desk(load_rule_book()) as desk:
        finish(desk.accept("录入员", desk.examine(builders.intake(audit))))
        finish(desk.judge(now, "录入员"))
        report = finish(reporting.report_of_month(desk, "2026-12"))
        (section,) = [one for one in report.sections if one.title == "说明期限"]
        notes = [piece.text for piece in section.pieces if isinstance(piece, Note)]
        assert len(notes) == 1
        assert "缺少 2027 年的放假调休安排" in notes[0]
        page = finish(desk.open_page("A", now))
        assert page is not None
        assert "2027" in page.head.warnings[0]
        assert "2027" in finish(load_queue(desk.database, desk.book, now)).warnings[0]
