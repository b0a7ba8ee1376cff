"""The accepted imports, newest first, with the files they came from."""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

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
class TakenNote:
    """Somebody took a batch back (`whole`), or some of it; `kept` counts things that stayed."""

    whole: bool
    kept: int
    removed: int
    restored: int
    actor: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Batch:
    """One accepted import, counted by pile; `taken` tells what was taken back of it since, oldest first."""

    number: int
    actor: str
    at: datetime
    added: int
    changed: int
    unchanged: int
    rejected: int
    files: tuple[BatchFile, ...]
    taken: tuple[TakenNote, ...] = ()

    @property
    def taken_words(self) -> str:
        """Say whether it still stands: 已收回, 部分收回, or nothing."""
        if not self.taken:
            return ""
        return "已收回" if any(one.whole and not one.kept for one in self.taken) else "部分收回"


def list_batches(database: Database) -> Job[tuple[Batch, ...]]:
    """Return every batch, newest first."""
    yield Progress("正在读取导入批次")
    with database.reading() as session:
        return batches_in(session)


def batches_in(session: Session) -> tuple[Batch, ...]:
    """Return every batch as a session sees it, newest first."""
    batch, source = t.batch.c, t.source_file.c
    columns = (batch.id, batch.actor, batch.at, batch.added, batch.changed, batch.unchanged, batch.rejected)
    files: defaultdict[int, list[BatchFile]] = defaultdict(list)
    for key, name, digest, size in session.execute(
        select(source.batch_id, source.name, source.sha256, source.size).order_by(source.id)
    ):
        files[key].append(BatchFile(name, digest or "", size))
    taken = _taken(session)
    rows = session.execute(select(*columns).order_by(batch.id.desc())).all()
    return tuple(Batch(*row, files=tuple(files[row[0]]), taken=tuple(taken[row[0]])) for row in rows)


def _taken(session: Session) -> defaultdict[int, list[TakenNote]]:
    row, notes = t.take_back.c, defaultdict[int, list[TakenNote]](list)
    columns = (
        row.batch_id,
        row.entity.is_(None),
        row.kept,
        row.removed,
        row.restored,
        row.actor,
        row.at,
        row.reason,
    )
    for key, whole, kept, *rest in session.execute(select(*columns).order_by(row.id)):
        notes[key].append(TakenNote(bool(whole), len(json.loads(kept)), *rest))
    return notes
