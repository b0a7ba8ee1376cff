"""What came in and who changed what: batches, files, source rows; change rows, which every write appends."""

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tianyi_desk.models.base import Base
from tianyi_desk.models.shapes import BatchKey, FileKey, Json, Key, Line, Long, SheetKey, Time, Whole

REMOVED = "field IS NULL AND after IS NULL"
"""What the change row of something taken away looks like."""
MOVED = "field = 'plan'"
"""What the change row of a record looks like that was moved to another plan."""


class BatchRow(Base):
    """One accepted import: what it brought, counted by pile."""

    __tablename__ = "batch"

    id: Mapped[Key]
    actor: Mapped[Line]
    at: Mapped[Time]
    reason: Mapped[Long]
    added: Mapped[Whole]
    changed: Mapped[Whole]
    unchanged: Mapped[Whole]
    rejected: Mapped[Whole]


class SourceFileRow(Base):
    """A file of a batch; `kept_as` is its copy's path beside the database, None where nothing was kept."""

    __tablename__ = "source_file"

    id: Mapped[Key]
    batch_id: Mapped[BatchKey] = mapped_column(index=True)
    name: Mapped[Line]
    sha256: Mapped[Line | None]
    kept_as: Mapped[Line | None]
    size: Mapped[Whole | None]  # bytes


class SourceSheetRow(Base):
    """A sheet of a file, or a folder of photos."""

    __tablename__ = "source_sheet"
    __table_args__ = (UniqueConstraint("file_id", "sheet"),)

    id: Mapped[Key]
    file_id: Mapped[FileKey]
    sheet: Mapped[Line]


class SourceRowRow(Base):
    """A row as its cells read, heading to text, unknown columns included."""

    __tablename__ = "source_row"

    sheet_id: Mapped[SheetKey] = mapped_column(primary_key=True, autoincrement=False)
    row: Mapped[Whole] = mapped_column(primary_key=True, autoincrement=False)
    raw: Mapped[Json]


class ChangeRow(Base):
    """One field that was written: before, after, who, when, why.

    A newly added entity is one row whose `field` is None and whose `after` holds its fields as JSON; one that is
    taken away again is such a row with its fields in `before` and nothing in `after`.
    `batch_id` None means that a person (or a judgement) wrote it, not an import: such a field outranks a
    re-import. `key` names the entity as people know it; `before` and `after` are JSON values.
    """

    __tablename__ = "change"
    __table_args__ = (
        Index(None, "entity", "entity_id"),
        Index(None, "batch_id"),
        # What was taken away has no row any more that leads to it: few lines, so the index costs nothing. A server
        # gets the same from its migration; saying so here would load its whole dialect at every start.
        Index(None, "key", sqlite_where=text(REMOVED)),
        Index(None, "before", sqlite_where=text(MOVED)),
    )

    id: Mapped[Key]
    batch_id: Mapped[BatchKey | None]
    entity: Mapped[Line]
    entity_id: Mapped[Whole]
    key: Mapped[Line]
    field: Mapped[Line | None]
    before: Mapped[Json | None]
    after: Mapped[Json | None]
    reason: Mapped[Long]
    actor: Mapped[Line]
    at: Mapped[Time]
