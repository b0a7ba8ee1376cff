"""The lists of the panels 异常 and 计划 as Excel files, as they are shown."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from tianyi_desk.facts.vocabulary import FindingClass
from tianyi_desk.facts.wording import moment_words
from tianyi_desk.progress import Job
from tianyi_desk.services.briefs import status_word
from tianyi_desk.services.deviations import Deviation
from tianyi_desk.services.plan_listing import PlanLine
from tianyi_desk.services.workbook import Column, Kind, Value, write_list

BETWEEN = "、"


class DeviationColumn(NamedTuple):
    """A column of the exported findings, and what it says of one."""

    column: Column
    value: Callable[[Deviation], Value]


class PlanColumn(NamedTuple):
    """A column of the exported plans, and what it says of one."""

    column: Column
    value: Callable[[PlanLine], Value]


def _text(heading: str, width: float) -> Column:
    return Column(heading, Kind.TEXT, width)


def _count_of(finding_class: FindingClass) -> Callable[[PlanLine], Value]:
    return lambda line: line.count(finding_class)


DEVIATIONS: tuple[DeviationColumn, ...] = (
    DeviationColumn(_text("类别", 10), lambda row: row.finding_class.value),
    DeviationColumn(_text("代码", 6), lambda row: row.code),
    DeviationColumn(_text("异常", 24), lambda row: row.title),
    DeviationColumn(_text("情形", 12), lambda row: row.circumstance),
    DeviationColumn(_text("数值", 12), lambda row: row.figure),
    DeviationColumn(_text("临界", 6), lambda row: "临界" if row.borderline else ""),
    DeviationColumn(_text("预期", 6), lambda row: "预期" if row.expected else ""),
    DeviationColumn(_text("说明", 60), lambda row: row.message),
    DeviationColumn(_text("企业名称", 30), lambda row: row.enterprise),
    DeviationColumn(_text("计划编号", 20), lambda row: row.number),
    DeviationColumn(_text("认证项目", 18), lambda row: BETWEEN.join(row.starred)),
    DeviationColumn(_text("认证领域", 12), lambda row: BETWEEN.join(row.fields)),
    DeviationColumn(Column("审核开始", Kind.MOMENT, 17), lambda row: row.start),
    DeviationColumn(Column("审核结束", Kind.MOMENT, 17), lambda row: row.end),
    DeviationColumn(_text("审核组长", 12), lambda row: row.leader),
    DeviationColumn(_text("分支机构", 16), lambda row: row.branch),
    DeviationColumn(_text("行政区划", 12), lambda row: row.region),
    DeviationColumn(_text("签到情况", 10), lambda row: status_word(row.status)),
    DeviationColumn(Column("说明期限", Kind.DAY, 12), lambda row: row.deadline),
    DeviationColumn(_text("处理", 12), lambda row: row.handling),
    DeviationColumn(_text("处理人", 10), lambda row: row.decided_by),
    DeviationColumn(Column("处理时间", Kind.MOMENT, 17), lambda row: row.decided_at),
    DeviationColumn(_text("处理理由", 30), lambda row: row.decided_reason),
    DeviationColumn(_text("同时签到", 20), lambda row: BETWEEN.join(row.bound_with)),
)

PLANS: tuple[PlanColumn, ...] = (
    PlanColumn(_text("计划编号", 20), lambda line: line.number),
    PlanColumn(_text("企业名称", 30), lambda line: line.enterprise),
    PlanColumn(_text("认证项目", 18), lambda line: BETWEEN.join(line.starred)),
    PlanColumn(_text("认证领域", 12), lambda line: BETWEEN.join(line.fields)),
    PlanColumn(Column("审核开始", Kind.MOMENT, 17), lambda line: line.start),
    PlanColumn(Column("审核结束", Kind.MOMENT, 17), lambda line: line.end),
    PlanColumn(_text("审核方式", 12), lambda line: line.mode.value),
    PlanColumn(_text("渠道", 8), lambda line: line.channel.value if line.channel else ""),
    PlanColumn(_text("签到情况", 10), lambda line: status_word(line.status)),
    PlanColumn(Column("说明期限", Kind.DAY, 12), lambda line: line.deadline),
    *(PlanColumn(Column(one.value, Kind.WHOLE, 10), _count_of(one)) for one in FindingClass),
    PlanColumn(_text("预期", 6), lambda line: "预期" if line.expected else ""),
    PlanColumn(_text("审核组长", 12), lambda line: line.leader),
    PlanColumn(_text("审核组", 30), lambda line: line.team),
    PlanColumn(_text("分支机构", 16), lambda line: line.branch),
    PlanColumn(_text("行政区划", 12), lambda line: line.region),
    PlanColumn(_text("同时签到", 20), lambda line: BETWEEN.join(line.bound_with)),
    PlanColumn(_text("计划状态", 10), lambda line: line.plan.state),
)


def export_deviations(
    path: Path, title: str, rows: Sequence[Deviation], filters: Sequence[str], at: datetime
) -> Job[int]:
    """Write findings as shown, in the order shown; `filters` says in lines what the list was narrowed to.

    Raises DeskError where the file cannot be written.
    """
    about = [
        *_when(filters, at),
        "数值：判定该异常的数字；地点偏差为距最近审核地址的距离",
        "处理：官方异常和提醒不作人工处理，由异常说明或补签决定",
        "计数：官方异常、机构要求、疑点、数据问题、提醒各自计数，不相加",
        *_sums(rows),
    ]
    values = ([column.value(row) for column in DEVIATIONS] for row in rows)
    return (yield from write_list(path, title, [one.column for one in DEVIATIONS], values, about))


def _sums(rows: Sequence[Deviation]) -> list[str]:
    classes = [row.finding_class for row in rows]
    return [f"{one.value}：{classes.count(one)}" for one in FindingClass]


def export_plans(
    path: Path, title: str, lines: Sequence[PlanLine], filters: Sequence[str], at: datetime
) -> Job[int]:
    """Write plans as shown, in the order shown; `filters` says in lines what the list was narrowed to.

    Raises DeskError where the file cannot be written.
    """
    about = [
        *_when(filters, at),
        "认证项目：带 * 的为监管系统必签项目",
        "官方异常等五列：该计划现有的条数，已排除的不计；五类各自计数，不相加",
        "说明期限：机构填报异常说明的最后一天；政策没有规定期限的为空",
    ]
    values = ([column.value(line) for column in PLANS] for line in lines)
    return (yield from write_list(path, title, [one.column for one in PLANS], values, about))


def _when(filters: Sequence[str], at: datetime) -> list[str]:
    return [f"导出时间：{moment_words(at)}", *(f"筛选：{one}" for one in filters or ("无",))]
