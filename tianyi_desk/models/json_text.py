"""Facts and their fields as JSON text, as the history and the findings keep them."""

import json
from collections.abc import Hashable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any


@cache
def _fields(kind: Hashable) -> tuple[tuple[str, ...], Any] | None:
    if not isinstance(kind, type) or not is_dataclass(kind):
        return None
    names = tuple(field.name for field in fields(kind) if field.compare)
    return names, attrgetter(*names)


def _plain(value: object) -> object:
    if (known := _fields(type(value))) is not None:
        return dict(zip(known[0], known[1](value), strict=True))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(type(value).__name__)


# Facts hold no cycles, so nothing looks for them.
_encoder = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), default=_plain, allow_nan=False, check_circular=False
)


def json_text(value: object) -> str:
    """Write a field, a fact or evidence as JSON.

    Facts become objects of the fields that tell them apart (where they were read is left out), enumerations their
    words, moments ISO text. Raises TypeError on anything else, ValueError on a number that JSON does not know.
    """
    return _encoder.encode(value)
