"""The four months of the samples: when they are judged, which audits they hold, and how their sheets look."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from installer import (
    samples_2021_anomalies,
    samples_2021_checks,
    samples_2021_sound,
    samples_2026_anomalies,
    samples_2026_checks,
    samples_2026_sound,
    samples_turns,
)
from installer.samples_ordinary import EMS, OHS, QMS, Month, Shape, ordinary
from installer.samples_people import BRANCHES
from installer.samples_places import companies
from installer.samples_rows import PlanRow, Story, dice
from installer.samples_scenarios import Scenario

ORDINARY: tuple[tuple[int, Shape], ...] = (
    (5, Shape(days=3, team=3, projects=(QMS, EMS, OHS), pictures=True)),
    (1, Shape(days=2, team=2, projects=(QMS, EMS, OHS), trainee=True)),
    (3, Shape(days=2, projects=(QMS, EMS))),
    (2, Shape(days=1, projects=(QMS, OHS), pictures=True)),
    (3, Shape(kind="施工", days=2, team=3, projects=(("ISO9001*", "EC9000*"), EMS, OHS), expert=True)),
    (2, Shape(kind="信息", days=2, projects=(QMS, ("ISO/IEC 27001",)))),
    (1, Shape(kind="信息", days=3, team=3, projects=(QMS, ("ISO/IEC 27001",), ("ISO/IEC 20000",)))),
    (2, Shape(days=3, finish="12:00", begin="13:30")),
    (1, Shape(kind="服务", days=1, projects=(("SC",),))),
    (2, Shape(days=2, begin="09:00", finish="16:30", trainee=True)),
)
"""How many audits of which outline are in order and nothing else."""


@dataclass(frozen=True, slots=True)
class MonthPlan:
    """What a month is made of; `ordinary` says whether it takes the audits of ORDINARY besides its scenarios."""

    folder: str
    title: str
    as_of: datetime
    first: date
    last: date
    scenarios: tuple[Scenario, ...]
    serial: int
    ordinary: bool = False
    worked: frozenset[date] = field(default_factory=frozenset)


MONTHS: tuple[MonthPlan, ...] = (
    MonthPlan(
        "2021-10",
        "2021 年 10 月：“认证到”施行第一个完整月",
        datetime(2021, 10, 30, 9, 0),
        date(2021, 10, 8),
        date(2021, 10, 27),
        (
            *samples_2021_anomalies.OFFICIAL,
            *samples_2021_checks.STRICTER,
            *samples_2021_checks.DATA,
            *samples_2021_sound.SOUND,
        ),
        401,
        ordinary=True,
        worked=frozenset({date(2021, 10, 9)}),
    ),
    MonthPlan(
        "2022-01",
        "2022 年 1 月：绑定改按半天（2022-01-05 起）",
        datetime(2022, 1, 20, 9, 0),
        date(2022, 1, 6),
        date(2022, 1, 14),
        samples_turns.BINDING,
        1,
    ),
    MonthPlan(
        "2022-12",
        "2022 年 12 月：扩大到全部管理体系和远程审核（2022-12-01 起）",
        datetime(2022, 12, 20, 10, 0),
        date(2022, 12, 1),
        date(2022, 12, 9),
        samples_turns.WIDENING,
        801,
    ),
    MonthPlan(
        "2026-10",
        "2026 年 10 月：现行要求，说明有期限",
        datetime(2026, 10, 27, 13, 40),
        date(2026, 10, 8),
        date(2026, 10, 23),
        (
            *samples_2026_anomalies.OFFICIAL,
            *samples_2026_checks.STRICTER,
            *samples_2026_checks.DATA,
            *samples_2026_sound.SOUND,
        ),
        701,
        ordinary=True,
        worked=frozenset({date(2026, 10, 10)}),
    ),
)


def stories(plan: MonthPlan) -> list[Story]:
    """Return a month's visits, changed as their scenarios say, with numbers given."""
    days = [plan.first + timedelta(days=day) for day in range((plan.last - plan.first).days + 1)]
    workdays = tuple(day for day in days if day.weekday() < 5 or day in plan.worked)
    month = Month(plan.folder, plan.title, plan.as_of, workdays, companies(dice("companies")))
    dated = [one for one in plan.scenarios if any(shape.first for shape in one.shapes)]
    told = [_told(month, scenario) for scenario in dated]
    if plan.ordinary:
        for count, shape in ORDINARY:
            told += [ordinary(month, "按要求签到", shape) for _ in range(count)]
    free = sorted((one for one in plan.scenarios if one not in dated), key=lambda one: -_demand(one))
    told += [_told(month, scenario) for scenario in free]
    _number([one for story in told for one in story.plans], plan.serial)
    return told


def _demand(scenario: Scenario) -> int:
    """Return how much of the people's time a scenario takes; the large ones must find room first."""
    return sum(shape.days * 10 + shape.team + shape.pad * 20 for shape in scenario.shapes)


def _told(month: Month, scenario: Scenario) -> Story:
    """Return a scenario's story: its visits in order, then the changes, then what each plan must show."""
    visits = [ordinary(month, scenario.title, shape) for shape in scenario.shapes]
    story = visits[0]
    for other in visits[1:]:
        story.plans += other.plans
    for change in scenario.changes:
        change(story)
    for one, expect in zip(story.plans, scenario.expects, strict=True):
        one.expect = expect
    return story


def _number(plans: Sequence[PlanRow], serial: int) -> None:
    """Give plan numbers in the order in which the audits were reported (F7)."""
    for place, plan in enumerate(sorted(plans, key=lambda one: one.start), serial):
        branch = BRANCHES[plan.team[0].department]
        plan.number = f"R0123{branch}{plan.start.year}{place:03d}"
