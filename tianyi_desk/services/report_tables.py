"""The tables of a month's report, for paper and for the workbook alike."""

from collections import Counter
from collections.abc import Callable, Sequence

from tianyi_desk.facts.codes import CODES
from tianyi_desk.facts.vocabulary import Disposition, FindingClass, Status
from tianyi_desk.reports.content import Column, Kind, Row, Table
from tianyi_desk.rules.policy import Calendar
from tianyi_desk.rules.workdays import working_days_between
from tianyi_desk.services.briefs import NOT_JUDGED, status_word
from tianyi_desk.services.report_facts import Reported
from tianyi_desk.services.report_figures import Tally, grouped, tally

BETWEEN = "、"
NO_ACTIVITY = "未列活动"


def _whole(heading: str) -> Column:
    return Column(heading, Kind.WHOLE, 10)


def _share(heading: str) -> Column:
    return Column(heading, Kind.SHARE, 10)


_GROUP: tuple[tuple[Column, Callable[[Tally], int | float | None]], ...] = (
    (_whole("应签"), lambda one: one.owed),
    (_whole("已结束"), lambda one: one.ended),
    (_whole("完整签到"), lambda one: one.signed),
    (_share("签到率%"), lambda one: one.signing.shown()),
    (_share("准时率机构%"), lambda one: one.punctual_house.shown()),
    (_share("准时率监管%"), lambda one: one.punctual_regulator.shown()),
    (_whole("未签到"), lambda one: one.not_signed),
    (_whole("地点偏差"), lambda one: one.deviations),
    (_whole("未上传照片"), lambda one: one.no_photos),
    (_whole("异常计划"), lambda one: one.anomalous),
    (_whole("已说明"), lambda one: one.explained),
    (_whole("机构要求"), lambda one: one.by_class[FindingClass.HOUSE]),
    (_whole("疑点"), lambda one: one.by_class[FindingClass.DOUBT]),
    (_whole("数据问题"), lambda one: one.by_class[FindingClass.DATA]),
)


def group_table(
    title: str, name: str, plans: Sequence[Reported], names: Callable[[Reported], Sequence[str]], note: str = ""
) -> Table:
    """Return the figures of groups of plans, one row each, and those of all plans that count below them."""
    columns = (Column(name, Kind.TEXT, 26), *(column for column, _figure in _GROUP))
    rows = tuple(_group_row(group, tally(members)) for group, members in grouped(plans, names))
    total = _group_row("合计", tally([one for one in plans if not one.cancelled]))
    return Table(title, columns, rows, total if rows else None, note)


def _group_row(name: str, counted: Tally) -> Row:
    return (name, *(figure(counted) for _column, figure in _GROUP))


GROUPS: tuple[tuple[str, str, Callable[[Reported], Sequence[str]], str], ...] = (
    ("按认证领域", "认证领域", lambda one: one.plan.fields, "一条计划有几个领域，就在每个领域各计一次；合计按计划计一次。"),
    ("按分支机构", "分支机构", lambda one: (one.plan.branch,), "按审核组长在名册中的部门。"),
    ("按审核组长", "审核组长", lambda one: one.plan.leaders, "一条计划有几名组长，就在每人各计一次；合计按计划计一次。"),
    (
        "按审核活动",
        "审核活动",
        lambda one: one.activities or (NO_ACTIVITY,),
        "一条计划有几项审核活动，就在每项各计一次；合计按计划计一次。",
    ),
)


def overall_table(counted: Tally, visits: int) -> Table:
    """Return every figure of the period with what it is a part of."""
    rows: list[Row] = [
        ("计划", counted.plans, None, None, "期间内结束的全部计划"),
        ("　其中：已作废", counted.cancelled, None, None, "不进入下列各数"),
        ("　其中：不适用", counted.not_applicable, None, None, "2021-09-15 以前"),
        ("　其中：钉钉", counted.dingtalk, None, None, "按钉钉签到，不进入签到率"),
        ("　其中：随绑定计划签到", counted.covered, None, None, "自身不须签到（N4、N5）"),
        ("　其中：应签", counted.owed, None, None, "自身须在认证到签到签退"),
        ("　其中：未判定", counted.not_judged, None, None, "导入后尚未判定"),
        ("现场审核（次）", visits, None, None, "绑定在一起的计划合为一次"),
        ("应签且已结束", counted.ended, None, None, "签到率的分母"),
        _of("签到率", counted.signed, counted.ended, "完整签到 ÷ 已结束"),
        _of("准时率（机构）", counted.on_time_house, counted.signed, "均未超机构线 ÷ 完整签到"),
        _of("准时率（监管）", counted.on_time_regulator, counted.signed, "均未超监管线 ÷ 完整签到"),
        ("异常计划", counted.anomalous, None, None, "至少一条官方异常"),
        ("　其中：已说明", counted.explained, None, None, "机构已对全部异常类型填报说明"),
        ("　其中：有说明期限", counted.dated, None, None, "2022-12-01 起的计划"),
        _of("按时说明率", counted.in_time, counted.in_time + counted.overdue, "按时 ÷（按时 + 逾期）"),
        ("说明逾期", counted.overdue, None, None, "H16"),
        ("待核的计划", counted.to_check, None, None, "签到情况为“待核”"),
        ("照片未复核的计划", counted.unreviewed, None, None, "H11、H12 尚未判定"),
    ]
    columns = (
        Column("项目", Kind.TEXT, 26),
        _whole("条数"),
        _whole("分母"),
        _share("比率%"),
        Column("说明", Kind.TEXT, 40),
    )
    return Table("总体", columns, tuple(rows))


