"""The report of one plan: what it says, from everything that its page shows."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from tianyi_desk.facts.finding import Why
from tianyi_desk.facts.vocabulary import Event, PhotoCategory
from tianyi_desk.facts.wording import day_words, moment_words
from tianyi_desk.reports.content import (
    Column,
    Explained,
    ExplainedFindings,
    Facts,
    Heading,
    Kind,
    Note,
    Piece,
    Remark,
    Report,
    Section,
    SideBySide,
    Signatures,
    Table,
)
from tianyi_desk.rules.policy import Policy
from tianyi_desk.services.briefs import status_word
from tianyi_desk.services.deviations import BY_EXPLANATION
from tianyi_desk.services.plan_findings import FindingRow
from tianyi_desk.services.plan_page import PlanPage
from tianyi_desk.services.plan_people import Seen
from tianyi_desk.services.report_drawings import sketch, time_axis
from tianyi_desk.services.report_findings import TONES
from tianyi_desk.services.report_month import SIGNERS
from tianyi_desk.services.report_photos import Copy, Place, photos_of
from tianyi_desk.services.report_records import (
    changes_table,
    check_ins_table,
    explanations_of,
    sources_of,
)
from tianyi_desk.services.report_verdict import left_words, verdicts_of

BETWEEN = "、"


def plan_report(
    page: PlanPage, policy: Policy | None, as_of: datetime, photos: Mapping[Place, Copy]
) -> Report:
    """Return what the report of a plan says; `as_of` is the moment it was judged for, `photos` its pictures."""
    head = page.head
    foreign = "境外" in head.marks
    sections = (
        Section("", (verdicts_of(page),), new_page=False),
        Section(
            "",
            (
                SideBySide(
                    (Heading("审核计划"), _plan_facts(page)), (Heading("审核组与照片所见"), *_team(page)), 0.5
                ),
            ),
            new_page=False,
        ),
        Section("时间：计划对实际", (time_axis(page.timeline),), new_page=False),
        Section(
            "地点：计划对签到",
            (place_of(page, policy, foreign=foreign),),
            new_page=False,
        ),
        Section("发现与为什么", (_findings(page),), new_page=False),
        Section("异常说明", tuple(explanations_of(page, as_of)), new_page=False),
        Section("签到记录", (check_ins_table(page),), new_page=False),
        Section("照片", tuple(photos_of(page.photos, photos)), new_page=False),
        Section("更正与处置", (changes_table(page),), new_page=False),
        Section("来源行", tuple(sources_of(page)), new_page=False),
        Section("", (Signatures(SIGNERS),), new_page=False),
    )
    return Report(
        title=head.enterprise,
        subtitle=f"现场审核签到单项监督报告　{head.number}　判定时刻 {moment_words(as_of)}",
        running_title=f"单项监督报告，{head.number}",
        as_of=as_of,
        sections=sections,
    )


def _plan_facts(page: PlanPage) -> Facts:
    head = page.head
    bound = [f"{one.number}（{status_word(one.status)}）" for one in page.bound]
    pairs = [
        ("计划编号", head.number),
        ("认证项目", BETWEEN.join(one.text for one in head.projects)),
        ("认证领域", BETWEEN.join(head.fields)),
        ("审核活动", BETWEEN.join(head.activities)),
        ("审核方式", head.mode.value),
        ("审核时间", f"{moment_words(head.start)} 至 {moment_words(head.end)}"),
        ("渠道", head.channel.value + ("（随绑定计划签到）" if head.covered else "")),
        ("政策", f"{head.policy} 起施行" if head.policy else "无"),
        *(
            (
                due.title,
                "，".join((day_words(due.day), due.reason, *((left_words(due),) if due.pending else ()))),
            )
            for due in head.dues
        ),
        ("特别情况", BETWEEN.join(head.marks)),
        ("临时调整", head.adjustment),
        ("同时签到", BETWEEN.join(bound)),
        ("统一信用代码", head.credit_code),
        ("证书号", BETWEEN.join(head.certificates)),
        ("联系人", f"{head.contact} {head.contact_phone}".strip()),
        ("备注", head.remarks),
    ]
    return Facts(tuple((name, value) for name, value in pairs if value))


def _team(page: PlanPage) -> Iterator[Piece]:
    columns = (
        Column("姓名", Kind.TEXT, 16),
        Column("角色", Kind.TEXT, 16),
        Column("首次", Kind.TEXT, 8),
        Column("末次", Kind.TEXT, 8),
        Column("其他", Kind.TEXT, 8),
        Column("发现", Kind.TEXT, 12),
    )
    rows = tuple(
        (
            one.name,
            one.role.value + "，远程" * one.remote + "，未参会" * one.absent,
            *_seen(one.seen),
            BETWEEN.join(one.codes),
        )
        for one in page.team.members
    )
    enterprise = ("受审核方", "", *_seen(page.team.enterprise_seen), BETWEEN.join(page.team.enterprise_codes))
    note = "✓ 在照片中认出，× 没有认出，空白为尚未复核。"
    yield Table("", columns, (*rows, enterprise), note=note)


def _seen(seen: Seen) -> Iterator[str]:
    marks = {True: "✓", False: "×", None: ""}
    return (marks[seen.get(category)] for category in PhotoCategory)


def place_of(page: PlanPage, policy: Policy | None, *, foreign: bool) -> SideBySide:
    """Return the sketch, and beside it distances, addresses and how to read it."""
    drawn = sketch(page, policy, foreign=foreign)
    note = (Note(drawn.note),) if drawn.spots else ()
    left = replace(drawn, note="") if drawn.spots else drawn
    return SideBySide((left,), (_distances(page), *_addresses(page), *note), 0.52)


def _distances(page: PlanPage) -> Table:
    """Return the nearest counted record of each event."""
    columns = (
        Column("事件", Kind.TEXT, 8),
        Column("签到人", Kind.TEXT, 12),
        Column("最近地址", Kind.TEXT, 10),
        Column("距离", Kind.TEXT, 12),
        Column("结论", Kind.TEXT, 12),
    )
    rows = []
    for event in Event:
        counted = [
            one
            for one in page.check_ins
            if one.counted and one.record.event is event and one.distance_m is not None
        ]
        if counted:
            nearest = min(counted, key=lambda one: one.distance_m or 0.0)
            verdict = "超过限值" if nearest.too_far else "在限值内"
            rows.append(
                (event.value, nearest.record.name, f"{nearest.address}", nearest.distance_words, verdict)
            )
    return Table("", columns, tuple(rows), empty="没有可以量距离的计入记录。")


def _addresses(page: PlanPage) -> Iterator[Piece]:
    rows = tuple(
        (
            f"{place}",
            one.text,
            (one.position or "无坐标")
            + (f"（{one.flaw}）" if one.flaw else "")
            + ("（经纬度已换回）" if one.swapped else ""),
        )
        for place, one in enumerate(page.addresses, 1)
    )
    columns = (Column("号", Kind.TEXT, 4), Column("审核地址", Kind.TEXT, 26), Column("坐标", Kind.TEXT, 20))
    yield Table("", columns, rows, empty="没有审核地址。")


def _findings(page: PlanPage) -> ExplainedFindings:
    """Return the findings; the words of a clause are written out where it is first rested on."""
    quoted: set[str] = set()
    return ExplainedFindings(tuple(_explained(row, quoted) for row in page.findings))


def _explained(row: FindingRow, quoted: set[str]) -> Explained:
    one = row.finding
    about = BETWEEN.join(dict.fromkeys(filter(None, (one.subject, one.kind))))
    marks = ["预期"] if one.expected else []
    marks += ["临界"] if one.evidence.get("borderline") is True else []
    remark = Remark(
        one.code,
        TONES[row.finding_class],
        f"{row.title}（{about}）" if about else row.title,
        row.message,
        row.clause,
        BETWEEN.join(marks),
    )
    standing = f"{row.finding_class.value}，{one.disposition.value if one.disposition else BY_EXPLANATION}"
    return Explained(remark, standing, tuple(_parts(row, quoted)))


def _parts(row: FindingRow, quoted: set[str]) -> Iterator[tuple[str, str]]:
    if row.why is None:
        yield "依据", row.clause or "无条款"
        yield "为什么", row.no_why
    else:
        yield from _why_parts(row.why, quoted)
    if row.hint:
        yield "现在要做", row.hint
    if row.decided is not None:
        yield "处理", f"{row.decided.by}，{moment_words(row.decided.at)}：{row.decided.reason}"


def _why_parts(why: Why, quoted: set[str]) -> Iterator[tuple[str, str]]:
    if why.clause:
        yield "依据", _clause(why, quoted)
    for one in why.inputs:
        row = (
            f"（{one.source.sheet.file} {one.source.sheet.sheet} 第 {one.source.row} 行）"
            if one.source
            else ""
        )
        yield "取值", f"{one.name}：{one.value}{row}"
    yield "算式", why.formula
    if why.counterfactual:
        yield "假如", why.counterfactual


def _clause(why: Why, quoted: set[str]) -> str:
    if why.clause in quoted:
        return f"{why.clause}（条文见上）"
    quoted.add(why.clause)
    begins = why.clause_text.startswith(why.clause)
    return why.clause_text if begins else f"{why.clause}　{why.clause_text}"
