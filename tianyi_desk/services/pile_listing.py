"""The four piles of an import as plain text for a terminal."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum

from tianyi_desk.facts.intake import Fact
from tianyi_desk.facts.place import Address, Position
from tianyi_desk.facts.plan import Member
from tianyi_desk.facts.records import RosterEntry
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.facts.wording import masked_id_number, masked_phone, moment_words
from tianyi_desk.importers.headings import HEADINGS
from tianyi_desk.services.listing import printable, refusal
from tianyi_desk.services.piles import FieldChange, Piles
from tianyi_desk.services.privacy import masked
from tianyi_desk.services.trail import key_words

_NOTHING = "（空）"


def pile_listing(piles: Piles) -> str:
    """Return what accepting an import would do: 新增, 变更 field by field, 不变, 拒绝 with the reasons.

    What a person should look at besides (a remark that says 涉密, a file without rows) follows as 注意.
    """
    lines = [f"新增 {len(piles.added)}", *(f"  {_fact(each.entity, each.fact)}" for each in piles.added)]
    lines += [f"变更 {len(piles.changed)}"]
    for alteration in piles.changed:
        lines.append(f"  {_fact(alteration.entity, alteration.fact)}")
        lines += [f"    {_change(alteration.entity, change)}" for change in alteration.changes]
        lines += [
            f"    {_change(alteration.entity, change)}［人工更正过，不覆盖］"
            for change in alteration.conflicts
        ]
    lines.append(f"不变 {_by_kind(Counter(piles.intake.drafts[place].entity for place in piles.unchanged))}")
    lines += [f"拒绝 {len(piles.rejected)}", *(f"  {refusal(each)}" for each in piles.rejected)]
    lines += [f"注意：{masked(note)}" for note in piles.intake.notes]
    return "".join(f"{printable(line)}\n" for line in lines)


def field_name(entity: Entity, name: str) -> str:
    """Return the column of the standard template that a fact's field is read from."""
    feeding = [heading for heading in HEADINGS[entity] if name in heading.facts]
    feeding.sort(key=lambda heading: len(heading.facts))
    return feeding[0].name if feeding else name


def value_words(value: object) -> str:
    """Write a field's value as a person reads it."""
    for kind, words in _WORDS:
        if isinstance(value, kind):
            return masked(words(value)) or _NOTHING
    return _NOTHING if value is None else masked(str(value)) or _NOTHING


def _fact(entity: Entity, fact: Fact) -> str:
    where = f"（{fact.source}）" if fact.source is not None else ""
    if isinstance(fact, RosterEntry):
        return f"{entity.value} {masked(fact.name)} {_number(fact)}".rstrip() + where
    return f"{entity.value} {masked(key_words(fact))}{where}"


def _number(person: RosterEntry) -> str:
    """Return the number that tells a person apart, hidden whatever its form (a passport's, an old ID card's)."""
    if person.id_number:
        return masked_id_number(person.id_number)
    return person.ccaa_number or masked_phone(person.phone)


def _change(entity: Entity, change: FieldChange) -> str:
    words = _PRIVATE.get(change.name, value_words)
    return f"{field_name(entity, change.name)}：{words(change.before)} → {words(change.after)}"


def _hidden(mask: Callable[[str], str]) -> Callable[[object], str]:
    return lambda value: mask(str(value)) if value else _NOTHING


_PRIVATE = {"id_number": _hidden(masked_id_number), "phone": _hidden(masked_phone)}


def _by_kind(found: Counter[Entity]) -> str:
    """Count in all, then by kind."""
    kinds = "，".join(f"{entity.value} {found[entity]}" for entity in Entity if found[entity])
    return f"{found.total()}" + (f"（{kinds}）" if kinds else "")


def _position(position: Position) -> str:
    pair = (position.longitude, position.latitude)
    return ", ".join("?" if degrees is None else f"{degrees}" for degrees in pair)


def _address(address: Address) -> str:
    return address.text if address.position is None else f"{address.text}（{_position(address.position)}）"


def _member(member: Member) -> str:
    marks = "".join(
        mark for mark, holds in (("（远程）", member.remote), ("（未参会）", member.absent)) if holds
    )
    private = (masked_id_number(member.id_number), member.ccaa_number, masked_phone(member.phone))
    numbers = "".join(f" {number}" for number in private if number)
    return f"【{member.role.value}】{member.name}{marks}{numbers}"


# The first kind that fits; a datetime is a date too.
_WORDS: tuple[tuple[type, Callable[..., str]], ...] = (
    (bool, lambda value: "是" if value else "否"),
    (StrEnum, lambda value: value.value),
    (datetime, moment_words),
    (date, date.isoformat),
    (Address, _address),
    (Member, _member),
    (Position, _position),
    (tuple, lambda value: "；".join(map(value_words, value))),
)
