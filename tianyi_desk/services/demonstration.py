"""A desk with every sample month on it, to be looked at and thrown away."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tianyi_desk import clock
from tianyi_desk.progress import Job
from tianyi_desk.services.demonstration_words import ACTOR, write_words
from tianyi_desk.services.desk import Desk, open_desk
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.services.reporting import Papers, papers_of_month, papers_of_plan
from tianyi_desk.services.samples import sample_sets


def demonstration_moment() -> datetime:
    """Return the moment that the newest sample month is looked at."""
    return max(sample.as_of for sample in sample_sets())


def bring_in_samples(desk: Desk, as_of: datetime) -> Job[int]:
    """Import the sample months one after the other, judge them, write texts, and return how many plans there are."""
    for sample in sample_sets():
        intake = yield from desk.read([sample.folder])
        with clock.stopped_at(sample.as_of):
            yield from desk.accept(ACTOR, desk.examine(intake), [sample.folder])
    with clock.stopped_at(as_of):
        plans = yield from desk.judge(as_of, ACTOR)
        yield from write_words(desk, as_of)
    return len(plans)


def sample_papers(desk: Desk, folder: Path) -> Job[list[Path]]:
    """Write the newest sample month as PDF and Excel, and the PDF of its most anomalous plan, and return the paths."""
    month = f"{demonstration_moment():%Y-%m}"
    papers = Papers(folder / f"月报-{month}.pdf", folder / f"月报-{month}.xlsx")
    written = yield from papers_of_month(desk, month, papers)
    lines = yield from desk.plan_lines()
    ended = (line for line in lines if line.month == month)
    worst = max(ended, key=lambda line: (line.found.counts, line.number))
    paper = Papers(folder / f"计划-{worst.number}.pdf")
    return written + (yield from papers_of_plan(desk, worst.number, paper))


@contextmanager
def passing_desk() -> Iterator[Desk]:
    """Make an empty desk in a folder of its own, which goes when the block is left."""
    with (
        TemporaryDirectory(prefix="tianyi-", ignore_cleanup_errors=True) as folder,
        open_desk(Path(folder) / "desk.sqlite3", load_rule_book()) as desk,
    ):
        yield desk


__all__ = ["ACTOR", "bring_in_samples", "demonstration_moment", "passing_desk", "sample_papers"]
