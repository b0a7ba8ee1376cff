"""Work the queue off: decide on what is open on its items, take it back, and see at once what is left of them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from tianyi_desk.facts.vocabulary import Disposition
from tianyi_desk.models.database import Database
from tianyi_desk.progress import Job
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.rules.reconcile import Key
from tianyi_desk.services.deciding import Settled, decide_deviations, take_back
from tianyi_desk.services.queue import Item
from tianyi_desk.services.queue_reading import read_items


@dataclass(frozen=True, slots=True)
class Worked:
    """What was decided or taken back, and the items of the visits it touched as they are now."""

    settled: Settled
    items: tuple[Item, ...]

    @property
    def plans(self) -> frozenset[str]:
        """Return the plans that were touched."""
        return frozenset(plan for plan, _code, _subject in self.settled.written)


@dataclass(frozen=True, slots=True)
class Workbench:
    """The database and the rule book that the queue is worked on with, and the moment it is seen at."""

    database: Database
    book: RuleBook
    moment: datetime

    def decide(self, actor: str, keys: Collection[Key], disposition: Disposition, reason: str) -> Job[Worked]:
        """Write one decision on findings, and read their visits again; raises DeskError as deciding does."""
        settled = yield from decide_deviations(self.database, actor, keys, disposition, reason)
        return self._read(settled, keys)

    def take_back(self, actor: str, settled: Settled) -> Job[Worked]:
        """Write the former dispositions back, and read the visits again."""
        back = yield from take_back(self.database, actor, settled)
        return self._read(back, back.written)

    def _read(self, settled: Settled, keys: Iterable[Key]) -> Worked:
        with self.database.reading() as session:
            return Worked(settled, read_items(session, self.book, self.moment, {plan for plan, *_ in keys}))
