"""The columns of 计划."""

from collections.abc import Sequence
from datetime import date, datetime

from tianyi_desk.facts.vocabulary import FindingClass, Status
from tianyi_desk.facts.wording import day_words, moment_words
from tianyi_desk.services.briefs import status_word
from tianyi_desk.services.plan_listing import PlanLine
from tianyi_desk.ui.chips import Chip, class_chip, status_chip
from tianyi_desk.ui.tables import Column

_ORDER = {status: place for place, status in enumerate(Status)}


def columns(today: date) -> tuple[Column[PlanLine], ...]:
    """Return the columns; a deadline that has passed on `today` is red while the plan is still 异常."""
    return (
        Column(
            "status",
            "签到情况",
            lambda line: status_word(line.status),
            96,
            sort=lambda line: -1 if line.status is None else _ORDER[line.status],
            chips=lambda line: () if line.status is None else (status_chip(line.status),),
        ),
        Column("enterprise", "企业", lambda line: line.enterprise, 220, stretch=True, middle=True),
        Column(
            "projects",
            "认证项目",
            lambda line: "、".join(line.starred),
            150,
            tip=lambda line: "、".join(line.starred) + "\n带 * 的为监管要求的必签项目",
            rank=1,
        ),
        Column("number", "计划编号", lambda line: line.number, 136, middle=True, rank=2),
        Column("time", "审核时间", _time, 214, sort=lambda line: line.start, tip=_whole_time, rank=1),
        Column("mode", "方式", lambda line: line.mode.value, 76, rank=6),
        Column("leader", "组长", lambda line: line.leader, 82, rank=5),
        Column("found", "异常", _counts, 148, sort=_weight, chips=_count_chips, tip=_count_words, rank=3),
        Column(
            "deadline",
            "说明期限",
            lambda line: f"{line.deadline:%Y-%m-%d}" if line.deadline else "",
            96,
            sort=lambda line: line.deadline,
            tip=lambda line: day_words(line.deadline) if line.deadline else "",
            tone=lambda line: _deadline_tone(line, today),
            rank=4,
        ),
        Column("channel", "渠道", lambda line: line.channel.value if line.channel else "", 70, hidden=True),
        Column("branch", "分支机构", lambda line: line.branch, 100, hidden=True),
        Column("region", "行政区划", lambda line: line.region, 90, hidden=True),
        Column("team", "审核组", lambda line: line.team, 180, hidden=True),
        Column("field", "领域", lambda line: "、".join(line.fields), 90, hidden=True),
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


def _deadline_tone(line: PlanLine, today: date) -> str:
    late = line.deadline is not None and line.deadline < today
    return "official" if late and line.status is Status.ANOMALOUS else "muted"


def _weight(line: PlanLine) -> tuple[int, ...]:
    return line.found.counts


def _counts(line: PlanLine) -> str:
    return " ".join(f"{one.value}{count}" for one, count in _found(line))


def _count_words(line: PlanLine) -> str:
    return "\n".join(f"{one.value} {count} 条" for one, count in _found(line))


def _count_chips(line: PlanLine) -> Sequence[Chip]:
    chips = [class_chip(one, str(count), soft=False) for one, count in _found(line)]
    return [*chips, Chip("预期", "data")] if line.expected else chips


def _found(line: PlanLine) -> list[tuple[FindingClass, int]]:
    return [(one, count) for one in FindingClass if (count := line.count(one))]
