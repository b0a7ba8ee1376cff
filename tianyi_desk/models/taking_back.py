"""What a batch said, and what was taken back of it: what decides how the database stands without it."""

from sqlalchemy.orm import Mapped, mapped_column

from tianyi_desk.models.base import Base
from tianyi_desk.models.shapes import (
    BatchKey,
    BatchPartKey,
    Json,
    Key,
    Line,
    Long,
    PlaceInList,
    SheetKey,
    Time,
    Whole,
)


class SaidRow(Base):
    """Things of one kind that a batch's file spoke of with the same columns, whether or not it changed them.

    Three JSON lists: `given` are the fields that the file had columns for and that nobody refused, `keys` the
    things' rows in their own table, `rows` where on the sheet each was read (0: nowhere). `at_change` is the
    highest change row of the batch when it was written: what each thing was then is what the file said.
    """

    __tablename__ = "said"

    batch_id: Mapped[BatchPartKey]
    place: Mapped[PlaceInList]
    entity: Mapped[Line]
    sheet_id: Mapped[SheetKey | None]
    at_change: Mapped[Whole]
    given: Mapped[Json]
    keys: Mapped[Json]
    rows: Mapped[Json]


class TakeBackRow(Base):
    """Somebody took a batch back, or one thing of it (`entity`, `entity_id`), or one field of that.

    `kept` lists the things, [kind, key] each, that stay as the batch made them because people have worked on them
    since. The change rows that this act wrote, from `first_change` to `last_change`, bear the batch's own key: no
    person wrote them. `removed` and `restored` count things.
    """

    __tablename__ = "take_back"

    id: Mapped[Key]
    batch_id: Mapped[BatchKey] = mapped_column(index=True)
    entity: Mapped[Line | None]
    entity_id: Mapped[Whole | None]
    field: Mapped[Line | None]
    kept: Mapped[Json]
    first_change: Mapped[Whole]
    last_change: Mapped[Whole]
    removed: Mapped[Whole]
    restored: Mapped[Whole]
    reason: Mapped[Long]
    actor: Mapped[Line]
    at: Mapped[Time]
