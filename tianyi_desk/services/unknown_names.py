"""Names on plans that the roster does not know, or knows several of (D06), and whom they may mean."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import NamedTuple

from tianyi_desk.facts.records import RosterEntry
from tianyi_desk.facts.wording import masked_id_number, masked_phone
from tianyi_desk.services.who import Given, Who

SAFE = 85
"""From this likeness on somebody may be offered as ticked: a number is the same and the name nearly, or only a dot differs."""
LIKE_ENOUGH = 0.5
"""The least likeness of two names that is worth showing: one character of two, two of three or four."""
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
    found = [_unknown(who, people, given, plans) for given, plans in strange.items()]
    return tuple(sorted(found, key=lambda one: (one.safe is None, -len(one.plans), one.name, one.key)))


def _unknown(
    who: Who, people: Mapping[int, RosterEntry], given: Given, plans: Mapping[str, datetime]
) -> UnknownName:
    name, id_number, ccaa_number, phone = given
    latest = sorted(plans, key=lambda number: (plans[number], number), reverse=True)
    clue = masked_phone(phone) or ccaa_number or masked_id_number(id_number)
    likely = sorted(_likely(given, people), key=lambda one: (-one.likeness, one.key))
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


def _likely(given: Given, people: Mapping[int, RosterEntry]) -> Iterator[Likely]:
    for key, entry in people.items():
        found = _why_like(given, entry)
        if found is not None:
            reason, likeness = found
            words = " ".join(filter(None, (entry.name, entry.department, entry.qualification)))
            yield Likely(key, entry.name, words, reason, likeness, entry.active)


def _why_like(given: Given, entry: RosterEntry) -> tuple[str, int] | None:
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
    likeness = _likeness(name, entry.name)
    if same:
        return "，".join([*(f"{word}相同" for word in same), "姓名不同", *left]), 70 + round(25 * likeness)
    if likeness < LIKE_ENOUGH or differing:
        return None
    dots_only = _without_dots(name) == _without_dots(entry.name)
    return "，".join([_difference(name, entry.name), *left]), 97 if dots_only else round(85 * likeness)


def _likeness(one: str, other: str) -> float:
    """Return how like two names are, 0 to 1; names without a character in common are told apart quickly."""
    if set(one).isdisjoint(other):
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _without_dots(name: str) -> str:
    return "".join(name.split("·"))


def _difference(one: str, other: str) -> str:
    """Say in what two names differ."""
    if _without_dots(one) == _without_dots(other):
        return "只差间隔号"
    if len(one) == len(other):
        return f"差 {sum(left != right for left, right in zip(one, other, strict=True))} 个字"
    return f"{'少' if len(one) < len(other) else '多'} {abs(len(one) - len(other))} 个字"
