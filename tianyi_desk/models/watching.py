"""Notice what other programs commit to a SQLite database, and tell it from what this one committed itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from tianyi_desk.models import tables as t


class OwnWrites:
    """What this program wrote since the watch began: the change rows of each transaction, and how many there were."""

    def __init__(self) -> None:
        self.spans: list[range] = []
        self.count = 0
        self.under_way = 0

    @contextmanager
    def during(self) -> Iterator[None]:
        """Say that a transaction is under way: what is committed meanwhile may be its own."""
        self.under_way += 1
        try:
            yield
        finally:
            self.under_way -= 1

    def note(self, span: range) -> None:
        """Note the change rows of a transaction that was committed."""
        self.count += 1
        self.spans.append(span)


class Watch:
    """Tells whether a database was committed to; it is asked from one thread, and each time takes microseconds.

    `own` is filled in by the database's writing sessions.
    """

    def __init__(self, engine: Engine) -> None:
        kept = engine.raw_connection()
        self._connection: Any = (
            kept.driver_connection
        )  # outside any transaction, or it would see one moment only
        kept.detach()
        self.own = OwnWrites()
        self._version = self._now()

    def stirred(self) -> bool:
        """Tell whether anybody committed since it was last asked; no, while a writing of one's own is under way."""
        if self.own.under_way:
            return False
        before, self._version = self._version, self._now()
        return self._version != before

    def _now(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()


def newest_change(session: Session) -> int:
    """Return the number of the newest change row, 0 where there is none."""
    return session.scalar(select(func.max(t.change.c.id))) or 0
