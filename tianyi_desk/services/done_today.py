"""今天已办: the decisions of a day, act by act, and what taking one back needs."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tianyi_desk import clock
from tianyi_desk.facts.codes import CODE
from tianyi_desk.facts.vocabulary import Disposition, DraftAct
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.progress import Job, Progress
from tianyi_desk.rules.reconcile import Key
from tianyi_desk.services import trail
from tianyi_desk.services.deciding import TAKEN_BACK, Settled
from tianyi_desk.services.judgement import REASON
from tianyi_desk.services.privacy import masked

DAY = timedelta(days=1)
TOLD = (
    DraftAct.HAND_IN,
    DraftAct.WITHDRAW,
    DraftAct.RETURN,
    DraftAct.ACCEPT,
    DraftAct.FILE,
    DraftAct.CORRECT,
)
"""What is told of texts; that somebody writes on one is not."""
UNDONE_BY_WITHDRAWING = (DraftAct.HAND_IN, DraftAct.ACCEPT)


@dataclass(frozen=True, slots=True)
class Done:
    """One act: who did what at a moment, with which word; `stands` tells whether any of it still stands.

    `written` are the findings that were decided on, before and after; of an explanation's text `draft` is its key
    and version, None for a decision. `undoable` tells whether it can be taken back here.
    """

    at: datetime
    actor: str
    what: str
    reason: str
    enterprises: tuple[str, ...]
    stands: bool
    undoable: bool
    written: Mapping[Key, tuple[Disposition, Disposition]] = field(default_factory=dict)
    draft: tuple[int, int] | None = None

    @property
    def settled(self) -> Settled:
        """Return what takes the decision back."""
        return Settled(self.reason, self.written, (), {})

    @property
    def is_undoing(self) -> bool:
        """Tell whether it took another act back."""
        return self.reason.startswith(TAKEN_BACK) or self.what.endswith(DraftAct.WITHDRAW)

    @property
    def where(self) -> str:
        """Name the enterprise, or how many."""
        more = f" 等 {len(self.enterprises)} 家" if len(self.enterprises) > 1 else ""
        return f"{self.enterprises[0]}{more}"


def done_today(database: Database) -> Job[tuple[Done, ...]]:
    """Return today's decisions by the computer's clock, the latest first; judging itself is left out."""
    return done_on(database, clock.now().date())


def done_on(database: Database, day: date) -> Job[tuple[Done, ...]]:
    """Return the decisions of a day and what was done with explanations, the latest first; judging is left out."""
    yield Progress("正在读取今天已办")
    first = datetime.combine(day, time())
    with database.reading() as session:
        done = [*_decisions(session, first), *_texts(session, first)]
    return tuple(sorted(done, key=lambda one: one.at, reverse=True))


def _decisions(session: Session, first: datetime) -> list[Done]:
    change, finding, plan = t.change.c, t.finding.c, t.plan.c
    statement = (
        select(
            change.at, change.actor, change.reason, plan.number, plan.enterprise,
            finding.code, finding.subject, change.before, change.after, finding.disposition,
        )
        .join(t.finding, finding.id == change.entity_id)
        .join(t.plan, plan.id == finding.plan_id)
        .where(change.entity == trail.FINDING, change.field == "disposition", change.reason != REASON)
        .where(change.id >= _first_since(session, first), change.at < first + DAY)
        .order_by(change.id.desc())
    )  # fmt: skip
    rows = session.execute(statement).all()
    return [_decision(act, list(several)) for act, several in groupby(rows, key=lambda row: tuple(row[:3]))]


def _texts(session: Session, first: datetime) -> list[Done]:
    """Return what was done with texts of explanations; what can be withdrawn here is what they stand at now."""
    version, draft, plan = t.draft_version.c, t.draft.c, t.plan.c
    statement = (
        select(version.id, version.at, version.actor, version.act, version.word, version.stage)
        .add_columns(draft.id, draft.version, draft.stage, draft.kinds, plan.enterprise)
        .join(t.draft, draft.id == version.draft_id)
        .join(t.draft_plan, t.draft_plan.c.draft_id == draft.id)
        .join(t.plan, plan.id == t.draft_plan.c.plan_id)
        .where(version.at >= first, version.at < first + DAY, version.act.in_(TOLD))
        .order_by(version.id.desc())
    )
    found: dict[int, Done] = {}
    for key, at, actor, act, word, stage, draft_key, draft_version, now, kinds, enterprise in session.execute(
        statement
    ):
        stands = stage is now
        found[key] = Done(
            at,
            actor,
            f"{'、'.join(kinds)}说明 {act.value}",
            masked(word),
            (enterprise,),
            stands,
            stands and act in UNDONE_BY_WITHDRAWING,
            draft=(draft_key, draft_version),
        )
    return list(found.values())


def _first_since(session: Session, moment: datetime) -> int:
    """Return the number of the first change from a moment on: changes are numbered as time passes, no index needed."""
    change = t.change.c
    low, high = 0, (session.scalar(select(func.max(change.id))) or 0) + 1
    while low < high:
        middle = (low + high) // 2
        at = session.scalar(select(change.at).where(change.id >= middle).order_by(change.id).limit(1))
        if at is None or at >= moment:
            high = middle
        else:
            low = middle + 1
    return low


def _decision(act: tuple[datetime, str, str], rows: list[Any]) -> Done:
    at, actor, reason = act
    written: dict[Key, tuple[Disposition, Disposition]] = {}
    stands = False
    for *_act, number, _enterprise, code, subject, before, after, now in rows:
        written[number, code, subject] = _word(before), _word(after)
        stands = stands or now is _word(after)
    enterprises = tuple(dict.fromkeys(row[4] for row in rows))
    return Done(at, actor, _what(written), masked(reason), enterprises, stands, stands, written)


def _what(written: Mapping[Key, tuple[Disposition, Disposition]]) -> str:
    """Say what was decided: 已确认 H02 签到迟 等 3 条."""
    code, after = next(iter(written))[1], next(iter(written.values()))[1]
    more = f" 等 {len(written)} 条" if len(written) > 1 else ""
    verb = "恢复为未处理" if after is Disposition.OPEN else after.value
    return f"{verb} {code} {CODE[code].title}{more}"


def _word(text: str) -> Disposition:
    return Disposition(json.loads(text))
