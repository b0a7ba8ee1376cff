"""Facts and their fields as JSON text, as the history and the findings keep them."""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any


@cache
def _fields(kind: type) -> tuple[tuple[str, ...], Any] | None:
    """Return the names of a dataclass's fields and what reads them; None for any other kind of value."""
    if not is_dataclass(kind):
        return None
    names = tuple(field.name for field in fields(kind) if field.compare)
    return names, attrgetter(*names)


def _plain(value: object) -> object:
    if isinstance(value, date):  # a fact's most frequent value that JSON does not know
        return value.isoformat()
    kind: Any = type(value)
    found = _fields(kind)
    if found is not None:
        names, values = found
        return dict(zip(names, values(value), strict=True))
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
