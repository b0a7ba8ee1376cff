"""One person of the roster: facts (masked), figures by class, months, audits, findings, history."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import chain

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk.facts.codes import ORDER
from tianyi_desk.facts.plan import VALID_STATE
from tianyi_desk.facts.records import RosterEntry
from tianyi_desk.facts.vocabulary import Disposition, Entity, FindingClass, Role, Status
from tianyi_desk.facts.wording import masked_id_number, masked_phone
from tianyi_desk.models import reading
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.progress import Job, Progress
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.services import deviations, trail
from tianyi_desk.services.briefs import Brief, briefs, read_brief_rows
from tianyi_desk.services.deviations import Deviation
from tianyi_desk.services.number_doubts import number_doubts
from tianyi_desk.services.person_past import Span, days_of, left_at, spans
from tianyi_desk.services.phone_check import Phones, phones_of
from tianyi_desk.services.plan_changes import ChangeRow, change_rows
from tianyi_desk.services.roster import answering, visit_of
from tianyi_desk.services.who import ABOUT_PEOPLE, Given, Who

MONTHS = 12


@dataclass(frozen=True, slots=True)
class PersonVisit:
    """An audit that the person was or will be on; plans that are signed together are one.

    `status` is None where it was never judged; `codes` are what the person has to answer, each once.
    """

    numbers: tuple[str, ...]
    enterprise: str
    fields: tuple[str, ...]
    start: datetime
    end: datetime
    roles: tuple[Role, ...]
    status: Status | None
    codes: tuple[str, ...]
    valid: bool

    @property
    def number(self) -> str:
        """Return the number of the plan to open."""
        return self.numbers[0]


@dataclass(frozen=True, slots=True)
class MonthFigure:
    """The audits that end in a month: how many are over or running, how many of these have an official anomaly."""

    month: date
    done: int
    official: int
    coming: int


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything about one person; numbers are masked, `doubts` says what is odd about them.

    `figures` says on how many audits something of a class was found that nobody dismissed. `months` are the last
    twelve, the present one last. `past` is what the person was when, `left` since when they are not at work.
    `begun` is how many audits began by now, `coming` how many did not.
    """

    key: int
    version: int
    name: str
    qualification: str
    department: str
    state: str
    active: bool
    ccaa_number: str
    phone: str
    id_number: str
    source: str
    doubts: tuple[str, ...]
    begun: int
    coming: int
    figures: Mapping[FindingClass, int]
    months: tuple[MonthFigure, ...]
    visits: tuple[PersonVisit, ...]
    findings: tuple[Deviation, ...]
    history: tuple[ChangeRow, ...]
    phones: Phones = field(default_factory=Phones)
    past: tuple[Span, ...] = ()
    left: date | None = None


def open_person(database: Database, book: RuleBook, key: int, now: datetime) -> Job[PersonPage | None]:
    """Gather what is known of the person with a key as of now, None where there is no such person."""
    yield Progress("正在读取人员")
    with database.reading() as session:
        people = reading.people(session, reading.sheets(session))
        entry = people.get(key)
        if entry is None:
            return None
        version = session.scalar(select(t.person.c.version).where(t.person.c.id == key)) or 0
        who = Who(people)
        roles = _roles(session, who, key, entry.name)
        asked = set(roles) | _named_in(session, entry.name)
        plans = dict(briefs(read_brief_rows(session, asked), book))
        found = deviations.of_plans(session, book, asked)
        teams = _teams(session, who, asked)
        written = [
            line
            for what in (Entity.PERSON.value, trail.LOOKED)
            for line in trail.of_thing(session, what, key)
        ]
        phones = phones_of(session, entry, roles, written)
        past = spans(
            entry,
            (line for line in written if line.entity == Entity.PERSON.value),
            days_of(session, written),
        )
    numbers = {plan.number: one for one, plan in plans.items()}
    mine = tuple(
        row
        for row in found
        if key in answering(who, teams.get(numbers[row.number], ()), row.code, row.subject)
    )
    visits = _visits({one: plans[one] for one in roles}, roles, mine)
    history = change_rows(entry.name, sorted(written, key=lambda line: line.number, reverse=True))
    doubts = number_doubts(people).get(key, ())
    page = _page(key, version, entry, doubts, visits, mine, history, now)
    return replace(page, phones=phones, past=past, left=left_at(entry, past))


def _page(
    key: int,
    version: int,
    entry: RosterEntry,
    doubts: tuple[str, ...],
    visits: tuple[PersonVisit, ...],
    found: tuple[Deviation, ...],
    history: tuple[ChangeRow, ...],
    now: datetime,
) -> PersonPage:
    valid = [visit for visit in visits if visit.valid]
    return PersonPage(
        key,
        version,
        entry.name,
        entry.qualification,
        entry.department,
        entry.state,
        entry.active,
        entry.ccaa_number,
        masked_phone(entry.phone),
        masked_id_number(entry.id_number),
        str(entry.source) if entry.source else "人工录入",
        doubts,
        sum(visit.start <= now for visit in valid),
        sum(visit.start > now for visit in valid),
        _figures(found),
        _months(valid, found, now),
        visits,
        _each_once(found),
        history,
    )


