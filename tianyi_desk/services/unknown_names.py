"""Names on plans that the roster does not know, or knows several of (D06), and whom they may mean."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from tianyi_desk.facts.records import RosterEntry
from tianyi_desk.facts.wording import masked_id_number, masked_phone
from tianyi_desk.services.likeness import Like, Names
from tianyi_desk.services.who import Given, Who

SAFE = 85
"""From this likeness on somebody may be offered as ticked: a number is the same and the name nearly, or only a dot differs."""
AT_MOST = 4


class NameOnPlan(NamedTuple):
    """A member as one plan writes it."""

    given: Given
    number: str
    start: datetime
    leads: bool


@dataclass(frozen=True, slots=True)
class Likely:
    """A person of the roster whom a name may mean; `reason` says why, `likeness` how much from 0 to 100.

    Those who are not `active` left: a plan can not mean them (D06).
    """

    key: int
    name: str
    words: str
    reason: str
    likeness: int
    active: bool


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name as plans write it, with the numbers they give; `clue` shows those masked.

    `plans` are the numbers of the plans, the latest first. `matches` is how many of the roster it could mean.
    `entry` is what could be added to the roster.
    """

    key: Given
    name: str
    clue: str
    plans: tuple[str, ...]
    last: datetime
    matches: int
    likely: tuple[Likely, ...]
    entry: RosterEntry

    @property
    def safe(self) -> Likely | None:
        """Return the only person whom the name can well mean, None where somebody has to look."""
        well = [one for one in self.likely if one.likeness >= SAFE]
        return well[0] if len(well) == 1 and well[0].active and self.matches < 2 else None


def unknown_names(
    who: Who, people: Mapping[int, RosterEntry], named: Iterable[NameOnPlan]
) -> tuple[UnknownName, ...]:
    """Return the names that D06 complains of, none where no roster was loaded.

    Those that can well mean one person come first, then those on most plans.
    """
    if not who.loaded:
        return ()
    strange: defaultdict[Given, dict[str, datetime]] = defaultdict(dict)
    for one in named:
        if who.of(one.given)[1] != 1:
            strange[one.given][one.number] = one.start
    if not strange:
        return ()
    near = _Near(people)
    found = [_unknown(who, near, given, plans) for given, plans in strange.items()]
    return tuple(sorted(found, key=lambda one: (one.safe is None, -len(one.plans), one.name, one.key)))


class _Near:
    """The people of the roster by what a member may be known by: names like theirs, and numbers."""

    def __init__(self, people: Mapping[int, RosterEntry]) -> None:
        self.people = people
        self._names = Names({key: entry.name for key, entry in people.items()})
        self._by_number: defaultdict[str, set[int]] = defaultdict(set)
        for key, entry in people.items():
            for number in (entry.id_number, entry.ccaa_number, entry.phone):
                self._by_number[number].add(key)
        self._by_number.pop("", None)
        self._known: dict[str, dict[int, Like]] = {}

    def of(self, given: Given) -> Iterator[tuple[int, Like | None]]:
        """Yield the keys of people whom a member may mean, with how like the names are."""
        name, *numbers = given
        if name not in self._known:
            self._known[name] = self._names.near(name)
        near = self._known[name]
        same = set().union(*(self._by_number.get(number, ()) for number in numbers))
        for key in sorted(near.keys() | same):
            yield key, near.get(key)


def _unknown(who: Who, near: "_Near", given: Given, plans: Mapping[str, datetime]) -> UnknownName:
    name, id_number, ccaa_number, phone = given
    latest = sorted(plans, key=lambda number: (plans[number], number), reverse=True)
    clue = masked_phone(phone) or ccaa_number or masked_id_number(id_number)
    likely = sorted(_likely(given, near), key=lambda one: (-one.likeness, one.key))
    return UnknownName(
        given,
        name,
        clue,
        tuple(latest),
        plans[latest[0]],
        who.of(given)[1],
        tuple(likely[:AT_MOST]),
        RosterEntry(name, id_number, ccaa_number, phone, "", "", "在职"),
    )


def _likely(given: Given, near: _Near) -> Iterator[Likely]:
    for key, like in near.of(given):
        entry = near.people[key]
        found = _why_like(given, entry, like)
        if found is not None:
            reason, likeness = found
            words = " ".join(filter(None, (entry.name, entry.department, entry.qualification)))
            yield Likely(key, entry.name, words, reason, likeness, entry.active)


def _why_like(given: Given, entry: RosterEntry, like: Like | None) -> tuple[str, int] | None:
    """Return why a name may mean a person, and how like they are from 0 to 100; None where nothing speaks for it."""
    name, id_number, ccaa_number, phone = given
    pairs = (
        ("证件号码", id_number, entry.id_number),
        ("注册号", ccaa_number, entry.ccaa_number),
        ("手机号", phone, entry.phone),
    )
    same = [word for word, one, other in pairs if one and one == other]
    differing = [word for word, one, other in pairs if one and other and one != other]
    left = [] if entry.active else [f"已{entry.state}"]
    if name == entry.name:
        reasons = ["同名", *(f"{word}相同" for word in same), *(f"{word}不同" for word in differing), *left]
        return "，".join(reasons), 95 if same else 60 if differing else 90
    if same:
        heard = [like.reason] if like else ["姓名不同"]
        words = [*(f"{word}相同" for word in same), *heard, *left]
        return "，".join(words), 70 + round(0.25 * (like.likeness if like else 0))
    if like is None or differing:
        return None
    return "，".join([like.reason, *left]), like.likeness
