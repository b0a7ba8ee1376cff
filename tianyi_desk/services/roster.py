"""The roster, one line a person with what they did and what was found; and the names that it does not know."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk.facts.codes import CODE
from tianyi_desk.facts.plan import VALID_STATE
from tianyi_desk.facts.records import RosterEntry
from tianyi_desk.facts.vocabulary import Disposition, FindingClass, Role
from tianyi_desk.facts.wording import masked_id_number, masked_phone, width_folded
from tianyi_desk.models import reading
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.models.quick import collector_paused
from tianyi_desk.progress import Job, Progress
from tianyi_desk.services.number_doubts import number_doubts
from tianyi_desk.services.pinyin import spelling
from tianyi_desk.services.unknown_names import NameOnPlan, UnknownName, unknown_names
from tianyi_desk.services.who import ABOUT_PEOPLE, Given, Who

_CLASSES = tuple(FindingClass)
Counts = tuple[int, int, int, int, int]
PHONE_DIFFERS = "D12"
NO_COUNTS: Counts = (0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person of the roster; phone and ID number are masked.

    `visits` are the audits begun so far, plans signed together counted once, 已作废 left out. `counts` says on how
    many audits something of a class was found that nobody dismissed: about the person, or as leader about the
    audit; in the rule book's order of classes. `namesakes` is how many at work bear the name, this person
    included. `doubts` says what is odd about the numbers. `folded` is what a text is looked for in.
    `other_phones` says on how many audits another phone than the registered one signed (D12).
    """

    key: int
    version: int
    name: str
    ccaa_number: str
    qualification: str
    department: str
    phone: str
    id_number: str
    state: str
    active: bool
    namesakes: int
    visits: int
    counts: Counts
    doubts: tuple[str, ...]
    folded: str
    other_phones: int = 0

    def count(self, finding_class: FindingClass) -> int:
        """Return on how many audits something of a class was found."""
        return self.counts[_CLASSES.index(finding_class)]


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody, by name; the names on plans that mean nobody or several; and whether there are plans at all."""

    people: tuple[PersonLine, ...] = ()
    unknown: tuple[UnknownName, ...] = ()
    plans: int = 0


class _PlanOf(NamedTuple):
    """What is needed of a plan here; `visit` is the same for plans that are signed together."""

    number: str
    valid: bool
    start: datetime
    visit: str


class _MemberOf(NamedTuple):
    plan: int
    leads: bool
    given: Given


@dataclass(slots=True)
class _Tally:
    """The audits of one person, and those with something found, by class."""

    visits: set[str] = field(default_factory=set)
    found: tuple[set[str], ...] = field(default_factory=lambda: tuple(set() for _ in _CLASSES))
    other_phones: set[str] = field(default_factory=set)

    @property
    def counts(self) -> Counts:
        official, house, doubt, data, reminder = (len(one) for one in self.found)
        return official, house, doubt, data, reminder


def load_roster(database: Database, now: datetime) -> Job[Roster]:
    """Read the roster with its figures as of now; closing the job early costs nothing. Raises DeskError."""
    with collector_paused():
        yield Progress("正在读取名册")
        with database.reading() as session:
            people = reading.people(session, reading.sheets(session))
            versions: dict[int, int] = dict(session.execute(select(t.person.c.id, t.person.c.version)).all())
            plans, members = _read_plans(session), _read_members(session)
            found = _read_findings(session)
        yield Progress("正在整理名册", 0, len(people))
        who = Who(people)
        tallies = _tallies(who, plans, members, found, now)
        lines = _lines(people, versions, tallies)
        named = (
            NameOnPlan(one.given, plans[one.plan].number, plans[one.plan].start, one.leads)
            for one in members
            if plans[one.plan].valid
        )
        return Roster(lines, unknown_names(who, people, named), len(plans))


def visit_of(number: str, bound_with: Iterable[str] | None) -> str:
    """Return what names a visit: the first number of the plans that are signed together."""
    return min((number, *(bound_with or ())))


def _read_plans(session: Session) -> dict[int, _PlanOf]:
    plan, verdict = t.plan.c, t.judgement.c
    columns = plan.id, plan.number, plan.state, plan.start, verdict.bound_with
    rows = session.execute(select(*columns).join_from(t.plan, t.judgement, isouter=True))
    return {
        key: _PlanOf(number, state == VALID_STATE, start, visit_of(number, bound_with))
        for key, number, state, start, bound_with in rows
    }


def _read_members(session: Session) -> list[_MemberOf]:
    member = t.member.c
    columns = member.plan_id, member.role, member.name, member.id_number, member.ccaa_number, member.phone
    return [
        _MemberOf(plan, role is Role.LEADER, (name, id_number, ccaa_number, phone))
        for plan, role, name, id_number, ccaa_number, phone in session.execute(select(*columns))
    ]


def _read_findings(session: Session) -> list[Any]:
    finding = t.finding.c
    dismissed = finding.disposition.is_not_distinct_from(Disposition.DISMISSED)
    columns = finding.plan_id, finding.code, finding.subject
    return list(session.execute(select(*columns).where(finding.closed_at.is_(None), ~dismissed)))


def _tallies(
    who: Who, plans: Mapping[int, _PlanOf], members: Iterable[_MemberOf], found: Iterable[Any], now: datetime
) -> Mapping[int, _Tally]:
    tallies: defaultdict[int, _Tally] = defaultdict(_Tally)
    teams: defaultdict[int, list[tuple[int, str, bool]]] = defaultdict(list)
    for plan, leads, given in members:
        key, _matches = who.of(given)
        if key is None:
            continue
        teams[plan].append((key, given[0], leads))
        one = plans[plan]
        if one.valid and one.start <= now:
            tallies[key].visits.add(one.visit)
    for plan, code, subject in found:
        place = _CLASSES.index(CODE[code].finding_class)
        for key in answering(who, teams.get(plan, ()), code, subject):
            tallies[key].found[place].add(plans[plan].visit)
            if code == PHONE_DIFFERS:
                tallies[key].other_phones.add(plans[plan].visit)
    return tallies


def answering(who: Who, team: Iterable[tuple[int, str, bool]], code: str, subject: str) -> Iterator[int]:
    """Yield who has to answer a finding: the person it names, else the leaders of the team.

    `team` are the known members: key, name as the plan writes it, whether they lead.
    """
    if code not in ABOUT_PEOPLE:
        yield from (key for key, _name, leads in team if leads)
        return
    named = [key for key, name, _leads in team if name == subject]
    signer = who.signer(subject) if not named else None
    yield from named
    if signer is not None:
        yield signer


def by_sound(name: str) -> tuple[tuple[str, str], ...]:
    """Return what sorts names as a Chinese reader expects: by pinyin, surnames read as surnames (单 under S)."""
    return spelling().order(name)


def _lines(
    people: Mapping[int, RosterEntry], versions: Mapping[int, int], tallies: Mapping[int, _Tally]
) -> tuple[PersonLine, ...]:
    bearers: defaultdict[str, int] = defaultdict(int)
    for entry in people.values():
        bearers[entry.name] += entry.active
    nothing, odd = _Tally(), number_doubts(people)
    lines = [
        _line(key, versions[key], entry, bearers[entry.name], tallies.get(key, nothing), odd.get(key, ()))
        for key, entry in people.items()
    ]
    return tuple(sorted(lines, key=lambda line: (by_sound(line.name), line.ccaa_number, line.key)))


def _line(
    key: int, version: int, entry: RosterEntry, bearers: int, tally: _Tally, doubts: tuple[str, ...]
) -> PersonLine:
    words = (entry.name, entry.ccaa_number, entry.qualification, entry.department, entry.phone[-4:])
    return PersonLine(
        key,
        version,
        entry.name,
        entry.ccaa_number,
        entry.qualification,
        entry.department,
        masked_phone(entry.phone),
        masked_id_number(entry.id_number),
        entry.state,
        entry.active,
        bearers if entry.active else 0,
        len(tally.visits),
        tally.counts,
        doubts,
        width_folded(" ".join(words)).casefold(),
        len(tally.other_phones),
    )
