"""How the queue words its rows: on the row, in its tip, and for the reader of screens."""

from tianyi_desk.services.briefs import status_word
from tianyi_desk.services.deadlines import days_words
from tianyi_desk.services.queue import Section
from tianyi_desk.services.queue_codes import STATEMENT, title_of
from tianyi_desk.services.queue_items import Group, Item, Turn
from tianyi_desk.ui.chips import Chip, code_chip

NOTES: dict[Group, str] = {
    Group.OVERDUE: "说明期限已过，已记 H16、H17",
    Group.TODAY: "今天 24:00 前在监管系统填报",
    Group.UNDATED: "2022-12-01 前的规定没有说明期限",
    Group.CHECK: "只有机构要求、疑点或数据问题，不需机构说明",
}
TONES: dict[Group, str] = {Group.OVERDUE: "official", Group.TODAY: "house"}
TURN_LOOK: dict[Turn, tuple[str, str]] = {
    Turn.AUDITOR: ("person", "muted"),
    Turn.BODY: ("building", "accent"),
    Turn.REVIEW: ("review", "accent"),
    Turn.RETURNED: ("returned", "official"),
    Turn.FILE: ("send", "accent"),
    Turn.CORRECT: ("pencil", "accent"),
    Turn.CHECK: ("eye", "text"),
}
"""Icon and colour: in the accent what is ours to do, muted what waits for the auditors."""


def due_words(item: Item) -> tuple[str, str]:
    """Return the two lines of the deadline: how much is left, and the day; a dash where none is set."""
    if item.left is None:
        return "—", ""
    return ("今天" if item.left.today else item.left.words), item.left.short


def chip_of(code: str, *, title: bool = True) -> Chip:
    """Return the chip of what waits; a statement has a name and no code."""
    return Chip(STATEMENT, "remind", "ring") if code == STATEMENT else code_chip(code, title=title)


def section_note(section: Section) -> str:
    """Return what stands at the right of a group's head."""
    if section.group in NOTES:
        return NOTES[section.group]
    lefts = {item.left.day: item.left for item in section.items if item.left is not None}
    days = [lefts[day].short for day in sorted(lefts)]
    return "、".join(days) if len(days) < 3 else f"{days[0]} — {days[-1]}"


def section_count(section: Section) -> str:
    """Say how much is in a group."""
    return f"{len(section.items):,} 项 {section.plans:,} 条计划"


def plans_words(item: Item, this_year: int) -> str:
    """Return fields and days of an item."""
    return f"{item.fields}  {days_words(*item.days, this_year)}"


def item_words(item: Item) -> str:
    """Return an item in one sentence."""
    due = f"{item.left.words} {item.left.short}" if item.left is not None else "没有期限"
    codes = "、".join(map(title_of, item.codes))
    return f"{item.enterprise}，{due}，{codes}，{item.turn.value}，{item.who}"


def head_words(section: Section) -> str:
    """Return a group's head in one sentence."""
    return f"{section.group.value}，{section_count(section)}"


def item_tip(item: Item) -> str:
    """Return everything that the row has no room for."""
    lines = [item.enterprise]
    lines += [item.left.told] if item.left is not None else []
    lines += [
        f"{plan.number}　{'、'.join(plan.starred)}　{status_word(plan.status)}　组长 {plan.leader}"
        for plan in item.plans
    ]
    if item.bound > len(item.plans):
        lines.append(f"同一次现场审核另有 {item.bound - len(item.plans)} 条计划没有待办")
    lines += [
        title_of(code) + (f"：{'、'.join(subjects)}" if (subjects := _subjects(item, code)) else "")
        for code in item.codes
    ]
    lines += ["涉密或临时调整，异常属预期，仍须说明"] if item.expected else []
    return "\n".join((*lines, f"轮到：{item.turn.value}（{item.who}）"))


def _subjects(item: Item, code: str) -> list[str]:
    return list(dict.fromkeys(one.subject for one in item.findings if one.code == code and one.subject))
