"""Read and write stored findings and verdicts; every write of a finding appends to the history."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from tianyi_desk.facts.finding import EventDistance, Finding, Verdict
from tianyi_desk.facts.vocabulary import Disposition
from tianyi_desk.models import tables as t
from tianyi_desk.models.json_text import json_text
from tianyi_desk.models.neighbours import keys_of
from tianyi_desk.models.reading import Keys, several
from tianyi_desk.rules.reconcile import Key, Reconciled, Revised, Stored
from tianyi_desk.services import trail

NO_LONGER_HOLDS = "再次判定时不再成立"
CLOSED = "closed_reason"
"""The field under which the history tells that a finding was closed or holds again."""

FIELDS = ("kind", "expected", "disposition", "evidence", "message")
"""What judging again may find otherwise in a known finding."""


@dataclass(frozen=True, slots=True)
class KnownFindings:
    """The stored findings of some plans, and the keys of their rows."""

    stored: Mapping[Key, Stored]
    keys: Mapping[Key, int]


def read_findings(session: Session, plans: Keys) -> KnownFindings:
    """Read the stored findings of the plans with these keys, None for all."""
    finding, stored, keys = t.finding.c, dict[Key, Stored](), dict[Key, int]()
    columns = (
        finding.id,
        t.plan.c.number,
        finding.code,
        finding.subject,
        finding.kind,
        finding.expected,
        finding.disposition,
        finding.evidence,
        finding.message,
        finding.closed_at,
    )
    statement = select(*columns).join_from(t.finding, t.plan)
    parts = (
        [statement]
        if plans is None
        else [statement.where(finding.plan_id.in_(part)) for part in several(plans)]
    )
    for part in parts:
        for (
            key,
            number,
            code,
            subject,
            kind,
            expected,
            disposition,
            evidence,
            message,
            closed,
        ) in session.execute(part):
            one = Finding(number, code, subject, kind, expected, disposition, json.loads(evidence), message)
            stored[one.key] = Stored(one, closed is not None)
            keys[one.key] = key
    return KnownFindings(stored, keys)


@dataclass(frozen=True, slots=True)
class Judged:
    """What was judged: the verdicts of plans, whose keys are `plans`, as of a moment."""

    verdicts: Sequence[Verdict]
    as_of: datetime
    plans: Mapping[str, int]

    def policies(self) -> dict[str, date | None]:
        """Return which policy each plan was judged by."""
        return {verdict.plan: verdict.policy for verdict in self.verdicts}


def write_verdicts(session: Session, judged: Judged, at: datetime) -> None:
    """Replace the verdicts on the plans that were judged."""
    plans = judged.plans
    keys = [plans[verdict.plan] for verdict in judged.verdicts]
    for part in several(keys):
        session.execute(delete(t.judgement).where(t.judgement.c.plan_id.in_(part)))
    rows = [_verdict_values(verdict, plans[verdict.plan], judged.as_of, at) for verdict in judged.verdicts]
    if rows:
        session.execute(insert(t.judgement), rows)


def _verdict_values(verdict: Verdict, key: int, as_of: datetime, at: datetime) -> dict[str, Any]:
    return {
        "plan_id": key,
        "as_of": as_of,
        "policy": verdict.policy,
        "channel": verdict.channel,
        "status": verdict.status,
        "bound_with": verdict.bound_with,
        "deadline": verdict.deadline,
        **_distance_values("opening", verdict.opening_distance),
        **_distance_values("closing", verdict.closing_distance),
        "photos_unreviewed": verdict.photos_unreviewed,
        "judged_at": at,
    }


def _distance_values(event: str, distance: EventDistance | None) -> dict[str, Any]:
    return {
        f"{event}_distance_m": distance.distance_m if distance else None,
        f"{event}_borderline": distance.borderline if distance else None,
        f"{event}_nearest_address": distance.nearest_address if distance else None,
    }


def write_findings(
    session: Session, act: trail.Act, judged: Judged, known: KnownFindings, reconciled: Reconciled
) -> None:
    """Write what reconciling found: new findings, revised ones, closed ones."""
    history = trail.Trail(session, act)
    _add(session, history, judged, reconciled.added)
    _revise(session, history, judged, known, reconciled.revised)
    _close(session, history, known, reconciled.closed)
    history.append()


def _thing(finding: Finding, key: int) -> trail.Thing:
    return trail.Thing(trail.FINDING, key, " ".join(filter(None, finding.key)))


def _add(session: Session, history: trail.Trail, judged: Judged, added: Iterable[Finding]) -> None:
    policies, at = judged.policies(), history.act.at
    rows = []
    for key, finding in enumerate(added, start=trail.next_key(session, t.finding, trail.FINDING)):
        rows.append(
            {
                "id": key,
                "plan_id": judged.plans[finding.plan],
                "code": finding.code,
                "subject": finding.subject,
                "kind": finding.kind,
                "expected": finding.expected,
                "evidence": json_text(dict(finding.evidence)),
                "message": finding.message,
                "disposition": finding.disposition,
                "opened_at": at,
                "policy": policies[finding.plan],
                "version": 1,
            }
        )
        history.added(_thing(finding, key), finding)
    if rows:
        session.execute(insert(t.finding), rows)


def _revise(
    session: Session, history: trail.Trail, judged: Judged, known: KnownFindings, revised: Sequence[Revised]
) -> None:
    policies = judged.policies()
    rows = []
    for one in revised:
        before, after = one.stored.finding, one.finding
        thing = _thing(after, known.keys[after.key])
        rows.append(
            {
                "row_key": thing.entity_id,
                "kind": after.kind,
                "expected": after.expected,
                "disposition": after.disposition,
                "evidence": json_text(dict(after.evidence)),
                "message": after.message,
                "policy": policies[after.plan],
            }
        )
        for name in FIELDS:
            if getattr(before, name) != getattr(after, name):
                history.changed(thing, name, getattr(before, name), getattr(after, name))
        if one.holds_again:
            history.changed(thing, CLOSED, NO_LONGER_HOLDS, None)
    _update(session, rows)
    again = [known.keys[one.finding.key] for one in revised if one.holds_again]
    _update(
        session, [_row(key, opened_at=history.act.at, closed_at=None, closed_reason=None) for key in again]
    )
    fallen = [known.keys[one.finding.key] for one in revised if one.undecided_again]
    _update(session, [_row(key, decided_by=None, decided_at=None, decided_reason=None) for key in fallen])


def _close(session: Session, history: trail.Trail, known: KnownFindings, closed: Iterable[Stored]) -> None:
    rows = []
    for one in closed:
        thing = _thing(one.finding, known.keys[one.finding.key])
        rows.append(_row(thing.entity_id, closed_at=history.act.at, closed_reason=NO_LONGER_HOLDS))
        history.changed(thing, CLOSED, None, NO_LONGER_HOLDS)
    _update(session, rows)


def _row(key: int, **values: Any) -> dict[str, Any]:
    return {"row_key": key, **values}


def _update(session: Session, rows: list[dict[str, Any]]) -> None:
    """Write columns of findings, all rows the same ones."""
    if rows:
        finding = t.finding.c
        statement = (
            update(t.finding).where(finding.id == bindparam("row_key")).values(version=finding.version + 1)
        )
        session.execute(statement, rows)


def decide_findings(
    session: Session,
    act: trail.Act,
    keys: Sequence[Key],
    disposition: Disposition,
    instead_of: Disposition | None = None,
) -> dict[Key, Disposition]:
    """Write a person's decision on open findings; return the former dispositions of those that were decided.

    Findings that do not hold (any more), that nobody decides on (O and R), or that stand so already are left out;
    with `instead_of` also those that do not stand so (any more).
    """
    plans = keys_of(session, {plan for plan, _code, _subject in keys})
    known = read_findings(session, list(plans.values()))
    history, rows, done = trail.Trail(session, act), [], dict[Key, Disposition]()
    for key in dict.fromkeys(keys):
        one = known.stored.get(key)
        former = None if one is None or one.closed else one.finding.disposition
        if one is None or former is None or former == disposition:
            continue
        if instead_of is not None and former != instead_of:
            continue
        rows.append(
            _row(
                known.keys[key],
                disposition=disposition,
                decided_by=act.actor,
                decided_at=act.at,
                decided_reason=act.reason,
            )
        )
        history.changed(_thing(one.finding, known.keys[key]), "disposition", former, disposition)
        done[key] = former
    _update(session, rows)
    history.append()
    return done
