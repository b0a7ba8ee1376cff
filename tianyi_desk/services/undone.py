"""Which lines of the history are undone, and which may still be: worked out of the lines alone."""

from collections.abc import Iterable, Sequence

from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.services import trail
from tianyi_desk.services.trail import Entry

FOLLOWS = {(Entity.PLAN.value, "region"): ("foreign",)}
"""Fields that are written along with another one, and undone with it."""
_KINDS = frozenset({Entity.PLAN.value, Entity.CHECK_IN.value, Entity.PHOTO.value, trail.BINDING})
_ALONG = frozenset((entity, name) for (entity, _first), names in FOLLOWS.items() for name in names)


def can_be_undone(entry: Entry) -> bool:
    """Tell whether a line of the history is a person's correction of a field that can be written back."""
    if entry.batch is not None or entry.field is None or entry.entity not in _KINDS:
        return False
    return (entry.entity, entry.field) not in _ALONG


def undone_by(entries: Iterable[Entry]) -> dict[int, int]:
    """Return which lines are undone, each with the line that undoes it; one that was undone itself undoes nothing."""
    undone: dict[int, int] = {}
    for entry in sorted(entries, key=lambda one: one.number, reverse=True):
        if entry.undoes is not None and entry.number not in undone:
            undone.setdefault(entry.undoes, entry.number)
    return undone


def in_the_way(entry: Entry, of_field: Sequence[Entry]) -> Entry | None:
    """Return the later line of the same field because of which one cannot be undone, None where it can.

    A later line does not stand in the way where it is undone, or undoes one that is later, too.
    """
    undone = undone_by(of_field)
    later = [one for one in of_field if one.number > entry.number and one.number not in undone]
    return next((one for one in later if one.undoes is None or one.undoes <= entry.number), None)
