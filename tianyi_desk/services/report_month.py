"""The report of a month or of any period: what it says, from the plans that end in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tianyi_desk.facts.vocabulary import FindingClass
from tianyi_desk.facts.wording import WEEKDAYS
from tianyi_desk.reports.content import (
    Column,
    Facts,
    Figure,
    Figures,
    Kind,
    Lead,
    Note,
    Report,
    Section,
    SideBySide,
    Signatures,
    Table,
)
from tianyi_desk.reports.drawings import Chart, Series, Tone
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.services.report_facts import Period, Reported, judged_as_of
from tianyi_desk.services.report_figures import DEFINITIONS, Counting, Share, Tally, visits
from tianyi_desk.services.report_findings import entries_of, findings_table
from tianyi_desk.services.report_lists import deadlines_table, plans_table, statements_table
from tianyi_desk.services.report_tables import (
    GROUPS,
    classes_table,
    codes_table,
    group_table,
    overall_table,
    statuses_table,
)

TITLE, TITLE_OF_PERIOD = "现场审核签到月度监督报告", "现场审核签到监督报告"
SIGNERS = ("编制", "审核", "批准")


@dataclass(frozen=True, slots=True)
class MonthBefore:
    """An earlier month, for the trend."""

    month: str
    counted: Tally


def month_report(
    period: Period, plans: Sequence[Reported], before: Sequence[MonthBefore], book: RuleBook
) -> Report:
    """Return what the report of a period says; `plans` end in it, `before` are earlier months, oldest first."""
    counting = Counting(plans)
    counted = counting.tally(plans)
    as_of = judged_as_of(plans) or period.ends
    groups = [group_table(title, name, plans, names, counting, note) for title, name, names, note in GROUPS]
    overall, codes = overall_table(counted, visits(plans)), codes_table(plans)
    deadlines, statements = deadlines_table(plans, book.calendar), statements_table(plans)
    trend = _trend_table([*before, MonthBefore(period.words, counted)])
    return Report(
        title=TITLE if period.is_month else TITLE_OF_PERIOD,
        subtitle=f"{period.words}，按审核结束日期归期",
        running_title=f"{'月度' if period.is_month else ''}监督报告，{period.words}",
        as_of=as_of,
        cover=(_cover_facts(period, plans, counted, as_of), Signatures(SIGNERS)),
        sections=(
            Section("摘要", _summary(period, plans, counted, before)),
            Section("总体", (replace(overall, title=""), codes)),
            *(
                Section(table.title, (replace(table, title=""),), new_page=place == 0)
                for place, table in enumerate(groups)
            ),
            Section("有发现的计划", (entries_of(plans),)),
            Section("说明期限", (replace(deadlines, title=""), statements)),
            Section("口径", (_definitions_table(),)),
        ),
        sheets=(
            overall,
            codes,
            *groups,
            trend,
            deadlines,
            statements,
            plans_table(plans),
            findings_table(plans),
        ),
        definitions=(
            ("期间", f"{period.words}（{period.first} 至 {period.last}）"),
            ("判定时刻", f"{as_of:%Y-%m-%d %H:%M:%S}"),
            *DEFINITIONS,
        ),
    )


def _cover_facts(period: Period, plans: Sequence[Reported], counted: Tally, as_of: datetime) -> Facts:
    policies = sorted({one.policy for one in plans if one.policy is not None})
    earliest = min((one.as_of for one in plans if one.as_of is not None), default=as_of)
    moment = f"{as_of:%Y-%m-%d} 周{WEEKDAYS[as_of.weekday()]} {as_of:%H:%M}"
    if earliest != as_of:
        moment += f"（部分计划的判定早于此，最早 {earliest:%Y-%m-%d %H:%M}）"
    return Facts(
        (
            ("期间", f"{period.first} 至 {period.last}"),
            ("范围", "全部分支机构，全部领域"),
            ("判定时刻", moment),
            (
                "计划",
                f"{counted.plans - counted.cancelled} 条有效（已作废 {counted.cancelled} 条不计），合 {visits(plans)} 次现场审核",
            ),
            (
                "渠道",
                (
                    f"应签 {counted.owed} 条，随绑定计划签到 {counted.covered} 条，"
                    f"钉钉 {counted.dingtalk} 条，不适用 {counted.not_applicable} 条"
                ),
            ),
            ("政策", "、".join(f"{day} 起施行" for day in policies) or "无"),
        )
    )


def _summary(
    period: Period, plans: Sequence[Reported], counted: Tally, before: Sequence[MonthBefore]
) -> tuple[Lead | Figures | SideBySide | Note | Signatures, ...]:
    last = before[-1] if before else None
    return (
        Lead(tuple(_sentences(period, counted, last))),
        Figures(tuple(_big_figures(counted, last))),
        SideBySide((_rates_chart(period, counted, before),), (_official_chart(period, counted, before),)),
        SideBySide((classes_table(plans),), (statuses_table(plans),), share=0.62),
        Note(
            "签到率 = 完整签到 ÷ 已结束的应签计划；准时率 = 完整签到中签到、签退均未超线者 ÷ 完整签到，机构线 N6.1，监管线 F3；"
            "按时说明率 = 按时 ÷（按时 + 逾期），F4。五类发现各自计数，互不相加。各数的完整定义和分母见“口径”。"
        ),
        Signatures(SIGNERS),
    )


def _sentences(period: Period, counted: Tally, last: MonthBefore | None) -> list[str]:
    signing = counted.signing
    first = f"{period.words}应签 {counted.owed} 条，已结束 {counted.ended} 条，完整签到 {counted.signed} 条，签到率 {signing.percent} %"
    if last is not None and signing.shown() is not None and last.counted.signing.shown() is not None:
        first += f"，{_against(signing, last.counted.signing, last.month)}"
    official = counted.by_class[FindingClass.OFFICIAL]
    second = (
        f"官方异常 {official} 项，涉及 {counted.anomalous} 条计划：未签到 {counted.not_signed}、"
        f"地点偏差 {counted.deviations}、未上传照片 {counted.no_photos}。"
    )
    if counted.dated:
        third = f"有说明期限的异常计划 {counted.dated} 条：按时说明 {counted.in_time} 条，逾期 {counted.overdue} 条；"
    else:
        third = (
            f"异常计划中已说明 {counted.explained} 条，待说明 {counted.anomalous - counted.explained} 条；"
        )
    third += "另：" + "、".join(
        f"{one.value} {counted.by_class[one]}" for one in FindingClass if one is not FindingClass.OFFICIAL
    )
    fourth = (
        f"照片未复核的计划 {counted.unreviewed} 条，复核前不判定照片中的人。" if counted.unreviewed else ""
    )
    return [f"{first}。", second, f"{third}，互不相加。", *filter(None, (fourth,))]


def _against(now: Share, then: Share, month: str) -> str:
    points = ((now.value or 0) - (then.value or 0)) * 100
    if abs(points) < 0.05:
        return f"与 {month} 持平"
    return f"比 {month} {'高' if points > 0 else '低'} {abs(points):.1f} 个百分点"


def _big_figures(counted: Tally, last: MonthBefore | None) -> list[Figure]:
    then = last.counted if last is not None else None
    official = counted.by_class[FindingClass.OFFICIAL]
    return [
        Figure(
            "应签计划",
            f"{counted.owed:,}",
            "条",
            _difference(counted.owed, then.owed if then else None, last, "条"),
        ),
        _rate("签到率", counted.signing, then.signing if then else None, last),
        _rate("准时率，机构", counted.punctual_house, then.punctual_house if then else None, last),
        _rate("准时率，监管", counted.punctual_regulator, then.punctual_regulator if then else None, last),
        Figure(
            "官方异常",
            f"{official:,}",
            "项",
            _difference(official, then.by_class[FindingClass.OFFICIAL] if then else None, last, "项"),
        ),
        Figure(
            "按时说明",
            counted.explaining.percent,
            "%",
            f"{counted.in_time} / {counted.in_time + counted.overdue} 条，逾期 {counted.overdue} 条",
        ),
    ]


def _rate(name: str, now: Share, then: Share | None, last: MonthBefore | None) -> Figure:
    note = f"{now.part} / {now.whole} 条"
    if last is not None and then is not None and now.shown() is not None and then.shown() is not None:
        note += f"，{_against(now, then, last.month)}"
    return Figure(name, now.percent, "%", note)


def _difference(now: int, then: int | None, last: MonthBefore | None, unit: str) -> str:
    if then is None or last is None:
        return "没有更早的月份可比"
    if now == then:
        return f"与 {last.month} 相同"
    return f"比 {last.month} {'多' if now > then else '少'} {abs(now - then)} {unit}"


def _categories(period: Period, before: Sequence[MonthBefore]) -> tuple[str, ...]:
    return (*(one.month for one in before), _short(period))


def _short(period: Period) -> str:
    same = (period.first.year, period.first.month) == (period.last.year, period.last.month)
    return f"{period.first:%Y-%m}" if same else "本期"


def _rates_chart(period: Period, counted: Tally, before: Sequence[MonthBefore]) -> Chart:
    whole = [*(one.counted for one in before), counted]
    return Chart(
        "签到率与准时率，%",
        _categories(period, before),
        (
            Series("签到率", Tone.ACCENT, tuple(_percent(one.signing) for one in whole)),
            Series("准时率（机构）", Tone.HOUSE, tuple(_percent(one.punctual_house) for one in whole)),
            Series("准时率（监管）", Tone.GOOD, tuple(_percent(one.punctual_regulator) for one in whole)),
        ),
        decimals=1,
    )


def _percent(share: Share) -> float | None:
    shown = share.shown()
    return None if shown is None else shown * 100


def _official_chart(period: Period, counted: Tally, before: Sequence[MonthBefore]) -> Chart:
    whole = [*(one.counted for one in before), counted]
    return Chart(
        "官方异常，项",
        _categories(period, before),
        (
            Series("未签到", Tone.OFFICIAL, tuple(float(one.not_signed) for one in whole)),
            Series("地点偏差", Tone.OFFICIAL, tuple(float(one.deviations) for one in whole)),
            Series("未上传照片", Tone.OFFICIAL, tuple(float(one.no_photos) for one in whole)),
        ),
        stacked=True,
    )


def _trend_table(months: Sequence[MonthBefore]) -> Table:
    columns = (
        Column("月份", Kind.TEXT, 14),
        *(Column(name, Kind.WHOLE, 10) for name in ("应签", "已结束", "完整签到")),
        *(Column(name, Kind.SHARE, 12) for name in ("签到率%", "准时率机构%", "准时率监管%")),
        *(Column(name, Kind.WHOLE, 10) for name in ("未签到", "地点偏差", "未上传照片")),
    )
    rows = tuple(
        (
            one.month,
            one.counted.owed,
            one.counted.ended,
            one.counted.signed,
            one.counted.signing.shown(),
            one.counted.punctual_house.shown(),
            one.counted.punctual_regulator.shown(),
            one.counted.not_signed,
            one.counted.deviations,
            one.counted.no_photos,
        )
        for one in months
    )
    return Table("趋势", columns, rows)


def _definitions_table() -> Table:
    return Table("", (Column("名称", Kind.TEXT, 20), Column("定义、分母和依据", Kind.TEXT, 80)), DEFINITIONS)
