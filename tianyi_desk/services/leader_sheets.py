"""提醒单: for each leader one sheet of what they still have to do, with the deadlines."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from tianyi_desk.facts.wording import day_words
from tianyi_desk.progress import Job
from tianyi_desk.reports.content import Column, Heading, Kind, Lead, Note, Piece, Row, Section, Table
from tianyi_desk.services.briefs import Brief
from tianyi_desk.services.calendar_filter import in_order
from tianyi_desk.services.desk import Desk
from tianyi_desk.services.filing_list import Owed
from tianyi_desk.services.reminders import Audits, load_audits
from tianyi_desk.services.report_filter import ALL, PaperFilter

LEADER = Column("审核组长", Kind.TEXT, 17)
_COMMON = (
    Column("计划编号", Kind.TEXT, 31),
    Column("企业名称", Kind.TEXT, 39),
    Column("认证项目", Kind.TEXT, 22),
)
TO_EXPLAIN = (
    *_COMMON,
    Column("审核时间", Kind.TEXT, 35),
    Column("异常类型", Kind.TEXT, 17),
    Column("情形", Kind.TEXT, 25),
    Column("说明期限", Kind.DAY, 12),
    Column("还剩", Kind.TEXT, 17),
    Column("要求", Kind.TEXT, 36),
)
TODAY = (*_COMMON, Column("审核时间", Kind.TEXT, 35), Column("要求", Kind.TEXT, 56))
NOTHING = "没有组长还有要办的事。"
NO_AUDITS, NO_WORDS = "今天没有审核。", "没有待审核员填写的异常说明。"
WRITE, SIGN = "填写异常说明", "按时签到、签退，上传会议照片"
NOTE = (
    "期限是机构在监管系统填报的最后一天（F4），请留出起草和复核的时间。还剩按工作日计，期限当日为“今天到期”。"
)


def leader_sheets(
    desk: Desk, owed: Sequence[Owed], moment: datetime, wanted: PaperFilter = ALL
) -> Job[tuple[tuple[Section, ...], tuple[Table, ...]]]:
    """Return a section for every leader with something to do, and the same as two tables of a workbook."""
    audits = yield from load_audits(desk.database, desk.book, moment)
    words, today = _words(owed), _audits(audits, wanted)
    leaders = in_order(name for name in words.keys() | today.keys() if wanted.leader in ("", name))
    sections = [
        _section(name, words.get(name, ()), today.get(name, ()), moment.date(), first=place == 0)
        for place, name in enumerate(leaders)
    ]
    to_explain = tuple((name, *row) for name in leaders for row in words.get(name, ()))
    to_sign = tuple((name, *row) for name in leaders for row in today.get(name, ()))
    sheets = (
        Table("待填写的异常说明", (LEADER, *TO_EXPLAIN), to_explain, empty=NO_WORDS),
        Table("今天的审核", (LEADER, *TODAY), to_sign, empty=NO_AUDITS),
    )
    nothing = (Section("", (Note(NOTHING),), new_page=False),)
    return tuple(sections) or nothing, sheets


Rows = Mapping[str, Sequence[Row]]
"""Rows by the leader's name."""


def _words(owed: Sequence[Owed]) -> Rows:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for one in owed:
        if one.auditors:
            for name in dict.fromkeys(one.plan.leaders):
                found[name].append(_owing(one))
    return found


def _owing(one: Owed) -> Row:
    asked = f"改写（被退回：{one.asked}）" if one.asked else WRITE
    return (
        *_named(one.plan),
        one.kind.value,
        one.about,
        one.left.day if one.left is not None else None,
        one.left.words if one.left is not None else "没有期限",
        asked,
    )


def _audits(audits: Audits, wanted: PaperFilter) -> Rows:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    waiting = {plan.number: one for one in audits.reminders for plan in one.plans}
    for visit in audits.visits:
        for plan in filter(wanted.takes, visit):
            reminder = waiting.get(plan.number)
            asked = f"{reminder.event.value}（{reminder.began}，{reminder.left_words}）" if reminder else SIGN
            for name in dict.fromkeys(plan.leaders):
                found[name].append((*_named(plan), asked))
    return found


def _named(plan: Brief) -> tuple[str, str, str, str]:
    days = f"{plan.start:%Y-%m-%d %H:%M}至{plan.end:%Y-%m-%d %H:%M}"
    return plan.number, plan.enterprise, "、".join(plan.starred), days


def _section(name: str, words: Sequence[Row], today: Sequence[Row], day: date, *, first: bool) -> Section:
    parts = [f"待填写的异常说明 {len(words)} 项"] if words else []
    parts += [f"今天的审核 {len(today)} 条计划"] if today else []
    pieces: list[Piece] = [Lead((f"{day_words(day)}：{'，'.join(parts)}。",))]
    if today:
        pieces += [Heading("今天的审核"), Table("", TODAY, tuple(today))]
    if words:
        pieces += [Heading("待填写的异常说明"), Table("", TO_EXPLAIN, tuple(words), note=NOTE)]
    return Section(name, tuple(pieces), new_page=not first)
