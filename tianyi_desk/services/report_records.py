"""The records of one plan's report: explanations, check-ins, corrections, source rows."""

from collections.abc import Iterator
from datetime import datetime

from tianyi_desk.facts.vocabulary import Side
from tianyi_desk.facts.wording import moment_words
from tianyi_desk.reports.content import Column, Facts, Kind, Piece, Row, Table
from tianyi_desk.services.plan_changes import ChangeKind
from tianyi_desk.services.plan_filings import ExplanationRow
from tianyi_desk.services.plan_page import PlanPage
from tianyi_desk.services.plan_records import CheckInRow
from tianyi_desk.services.report_words import FILLED, NOT_FILLED, late_days

LATE_NOTE = "晚：机构填写日期（未填写的为判定时刻）比说明期限晚的日历天数；审核员一方没有期限。"


def explanations_of(page: PlanPage, as_of: datetime) -> Iterator[Piece]:
    """Yield what both sides explained, and of which kinds they have not."""
    yield Facts(tuple((f"{one.side.value}", one.words) for one in page.sides), across=2)
    columns = (
        Column("填写方", Kind.TEXT, 8),
        Column("异常类型", Kind.TEXT, 12),
        Column("情况", Kind.TEXT, 9),
        Column("填写日期", Kind.DAY, 12),
        Column("晚 天数", Kind.WHOLE, 8),
        Column("填写人", Kind.TEXT, 10),
        Column("原因", Kind.TEXT, 14),
        Column("说明", Kind.TEXT, 40),
        Column("监管填报", Kind.DAY, 12),
    )
    rows = (*_not_filled(page, as_of), *map(_filled, page.explanations))
    yield Table("", columns, rows, note=LATE_NOTE, empty="没有需要说明的官方异常，也没有填写过异常说明。")


def _not_filled(page: PlanPage, as_of: datetime) -> Iterator[Row]:
    """Yield the kinds that a side was to explain and did not."""
    due = next((one for one in page.head.dues if one.title == "说明期限"), None)
    for side in page.sides:
        last = due.day if due is not None and side.side is Side.BODY else None
        for kind in side.missing:
            late = late_days(None, last, as_of.date())
            yield (side.side.value, kind.value, NOT_FILLED, None, late, "", "", "", None)


def _filled(one: ExplanationRow) -> Row:
    elsewhere = "" if one.own else f"（计划 {one.plan}）"
    return (
        one.side.value,
        one.kind.value,
        FILLED,
        one.filed_on,
        one.late_days if one.side is Side.BODY else None,
        one.author,
        one.cause,
        elsewhere + one.text,
        one.reported_on,
    )


def check_ins_table(page: PlanPage) -> Table:
    """Return every check-in of the visit, and whether it counts."""
    columns = (
        Column("事件", Kind.TEXT, 7),
        Column("时间", Kind.TEXT, 17),
        Column("签到人", Kind.TEXT, 9),
        Column("渠道", Kind.TEXT, 8),
        Column("位置", Kind.TEXT, 26),
        Column("距离", Kind.TEXT, 10),
        Column("时限", Kind.TEXT, 11),
        Column("计入", Kind.TEXT, 18),
    )
    return Table("", columns, tuple(map(_check_in, page.check_ins)), empty="没有签到记录。")


def _check_in(row: CheckInRow) -> tuple[str, ...]:
    where = [
        row.record.place,
        f"（{row.position}）" if row.position else "",
        "" if row.own else f"计划 {row.plan}",
    ]
    return (
        row.record.event.value,
        moment_words(row.record.at),
        row.record.name,
        row.channel.value,
        "\n".join(filter(None, where)),
        row.distance_words,
        row.timing.words if row.timing else "",
        ("计入，判定时间" if row.decides else "计入") if row.counted else f"不计入：{row.why_not}",
    )


def changes_table(page: PlanPage) -> Table:
    """Return what people corrected and decided."""
    columns = (
        Column("时间", Kind.TEXT, 16),
        Column("谁", Kind.TEXT, 9),
        Column("什么", Kind.TEXT, 24),
        Column("原值", Kind.TEXT, 20),
        Column("新值", Kind.TEXT, 20),
        Column("理由", Kind.TEXT, 20),
    )
    rows = tuple(
        (
            moment_words(one.at),
            one.actor,
            f"{one.entity} {one.what} {one.field}".strip(),
            one.before,
            one.after,
            one.reason,
        )
        for one in page.changes
        if one.kind in {ChangeKind.CORRECTION, ChangeKind.DECISION}
    )
    return Table("", columns, rows, empty="没有人更正或处置过。")


def sources_of(page: PlanPage) -> Iterator[Piece]:
    """Yield the rows that the plan and its records were read from."""
    columns = (
        Column("种类", Kind.TEXT, 8),
        Column("来源", Kind.TEXT, 18),
        Column("批次", Kind.TEXT, 6),
        Column("原文", Kind.TEXT, 70),
    )
    rows = tuple(
        (
            one.entity.value,
            one.place,
            f"第 {one.batch} 批",
            "；".join(f"{heading} {text}" for heading, text in one.cells if text),
        )
        for one in page.sources
    )
    yield Table(
        "", columns, rows, note="各行按导入时的原文，手机号和证件号已隐去中段。", empty="没有来源行。"
    )
