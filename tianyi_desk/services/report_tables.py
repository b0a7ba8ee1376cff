"""The tables of a month's report, for paper and for the workbook alike."""

from collections import Counter
from collections.abc import Callable, Sequence

from tianyi_desk.facts.codes import CODES
from tianyi_desk.facts.vocabulary import Disposition, FindingClass, Status
from tianyi_desk.reports.content import Column, Kind, Row, Table
from tianyi_desk.services.briefs import NOT_JUDGED, status_word
from tianyi_desk.services.report_facts import Reported
from tianyi_desk.services.report_figures import Counting, Tally, grouped

BETWEEN = "、"
NO_ACTIVITY = "未列活动"


def whole(heading: str) -> Column:
    """Return a column of counts."""
    return Column(heading, Kind.WHOLE, 10)


def _share(heading: str) -> Column:
    return Column(heading, Kind.SHARE, 10)


_GROUP: tuple[tuple[Column, Callable[[Tally], int | float | None]], ...] = (
    (whole("应签"), lambda one: one.owed),
    (whole("已结束"), lambda one: one.ended),
    (whole("完整签到"), lambda one: one.signed),
    (_share("签到率%"), lambda one: one.signing.shown()),
    (_share("准时率机构%"), lambda one: one.punctual_house.shown()),
    (_share("准时率监管%"), lambda one: one.punctual_regulator.shown()),
    (whole("未签到"), lambda one: one.not_signed),
    (whole("地点偏差"), lambda one: one.deviations),
    (whole("未上传照片"), lambda one: one.no_photos),
    (whole("异常计划"), lambda one: one.anomalous),
    (whole("已说明"), lambda one: one.explained),
    (whole("机构要求"), lambda one: one.by_class[FindingClass.HOUSE]),
    (whole("疑点"), lambda one: one.by_class[FindingClass.DOUBT]),
    (whole("数据问题"), lambda one: one.by_class[FindingClass.DATA]),
)


def group_table(
    title: str,
    name: str,
    plans: Sequence[Reported],
    names: Callable[[Reported], Sequence[str]],
    counting: Counting,
    note: str = "",
) -> Table:
    """Return the figures of groups of plans, one row each, and those of all plans that count below them."""
    columns = (Column(name, Kind.TEXT, 26), *(column for column, _figure in _GROUP))
    rows = tuple(_group_row(group, counting.tally(members)) for group, members in grouped(plans, names))
    total = _group_row("合计", counting.tally([one for one in plans if not one.cancelled]))
    return Table(title, columns, rows, total if rows else None, note)


def _group_row(name: str, counted: Tally) -> Row:
    return (name, *(figure(counted) for _column, figure in _GROUP))


GROUPS: tuple[tuple[str, str, Callable[[Reported], Sequence[str]], str], ...] = (
    (
        "按认证领域",
        "认证领域",
        lambda one: one.plan.fields,
        "一条计划有几个领域，就在每个领域各计一次；合计按计划计一次。",
    ),
    ("按分支机构", "分支机构", lambda one: (one.plan.branch,), "按审核组长在名册中的部门。"),
    (
        "按审核组长",
        "审核组长",
        lambda one: one.plan.leaders,
        "一条计划有几名组长，就在每人各计一次；合计按计划计一次。",
    ),
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
        _of("说明及时率", counted.in_time, counted.explaining.whole, "及时 ÷ 应说明（期限已过或已填报的）"),
        ("说明逾期", counted.overdue, None, None, "H16"),
        ("待核的计划", counted.to_check, None, None, "签到情况为“待核”"),
        ("照片未复核的计划", counted.unreviewed, None, None, "H11、H12 尚未判定"),
    ]
    columns = (
        Column("项目", Kind.TEXT, 26),
        whole("条数"),
        whole("分母"),
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
            judged: Sequence[int | None] = [None] * 3 if code.finding_class in _NOT_DECIDED else states
            rows.append(
                (
                    code.finding_class.value,
                    code.code,
                    code.title,
                    found[code.code],
                    on[code.code],
                    *judged,
                    code.clause,
                )
            )
    columns = (
        Column("类别", Kind.TEXT, 9),
        Column("代码", Kind.TEXT, 5),
        Column("名称", Kind.TEXT, 24),
        whole("条数"),
        whole("涉及计划"),
        *(whole(one.value) for one in Disposition),
        Column("依据", Kind.TEXT, 14),
    )
    return Table(
        "按代码",
        columns,
        tuple(rows),
        note="条数不含已排除的；官方异常由说明决定、提醒自行消失，不作人工判定。五类互不相加。",
    )


def classes_table(plans: Sequence[Reported]) -> Table:
    """Return how many findings there are of each class; the classes are never added up."""
    rows: list[Row] = []
    for one in FindingClass:
        held = [each for plan in plans for each in plan.held if each.finding_class is one]
        decided = one not in _NOT_DECIDED
        states = [
            sum(each.disposition is state for each in held) if decided else None for state in Disposition
        ]
        rows.append((one.value, sum(each.counts for each in held), _many_with(plans, one), *states))
    columns = (
        Column("五类发现", Kind.TEXT, 12),
        whole("条数"),
        whole("涉及计划"),
        *(whole(one.value) for one in Disposition),
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
    return Table("", (Column("签到情况", Kind.TEXT, 16), whole("计划")), rows, ("合计", len(plans)))
