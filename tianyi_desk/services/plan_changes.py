"""The history of the 计划页: every written field in the words of the template and of people, masked."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from tianyi_desk.facts.codes import CODE
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.facts.wording import masked_id_number, masked_phone, moment_words
from tianyi_desk.services import trail
from tianyi_desk.services.findings import CLOSED
from tianyi_desk.services.judgement import REASON as JUDGEMENT
from tianyi_desk.services.pile_listing import field_name
from tianyi_desk.services.privacy import masked

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


FINDING_FIELDS = {
    "kind": "类型",
    "expected": "预期",
    "disposition": "处置",
    "message": "内容",
    CLOSED: "关闭",
}
_PRIVATE = {"phone": masked_phone, "contact_phone": masked_phone, "id_number": masked_id_number}
_ENTITIES = {entity.value: entity for entity in Entity}


def change_rows(number: str, entries: Iterable[trail.Entry]) -> tuple[ChangeRow, ...]:
    """Return a plan's history in words, oldest first; the plan's own number is left out of what was written.

    A finding's changed evidence is left out: it is figures for programs, and the changed message tells it.
    """
    return tuple(
        _change_row(number, entry)
        for entry in entries
        if entry.entity != trail.FINDING or entry.field != "evidence"
    )


def _change_row(number: str, entry: trail.Entry) -> ChangeRow:
    what = masked(entry.key.removeprefix(number).strip())
    if entry.field is None:
        field, before, after = "", "", _added_words(entry)
    else:
        field = _field_words(entry.entity, entry.field)
        before, after = (
            _value_words(entry.field, None if text is None else json.loads(text))
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
    if entry.entity != trail.FINDING:
        return ChangeKind.CORRECTION
    by_person = entry.field == "disposition" and entry.reason != JUDGEMENT
    return ChangeKind.DECISION if by_person else ChangeKind.JUDGEMENT


def _field_words(entity: str, name: str) -> str:
    if entity == trail.FINDING:
        return FINDING_FIELDS.get(name, name)
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
