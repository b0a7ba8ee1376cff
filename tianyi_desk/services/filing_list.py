"""What is owed in words: each explanation of an O finding and each statement of a remote audit, and whose turn it is."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk.facts.vocabulary import (
    AnomalyKind,
    Disposition,
    DraftStage,
    Side,
)
from tianyi_desk.models import tables as t
from tianyi_desk.models.neighbours import keys_of
from tianyi_desk.models.reading import several
from tianyi_desk.rules.filing import KIND_OF
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.services.briefs import Brief, briefs, read_brief_rows
from tianyi_desk.services.deadlines import Deadlines, Left
from tianyi_desk.services.drafts import DraftState, draft_states
from tianyi_desk.services.figures import figure_of
from tianyi_desk.services.filings_told import Told, earliest, statement_day, told_of
from tianyi_desk.services.queue_items import Turn
from tianyi_desk.services.queue_reading import read_items
from tianyi_desk.services.statements import OVERDUE, remote_audits

SILENT = "H19"
TURN_OF = {
    DraftStage.WRITING: Turn.BODY,
    DraftStage.WAITING: Turn.REVIEW,
    DraftStage.RETURNED: Turn.RETURNED,
    DraftStage.ACCEPTED: Turn.FILE,
}
"""Whose turn it is with the body's draft at a stage."""
KINDS = {kind: place for place, kind in enumerate(AnomalyKind)}


@dataclass(frozen=True, slots=True)
class Owed:
    """One text that a plan owes: of one 异常类型, or its 其他情况说明.

    `about` says what happened (未签退; 签到 8.9 km). `text` is what the body accepted or filed, else "". `turn` is
    None once it stands in the regulator's system; `filed` says that the body has filed it, `asked` with which
    word the auditors' text was returned to them; `auditors` that they still have to write.
    """

    plan: Brief
    kind: AnomalyKind
    about: str
    left: Left | None
    text: str
    turn: Turn | None
    filed: bool
    auditors: bool
    asked: str

    @property
    def overdue(self) -> bool:
        """Tell whether the deadline is over and the body has not filed."""
        return self.left is not None and self.left.overdue and not self.filed


Held = tuple[str, str, str | None, bool, str, bool]
"""What is read of a finding: code, subject, kind, 预期, evidence, and whether somebody dismissed it."""


@dataclass(frozen=True, slots=True)
class _Read:
    """Everything about some plans that the texts they owe follow from."""

    book: RuleBook
    deadlines: Deadlines
    told: Mapping[str, tuple[Told, ...]]
    drafts: Mapping[str, DraftState]
    accepted: Mapping[tuple[str, AnomalyKind], str]
    turns: Mapping[str, Turn]


def owed_words(
    session: Session, book: RuleBook, moment: datetime, numbers: Collection[str] | None = None
) -> tuple[Owed, ...]:
    """Return every text that plans (None: all) owe or owed, the nearest deadline first; nothing is written."""
    keys = None if numbers is None else list(keys_of(session, numbers).values())
    held = _held(session, keys)
    remote = remote_audits(session, book, moment.date(), keys)
    plans = dict(briefs(read_brief_rows(session, held.keys() | remote.keys()), book))
    read = _read(session, book, moment, plans, held)
    found: list[Owed] = []
    for key, plan in plans.items():
        rows = held.get(key, ())
        found += (*_of_findings(read, plan, rows), *_statement(read, plan, rows, remote.get(key)))
    return tuple(sorted(found, key=_in_order))


def _in_order(one: Owed) -> tuple[object, ...]:
    last = one.left.day if one.left is not None else date.max
    return last, one.plan.end, one.plan.number, KINDS[one.kind]


def _held(session: Session, keys: Sequence[int] | None) -> dict[int, list[Held]]:
    """Return the findings that ask for words, by the keys of the plans: O, H17 and H19 that hold."""
    finding = t.finding.c
    names = ("plan_id", "code", "subject", "kind", "expected", "evidence", "disposition")
    statement = (
        select(*(finding[name] for name in names))
        .join(t.judgement, t.judgement.c.plan_id == finding.plan_id)
        .where(
            finding.closed_at.is_(None),
            finding.code.in_([*KIND_OF, OVERDUE, SILENT]),
        )
        .order_by(finding.plan_id, finding.code, finding.subject)
    )
    parts = (
        [statement]
        if keys is None
        else [statement.where(finding.plan_id.in_(part)) for part in several(keys)]
    )
    found: defaultdict[int, list[Held]] = defaultdict(list)
    for part in parts:
        for key, *rest, disposition in session.execute(part):
            found[key].append((*rest, disposition is Disposition.DISMISSED))
    return found


