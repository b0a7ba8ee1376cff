"""What every list says of a plan, read for many plans at once by column queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Select, select
from sqlalchemy.orm import Session

from tianyi_desk.facts.plan import Member
from tianyi_desk.facts.provinces import province_of
from tianyi_desk.facts.records import RosterEntry
from tianyi_desk.facts.vocabulary import AuditMode, Channel, Role, Status
from tianyi_desk.models import reading
from tianyi_desk.models import tables as t
from tianyi_desk.models.quick import builder
from tianyi_desk.rules.duties import Duties
from tianyi_desk.rules.people import Directory
from tianyi_desk.rules.policy import RuleBook

NO_FIELD, NO_BRANCH, NO_LEADER, NO_REGION, ABROAD = "未识别", "未列部门", "未列组长", "未列地区", "境外"
NOT_JUDGED = "未判定"


@dataclass(frozen=True, slots=True)
class Brief:
    """A plan as lists name it; times are China Standard Time.

    `projects` are as written; `starred` are the same with the 必签 mark where the regulator demands the check-in.
    `fields`, `leaders` are never empty: 未识别, 未列组长 stand for none. `status` and `channel` are None where the
    plan was never judged. `folded_enterprise` is the name as it is compared.
    """

    number: str
    enterprise: str
    folded_enterprise: str
    projects: tuple[str, ...]
    starred: tuple[str, ...]
    fields: tuple[str, ...]
    start: datetime
    end: datetime
    mode: AuditMode
    state: str
    region: str
    leaders: tuple[str, ...]
    branch: str
    status: Status | None
    channel: Channel | None
    deadline: date | None
    bound_with: tuple[str, ...]

    @property
    def leader(self) -> str:
        """Return the 组长's name, several joined by 、, or 未列组长."""
        return "、".join(self.leaders)

    @property
    def month(self) -> str:
        """Return the month in which the plan ends: 2021-10."""
        return f"{self.end.year}-{self.end.month:02}"


def status_word(status: Status | None) -> str:
    """Return 签到情况 as a word, 未判定 where the plan was never judged."""
    return NOT_JUDGED if status is None else status.value


class AboutPlan:
    """Gives rows that hold a brief its values by their own names, so that columns need not know of it."""

    __slots__ = ()
    plan: Brief

    @property
    def number(self) -> str:
        """Return the plan's number."""
        return self.plan.number

    @property
    def enterprise(self) -> str:
        """Return the 企业名称."""
        return self.plan.enterprise

    @property
    def projects(self) -> tuple[str, ...]:
        """Return the 认证项目 as written."""
        return self.plan.projects

    @property
    def starred(self) -> tuple[str, ...]:
        """Return the 认证项目 with the 必签 mark."""
        return self.plan.starred

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the 认证领域."""
        return self.plan.fields

    @property
    def start(self) -> datetime:
        """Return when the audit starts."""
        return self.plan.start

    @property
    def end(self) -> datetime:
        """Return when the audit ends."""
        return self.plan.end

    @property
    def region(self) -> str:
        """Return the province."""
        return self.plan.region

    @property
    def branch(self) -> str:
        """Return the leader's 部门."""
        return self.plan.branch

    @property
    def leader(self) -> str:
        """Return the 组长's name."""
        return self.plan.leader

    @property
    def month(self) -> str:
        """Return the month in which the plan ends: 2021-10."""
        return self.plan.month

    @property
    def status(self) -> Status | None:
        """Return 签到情况, None where the plan was never judged."""
        return self.plan.status

    @property
    def channel(self) -> Channel | None:
        """Return the channel, None where the plan was never judged."""
        return self.plan.channel

    @property
    def deadline(self) -> date | None:
        """Return the deadline of the body's explanation."""
        return self.plan.deadline

    @property
    def bound_with(self) -> tuple[str, ...]:
        """Return the numbers of the plans it is bound with."""
        return self.plan.bound_with


MANY = 20_000
"""From here on reading every plan is quicker than asking for some."""
AT_ONCE = 2000
"""Rows fetched at once."""

_brief = builder(Brief)
_latest: dict[str, Brief] = {}
"""The last brief of each plan: every list holds the same one, not one of its own that says the same."""
_PLAN = (
    *(t.plan.c[name] for name in ("id", "number", "enterprise", "enterprise_folded", "projects")),
    *(t.plan.c[name] for name in ("start", "end", "mode", "synced", "state", "region", "foreign")),
    *(t.judgement.c[name] for name in ("status", "channel", "deadline", "bound_with")),
)
_REGION = _PLAN.index(t.plan.c.region)
_MEMBER = tuple(t.member.c[name] for name in ("plan_id", "name", "id_number", "ccaa_number", "phone"))


@dataclass(frozen=True, slots=True)
class BriefRows:
    """The rows that briefs are made of, all of one moment of the database."""

    plans: list[Any]
    leaders: list[Any]
    addresses: Mapping[int, str]
    roster: tuple[RosterEntry, ...]


