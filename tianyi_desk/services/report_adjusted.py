"""The tables of closed months on paper: 月结 of a month itself, 调整 of those before it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tianyi_desk.reports.content import Column, Kind, Section, Table
from tianyi_desk.services.report_closing import FIELDS, Adjustment, Closing, Closings, figures_of
from tianyi_desk.services.report_facts import Reported

ADJUSTED, CLOSED, AS_CLOSED = "调整", "月结", "月结时的计划"
_COLUMNS = (
    Column("月份", Kind.TEXT, 10),
    Column("计划编号", Kind.TEXT, 22),
    Column("企业名称", Kind.TEXT, 28),
    Column("项目", Kind.TEXT, 12),
    Column("原为", Kind.TEXT, 16),
    Column("现为", Kind.TEXT, 16),
)
ADJUSTED_NOTE = "已月结月份的计划，自上次报告以来的变化；月结的数不改，变化只在这里列出。"


def adjusted_table(title: str, rows: Iterable[Adjustment], note: str = ADJUSTED_NOTE) -> Table:
    """Return what changed of closed months, one line a plan and field."""
    told = tuple((one.month, one.number, one.enterprise, one.field, one.before, one.after) for one in rows)
    return Table(title, _COLUMNS, told, note=note, empty="没有变化。")


def _figures_table(closing: Closing, plans: Sequence[Reported]) -> Table:
    now = figures_of(plans)
    columns = (
        Column("项目", Kind.TEXT, 30),
        Column("月结时", Kind.WHOLE, 12),
        Column("现在", Kind.WHOLE, 12),
        Column("变化", Kind.WHOLE, 12),
    )
    rows = tuple((name, kept, now[name], now[name] - kept) for name, kept in closing.figures.items())
    return Table(CLOSED, columns, rows, note=f"{closing.words}；月结时的数不再改动。")


def _plans_table(closing: Closing) -> Table:
    columns = (Column("计划编号", Kind.TEXT, 20), *(Column(name, Kind.TEXT, 14) for name in FIELDS))
    rows = tuple((number, *(state[name] for name in FIELDS)) for number, state in closing.plans.items())
    return Table(AS_CLOSED, columns, rows, note=f"{closing.words}。")


def closing_sections(found: Closings, plans: Sequence[Reported], *, whole: bool) -> tuple[Section, ...]:
    """Return the parts of a report that tell of closing; kept figures are those of the whole month only."""
    sections: list[Section] = []
    if found.closed_before:
        closed = f"{'、'.join(found.closed_before)} 已月结"
        table = adjusted_table("", found.adjustments, f"{closed}。{ADJUSTED_NOTE}")
        table = replace(table, empty=f"{closed}，没有变化。")
        sections.append(Section(ADJUSTED, (table,), new_page=bool(table.rows)))
    if found.own is not None:
        figures = (replace(_figures_table(found.own, plans), title=""),) if whole else ()
        changed = adjusted_table(
            "月结以后的变化", found.changes, f"{found.own.words}；变化记入下一个月报告的“调整”。"
        )
        sections.append(Section(CLOSED, (*figures, changed)))
    return tuple(sections)


def closing_sheets(found: Closings, plans: Sequence[Reported], *, whole: bool) -> tuple[Table, ...]:
    """Return the same as sheets of the workbook, and the plans as they were closed."""
    sheets = [adjusted_table(ADJUSTED, found.adjustments)] if found.closed_before else []
    if found.own is not None:
        kept = (_figures_table(found.own, plans), _plans_table(found.own)) if whole else ()
        sheets += [*kept, adjusted_table("月结以后的变化", found.changes, f"{found.own.words}。")]
    return tuple(sheets)
