"""The records of one plan's report: explanations, check-ins, corrections, source rows."""

from collections.abc import Iterator

from tianyi_desk.facts.wording import moment_words
from tianyi_desk.reports.content import Column, Facts, Kind, Piece, Table
from tianyi_desk.services.plan_changes import ChangeKind
from tianyi_desk.services.plan_page import PlanPage
from tianyi_desk.services.plan_records import CheckInRow


def explanations_of(page: PlanPage) -> Iterator[Piece]:
    """Yield what both sides explained."""
    yield Facts(tuple((f"{one.side.value}", one.words) for one in page.sides), across=2)
    columns = (
        Column("填写方", Kind.TEXT, 8),
        Column("异常类型", Kind.TEXT, 12),
        Column("填写日期", Kind.DAY, 12),
        Column("填写人", Kind.TEXT, 10),
        Column("原因", Kind.TEXT, 14),
        Column("说明", Kind.TEXT, 44),
        Column("监管填报", Kind.DAY, 12),
    )
    rows = tuple(
        (
            one.side.value,
            one.kind.value,
            one.filed_on,
            one.author,
            one.cause,
            ("" if one.own else f"（计划 {one.plan}）")
            + one.text
            + (f"（晚 {one.late_days} 天）" if one.late_days else ""),
            one.reported_on,
        )
        for one in page.explanations
    )
    yield Table("", columns, rows, empty="没有填写异常说明。")


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
