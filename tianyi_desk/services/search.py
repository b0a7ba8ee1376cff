"""Find plans by number, enterprise or person while somebody types."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate

from tianyi_desk.facts.wording import width_folded
from tianyi_desk.services.plan_listing import BETWEEN, PlanLine

AT_MOST = 50
_END = "\x00"
"""Stands between texts; no text of a plan holds it."""


class Matched(Enum):
    """What of a plan matched; the values are what people call it."""

    NUMBER = "计划编号"
    ENTERPRISE = "企业名称"
    PERSON = "审核组"
    SEVERAL = "多处"


@dataclass(frozen=True, slots=True)
class Hit:
    """A plan that was found, what of it matched, and the words that did (a person's name, the enterprise …)."""

    line: PlanLine
    matched: Matched
    text: str


def folded(text: str) -> str:
    """Return a text as it is searched for: half width, case folded, one space between words."""
    return " ".join(width_folded(text).casefold().split())


class Texts:
    """Many short texts as one long one, so that looking through all of them is a single search in C."""

    def __init__(self, texts: Iterable[str]) -> None:
        several = list(texts)
        self._whole = _END + _END.join(several) + _END
        self._starts = list(accumulate((len(text) + 1 for text in several), initial=1))

    def holding(self, word: str) -> Iterator[int]:
        """Yield the places of the texts that hold a word, in order."""
        at = self._whole.find(word)
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            yield place
            at = self._whole.find(word, self._starts[place + 1])

    def beginning(self, word: str) -> Iterator[int]:
        """Yield the places of the texts that begin with a word, in order."""
        at = self._whole.find(_END + word)
        while at >= 0:
            place = bisect_right(self._starts, at + 1) - 1
            yield place
            at = self._whole.find(_END + word, at + 1)


class PlanSearch:
    """Plans to be searched again and again; built once for a list, which it takes in its order (latest first)."""

    def __init__(self, lines: Sequence[PlanLine]) -> None:
        self.lines = tuple(lines)
        plans = [line.plan for line in self.lines]
        self._row_of = {plan.number.casefold(): row for row, plan in enumerate(plans)}
        self._numbers = Texts(plan.number.casefold() for plan in plans)
        self._enterprises = Texts(" ".join(plan.folded_enterprise.casefold().split()) for plan in plans)
        self._teams = Texts(line.team.casefold() for line in self.lines)
        self._everything = Texts(line.folded for line in self.lines)

    def find(self, query: str, at_most: int = AT_MOST) -> tuple[Hit, ...]:
        """Return the best hits: the exact number, numbers that begin so, enterprises that begin so, then any part.

        Last come people, and plans that hold every word of the query somewhere. Equal ones keep the list's order.
        A blank query finds nothing.
        """
        sought = folded(query)
        if not sought or _END in sought:
            return ()
        found: dict[int, Matched] = {}
        for row, matched in self._ranked(sought):
            found.setdefault(row, matched)
            if len(found) >= at_most:
                break
        return tuple(self._hit(row, matched, sought) for row, matched in found.items())

    def _ranked(self, sought: str) -> Iterator[tuple[int, Matched]]:
        exact = self._row_of.get(sought)
        ranks: list[tuple[Iterable[int], Matched]] = [
            (() if exact is None else (exact,), Matched.NUMBER),
            (self._numbers.beginning(sought), Matched.NUMBER),
            (self._enterprises.beginning(sought), Matched.ENTERPRISE),
            (self._enterprises.holding(sought), Matched.ENTERPRISE),
            (self._numbers.holding(sought), Matched.NUMBER),
            (self._teams.holding(sought), Matched.PERSON),
            (self._with_all(sought.split()), Matched.SEVERAL),
        ]
        for rows, matched in ranks:
            for row in rows:
                yield row, matched

    def _with_all(self, words: list[str]) -> Iterator[int]:
        if len(words) < 2:
            return
        longest = max(words, key=len)
        for row in self._everything.holding(longest):
            if all(word in self.lines[row].folded for word in words):
                yield row

    def _hit(self, row: int, matched: Matched, sought: str) -> Hit:
        line = self.lines[row]
        match matched:
            case Matched.NUMBER:
                text = line.number
            case Matched.PERSON:
                names = (name for name in line.team.split(BETWEEN) if sought in name.casefold())
                text = BETWEEN.join(names) or line.team
            case _:
                text = line.enterprise
        return Hit(line, matched, text)
