"""The week by person: one row each, plans at the same time in lanes of their own, so that overlaps are seen."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations

from tianyi_desk.facts.vocabulary import AuditMode, Status
from tianyi_desk.services.calendar_bars import Bar, lay_week, visits_of
from tianyi_desk.services.calendar_filter import by_sound
from tianyi_desk.services.plan_listing import BETWEEN, PlanLine

Conflicts = Collection[tuple[str, str]]
"""Plan and person of every S04 that holds."""


class Kind(StrEnum):
    """Why two visits of one person lie over each other, and whether that is a conflict (S04)."""

    CONFLICT = "时间冲突"
    SAME_VISIT = "同一次审核"
    REMOTE = "远程，不计"
    OTHER = "重叠，未成疑点"


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two visits of one person at once, in half-days of the week."""

    first: int
    last: int
    kind: Kind
    bars: tuple[Bar, Bar]


@dataclass(frozen=True, slots=True)
class PersonWeek:
    """A person's week; `halves` counts the half-days with at least one plan."""

    name: str
    bars: tuple[Bar, ...]
    lanes: int
    halves: int
    overlaps: tuple[Overlap, ...]

    def leads(self, bar: Bar) -> bool:
        """Tell whether the person is the plan's 组长."""
        return self.name in bar.line.plan.leaders

    @property
    def kind(self) -> Kind | None:
        """Return the worst kind of overlap, None where nothing overlaps."""
        kinds = {overlap.kind for overlap in self.overlaps}
        return next((kind for kind in (Kind.CONFLICT, Kind.OTHER, Kind.REMOTE, *Kind) if kind in kinds), None)

    @property
    def words(self) -> str:
        """Say how the week is filled: 3.5 天，时间冲突."""
        days = f"{self.halves / 2:g} 天"
        return f"{days}，{self.kind}" if self.kind else days


def people_of(line: PlanLine) -> Iterable[str]:
    """Return the names of a plan's team, each once."""
    return dict.fromkeys(filter(None, line.team.split(BETWEEN)))


def lay_people(lines: Iterable[PlanLine], monday: date, conflicts: Conflicts = ()) -> tuple[PersonWeek, ...]:
    """Return the week of everybody who has a plan in it: conflicts first, then by name; 已作废 plans are left out."""
    of: defaultdict[str, list[PlanLine]] = defaultdict(list)
    for line in lines:
        if line.plan.status is not Status.CANCELLED:
            for name in people_of(line):
                of[name].append(line)
    rows = [_row(name, several, monday, conflicts) for name, several in of.items()]
    busy = [row for row in rows if row.bars]
    return tuple(sorted(busy, key=lambda row: (row.kind is not Kind.CONFLICT, by_sound(row.name))))


def _row(name: str, lines: list[PlanLine], monday: date, conflicts: Conflicts) -> PersonWeek:
    bars, lanes = lay_week(visits_of(lines), monday)
    halves = {half for bar in bars for half in range(bar.first, bar.last + 1)}
    overlaps = [
        Overlap(
            max(one.first, other.first),
            min(one.last, other.last),
            _kind(name, one, other, conflicts),
            (one, other),
        )
        for one, other in combinations(bars, 2)
        if lanes > 1 and one.first <= other.last and other.first <= one.last
    ]
    return PersonWeek(name, bars, lanes, len(halves), tuple(overlaps))


def _kind(name: str, one: Bar, other: Bar, conflicts: Conflicts) -> Kind:
    if any(other.has(number) for line in one.lines for number in line.plan.bound_with):
        return Kind.SAME_VISIT
    if all(any((line.plan.number, name) in conflicts for line in bar.lines) for bar in (one, other)):
        return Kind.CONFLICT
    remote = AuditMode.REMOTE in (one.line.plan.mode, other.line.plan.mode)
    return Kind.REMOTE if remote else Kind.OTHER
