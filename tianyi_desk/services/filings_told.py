"""Who explained what of many plans: the filings of both sides, bound plans' included (F6), read in bulk."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk.facts.vocabulary import AnomalyKind, AuditMode, Channel, Side
from tianyi_desk.models import tables as t
from tianyi_desk.models.reading import several
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.services.briefs import Brief
from tianyi_desk.services.statements import last_day


@dataclass(frozen=True, slots=True)
class Told:
    """One filing; `plan` is the number of the plan whose record it is."""

    plan: str
    kind: AnomalyKind
    side: Side
    filed_on: date
    author: str
    cause: str
    text: str
    reported_on: date | None


ToldOf = Mapping[str, tuple[Told, ...]]
"""The filings that count for each plan, by its number, the earliest first; plans without any are left out."""

_COLUMNS = (
    t.plan.c.number,
    *(
        t.explanation.c[name]
        for name in ("kind", "side", "filed_on", "author", "cause", "text", "reported_on")
    ),
)


def told_of(session: Session, plans: Iterable[Brief], today: date) -> ToldOf:
    """Return what was filed until today for these plans, on themselves or on plans bound to them."""
    wanted = tuple(plans)
    filed = _filed(session, {number for one in wanted for number in (one.number, *one.bound_with)}, today)
    teams = _teams(session, [one.number for one in wanted if one.bound_with]) if filed else {}
    found = {one.number: _counting(one, filed, teams.get(one.number, ())) for one in wanted}
    return {number: several_told for number, several_told in found.items() if several_told}


def earliest(told: Iterable[Told], kind: AnomalyKind, side: Side) -> Told | None:
    """Return the first filing of a kind by a side, which is the one that counts."""
    return next((one for one in told if one.kind is kind and one.side is side), None)


def statement_day(
    book: RuleBook, plan: Brief, effective: date | None, *, covered: bool = False
) -> date | None:
    """Return the last day for the 其他情况说明 of a remote audit (F5), None where none is asked for.

    `effective` is the date of the policy that the plan was judged by, `covered` that a bound plan signs for it.
    """
    if covered or plan.channel is not Channel.MINI_PROGRAM or plan.mode is AuditMode.ON_SITE:
        return None
    return last_day(book, plan.end.date(), effective)


def _filed(session: Session, numbers: Collection[str], today: date) -> Mapping[str, list[Told]]:
    explanation = t.explanation.c
    found: defaultdict[str, list[Told]] = defaultdict(list)
    statement = select(*_COLUMNS).join_from(t.explanation, t.plan).where(explanation.filed_on <= today)
    for part in several(sorted(numbers)):
        for row in session.execute(statement.where(t.plan.c.number.in_(part))):
            found[row[0]].append(_told(row))
    return found


def _told(row: Any) -> Told:
    return Told(*row)


def _teams(session: Session, numbers: Collection[str]) -> Mapping[str, Collection[str]]:
    teams: defaultdict[str, set[str]] = defaultdict(set)
    statement = select(t.plan.c.number, t.member.c.name).join_from(t.member, t.plan)
    for part in several(numbers):
        for number, name in session.execute(statement.where(t.plan.c.number.in_(part))):
            teams[number].add(name)
    return teams


def _counting(plan: Brief, filed: Mapping[str, list[Told]], team: Collection[str]) -> tuple[Told, ...]:
    """Return the plan's own filings and those of bound plans that count for it: the auditors' only of its team."""
    found = list(filed.get(plan.number, ()))
    for number in plan.bound_with:
        found += [
            one
            for one in filed.get(number, ())
            if one.side is Side.BODY or not one.author or one.author in team
        ]
    return tuple(sorted(found, key=lambda one: (one.filed_on, one.plan, one.author)))
