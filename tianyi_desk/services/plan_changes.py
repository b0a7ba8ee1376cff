"""The history of the 计划页: every written field in the words of the template and of people, masked."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from tianyi_desk.facts.codes import CODE
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.facts.wording import masked_id_number, masked_phone, moment_words
from tianyi_desk.services import trail
from tianyi_desk.services.correctable import VOID
from tianyi_desk.services.correction_fields import BOUND_WORDS, FIELDS
from tianyi_desk.services.findings import CLOSED
from tianyi_desk.services.judgement import REASON as JUDGEMENT
from tianyi_desk.services.pile_listing import field_name
from tianyi_desk.services.privacy import masked
from tianyi_desk.services.undone import can_be_undone, in_the_way, undone_by

NOTHING = "（空）"


class ChangeKind(StrEnum):
    """Who wrote: a file, a person correcting, a judgement, a person deciding on a finding; or who only looked."""

    IMPORT = "导入"
    CORRECTION = "更正"
    JUDGEMENT = "判定"
    DECISION = "处置"
    LOOK = "查看"


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One line of the history; `field` is "" where the thing was added, and `after` then tells what it is."""

    number: int
    kind: ChangeKind
    entity: str
    what: str
    field: str
    before: str
    after: str
    reason: str
    actor: str
    at: datetime
    batch: int | None
    undone: bool = False
    """Whether another line undoes it, and stands."""
    can_undo: bool = False
    """Whether it is a correction that may be undone by itself as the history stands."""


FINDING_FIELDS = {
    "kind": "类型",
    "expected": "预期",
    "disposition": "处置",
    "message": "内容",
    CLOSED: "关闭",
}
_NAMED_HERE = frozenset({VOID, "plan", "declined", "place", "foreign"})
"""Fields of records that the standard template's columns do not name as people would here."""
_PRIVATE = {"phone": masked_phone, "contact_phone": masked_phone, "id_number": masked_id_number}
_ENTITIES = {entity.value: entity for entity in Entity}


def change_rows(number: str, entries: Iterable[trail.Entry]) -> tuple[ChangeRow, ...]:
    """Return a plan's history in words, oldest first; the plan's own number is left out of what was written.

    A finding's changed evidence is left out: it is figures for programs, and the changed message tells it.
    """
    told = [entry for entry in entries if entry.entity != trail.FINDING or entry.field != "evidence"]
    undone = undone_by(told)
    fields: defaultdict[tuple[str, int, str | None], list[trail.Entry]] = defaultdict(list)
    for entry in told:
        fields[entry.entity, entry.entity_id, entry.field].append(entry)

    def free(entry: trail.Entry) -> bool:
        mine = fields[entry.entity, entry.entity_id, entry.field]
        return can_be_undone(entry) and entry.number not in undone and in_the_way(entry, mine) is None

    return tuple(
        replace(_change_row(number, entry), undone=entry.number in undone, can_undo=free(entry))
        for entry in told
    )


def _change_row(number: str, entry: trail.Entry) -> ChangeRow:
    what = masked(entry.key.removeprefix(number).strip())
    if entry.field is None:
        field, before, after = "", "", _added_words(entry)
    else:
        field = _field_words(entry.entity, entry.field)
        before, after = (
            _words(entry.entity, entry.field, None if text is None else json.loads(text))
            for text in (entry.before, entry.after)
        )
    return ChangeRow(
        entry.number,
        _kind(entry),
        entry.entity,
        what,
        field,
        before,
        after,
        masked(entry.reason),
        entry.actor,
        entry.at,
        entry.batch,
    )


def _kind(entry: trail.Entry) -> ChangeKind:
    if entry.batch is not None:
        return ChangeKind.IMPORT
    if entry.entity == trail.LOOKED:
        return ChangeKind.LOOK
    if entry.entity == trail.CONFLICT:
        return ChangeKind.DECISION
    if entry.entity != trail.FINDING:
        return ChangeKind.CORRECTION
    by_person = entry.field == "disposition" and entry.reason != JUDGEMENT
    return ChangeKind.DECISION if by_person else ChangeKind.JUDGEMENT


def _field_words(entity: str, name: str) -> str:
    if entity == trail.FINDING:
        return FINDING_FIELDS.get(name, name)
    if entity == trail.CONFLICT:  # 审核计划.remarks
        kind, _dot, of_it = name.partition(".")
        return f"{_field_words(kind, of_it)}（文件中的值未采用）"
    field = FIELDS.get((entity, name, ""))
    if field is not None and (entity == trail.BINDING or name in _NAMED_HERE):
        return field.label
    return field_name(_ENTITIES[entity], name)


def _added_words(entry: trail.Entry) -> str:
    """Say what was added: a finding by its message, anything else by its kind; what was looked at or taken away."""
    if entry.entity == trail.LOOKED:
        return entry.reason
    if entry.after is None:
        return f"撤回{entry.entity}"
    values = json.loads(entry.after or "{}")
    if entry.entity == trail.FINDING:
        return f"{CODE[values['code']].title}：{masked(values['message'])}"
    return f"新增{entry.entity}"


def _words(entity: str, name: str, value: Any) -> str:
    special = _SPECIAL.get((entity, name))
    return special[value] if special else _value_words(name, value)


_SPECIAL: dict[tuple[str, str], Mapping[bool | None, str]] = {
    (trail.BINDING, "bound"): BOUND_WORDS,
    (Entity.CHECK_IN.value, "declined"): {True: "否", False: "是"},
}
"""Fields whose truths read otherwise than 是 and 否."""


def _value_words(name: str, value: Any) -> str:
    """Write a field's JSON value as a person reads it."""
    if value is None or value in ("", [], {}):
        return NOTHING
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "；".join(_value_words(name, one) for one in value)
    if isinstance(value, Mapping):
        return _mapping_words(value)
    if isinstance(value, str):
        return _PRIVATE[name](value) if name in _PRIVATE else masked(_moment_or(value))
    return f"{value}"


def _mapping_words(value: Mapping[str, Any]) -> str:
    """Write an address, a member, a coordinate, or a finding's evidence."""
    if "longitude" in value:
        pair = (value["longitude"], value["latitude"])
        return ", ".join("?" if degrees is None else f"{degrees}" for degrees in pair) + f" {value['datum']}"
    if "text" in value:
        where = value.get("position")
        return f"{value['text']}（{_mapping_words(where)}）" if where else str(value["text"])
    if "role" in value and "name" in value:
        marks = "（远程）" * bool(value.get("remote")) + "（未参会）" * bool(value.get("absent"))
        numbers = "".join(f" {_PRIVATE.get(key, str)(value[key])}" for key in _NUMBERS if value.get(key))
        return f"【{value['role']}】{value['name']}{marks}{numbers}"
    return "，".join(f"{key} {_value_words(key, one)}" for key, one in value.items())


_NUMBERS = ("id_number", "ccaa_number", "phone")


def _moment_or(text: str) -> str:
    """Return a moment or day in ISO form as people write it, any other text as it stands."""
    if len(text) == 19 and text[10] == "T":
        try:
            return moment_words(datetime.fromisoformat(text))
        except ValueError:
            return text
    if len(text) == 10:
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            return text
    return text
