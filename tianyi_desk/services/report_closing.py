"""Closing a month: its figures and plans are kept as they stand, and what changes later is told as 调整."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tianyi_desk.facts.vocabulary import FindingClass
from tianyi_desk.facts.wording import moment_words
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.models.json_text import json_text
from tianyi_desk.progress import Job, Progress
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.services import trail
from tianyi_desk.services.briefs import status_word
from tianyi_desk.services.report_facts import Period, Reported, month_period, read_plans
from tianyi_desk.services.report_figures import tally, visits
from tianyi_desk.services.report_filter import ALL, PaperFilter
from tianyi_desk.services.report_lists import standing_of
from tianyi_desk.services.report_tables import overall_table
from tianyi_desk.trouble import DeskError

GONE = "—"
"""Stands for a plan on the side where it is not in the month."""
COUNTED_AS = {
    "签到率": "完整签到",
    "准时率（机构）": "准时（机构线）",
    "准时率（监管）": "准时（监管线）",
    "说明及时率": "及时说明",
}
"""What rates of the table 总体 count."""
_SAFE = "没有改动。"
State = Mapping[str, str | int]
States = Mapping[str, State]

_STATE: tuple[tuple[str, Callable[[Reported], str | int]], ...] = (
    ("企业名称", lambda one: one.enterprise),
    ("审核结束", lambda one: f"{one.end:%Y-%m-%d}"),
    ("分支机构", lambda one: one.branch),
    ("审核组长", lambda one: one.leader),
    ("认证领域", lambda one: "、".join(one.fields)),
    ("签到情况", lambda one: status_word(one.status)),
    ("应签", lambda one: "是" if one.owed else "否"),
    ("未签到", lambda one: one.count_of("O1")),
    ("地点偏差", lambda one: one.count_of("O2")),
    ("未上传照片", lambda one: one.count_of("O3")),
    ("机构要求", lambda one: one.count(FindingClass.HOUSE)),
    ("疑点", lambda one: one.count(FindingClass.DOUBT)),
    ("数据问题", lambda one: one.count(FindingClass.DATA)),
    ("说明情况", lambda one: standing_of(one) if one.official else ""),
)
FIELDS = tuple(name for name, _value in _STATE)


@dataclass(frozen=True, slots=True)
class Closing:
    """A closed month as it stood; `figures` are numbers by name, `plans` the state of each plan."""

    month: str
    told_in: str
    actor: str
    at: datetime
    figures: Mapping[str, int]
    plans: States

    @property
    def words(self) -> str:
        """Say when it was closed, and by whom."""
        return f"{self.month} 已于 {moment_words(self.at)} 由 {self.actor} 月结"


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What changed of a plan of a closed month since that was told last."""

    month: str
    number: str
    enterprise: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Closings:
    """What a month's report tells of closing: its own, and the adjustments of the closed months before it."""

    own: Closing | None = None
    changes: tuple[Adjustment, ...] = ()
    closed_before: tuple[str, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()


NOT_CLOSED = Closings()


def closings(database: Database) -> Job[tuple[Closing, ...]]:
    """Read every month that is closed, newest first."""
    yield Progress("正在读取月结")
    with database.reading() as session:
        rows = _rows(session)
    return tuple(
        sorted((one for one in rows if one.told_in == one.month), key=lambda one: one.month, reverse=True)
    )


def close_month(database: Database, book: RuleBook, month: str, actor: str, at: datetime) -> Job[Closing]:
    """Close a month for good: keep its figures and plans, and what is told of the closed months before it.

    Raises DeskError where it is closed already, not over yet, without plans, or not judged whole.
    """
    yield Progress("正在月结")
    period = month_period(month)
    with database.writing() as session:
        rows = _rows(session)
        before = next((one for one in rows if one.month == one.told_in == month), None)
        if before is not None:
            raise DeskError(f"{before.words}。", _SAFE, "月结不能重开；其后的变化记入下一个月报告的“调整”。")
        if at.date() <= period.last:
            raise DeskError(f"{month} 还没有结束，不能月结。", _SAFE, f"请在 {period.last} 以后再月结。")
        plans = read_plans(session, book, period)
        waiting = sum(one.as_of is None for one in plans)
        if not plans or waiting:
            happened = (
                f"{month} 有 {waiting} 条计划还没有判定，不能月结。" if plans else f"{month} 没有计划。"
            )
            raise DeskError(happened, _SAFE, "请先判定全部计划。" if plans else "请换一个月份。")
        closing = Closing(month, month, actor, at, figures_of(plans), states_of(plans))
        told = [_told_anew(session, book, rows, earlier, closing) for earlier in _closed_before(rows, month)]
        for one in (closing, *(one for one in told if one is not None)):
            session.execute(insert(t.closed_month), _row(one))
        noted = trail.Trail(session, trail.Act(actor, at, "月结"))
        noted.added(trail.Thing(trail.CLOSING, int(month.replace("-", "")), month), dict(closing.figures))
        noted.append()
    return closing


def _told_anew(
    session: Session, book: RuleBook, rows: Sequence[Closing], earlier: str, closing: Closing
) -> Closing | None:
    """Return how an earlier closed month stands at a closing, None where that was told before."""
    plans = read_plans(session, book, month_period(earlier))
    now = Closing(earlier, closing.month, closing.actor, closing.at, figures_of(plans), states_of(plans))
    return now if now.plans != _last_told(rows, earlier, closing.month).plans else None


def read_closings(
    session: Session, book: RuleBook, period: Period, plans: Sequence[Reported], wanted: PaperFilter = ALL
) -> Closings:
    """Read what the report of a period tells of closing; only a month tells of it."""
    if not period.is_month:
        return NOT_CLOSED
    rows = _rows(session)
    own = next((one for one in rows if one.month == one.told_in == period.key), None)
    earlier = _closed_before(rows, period.key)
    adjustments: list[Adjustment] = []
    for month in earlier:
        before = _last_told(rows, month, period.key)
        now: States
        if own is None:
            now = states_of(read_plans(session, book, month_period(month)))
        else:
            now = next(
                (one.plans for one in rows if (one.month, one.told_in) == (month, own.month)), before.plans
            )
        adjustments += differences(month, before.plans, now, wanted)
    changes = differences(period.key, own.plans, states_of(plans), wanted) if own is not None else ()
    return Closings(own, tuple(changes), tuple(earlier), tuple(adjustments))


def _closed_before(rows: Sequence[Closing], month: str) -> list[str]:
    return sorted({one.month for one in rows if one.month < month})


def _last_told(rows: Sequence[Closing], month: str, before: str) -> Closing:
    """Return how a closed month stood when it was told last before a month."""
    return max(
        (one for one in rows if one.month == month and one.told_in < before), key=lambda one: one.told_in
    )


def _rows(session: Session) -> list[Closing]:
    row = t.closed_month.c
    columns = row.month, row.told_in, row.actor, row.at, row.figures, row.plans
    return [
        Closing(one.month, one.told_in, one.actor, one.at, json.loads(one.figures), json.loads(one.plans))
        for one in session.execute(select(*columns))
    ]


def _row(one: Closing) -> dict[str, Any]:
    return {
        "month": one.month,
        "told_in": one.told_in,
        "actor": one.actor,
        "at": one.at,
        "figures": json_text(dict(one.figures)),
        "plans": json_text({number: dict(state) for number, state in one.plans.items()}),
    }


def figures_of(plans: Sequence[Reported]) -> dict[str, int]:
    """Return the counts of the table 总体 by name; a rate by what it counts."""
    found = {}
    for name, part, *_rest in overall_table(tally(plans), visits(plans)).rows:
        words = str(name).strip("　").removeprefix("其中：")
        if isinstance(part, int):
            found[COUNTED_AS.get(words, words)] = part
    return found


def states_of(plans: Sequence[Reported]) -> dict[str, dict[str, str | int]]:
    """Return how each plan stands, by its number."""
    return {one.number: {name: value(one) for name, value in _STATE} for one in plans}


def differences(month: str, before: States, after: States, wanted: PaperFilter = ALL) -> Iterator[Adjustment]:
    """Yield what changed of the wanted plans, field by field; a plan that came or went is one change."""
    for number in sorted(before.keys() | after.keys()):
        old, new = before.get(number), after.get(number)
        if old == new or not any(_takes(wanted, state) for state in (old, new) if state is not None):
            continue
        name = str((new or old or {}).get("企业名称", ""))
        if old is None or new is None:
            there = [GONE if state is None else str(state["签到情况"]) for state in (old, new)]
            yield Adjustment(month, number, name, "补入计划" if old is None else "移出本月", *there)
            continue
        for field in FIELDS:
            if old.get(field) != new.get(field):
                yield Adjustment(month, number, name, field, str(old.get(field, "")), str(new.get(field, "")))


def _takes(wanted: PaperFilter, state: State) -> bool:
    return (
        wanted.branch in ("", state["分支机构"])
        and (not wanted.leader or wanted.leader in str(state["审核组长"]).split("、"))
        and (not wanted.field or wanted.field in str(state["认证领域"]).split("、"))
    )
