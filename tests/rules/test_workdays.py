"""Working days by the State Council's tables, and by legal holidays where a table is missing."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tianyi_desk.rules.policy import Calendar
from tianyi_desk.rules.workdays import (
    Deadline,
    add_working_days,
    is_working_day,
    missing_year_warning,
    working_days_between,
)
from tianyi_desk.services.policies import load_rule_book

PATIENT = settings(deadline=None)  # the machine may be busy

CALENDAR = load_rule_book().calendar
TABLED = st.dates(date(2021, 1, 1), date(2026, 9, 30))


@pytest.mark.parametrize(
    ("day", "deadline"),
    [
        (date(2021, 9, 30), date(2021, 10, 13)),
        (date(2026, 2, 12), date(2026, 2, 26)),
        (date(2026, 4, 30), date(2026, 5, 11)),
        (date(2026, 9, 23), date(2026, 10, 8)),
    ],
)
def test_the_rule_books_examples_come_out(day: date, deadline: date) -> None:
    assert add_working_days(CALENDAR, day, 5) == Deadline(deadline, ())


@pytest.mark.parametrize("year", range(2021, 2027))
def test_the_tables_equal_the_package_on_every_day(year: int) -> None:
    china = holidays.country_holidays("CN", years=year)
    day = date(year, 1, 1)
    while day.year == year:
        assert is_working_day(CALENDAR, day) is china.is_working_day(day), day
        day += timedelta(days=1)


@pytest.mark.parametrize("year", range(2021, 2027))
def test_every_table_names_the_notice_and_its_holidays(year: int) -> None:
    table = CALENDAR.years[year]
    assert f"关于{year}年部分节假日安排的通知（国办发明电〔{year - 1}〕" in table.source
    assert set(table.names) == table.days_off
    assert {"元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"} == {
        festival for name in table.names.values() for festival in name.split("、")
    }


@PATIENT
@given(TABLED, st.integers(0, 30))
def test_exactly_that_many_working_days_lie_behind_the_day(day: date, count: int) -> None:
    deadline = add_working_days(CALENDAR, day, count)
    passed = [day + timedelta(days=past) for past in range(1, (deadline.day - day).days + 1)]
    assert sum(is_working_day(CALENDAR, one) for one in passed) == count
    assert not count or is_working_day(CALENDAR, deadline.day)
    assert deadline.missing_years == ()


@PATIENT
@given(TABLED, st.integers(0, 30))
def test_a_day_later_is_never_due_earlier(day: date, count: int) -> None:
    later = add_working_days(CALENDAR, day + timedelta(days=1), count)
    assert later.day >= add_working_days(CALENDAR, day, count).day


def test_a_year_without_a_table_goes_by_legal_holidays_and_is_named() -> None:
    assert add_working_days(CALENDAR, date(2026, 12, 30), 1) == Deadline(date(2026, 12, 31), ())
    assert add_working_days(CALENDAR, date(2026, 12, 31), 1) == Deadline(date(2027, 1, 4), (2027,))
    assert add_working_days(CALENDAR, date(2027, 9, 30), 1) == Deadline(date(2027, 10, 6), (2027,))
    assert add_working_days(CALENDAR, date(2026, 12, 31), 300).missing_years == (2027, 2028)


def test_years_before_the_tables_are_named_too() -> None:
    assert add_working_days(CALENDAR, date(2019, 9, 30), 1) == Deadline(date(2019, 10, 8), (2019,))
    assert add_working_days(CALENDAR, date(2020, 12, 31), 1) == Deadline(date(2021, 1, 4), ())


def test_a_year_that_nobody_knows_is_counted_by_weekdays_and_named() -> None:
    assert add_working_days(CALENDAR, date(2150, 1, 1), 1) == Deadline(date(2150, 1, 2), (2150,))
    assert add_working_days(Calendar({}, {}), date(2021, 10, 1), 1) == Deadline(date(2021, 10, 4), (2021,))


def test_counting_ends_with_the_last_day_there_is() -> None:
    assert add_working_days(CALENDAR, date(9999, 12, 30), 5) == Deadline(date.max, (9999,))


def test_a_weekend_day_worked_counts_and_a_weekday_off_does_not() -> None:
    assert is_working_day(CALENDAR, date(2021, 10, 9))
    assert not is_working_day(CALENDAR, date(2021, 10, 10))
    assert not is_working_day(CALENDAR, date(2021, 10, 7))


def test_working_days_are_counted_forward_only() -> None:
    with pytest.raises(ValueError, match="forward"):
        add_working_days(CALENDAR, date(2026, 1, 5), -1)


@pytest.mark.parametrize(
    ("after", "until", "days"),
    [
        (date(2026, 10, 10), date(2026, 10, 13), 2),  # a Saturday that is worked
        (date(2026, 10, 13), date(2026, 10, 13), 0),
        (date(2026, 10, 13), date(2026, 10, 8), -4),
        (date(2026, 10, 11), date(2026, 10, 10), 0),  # a Sunday after the day
        (date(2026, 9, 30), date(2026, 10, 7), 0),  # 国庆
    ],
)
def test_working_days_between_two_days_are_counted_either_way(after: date, until: date, days: int) -> None:
    assert working_days_between(CALENDAR, after, until) == days


def test_the_warning_names_the_year_and_what_to_do() -> None:
    assert "2027 年" in missing_year_warning(2027)
    assert "法定节假日" in missing_year_warning(2027)


def test_the_package_is_asked_only_for_a_year_without_a_table() -> None:
    script = (
        "import sys; from datetime import date; from tianyi_desk.services.policies import load_rule_book;"
        "from tianyi_desk.rules.workdays import add_working_days; calendar = load_rule_book().calendar;"
        "add_working_days(calendar, date(2026, 9, 23), 5); print('holidays' in sys.modules);"
        "add_working_days(calendar, date(2026, 12, 31), 5); print('holidays' in sys.modules)"
    )
    root = Path(__file__).resolve().parents[2]
    ran = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "True"]


def test_provisional_years_are_those_without_a_table() -> None:
    assert 2027 in CALENDAR.provisional
    assert 2026 not in CALENDAR.provisional
    assert CALENDAR.provisional.get(2026) is None
    assert CALENDAR.provisional.get(2101) is None
    assert len(CALENDAR.provisional) == len(list(CALENDAR.provisional)) == 145
    assert CALENDAR.provisional[2027].names[date(2027, 2, 6)] == "春节"
