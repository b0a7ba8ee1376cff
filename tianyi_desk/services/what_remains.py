"""What a field comes to where a correction is undone after something else of its thing was taken back."""

from typing import Any

from sqlalchemy.orm import Session

from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.models.json_values import FACTS, defaults_of, field_value
from tianyi_desk.models.writing import TABLES
from tianyi_desk.services.counting import Counting, Which
from tianyi_desk.services.replaying import Counts, replay
from tianyi_desk.services.take_back_reading import Scope, histories
from tianyi_desk.services.trail import Entry

KINDS = frozenset(str(entity.value) for entity in TABLES)


def remaining(session: Session, entry: Entry, before: Any) -> Any:
    """Return what a line's field is to be once the line is undone: what it found (`before`), as a rule.

    Where something of its thing was taken back since, it is what the acts that still count make of it.
    """
    name, which = entry.field or "", (entry.entity, entry.entity_id)
    counting = Counting(session, undoing=[entry.number])
    if counting.all_counts or entry.entity not in KINDS:
        return before
    entity, (kind, key) = Entity(entry.entity), which
    found = histories(session, Scope(0, entity, key), counting)
    writes = found.writes.get(which, [])
    taken = [one for one in writes if one.batch is not None and not _counts(counting, which, one)]
    if not taken:
        return before
    counts = Counts(
        lambda one: _counts(counting, which, one),
        lambda batch, field: counting.says(batch, kind, key, field),
        counting.undone,
    )
    life = replay(writes, found.claims[which], counts, defaults_of(entity))
    if life.wanted is None or name not in life.wanted:
        return before
    value = life.wanted[name]
    return field_value(entity, name, value) if name in FACTS[entity].__dataclass_fields__ else bool(value)


def still_counting(session: Session, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return lines without what was taken back, and without the lines that took it back."""
    counting = Counting(session)
    if counting.all_counts:
        return entries
    return tuple(
        one
        for one in entries
        if one.batch is None or counting.counts(one.number, one.batch, one.entity, one.entity_id, one.field)
    )


def _counts(counting: Counting, which: Which, one: Any) -> bool:
    return counting.counts(one.number, one.batch, *which, one.field)
