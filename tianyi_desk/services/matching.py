"""Which known fact a draft is about: facts by their natural keys, people by their numbers."""

from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Protocol

from tianyi_desk.facts.intake import Draft, Fact
from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.records import CheckIn, Explanation, Photo, PhotoReview, RosterEntry


@dataclass(slots=True)
class Standing:
    """A fact as it stands: `key` is its row's, None for one that this batch adds.

    `said_by` is the position of the draft of this batch that spoke of it first, None while none did.
    """

    fact: Fact
    key: int | None = None
    said_by: int | None = None


class Register(Protocol):
    """Finds the fact that a draft is about."""

    def find(self, draft: Draft) -> Standing | None:
        """Return what is known of the draft's fact, None where it is new."""

    def put(self, standing: Standing) -> None:
        """Make a fact known."""


def natural_key(fact: Fact) -> Hashable:
    """Return what tells one fact of its kind from another."""
    match fact:
        case Plan():
            return fact.number
        case Photo():
            return fact.plan, fact.category, fact.file_name
        case PhotoReview():
            return fact.plan, fact.file_name
        case Explanation():
            return fact.plan, fact.kind, fact.side, fact.filed_on, fact.author
        case CheckIn():
            return fact.plan, fact.name, fact.event, fact.at
        case _:
            return fact.id_number or fact.ccaa_number or fact.phone or fact.name


class Exact:
    """Plans, photos, reviews, explanations: one fact a key."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Standing] = {}

    def find(self, draft: Draft) -> Standing | None:
        """Return the fact of the same key."""
        return self._known.get(natural_key(draft.fact))

    def put(self, standing: Standing) -> None:
        """Make a fact known under its key."""
        self._known[natural_key(standing.fact)] = standing

    def put_as_it_was(self, standing: Standing, former: Fact) -> None:
        """Make a fact known by what it was before somebody corrected it, unless another one is that now."""
        self._known.setdefault(natural_key(former), standing)


class CheckIns:
    """Check-ins: the same plan, name, event and second; channels and namesakes' phones tell them apart."""

    def __init__(self, are_namesakes: Callable[[CheckIn], bool]) -> None:
        self._known: defaultdict[Hashable, list[Standing]] = defaultdict(list)
        self._are_namesakes = are_namesakes

    def find(self, draft: Draft) -> Standing | None:
        """Return the same record: an equal one first, else one that no channel or phone tells apart."""
        candidates = self._known.get(natural_key(draft.fact), ())
        fact = draft.fact
        return next(
            (one for one in candidates if one.fact == fact),
            next((one for one in candidates if self._same(one.fact, fact)), None),
        )

    def put(self, standing: Standing) -> None:
        """Make a record known beside others of its key."""
        self._known[natural_key(standing.fact)].append(standing)

    def put_as_it_was(self, standing: Standing, former: CheckIn) -> None:
        """Make a record known by what it was before somebody corrected it: files go on saying it."""
        if standing not in self._known[natural_key(former)]:
            self._known[natural_key(former)].append(standing)

    def _same(self, one: Fact, other: Fact) -> bool:
        if not isinstance(one, CheckIn) or not isinstance(other, CheckIn):
            return False
        if one.channel and other.channel and one.channel is not other.channel:
            return False
        phones_differ = bool(one.phone and other.phone and one.phone != other.phone)
        return not (phones_differ and self._are_namesakes(one))


class People:
    """The roster: a person is told by 证件号码, else CCAA注册号, else 手机号, else the name.

    A file that gives other numbers than an earlier one still finds the person: the first number that both give
    decides, and a name alone finds the only person who bears it. Two rows of one file are never joined so.
    """

    def __init__(self) -> None:
        self._by_key: dict[Hashable, Standing] = {}
        self._by_number: defaultdict[tuple[str, str], list[Standing]] = defaultdict(list)
        self._by_name: defaultdict[str, list[Standing]] = defaultdict(list)
        self._once: dict[int, defaultdict[str, set[str]]] = {}

    def remember(self, key: int, field: str, value: str) -> None:
        """Note what a field of a known person's was before somebody corrected it: files go on saying it."""
        self._once.setdefault(key, defaultdict(set))[field].add(value)

    def find(self, draft: Draft) -> Standing | None:
        """Return the person of the same key, else whom the numbers or the name can only mean.

        Last comes the only person who once had that name and these numbers, before somebody corrected them.
        """
        fact = draft.fact
        if not isinstance(fact, RosterEntry):
            return None
        same = self._by_key.get(natural_key(fact))
        if same is not None:
            return same
        for name in NUMBERS:
            number = getattr(fact, name)
            near = self._by_number.get((name, number), ()) if number else ()
            for standing in near:
                if standing.said_by is None and self._first_common(standing.fact, fact) == name:
                    return standing
        return self._of_name(fact) or self._before_correction(fact)

    def _of_name(self, fact: RosterEntry) -> Standing | None:
        bearers = self._by_name.get(fact.name, ())
        if len(bearers) != 1 or bearers[0].said_by is not None:
            return None  # two rows of one file are two people
        return bearers[0] if self._first_common(bearers[0].fact, fact) is None else None

    def _before_correction(self, fact: RosterEntry) -> Standing | None:
        bearers = {one.key: one for group in self._by_name.values() for one in group if one.key in self._once}
        found = [one for one in bearers.values() if one.said_by is None and self._was(one, fact)]
        return found[0] if len(found) == 1 else None

    def _was(self, standing: Standing, fact: RosterEntry) -> bool:
        """Tell whether a file's name and numbers are the person's, now or before a correction."""
        once, present = self._once[standing.key or 0], standing.fact
        said = {name: getattr(fact, name) for name in ("name", *NUMBERS) if getattr(fact, name)}
        return all(
            not getattr(present, name) or value in {getattr(present, name), *once[name]}
            for name, value in said.items()
        ) and any(value in once[name] for name, value in said.items())

    @staticmethod
    def _first_common(one: Fact, other: Fact) -> str | None:
        """Return the first number that both give."""
        return next((name for name in NUMBERS if getattr(one, name) and getattr(other, name)), None)

    def cannot_tell(self, draft: Draft) -> bool:
        """Tell whether a new row without numbers could mean any of several known people of its name."""
        fact = draft.fact
        if not isinstance(fact, RosterEntry) or any(getattr(fact, name) for name in NUMBERS):
            return False
        return sum(one.key is not None for one in self._by_name.get(fact.name, ())) > 1

    def put(self, standing: Standing) -> None:
        """Make a person known by the key, every number and the name; again after a number was learnt."""
        fact = standing.fact
        if isinstance(fact, RosterEntry):
            self._by_key.setdefault(natural_key(fact), standing)
            groups = [self._by_number[name, getattr(fact, name)] for name in NUMBERS if getattr(fact, name)]
            for group in (*groups, self._by_name[fact.name]):
                if all(one is not standing for one in group):
                    group.append(standing)

    def bearers(self, name: str) -> int:
        """Return how many people bear a name."""
        return len(self._by_name.get(name, ()))


NUMBERS = ("id_number", "ccaa_number", "phone")
