"""Checks across visits: S01 equal coordinates, S03 impossible journeys, S04 one person in two places."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, pairwise
from operator import itemgetter

from tianyi_desk.facts.plan import Member
from tianyi_desk.facts.records import CheckIn
from tianyi_desk.facts.vocabulary import Event
from tianyi_desk.facts.wording import beyond_words, distance_words, moment_words
from tianyi_desk.rules.case import Breach, Case, Point
from tianyi_desk.rules.docket import point_of
from tianyi_desk.rules.inputs import address_input, check_in_input, period_input
from tianyi_desk.rules.schedule import first_half_day, last_half_day
from tianyi_desk.rules.survey import Survey

Crossing = Iterator[tuple[Case, Breach]]
_Stop = tuple[datetime, str, Event, Case, CheckIn, Point]
"""When somebody signed, the plan's number, for which event: what journeys are sorted by; then where."""
_IN_ORDER = itemgetter(0, 1, 2)
_Coordinate = tuple[float, float, str]
"""Longitude and latitude, rounded, and the datum's name."""
HALF_ROUND_KM = 20_100
"""No two points are further apart."""


def equal_coordinates(cases: Sequence[Case]) -> Crossing:
    """S01: records of different visits on different days with the same coordinate to six decimals (F9)."""
    alone: dict[_Coordinate, tuple[Case, CheckIn]] = {}
    groups: dict[_Coordinate, list[tuple[Case, CheckIn]]] = {}
    for case in cases:
        policy = case.policy
        if policy is None or not case.judged:
            continue
        digits = policy.identical_decimals
        for record in case.own:
            place = record.position
            if place is None or place.decimals < digits or place.longitude is None or place.latitude is None:
                continue
            key = round(place.longitude, digits), round(place.latitude, digits), place.datum.value
            one = case, record
            first = alone.setdefault(key, one)
            if first is not one:  # most records are alone, so only the others are put into lists
                groups.setdefault(key, [first]).append(one)
    order = {key: place for place, key in enumerate(alone)} if groups else {}
    for key in sorted(groups, key=order.__getitem__):
        if len({case.visit for case, _record in groups[key]}) > 1:
            yield from _equal_in([one for one in groups[key] if point_of(one[1], one[0].plan) is not None])


def _equal_in(group: list[tuple[Case, CheckIn]]) -> Crossing:
    reported: set[tuple[str, str]] = set()
    group.sort(key=lambda one: (one[1].at, one[0].plan.number))
    for case, record in group:
        for other_case, other in group:
            if other_case.visit == case.visit or other.at.date() == record.at.date():
                continue
            key = case.plan.number, other_case.plan.number
            if key in reported:
                continue
            reported.add(key)
            yield case, _equal_breach(record, other, other_case.plan.number)


def _equal_breach(record: CheckIn, other: CheckIn, number: str) -> Breach:
    place = record.position
    words = f"{place.longitude:.6f}, {place.latitude:.6f}" if place else ""
    return Breach(
        "S01",
        number,
        None,
        {
            "other_plan": number,
            "signed_at": moment_words(record.at),
            "other_signed_at": moment_words(other.at),
        },
        f"{record.name} {record.at:%m-%d %H:%M} 与计划 {number} {other.name} {other.at:%m-%d %H:%M} 的坐标完全相同（{words}）",
        f"({words}) = ({words})，不同日 {record.at:%Y-%m-%d} ≠ {other.at:%Y-%m-%d}",
        (check_in_input(record), check_in_input(other)),
    )


@dataclass(slots=True)
class _Leg:
    """Two consecutive records of one person on different visits."""

    earlier_case: Case
    earlier: CheckIn
    later_case: Case
    later: CheckIn
    metres: list[float | None]

    @property
    def seconds(self) -> float:
        return (self.later.at - self.earlier.at).total_seconds()

    @property
    def hours(self) -> float:
        return self.seconds / 3600

    @property
    def speed_kmh(self) -> float | None:
        """Return the speed needed, None where both were signed at the same time."""
        distance = self.metres[0] or 0.0
        return distance / 1000 / self.hours if self.hours > 0 else None

    @property
    def limit_kmh(self) -> int:
        policy = self.later_case.policy or self.earlier_case.policy
        if policy is None:
            return 0
        if self.earlier.at.date() == self.later.at.date():
            return policy.impossible_kmh_same_day
        return policy.impossible_kmh_across_days

    def impossible(self) -> bool:
        policy, distance = self.later_case.policy or self.earlier_case.policy, self.metres[0]
        if policy is None or distance is None or distance <= policy.deviation_m:
            return False
        return self.speed_kmh is None or self.speed_kmh > self.limit_kmh


