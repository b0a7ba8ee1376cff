"""The figures of a report, and what each of them means; every one counts plans or findings of the same period."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from tianyi_desk.facts.vocabulary import Channel, FindingClass, Status
from tianyi_desk.services.report_facts import Reported

LEAST = 10
"""Plans that a share of a group must rest on to be shown."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, both counted in plans."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """Return the share from 0 to 1, None of nothing."""
        return self.part / self.whole if self.whole else None

    def shown(self, least: int = LEAST) -> float | None:
        """Return the share where it rests on enough plans."""
        return self.value if self.whole >= least else None

    @property
    def percent(self) -> str:
        """Write the share in percent, a dash for a share of nothing."""
        return "—" if self.value is None else f"{self.value * 100:.1f}"


@dataclass(frozen=True, slots=True)
class Tally:
    """Some plans counted; the names are those of `FIGURES`."""

    plans: int
    cancelled: int
    not_judged: int
    not_applicable: int
    dingtalk: int
    covered: int
    owed: int
    ended: int
    signed: int
    on_time_house: int
    on_time_regulator: int
    not_signed: int
    deviations: int
    no_photos: int
    anomalous: int
    explained: int
    dated: int
    in_time: int
    overdue: int
    to_check: int
    unreviewed: int
    by_class: Mapping[FindingClass, int]

    @property
    def signing(self) -> Share:
        """Return 签到率."""
        return Share(self.signed, self.ended)

    @property
    def punctual_house(self) -> Share:
        """Return 准时率 by the company's lines."""
        return Share(self.on_time_house, self.signed)

    @property
    def punctual_regulator(self) -> Share:
        """Return 准时率 by the regulator's lines."""
        return Share(self.on_time_regulator, self.signed)

    @property
    def explaining(self) -> Share:
        """Return 说明及时率: of what was due or filed, in time or overdue."""
        return Share(self.in_time, self.in_time + self.overdue)


_COUNTED = tuple(one.name for one in fields(Tally) if one.name != "by_class")


class Counting:
    """The plans of a period, each looked at once, however many groups it is counted in."""

    def __init__(self, plans: Sequence[Reported]) -> None:
        self._places = {one.plan.number: place for place, one in enumerate(plans)}
        self._marks = np.array([_marks(one) for one in plans], np.int64).reshape(len(plans), _WIDTH)

    def tally(self, plans: Sequence[Reported]) -> Tally:
        """Count some of the plans and their findings."""
        places = [self._places[one.plan.number] for one in plans]
        sums = self._marks[places].sum(axis=0).tolist()
        figures: dict[str, Any] = dict(zip(_COUNTED, sums, strict=False))
        return Tally(**figures, by_class=dict(zip(FindingClass, sums[len(_COUNTED) :], strict=True)))


def tally(plans: Sequence[Reported]) -> Tally:
    """Count plans and their findings."""
    return Counting(plans).tally(plans)


def _marks(one: Reported) -> tuple[int, ...]:
    """Return what a plan adds to each figure of a Tally in turn, then to each class."""
    due, status = one.due, one.plan.status
    return (
        1,
        status is Status.CANCELLED,
        status is None,
        status is Status.NOT_APPLICABLE,
        one.plan.channel is Channel.DINGTALK,
        one.covered,
        one.owed,
        due,
        *(_marks_of_findings(one) if one.held else (due, due, due, *_NO_FINDINGS)),
        status is Status.TO_CHECK,
        one.photos_unreviewed,
        *(_by_class(one) if one.held else _NO_CLASSES),
    )


def _marks_of_findings(one: Reported) -> tuple[int, ...]:
    """Return what its findings make of a plan: signed, on time, O1 to O3, and how it stands with explanations."""
    official = one.official
    explained = official and one.plan.status is Status.EXPLAINED
    dated = official and one.plan.deadline is not None
    found = Counter(held.code for held in one.held if held.counts)
    signed = one.due and not found["O1"]
    return (
        signed,
        signed and one.on_time_for_house,
        signed and one.on_time_for_regulator,
        *(found[code] for code in ("O1", "O2", "O3")),
        official,
        explained,
        dated,
        dated and explained and not found["H16"],
        dated and found["H16"] > 0,
    )


def _by_class(one: Reported) -> tuple[int, ...]:
    found = Counter(held.finding_class for held in one.held if held.counts)
    return tuple(found[each] for each in FindingClass)


_NO_FINDINGS, _NO_CLASSES = (0,) * 8, (0,) * len(FindingClass)
_WIDTH = len(_COUNTED) + len(FindingClass)


