"""A desk with every sample month on it, to be looked at and thrown away."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tianyi_desk.progress import Job
from tianyi_desk.services.desk import Desk, open_desk
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.services.samples import sample_sets

ACTOR = "林知夏"
"""Who works on the demonstration's desk: nobody real."""


def demonstration_moment() -> datetime:
    """Return the moment that the newest sample month is looked at."""
    return max(sample.as_of for sample in sample_sets())


def bring_in_samples(desk: Desk, as_of: datetime) -> Job[int]:
    """Import the sample months one after the other, judge them, and return how many plans there are."""
    for sample in sample_sets():
        intake = yield from desk.read([sample.folder])
        yield from desk.accept(ACTOR, desk.examine(intake), [sample.folder])
    return len((yield from desk.judge(as_of, ACTOR)))


@contextmanager
def passing_desk() -> Iterator[Desk]:
    """Make an empty desk in a folder of its own, which goes when the block is left."""
    with (
        TemporaryDirectory(prefix="tianyi-", ignore_cleanup_errors=True) as folder,
        open_desk(Path(folder) / "desk.sqlite3", load_rule_book()) as desk,
    ):
        yield desk
