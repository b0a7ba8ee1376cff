"""Leave records aside that people declared void, where lists are read without the ledger."""

from sqlalchemy import ColumnElement, Table, select

from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.models import tables as t


def in_force(table: Table, entity: Entity) -> ColumnElement[bool]:
    """Return the clause that a record of `table`, of this kind, was not declared void."""
    void = select(t.voided.c.entity_id).where(t.voided.c.entity == entity.value)
    return table.c.id.not_in(void)
