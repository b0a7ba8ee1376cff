"""How the calendar words a plan: short on a bar, whole in a tip and for the reader of screens."""

from collections.abc import Iterable, Sequence
from datetime import date

from tianyi_desk.facts.wording import day_words
from tianyi_desk.services.briefs import status_word
from tianyi_desk.services.calendar_bars import half_on
from tianyi_desk.services.deadlines import short_day
from tianyi_desk.services.plan_listing import PlanLine

ENDINGS = ("集团股份有限公司", "股份有限公司", "有限责任公司", "集团有限公司", "有限公司")
SHORTEST = 4
"""A name is not cut down to less than this."""


def short_name(enterprise: str) -> str:
    """Return an enterprise's name without its legal form, which says nothing on a bar."""
    for ending in ENDINGS:
        if enterprise.endswith(ending) and len(enterprise) - len(ending) >= SHORTEST:
            return enterprise.removesuffix(ending)
    return enterprise


def time_words(line: PlanLine) -> str:
    """Write 审核时间 as the manual does: 10-19 08:30 至 10-20 16:30."""
    return f"{line.start:%m-%d %H:%M} 至 {line.end:%m-%d %H:%M}"


def project_words(lines: Iterable[PlanLine]) -> str:
    """Return the 认证项目 of a visit's plans, each once."""
    return " ".join(dict.fromkeys(project for line in lines for project in line.plan.starred))


def tip_of(lines: Sequence[PlanLine], day: date | None = None) -> str:
    """Return everything that the bar of a visit has no room for; `day` adds what that day is to it."""
    first = lines[0]
    words = [
        first.enterprise,
        f"审核时间　{first.start:%Y-%m-%d %H:%M} 至 {first.end:%Y-%m-%d %H:%M}",
        f"审核方式　{first.mode}，组长 {first.leader}",
    ]
    for line in lines:
        due = f"，说明期限 {day_words(line.deadline)}" if line.deadline else ""
        words.append(f"{line.number}　{'、'.join(line.starred)}　{status_word(line.status)}{due}")
    if day is not None and first.start.date() <= day <= first.end.date():
        words.append(f"{short_day(day)}　{half_on(first, day)}")
    return "\n".join(words)


def read_aloud(line: PlanLine) -> str:
    """Return a plan in one sentence."""
    return f"{line.enterprise}，{time_words(line)}，组长 {line.leader}，{status_word(line.status)}"


def notice_words(span: str, there: date | None, warning: str, *, hidden: bool) -> tuple[str, str]:
    """Return what has to be known of a span of days (本月, 本周), and what leads to days with plans.

    `there` is the nearest day with plans where the span has none, `hidden` says that it has some that the filters
    keep out of sight, `warning` that a year's 调休 is not known.
    """
    if hidden:
        return _joined(f"{span}没有符合筛选的计划", warning), ""
    if there is None:
        return warning, ""
    return _joined(f"{span}没有计划，最近有计划的是 {day_words(there)}", warning), "去那天"


def _joined(*parts: str) -> str:
    return "　".join(filter(None, parts))
