"""The papers of the day's work: what is to be filed (报送表), what is overdue (逾期清单), what each leader owes (提醒单)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from tianyi_desk.facts.wording import moment_words
from tianyi_desk.models.quick import collector_paused
from tianyi_desk.progress import Job, Progress
from tianyi_desk.reports.content import Column, Kind, Lead, Note, Piece, Report, Row, Section, Table
from tianyi_desk.services.desk import Desk
from tianyi_desk.services.filing_list import Owed, owed_words
from tianyi_desk.services.leader_sheets import leader_sheets
from tianyi_desk.services.report_filter import ALL, PaperFilter
from tianyi_desk.services.report_words import OVERDUE, overdue_table, turn_words

BETWEEN = "、"
SEEN_AT = "截至"
NOTHING_TO_FILE = "没有要在监管系统填报的说明。"


class WorkPaper(StrEnum):
    """The papers, by their names."""

    FILING = "异常说明报送表"
    OVERDUE = OVERDUE
    REMINDERS = "组长提醒单"


MEANINGS: tuple[tuple[str, str], ...] = (
    ("范围", "数据库里的全部计划，不限期间；按现有的判定结果，期限和状态按截至的时刻计。"),
    (
        "报送表",
        (
            "官方异常（O1、O2、O3，M5.9）按计划和异常类型各一行，远程审核已结束的其他情况说明（F5）另各一行；"
            "机构已填写并记有监管填报日期的不再列出。"
        ),
    ),
    ("机构说明正文", "复核通过待填报的，或已填写但没有监管填报日期的正文；其余留空。"),
    (
        "状态",
        (
            "轮到谁：审核员未填写、机构未填写（含起草中）、待复核、被退回、待填报；"
            "待更正是更正数据即可消除的异常。"
        ),
    ),
    ("情形", "未签到的种类、偏差的距离、缺哪次会议的照片；预期指涉密或临时调整（N6.7、N6.8），照样须说明。"),
    ("说明期限", "政策所定的工作日数，从审核结束次日起算（F4、F5）；没有期限的留空。"),
    (
        "逾期工作日",
        "从期限的次日数到截至当日的工作日，按国务院办公厅的放假调休；0 是逾期后还没有过一个工作日。",
    ),
)


def report_of_work(desk: Desk, paper: WorkPaper, moment: datetime, wanted: PaperFilter = ALL) -> Job[Report]:
    """Gather one of the papers of the wanted plans as things stand at a moment. Raises DeskError."""
    with collector_paused():
        yield Progress("正在汇总")
        with desk.database.reading() as session:
            owed = tuple(one for one in owed_words(session, desk.book, moment) if wanted.takes(one.plan))
        if paper is WorkPaper.REMINDERS:
            sections, sheets = yield from leader_sheets(desk, owed, moment, wanted)
        else:
            sections, sheets = _PAPERS[paper](owed)
    return Report(
        title=paper.value,
        subtitle=f"{SEEN_AT} {moment_words(moment)}，{wanted.words if wanted.parts else '全部计划'}，不限期间",
        running_title="，".join((paper.value, *wanted.parts)),
        as_of=moment,
        sections=(*sections, *_warnings(owed)),
        sheets=sheets,
        definitions=((SEEN_AT, moment_words(moment)), *_narrowed(wanted), *MEANINGS),
        dated=SEEN_AT,
        across=True,
        apart=paper is WorkPaper.REMINDERS,
    )


def _narrowed(wanted: PaperFilter) -> tuple[tuple[str, str], ...]:
    """Return what the paper is narrowed to, for the sheet 口径."""
    return (("筛选", f"只列{wanted.words}的计划"),) if wanted.parts else ()


def _warnings(owed: Iterable[Owed]) -> tuple[Section, ...]:
    """Return what has to be said where a year's calendar is missing."""
    found = dict.fromkeys(warning for one in owed if one.left is not None for warning in one.left.warnings)
    return (Section("", tuple(map(Note, found)), new_page=False),) if found else ()


Parts = tuple[tuple[Section, ...], tuple[Table, ...]]


def _one_table(table: Table, *before: Piece) -> Parts:
    """Return a paper of one table; the paper's own title stands above it already."""
    return (Section("", (*before, _untitled(table)), new_page=False),), (table,)


def _untitled(table: Table) -> Table:
    return Table("", table.columns, table.rows, table.total, table.note, table.empty)


def _filing(owed: Sequence[Owed]) -> Parts:
    waiting = [one for one in owed if one.turn is not None]
    counts = {turn_words(one.turn): 0 for one in waiting}
    for one in waiting:
        counts[turn_words(one.turn)] += 1
    words = f"共 {len(waiting)} 条：{BETWEEN.join(f'{name} {many}' for name, many in counts.items())}。"
    table = filing_table(waiting)
    return _one_table(table, Lead((words,))) if waiting else _one_table(table)


def filing_table(owed: Iterable[Owed]) -> Table:
    """Return what is to be filed in the regulator's system, in columns to copy."""
    columns = (
        Column("计划编号", Kind.TEXT, 32),
        Column("企业名称", Kind.TEXT, 42),
        Column("认证项目", Kind.TEXT, 21),
        Column("审核时间", Kind.TEXT, 35),
        Column("异常类型", Kind.TEXT, 22),
        Column("情形", Kind.TEXT, 25),
        Column("说明期限", Kind.DAY, 12),
        Column("机构说明正文", Kind.TEXT, 77),
        Column("状态", Kind.TEXT, 24),
    )
    return Table(WorkPaper.FILING.value, columns, tuple(map(_filing_row, owed)), empty=NOTHING_TO_FILE)


def _filing_row(one: Owed) -> Row:
    plan = one.plan
    return (
        plan.number,
        plan.enterprise,
        BETWEEN.join(plan.projects),
        f"{plan.start:%Y-%m-%d %H:%M}至{plan.end:%Y-%m-%d %H:%M}",
        one.kind.value,
        one.about,
        one.left.day if one.left is not None else None,
        one.text,
        turn_words(one.turn),
    )


def _overdue(owed: Sequence[Owed]) -> Parts:
    table = overdue_table(owed)
    if not table.rows:
        return _one_table(table)
    return _one_table(table, Lead((f"共 {len(table.rows)} 条计划的说明逾期未填。",)))


_PAPERS: dict[WorkPaper, Callable[[Sequence[Owed]], Parts]] = {
    WorkPaper.FILING: _filing,
    WorkPaper.OVERDUE: _overdue,
}
