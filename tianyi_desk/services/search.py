"""Find plans, enterprises, people and addresses while somebody types: by words, by pinyin, by its first letters."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from tianyi_desk.services.pinyin import spelling
from tianyi_desk.services.plan_listing import BETWEEN, PlanLine
from tianyi_desk.services.search_texts import NOT, Hows, Told, folded, told
from tianyi_desk.services.signs import END, How, Signs, Standing

AT_MOST = 50
MOST_WORDS = 6
_LATER = 10
"""What is added to how a plan was found where it was not by its number: numbers come first."""

Rows = NDArray[np.intp]
Mark = tuple[int, int]
"""From which character of a text, and how many, a word stands in it."""


class Matched(Enum):
    """What of a plan matched; the values are what people call it."""

    NUMBER = "计划编号"
    ENTERPRISE = "企业名称"
    PERSON = "审核组"
    PLACE = "审核地址"
    SEVERAL = "多处"


@dataclass(frozen=True, slots=True)
class Someone:
    """A person of the roster to be found; `last` are the last four digits of the phone, "" for none."""

    key: int
    name: str
    words: str
    phone: str
    last: str
    active: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A plan that was found: what of it matched, the text that did, where its words stand in that, and how well."""

    line: PlanLine
    matched: Matched
    text: str
    marks: tuple[Mark, ...]
    how: int


