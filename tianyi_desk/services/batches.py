"""The accepted imports, newest first, with the files they came from."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.progress import Job, Progress


@dataclass(frozen=True, slots=True)
class BatchFile:
    """A file of a batch: its name, and the SHA-256 of what was read ("" where it is not known)."""

    name: str
    sha256: str
    size: int | None  # bytes


@dataclass(frozen=True, slots=True)
class Batch:
    """One accepted import, counted by pile."""

    number: int
    actor: str
    at: datetime
    added: int
    changed: int
    unchanged: int
    rejected: int
    files: tuple[BatchFile, ...]


def list_batches(database: Database) -> Job[tuple[Batch, ...]]:
    """Return every batch, newest first."""
    yield Progress("正在读取导入批次")
    batch, source = t.batch.c, t.source_file.c
    columns = (batch.id, batch.actor, batch.at, batch.added, batch.changed, batch.unchanged, batch.rejected)
    with database.reading() as session:
        files: defaultdict[int, list[BatchFile]] = defaultdict(list)
        for key, name, digest, size in session.execute(
            select(source.batch_id, source.name, source.sha256, source.size).order_by(source.id)
        ):
            files[key].append(BatchFile(name, digest or "", size))
        rows = session.execute(select(*columns).order_by(batch.id.desc())).all()
    return tuple(Batch(*row, files=tuple(files[row[0]])) for row in rows)
