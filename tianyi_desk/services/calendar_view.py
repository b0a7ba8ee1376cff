"""审核日历 (M3.2): a month as weeks of bars in lanes, laid out without any screen."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tianyi_desk.facts.vocabulary import Status
from tianyi_desk.rules.policy import Calendar
from tianyi_desk.services.calendar_bars import Bar, Mark, halves_of, lay_week, mark_of, visits_of
from tianyi_desk.services.calendar_days import Nature, natures, warning
from tianyi_desk.services.plan_filter import PlanFilter, PlanList
from tianyi_desk.services.plan_listing import PlanLine

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
OWED = timedelta(days=60)
"""How long before a deadline its plan may have ended: working days, with the longest holiday between."""


@dataclass(frozen=True, slots=True)
class Day:
    """A cell of the month: how many visits have this day, and how many plans' explanations are due on it."""

    day: date
    in_month: bool
    nature: Nature
    count: int
    due: int


@dataclass(frozen=True, slots=True)
class More:
    """What a cell has no room for: so many visits, so many of them in 异常."""

    count: int = 0
    anomalies: int = 0


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from Monday on, and the bars of every plan that touches them; bars of one lane never meet."""

    days: tuple[Day, ...]
    bars: tuple[Bar, ...]
    lanes: int

    def more(self, room: int) -> tuple[More, ...]:
        """Return for each day what stands in the lanes beyond the first `room`."""
        counts, anomalies = [0] * 7, [0] * 7
        for bar in self.bars:
            if bar.lane < room:
                continue
            red = bar.mark is Mark.ANOMALY
            for place in bar.days:
                counts[place] += 1
                anomalies[place] += red
        return tuple(More(*both) for both in zip(counts, anomalies, strict=True))


@dataclass(frozen=True, slots=True)
class Month:
    """A month in whole weeks; `lines` are the plans with a day in the month itself.

    `owed` are the plans in 异常 whose explanation is due on a day that is shown. `warning` says in Chinese that
    a year's 调休 is not known, "" otherwise.
    """

    first: date
    weeks: tuple[Week, ...]
    lines: tuple[PlanLine, ...]
    owed: tuple[PlanLine, ...]
    warning: str

    def visits(self) -> int:
        """Count the month's visits."""
        return len(visits_of(self.lines))

    def marks(self) -> Counter[Mark]:
        """Count the marks of the month's plans."""
        return Counter(mark for line in self.lines if (mark := mark_of(line)))


def month_start(day: date) -> date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def months_away(day: date, months: int) -> date:
    """Return the same day of another month, the month's last where it has no such day."""
    place = day.year * 12 + day.month - 1 + months
    year, month = divmod(place, 12)
    last = (date(year, month + 1, 28) + timedelta(days=4)).replace(day=1) - DAY
    return last.replace(day=min(day.day, last.day))


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def shown_days(first: date) -> tuple[date, date]:
    """Return the first and the last day that a month in whole weeks shows."""
    last = months_away(first, 1) - DAY
    return monday_of(first), monday_of(last) + WEEK - DAY


def around_month(plans: PlanList, first: date) -> list[PlanLine]:
    """Return the plans that a month may show: those with a day in its weeks, or a deadline that may lie there."""
    since, until = shown_days(first)
    rows = plans.rows(PlanFilter(first=since - OWED, last=until))
    return [plans.lines[row] for row in rows.tolist()]


def lay_out(lines: Iterable[PlanLine], first: date, calendar: Calendar) -> Month:
    """Lay the month that begins on `first` out; plans without a day in its weeks only count by their deadlines."""
    since, until = shown_days(first)
    lines = list(lines)
    owed = tuple(line for line in lines if _due_in(line, since, until))
    due = Counter(line.plan.deadline for line in owed)
    kinds = natures(calendar, since, until)
    visits, weeks = visits_of(lines), []
    for monday in _mondays(since, until):
        bars, lanes = lay_week(visits, monday)
        counts = Counter(place for bar in bars for place in bar.days)
        days = [monday + DAY * place for place in range(7)]
        cells = tuple(
            Day(day, day.month == first.month, kinds[day], counts[place], due[day])
            for place, day in enumerate(days)
        )
        weeks.append(Week(cells, bars, lanes))
    return Month(
        first, tuple(weeks), tuple(lines_between(lines, first, months_away(first, 1) - DAY)), owed,
        warning(calendar, since, until),
    )  # fmt: skip


def lines_between(lines: Iterable[PlanLine], first: date, last: date) -> list[PlanLine]:
    """Return the plans that have one of the days from first to last."""
    since, until = first.toordinal() * 2, last.toordinal() * 2 + 1
    found = []
    for line in lines:
        start, end = halves_of(line)
        if start <= until and end >= since:
            found.append(line)
    return found


def nearest_day(lines: Iterable[PlanLine], day: date) -> date | None:
    """Return the day nearest to `day` that a plan has, None where there are no plans."""
    found: date | None = None
    for line in lines:
        near = min(max(day, line.plan.start.date()), max(line.plan.start.date(), line.plan.end.date()))
        if found is None or abs(near - day) < abs(found - day):
            found = near
    return found


def _due_in(line: PlanLine, since: date, until: date) -> bool:
    deadline = line.plan.deadline
    return deadline is not None and since <= deadline <= until and line.plan.status is Status.ANOMALOUS


def _mondays(since: date, until: date) -> Iterable[date]:
    return (since + WEEK * place for place in range(((until - since).days + 1) // 7))
