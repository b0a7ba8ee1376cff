"""The source rows of the 计划页: every row that the plan and its records were read from, as its cells read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Table, and_, select
from sqlalchemy.orm import Session

from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.facts.wording import masked_id_number, masked_phone
from tianyi_desk.importers.folding import folded
from tianyi_desk.importers.headings import LOOKUP
from tianyi_desk.models import tables as t
from tianyi_desk.services.privacy import masked


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row as imported: heading to text, personal numbers masked; where it stands and with which batch it came."""

    entity: Entity
    file: str
    sheet: str
    row: int
    batch: int
    imported_at: datetime
    cells: tuple[tuple[str, str], ...]

    @property
    def place(self) -> str:
        """Name the row as a person would look it up."""
        where = f"{self.file} {self.sheet}".strip()
        return f"{where} 第 {self.row} 行" if self.row else where


_TABLES: dict[Entity, Table] = {
    Entity.PLAN: t.plan,
    Entity.CHECK_IN: t.check_in,
    Entity.PHOTO: t.photo,
    Entity.REVIEW: t.photo_review,
    Entity.EXPLANATION: t.explanation,
}
_PRIVATE = {"phone": masked_phone, "contact_phone": masked_phone, "id_number": masked_id_number}


def source_rows(session: Session, plan: int) -> tuple[SourceRow, ...]:
    """Read the rows that a plan (by its key) and its records were last read from, in file order by kind."""
    return tuple(row for entity, table in _TABLES.items() for row in _rows_of(session, entity, table, plan))


def _rows_of(session: Session, entity: Entity, table: Table, plan: int) -> list[SourceRow]:
    sheet, file, line = t.source_sheet.c, t.source_file.c, t.source_row.c
    owner = table.c.id if entity is Entity.PLAN else table.c.plan_id
    statement = (
        select(file.name, sheet.sheet, line.row, file.batch_id, t.batch.c.at, line.raw)
        .select_from(table)
        .join(t.source_row, and_(line.sheet_id == table.c.sheet_id, line.row == table.c.sheet_row))
        .join(t.source_sheet, sheet.id == line.sheet_id)
        .join(t.source_file, file.id == sheet.file_id)
        .join(t.batch, t.batch.c.id == file.batch_id)
        .where(owner == plan)
        .order_by(file.id, sheet.id, line.row)
    )
    found = dict.fromkeys(
        tuple(row) for row in session.execute(statement)
    )  # one row may have fed several records
    return [
        SourceRow(entity, name, title, row, batch, at, _cells(entity, json.loads(raw)))
        for name, title, row, batch, at, raw in found
    ]


def _cells(entity: Entity, raw: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((heading, _cell(entity, heading, text)) for heading, text in raw.items())


def _cell(entity: Entity, heading: str, text: str) -> str:
    """Hide what a column of numbers holds whole, and what any other cell says in passing."""
    hide = _PRIVATE.get(LOOKUP[entity].get(folded(heading), ""))
    return masked(text) if hide is None or not text else hide(text.strip())
