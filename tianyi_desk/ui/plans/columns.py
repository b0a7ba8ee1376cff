"""The columns of 计划."""

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter

from tianyi_desk.facts.vocabulary import FindingClass, Status
from tianyi_desk.facts.wording import day_words, moment_words
from tianyi_desk.services.briefs import status_word
from tianyi_desk.services.deadlines import Deadlines
from tianyi_desk.services.plan_listing import PlanLine
from tianyi_desk.ui.chips import Chip, class_chip, status_chip
from tianyi_desk.ui.tables import Column

_ORDER = {status: place for place, status in enumerate(Status)}


def columns(deadlines: Deadlines) -> tuple[Column[PlanLine], ...]:
    """Return the columns; while the plan is still 异常 a deadline is red when it is over, amber when it is near."""
    return (
        Column(
            "status",
            "签到情况",
            lambda line: status_word(line.status),
            96,
            sort=lambda line: -1 if line.status is None else _ORDER[line.status],
            chips=lambda line: () if line.status is None else (status_chip(line.status),),
            same=attrgetter("plan.status"),
        ),
        Column(
            "enterprise",
            "企业",
            lambda line: line.enterprise,
            220,
            stretch=True,
            middle=True,
            sort=attrgetter("plan.enterprise"),
        ),
        Column(
            "projects",
            "认证项目",
            lambda line: "、".join(line.starred),
            150,
            tip=lambda line: "、".join(line.starred) + "\n带 * 的为监管要求的必签项目",
            rank=1,
            same=attrgetter("plan.starred"),
        ),
        Column(
            "number",
            "计划编号",
            lambda line: line.number,
            136,
            middle=True,
            rank=2,
            sort=attrgetter("plan.number"),
        ),
        Column(
            "time",
            "审核时间",
            _time,
            214,
            tip=_whole_time,
            rank=1,
            sort=attrgetter("plan.start"),
        ),
        Column("mode", "方式", lambda line: line.mode.value, 76, rank=6, same=attrgetter("plan.mode")),
        Column("leader", "组长", lambda line: line.leader, 82, rank=5, same=attrgetter("plan.leaders")),
        Column(
            "found",
            "异常",
            _counts,
            148,
            chips=_count_chips,
            tip=_count_words,
            rank=3,
            sort=attrgetter("found.counts"),
        ),
        Column(
            "deadline",
            "说明期限",
            lambda line: _deadline(line, deadlines),
            112,
            sort=lambda line: line.deadline,
            tip=lambda line: deadlines[line.deadline].told if line.deadline else "",
            tone=lambda line: deadlines[line.deadline].tone if _waits(line) and line.deadline else "muted",
            rank=4,
            same=attrgetter("plan.deadline", "plan.status"),
        ),
        Column(
            "channel",
            "渠道",
            lambda line: line.channel.value if line.channel else "",
            70,
            hidden=True,
            same=attrgetter("plan.channel"),
        ),
        Column(
            "branch", "分支机构", lambda line: line.branch, 100, hidden=True, sort=attrgetter("plan.branch")
        ),
        Column(
            "region", "行政区划", lambda line: line.region, 90, hidden=True, sort=attrgetter("plan.region")
        ),
        Column("team", "审核组", lambda line: line.team, 180, hidden=True, sort=attrgetter("team")),
        Column(
            "field",
            "领域",
            lambda line: "、".join(line.fields),
            90,
            hidden=True,
            same=attrgetter("plan.fields"),
        ),
    )


def _time(line: PlanLine) -> str:
    """Write the span short: the second day only where it is another one."""
    if line.start.date() == line.end.date():
        return f"{line.start:%Y-%m-%d %H:%M}—{line.end:%H:%M}"
    return f"{line.start:%Y-%m-%d %H:%M}—{line.end:%m-%d %H:%M}"


def _whole_time(line: PlanLine) -> str:
    return f"{_day(line.start)} 至\n{_day(line.end)}"


def _day(moment: datetime) -> str:
    return f"{day_words(moment.date())} {moment_words(moment)[11:]}"


def _waits(line: PlanLine) -> bool:
    """Tell whether the explanation is still to come."""
    return line.deadline is not None and line.status is Status.ANOMALOUS


def _deadline(line: PlanLine, deadlines: Deadlines) -> str:
    if line.deadline is None:
        return ""
    return deadlines[line.deadline].brief if _waits(line) else line.deadline.isoformat()


def _counts(line: PlanLine) -> str:
    return " ".join(f"{one.value}{count}" for one, count in _found(line))


def _count_words(line: PlanLine) -> str:
    return "\n".join(f"{one.value} {count} 条" for one, count in _found(line))


def _count_chips(line: PlanLine) -> Sequence[Chip]:
    chips = [class_chip(one, str(count), soft=False) for one, count in _found(line)]
    return [*chips, Chip("预期", "data")] if line.expected else chips


def _found(line: PlanLine) -> list[tuple[FindingClass, int]]:
    return [(one, count) for one in FindingClass if (count := line.count(one))]
