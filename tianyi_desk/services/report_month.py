"""The report of a month or of any period: what it says, from the plans that end in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tianyi_desk.facts.wording import WEEKDAYS
from tianyi_desk.reports.content import (
    Column,
    Facts,
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
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.services.report_adjusted import closing_sections, closing_sheets
from tianyi_desk.services.report_closing import NOT_CLOSED, Closings
from tianyi_desk.services.report_facts import Period, Reported, judged_as_of
from tianyi_desk.services.report_figures import DEFINITIONS, Counting, Tally, visits
from tianyi_desk.services.report_filter import ALL, PaperFilter
from tianyi_desk.services.report_findings import entries_of, findings_table
from tianyi_desk.services.report_lists import calendar_notes, deadlines_table, plans_table, statements_table
from tianyi_desk.services.report_summary import (
    MonthBefore,
    big_figures,
    month_before,
    official_chart,
    rates_chart,
    sentences,
    with_gaps,
)
from tianyi_desk.services.report_tables import (
    GROUPS,
    classes_table,
    codes_table,
    group_table,
    overall_table,
    statuses_table,
)
from tianyi_desk.services.report_words import (
    EXPLANATIONS,
    Words,
    explanations_on_paper,
    explanations_table,
    overdue_table,
    timeliness_table,
)

TITLE, TITLE_OF_PERIOD = "现场审核签到月度监督报告", "现场审核签到监督报告"
SIGNERS = ("编制", "审核", "批准")


@dataclass(frozen=True, slots=True)
class MonthPaper:
    """What the report of a period is made of: the `plans` that end in it, and `words`, what was explained about them.

    `months` are for the trend, oldest first: those before a month, those inside a longer period. `wanted` is what
    the plans were narrowed to, `closings` what is told of closed months.
    """

    period: Period
    plans: Sequence[Reported]
    months: Sequence[MonthBefore]
    book: RuleBook
    words: Words
    wanted: PaperFilter = ALL
    closings: Closings = NOT_CLOSED


def month_report(paper: MonthPaper) -> Report:
    """Return what the report of a period says."""
    period, plans, months, book, words = paper.period, paper.plans, paper.months, paper.book, paper.words
    wanted, whole = paper.wanted, not paper.wanted.parts
    counting = Counting(plans)
    counted = counting.tally(plans)
    as_of = judged_as_of(plans) or period.ends
    groups = [group_table(title, name, plans, names, counting, note) for title, name, names, note in GROUPS]
    overall, codes = overall_table(counted, visits(plans)), codes_table(plans)
    deadlines, statements = deadlines_table(plans, book.calendar), statements_table(plans)
    trend = [*months, MonthBefore(period.key, counted)] if period.is_month else months
    timeliness = timeliness_table(plans, counting, [(one.month, one.counted) for one in trend])
    explanations, overdue = explanations_table(plans, words, as_of), overdue_table(words.owed)
    return Report(
        title=TITLE if period.is_month else TITLE_OF_PERIOD,
        subtitle="，".join((period.words, *wanted.parts, "按审核结束日期归期")),
        running_title="，".join(
            (f"{'月度' if period.is_month else ''}监督报告", period.words, *wanted.parts)
        ),
        as_of=as_of,
        cover=(_cover_facts(paper, counted, as_of), Signatures(SIGNERS)),
        sections=(
            Section("摘要", _summary(period, plans, counted, trend)),
            Section("总体", (replace(overall, title=""), codes)),
            *(_part(table, new_page=place == 0) for place, table in enumerate(groups)),
            _part(timeliness),
            Section("有发现的计划", (entries_of(plans),)),
            Section(
                "说明期限",
                (replace(deadlines, title=""), statements, *calendar_notes(plans, book.calendar, as_of)),
            ),
            _part(overdue, new_page=False),
            Section(EXPLANATIONS, (explanations_on_paper(explanations, words),)),
            *closing_sections(paper.closings, plans, whole=whole),
            Section("口径", (_definitions_table(_scope(wanted)),)),
        ),
        sheets=(
            overall,
            codes,
            *groups,
            timeliness,
            _trend_table(trend),
            deadlines,
            statements,
            overdue,
            explanations,
            plans_table(plans),
            findings_table(plans),
            *closing_sheets(paper.closings, plans, whole=whole),
        ),
        definitions=(
            ("期间", f"{period.words}（{period.first} 至 {period.last}）"),
            _scope(wanted),
            ("判定时刻", f"{as_of:%Y-%m-%d %H:%M:%S}"),
            *DEFINITIONS,
        ),
    )


def _part(table: Table, *, new_page: bool = True) -> Section:
    """Return a part that is one table and is called like it."""
    return Section(table.title, (replace(table, title=""),), new_page)


def _cover_facts(paper: MonthPaper, counted: Tally, as_of: datetime) -> Facts:
    period, plans = paper.period, paper.plans
    policies = sorted({one.policy for one in plans if one.policy is not None})
    earliest = min((one.as_of for one in plans if one.as_of is not None), default=as_of)
    moment = f"{as_of:%Y-%m-%d} 周{WEEKDAYS[as_of.weekday()]} {as_of:%H:%M}"
    if earliest != as_of:
        moment += f"（部分计划的判定早于此，最早 {earliest:%Y-%m-%d %H:%M}）"
    return Facts(
        (
            ("期间", f"{period.first} 至 {period.last}"),
            ("范围", paper.wanted.words),
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
            *((("月结", paper.closings.own.words),) if paper.closings.own is not None else ()),
        )
    )


def _summary(
    period: Period, plans: Sequence[Reported], counted: Tally, trend: Sequence[MonthBefore]
) -> tuple[Lead | Figures | SideBySide | Note | Signatures, ...]:
    last = month_before(period, trend)
    charted = with_gaps(trend)
    return (
        Lead(tuple(sentences(period, counted, last))),
        Figures(tuple(big_figures(period, counted, last))),
        SideBySide((rates_chart(charted),), (official_chart(charted),)),
        SideBySide((classes_table(plans),), (statuses_table(plans),), share=0.62),
        Note(
            "签到率 = 完整签到 ÷ 已结束的应签计划；准时率 = 完整签到中签到、签退均未超线者 ÷ 完整签到，机构线 N6.1，监管线 F3；"
            "说明及时率 = 及时 ÷ 应说明（期限已过的或已全部填报的异常计划），F4。五类发现各自计数，互不相加。各数的完整定义和分母见“口径”。"
        ),
        Signatures(SIGNERS),
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


def _scope(wanted: PaperFilter) -> tuple[str, str]:
    return "范围", f"只计{wanted.words}的计划" if wanted.parts else wanted.words


def _definitions_table(scope: tuple[str, str]) -> Table:
    columns = (Column("名称", Kind.TEXT, 20), Column("定义、分母和依据", Kind.TEXT, 80))
    return Table("", columns, (scope, *DEFINITIONS))
