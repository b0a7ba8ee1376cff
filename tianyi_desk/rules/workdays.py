"""Count working days by the State Council's holidays and 调休 (rule book, section 5)."""

from dataclasses import dataclass
from datetime import date, timedelta

from tianyi_desk.rules.policy import Calendar

_SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day, and the years on the way whose 调休 table is missing, so that the day may still move."""

    day: date
    missing_years: tuple[int, ...] = ()


def is_working_day(calendar: Calendar, day: date) -> bool:
    """Tell whether people work on `day`: a weekday that is not off, or a weekend day worked for 调休.

    A year without a table goes by its provisional legal holidays.
    """
    year = calendar.years.get(day.year) or calendar.provisional.get(day.year)
    if year is not None:
        if day in year.days_worked:
            return True
        if day in year.days_off:
            return False
    return day.weekday() < _SATURDAY


def add_working_days(calendar: Calendar, day: date, count: int) -> Deadline:
    """Return the `count`-th working day after `day`, which itself is not counted.

    Years outside `calendar.years` are counted by the provisional legal holidays and named in the deadline, so
    that `missing_year_warning` can be shown. The count ends with the last day there is. Raises ValueError for a
    negative count.
    """
    if count < 0:
        raise ValueError("working days are counted forward only")
    missing: list[int] = []
    left = count
    while left and day < date.max:
        day += _DAY
        if day.year not in calendar.years and day.year not in missing:
            missing.append(day.year)
        left -= is_working_day(calendar, day)
    return Deadline(day, tuple(missing))


def missing_year_warning(year: int) -> str:
    """Say in Chinese that a year's working days are only provisional."""
    return (
        f"缺少 {year} 年的放假调休安排：该年的工作日暂按法定节假日推算，未计调休，据此算出的期限可能有出入；"
        f"请按国务院办公厅的通知补上 resources/calendar/{year}.toml。"
    )


def working_days_between(calendar: Calendar, after: date, until: date) -> int:
    """Count the working days after `after` up to and including `until`; negative where `until` is earlier.

    So a deadline of today is 0 days away, one of the next working day 1, and -1 says that it passed a working
    day ago (a weekend since then counts nothing).
    """
    first, last, sign = (after, until, 1) if after <= until else (until, after, -1)
    days = (first + _DAY * past for past in range(1, (last - first).days + 1))
    return sign * sum(is_working_day(calendar, day) for day in days)
