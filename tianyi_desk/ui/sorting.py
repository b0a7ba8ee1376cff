"""Sort a hundred thousand rows while somebody waits: what is sorted are whole numbers, once for every value."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, TypeVar

R = TypeVar("R")
NOTHING = -1
"""The rank of rows without a value."""


def ranks(
    rows: Sequence[R], key: Callable[[R], Any], same: Callable[[R], Hashable] | None = None
) -> list[int]:
    """Return for every row where its key stands among all different keys, NOTHING for None.

    Rows for which `same` returns equal values must have equal keys: each value's key is asked for only once.
    """
    if same is None:
        keys = list(map(key, rows))
        return list(map(_places(keys).__getitem__, keys))
    values = list(map(same, rows))
    key_of = {value: key(row) for value, row in dict(zip(values, rows, strict=True)).items()}
    place_of = _places(key_of.values())
    rank_of = {value: place_of[one] for value, one in key_of.items()}
    return list(map(rank_of.__getitem__, values))


def _places(keys: Iterable[Any]) -> dict[Any, int]:
    different = dict.fromkeys(keys)  # in their order: rows mostly come sorted by something
    nothing = different.pop(None, NOTHING) is None
    places = dict(zip(sorted(different), range(len(different)), strict=True))
    return places | {None: NOTHING} if nothing else places


def in_order(order: list[int], ranked: list[int], *, descending: bool) -> list[int]:
    """Return places sorted by their ranks; equal ones keep their order, those without a value come last."""
    nothing = [place for place in order if ranked[place] == NOTHING] if NOTHING in ranked else []
    known = [place for place in order if ranked[place] != NOTHING] if nothing else order
    return sorted(known, key=ranked.__getitem__, reverse=descending) + nothing
