"""Plans as bars in the lanes of a week (M3.2): whole days and halves, visits, and which lane each takes."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from heapq import heappop, heappush

from tianyi_desk.facts.vocabulary import Status
from tianyi_desk.rules.schedule import NOON_HOUR
from tianyi_desk.services.plan_listing import PlanLine

HALVES = 14
"""Half-days of a week."""


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
class Visit:
    """One visit: its first and last half-day, and its plans, the one that needs attention first."""

    first: int
    last: int
    rank: int
    lines: tuple[PlanLine, ...]


def visit_of(line: PlanLine) -> Hashable:
    """Return what is equal for the plans of one visit: bound plans of the same half-days, else the plan alone."""
    plan = line.plan
    return (plan.folded_enterprise, *halves_of(line)) if plan.bound_with else plan.number


def visits_of(lines: Iterable[PlanLine]) -> list[Visit]:
    """Put the plans of each visit together."""
    together: defaultdict[Hashable, list[PlanLine]] = defaultdict(list)
    for line in lines:
        together[visit_of(line)].append(line)
    made = []
    for several in together.values():
        if len(several) > 1:
            several.sort(key=lambda line: (rank_of(line), line.plan.number))
        made.append(Visit(*halves_of(several[0]), rank_of(several[0]), tuple(several)))
    return made


def lay_week(visits: Iterable[Visit], monday: date) -> tuple[tuple[Bar, ...], int]:
    """Lay the visits of one week into lanes; return their bars by their start, and how many lanes there are.

    Every visit that touches the week has one bar. Where several start together, anomalies go first, then the
    longest: these are the ones that a narrow cell still shows.
    """
    base = monday.toordinal() * 2
    end = base + HALVES - 1
    inside = [visit for visit in visits if visit.first <= end and visit.last >= base]
    inside.sort(
        key=lambda visit: (
            max(visit.first, base),
            visit.rank,
            -min(visit.last, end),
            visit.lines[0].plan.number,
        )
    )
    spans = [(max(visit.first, base) - base, min(visit.last, end) - base) for visit in inside]
    lanes = pack(spans)
    bars = tuple(
        Bar(visit.lines, lane, *span, visit.first >= base, visit.last <= end)
        for visit, lane, span in zip(inside, lanes, spans, strict=True)
    )
    return bars, max(lanes, default=-1) + 1


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
