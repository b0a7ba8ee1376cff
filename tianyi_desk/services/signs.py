"""Many short texts as one row of characters, looked through at once: as written, or by how they are read.

A hundred thousand texts take a few milliseconds: whoever looks is awaited by somebody who types.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from tianyi_desk.services.pinyin import Spelling

Mask = NDArray[np.bool_]
Places = NDArray[np.int32]
LONGEST = 40
"""Longer words are looked for as written only."""
LONGEST_RARE = 12
"""So many letters at most are looked for by rare readings, too, where common ones find nothing."""
END = "\x00"
"""Stands between texts; no text holds it."""


class How(IntEnum):
    """How a word stands in a text, the best first."""

    EXACT = 0
    BEGINS = 1
    HOLDS = 2
    SOUND_BEGINS = 3
    SOUND = 4
    RARE_SOUND = 5
    NOT = 9


@dataclass(frozen=True, slots=True)
class Standing:
    """How a word stands in every text (a How), and where in those that have it: from which character, how many."""

    how: NDArray[np.uint8]
    start: NDArray[np.int32]
    length: NDArray[np.int32]


class Signs:
    """Texts to be looked through again and again; folded already as `search_texts.folded` does.

    With a spelling they are found by pinyin, too; with `rare` by rare readings where common ones find nothing.
    """

    def __init__(self, texts: Iterable[str], spelling: Spelling | None = None, *, rare: bool = False) -> None:
        whole = END + "".join(f"{text}{END}" for text in texts)
        codes = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), np.uint32)
        there = np.zeros(0x11_0000, bool)
        there[codes] = True
        there[0] = True
        signs = np.flatnonzero(there).astype(np.uint32)  # the end of a text is sign 0
        place = np.zeros(0x11_0000, np.uint16 if len(signs) < 0x1_0000 else np.uint32)
        place[signs] = np.arange(len(signs))
        self._signs = place[codes]
        # Where every sign stands, sign by sign: a walk begins there, and never reads the whole row.
        self._places = np.argsort(self._signs, kind="stable").astype(np.int32)
        self._from = np.zeros(len(signs) + 1, np.int64)
        np.cumsum(np.bincount(self._signs, minlength=len(signs)), out=self._from[1:])
        ends = self._places[: self._from[1]]
        self._begins = (ends[:-1] + 1).astype(np.int32)
        self._lengths = np.diff(ends) - 1
        self._spelling, self._rare = spelling, rare
        self._plain = signs if spelling is None else spelling.plain_of(signs)
        self._groups = None if spelling is None else spelling.groups_of(signs)

    def __len__(self) -> int:
        """Return how many texts there are."""
        return len(self._begins)

    def look(self, word: str) -> Standing:
        """Tell how a word stands in every text."""
        found = Standing(
            np.full(len(self), How.NOT, np.uint8),
            np.zeros(len(self), np.int32),
            np.zeros(len(self), np.int32),
        )
        if not word or not len(self) or END in word:
            return found
        self._note(
            found, self._walk({place: {place + 1: self._written(sign)} for place, sign in enumerate(word)})
        )
        if self._spelling is not None and len(word) <= LONGEST and _has_letters(word):
            letters = _spelt(word)
            self._note(found, self._heard(letters, rare=False), How.SOUND)
            if self._rare and len(letters) <= LONGEST_RARE and (found.how == How.NOT).all():
                self._note(found, self._heard(letters, rare=True), How.RARE_SOUND)
        return found

    # Looking

    def _written(self, sign: str) -> Mask:
        """Return which signs are a character."""
        same: Mask = self._plain == ord(sign)
        same[0] = False
        return same

    def _heard(self, letters: str, *, rare: bool) -> tuple[Places, Places]:
        steps = {place: self._steps(letters, place, rare=rare) for place in range(len(letters))}
        begins = self._begins if len(letters) == 1 else None  # one letter stands for what begins so
        return self._walk(steps, begins)

    def _steps(self, letters: str, place: int, *, rare: bool) -> dict[int, Mask]:
        """Return which signs can stand for the letters from a place on, by the place that comes behind them.

        A sign stands for its whole syllable, its first letter, zh, ch or sh; at the end for any beginning of it.
        """
        spelling, groups = self._spelling, self._groups
        if spelling is None or groups is None:
            return {}
        left = letters[place:]
        steps: dict[int, Mask] = {place + 1: self._written(left[0])}
        for size in range(1, min(len(left), 6) + 1):
            part = left[:size]
            at_the_end = size == len(left)
            initial = size == 1 or part in ("zh", "ch", "sh")
            if not (initial or at_the_end or part in spelling.syllables):
                continue
            whole = not (initial or at_the_end)
            fits = spelling.read_as(part, whole=whole, rare=rare)[groups]
            fits[0] = False
            behind = place + size
            steps[behind] = steps[behind] | fits if behind in steps else fits
        return steps

    def _walk(self, steps: dict[int, dict[int, Mask]], begins: Places | None = None) -> tuple[Places, Places]:
        """Follow the steps from place 0 to the last one through all texts; return where walks begin and end."""
        last = len(steps)
        reached: defaultdict[int, list[tuple[Places, Places]]] = defaultdict(list)
        if begins is None:
            begins = self._standing(np.logical_or.reduce(list(steps[0].values())))
        reached[0].append((begins, begins))
        for place in range(last):
            starts, nexts = _together(reached.pop(place, []))
            if not len(starts):
                continue
            signs = self._signs[nexts]
            for behind, fits in steps[place].items():
                these = fits[signs]
                reached[behind].append((starts[these], nexts[these] + 1))
        return _together(reached.pop(last, []))

    def _standing(self, fits: Mask) -> Places:
        """Return where the signs stand that fit."""
        several = [self._places[self._from[sign] : self._from[sign + 1]] for sign in np.flatnonzero(fits)]
        return np.concatenate(several) if several else np.zeros(0, np.int32)

    def _note(self, found: Standing, walks: tuple[Places, Places], sound: How | None = None) -> None:
        """Note the first walk through each text that nothing better was found in."""
        starts, ends = walks
        if not len(starts):
            return
        order = np.argsort(starts, kind="stable")
        starts, ends = starts[order], ends[order]
        texts = np.searchsorted(self._begins, starts, "right") - 1
        fresh = found.how[texts] == How.NOT
        fresh[1:] &= texts[1:] != texts[:-1]
        firsts = np.flatnonzero(fresh)
        texts = texts[firsts]
        start = starts[firsts] - self._begins[texts]
        length = ends[firsts] - starts[firsts]
        if sound is None:
            how = np.where(start == 0, How.BEGINS, How.HOLDS)
            how[(start == 0) & (length == self._lengths[texts])] = How.EXACT
        else:
            how = np.where((start == 0) & (sound is How.SOUND), How.SOUND_BEGINS, sound)
        found.how[texts], found.start[texts], found.length[texts] = how, start, length


def _together(walks: list[tuple[Places, Places]]) -> tuple[Places, Places]:
    """Join walks; the same way is hardly ever found twice, and harmless where it is."""
    if not walks:
        return np.zeros(0, np.int32), np.zeros(0, np.int32)
    if len(walks) == 1:
        return walks[0]
    starts = np.concatenate([one for one, _next in walks])
    return starts, np.concatenate([one for _start, one in walks])


def _has_letters(word: str) -> bool:
    return any("a" <= sign <= "z" or sign == "ü" for sign in word)


def _spelt(word: str) -> str:
    """Return letters as the readings are spelt: lü is lv, xi'an is xian."""
    return word.replace("'", "").replace("’", "").replace("ü", "v") or word
