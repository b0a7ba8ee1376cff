"""Judge again after a correction, and tell in words what that changed: findings gone, new or otherwise, 签到情况."""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk.facts.codes import CODE, ORDER
from tianyi_desk.facts.vocabulary import Status
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.models.reading import several
from tianyi_desk.models.watching import newest_change
from tianyi_desk.progress import Job
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.services import judgement, trail
from tianyi_desk.services.findings import CLOSED
from tianyi_desk.services.privacy import masked
from tianyi_desk.services.touched import touched
from tianyi_desk.trouble import DeskError


class Turn(StrEnum):
    """What became of a finding."""

    GONE = "已消除"
    NEW = "新增"
    OTHERWISE = "有变化"


@dataclass(frozen=True, slots=True)
class Turned:
    """A finding that judging again found otherwise."""

    plan: str
    code: str
    subject: str
    turn: Turn
    message: str

    @property
    def words(self) -> str:
        """Say what became of it: O2 地点偏差 已消除, 新增 H03 签退早."""
        name = f"{self.code} {CODE[self.code].title}" + (f"（{self.subject}）" if self.subject else "")
        return f"{self.turn} {name}" if self.turn is Turn.NEW else f"{name} {self.turn}"


@dataclass(frozen=True, slots=True)
class Told:
    """What judging again changed; `trouble` says why it could not be done, "" where it was.

    `moved` gives the 签到情况 before and after, by plan; a plan that was never judged before has None.
    """

    turned: tuple[Turned, ...] = ()
    moved: Mapping[str, tuple[Status | None, Status]] | None = None
    trouble: str = ""

    def words(self, mine: Collection[str] = ()) -> str:
        """Say in one line what changed; findings of other plans than `mine` bear their number."""
        if self.trouble:
            return self.trouble
        gone_first = sorted(self.turned, key=lambda one: (one.plan not in mine, list(Turn).index(one.turn)))
        parts = [one.words if one.plan in mine else f"{one.plan} {one.words}" for one in gone_first]
        for number, (before, after) in (self.moved or {}).items():
            whose = "" if number in mine else f"{number} "
            parts.append(f"{whose}签到情况 {before.value if before else '未判定'} → {after.value}")
        return "；".join(parts) if parts else "异常没有变化"

    def summary(self) -> str:
        """Say in one line how many findings went and came, by code, for many plans at once."""
        if self.trouble:
            return self.trouble
        counts = Counter((one.turn, one.code) for one in self.turned)
        parts = [
            f"{turn} {code} {CODE[code].title} {counts[turn, code]} 条"
            for turn in Turn
            for code in sorted({one.code for one in self.turned}, key=ORDER.__getitem__)
            if counts[turn, code]
        ]
        moves = Counter(self.moved.values()) if self.moved else Counter()
        parts += [
            f"{count} 条计划由 {before.value if before else '未判定'} 变为 {after.value}"
            for (before, after), count in moves.most_common()
        ]
        return "；".join(parts) if parts else "异常没有变化"


def judge_and_tell(
    database: Database, book: RuleBook, actor: str, plans: Sequence[str], as_of: datetime
) -> Job[Told]:
    """Judge these plans and their old and new neighbours as of a moment, and return what that changed.

    A correction stands whether or not judging succeeds, so that a DeskError of judging is told, not raised.
    """
    with database.reading() as session:
        mark = newest_change(session)
        before = _statuses(session, touched(session, plans))
    try:
        verdicts = yield from judgement.judge_only(database, book, as_of, actor, plans)
    except DeskError as trouble:
        return Told(trouble=f"更正已保存，还没有重新判定：{trouble.happened}{trouble.to_do}")
    with database.reading() as session:
        turned = _turned(session, mark)
    moved = {
        one.plan: (before.get(one.plan), one.status) for one in verdicts if before.get(one.plan) != one.status
    }
    return Told(turned, moved)


def _statuses(session: Session, plans: Collection[str] | None) -> dict[str, Status]:
    number, status = t.plan.c.number, t.judgement.c.status
    statement = select(number, status).join_from(t.judgement, t.plan)
    parts = [statement] if plans is None else [statement.where(number.in_(part)) for part in several(plans)]
    return {one: said for part in parts for one, said in session.execute(part)}


def _turned(session: Session, mark: int) -> tuple[Turned, ...]:
    """Read what the judgement after a change row wrote about findings, in the rule book's order."""
    change, finding = t.change.c, t.finding.c
    columns = change.field, change.after, t.plan.c.number, finding.code, finding.subject, finding.message
    rows = session.execute(
        select(*columns)
        .join_from(t.change, t.finding, finding.id == change.entity_id)
        .join(t.plan, t.plan.c.id == finding.plan_id)
        .where(change.id > mark, change.entity == trail.FINDING, change.reason == judgement.REASON)
        .order_by(change.id)
    )
    found: dict[tuple[str, str, str], Turned] = {}
    for field, after, plan, code, subject, message in rows:
        turn = _turn(field, after)
        known = found.get((plan, code, subject))
        if turn is not None and (known is None or known.turn is Turn.OTHERWISE):
            found[plan, code, subject] = Turned(plan, code, subject, turn, masked(message))
    return tuple(sorted(found.values(), key=lambda one: (one.plan, ORDER[one.code], one.subject)))


def _turn(field: str | None, after: str | None) -> Turn | None:
    if field is None:
        return Turn.NEW
    if field == CLOSED:
        return Turn.GONE if json.loads(after or "null") else Turn.NEW
    return Turn.OTHERWISE if field == "message" else None
