"""What the days of the calendar are: holidays, weekends, and weekend days worked for 调休."""

from dataclasses import dataclass
from datetime import date, timedelta

from tianyi_desk.rules.policy import Calendar
from tianyi_desk.rules.workdays import is_working_day, missing_year_warning

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Nature:
    """Whether people work on a day, the holiday it belongs to ("" for none), and whether that begins here."""

    working: bool
    holiday: str = ""
    begins: bool = False
    made_up: bool = False

    @property
    def tag(self) -> str:
        """Return the mark of printed calendars: 休 for a holiday, 班 for a weekend day worked, else ""."""
        return "班" if self.made_up else "休" if self.holiday else ""

    @property
    def words(self) -> str:
        """Say what is special about the day: 国庆节放假, 调休上班; "" for an ordinary one."""
        return "调休上班" if self.made_up else f"{self.holiday}放假" if self.holiday else ""


def nature_of(calendar: Calendar, day: date) -> Nature:
    """Return what a day is."""
    name, before = _holiday(calendar, day), _holiday(calendar, day - _DAY)
    working = is_working_day(calendar, day)
    return Nature(working, name, bool(name) and name != before, working and day.weekday() >= 5)


def natures(calendar: Calendar, first: date, last: date) -> dict[date, Nature]:
    """Return what every day from first to last is."""
    days = (first + _DAY * past for past in range((last - first).days + 1))
    return {day: nature_of(calendar, day) for day in days}


def warning(calendar: Calendar, first: date, last: date) -> str:
    """Say that the 调休 of a year between two days is not known; "" where it is."""
    missing = [year for year in range(first.year, last.year + 1) if year not in calendar.years]
    return missing_year_warning(missing[-1]) if missing else ""


def _holiday(calendar: Calendar, day: date) -> str:
    year = calendar.years.get(day.year) or calendar.provisional.get(day.year)
    return "" if year is None else year.names.get(day, "")
