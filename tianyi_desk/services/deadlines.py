"""How long is left until a deadline, in working days, and the words for it: the same in every list and paper."""

from dataclasses import dataclass
from datetime import date

from tianyi_desk.facts.wording import WEEKDAYS, day_words
from tianyi_desk.rules.policy import Calendar
from tianyi_desk.rules.workdays import missing_year_warning, working_days_between

URGENT_DAYS = 2
"""From so many working days on a deadline stands out."""


def left_words(working_days: int, *, overdue: bool) -> str:
    """Say how much time is left, in working days; one that ran out over a weekend is 已逾期 without a number."""
    if overdue:
        return f"逾期 {-working_days} 天" if working_days else "已逾期"
    return f"剩 {working_days} 天" if working_days else "今天到期"


def short_day(day: date) -> str:
    """Write a day without its year: 10-20 周二."""
    return f"{day:%m-%d} 周{WEEKDAYS[day.weekday()]}"


def days_words(first: date, last: date, this_year: int) -> str:
    """Write the days of an audit without the year where that is this one: 09-28—09-30."""
    start = f"{first:%m-%d}" if first.year == this_year == last.year else first.isoformat()
    if first == last:
        return start
    end = f"{last:%m-%d}" if first.year == last.year else last.isoformat()
    return f"{start}—{end}"


@dataclass(frozen=True, slots=True)
class Left:
    """A deadline as seen on a day: `working_days` left, negative once they are over.

    `this_year` tells whether it lies in the year of that day. `missing_years` are the years on the way whose 调休
    table is missing, so that the count may be off.
    """

    day: date
    working_days: int
    overdue: bool
    this_year: bool = True
    missing_years: tuple[int, ...] = ()

    @property
    def words(self) -> str:
        """Say how much time is left: 逾期 4 天, 今天到期, 剩 2 天."""
        return left_words(self.working_days, overdue=self.overdue)

    @property
    def today(self) -> bool:
        """Tell whether the deadline is this very day."""
        return not self.overdue and not self.working_days

    @property
    def tone(self) -> str:
        """Return the token of its colour: red when over, amber when urgent, plain before."""
        if self.overdue:
            return "official"
        return "house" if self.working_days <= URGENT_DAYS else "text"

    @property
    def short(self) -> str:
        """Write the day, without its year where that is this one: 10-20 周二."""
        return short_day(self.day) if self.this_year else self.day.isoformat()

    @property
    def brief(self) -> str:
        """Say how much is left and the day in a narrow column: 剩 2 天 10-20."""
        return f"{self.words} {self.short.split()[0]}"

    @property
    def warnings(self) -> tuple[str, ...]:
        """Say which years' calendars are missing."""
        return tuple(missing_year_warning(year) for year in self.missing_years)

    @property
    def told(self) -> str:
        """Say all: the day, how much is left, counted how, and what is not sure."""
        return "\n".join((f"{day_words(self.day)}，{self.words}（按工作日计）", *self.warnings))


class Deadlines(dict[date, Left]):
    """What is left until any deadline, as seen on one day; equal deadlines are counted once for that day."""

    def __init__(self, calendar: Calendar, today: date) -> None:
        super().__init__()
        self.calendar, self.today = calendar, today

    def turn_to(self, today: date) -> None:
        """Count from another day on."""
        if today != self.today:
            self.clear()
            self.today = today

    def __missing__(self, day: date) -> Left:
        first, last = sorted((day.year, self.today.year))
        missing = tuple(year for year in range(first, last + 1) if year not in self.calendar.years)
        working_days = working_days_between(self.calendar, self.today, day)
        found = self[day] = Left(day, working_days, day < self.today, first == last, missing)
        return found
