"""How like names are: by their characters, and by how they sound with the surname read rightly."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from tianyi_desk.services.pinyin import spelling

LIKE_ENOUGH = 50
"""The least likeness of two names worth showing: one character of two, two of three or four."""
MOST = 40
SAME_SOUND, SAME_SURNAME_TOO = 70, 80
"""Names that are only heard alike are never taken for one unasked."""


@dataclass(frozen=True, slots=True)
class Like:
    """Why two names are like, and how much from 0 to 100."""

    reason: str
    likeness: int


class Names:
    """Many names to compare one with, by keys."""

    def __init__(self, names: Mapping[int, str]) -> None:
        self._names = dict(names)
        self._by_name: defaultdict[str, list[int]] = defaultdict(list)
        self._by_sound: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        for key, name in names.items():
            self._by_name[name].append(key)
        for name in self._by_name:
            for sound in spelling().sounds(name):
                self._by_sound[sound].add(name)
        self._every = list(self._by_name)

    def near(self, name: str) -> dict[int, Like]:
        """Return the keys of the names that are like one, with why."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - with the first name that nobody knows

        found = process.extract(
            name, self._every, scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH - 0.01, limit=MOST
        )
        near = {other for other, _score, _place in found}
        for sound in spelling().sounds(name):
            near |= self._by_sound.get(sound, set())
        return {key: compared(name, other) for other in near for key in self._by_name[other]}


def compared(one: str, other: str) -> Like:
    """Say in what two names differ, and how like they are."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - as above

    if one == other:
        return Like("同名", 100)
    if _without_dots(one) == _without_dots(other):
        return Like("只差间隔号", 97)
    written = Like(_difference(one, other), round(0.85 * fuzz.ratio(one, other)))
    sounds = spelling().sounds(one) & spelling().sounds(other)
    if sounds:
        heard = Like(
            f"同音 {' '.join(min(sounds))}", SAME_SURNAME_TOO if one[:1] == other[:1] else SAME_SOUND
        )
        return heard if heard.likeness > written.likeness else written
    return written


def _without_dots(name: str) -> str:
    return "".join(name.split("·"))


def _difference(one: str, other: str) -> str:
    if len(one) == len(other):
        return f"差 {sum(left != right for left, right in zip(one, other, strict=True))} 个字"
    return f"{'少' if len(one) < len(other) else '多'} {abs(len(one) - len(other))} 个字"
