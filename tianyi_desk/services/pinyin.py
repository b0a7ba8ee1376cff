"""How characters and names are read: common readings, rare ones, and those of surnames (单 is Shan, 尉迟 Yu Chi)."""

import tomllib
from array import array
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from tianyi_desk.resources import resource

Mask = NDArray[np.bool_]
Codes = NDArray[np.uint32]

_SURNAMES_FROM = 0x10_0000
"""The second area for private use: from here on stands a character as a surname, to be read otherwise."""
_ROOM = 0x10_0800
_ALSO = {"lv": "lyu", "nv": "nyu"}
"""How passports spell what keyboards spell with v."""
MOST_SOUNDS = 8
"""So many ways of reading a given name are told apart; names of several ambiguous characters have more."""


class Spelling:
    """The readings of characters; a group is what characters that are read alike share, group 0 is not read at all."""

    def __init__(self, lines: Iterable[str], single: dict[str, str], double: dict[str, str]) -> None:
        self._groups: list[tuple[tuple[str, ...], tuple[str, ...]]] = [((), ())]
        self._group_of = np.zeros(_ROOM, np.uint16)
        for line in lines:
            head, _tab, signs = line.rstrip("\n").partition("\t")
            common, _mark, rare = head.partition(";")
            self._group_of[_codes(signs)] = len(self._groups)
            self._groups.append((tuple(common.split()), tuple(rare.split())))
        self._single = dict(single)
        self._double = {name: tuple(spelt.split()) for name, spelt in double.items()}
        self._as_surname: dict[tuple[str, str], str] = {}
        self._plain = np.arange(_ROOM, dtype=np.uint32)
        self._take_in_surnames()
        every = sorted({one for common, rare in self._groups for one in common + rare} | {*_ALSO.values()})
        self.syllables = frozenset(every)
        self._every = every
        self._pairs = [_pairs(self._groups, every, rare=rare) for rare in (False, True)]

    def _take_in_surnames(self) -> None:
        """Give every character that is read otherwise as a surname a place and a group of its own."""
        wanted = [*self._single.items()]
        wanted += [pair for name, spelt in self._double.items() for pair in zip(name, spelt, strict=True)]
        for sign, spelt in dict.fromkeys(wanted):
            code = _SURNAMES_FROM + len(self._as_surname)
            common, rare = self._groups[self._group_of[ord(sign)]]
            others = tuple(one for one in common + rare if one != spelt)
            self._as_surname[sign, spelt] = chr(code)
            self._group_of[code], self._plain[code] = len(self._groups), ord(sign)
            self._groups.append(((spelt,), others))

    def groups_of(self, codes: Codes) -> NDArray[np.uint16]:
        """Return the groups of characters."""
        return self._group_of[np.minimum(codes, _ROOM - 1)]

    def plain_of(self, codes: Codes) -> Codes:
        """Return characters with those marked as surnames put back."""
        return self._plain[np.minimum(codes, _ROOM - 1)]

    @lru_cache(maxsize=512)  # noqa: B019 - there is one spelling, as long as the program
    def read_as(self, letters: str, *, whole: bool, rare: bool) -> Mask:
        """Tell of every group whether it is read so, or where not `whole` begins so; common readings, or rare, too."""
        groups, syllables = self._pairs[rare]
        fits = [one == letters if whole else one.startswith(letters) for one in self._every]
        found = np.zeros(len(self._groups), bool)
        found[groups[np.array(fits)[syllables]]] = True
        return found

    def readings(self, sign: str) -> tuple[str, ...]:
        """Return how a character is read, the commonest way first; () for what is no Chinese character."""
        common, rare = self._groups[int(self._group_of[min(ord(sign), _ROOM - 1)])]
        return common + rare

    def marked(self, name: str) -> str:
        """Return a name with its surname marked as one, so that `groups_of` reads it rightly; as long as before."""
        surname = self._surname(name)
        signs = [
            self._as_surname.get((sign, spelt), sign) for sign, spelt in zip(name, surname, strict=False)
        ]
        return "".join(signs) + name[len(signs) :]

    def _surname(self, name: str) -> tuple[str, ...]:
        for size in (4, 2):
            if len(name) > size and name[:size] in self._double:
                return self._double[name[:size]]
        return (self._single[name[0]],) if name[:1] in self._single else ()

    def sounds(self, name: str) -> frozenset[tuple[str, ...]]:
        """Return the ways in which a name can be read by common readings; a surname is read as one. Letters stand."""
        surname = self._surname(name)
        given = [self._common(sign) for sign in name[len(surname) :]]
        ways = product(*[(one,) for one in surname], *given)
        return frozenset(way for _place, way in zip(range(MOST_SOUNDS), ways, strict=False))

    def order(self, name: str) -> tuple[tuple[str, str], ...]:
        """Return what sorts a name by how it is read; characters that nobody knows come last."""
        surname = self._surname(name)
        given = (self._common(sign)[0] for sign in name[len(surname) :])
        read = (*surname, *given)
        return tuple(
            (one if one.isascii() else f"~{one}", sign) for one, sign in zip(read, name, strict=True)
        )

    def _common(self, sign: str) -> tuple[str, ...]:
        return self._groups[self._group_of[min(ord(sign), _ROOM - 1)]][0] or (sign.casefold(),)


def _codes(signs: str) -> Codes:
    return np.frombuffer(signs.encode("utf-32-le", "surrogatepass"), np.uint32)


def _pairs(
    groups: Iterable[tuple[tuple[str, ...], tuple[str, ...]]], every: list[str], *, rare: bool
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return which group is read as which syllable, as two columns."""
    place = {one: place for place, one in enumerate(every)}
    left, right = array("q"), array("q")
    for group, (common, others) in enumerate(groups):
        for one in common + others * rare:
            for spelt in filter(None, (one, _ALSO.get(one))):
                left.append(group)
                right.append(place[spelt])
    return np.array(left), np.array(right)


@cache
def spelling() -> Spelling:
    """Return the readings that ship with the program, read the first time only."""
    named = tomllib.loads(resource("pinyin", "surnames.toml").read_text(encoding="utf-8"))
    return Spelling(_lines(), named["single"], named["double"])


def _lines() -> Iterator[str]:
    with resource("pinyin", "readings.txt").open(encoding="utf-8") as file:
        yield from (line for line in file if not line.startswith("#"))
