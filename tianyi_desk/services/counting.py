"""Which writes still count: what was taken back or undone does not, nor does the writing of that itself."""

import json
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk.models import tables as t

Which = tuple[str, int]
"""A thing: its kind as the history calls it, and the key of its row."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What somebody took back of a batch: all but what was `kept`, or one thing, or one field of it."""

    entity: str | None
    entity_id: int | None
    field: str | None
    kept: frozenset[Which] = frozenset()
    changes: range = range(0)

    def covers(self, entity: str, entity_id: int, field: str | None) -> bool:
        """Tell whether a write of a field (None: the thing itself) was taken back."""
        if self.entity is None:
            return (entity, entity_id) not in self.kept
        if (self.entity, self.entity_id) != (entity, entity_id):
            return False
        return self.field is None or self.field == field


def undone_in(session: Session, also: Collection[int] = ()) -> tuple[set[int], set[int]]:
    """Return the change rows that are undone, and those that undo them; one that is undone itself undoes nothing."""
    row, undone, undoers = t.reversal.c, set(also), set[int]()
    for number, undoes in session.execute(select(row.change_id, row.undoes).order_by(row.change_id.desc())):
        if number not in undone:
            undone.add(undoes)
            undoers.add(number)
    return undone, undoers


class Counting:
    """What was taken back and undone so far, as a session sees it.

    `also` adds what is about to be taken back, by batch; `undoing` change rows that are about to be undone.
    """

    def __init__(
        self, session: Session, also: dict[int, Taken] | None = None, undoing: Collection[int] = ()
    ) -> None:
        self.undone, self._undoers = undone_in(session, undoing)
        self._taken: defaultdict[int, list[Taken]] = defaultdict(list)
        row = t.take_back.c
        columns = (
            row.batch_id,
            row.entity,
            row.entity_id,
            row.field,
            row.kept,
            row.first_change,
            row.last_change,
        )
        for batch, entity, entity_id, field, kept, first, last in session.execute(select(*columns)):
            things = frozenset((kind, key) for kind, key in json.loads(kept))
            self._taken[batch].append(Taken(entity, entity_id, field, things, range(first, last + 1)))
        for batch, taken in (also or {}).items():
            self._taken[batch].append(taken)

    @property
    def all_counts(self) -> bool:
        """Tell whether nothing was ever taken back."""
        return not self._taken

    def counts(self, number: int, batch: int | None, entity: str, entity_id: int, field: str | None) -> bool:
        """Tell whether a change row still counts; what people wrote does unless it was undone."""
        if number in self.undone or number in self._undoers:
            return False
        if batch is None or batch not in self._taken:
            return True
        return not self.takes_back(number, batch) and self.says(batch, entity, entity_id, field)

    def takes_back(self, number: int, batch: int | None) -> bool:
        """Tell whether a change row was written by taking something back."""
        return batch is not None and any(number in one.changes for one in self._taken.get(batch, ()))

    def says(self, batch: int, entity: str, entity_id: int, field: str | None = None) -> bool:
        """Tell whether it still counts what a batch's file said of a thing, or of one field of it."""
        taken = self._taken.get(batch, ())
        return not any(one.covers(entity, entity_id, field) for one in taken)
