"""One plan on the map: its addresses, its check-ins with what counts, and the lines to the nearest address."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tianyi_desk.facts.place import Position
from tianyi_desk.facts.vocabulary import Channel, Event, Origin
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.models.loading import load_ledger
from tianyi_desk.models.neighbours import keys_of
from tianyi_desk.models.quick import collector_paused
from tianyi_desk.progress import Job, Progress
from tianyi_desk.rules.case import Case
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.rules.reasons import Explainer
from tianyi_desk.services.places_view import Point
from tianyi_desk.services.plan_head import marks_of
from tianyi_desk.services.plan_records import check_in_rows
from tianyi_desk.services.privacy import masked

LONGEST_TEXT = 24
"""How many characters of an address are told where it cannot be placed."""


@dataclass(frozen=True, slots=True)
class AddressPoint:
    """One audit address, numbered from 1; `point` is None where it cannot be placed, `flaw` says why if known."""

    number: int
    text: str
    point: Point | None
    origin: Origin
    flaw: str


@dataclass(frozen=True, slots=True)
class SignedPoint:
    """One check-in on the map.

    `address` is the nearest address's number and `distance_m` how far it is, None where that is not known. `fix` is
    where the phone was. `counted` says that the record counts for this plan, `decides` that its distance is the one
    its event is judged by; `why_not` says why it does not count, `flaw` why its coordinate cannot be used.
    """

    event: Event
    name: str
    at: datetime
    channel: Channel
    point: Point | None
    fix: Point | None
    distance_m: float | None
    address: int | None
    too_far: bool
    counted: bool
    decides: bool
    why_not: str
    flaw: str


@dataclass(frozen=True, slots=True)
class PlanPlace:
    """What the map draws of a plan; `limit_m` and `adjust_m` are the policy's radii for deviation and adjusting.

    `missing` says what keeps the plan, or one of its events, from being placed (D02, D04); `marks` are the words of
    what is special about it (涉密, 临时调整, …).
    """

    number: str
    enterprise: str
    projects: tuple[str, ...]
    start: datetime
    end: datetime
    addresses: tuple[AddressPoint, ...]
    signed: tuple[SignedPoint, ...]
    missing: tuple[str, ...]
    marks: tuple[str, ...]
    limit_m: int
    adjust_m: int

    def deciding(self, event: Event) -> SignedPoint | None:
        """Return the check-in that an event's distance is judged by, None where there is none."""
        return next((one for one in self.signed if one.event is event and one.decides), None)

    def points(self) -> list[Point]:
        """Return every point that is drawn."""
        found = [one.point for one in self.addresses] + [one.point for one in self.signed]
        return [one for one in [*found, *(one.fix for one in self.signed)] if one is not None]


def open_place(database: Database, book: RuleBook, number: str, moment: datetime) -> Job[PlanPlace | None]:
    """Gather what the map draws of a plan, as of the moment it was judged for; None where there is no such plan."""
    yield Progress("正在打开地点")
    with collector_paused(), database.reading() as session:
        key = keys_of(session, [number]).get(number)
        if key is None:
            return None
        judged = session.execute(select(t.judgement.c.as_of).where(t.judgement.c.plan_id == key)).scalar()
        explainer = Explainer(load_ledger(session, [number], compared=False), book, judged or moment)
        case = explainer.case_of(number)
    if case is None:
        return None
    policy = case.policy or book.policy_on(case.plan.end.date()) or book.policies[0]
    plan = case.plan
    addresses, signed = tuple(_addresses(case)), tuple(_signed(case, explainer))
    return PlanPlace(
        plan.number,
        plan.enterprise,
        plan.projects,
        plan.start,
        plan.end,
        addresses,
        signed,
        tuple(_missing(addresses, signed)),
        marks_of(case),
        policy.deviation_m,
        policy.adjust_radius_m,
    )


def _addresses(case: Case) -> Iterator[AddressPoint]:
    for place, (address, point) in enumerate(zip(case.plan.addresses, case.points, strict=True), 1):
        yield AddressPoint(place, masked(address.text), point, address.origin, _flaw(address.position))


def _signed(case: Case, explainer: Explainer) -> Iterator[SignedPoint]:
    rows = check_in_rows(case, explainer.visit_of(case))
    nearest: dict[Event, float] = {}
    for row in rows:
        if row.counted and row.distance_m is not None:
            nearest[row.record.event] = min(row.distance_m, nearest.get(row.record.event, row.distance_m))
    for row in rows:
        record, foreign = row.record, case.plan.foreign
        yield SignedPoint(
            record.event,
            record.name,
            record.at,
            row.channel,
            record.position.point(foreign=foreign) if record.position else None,
            record.fix.point(foreign=foreign) if record.fix else None,
            row.distance_m,
            row.address,
            row.too_far,
            row.counted,
            row.counted and row.distance_m is not None and row.distance_m == nearest[record.event],
            row.why_not,
            _flaw(record.position),
        )


def _missing(addresses: Sequence[AddressPoint], signed: Sequence[SignedPoint]) -> Iterator[str]:
    """Say which addresses have no point, and which events were signed without one: in full for the first of each."""
    if not addresses:
        yield "计划没有审核地址"
    nowhere = [one for one in addresses if one.point is None]
    for one in nowhere[:1]:
        more = f"等 {len(nowhere)} 处" if len(nowhere) > 1 else ""
        yield f"审核地址{one.number}“{_short(one.text)}”{more}{_lack(one.flaw)}"
    for event in Event:
        counted = [one for one in signed if one.event is event and one.counted]
        if counted and all(one.point is None for one in counted):
            yield f"{event.value}记录{_lack(counted[0].flaw)}"


def _lack(flaw: str) -> str:
    return f"的坐标无效（{flaw}）" if flaw else "没有坐标"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def _flaw(position: Position | None) -> str:
    return position.flaw.value if position is not None and position.flaw is not None else ""
