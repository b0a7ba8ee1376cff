"""The tables of what was explained and what is owed: both sides by kind, 说明及时率, 逾期清单."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from tianyi_desk.facts.vocabulary import AnomalyKind, Side
from tianyi_desk.reports.content import Column, Kind, Row, Table, Value
from tianyi_desk.rules.filing import KIND_OF
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.services.briefs import Brief
from tianyi_desk.services.filing_list import Owed, owed_words
from tianyi_desk.services.filings_told import Told, ToldOf, earliest, statement_day, told_of
from tianyi_desk.services.queue_items import Turn
from tianyi_desk.services.report_facts import Reported
from tianyi_desk.services.report_figures import LEAST, Counting, Tally, grouped
from tianyi_desk.services.report_tables import GROUPS, whole

FILLED, NOT_FILLED = "已填写", "未填写"
EXPLANATIONS, TIMELINESS, OVERDUE = "异常说明", "说明及时率", "逾期清单"
NOTHING_TOLD = "期间内没有需要说明的官方异常，也没有填写过异常说明。"
NOTHING_DUE = "期间内没有说明期限已到或已填报的异常计划，不计说明及时率。"
NOTHING_OVERDUE = "没有逾期未填的说明。"
TIMELINESS_NOTE = (
    "说明及时率 = 及时 ÷ 应说明，按计划计。应说明：有说明期限的异常计划中，期限已过的，或机构对全部异常类型都已填报的；"
    "及时：全部异常类型都在期限当日或以前填报（按填写日期，F4）。其余为逾期（H16）；"
    f"H16 经人排除的，已说明的计及时，未说明的不计入。除合计外，应说明不足 {LEAST} 条的不列率。"
)
GROUPS_OF_TIMELINESS = ("按认证领域", "按分支机构", "按审核组长")


@dataclass(frozen=True, slots=True)
class Words:
    """What was explained about the plans of a period, and what they owe; `last_days` are deadlines by plan and kind."""

    told: ToldOf
    last_days: Mapping[tuple[str, AnomalyKind], date]
    owed: tuple[Owed, ...]


def read_words(session: Session, book: RuleBook, plans: Sequence[Reported], as_of: datetime) -> Words:
    """Read what was explained about plans and what they owe, as it stood at the moment they were judged for."""
    briefs = [one.plan for one in plans if not one.cancelled]
    last_days: dict[tuple[str, AnomalyKind], date] = {}
    for one in plans:
        statement = statement_day(book, one.plan, one.policy, covered=one.covered)
        if statement is not None:
            last_days[one.plan.number, AnomalyKind.STATEMENT] = statement
        if one.plan.deadline is not None:
            last_days.update(((one.plan.number, kind), one.plan.deadline) for kind in KIND_OF.values())
    told = told_of(session, briefs, as_of.date())
    return Words(told, last_days, owed_words(session, book, as_of, [one.number for one in briefs]))


def explanations_table(plans: Sequence[Reported], words: Words, as_of: datetime) -> Table:
    """Return what either side explained of each kind that is asked for, and whatever else was filed.

    Asked for are the kinds of the O findings, and the statement of a remote audit that is over.
    """
    columns = (
        Column("计划编号", Kind.TEXT, 27),
        Column("企业名称", Kind.TEXT, 22),
        Column("异常类型", Kind.TEXT, 11),
        Column("填写方", Kind.TEXT, 9),
        Column("情况", Kind.TEXT, 9),
        Column("填写日期", Kind.DAY, 12),
        Column("晚 天数", Kind.WHOLE, 8),
        Column("填写人", Kind.TEXT, 9),
        Column("说明", Kind.TEXT, 40),
        Column("监管填报", Kind.DAY, 12),
    )
    rows: list[Row] = []
    for one in plans:
        if one.cancelled:
            continue
        told = words.told.get(one.plan.number, ())
        statement = (one.plan.number, AnomalyKind.STATEMENT) in words.last_days
        for kind in _kinds(one, told, statement=statement):
            last = words.last_days.get((one.plan.number, kind))
            rows += _sides(one.plan, kind, told, last, as_of.date())
    note = "晚：机构填写日期（未填写的为判定时刻）比说明期限晚的日历天数；取每方每类最早的一份，绑定计划上填写的也算（F6）。"
    return Table(EXPLANATIONS, columns, tuple(rows), note=note, empty=NOTHING_TOLD)


def _kinds(one: Reported, told: Iterable[Told], *, statement: bool) -> Iterator[AnomalyKind]:
    needed = {kind for code, kind in KIND_OF.items() if one.has(code)}
    needed |= {AnomalyKind.STATEMENT} if statement and one.ended else set()
    filed = {each.kind for each in told if each.plan == one.plan.number}
    return (kind for kind in AnomalyKind if kind in needed | filed)


def _sides(
    plan: Brief, kind: AnomalyKind, told: Sequence[Told], last: date | None, today: date
) -> Iterator[Row]:
    for side in Side:
        if kind is AnomalyKind.STATEMENT and side is Side.AUDITOR:  # counts only from the body (section 5)
            continue
        filing = earliest(told, kind, side)
        late = late_days(filing.filed_on if filing else None, last, today) if side is Side.BODY else None
        head = (plan.number, plan.enterprise, kind.value, side.value)
        if filing is None:
            yield (*head, NOT_FILLED, None, late, "", "", None)
        else:
            elsewhere = f"（计划 {filing.plan}）" if filing.plan != plan.number else ""
            words = (filing.author, elsewhere + filing.text, filing.reported_on)
            yield (*head, FILLED, filing.filed_on, late, *words)


def explanations_on_paper(table: Table, words: Words) -> Table:
    """Return the same with both sides in one row, as there is room for on a page."""
    columns = (
        Column("计划编号", Kind.TEXT, 24),
        Column("企业名称", Kind.TEXT, 24),
        Column("异常类型", Kind.TEXT, 14),
        Column("说明期限", Kind.DAY, 12),
        Column(Side.AUDITOR.value, Kind.TEXT, 38),
        Column(Side.BODY.value, Kind.TEXT, 40),
    )
    of_kind: dict[tuple[str, str, str], dict[str, str]] = {}
    for number, enterprise, kind, side, *rest in table.rows:
        of_kind.setdefault((str(number), str(enterprise), str(kind)), {})[str(side)] = _told_words(*rest)
    rows = tuple(
        (
            *key,
            words.last_days.get((key[0], AnomalyKind(key[2]))),
            *(sides.get(side.value, "不要求") for side in Side),
        )
        for key, sides in of_kind.items()
    )
    return Table("", columns, rows, note=table.note, empty=table.empty)


def _told_words(
    state: Value, filed_on: Value, late: Value, author: Value, text: Value, reported_on: Value
) -> str:
    """Write out what one side filed: 2026-10-22 虞敏之，晚 2 天：…."""
    behind = f"，晚 {late} 天" if late else ""
    if filed_on is None:
        return f"{state}{behind}"
    entered = f"（监管填报 {reported_on}）" if reported_on not in {None, filed_on} else ""
    return f"{filed_on} {author}".rstrip() + f"{behind}{entered}：{text}"


def late_days(filed_on: date | None, last: date | None, today: date) -> int | None:
    """Return by how many days of the calendar a filing is or was late, as H16 counts; None without a deadline."""
    return None if last is None else max(((filed_on or today) - last).days, 0)


_TIMELINESS = (
    whole("异常计划"),
    whole("有说明期限"),
    whole("应说明"),
    whole("及时"),
    whole("逾期"),
    Column("及时率%", Kind.SHARE, 10),
)


def timeliness_table(
    plans: Sequence[Reported], counting: Counting, months: Iterable[tuple[str, Tally]]
) -> Table:
    """Return 说明及时率 of the whole, of each month, field, branch and leader that has a plan with a deadline."""
    counted = counting.tally(plans)
    rows = [("按月份", month, *_figures(tally)) for month, tally in months if tally.dated]
    for title, _name, names, _note in GROUPS:
        if title in GROUPS_OF_TIMELINESS:
            groups = ((name, counting.tally(members)) for name, members in grouped(plans, names))
            rows += [(title, name, *_figures(tally)) for name, tally in groups if tally.dated]
    total = ("合计", "", *_figures(counted, least=1))
    columns = (Column("分组", Kind.TEXT, 14), Column("名称", Kind.TEXT, 30), *_TIMELINESS)
    if not counted.dated:
        return Table(TIMELINESS, columns, (), note=TIMELINESS_NOTE, empty=NOTHING_DUE)
    return Table(TIMELINESS, columns, tuple(rows), total, TIMELINESS_NOTE)


def _figures(counted: Tally, least: int = LEAST) -> Row:
    share = counted.explaining
    return (
        *(counted.anomalous, counted.dated),
        *(share.whole, share.part, counted.overdue),
        share.shown(least),
    )


def overdue_table(owed: Iterable[Owed]) -> Table:
    """Return the texts that are not filed although their deadline is over, one row a plan and deadline."""
    columns = (
        Column("计划编号", Kind.TEXT, 22),
        Column("企业名称", Kind.TEXT, 30),
        Column("审核组长", Kind.TEXT, 12),
        Column("分支机构", Kind.TEXT, 14),
        Column("未填的说明", Kind.TEXT, 20),
        Column("说明期限", Kind.DAY, 12),
        Column("逾期 工作日", Kind.WHOLE, 10),
        Column("轮到谁", Kind.TEXT, 16),
    )
    of_plan: dict[tuple[str, date], list[Owed]] = {}
    for one in owed:
        if one.overdue and one.left is not None:
            of_plan.setdefault((one.plan.number, one.left.day), []).append(one)
    note = (
        "逾期从期限的次日数到判定时刻当日，按国务院办公厅的放假调休计工作日；0 是逾期后还没有过一个工作日。"
    )
    return Table(
        OVERDUE, columns, tuple(map(_overdue_row, of_plan.values())), note=note, empty=NOTHING_OVERDUE
    )


def _overdue_row(several: Sequence[Owed]) -> Row:
    one = several[0]
    left = one.left
    turns = dict.fromkeys(turn_words(each.turn) for each in several)
    return (
        one.plan.number,
        one.plan.enterprise,
        one.plan.leader,
        one.plan.branch,
        "、".join(each.kind.value for each in several),
        left.day if left is not None else None,
        -left.working_days if left is not None else None,
        "、".join(turns),
    )


def turn_words(turn: Turn | None) -> str:
    """Return whose turn it is in the words of 今天要办."""
    return "已填报" if turn is None else turn.value
