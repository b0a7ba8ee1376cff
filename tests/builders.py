"""Build facts for tests: sensible defaults, and whatever a test cares about as keywords."""

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

from tianyi_desk.facts.intake import Draft, Fact, Intake, PlanReference
from tianyi_desk.facts.ledger import Dossier
from tianyi_desk.facts.place import Address, Position
from tianyi_desk.facts.plan import Member, Plan
from tianyi_desk.facts.records import CheckIn, Explanation, Photo, PhotoReview, RosterEntry
from tianyi_desk.facts.source import Sheet, Source
from tianyi_desk.facts.vocabulary import AnomalyKind, Entity, Event, PhotoCategory, Role, Side
from tianyi_desk.geo.datum import Datum

NUMBER = "R0123012021001"
ENTITY: dict[type, Entity] = {
    Plan: Entity.PLAN,
    RosterEntry: Entity.PERSON,
    CheckIn: Entity.CHECK_IN,
    Photo: Entity.PHOTO,
    PhotoReview: Entity.REVIEW,
    Explanation: Entity.EXPLANATION,
}


def at(text: str) -> datetime:
    """Read a moment such as `2021-10-18 08:30`."""
    return datetime.fromisoformat(text)


def source(row: int = 2, sheet: str = "审核计划", file: str = "计划.xlsx") -> Source:
    """Build the place of a row."""
    return Source(Sheet(file, sheet), row)


def position(longitude: float = 121.614786, latitude: float = 38.913962, **changes: Any) -> Position:
    """Build a usable position; in WGS-84 by default, so that the given numbers are the point itself."""
    values: dict[str, Any] = {
        "longitude": longitude,
        "latitude": latitude,
        "datum": Datum.WGS84,
        "datum_stated": True,
        "decimals": 6,
        "flaw": None,
        "swapped": False,
        "wgs_longitude": longitude,
        "wgs_latitude": latitude,
    }
    return Position(**(values | changes))


def address(
    text: str = "辽宁省大连市西岗区新开路82号", at: Position | None = None, **changes: Any
) -> Address:
    """Build an address without coordinates, or at `at`."""
    return Address(text=text, position=at, **changes)


def member(name: str = "崔明远", role: Role = Role.MEMBER, **changes: Any) -> Member:
    """Build a team member on site."""
    return Member(name=name, role=role, **changes)


def plan(number: str = NUMBER, **changes: Any) -> Plan:
    """Build a two-day QMS audit in Dalian in October 2021 by a leader and a member."""
    values: dict[str, Any] = {
        "number": number,
        "enterprise": "大连海川机械有限公司",
        "projects": ("ISO9001",),
        "start": at("2021-10-18 08:30"),
        "end": at("2021-10-19 17:00"),
        "addresses": (address(at=position()),),
        "team": (member("崔明远", Role.LEADER), member("贾思齐")),
        "activities": ("监督审核",),
    }
    return Plan(**(values | changes))


def check_in(
    plan: str = NUMBER, name: str = "崔明远", event: Event = Event.OPENING, **changes: Any
) -> CheckIn:
    """Build a check-in at the plan's own coordinate, in time for the event."""
    on_time = "2021-10-18 08:20" if event is Event.OPENING else "2021-10-19 16:50"
    values: dict[str, Any] = {
        "plan": plan,
        "name": name,
        "event": event,
        "at": at(on_time),
        "position": position(),
    }
    return CheckIn(**(values | changes))


def photo(
    plan: str = NUMBER, category: PhotoCategory = PhotoCategory.OPENING_MEETING, **changes: Any
) -> Photo:
    """Build a photo of unknown upload time, named after its category."""
    return Photo(**({"plan": plan, "category": category, "file_name": f"{category}1.jpg"} | changes))


def review(plan: str = NUMBER, file_name: str = "首次会议1.jpg", **changes: Any) -> PhotoReview:
    """Build a review that recognised the default team and the enterprise."""
    values: dict[str, Any] = {
        "plan": plan,
        "file_name": file_name,
        "people": ("崔明远", "贾思齐"),
        "enterprise_seen": True,
        "conclusion": "通过",
        "reviewer": "陆文静",
        "reviewed_at": at("2021-10-25 10:00"),
    }
    return PhotoReview(**(values | changes))


def explanation(
    plan: str = NUMBER, kind: AnomalyKind = AnomalyKind.NOT_SIGNED, side: Side = Side.BODY, **changes: Any
) -> Explanation:
    """Build an explanation filed three days after the default plan's end."""
    values: dict[str, Any] = {
        "plan": plan,
        "kind": kind,
        "side": side,
        "filed_on": date(2021, 10, 22),
        "text": "手机没电，未能签到",
        "author": "陆文静",
    }
    return Explanation(**(values | changes))


def person(name: str = "崔明远", **changes: Any) -> RosterEntry:
    """Build a working auditor without numbers."""
    return RosterEntry(**({"name": name, "qualification": "审核员", "state": "在职"} | changes))


def dossier(of: Plan | None = None, **records: Any) -> Dossier:
    """Build a dossier of a plan with whatever records are handed in (lists or tuples)."""
    return Dossier(of or plan(), **{name: tuple(several) for name, several in records.items()})


def draft(
    fact: Fact,
    given: Iterable[str] | None = None,
    reference: PlanReference | None = None,
    raw: dict[str, str] | None = None,
) -> Draft:
    """Build a draft of a fact; by default the file had a column for every field."""
    names = frozenset(given) if given is not None else frozenset(f.name for f in fields(fact)) - {"source"}
    return Draft(ENTITY[type(fact)], fact, names, raw or {}, reference)


def intake(*facts: Fact | Draft) -> Intake:
    """Build what reading one file gave; facts become drafts, those without a source get rows from 2 on."""
    drafts = (each if isinstance(each, Draft) else draft(each) for each in facts)
    return Intake(drafts=tuple(_placed(each, row) for row, each in enumerate(drafts, start=2)))


def _placed(each: Draft, row: int) -> Draft:
    if each.fact.source is not None:
        return each
    return replace(each, fact=replace(each.fact, source=source(row, sheet=each.entity.value)))
