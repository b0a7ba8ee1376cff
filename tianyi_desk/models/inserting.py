"""Insert rows by the thousand: values are written column by column, not row by row and name by name."""

import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from threading import get_ident
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Dialect, Table, event, insert
from sqlalchemy.orm import Session

Row = tuple[Any, ...]

_BEHIND = "written behind"
_WORTH_A_THREAD = 500
"""From so many rows on they are written while the next ones are made."""
_PENDING = 8
"""Lots of rows that may wait to be written; whoever makes them waits then, as they are held in memory."""
_PARAMETERS = 32_000
"""Values in one statement: SQLite takes 32,766."""


def insert_rows(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all name the same columns; none is fine."""
    if rows:
        names = tuple(rows[0])
        read = itemgetter(*names) if len(names) > 1 else lambda row: (row[names[0]],)
        if any(len(row) != len(names) for row in rows):
            raise ValueError(f"rows of {table.name} name different columns")
        insert_values(session, table, names, list(map(read, rows)))


def insert_values(session: Session, table: Table, names: Sequence[str], rows: Sequence[Row]) -> None:
    """Insert rows whose values stand in the order of `names`; none is fine.

    A driver that takes parameters by position (SQLite) is handed them as SQLAlchemy would write them, which spares
    naming every value of every row; any other goes SQLAlchemy's own way.
    """
    if not rows:
        return
    connection = session.connection()
    compiled = insert(table).compile(dialect=connection.dialect, column_keys=list(names))
    order = getattr(compiled, "positiontup", None)
    if not order or set(order) != set(names):
        session.execute(insert(table), [dict(zip(names, row, strict=True)) for row in rows])
        return
    columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    written = [_written(table.columns[name], columns[name], connection.dialect) for name in order]
    lot = list(zip(*written, strict=True))
    behind: _Behind | None = session.info.get(_BEHIND)
    if behind is not None and len(lot) >= _WORTH_A_THREAD:
        behind.write(str(compiled), lot)
    else:
        connection.exec_driver_sql(str(compiled), lot)


def _written(column: Column[Any], values: Iterable[Any], dialect: Dialect) -> Iterable[Any]:
    """Return a column's values as the driver takes them; SQLite's takes truths as they are."""
    if isinstance(column.type, Boolean):
        return values
    write = column.type.dialect_impl(dialect).bind_processor(dialect)
    return values if write is None else map(write, values)


@contextmanager
def written_behind(session: Session) -> Iterator[None]:
    """Write what is inserted inside the block in a thread of its own, while the next rows are made.

    SQLite lets Python go on while it writes, so that two processor cores share the work. Everything is written, in
    order, before anything else is asked of the session, and when the block ends; what went wrong is raised then.
    What leaves the block early waits for the write under way and drops the others.
    """
    connection = session.connection()
    if not isinstance(connection.connection.driver_connection, sqlite3.Connection):
        yield
        return
    behind = session.info[_BEHIND] = _Behind(connection)
    event.listen(connection, "before_cursor_execute", behind.settle_first)
    try:
        yield
        behind.settle()
    finally:
        event.remove(connection, "before_cursor_execute", behind.settle_first)
        del session.info[_BEHIND]
        behind.close()


class _Behind:
    """The thread that writes, and what it has still to write."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._pool = ThreadPoolExecutor(1, "written-behind")
        self._pending: deque[Future[None]] = deque()
        self._thread: int | None = None

    def write(self, statement: str, lot: Sequence[Row]) -> None:
        while len(self._pending) >= _PENDING:
            self._pending.popleft().result()
        self._pending.append(self._pool.submit(self._write, statement, lot))

    def settle(self) -> None:
        """Wait until everything is written; raises what went wrong."""
        while self._pending:
            self._pending.popleft().result()

    def settle_first(self, *_about: object) -> None:
        """Let nothing else be asked of the connection while it is writing."""
        if get_ident() != self._thread:
            self.settle()

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)

    def _write(self, statement: str, lot: Sequence[Row]) -> None:
        """Write rows with as few statements as SQLite takes: only between two of them Python has to be waited for."""
        self._thread = get_ident()
        size = max(_PARAMETERS // len(lot[0]), 1)
        for start in range(0, len(lot), size):
            part = lot[start : start + size]
            self._connection.exec_driver_sql(_several(statement, len(part)), tuple(chain.from_iterable(part)))


@lru_cache(maxsize=64)
def _several(statement: str, rows: int) -> str:
    """Return an INSERT of one row as one of several."""
    head, one = statement.rsplit(" VALUES ", 1)
    return f"{head} VALUES {','.join([one] * rows)}"
