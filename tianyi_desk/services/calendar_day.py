"""What the calendar lists beside its picture: the plans of a day, and those whose explanation is due on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tianyi_desk.services.calendar_bars import Half, half_on, rank_of
from tianyi_desk.services.calendar_view import lines_between
from tianyi_desk.services.plan_listing import PlanLine


@dataclass(frozen=True, slots=True)
class Entry:
    """A plan of the list; `half` is what the day is to it, None where only its explanation is due."""

    line: PlanLine
    half: Half | None
    due: bool = False


@dataclass(frozen=True, slots=True)
class DayList:
    """A day's plans, anomalies first, then by start; plans whose explanation is due that day come last."""

    day: date
    entries: tuple[Entry, ...]
    running: int
    starting: int
    ending: int

    @property
    def words(self) -> str:
        """Say how many: 在审 7 个，开始 5，结束 3."""
        if not self.running:
            return "没有在审的计划"
        parts = [f"在审 {self.running} 个计划"]
        parts += [f"开始 {self.starting}"] if self.starting else []
        parts += [f"结束 {self.ending}"] if self.ending else []
        return "，".join(parts)


def day_list(lines: Iterable[PlanLine], owed: Iterable[PlanLine], day: date) -> DayList:
    """Return the list of a day; `owed` are plans in 异常 with a deadline."""
    running = sorted(lines_between(lines, day, day), key=_order)
    due = {line.plan.number: line for line in owed if line.plan.deadline == day}
    entries = [
        Entry(line, half_on(line, day), due.pop(line.plan.number, None) is not None) for line in running
    ]
    entries += [Entry(line, None, True) for line in sorted(due.values(), key=_order)]
    return DayList(
        day,
        tuple(entries),
        len(running),
        sum(line.plan.start.date() == day for line in running),
        sum(line.plan.end.date() == day for line in running),
    )


def _order(line: PlanLine) -> tuple[object, ...]:
    return rank_of(line), line.plan.start, line.plan.number