def impossible_journeys(cases: Sequence[Case]) -> Crossing:
    """S03: one person's consecutive records of different visits, faster than anybody travels (F9)."""
    trips = _trips(cases)
    survey = Survey()
    legs = [leg for trip in trips.values() if len(trip) > 1 for leg in _legs(trip, survey)]
    survey.measure()
    worst: dict[tuple[str, str], tuple[Case, _Leg]] = {}
    for leg in legs:
        if leg.impossible():
            for case in (leg.earlier_case, leg.later_case):
                key = case.plan.number, leg.later.name
                if key not in worst or _faster(leg, worst[key][1]):
                    worst[key] = case, leg
    for case, leg in worst.values():
        yield case, _journey_breach(case, leg)


def _trips(cases: Sequence[Case]) -> dict[str, list[_Stop]]:
    """Return where each person signed and when, on every plan, by person_key."""
    trips: defaultdict[str, list[_Stop]] = defaultdict(list)
    for case in cases:
        if not case.judged or not case.own:
            continue
        number, foreign, signer = case.plan.number, case.plan.foreign, case.directory.signer
        for record in case.own:
            position, key = record.position, signer(record.name, record.phone).key
            if position is None or key is None:
                continue
            if (point := position.point(foreign=foreign)) is not None:
                trips[key].append((record.at, number, record.event, case, record, point))
    return trips


def _faster(one: _Leg, other: _Leg) -> bool:
    return (one.speed_kmh or float("inf")) > (other.speed_kmh or float("inf"))


def _legs(trip: list[_Stop], survey: Survey) -> Iterator[_Leg]:
    trip.sort(key=_IN_ORDER)
    for (*_, earlier_case, earlier, one), (*_, later_case, later, other) in pairwise(trip):
        if earlier_case.visit != later_case.visit and _may_be_too_fast(
            earlier_case, earlier.at, later_case, later.at
        ):
            leg = _Leg(earlier_case, earlier, later_case, later, [None])
            survey.want(leg.metres, 0, one, other)
            yield leg


def _may_be_too_fast(one: Case, earlier: datetime, other: Case, later: datetime) -> bool:
    """Tell whether any two points on Earth are too far apart for the time: mostly they are not, and need no measuring."""
    policy = other.policy or one.policy
    if policy is None:
        return False
    slowest = min(policy.impossible_kmh_same_day, policy.impossible_kmh_across_days)
    return (later - earlier).total_seconds() * slowest <= HALF_ROUND_KM * 3600


def _journey_breach(case: Case, leg: _Leg) -> Breach:
    other = leg.later_case if case is leg.earlier_case else leg.earlier_case
    distance, speed = leg.metres[0] or 0.0, leg.speed_kmh
    pace = "同一时刻在两地" if speed is None else f"时速 {speed:,.0f} km"
    needed = "∞" if speed is None else f"{beyond_words(speed, leg.limit_kmh)} km/h"
    return Breach(
        "S03",
        leg.later.name,
        None,
        {
            "speed_kmh": None if speed is None else round(speed, 1),
            "distance_m": round(distance, 1),
            "hours": round(leg.hours, 4),
            "limit_kmh": leg.limit_kmh,
            "other_plan": other.plan.number,
        },
        f"{leg.later.name} {leg.earlier.at:%m-%d %H:%M} 与 {leg.later.at:%m-%d %H:%M} 两次签到相距 "
        f"{distance_words(distance)}，{pace}，另一次在计划 {other.plan.number}",
        f"{distance:,.1f} m ÷ {leg.seconds:,.0f} s × 3.6 = {needed} > {leg.limit_kmh} km/h",
        (check_in_input(leg.earlier), check_in_input(leg.later)),
    )


