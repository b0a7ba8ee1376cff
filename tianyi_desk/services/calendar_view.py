"""审核日历 (M3.2): a month as weeks of bars in lanes, laid out without any screen."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from heapq import heappop, heappush

from tianyi_desk.facts.vocabulary import Status
from tianyi_desk.rules.policy import Calendar
from tianyi_desk.rules.schedule import NOON_HOUR
from tianyi_desk.services.calendar_days import Nature, natures, warning
from tianyi_desk.services.plan_filter import PlanFilter, PlanList
from tianyi_desk.services.plan_listing import PlanLine

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
HALVES = 14
"""Half-days of a week."""
OWED = timedelta(days=60)
"""How long before a deadline its plan may have ended: working days, with the longest holiday between."""


class Half(StrEnum):
    """What a day of a plan is (M3.2); the manual gives each a colour of its own."""

    WHOLE = "全天"
    MORNING = "上午"
    AFTERNOON = "下午"


class Mark(StrEnum):
    """What stands at a bar: the red ! of M3.2(4), 签到提醒 (M5.10), or that everything is explained."""

    ANOMALY = "异常"
    REMINDER = "签到提醒"
    EXPLAINED = "已说明"


MARKS: dict[Status | None, Mark] = {
    Status.ANOMALOUS: Mark.ANOMALY,
    Status.REMINDED: Mark.REMINDER,
    Status.EXPLAINED: Mark.EXPLAINED,
}
_RANK: dict[Mark | None, int] = {Mark.ANOMALY: 0, Mark.REMINDER: 1, Mark.EXPLAINED: 2, None: 3}


def mark_of(line: PlanLine) -> Mark | None:
    """Return the mark of a plan, None for most."""
    return MARKS.get(line.plan.status)


def rank_of(line: PlanLine) -> int:
    """Return how early a plan stands among others: anomalies first, then reminders, then the rest."""
    return _RANK[mark_of(line)]


def half_of(moment: datetime) -> int:
    """Count half-days: twice the day's ordinal, one more from 13:00 on (rule book, section 1)."""
    return moment.toordinal() * 2 + (moment.hour >= NOON_HOUR)


def halves_of(line: PlanLine) -> tuple[int, int]:
    """Return the first and the last half-day of a plan; a plan that ends before it starts has its first only."""
    first = half_of(line.plan.start)
    return first, max(first, half_of(line.plan.end))


def half_on(line: PlanLine, day: date) -> Half:
    """Return what a day of the plan is: 上午, 下午 or 全天."""
    first, last = halves_of(line)
    morning = day.toordinal() * 2
    if last <= morning:
        return Half.MORNING
    return Half.AFTERNOON if first > morning else Half.WHOLE


@dataclass(frozen=True, slots=True)
class Bar:
    """A visit's part in a week: its lane, and its first and last half-day counted from Monday morning, 0 to 13.

    `lines` are its plans, the one that needs attention first: plans bound with each other and of the same
    half-days are one visit. `starts` and `ends` tell whether it does so here, and not in another week.
    """

    lines: tuple[PlanLine, ...]
    lane: int
    first: int
    last: int
    starts: bool
    ends: bool

    @property
    def line(self) -> PlanLine:
        """Return the plan that stands for the others."""
        return self.lines[0]

    @property
    def mark(self) -> Mark | None:
        """Return the gravest mark of its plans."""
        return mark_of(self.lines[0])

    def has(self, number: str) -> bool:
        """Tell whether a plan is one of the visit's."""
        return any(line.plan.number == number for line in self.lines)

    @property
    def days(self) -> range:
        """Return the places of the days it touches, 0 for Monday."""
        return range(self.first // 2, self.last // 2 + 1)

    def half(self, place: int) -> Half:
        """Return what the day at a place is."""
        if self.last == place * 2:
            return Half.MORNING
        return Half.AFTERNOON if self.first == place * 2 + 1 else Half.WHOLE


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
        return len({visit_of(line) for line in self.lines})

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
    weeks = []
    for monday in _mondays(since, until):
        bars, lanes = lay_week(lines, monday)
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


def lay_week(lines: Iterable[PlanLine], monday: date) -> tuple[tuple[Bar, ...], int]:
    """Lay the plans of one week into lanes; return the bars, the lowest lanes first taken, and how many lanes.

    Every plan that touches the week is in one bar. Where several start together, anomalies go first, then the
    longest: these are the ones that a narrow cell still shows.
    """
    base = monday.toordinal() * 2
    visits: defaultdict[Hashable, list[PlanLine]] = defaultdict(list)
    for line in lines:
        start, end = halves_of(line)
        if start < base + HALVES and end >= base:
            visits[visit_of(line)].append(line)
    made = sorted((_bar(several, base) for several in visits.values()), key=_place_of)
    lanes = pack([(bar.first, bar.last) for bar in made])
    bars = tuple(replace(bar, lane=lane) for bar, lane in zip(made, lanes, strict=True))
    return bars, max(lanes, default=-1) + 1


def visit_of(line: PlanLine) -> Hashable:
    """Return what is equal for the plans of one visit: bound plans of the same half-days, else the plan alone."""
    plan = line.plan
    return (plan.folded_enterprise, *halves_of(line)) if plan.bound_with else plan.number


def _bar(lines: list[PlanLine], base: int) -> Bar:
    if len(lines) > 1:
        lines.sort(key=lambda line: (rank_of(line), line.plan.number))
    start, end = halves_of(lines[0])
    starts, ends = start >= base, end < base + HALVES
    return Bar(tuple(lines), 0, max(start - base, 0), min(end - base, HALVES - 1), starts, ends)


def _place_of(bar: Bar) -> tuple[int, int, int, str]:
    return bar.first, rank_of(bar.line), -bar.last, bar.line.plan.number


def pack(spans: Sequence[tuple[int, int]]) -> list[int]:
    """Return the lane of each span (first, last; both included); they come sorted by their first.

    Each takes the lowest lane that is free, so as few lanes are used as lie over each other anywhere.
    """
    free: list[int] = []
    busy: list[tuple[int, int]] = []
    lanes, used = [], 0
    for first, last in spans:
        while busy and busy[0][0] < first:
            heappush(free, heappop(busy)[1])
        if free:
            lane = heappop(free)
        else:
            lane, used = used, used + 1
        heappush(busy, (last, lane))
        lanes.append(lane)
    return lanes


def _due_in(line: PlanLine, since: date, until: date) -> bool:
    deadline = line.plan.deadline
    return deadline is not None and since <= deadline <= until and line.plan.status is Status.ANOMALOUS


def _mondays(since: date, until: date) -> Iterable[date]:
    return (since + WEEK * place for place in range(((until - since).days + 1) // 7))
