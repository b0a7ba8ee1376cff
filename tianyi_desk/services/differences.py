"""What a draft says otherwise than a fact does, field by field."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from tianyi_desk.facts.intake import Draft, Fact
from tianyi_desk.facts.place import Address
from tianyi_desk.facts.plan import Member, Plan
from tianyi_desk.facts.records import CheckIn, Explanation, Photo, PhotoReview, RosterEntry
from tianyi_desk.services.piles import FieldChange

F = TypeVar("F", bound=Fact)

FIELDS: dict[type, tuple[str, ...]] = {
    kind: tuple(field.name for field in fields(kind) if field.compare)
    for kind in (Plan, RosterEntry, CheckIn, Photo, PhotoReview, Explanation)
}


def differences(draft: Draft, present: Fact) -> tuple[FieldChange, ...]:
    """Return where the columns that the draft's file had say something else than a fact, in the fact's order."""
    fact = draft.fact
    if fact == present:
        return ()
    found = []
    for name in FIELDS[type(present)]:
        if name in draft.given:
            before, after = getattr(present, name), getattr(fact, name)
            if before != after:
                carry = CARRIED.get((type(present), name))
                after = carry(before, after) if carry else after
                if before != after:
                    found.append(FieldChange(name, before, after))
    return tuple(found)


def changed(fact: F, draft: Draft, changes: tuple[FieldChange, ...]) -> F:
    """Return a fact with changes made, read where the draft was read."""
    values: Mapping[str, Any] = {change.name: change.after for change in changes}
    return replace(fact, source=draft.fact.source, **values)


def _with_known_positions(before: tuple[Address, ...], after: tuple[Address, ...]) -> tuple[Address, ...]:
    """Keep the coordinates of addresses whose text stays, where the file gives no coordinate at all."""
    if any(address.position is not None for address in after):
        return after
    known = {address.text: address for address in before}
    return tuple(known.get(address.text, address) for address in after)


def _with_known_numbers(before: tuple[Member, ...], after: tuple[Member, ...]) -> tuple[Member, ...]:
    """Keep the numbers of members whose name stays and is theirs alone, where the file gives them none."""
    return tuple(_numbered(member, before) if _alone(member, after) else member for member in after)


def _alone(member: Member, team: tuple[Member, ...]) -> bool:
    return sum(other.name == member.name for other in team) == 1


def _numbered(member: Member, known: tuple[Member, ...]) -> Member:
    if not _alone(member, known):
        return member
    same = next(other for other in known if other.name == member.name)
    return replace(
        member,
        id_number=member.id_number or same.id_number,
        ccaa_number=member.ccaa_number or same.ccaa_number,
        phone=member.phone or same.phone,
    )


def _kept_if_empty(before: str, after: str) -> str:
    """Keep a number that tells a person: an empty cell does not take it away."""
    return after or before


CARRIED: dict[tuple[type, str], Callable[[Any, Any], Any]] = {
    (Plan, "addresses"): _with_known_positions,
    (Plan, "team"): _with_known_numbers,
    (RosterEntry, "id_number"): _kept_if_empty,
    (RosterEntry, "ccaa_number"): _kept_if_empty,
    (RosterEntry, "phone"): _kept_if_empty,
}
"""Fields in which one column of a file says only a part: what it cannot say stays as it is known."""
