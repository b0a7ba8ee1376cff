"""The only place that asks the machine for the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8), "CST")


_stopped: list[datetime] = []


@contextmanager
def stopped_at(moment: datetime) -> Iterator[None]:
    """Let it be one moment for a while: the demonstration's records are dated by its own days."""
    _stopped.append(moment)
    try:
        yield
    finally:
        _stopped.remove(moment)


def now() -> datetime:
    """Return the moment in China Standard Time, without a zone, to the second."""
    if _stopped:
        return _stopped[-1]
    return datetime.now(CHINA).replace(tzinfo=None, microsecond=0)  # noqa: TID251 - the clock itself