def _of(name: str, part: int, whole: int, words: str) -> Row:
    return name, part, whole, part / whole if whole else None, words


def codes_table(plans: Sequence[Reported]) -> Table:
    """Return how many findings there are by code, and what became of them."""
    found = Counter(one.code for plan in plans for one in plan.held if one.counts)
    on = Counter(code for plan in plans for code in {one.code for one in plan.held if one.counts})
    decided = Counter((one.code, one.disposition) for plan in plans for one in plan.held)
    rows: list[Row] = []
    for code in CODES:
        states = [decided[code.code, one] for one in Disposition]
        if found[code.code] or any(states):
            judged: Sequence[int | None] = (
                [None] * 3 if code.finding_class in _NOT_DECIDED else states
            )
            rows.append(
                (code.finding_class.value, code.code, code.title, found[code.code], on[code.code], *judged, code.clause)
            )
    columns = (
        Column("类别", Kind.TEXT, 9),
        Column("代码", Kind.TEXT, 5),
        Column("名称", Kind.TEXT, 24),
        _whole("条数"),
        _whole("涉及计划"),
        *(_whole(one.value) for one in Disposition),
        Column("依据", Kind.TEXT, 14),
    )
    return Table(
        "按代码", columns, tuple(rows), note="条数不含已排除的；官方异常由说明决定、提醒自行消失，不作人工判定。五类互不相加。"
    )


def classes_table(plans: Sequence[Reported]) -> Table:
    """Return how many findings there are of each class; the classes are never added up."""
    rows: list[Row] = []
    for one in FindingClass:
        held = [each for plan in plans for each in plan.held if each.finding_class is one]
        decided = one not in _NOT_DECIDED
        states = [sum(each.disposition is state for each in held) if decided else None for state in Disposition]
        rows.append((one.value, sum(each.counts for each in held), _many_with(plans, one), *states))
    columns = (
        Column("五类发现", Kind.TEXT, 12),
        _whole("条数"),
        _whole("涉及计划"),
        *(_whole(one.value) for one in Disposition),
    )
    return Table("", columns, tuple(rows), note="条数不含已排除的；五类互不相加。")


_NOT_DECIDED = frozenset({FindingClass.OFFICIAL, FindingClass.REMINDER})


def _many_with(plans: Sequence[Reported], finding_class: FindingClass) -> int:
    return sum(one.count(finding_class) > 0 for one in plans)


def statuses_table(plans: Sequence[Reported]) -> Table:
    """Return how many plans stand how."""
    found = Counter(status_word(one.plan.status) for one in plans)
    order = (*(one.value for one in Status), NOT_JUDGED)
    rows = tuple((word, found[word]) for word in order if found[word])
    return Table("", (Column("签到情况", Kind.TEXT, 16), _whole("计划")), rows, ("合计", len(plans)))


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
        Column("审核组长", Kind.TEXT, 12),
        Column("审核结束", Kind.DAY, 12),
        Column("异常类型", Kind.TEXT, 18),
        Column("说明期限", Kind.DAY, 12),
        Column("剩余工作日", Kind.WHOLE, 10),
        Column("说明情况", Kind.TEXT, 16),
    )
    owing = [one for one in plans if one.official]
    owing.sort(key=lambda one: (one.plan.deadline is None, one.plan.deadline or one.plan.end.date(), one.plan.number))
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
    return working_days_between(calendar, one.as_of.date(), one.plan.deadline)


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
        Column("行政区划", Kind.TEXT, 12),
        Column("渠道", Kind.TEXT, 8),
        Column("签到情况", Kind.TEXT, 10),
        Column("签到距离（米）", Kind.NUMBER, 14),
        Column("签退距离（米）", Kind.NUMBER, 14),
        Column("说明期限", Kind.DAY, 12),
        *(_whole(one.value) for one in FindingClass),
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
