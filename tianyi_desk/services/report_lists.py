"""The lists of a month's report: deadlines, late statements, every plan."""

from collections.abc import Sequence
from datetime import datetime

from tianyi_desk.facts.vocabulary import FindingClass
from tianyi_desk.reports.content import Column, Kind, Note, Row, Table
from tianyi_desk.rules.policy import Calendar
from tianyi_desk.services.briefs import status_word
from tianyi_desk.services.deadlines import Deadlines
from tianyi_desk.services.report_facts import Reported
from tianyi_desk.services.report_tables import BETWEEN, whole


def standing_of(one: Reported) -> str:
    """Say how the explanations of a plan stand that has an O finding."""
    if one.overdue:
        return "逾期后已说明" if one.explained else "逾期未说明"
    if one.explained:
        return "按时说明" if one.plan.deadline else "已说明"
    return "待说明" if one.plan.deadline else "待说明（无期限）"


def deadlines_table(plans: Sequence[Reported], calendar: Calendar) -> Table:
    """Return the plans that owe or owed an explanation: until when, and how it stands."""
    columns = (
        Column("计划编号", Kind.TEXT, 20),
        Column("企业名称", Kind.TEXT, 30),
        Column("审核组长", Kind.TEXT, 14),
        Column("审核结束", Kind.DAY, 12),
        Column("异常类型", Kind.TEXT, 21),
        Column("说明期限", Kind.DAY, 12),
        Column("剩余 工作日", Kind.WHOLE, 10),
        Column("说明情况", Kind.TEXT, 15),
    )
    owing = [one for one in plans if one.official]
    owing.sort(
        key=lambda one: (one.plan.deadline is None, one.plan.deadline or one.plan.end.date(), one.plan.number)
    )
    rows = tuple(
        (
            one.plan.number,
            one.plan.enterprise,
            one.plan.leader,
            one.plan.end.date(),
            BETWEEN.join(title for code, title in _KINDS if one.has(code)),
            one.plan.deadline,
            None if one.explained else _days_left(one, calendar),
            standing_of(one),
        )
        for one in owing
    )
    return Table("说明期限", columns, rows, empty="期间内没有需要说明的官方异常。")


_KINDS = (("O1", "未签到"), ("O2", "地点偏差"), ("O3", "未上传照片"))


def _days_left(one: Reported, calendar: Calendar) -> int | None:
    if one.plan.deadline is None or one.as_of is None:
        return None
    return Deadlines(calendar, one.as_of.date())[one.plan.deadline].working_days


def calendar_notes(plans: Sequence[Reported], calendar: Calendar, as_of: datetime) -> tuple[Note, ...]:
    """Return a note for every year on the way to a deadline whose 调休 table is missing."""
    deadlines = Deadlines(calendar, as_of.date())
    days = {one.plan.deadline for one in plans if one.official and one.plan.deadline is not None}
    warnings = dict.fromkeys(warning for day in sorted(days) for warning in deadlines[day].warnings)
    return tuple(Note(f"请注意：{warning}") for warning in warnings)


def statements_table(plans: Sequence[Reported]) -> Table:
    """Return the remote audits whose 其他情况说明 is or was late (H17)."""
    columns = (
        Column("计划编号", Kind.TEXT, 20),
        Column("企业名称", Kind.TEXT, 30),
        Column("审核组长", Kind.TEXT, 12),
        Column("审核结束", Kind.DAY, 12),
        Column("情况", Kind.TEXT, 46),
    )
    rows = tuple(
        (one.plan.number, one.plan.enterprise, one.plan.leader, one.plan.end.date(), held.message)
        for one in plans
        for held in one.held
        if held.code == "H17" and held.counts
    )
    return Table("远程审核其他情况说明逾期（H17）", columns, rows)


def plans_table(plans: Sequence[Reported]) -> Table:
    """Return every plan of the period."""
    columns = (
        Column("计划编号", Kind.TEXT, 20),
        Column("企业名称", Kind.TEXT, 30),
        Column("认证项目", Kind.TEXT, 18),
        Column("认证领域", Kind.TEXT, 12),
        Column("审核活动", Kind.TEXT, 18),
        Column("审核方式", Kind.TEXT, 10),
        Column("审核开始", Kind.MOMENT, 17),
        Column("审核结束", Kind.MOMENT, 17),
        Column("审核组长", Kind.TEXT, 12),
        Column("分支机构", Kind.TEXT, 16),
        Column("省份", Kind.TEXT, 12),
        Column("渠道", Kind.TEXT, 8),
        Column("签到情况", Kind.TEXT, 10),
        Column("签到距离（米）", Kind.NUMBER, 14),
        Column("签退距离（米）", Kind.NUMBER, 14),
        Column("说明期限", Kind.DAY, 12),
        *(whole(one.value) for one in FindingClass),
        Column("照片未复核", Kind.TEXT, 10),
        Column("同时签到", Kind.TEXT, 24),
    )
    return Table("计划", columns, tuple(map(_plan_row, plans)))


def _plan_row(one: Reported) -> Row:
    plan = one.plan
    return (
        plan.number,
        plan.enterprise,
        BETWEEN.join(plan.starred),
        BETWEEN.join(plan.fields),
        BETWEEN.join(one.activities),
        plan.mode.value,
        plan.start,
        plan.end,
        plan.leader,
        plan.branch,
        plan.region,
        (plan.channel.value if plan.channel else "") + "（随绑定计划）" * one.covered,
        status_word(plan.status),
        *one.distances,
        plan.deadline,
        *(one.count(each) for each in FindingClass),
        "是" if one.photos_unreviewed else "",
        BETWEEN.join(plan.bound_with),
    )
