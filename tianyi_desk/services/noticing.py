"""What others wrote into the database while a window is open on it: another window, or the command line."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.models.watching import Watch, newest_change
from tianyi_desk.progress import Job, Progress
from tianyi_desk.services import trail
from tianyi_desk.services.changed import Changed

DECIDED = "disposition"


class Noticing:
    """Asked from time to time, tells what others changed since; what this program writes itself is left out.

    Only SQLite tells of commits: on a server `stirred` is never true.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._watch: Watch | None = database.watched()
        with database.reading() as session:
            self._seen = newest_change(session)
        self._own = 0

    def stirred(self) -> bool:
        """Tell within microseconds whether anybody committed since it was last asked."""
        return self._watch is not None and self._watch.stirred()

    def changed(self) -> Job[Changed]:
        """Look what it was that others wrote; to be run after `stirred`, one at a time. Raises DeskError."""
        yield Progress("正在查看别处的改动")
        if self._watch is None:
            return Changed.NOTHING
        own = self._watch.own
        spans, count = tuple(own.spans), own.count
        with self._database.reading() as session:
            newest = newest_change(session)
            found = _kinds(session, between(self._seen + 1, newest, spans))
        if newest == self._seen and count == self._own:
            found = Changed.VERDICTS  # judged again with the same findings: no change row tells of it
        self._seen, self._own = newest, count
        own.spans = [span for span in own.spans if span.stop > newest]
        return found


def between(first: int, last: int, spans: Sequence[range]) -> Iterator[range]:
    """Return the numbers from first to last, both included, that lie in none of the ascending spans."""
    for span in spans:
        if first < span.start:
            yield range(first, min(span.start, last + 1))
        first = max(first, span.stop)
    if first <= last:
        yield range(first, last + 1)


def _kinds(session: Session, spans: Iterator[range]) -> Changed:
    change, found = t.change.c, Changed.NOTHING
    for span in spans:
        kinds = select(change.entity, (change.field == DECIDED).is_(True)).distinct()
        for entity, decided in session.execute(kinds.where(change.id.between(span.start, span.stop - 1))):
            found |= _changed(entity, decided=decided)
    return found


def _changed(entity: str, *, decided: bool) -> Changed:
    if entity == trail.LOOKED:
        return Changed.NOTHING
    if entity == trail.FINDING:
        return Changed.DECISIONS if decided else Changed.VERDICTS
    return Changed.FACTS
