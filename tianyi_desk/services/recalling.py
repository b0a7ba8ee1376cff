"""From the history's JSON back to the values that facts hold."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from tianyi_desk.facts.place import Address, Position
from tianyi_desk.facts.plan import Member
from tianyi_desk.facts.vocabulary import (
    AuditMode,
    Channel,
    Entity,
    Event,
    Flaw,
    Origin,
    PhotoCategory,
    Role,
)
from tianyi_desk.geo.datum import Datum

Recall = Callable[[Any], Any]


def recalled(entity: str, name: str, text: str | None) -> Any:
    """Return the value of a field that the history wrote as JSON text.

    Raises ValueError or KeyError where the text is no such value.
    """
    value = None if text is None else json.loads(text)
    recall = RECALLED.get((entity, name))
    return value if value is None or recall is None else recall(value)


def _position(value: Mapping[str, Any]) -> Position:
    rest = dict(value)
    flaw = rest.pop("flaw")
    return Position(**(rest | {"datum": Datum(value["datum"]), "flaw": None if flaw is None else Flaw(flaw)}))


def _address(value: Mapping[str, Any]) -> Address:
    where = value["position"]
    return Address(value["text"], None if where is None else _position(where), Origin(value["origin"]))


def _member(value: Mapping[str, Any]) -> Member:
    return Member(**(dict(value) | {"role": Role(value["role"])}))


def _each(recall: Recall) -> Recall:
    return lambda values: tuple(map(recall, values))


_PLAN, _CHECK_IN, _PHOTO = Entity.PLAN.value, Entity.CHECK_IN.value, Entity.PHOTO.value
RECALLED: dict[tuple[str, str], Recall] = {
    (_PLAN, "projects"): tuple,
    (_PLAN, "start"): datetime.fromisoformat,
    (_PLAN, "end"): datetime.fromisoformat,
    (_PLAN, "addresses"): _each(_address),
    (_PLAN, "team"): _each(_member),
    (_PLAN, "mode"): AuditMode,
    (_PLAN, "activities"): tuple,
    (_PLAN, "opening_at"): datetime.fromisoformat,
    (_PLAN, "closing_start"): datetime.fromisoformat,
    (_PLAN, "closing_end"): datetime.fromisoformat,
    (_PLAN, "certificates"): tuple,
    (_CHECK_IN, "event"): Event,
    (_CHECK_IN, "at"): datetime.fromisoformat,
    (_CHECK_IN, "position"): _position,
    (_CHECK_IN, "fix"): _position,
    (_CHECK_IN, "channel"): Channel,
    (_PHOTO, "category"): PhotoCategory,
    (_PHOTO, "uploaded_at"): datetime.fromisoformat,
    (Entity.REVIEW.value, "people"): tuple,
}
"""What makes a field's value of its JSON; all others are what JSON says: text, truth, nothing."""