def visits(plans: Sequence[Reported]) -> int:
    """Count the visits: plans that are bound, directly or through others of the period, are one."""
    root = {one.plan.number: one.plan.number for one in plans if not one.cancelled}

    def top(number: str) -> str:
        while root[number] != number:
            root[number] = number = root[root[number]]
        return number

    for one in plans:
        for other in one.plan.bound_with:
            if one.plan.number in root and other in root:
                root[top(one.plan.number)] = top(other)
    return sum(number == above for number, above in root.items())


def grouped(
    plans: Iterable[Reported], names: Callable[[Reported], Sequence[str]]
) -> list[tuple[str, list[Reported]]]:
    """Return the plans that count, by group; one of several groups is in each. The greatest group comes first."""
    groups: defaultdict[str, list[Reported]] = defaultdict(list)
    for one in plans:
        if not one.cancelled:
            for name in dict.fromkeys(names(one)):
                groups[name].append(one)
    return sorted(
        groups.items(), key=lambda pair: (-sum(one.owed for one in pair[1]), -len(pair[1]), pair[0])
    )


DEFINITIONS: tuple[tuple[str, str], ...] = (
    ("归期", "审核计划按审核结束日期归入期间；按判定时刻已保存的判定结果统计，判定时刻见封面或首页。"),
    (
        "计划",
        "期间内结束的审核计划，一条计划一个编号。已作废（撤销、取消、作废）的只在“已作废”中计数，不进入其他数。",
    ),
    ("现场审核", "结合审核绑定在一起的计划合为一次（M2.4）；只看期间内结束、未作废的计划。"),
    (
        "应签计划",
        "渠道为“认证到”、自身须签到签退的计划（N2、F2）。随绑定计划签到的（N4、N5）、钉钉的、不适用的不在内。",
    ),
    ("已结束", "应签计划中，判定时刻的日期晚于审核结束日期的。未结束的不进入签到率、准时率。"),
    ("完整签到", "已结束的应签计划中，没有“未签到”（O1，M5.9(1)）的：应签的签到、签退都有计入的记录。"),
    ("签到率", "完整签到 ÷ 已结束。"),
    (
        "准时率（机构）",
        "完整签到中没有 H02 签到迟、H03 签退早、H04 签退迟的 ÷ 完整签到。机构线见 N6.1。",
    ),
    (
        "准时率（监管）",
        "完整签到中，签到没有超过监管线（H02 中超首次会议后 120 分钟的）、没有 H04 签退迟的 ÷ 完整签到（F3）。签退早只违反机构线。",
    ),
    (
        "未签到、地点偏差、未上传照片",
        "监管系统的三类异常 O1、O2、O3 的条数（M5.9）。地点偏差按签到、签退各计一条，其余每条计划至多一条。",
    ),
    (
        "异常计划",
        "至少有一条官方异常（O1、O2、O3）的计划。涉密、临时调整的同样计入，标“预期”（N6.7、N6.8）。",
    ),
    ("已说明", "异常计划中，机构对所有异常类型都已填报说明的。"),
    (
        "说明及时率",
        (
            "按计划计：及时 ÷ 应说明（F4）。应说明：有说明期限的异常计划中，期限已过的，或机构对全部异常类型都已填报的；"
            "及时：全部异常类型都在期限当日或以前填报，以填写日期为准，绑定计划上填写的也算（F6）。其余为逾期（H16）。"
            "H16 经人排除的，已说明的计及时，未说明的不计入。期限未到、尚未填齐的不计入。"
        ),
    ),
    (
        "官方异常、机构要求、疑点、数据问题、提醒",
        "五类发现各自的条数，互不相加。由人判定“已排除”的不计；疑点需人核实，不是结论。",
    ),
    ("照片未复核", "已结束的认证到计划中，照片尚无人核查的；它们的 H11、H12 尚未判定。"),
    ("按认证领域", "一条计划有几个领域就在每个领域各计一次，各行之和可以大于合计；合计按计划计一次。"),
    ("按分支机构", "按审核组长在名册中的部门；名册没有的列“未列部门”。"),
    (
        "按审核组长、按审核活动",
        "一条计划有几名组长、几项活动就在每行各计一次；没有的列“未列组长”“未列活动”。",
    ),
    ("率的列示", f"分组和趋势中，分母不足 {LEAST} 条的不列率（—），只列条数。"),
    (
        "趋势",
        "数据库中有计划结束的各月，至多前六个月和本期；口径与本期相同，按现有判定结果重算，不是当时报告的数。",
    ),
    (
        "月结、调整",
        "月结留存当时的各数和计划清单，不能重开。月结以后计划的变化列入其后第一个没有月结的月份的报告“调整”，原为即上次报告所见。",
    ),
    ("剩余工作日", "从判定时刻的次日数到期限当日，按国务院办公厅的放假调休安排；负数为已过的工作日。"),
)
"""The figures of a report in words, in the order of the sheet 口径."""