@dataclass(frozen=True, slots=True)
class PersonHit:
    """A person who was found, where in the name, whether by the last digits of the phone, and how well."""

    person: Someone
    marks: tuple[Mark, ...]
    by_phone: bool
    how: int


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found: the best of each kind, and of each kind how many there are."""

    plans: tuple[Hit, ...] = ()
    enterprises: tuple[Hit, ...] = ()
    people: tuple[PersonHit, ...] = ()
    places: tuple[Hit, ...] = ()
    totals: tuple[int, int, int, int] = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class _Sought:
    """One word of a query as it stands in everything."""

    numbers: Standing
    firms: Standing
    names: Standing
    places: Standing
    projects: Standing


class Search:
    """Plans, enterprises, people and addresses to be searched again and again; built once for a list, latest first.

    `places` are the addresses of plans by number.
    """

    def __init__(
        self,
        lines: Sequence[PlanLine],
        people: Sequence[Someone] = (),
        places: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        spelt = (
            spelling() if lines or people else None
        )  # the table is not read where there is nothing to find
        self.lines, self.people = tuple(lines), tuple(people)
        every = list(enumerate(self.lines))
        self._numbers = Signs(folded(line.number) for line in self.lines)
        self._firms = told(((row, line.enterprise) for row, line in every), spelt)
        self._names = told(
            ((row, name) for row, line in every for name in dict.fromkeys(line.team.split(BETWEEN)) if name),
            spelt,
            names=True,
        )
        given = places or {}
        self._places = told(
            ((row, place) for row, line in every for place in given.get(line.number, ())), spelt
        )
        self._projects = told(((row, line.folded.split("\n")[2]) for row, line in every), None)
        names = (folded(one.name) for one in self.people)
        self._people = Signs(map(spelt.marked, names) if spelt else names, spelt, rare=True)
        self._about = Signs(folded(one.words) for one in self.people)
        self._last = [one.last for one in self.people]

    def find(self, query: str, at_most: int = AT_MOST, *, numbers: bool = False) -> Hits:
        """Return the best of each kind that holds every word of the query, `at_most` of each.

        `numbers` lets digits mean the last digits of a phone. Equal ones keep the list's order, latest first. A
        blank query finds nothing.
        """
        words = folded(query).split()[:MOST_WORDS]
        if not words or END in query:
            return Hits()
        sought = [self._sought(word) for word in words]
        whole = self._firms.signs.look("".join(words)) if len(words) > 1 else sought[0].firms
        firms, firm_rows, firm_total = self._enterprises(sought, whole, at_most)
        places, place_total = self._found_places(sought, firm_rows, at_most)
        plans, plan_total = self._plans(sought, firm_rows, at_most)
        people, person_total = self._found_people(words, at_most, numbers=numbers)
        return Hits(plans, firms, people, places, (plan_total, firm_total, person_total, place_total))

    def plans(self, query: str, at_most: int = AT_MOST) -> tuple[PlanLine, ...]:
        """Return the plans that a query names in whatever way, the best first."""
        hits = self.find(query, at_most)
        every = sorted((*hits.plans, *hits.enterprises, *hits.places), key=lambda hit: hit.how)
        return tuple({hit.line.number: hit.line for hit in every}.values())[:at_most]

    # What holds the words

    def _sought(self, word: str) -> _Sought:
        parts = (one.signs for one in (self._firms, self._names, self._places, self._projects))
        return _Sought(self._numbers.look(word), *[signs.look(word) for signs in parts])

    def _enterprises(
        self, sought: list[_Sought], whole: Standing, at_most: int
    ) -> tuple[tuple[Hit, ...], Rows, int]:
        """Return the plans of enterprises with all words, best enterprises first; all their rows; how many firms.

        Those come first that have the words side by side.
        """
        how = _worst([one.firms.how for one in sought])
        ranked = np.where(whole.how == NOT, how + 1, np.minimum(how, whole.how))
        how = np.where(how == NOT, NOT, ranked).astype(np.uint8)
        rows = np.flatnonzero(how[self._firms.which] != NOT)
        firms, first = np.unique(self._firms.which[rows], return_index=True)
        best = firms[np.lexsort((first, how[firms]))][:at_most]
        marks = [one.firms for one in sought]
        chosen = _in_turns(rows, self._firms.which[rows], best, at_most)
        hits = [self._hit(row, Matched.ENTERPRISE, self._firms, how, marks) for row in chosen]
        return tuple(hits), rows, len(firms)

    def _found_places(
        self, sought: list[_Sought], firm_rows: Rows, at_most: int
    ) -> tuple[tuple[Hit, ...], int]:
        """Return the latest plan at each address with all words, unless its enterprise was found already."""
        how = _worst([one.places.how for one in sought])
        otherwise = np.ones(len(self.lines), bool)
        otherwise[firm_rows] = False
        rows, which = self._places.rows, self._places.which
        pairs = np.flatnonzero((how[which] != NOT) & otherwise[rows])
        places, first = np.unique(which[pairs], return_index=True)
        latest = rows[pairs[first]]
        best = np.lexsort((latest, how[places]))[:at_most]
        marks = [one.places for one in sought]
        hits = [
            Hit(self.lines[row], Matched.PLACE, self._places.texts[one], _marks(marks, one), int(how[one]))
            for row, one in zip(map(int, latest[best]), map(int, places[best]), strict=True)
        ]
        return tuple(hits), len(places)

    def _plans(self, sought: list[_Sought], firm_rows: Rows, at_most: int) -> tuple[tuple[Hit, ...], int]:
        """Return plans by number, then by a name of the team, then with the words here and there."""
        count = len(self.lines)
        number = _worst([one.numbers.how for one in sought])
        name = _worst([one.names.how for one in sought])
        by_name = self._names.of_plans(name, count)
        ranks = number.astype(np.int16)
        ranks = np.where(ranks == NOT, np.where(by_name == NOT, 99, by_name + _LATER), ranks)
        if len(sought) > 1:
            several = np.logical_and.reduce([self._anywhere(one) for one in sought])
            several[firm_rows] = False
            ranks = np.where((ranks == 99) & several, 2 * _LATER, ranks)
        rows = np.flatnonzero(ranks != 99)
        order = rows[np.argsort(ranks[rows], kind="stable")][:at_most]
        return tuple(self._plan_hit(int(row), int(ranks[row]), sought, name) for row in order), len(rows)

    def _plan_hit(self, row: int, rank: int, sought: list[_Sought], name: Hows) -> Hit:
        if rank < _LATER:
            marks = _marks([one.numbers for one in sought], row)
            return Hit(self.lines[row], Matched.NUMBER, self.lines[row].number, marks, rank)
        if rank < 2 * _LATER:
            return self._hit(row, Matched.PERSON, self._names, name, [one.names for one in sought], rank)
        firm = int(self._firms.which[row])
        marks = _marks([one.firms for one in sought if one.firms.how[firm] != NOT], firm)
        return Hit(self.lines[row], Matched.SEVERAL, self.lines[row].enterprise, marks, rank)

    def _anywhere(self, one: _Sought) -> NDArray[np.bool_]:
        count = len(self.lines)
        parts = (
            (self._firms, one.firms),
            (self._names, one.names),
            (self._places, one.places),
            (self._projects, one.projects),
        )
        hows = [part.of_plans(standing.how, count) for part, standing in parts]
        found: NDArray[np.bool_] = np.minimum.reduce([one.numbers.how, *hows]) != NOT
        return found

    def _hit(
        self,
        row: int,
        matched: Matched,
        texts: Told,
        how: Hows,
        marks: list[Standing],
        rank: int | None = None,
    ) -> Hit:
        which = texts.of_row(row, how) or 0
        return Hit(
            self.lines[row],
            matched,
            texts.texts[which],
            _marks(marks, which),
            int(how[which]) if rank is None else rank,
        )

    def _found_people(
        self, words: list[str], at_most: int, *, numbers: bool
    ) -> tuple[tuple[PersonHit, ...], int]:
        names = [self._people.look(word) for word in words]
        about = [self._about.look(word) for word in words]
        phones = [self._of_phones(word) if numbers else None for word in words]
        hows = []
        for name, other, phone in zip(names, about, phones, strict=True):
            here = np.minimum(
                name.how, np.where(other.how == NOT, NOT, other.how + 3)
            )  # less than by the name
            hows.append(here if phone is None else np.minimum(here, np.where(phone, int(How.HOLDS), NOT)))
        how = _worst(hows).astype(np.int16)
        rows = np.flatnonzero(how < NOT)
        gone = np.array([not one.active for one in self.people], bool)[rows]
        order = rows[np.lexsort((rows, gone, how[rows]))][:at_most]
        by_phone = [phone for phone in phones if phone is not None]
        return tuple(
            PersonHit(
                self.people[row],
                _marks(names, row),
                any(phone[row] for phone in by_phone),
                int(how[row]),
            )
            for row in map(int, order)
        ), len(rows)

    def _of_phones(self, word: str) -> NDArray[np.bool_] | None:
        """Return whose phone ends with a word of two to four digits; nothing more of a number can be looked for."""
        if not (word.isascii() and word.isdigit() and 2 <= len(word) <= 4):
            return None
        return np.array([last.endswith(word) for last in self._last], bool)


def _worst(hows: Sequence[Hows]) -> Hows:
    """Return how texts hold all words: as badly as the one that they hold worst."""
    worst: Hows = np.maximum.reduce(list(hows))
    return worst


def _marks(found: Iterable[Standing], which: int) -> tuple[Mark, ...]:
    every = sorted(
        {(int(one.start[which]), int(one.length[which])) for one in found if one.how[which] != NOT}
    )
    return tuple(every)


def _in_turns(rows: Rows, firm_of: Rows, best: Rows, at_most: int) -> Iterator[int]:
    """Yield rows of the best firms: of each the latest, and where firms are few its next ones behind that."""
    left = at_most - len(best)
    for firm in best:
        several = rows[firm_of == firm]
        more = several[1 : 1 + left]
        left -= len(more)
        yield int(several[0])
        yield from map(int, more)
