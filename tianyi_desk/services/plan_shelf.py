"""All plans, ready to be listed, filtered and searched: read once, asked as somebody types."""

from collections import Counter
from dataclasses import dataclass

from tianyi_desk.models.database import Database
from tianyi_desk.models.quick import collector_paused
from tianyi_desk.progress import Job, Progress
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.services import plan_listing
from tianyi_desk.services.plan_filter import PlanList
from tianyi_desk.services.plan_listing import PlanLine
from tianyi_desk.services.search import PlanSearch


@dataclass(frozen=True, slots=True)
class Shelf:
    """The plans with their filters and their search; `months` are those that plans end in, newest first."""

    plans: PlanList
    search: PlanSearch
    months: tuple[tuple[str, int], ...]

    @property
    def lines(self) -> tuple[PlanLine, ...]:
        """Return every plan."""
        return self.plans.lines


def shelf_of(lines: tuple[PlanLine, ...]) -> Shelf:
    """Lay plans out for filters and search."""
    months = Counter(line.month for line in lines)
    return Shelf(PlanList(lines), PlanSearch(lines), tuple(sorted(months.items(), reverse=True)))


def load_shelf(database: Database, book: RuleBook) -> Job[Shelf]:
    """Read every plan and lay it out; closing the job early costs nothing. Raises DeskError."""
    lines = yield from plan_listing.load(database, book)
    yield Progress("正在编排计划", len(lines), len(lines))
    with collector_paused():
        return shelf_of(lines)
