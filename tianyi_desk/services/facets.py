"""Narrow a list by several facets at once, and count what every further click would leave (numpy only)."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int32]
Mask = NDArray[np.bool_]
H = TypeVar("H", bound=Hashable)


@dataclass(frozen=True, slots=True, eq=False)
class Facet:
    """One way of sorting rows under labels.

    `codes` are places in `labels`, one for each row in order. Where a row may bear several labels, or none,
    `rows` tells which row each code is of (ascending, no label twice for one row); None means one code a row.
    """

    key: str
    title: str
    labels: tuple[str, ...]
    codes: Codes
    rows: Codes | None = None

    def mask(self, chosen: Collection[str], size: int) -> Mask:
        """Tell for each of `size` rows whether it bears any of the chosen labels; unknown labels match nothing."""
        wanted = np.fromiter((label in chosen for label in self.labels), np.bool_, len(self.labels))
        hit: Mask = wanted[self.codes] if self.labels else np.zeros(len(self.codes), np.bool_)
        if self.rows is None:
            return hit
        found = np.zeros(size, np.bool_)
        found[self.rows[hit]] = True
        return found

    def count(self, rows: Mask | None) -> tuple[int, ...]:
        """Count the rows of each label among those of a mask, None for all."""
        codes = self.codes
        if rows is not None:
            codes = codes[rows if self.rows is None else rows[self.rows]]
        return tuple(np.bincount(codes, minlength=len(self.labels)).tolist())


def facet(key: str, title: str, values: Sequence[str], order: Sequence[str] = ()) -> Facet:
    """Make a facet of one value a row; labels stand in `order` first, then by the number of their rows."""
    places: dict[str, int] = {}
    raw = np.fromiter((places.setdefault(value, len(places)) for value in values), np.int32, len(values))
    return _ordered(key, title, list(places), raw, None, order)


def facet_of_several(
    key: str, title: str, values: Sequence[tuple[str, ...]], order: Sequence[str] = ()
) -> Facet:
    """Make a facet of any number of values a row; a value that stands twice in a row counts once."""
    places: dict[str, int] = {}
    known: dict[tuple[str, ...], list[int]] = {}
    codes: list[int] = []
    counts: list[int] = []
    for several in values:
        found = known.get(several)
        if found is None:
            found = [places.setdefault(value, len(places)) for value in dict.fromkeys(several)]
            known[several] = found
        codes += found
        counts.append(len(found))
    rows = np.repeat(np.arange(len(values), dtype=np.int32), counts)
    return _ordered(key, title, list(places), np.array(codes, np.int32), rows, order)


def _ordered(
    key: str, title: str, labels: list[str], raw: Codes, rows: Codes | None, order: Sequence[str]
) -> Facet:
    counts = np.bincount(raw, minlength=len(labels)).tolist()
    rank = {label: place for place, label in enumerate(order)}
    by = sorted(
        range(len(labels)), key=lambda one: (rank.get(labels[one], len(rank)), -counts[one], labels[one])
    )
    place_of = np.empty(len(labels), np.int32)
    place_of[by] = np.arange(len(labels), dtype=np.int32)
    codes = place_of[raw] if labels else raw
    return Facet(key, title, tuple(labels[one] for one in by), codes, rows)


@dataclass(frozen=True, slots=True, eq=False)
class Narrowed:
    """What filters leave: the rows in order, and each facet's counts, one for each of its labels.

    The counts of a facet heed the filters of all other facets but not its own: what choosing one more label of
    it would add.
    """

    rows: NDArray[np.intp]
    counts: Mapping[str, tuple[int, ...]]


class Facets:
    """Several facets over the same rows."""

    def __init__(self, size: int, facets: Sequence[Facet]) -> None:
        self.size = size
        self.facets = tuple(facets)

    def __getitem__(self, key: str) -> Facet:
        """Return the facet of a key; raises KeyError where there is none."""
        for one in self.facets:
            if one.key == key:
                return one
        raise KeyError(key)

    def narrow(self, chosen: Mapping[str, Collection[str]], among: Mask | None = None) -> Narrowed:
        """Return the rows that bear a chosen label in every facet where any is chosen, and the counts.

        `among` is what other filters (a period, a text) leave; rows outside of it are neither found nor counted.
        Raises KeyError where a key names no facet.
        """
        masks = {key: self[key].mask(labels, self.size) for key, labels in chosen.items() if labels}
        missed = np.zeros(self.size, np.int8)  # how many facets turn a row away
        for mask in masks.values():
            missed += ~mask
        if among is not None:
            missed += np.int8(len(masks) + 1) * ~among
        matching = missed == 0
        all_of_them = not masks and among is None
        counts: dict[str, tuple[int, ...]] = {}
        for one in self.facets:
            own = masks.get(one.key)
            under_others = matching if own is None else missed == ~own
            counts[one.key] = one.count(None if all_of_them else under_others)
        return Narrowed(np.flatnonzero(matching), counts)