def _read(
    session: Session,
    book: RuleBook,
    moment: datetime,
    plans: Mapping[int, Brief],
    held: Mapping[int, Sequence[Held]],
) -> _Read:
    numbers = [plan.number for plan in plans.values()]
    anomalous = [plans[key].number for key, rows in held.items() if any(row[0] in KIND_OF for row in rows)]
    return _Read(
        book,
        Deadlines(book.calendar, moment.date()),
        told_of(session, plans.values(), moment.date()),
        draft_states(session, numbers),
        _accepted(session, numbers),
        {
            plan.number: item.turn
            for item in read_items(session, book, moment, anomalous)
            for plan in item.plans
        },
    )


def _accepted(session: Session, numbers: Iterable[str]) -> dict[tuple[str, AnomalyKind], str]:
    """Return the texts that were accepted and are to be filed, by plan and kind."""
    statement = (
        select(t.plan.c.number, t.draft.c.kinds, t.draft.c.text)
        .join_from(t.draft, t.draft_plan)
        .join(t.plan)
        .where(t.draft.c.stage == DraftStage.ACCEPTED, t.draft.c.side == Side.BODY)
        .order_by(t.draft.c.id)
    )
    return {
        (number, AnomalyKind(kind)): text
        for part in several(list(numbers))
        for number, kinds, text in session.execute(statement.where(t.plan.c.number.in_(part)))
        for kind in kinds
    }


def _of_findings(read: _Read, plan: Brief, held: Sequence[Held]) -> Iterable[Owed]:
    silent = any(code == SILENT and not dismissed for code, *_, dismissed in held)
    for code, kind in KIND_OF.items():
        rows = [row for row in held if row[0] == code]
        if rows:
            left = read.deadlines[plan.deadline] if plan.deadline is not None else None
            yield _owed(read, plan, kind, _about(rows), left, silent=silent)


def _about(rows: Sequence[Held]) -> str:
    parts = [_what(*row[:3], row[4]) for row in rows]
    expected = "（预期）" if any(row[3] for row in rows) else ""
    return "、".join(filter(None, parts)) + expected


def _what(code: str, subject: str, kind: str | None, evidence: str) -> str:
    figure = figure_of(code, evidence)
    words = " ".join(filter(None, (subject or kind, figure.words if code == "O2" else "")))
    return words + ("（临界）" if figure.borderline else "")


def _statement(read: _Read, plan: Brief, held: Sequence[Held], effective: Any) -> Iterable[Owed]:
    day = statement_day(read.book, plan, effective)
    dismissed = any(code == OVERDUE and dropped for code, *_, dropped in held)
    if day is not None and not dismissed:
        yield _owed(read, plan, AnomalyKind.STATEMENT, f"{plan.mode.value}审核", read.deadlines[day])


def _owed(
    read: _Read, plan: Brief, kind: AnomalyKind, about: str, left: Left | None, *, silent: bool = False
) -> Owed:
    told, draft = read.told.get(plan.number, ()), read.drafts.get(plan.number, DraftState())
    body, auditor = earliest(told, kind, Side.BODY), earliest(told, kind, Side.AUDITOR)
    waits = auditor is None or bool(draft.asked)
    turn = _turn(read, plan, kind, draft, body, waits=waits)
    return Owed(
        plan,
        kind,
        about,
        left,
        read.accepted.get((plan.number, kind), body.text if body is not None else ""),
        turn,
        body is not None,
        waits and kind is not AnomalyKind.STATEMENT and (turn is Turn.AUDITOR or silent),
        draft.asked,
    )


def _turn(
    read: _Read, plan: Brief, kind: AnomalyKind, draft: DraftState, body: Told | None, *, waits: bool
) -> Turn | None:
    """Return whose turn it is: a draft on its way decides, then what was filed, then whose turn the visit is."""
    stage = draft.stage_of(kind)
    if stage in TURN_OF:
        return TURN_OF[stage]
    if body is not None:
        return None if body.reported_on is not None else Turn.FILE
    of_visit = read.turns.get(plan.number, Turn.BODY)
    if kind is AnomalyKind.STATEMENT or of_visit not in {Turn.AUDITOR, Turn.CORRECT}:
        return Turn.BODY
    return of_visit if waits or of_visit is Turn.CORRECT else Turn.BODY
