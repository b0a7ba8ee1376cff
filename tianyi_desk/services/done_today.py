"""今天已办: the decisions of a day, act by act, and what taking one back needs."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tianyi_desk import clock
from tianyi_desk.facts.codes import CODE
from tianyi_desk.facts.vocabulary import Disposition
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.progress import Job, Progress
from tianyi_desk.rules.reconcile import Key
from tianyi_desk.services import trail
from tianyi_desk.services.deciding import TAKEN_BACK, Settled
from tianyi_desk.services.judgement import REASON
from tianyi_desk.services.privacy import masked


@dataclass(frozen=True, slots=True)
class Done:
    """One act: who decided what at a moment; `stands` tells whether any of it still stands as decided then."""

    at: datetime
    actor: str
    reason: str
    enterprises: tuple[str, ...]
    written: Mapping[Key, tuple[Disposition, Disposition]]
    stands: bool

    @property
    def settled(self) -> Settled:
        """Return what takes it back."""
        return Settled(self.reason, self.written, (), {})

    @property
    def is_undoing(self) -> bool:
        """Tell whether it took another act back."""
        return self.reason.startswith(TAKEN_BACK)

    @property
    def what(self) -> str:
        """Say what was decided: 已确认 H02 签到迟 等 3 条."""
        codes = list(dict.fromkeys(code for _plan, code, _subject in self.written))
        after = next(iter(self.written.values()))[1]
        more = f" 等 {len(self.written)} 条" if len(self.written) > 1 else ""
        return f"{after.value} {codes[0]} {CODE[codes[0]].title}{more}"

    @property
    def where(self) -> str:
        """Name the enterprise, or how many."""
        more = f" 等 {len(self.enterprises)} 家" if len(self.enterprises) > 1 else ""
        return f"{self.enterprises[0]}{more}"


def done_today(database: Database) -> Job[tuple[Done, ...]]:
    """Return today's decisions by the computer's clock, the latest first; judging itself is left out."""
    return done_on(database, clock.now().date())


def done_on(database: Database, day: date) -> Job[tuple[Done, ...]]:
    """Return the decisions of a day, the latest first."""
    yield Progress("正在读取今天已办")
    change, finding, plan = t.change.c, t.finding.c, t.plan.c
    first = datetime.combine(day, time())
    statement = (
        select(
            change.at, change.actor, change.reason, plan.number, plan.enterprise,
            finding.code, finding.subject, change.before, change.after, finding.disposition,
        )
        .join(t.finding, finding.id == change.entity_id)
        .join(t.plan, plan.id == finding.plan_id)
        .where(change.entity == trail.FINDING, change.field == "disposition", change.reason != REASON)
        .where(change.at >= first, change.at < first + timedelta(days=1))
        .order_by(change.id.desc())
    )  # fmt: skip
    with database.reading() as session:
        rows = list(session.execute(statement.where(change.id >= _first_since(session, first))))
    return tuple(_done(act, list(several)) for act, several in groupby(rows, key=lambda row: tuple(row[:3])))


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


def _done(act: tuple[datetime, str, str], rows: list[Any]) -> Done:
    at, actor, reason = act
    written: dict[Key, tuple[Disposition, Disposition]] = {}
    stands = False
    for *_act, number, _enterprise, code, subject, before, after, now in rows:
        written[number, code, subject] = _word(before), _word(after)
        stands = stands or now is _word(after)
    enterprises = tuple(dict.fromkeys(row[4] for row in rows))
    return Done(at, actor, masked(reason), enterprises, written, stands)


def _word(text: str) -> Disposition:
    return Disposition(json.loads(text))
