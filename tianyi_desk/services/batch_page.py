"""One batch as a person looks into it: its files, what it wrote row by row, and what was taken back of it."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.models.writing import TABLES
from tianyi_desk.progress import Job, Progress
from tianyi_desk.services.batches import Batch, batches_in
from tianyi_desk.services.counting import Counting
from tianyi_desk.services.privacy import masked
from tianyi_desk.services.written_words import about, words_of_field, written_value

STEP = 4000


@dataclass(frozen=True, slots=True)
class Written:
    """One change row of a batch: something it added (`field` ""), or a field it changed.

    `taken` says that it was taken back. `number` is the change row's, `field_key` the field's own name.
    """

    number: int
    entity: Entity
    key: int
    name: str
    field_key: str
    field: str
    before: str
    after: str
    taken: bool


@dataclass(frozen=True, slots=True)
class BatchPage:
    """A batch with everything it wrote, in the order it was written."""

    batch: Batch
    written: tuple[Written, ...]

    @property
    def left(self) -> int:
        """Return how many rows still count."""
        return sum(not one.taken for one in self.written)


def open_batch(database: Database, number: int) -> Job[BatchPage | None]:
    """Read a batch; None where there is none of this number."""
    yield Progress("正在读取批次")
    change, lines = t.change.c, list[Written]()
    names = ("id", "entity", "entity_id", "key", "field", "before", "after")
    with database.reading() as session:
        batch = next((one for one in batches_in(session) if one.number == number), None)
        if batch is None:
            return None
        counting = Counting(session)
        kinds = [entity.value for entity in TABLES]
        statement = select(*(change[name] for name in names)).where(change.batch_id == number)
        rows = session.execute(statement.where(change.entity.in_(kinds)).order_by(change.id))
        for place, row in enumerate(rows):
            if place % STEP == 0:
                yield Progress("正在读取批次", place)
            if not counting.takes_back(row.id, number):
                counts = counting.counts(row.id, number, row.entity, row.entity_id, row.field)
                lines.append(_written(row, taken=not counts))
    return BatchPage(batch, tuple(lines))


def _written(row: Any, *, taken: bool) -> Written:
    entity = Entity(row.entity)
    after = json.loads(row.after or "null")
    if row.field is None:
        before, words = "", about(entity, after or {})
    else:
        before = written_value(entity, row.field, json.loads(row.before or "null"))
        words = written_value(entity, row.field, after)
    name = words_of_field(entity, row.field) if row.field else ""
    return Written(
        row.id, entity, row.entity_id, masked(row.key), row.field or "", name, before, masked(words), taken
    )