def double_bookings(cases: Sequence[Case]) -> Crossing:
    """S04: one person on two visits' teams in the same half-day, more than deviation_m apart (F9)."""
    bookings: defaultdict[str, list[_Booking]] = defaultdict(list)
    for case in sorted(cases, key=lambda one: (one.plan.start, one.plan.number)):
        if case.judged and not case.remote and (points := _positioned(case)):
            first, last = first_half_day(case.plan), last_half_day(case.plan)
            member_of = case.directory.member
            for member in case.plan.team:
                key = member_of(member).key
                if key is not None and not member.remote:
                    bookings[key].append(_Booking(case, member, first, last, points))
    survey = Survey()
    clashes = [clash for booked in bookings.values() if len(booked) > 1 for clash in _clashes(booked, survey)]
    survey.measure()
    yield from _reported(clashes)


@dataclass(slots=True)
class _Clash:
    """One person booked on two visits at once, with the metres between every two positioned addresses."""

    one: Case
    other: Case
    member: Member
    metres: list[float | None]
    places: list[tuple[int, int]]

    def nearest(self) -> tuple[float, int, int]:
        return min(
            (distance, *places)
            for distance, places in zip(self.metres, self.places, strict=True)
            if distance is not None
        )


def _positioned(case: Case) -> list[tuple[int, Point]]:
    return [(place, point) for place, point in enumerate(case.points) if point is not None]


@dataclass(slots=True)
class _Booking:
    """A person on a plan's team, and what every other booking of that person is compared with."""

    case: Case
    member: Member
    first: int
    last: int
    points: list[tuple[int, Point]]


def _clashes(bookings: list[_Booking], survey: Survey) -> Iterator[_Clash]:
    """Yield what overlaps among one person's bookings, which come in the order of their plans' starts."""
    for place, one in enumerate(bookings, start=1):
        for other in islice(bookings, place, None):
            if other.first > one.last:
                break  # those that follow start later still
            if other.case.visit != one.case.visit and other.last >= one.first:
                yield _clash(one, other, survey)


def _clash(one: _Booking, other: _Booking, survey: Survey) -> _Clash:
    metres: list[float | None] = []
    places: list[tuple[int, int]] = []
    for mine, my_point in one.points:
        for theirs, their_point in other.points:
            survey.want(metres, len(metres), my_point, their_point)
            metres.append(None)
            places.append((mine, theirs))
    return _Clash(one.case, other.case, one.member, metres, places)


def _reported(clashes: Iterable[_Clash]) -> Crossing:
    """Report each clash on both plans; of several with one plan, the one with the lowest other number."""
    found: dict[tuple[str, str], tuple[Case, Case, _Clash]] = {}
    for clash in clashes:
        policy = clash.one.policy
        if policy is None or clash.nearest()[0] <= policy.deviation_m:
            continue
        for case, other in ((clash.one, clash.other), (clash.other, clash.one)):
            key = case.plan.number, clash.member.name
            if key not in found or other.plan.number < found[key][1].plan.number:
                found[key] = case, other, clash
    for case, other, clash in found.values():
        yield case, _clash_breach(case, other, clash)


def _clash_breach(case: Case, other: Case, clash: _Clash) -> Breach:
    distance, place, other_place = clash.nearest()
    mine, theirs = (place, other_place) if case is clash.one else (other_place, place)
    policy = case.policy
    limit = policy.deviation_m if policy else 0
    name = clash.member.name
    return Breach(
        "S04",
        name,
        None,
        {"other_plan": other.plan.number, "distance_m": round(distance, 1)},
        f"{name} 同时在计划 {other.plan.number}（{other.plan.enterprise}）的审核组，两地相距 {distance_words(distance)}",
        f"两计划的半天重叠，d = {beyond_words(distance, limit)} m > {limit:,} m，且都不是远程",
        (period_input(case), address_input(case, mine), period_input(other), address_input(other, theirs)),
    )
