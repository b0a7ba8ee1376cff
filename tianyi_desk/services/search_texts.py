"""Distinct texts and which plans they are told of: enterprises, names, addresses, each looked through once."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tianyi_desk.facts.wording import width_folded
from tianyi_desk.services.pinyin import Spelling
from tianyi_desk.services.signs import How, Signs

Hows = NDArray[np.uint8]
NOT = int(How.NOT)


def folded(text: str) -> str:
    """Return a text as it is searched for: half width, case folded, one space between words."""
    return " ".join(width_folded(text).casefold().split())


class Told:
    """Distinct texts of one kind, and which plans (rows) they are told of."""

    def __init__(
        self, texts: Mapping[str, int], rows: Sequence[int], which: Sequence[int], signs: Signs
    ) -> None:
        self.texts = tuple(texts)
        self.rows, self.which = np.array(rows, np.intp), np.array(which, np.intp)
        self._plans, self._firsts = np.unique(self.rows, return_index=True)
        self.signs = signs

    def of_plans(self, how: Hows, count: int) -> Hows:
        """Return how every plan was found, from how every text was."""
        found = np.full(count, NOT, np.uint8)
        if len(self.rows):
            found[self._plans] = np.minimum.reduceat(how[self.which], self._firsts)
        return found

    def of_row(self, row: int, how: Hows) -> int | None:
        """Return which text of a plan was found best, None where none was."""
        first, last = np.searchsorted(self.rows, [row, row + 1])
        some = self.which[first:last]
        best = min(some, key=lambda one: how[one], default=None)
        return None if best is None or how[best] == NOT else int(best)


def told(pairs: Iterable[tuple[int, str]], spelt: Spelling | None, *, names: bool = False) -> Told:
    """Lay out (row, text) pairs in the order of their rows."""
    texts: dict[str, int] = {}
    rows, which = [], []
    for row, text in pairs:
        rows.append(row)
        which.append(texts.setdefault(text, len(texts)))
    searched = (folded(text) for text in texts)
    marked = map(spelt.marked, searched) if spelt and names else searched
    return Told(texts, rows, which, Signs(marked, spelt, rare=names))
