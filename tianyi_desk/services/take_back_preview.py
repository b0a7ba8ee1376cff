"""Show what taking back would do before it is done: what goes, what changes, what stays and why, which findings differ."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tianyi_desk import clock
from tianyi_desk.facts.codes import CODE
from tianyi_desk.facts.finding import Finding
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.models.loading import load_ledger
from tianyi_desk.models.neighbours import keys_of
from tianyi_desk.models.quick import collector_paused
from tianyi_desk.models.reading import several
from tianyi_desk.progress import Job, Progress
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.services import findings, trail
from tianyi_desk.services.counting import Which
from tianyi_desk.services.privacy import masked
from tianyi_desk.services.take_back_plan import Undoing, work_out
from tianyi_desk.services.take_back_reading import Scope
from tianyi_desk.services.taking_back import TakenBack, apply, require_batch
from tianyi_desk.services.written_words import about, words_of_field, written_value

LINES = 5000
"""So many lines of each kind are listed; the counts are of all."""


@dataclass(frozen=True, slots=True)
class Line:
    """A thing that goes, changes or stays; `field` "" is the thing itself. `why` says why it stays."""

    kind: str
    name: str
    field: str
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding that there is only before, or only after."""

    code: str
    title: str
    plan: str
    message: str


@dataclass(frozen=True, slots=True)
class TakeBackPreview:
    """What taking back would do.

    `restored` counts things, `fields` their fields that get another value. `going_along` counts findings that go
    with their plans, `over` are those that no longer hold, `new` those that come up.
    """

    scope: Scope
    removed: Mapping[str, int]
    restored: int
    fields: int
    goes: tuple[Line, ...]
    changes: tuple[Line, ...]
    kept: tuple[Line, ...]
    kept_count: int
    stays: tuple[Line, ...]
    going_along: int
    over: tuple[FindingLine, ...]
    new: tuple[FindingLine, ...]

    @property
    def nothing(self) -> bool:
        """Tell whether the facts would be as they are."""
        return not self.removed and not self.restored


def preview_take_back(
    database: Database, book: RuleBook, as_of: datetime, scope: Scope, *, everything: bool = False
) -> Job[TakeBackPreview]:
    """Try it in a transaction that is rolled back, and judge there what it touches; nothing is saved.

    Raises DeskError where there is no such batch or the environment is at fault.
    """
    yield Progress("正在查看收回的影响")
    with collector_paused(), database.writing() as session:
        try:
            require_batch(session, scope)
            undoing = work_out(session, scope, everything=everything)
            along = _open_findings(session, undoing.gone_plans)
            act = trail.Act("", clock.now(), "", scope.batch)
            taken = yield from apply(session, act, undoing, "")
            before, after = yield from _judged(session, book, as_of, taken)
            return _told(undoing, taken, along, (before, after))
        finally:
            session.rollback()


def _open_findings(session: Session, plans: Collection[int]) -> int:
    finding = t.finding.c
    statement = select(func.count()).where(finding.closed_at.is_(None))
    return sum(session.scalar(statement.where(finding.plan_id.in_(part))) or 0 for part in several(plans))


def _judged(
    session: Session, book: RuleBook, as_of: datetime, taken: TakenBack
) -> Job[tuple[list[Finding], list[Finding]]]:
    """Return the findings of what would be judged again: as stored, and as it would come out."""
    from tianyi_desk.rules import engine  # noqa: PLC0415 - with the first judgement, as elsewhere

    if taken.nothing or taken.judge == frozenset():
        return [], []
    yield Progress("正在试判")
    ledger = load_ledger(session, taken.judge)
    verdicts = yield from engine.judge(ledger, book, as_of, taken.judge)
    plans = keys_of(session, [verdict.plan for verdict in verdicts])
    stored = findings.read_findings(session, list(plans.values())).stored
    before = {key: one.finding for key, one in stored.items() if not one.closed}
    after = {finding.key: finding for verdict in verdicts for finding in verdict.findings}
    over = [finding for key, finding in before.items() if key not in after]
    new = [finding for key, finding in after.items() if key not in before]
    return over, new


def _told(
    undoing: Undoing, taken: TakenBack, along: int, differing: tuple[list[Finding], list[Finding]]
) -> TakeBackPreview:
    over, new = (tuple(map(_finding, some[:LINES])) for some in differing)
    names = undoing.words
    return TakeBackPreview(
        undoing.scope,
        taken.removed,
        taken.restored,
        sum(len(life.differences) for life in undoing.lives.values()),
        tuple(_some(_goes(undoing))),
        tuple(_some(_changes(undoing))),
        tuple(
            _thing(which, names, f"{work.actor} 已处理（{masked(work.words)}）")
            for which, work in list(undoing.kept.items())[:LINES]
        ),
        len(undoing.kept),
        tuple(_some(_stays(undoing))),
        along,
        over,
        new,
    )


def _some(lines: Iterator[Line]) -> Iterator[Line]:
    return (line for line, _number in zip(lines, range(LINES), strict=False))


def _thing(which: Which, names: Mapping[Which, str], why: str = "") -> Line:
    return Line(which[0], masked(names.get(which, "")), "", "", "", why)


def _goes(undoing: Undoing) -> Iterator[Line]:
    """Tell what goes; what hangs on it is only counted."""
    for which, text in undoing.gone.items():
        values = about(Entity(which[0]), json.loads(text))
        yield Line(which[0], masked(undoing.words[which]), "", values, "", "")


def _changes(undoing: Undoing) -> Iterator[Line]:
    for which, life in undoing.lives.items():
        kind, name = which[0], masked(undoing.words[which])
        for field, (before, after) in life.differences.items():
            yield Line(
                kind,
                name,
                words_of_field(Entity(kind), field),
                written_value(Entity(kind), field, before),
                written_value(Entity(kind), field, after),
                "",
            )


def _stays(undoing: Undoing) -> Iterator[Line]:
    for stay in undoing.stays:
        kind, name = stay.which[0], masked(undoing.words[stay.which])
        field = words_of_field(Entity(kind), stay.field) if stay.field else ""
        yield Line(kind, name, field, "", "", f"后来另有依据：{masked(stay.by)}" if stay.by else "")


def _finding(finding: Finding) -> FindingLine:
    return FindingLine(finding.code, CODE[finding.code].title, finding.plan, masked(finding.message))
