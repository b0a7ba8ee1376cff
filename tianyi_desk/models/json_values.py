"""JSON values of the history back to what facts hold, the way back of `json_text`."""

import json
import types
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from tianyi_desk.facts.intake import Fact
from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.records import CheckIn, Explanation, Photo, PhotoReview, RosterEntry
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.models.json_text import json_text

Read = Callable[[Any], Any]


FACTS: dict[Entity, type[Fact]] = {
    Entity.PLAN: Plan,
    Entity.PERSON: RosterEntry,
    Entity.CHECK_IN: CheckIn,
    Entity.PHOTO: Photo,
    Entity.REVIEW: PhotoReview,
    Entity.EXPLANATION: Explanation,
}
"""What each kind of thing is as a fact."""


def field_value(entity: Entity, name: str, value: Any) -> Any:
    """Return what a field of a fact holds where the history has this JSON value (parsed)."""
    return _readers(FACTS[entity])[name](value)  # type: ignore[arg-type] # mypy doubts that classes hash


@cache
def defaults_of(entity: Entity) -> dict[str, Any]:
    """Return what the fields are that a file need not give, as parsed JSON."""
    return {
        field.name: json.loads(json_text(field.default))
        for field in fields(FACTS[entity])
        if field.compare and field.default is not MISSING
    }


@cache
def _readers(fact: Any) -> dict[str, Read]:
    hints = get_type_hints(fact)
    return {field.name: _reader(hints[field.name]) for field in fields(fact) if field.compare}


def _reader(hint: Any) -> Read:
    """Return what reads values of an annotated type."""
    if get_origin(hint) in (Union, types.UnionType):
        (inner,) = (one for one in get_args(hint) if one is not type(None))
        read = _reader(inner)
        return lambda value: None if value is None else read(value)
    if get_origin(hint) is tuple:
        read = _reader(get_args(hint)[0])
        return lambda value: tuple(map(read, value))
    if isinstance(hint, type) and is_dataclass(hint):
        return lambda value: hint(**{name: read(value[name]) for name, read in _readers(hint).items()})
    if issubclass(hint, datetime | date):
        return hint.fromisoformat  # type: ignore[no-any-return]
    if issubclass(hint, StrEnum):
        return hint  # type: ignore[no-any-return]
    return float if hint is float else lambda value: value
