"""The morning's message to each leader: what they audit today and what they still owe, to be copied (masked)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tianyi_desk.facts.codes import CODE
from tianyi_desk.facts.wording import day_words
from tianyi_desk.services.briefs import Brief
from tianyi_desk.services.calendar_filter import in_order
from tianyi_desk.services.deadlines import days_words
from tianyi_desk.services.privacy import masked
from tianyi_desk.services.queue import Queue
from tianyi_desk.services.queue_items import Item, Turn
from tianyi_desk.services.reminders import Audits


@dataclass(frozen=True, slots=True)
class LeaderMessage:
    """A message to one leader; `audits` and `owed` count what stands in it."""

    leader: str
    audits: int
    owed: int
    text: str


def morning_messages(queue: Queue, audits: Audits) -> tuple[LeaderMessage, ...]:
    """Return a message for every leader with an audit today or an explanation owed, in the order of a Chinese list."""
    today = queue.moment.date()
    visits: defaultdict[str, list[tuple[Brief, ...]]] = defaultdict(list)
    owed: defaultdict[str, list[Item]] = defaultdict(list)
    for visit in audits.visits:
        for name in dict.fromkeys(name for plan in visit for name in plan.leaders):
            visits[name].append(visit)
    for item in queue.items:
        if item.turn is Turn.AUDITOR:
            for name in dict.fromkeys(name for plan in item.plans for name in plan.leaders):
                owed[name].append(item)
    return tuple(
        LeaderMessage(name, len(visits[name]), len(owed[name]), _text(name, visits[name], owed[name], today))
        for name in in_order(visits.keys() | owed.keys())
    )


def _text(name: str, visits: list[tuple[Brief, ...]], owed: list[Item], today: date) -> str:
    lines = [f"{name}老师，早上好。今天 {day_words(today)}："]
    if visits:
        lines += ["", f"一、今天的审核（{len(visits)} 场），请按时在“认证到”签到、签退并上传会议照片："]
        lines += _numbered(_audit(visit, today) for visit in visits)
    if owed:
        place = "二" if visits else "一"
        lines += ["", f"{place}、尚待填写的异常说明（{len(owed)} 项）："]
        lines += _numbered(_owing(item, today) for item in owed)
    return masked("\n".join(lines))


def _numbered(lines: Iterable[str]) -> list[str]:
    return [f"{place}. {line}" for place, line in enumerate(lines, 1)]


def _audit(visit: tuple[Brief, ...], today: date) -> str:
    plan = visit[0]
    begins = f"{plan.start:%H:%M} 首次会议" if plan.start.date() == today else "继续"
    ends = f"，{plan.end:%H:%M} 结束" if plan.end.date() == today else f"，{plan.end:%m-%d %H:%M} 结束"
    fields = "+".join(dict.fromkeys(field for one in visit for field in one.fields))
    return f"{plan.enterprise}（{fields}）{begins}{ends}"


def _owing(item: Item, today: date) -> str:
    kinds = "、".join(CODE[code].title for code in item.coded.official)
    first, last = item.days
    days = days_words(first, last, today.year)
    until = f"，期限 {item.left.short}（{item.left.words}）" if item.left is not None else ""
    return f"{item.enterprise}（{days}）：{kinds}{until}"