def _holding(found: Sequence[Deviation]) -> list[Deviation]:
    return [row for row in found if row.disposition is not Disposition.DISMISSED]


def _visit(plan: Brief) -> str:
    return visit_of(plan.number, plan.bound_with)


def _figures(found: Sequence[Deviation]) -> Mapping[FindingClass, int]:
    visits: defaultdict[FindingClass, set[str]] = defaultdict(set)
    for row in _holding(found):
        visits[row.finding_class].add(_visit(row.plan))
    return {one: len(visits[one]) for one in FindingClass}


def _each_once(found: Sequence[Deviation]) -> tuple[Deviation, ...]:
    """Return each finding of a visit once, the latest audit first: bound plans repeat each other's."""
    first: dict[tuple[str, str, str, str | None], Deviation] = {}
    for row in sorted(found, key=lambda row: row.number):
        first.setdefault((_visit(row.plan), row.code, row.subject, row.kind), row)
    rows = sorted(first.values(), key=lambda row: (ORDER[row.code], row.subject))
    return tuple(sorted(rows, key=lambda row: row.plan.end, reverse=True))


def _months(
    visits: Sequence[PersonVisit], found: Sequence[Deviation], now: datetime
) -> tuple[MonthFigure, ...]:
    official = {row.number for row in _holding(found) if row.finding_class is FindingClass.OFFICIAL}
    last = now.year * 12 + now.month - 1
    figures = []
    for count in range(last - MONTHS + 1, last + 1):
        ending = [one for one in visits if one.end.year * 12 + one.end.month - 1 == count]
        begun = [one for one in ending if one.start <= now]
        figures.append(
            MonthFigure(
                date(count // 12, count % 12 + 1, 1),
                len(begun),
                sum(not official.isdisjoint(one.numbers) for one in begun),
                len(ending) - len(begun),
            )
        )
    return tuple(figures)


def _roles(session: Session, who: Who, key: int, name: str) -> dict[int, Role]:
    """Return the person's role on each plan they are on, by the keys of the plans."""
    member = t.member.c
    columns = member.plan_id, member.role, member.name, member.id_number, member.ccaa_number, member.phone
    rows = session.execute(select(*columns).where(member.name == name))
    return {plan: role for plan, role, *given in rows if who.of(_given(given))[0] == key}


def _given(values: Sequence[str]) -> Given:
    name, id_number, ccaa_number, phone = values
    return name, id_number, ccaa_number, phone


def _named_in(session: Session, name: str) -> set[int]:
    """Return the keys of the plans whose findings name the person, on the team or not (H08)."""
    finding = t.finding.c
    statement = select(finding.plan_id).where(
        finding.code.in_(ABOUT_PEOPLE), finding.subject == name, finding.closed_at.is_(None)
    )
    return set(session.scalars(statement))


def _teams(session: Session, who: Who, plans: Collection[int]) -> Mapping[int, list[tuple[int, str, bool]]]:
    member, found = t.member.c, defaultdict[int, list[tuple[int, str, bool]]](list)
    columns = member.plan_id, member.role, member.name, member.id_number, member.ccaa_number, member.phone
    for part in reading.several(plans):
        for plan, role, *given in session.execute(select(*columns).where(member.plan_id.in_(part))):
            key, _matches = who.of(_given(given))
            if key is not None:
                found[plan].append((key, given[0], role is Role.LEADER))
    return found


def _visits(
    plans: Mapping[int, Brief], roles: Mapping[int, Role], found: Sequence[Deviation]
) -> tuple[PersonVisit, ...]:
    together: defaultdict[str, list[int]] = defaultdict(list)
    for key, plan in plans.items():
        together[_visit(plan)].append(key)
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for row in _holding(found):
        codes[_visit(row.plan)].add(row.code)
    made = [
        _made([plans[key] for key in keys], [roles[key] for key in keys], codes[visit])
        for visit, keys in together.items()
    ]
    return tuple(sorted(made, key=lambda one: (one.start, one.number), reverse=True))


_STANDING = {status: place for place, status in enumerate(Status)}


def _made(plans: Sequence[Brief], roles: Sequence[Role], codes: Collection[str]) -> PersonVisit:
    valid = [plan for plan in plans if plan.state == VALID_STATE]
    statuses = [plan.status for plan in valid or plans if plan.status is not None]
    owing = [status for status in statuses if status is not Status.NOT_APPLICABLE] or statuses
    return PersonVisit(
        tuple(sorted(plan.number for plan in plans)),
        plans[0].enterprise,
        tuple(dict.fromkeys(chain.from_iterable(plan.fields for plan in plans))),
        min(plan.start for plan in plans),
        max(plan.end for plan in plans),
        tuple(dict.fromkeys(roles)),
        min(owing, key=_STANDING.__getitem__, default=None),
        tuple(sorted(codes, key=ORDER.__getitem__)),
        bool(valid),
    )
