"""Narrow the calendar by 分支机构, 组长, 认证领域 and 签到情况."""

from collections.abc import Iterable
from dataclasses import dataclass

from tianyi_desk.facts.vocabulary import Status
from tianyi_desk.services.calendar_bars import Mark, mark_of
from tianyi_desk.services.plan_listing import PlanLine

ANY = ""


@dataclass(frozen=True, slots=True)
class CalendarFilter:
    """What is shown; "" means no matter, None as a status a plan that was never judged."""

    branch: str = ANY
    leader: str = ANY
    area: str = ANY
    status: Status | str | None = ANY
    anomalies_only: bool = False

    def keeps(self, line: PlanLine) -> bool:
        """Tell whether a plan is shown."""
        plan = line.plan
        return (
            self.branch in (ANY, plan.branch)
            and (self.leader == ANY or self.leader in plan.leaders)
            and (self.area == ANY or self.area in plan.fields)
            and (self.status == ANY or self.status is plan.status)
            and (not self.anomalies_only or mark_of(line) is Mark.ANOMALY)
        )

    def narrow(self, lines: Iterable[PlanLine]) -> list[PlanLine]:
        """Return the plans that are shown."""
        return list(lines) if self == CalendarFilter() else [line for line in lines if self.keeps(line)]


@dataclass(frozen=True, slots=True)
class CalendarChoices:
    """What there is to choose among the plans at hand, in the order of a Chinese list."""

    branches: tuple[str, ...]
    leaders: tuple[str, ...]
    areas: tuple[str, ...]
    statuses: tuple[Status | None, ...]


def choices(lines: Iterable[PlanLine]) -> CalendarChoices:
    """Return what the plans can be narrowed to."""
    plans = [line.plan for line in lines]
    statuses = {plan.status for plan in plans}
    return CalendarChoices(
        in_order(plan.branch for plan in plans),
        in_order(name for plan in plans for name in plan.leaders),
        in_order(area for plan in plans for area in plan.fields),
        tuple(status for status in (*Status, None) if status in statuses),
    )


def by_sound(name: str) -> bytes:
    """Return a key that sorts the commoner Chinese characters by their sound: GB 2312 has them in that order."""
    return name.encode("gb18030", "replace")


def in_order(names: Iterable[str]) -> tuple[str, ...]:
    """Return names once each, in the order of a Chinese list."""
    return tuple(sorted(set(names), key=by_sound))
