"""Where people signed, plan by plan: the verdict on the place, the distance that decides, and a point for the map."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk.facts.plan import VALID_STATE
from tianyi_desk.facts.vocabulary import AuditMode, Disposition, Event, Flaw, Origin
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.models.quick import collector_paused
from tianyi_desk.progress import Job, Progress
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.services.briefs import AboutPlan, Brief, briefs, read_brief_rows

STEP = 5000
Point = tuple[float, float]
"""(longitude, latitude) in WGS-84 degrees."""
UNPLACED_CODES = ("D02", "D04")
TOLD_CODES = ("O2", "D02", "D03", "D04", "S08")
"""Findings about the place that a line names."""
REMOTE, GUESSED = "远程审核，不判地点", "地址的坐标由地名推算"
"""Why a distance is shown but decides nothing."""


class PlaceVerdict(StrEnum):
    """What is known of the place that a plan was signed at, the gravest first."""

    BEYOND = "确定偏差"
    BORDERLINE = "临界"
    REFERENCE = "参考"
    UNPLACED = "无法定位"
    NORMAL = "正常"


ORDER = {verdict: place for place, verdict in enumerate(PlaceVerdict)}
_OF_DISTANCE = (PlaceVerdict.BEYOND, PlaceVerdict.BORDERLINE, PlaceVerdict.REFERENCE, PlaceVerdict.NORMAL)


@dataclass(frozen=True, slots=True)
class EventPlace:
    """How far an event was signed from the nearest address, in metres.

    `reference` says why the distance decides nothing, "" where it does (rule book, section 5: 参考值).
    """

    event: Event
    distance_m: float
    borderline: bool
    reference: str
    nearest_address: str


@dataclass(frozen=True, slots=True)
class PlaceLine(AboutPlan):
    """One judged plan of the map's list.

    `distance_m` is the greater of the two events' distances, None where the plan cannot be placed; `event` says whose
    it is. `codes` are the findings about the place that hold. `point` is the first address with a usable position.
    `limit_m` and `borderline_m` are the policy's.
    """

    plan: Brief
    verdict: PlaceVerdict
    distance_m: float | None
    event: Event | None
    events: tuple[EventPlace, ...]
    codes: tuple[str, ...]
    point: Point | None
    addresses: int
    limit_m: int
    borderline_m: int


@dataclass(frozen=True, slots=True)
class Places:
    """Every plan whose place was judged, the greatest distance first; and those to come that will not be located."""

    lines: tuple[PlaceLine, ...]
    waiting: tuple[Brief, ...]


def load_places(database: Database, book: RuleBook) -> Job[Places]:
    """Read the places of all plans; everything is of one moment of the database. Raises DeskError."""
    with collector_paused():
        yield Progress("正在读取地点")
        with database.reading() as session:
            rows = read_brief_rows(session)
            found = dict(briefs(rows, book))
            spots, verdicts, codes = _spots(session), _verdicts(session), _codes(session)
            coming = _coming(session)
        lines: list[PlaceLine] = []
        for place, (key, plan) in enumerate(found.items()):
            if place % STEP == 0:
                yield Progress("正在整理地点", place, len(found))
            line = _line(plan, spots.get(key, _NOWHERE), verdicts.get(key, ()), codes.get(key, ()), book)
            if line is not None:
                lines.append(line)
        lines.sort(key=by_distance)
        waiting = [found[key] for key in coming if not spots.get(key, _NOWHERE).complete]
        return Places(tuple(lines), tuple(sorted(waiting, key=lambda one: (one.start, one.number))))


def by_distance(line: PlaceLine) -> tuple[bool, float, int, str]:
    """Return what the list is ordered by: the greatest distance first, plans without one last."""
    return line.distance_m is None, -(line.distance_m or 0.0), ORDER[line.verdict], line.number


@dataclass(frozen=True, slots=True)
class _Spots:
    """The addresses of a plan: the first usable point, which texts have a geocoded point only, whether all have one."""

    point: Point | None
    geocoded: frozenset[str]
    count: int
    complete: bool


_NOWHERE = _Spots(None, frozenset(), 0, complete=False)


def _spots(session: Session) -> dict[int, _Spots]:
    address, plan = t.address.c, t.plan.c
    columns = (address.plan_id, address.text, address.origin, address.flaw, plan.foreign)
    statement = (
        select(*columns, address.wgs_longitude, address.wgs_latitude)
        .join_from(t.address, t.plan)
        .order_by(address.plan_id, address.place)
    )
    found: dict[int, _Spots] = {}
    for key, text, origin, flaw, foreign, longitude, latitude in session.execute(statement):
        usable = longitude is not None and (flaw is None or (foreign and flaw is Flaw.OUTSIDE_CHINA))
        before = found.get(key)
        point = (longitude, latitude) if usable else None
        geocoded = frozenset({text}) if origin is Origin.GEOCODED else frozenset()
        if before is None:
            found[key] = _Spots(point, geocoded, 1, usable)
        else:
            found[key] = _Spots(
                before.point or point,
                before.geocoded | geocoded,
                before.count + 1,
                before.complete and usable,
            )
    return found


def _verdicts(session: Session) -> dict[int, tuple[Any, ...]]:
    row = t.judgement.c
    columns = (
        *(row.opening_distance_m, row.opening_borderline, row.opening_nearest_address),
        *(row.closing_distance_m, row.closing_borderline, row.closing_nearest_address),
    )
    return {key: tuple(rest) for key, *rest in session.execute(select(row.plan_id, *columns))}


def _codes(session: Session) -> dict[int, tuple[str, ...]]:
    finding = t.finding.c
    statement = select(finding.plan_id, finding.code).where(
        finding.closed_at.is_(None),
        finding.code.in_(TOLD_CODES),
        finding.disposition.is_distinct_from(Disposition.DISMISSED),
    )
    found: dict[int, tuple[str, ...]] = {}
    for key, code in session.execute(statement):
        if code not in found.get(key, ()):
            found[key] = (*found.get(key, ()), code)
    return found


def _coming(session: Session) -> Iterable[int]:
    """Return the keys of valid plans that had not begun when they were judged."""
    statement = select(t.plan.c.id).join_from(t.plan, t.judgement)
    coming = (t.plan.c.start > t.judgement.c.as_of, t.plan.c.state == VALID_STATE)
    return list(session.execute(statement.where(*coming)).scalars())


def _line(
    plan: Brief, spots: _Spots, verdict: tuple[Any, ...], codes: tuple[str, ...], book: RuleBook
) -> PlaceLine | None:
    policy = book.policy_on(plan.end.date()) or book.policies[0]
    events = tuple(_events(plan, verdict, spots.geocoded)) if verdict else ()
    if not events:
        if not set(codes) & set(UNPLACED_CODES):
            return None
        verdicts: Mapping[EventPlace, PlaceVerdict] = {}
        worst = None
    else:
        verdicts = {one: verdict_on(one, policy.deviation_m) for one in events}
        worst = min(events, key=lambda one: (_OF_DISTANCE.index(verdicts[one]), -one.distance_m))
    return PlaceLine(
        plan,
        verdicts[worst] if worst else PlaceVerdict.UNPLACED,
        worst.distance_m if worst else None,
        worst.event if worst else None,
        events,
        codes,
        spots.point,
        spots.count,
        policy.deviation_m,
        policy.borderline_m,
    )


def _events(plan: Brief, verdict: tuple[Any, ...], geocoded: frozenset[str]) -> Iterator[EventPlace]:
    for event, (distance, borderline, address) in zip(Event, (verdict[:3], verdict[3:]), strict=True):
        if distance is not None:
            reference = REMOTE if plan.mode is AuditMode.REMOTE else GUESSED if address in geocoded else ""
            yield EventPlace(event, distance, bool(borderline), reference, address)


def verdict_on(one: EventPlace, limit_m: int) -> PlaceVerdict:
    """Return what one event's distance means against the policy's limit."""
    if one.reference:
        return PlaceVerdict.REFERENCE
    if one.borderline:
        return PlaceVerdict.BORDERLINE
    return PlaceVerdict.BEYOND if one.distance_m > limit_m else PlaceVerdict.NORMAL
