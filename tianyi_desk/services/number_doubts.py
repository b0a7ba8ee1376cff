"""What is odd about the numbers of people at work: malformed ones, and those that two people have."""

from collections import defaultdict
from collections.abc import Mapping

from tianyi_desk.facts.records import RosterEntry
from tianyi_desk.services.roster_editing import NUMBERS, faults


def number_doubts(people: Mapping[int, RosterEntry]) -> Mapping[int, tuple[str, ...]]:
    """Return in Chinese what somebody should look at, by the keys of the people whom it is about.

    Files bring in whatever the office wrote; nothing is refused for it, and nobody who left is looked at.
    """
    found: defaultdict[int, list[str]] = defaultdict(list)
    bearers: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for key, entry in people.items():
        if not entry.active:
            continue
        found[key] += [one.words for one in faults(entry) if one.field != "name"]
        for field in NUMBERS:
            if getattr(entry, field):
                bearers[field, getattr(entry, field)].append(key)
    for (field, _number), keys in bearers.items():
        for key in keys if len(keys) > 1 else ():
            others = "、".join(people[other].name for other in keys if other != key)
            found[key].append(f"{NUMBERS[field]}与“{others}”相同")
    return {key: tuple(words) for key, words in found.items() if words}
