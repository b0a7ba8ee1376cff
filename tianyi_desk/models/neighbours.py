"""Which plans touch each other: one visit's plans, and those that the cross checks compare (S01, S03, S04).

Indexed queries only, so that judging a single plan again costs the same in a large database as in a small one.
What is found may be more than needed, never less: binding and the checks themselves are the rules' business.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tianyi_desk.facts.ledger import Binding
from tianyi_desk.models import tables as t
from tianyi_desk.models.aliases import aliases_in
from tianyi_desk.models.reading import several

MANY_PLANS = 500
"""From here on reading everything is quicker than asking for each plan's neighbours."""

JOURNEY = timedelta(days=4)
"""Two records further apart than this cannot be an impossible journey: half the globe in four days is 209 km/h."""

SAME_PLACE_DEGREES = 1e-5
"""How near to look for equal coordinates: about a metre, whatever number of decimals the policy compares."""


def keys_of(session: Session, numbers: Collection[str]) -> dict[str, int]:
    """Return the keys of the plans that have these numbers; unknown numbers are left out."""
    plan = t.plan.c
    return {
        number: key
        for part in several(numbers)
        for number, key in session.execute(select(plan.number, plan.id).where(plan.number.in_(part)))
    }


def numbers_of(session: Session, keys: Collection[int]) -> dict[int, str]:
    """Return the numbers of the plans with these keys."""
    plan = t.plan.c
    return {
        key: number
        for part in several(keys)
        for key, number in session.execute(select(plan.id, plan.number).where(plan.id.in_(part)))
    }


def needed(session: Session, numbers: Collection[str], *, compared: bool = True) -> set[int] | None:
    """Return the keys of all plans that judging these takes, None where reading everything is quicker.

    Where they are not to be `compared` with others (S01, S03, S04), only the plans of their visits.
    """
    if len(numbers) > MANY_PLANS:
        return None
    visits = visits_of(session, keys_of(session, numbers).values())
    return visits | neighbours_of(session, visits) if compared else visits


def visits_of(session: Session, keys: Collection[int]) -> set[int]:
    """Return these plans with all that may be bound to them: same enterprise, days that chain together."""
    plan = t.plan.c
    firms = {
        firm
        for part in several(keys)
        for firm in session.scalars(select(plan.enterprise_folded).where(plan.id.in_(part)))
    }
    periods: defaultdict[str, list[tuple[date, date, int]]] = defaultdict(list)
    for part in several(firms):
        columns = plan.enterprise_folded, plan.start, plan.end, plan.id
        for firm, start, end, key in session.execute(
            select(*columns).where(plan.enterprise_folded.in_(part))
        ):
            periods[firm].append((start.date(), end.date(), key))
    wanted = set(keys)
    chains = (chain for periods_of_firm in periods.values() for chain in _chains(periods_of_firm))
    found = {key for chain in chains if not wanted.isdisjoint(chain) for key in chain} | wanted
    by_hand = _bound_by_hand(session, found) - found
    return found | visits_of(session, found | by_hand) if by_hand else found


def bindings(session: Session) -> tuple[Binding, ...]:
    """Return what people said of pairs of plans, by number; they are few."""
    row = t.binding.c
    pairs = session.execute(select(row.one_id, row.other_id, row.bound).where(row.bound.is_not(None))).all()
    if not pairs:
        return ()
    numbers = numbers_of(session, {key for one, other, _bound in pairs for key in (one, other)})
    said = [Binding(*_in_order(numbers[one], numbers[other]), bound) for one, other, bound in pairs]
    return tuple(sorted(said, key=lambda one: (one.one, one.other)))


