"""Insert rows by the thousand: values are written column by column, not row by row and name by name."""

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Boolean, Column, Dialect, Table, insert
from sqlalchemy.orm import Session

BLOCK = 2000
"""Rows written at once: a hundred thousand in one go would keep every other thread waiting."""


def insert_rows(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all name the same columns; none is fine.

    A driver that takes parameters by position (SQLite) is handed them as SQLAlchemy would write them, which spares
    naming every value of every row; any other goes SQLAlchemy's own way.
    """
    if not rows:
        return
    connection = session.connection()
    compiled = insert(table).compile(dialect=connection.dialect, column_keys=list(rows[0]))
    names = getattr(compiled, "positiontup", None)
    if not names or set(names) != set(rows[0]):
        session.execute(insert(table), list(rows))
        return
    for first in range(0, len(rows), BLOCK):
        part = rows[first : first + BLOCK]
        columns = (
            zip(*map(itemgetter(*names), part), strict=True) if len(names) > 1 else _single(names[0], part)
        )
        written = [
            _written(table.columns[name], values, connection.dialect)
            for name, values in zip(names, columns, strict=True)
        ]
        connection.exec_driver_sql(str(compiled), list(zip(*written, strict=True)))


def _single(name: str, rows: Sequence[Mapping[str, Any]]) -> Iterable[tuple[Any, ...]]:
    return (tuple(row[name] for row in rows),)


def _written(column: Column[Any], values: Iterable[Any], dialect: Dialect) -> Iterable[Any]:
    """Return a column's values as the driver takes them; SQLite's takes truths as they are."""
    if isinstance(column.type, Boolean):
        return values
    write = column.type.dialect_impl(dialect).bind_processor(dialect)
    return values if write is None else map(write, values)
