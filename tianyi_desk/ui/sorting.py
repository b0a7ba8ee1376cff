"""Sort a hundred thousand rows while somebody waits: what is sorted are whole numbers, once for every value."""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import accumulate, islice
from operator import ne
from typing import Any, TypeVar

R = TypeVar("R")
NOTHING = -1
"""The rank of rows without a value."""
MOSTLY = 1.25
"""Values are mostly different where there are four for every five rows."""


def ranks(
    rows: Sequence[R], key: Callable[[R], Any], same: Callable[[R], Hashable] | None = None
) -> list[int]:
    """Return for every row where its key stands among all different keys, NOTHING for None.

    Rows for which `same` returns equal values must have equal keys: each value's key is asked for only once.
    """
    if same is None:
        keys = list(map(key, rows))
        if MOSTLY * len(set(keys)) > len(keys):
            return _ranks_of_different(keys)
        return list(map(_places(keys).__getitem__, keys))
    values = list(map(same, rows))
    key_of = {value: key(row) for value, row in dict(zip(values, rows, strict=True)).items()}
    place_of = _places(key_of.values())
    rank_of = {value: place_of[one] for value, one in key_of.items()}
    return list(map(rank_of.__getitem__, values))


def _ranks_of_different(keys: list[Any]) -> list[int]:
    """Rank keys by sorting the rows' places: a table of as many values as rows takes far longer to make."""
    found = [NOTHING] * len(keys)
    places: Iterable[int] = range(len(keys))
    if None in keys:
        places = [place for place in places if keys[place] is not None]
    order = sorted(places, key=keys.__getitem__)
    in_order = list(map(keys.__getitem__, order))
    steps = map(ne, islice(in_order, 1, None), in_order)
    for place, rank in zip(order, accumulate(steps, initial=0), strict=bool(order)):
        found[place] = rank
    return found


def _places(keys: Iterable[Any]) -> dict[Any, int]:
    different = dict.fromkeys(keys)  # in their order: rows mostly come sorted by something
    nothing = different.pop(None, NOTHING) is None
    places = dict(zip(sorted(different), range(len(different)), strict=True))
    return places | {None: NOTHING} if nothing else places


def in_order(order: list[int], ranked: list[int], *, descending: bool) -> list[int]:
    """Return places sorted by their ranks; equal ones keep their order, those without a value come last."""
    found = sorted(order, key=ranked.__getitem__, reverse=descending)
    if descending or not found or ranked[found[0]] != NOTHING:
        return found
    known = bisect_right(found, NOTHING, key=ranked.__getitem__)
    return found[known:] + found[:known]