def _in_order(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _bound_by_hand(session: Session, keys: set[int]) -> set[int]:
    """Return the keys of the plans that people bound to these."""
    row = t.binding.c
    pairs = session.execute(select(row.one_id, row.other_id).where(row.bound.is_(True)))
    return {key for pair in pairs if not keys.isdisjoint(pair) for key in pair}


def _chains(periods: list[tuple[date, date, int]]) -> Iterator[list[int]]:
    """Split periods into groups that share days with each other, directly or through others."""
    chain: list[int] = []
    last = date.min
    for start, end, key in sorted(periods):
        if chain and start > last:
            yield chain
            chain = []
        chain.append(key)
        last = max(last, end)
    if chain:
        yield chain


def neighbours_of(session: Session, keys: Collection[int]) -> set[int]:
    """Return the plans that S01, S03 or S04 may compare with these.

    A session asks for each plan once: of plans asked for earlier the neighbours are known, and may be among those
    returned. For sessions that read.
    """
    asked, found = session.info.setdefault(neighbours_of, (set[int](), set[int | None]()))
    fresh = set(keys) - asked
    if fresh:
        asked |= fresh
        found.update(
            _in_equal_places(session, fresh), _on_journeys(session, fresh), _double_booked(session, fresh)
        )
    return {key for key in found if key is not None}


def _in_equal_places(session: Session, keys: Collection[int]) -> Iterator[int | None]:
    record = t.check_in.c
    columns = record.longitude, record.latitude
    places = {
        (longitude, latitude)
        for part in several(keys)
        for longitude, latitude in session.execute(select(*columns).where(record.plan_id.in_(part)))
        if longitude is not None and latitude is not None
    }
    reach = SAME_PLACE_DEGREES
    for longitude, latitude in places:
        yield from session.scalars(
            select(record.plan_id).where(
                record.longitude.between(longitude - reach, longitude + reach),
                record.latitude.between(latitude - reach, latitude + reach),
            )
        )


def _on_journeys(session: Session, keys: Collection[int]) -> Iterator[int | None]:
    record = t.check_in.c
    signed: defaultdict[str, list[datetime]] = defaultdict(list)
    numbers: defaultdict[str, set[str]] = defaultdict(set)
    for part in several(keys):
        columns = record.name, record.phone, record.at
        for name, phone, at in session.execute(select(*columns).where(record.plan_id.in_(part))):
            signed[name].append(at)
            numbers[name].add(phone)
    aliases = aliases_in(session)
    for name, moments in signed.items():
        names, phones = aliases.of({name}, numbers[name])
        someone = or_(record.name.in_(names), record.phone.in_(phones))
        for first, last in _spans(moments):
            yield from session.scalars(
                select(record.plan_id).where(someone, record.at.between(first - JOURNEY, last + JOURNEY))
            )


def _spans(moments: list[datetime]) -> Iterator[tuple[datetime, datetime]]:
    """Join moments no more than two journeys apart into spans, so that a busy person is asked for once."""
    moments.sort()
    first = last = moments[0]
    for moment in moments[1:]:
        if moment - last > 2 * JOURNEY:
            yield first, last
            first = moment
        last = moment
    yield first, last


def _double_booked(session: Session, keys: Collection[int]) -> Iterator[int | None]:
    member, plan = t.member.c, t.plan.c
    names: defaultdict[tuple[datetime, datetime], set[str]] = defaultdict(set)
    numbers: defaultdict[tuple[datetime, datetime], set[str]] = defaultdict(set)
    for part in several(keys):
        columns = plan.start, plan.end, member.name, member.identity
        for start, end, name, identity in session.execute(
            select(*columns).join_from(t.plan, t.member).where(plan.id.in_(part))
        ):
            day, next_day = (datetime.combine(at.date(), time()) for at in (start, end + timedelta(days=1)))
            names[day, next_day].add(name)
            numbers[day, next_day].add(identity or "")
    aliases = aliases_in(session)
    for day, next_day in names:
        called, numbered = aliases.of(names[day, next_day], numbers[day, next_day])
        yield from session.scalars(
            select(plan.id)
            .join_from(t.member, t.plan)
            .where(
                or_(member.name.in_(called), member.identity.in_(numbered)),
                plan.start < next_day,
                plan.end >= day,
            )
        )