def read_brief_rows(session: Session, keys: reading.Keys | Select[Any] = None) -> BriefRows:
    """Read the rows of the briefs of plans with these keys (or those that a query finds), None for all."""
    plans = select(*_PLAN).join_from(t.plan, t.judgement, isouter=True).order_by(t.plan.c.id)
    leaders = select(*_MEMBER).where(t.member.c.role == Role.LEADER)
    if keys is not None and not isinstance(keys, Select) and len(keys) > MANY:
        keys = None
    found = _rows(session, plans, t.plan.c.id, keys)
    told = {region: bool(province_of(region)) for region in {row[_REGION] for row in found}}
    vague = [] if all(told.values()) else [row[0] for row in found if not told[row[_REGION]]]
    return BriefRows(
        found,
        _rows(session, leaders, t.member.c.plan_id, keys),
        _first_addresses(session, vague),
        tuple(reading.people(session, reading.sheets(session)).values()),
    )


def _rows(
    session: Session, statement: Select[Any], by: Column[Any], keys: reading.Keys | Select[Any]
) -> list[Any]:
    if keys is None:
        return _in_parts(session, statement)
    if isinstance(keys, Select):
        return _in_parts(session, statement.where(by.in_(keys)))
    parts = (session.execute(statement.where(by.in_(part))) for part in reading.several(keys))
    return [row for part in parts for row in part]


def _in_parts(session: Session, statement: Select[Any]) -> list[Any]:
    """Read rows a few at a time: tens of thousands at once would keep the window waiting."""
    return [row for part in session.execute(statement).partitions(AT_ONCE) for row in part]


def _first_addresses(session: Session, plans: list[int]) -> dict[int, str]:
    address, found = t.address.c, dict[int, str]()
    for part in reading.several(plans):
        statement = select(address.plan_id, address.text)
        for key, text in session.execute(statement.where(address.plan_id.in_(part), address.place == 0)):
            found[key] = text
    return found


def briefs(rows: BriefRows, book: RuleBook) -> Iterator[tuple[int, Brief]]:
    """Make the briefs of the rows that were read, with the keys of their plans."""
    led_by, demands = _leaders(rows), _Demands(book)
    nobody = (NO_LEADER,), NO_BRANCH
    for (
        key, number, enterprise, folded, projects, start, end, mode, synced, state, region, foreign,
        status, channel, deadline, bound_with,
    ) in rows.plans:  # fmt: skip
        leaders, branch = led_by.get(key, nobody)
        starred, fields = demands[projects, mode, synced, start.date(), end.date()]
        made = _brief(
            number,
            enterprise,
            folded,
            projects,
            starred,
            fields,
            start,
            end,
            mode,
            state,
            ABROAD if foreign else province_of(region) or _address_region(rows.addresses.get(key, "")),
            leaders,
            branch,
            status,
            channel,
            deadline,
            bound_with or (),
        )
        known = _latest.get(number)
        if known != made:
            known = _latest[number] = made
        yield key, known


def _address_region(address: str) -> str:
    return province_of(address) or NO_REGION


def _leaders(rows: BriefRows) -> dict[int, tuple[tuple[str, ...], str]]:
    """Return the names of each plan's leaders and the 部门 of the first, by the keys of the plans."""
    branches, known = Branches(rows.roster), dict[tuple[str, ...], tuple[tuple[str, ...], str]]()
    found: dict[int, tuple[tuple[str, ...], str]] = {}
    for key, name, id_number, ccaa_number, phone in rows.leaders:
        given = name, id_number, ccaa_number, phone
        one = known.get(given)
        if one is None:
            member = Member(name, Role.LEADER, False, False, id_number, ccaa_number, phone)
            one = known[given] = (name,), branches.of(member)
        before = found.get(key)
        found[key] = one if before is None else (before[0] + one[0], before[1])
    return found


class _Demands(dict[Any, tuple[tuple[str, ...], tuple[str, ...]]]):
    """The projects with their 必签 marks and their fields, by (projects, mode, synced, first day, last day)."""

    def __init__(self, book: RuleBook) -> None:
        super().__init__()
        self._duties, self._table = Duties(book), book.projects

    def __missing__(self, key: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
        projects, mode, synced, first, last = key
        areas = [self._table.field_of(project) for project in projects]
        names = dict.fromkeys(area.name if area else NO_FIELD for area in areas)
        starred = self._duties.starred(projects, mode, synced, first, last)
        found = self[key] = starred, tuple(names) or (NO_FIELD,)
        return found


class Branches:
    """Tell which 部门 of the roster a team member belongs to."""

    def __init__(self, roster: Iterable[RosterEntry]) -> None:
        entries = tuple(roster)
        self._directory = Directory(entries)
        self._by_name: defaultdict[str, set[str]] = defaultdict(set)
        for entry in entries:
            self._by_name[entry.name].add(entry.department)

    def of(self, member: Member) -> str:
        """Return the 部门, 未列部门 where the roster does not tell; those who left keep the one they had."""
        entry = self._directory.member(member).entry
        if entry is not None:
            return entry.department or NO_BRANCH
        named = self._by_name.get(member.name, set())
        return (next(iter(named)) if len(named) == 1 else "") or NO_BRANCH
