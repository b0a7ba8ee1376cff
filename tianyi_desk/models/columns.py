"""Read rows by the hundred thousand as columns: each column is made into values in one go, not row by row."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Dialect, Select
from sqlalchemy.orm import Session

Columns = Sequence[Sequence[Any]]
"""Some rows, turned: every column with its values, in the order of the rows."""

BLOCK = 4096
"""Rows turned at once; few enough that their values stay in the processor's cache."""


def columns_of(session: Session, statement: Select[Any]) -> Iterator[Columns]:
    """Yield what a statement selects, as columns of some thousand rows each; nothing where it selects nothing.

    A statement without parameters is put to SQLite's own cursor, and its values are made as SQLAlchemy would make
    them, which spares an object for every row; anything else goes SQLAlchemy's own way.
    """
    connection = session.connection()
    compiled = statement.compile(dialect=connection.dialect)
    if connection.dialect.name != "sqlite" or compiled.params:
        for rows in session.execute(statement).partitions(BLOCK):
            yield turned(rows)
        return
    cursor = connection.connection.cursor()
    try:
        cursor.execute(str(compiled))
        makers = _makers(statement, connection.dialect)
        while rows := cursor.fetchmany(BLOCK):
            values = list(turned(rows))
            for place, make in makers:
                values[place] = list(map(make, values[place]))
            yield values
    finally:
        cursor.close()


def turned(rows: Iterable[Sequence[Any]]) -> Columns:
    """Return rows as columns; no rows have none."""
    return list(zip(*rows, strict=True))


def _makers(statement: Select[Any], dialect: Dialect) -> list[tuple[int, Any]]:
    """Return which columns need a hand to become values, and which hand."""
    makers = (
        (place, column.type.dialect_impl(dialect).result_processor(dialect, None))
        for place, column in enumerate(statement.selected_columns)
    )
    return [(place, make) for place, make in makers if make is not None]
