"""Facts and their fields as JSON text, as the history and the findings keep them."""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any


@cache
def _fields(kind: type) -> tuple[tuple[str, ...], Any]:
    names = tuple(field.name for field in fields(kind) if field.compare)
    return names, attrgetter(*names)


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        names, values = _fields(type(value))
        return dict(zip(names, values(value), strict=True))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(type(value).__name__)


_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain, allow_nan=False)


def json_text(value: object) -> str:
    """Write a field, a fact or evidence as JSON.

    Facts become objects of the fields that tell them apart (where they were read is left out), enumerations their
    words, moments ISO text. Raises TypeError on anything else, ValueError on a number that JSON does not know.
    """
    return _encoder.encode(value)
