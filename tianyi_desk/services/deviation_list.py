"""The findings that hold, laid out so that facets, a period and a text narrow them as fast as somebody clicks."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from tianyi_desk.facts.wording import width_folded
from tianyi_desk.models.database import Database
from tianyi_desk.models.quick import collector_paused
from tianyi_desk.progress import Job, Progress
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.services import deviations
from tianyi_desk.services.deviations import Deviation, facets_of
from tianyi_desk.services.facets import Facets, Mask

Chosen = Mapping[str, Collection[str]]
"""The labels that are chosen, by the keys of their facets."""


@dataclass(frozen=True, slots=True)
class NarrowedList:
    """What filters leave: the places of the rows among all, and each facet's counts under the others' filters."""

    everything: tuple[Deviation, ...]
    places: tuple[int, ...]
    counts: Mapping[str, tuple[int, ...]]

    @property
    def rows(self) -> tuple[Deviation, ...]:
        """Return the rows that are left, in order."""
        return tuple([self.everything[place] for place in self.places])


class DeviationList:
    """Rows with their facets; made off the GUI thread, asked in it."""

    def __init__(self, rows: Sequence[Deviation]) -> None:
        self.rows = tuple(rows)
        self.facets: Facets = facets_of(self.rows)
        self._ends = np.fromiter((row.plan.end.toordinal() for row in self.rows), np.int32, len(self.rows))
        self._texts = [_folded_text(row) for row in self.rows]

    def narrow(
        self, chosen: Chosen, first: date | None = None, last: date | None = None, text: str = ""
    ) -> NarrowedList:
        """Return the rows of plans that end in the period, hold every word of the text and fit the facets."""
        found = self.facets.narrow(chosen, self._among(first, last, text))
        return NarrowedList(self.rows, tuple(found.rows.tolist()), found.counts)

    def _among(self, first: date | None, last: date | None, text: str) -> Mask | None:
        words = width_folded(text).casefold().split()
        if first is None and last is None and not words:
            return None
        left: Mask = np.ones(len(self.rows), np.bool_)
        if first is not None:
            left &= self._ends >= first.toordinal()
        if last is not None:
            left &= self._ends <= last.toordinal()
        for word in words:
            left &= np.fromiter((word in one for one in self._texts), np.bool_, len(self._texts))
        return left


def load_list(database: Database, book: RuleBook) -> Job[DeviationList]:
    """Read every finding that holds and lay it out; closing the job early costs nothing. Raises DeskError."""
    rows = yield from deviations.load(database, book)
    yield Progress("正在编排异常", len(rows), len(rows))
    with collector_paused():
        return DeviationList(rows)


def _folded_text(row: Deviation) -> str:
    plan = row.plan
    return f"{plan.number} {plan.folded_enterprise} {row.code} {row.subject} {plan.leader}".casefold()
