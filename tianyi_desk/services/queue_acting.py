"""Work the queue off: decide on what is open on its items, take it back, and see at once what is left of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from tianyi_desk.facts.vocabulary import Disposition, DraftAct
from tianyi_desk.models.database import Database
from tianyi_desk.progress import Job
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.rules.reconcile import Key
from tianyi_desk.services.deciding import Settled, decide_deviations, take_back
from tianyi_desk.services.done_today import Done
from tianyi_desk.services.drafting import take_step
from tianyi_desk.services.queue_items import Item
from tianyi_desk.services.queue_reading import read_items


@dataclass(frozen=True, slots=True)
class Worked:
    """What was done in words, the plans that it touched, and the items of their visits as they are now.

    `settled` is the decision that was written, None where a draft moved.
    """

    words: tuple[str, ...]
    plans: frozenset[str]
    items: tuple[Item, ...]
    settled: Settled | None = None


@dataclass(frozen=True, slots=True)
class Workbench:
    """The database and the rule book that the queue is worked on with, and the moment it is seen at."""

    database: Database
    book: RuleBook
    moment: datetime

    def decide(self, actor: str, keys: Collection[Key], disposition: Disposition, reason: str) -> Job[Worked]:
        """Write one decision on findings, and read their visits again; raises DeskError as deciding does."""
        settled = yield from decide_deviations(self.database, actor, keys, disposition, reason)
        return self._settled(settled)

    def take_back(self, actor: str, settled: Settled) -> Job[Worked]:
        """Write the former dispositions back, and read the visits again."""
        return self._settled((yield from take_back(self.database, actor, settled)))

    def undo(self, actor: str, act: Done) -> Job[Worked]:
        """Take an act of today back: a decision, or a text that was handed in or accepted; raises DeskError."""
        if act.draft is None:
            return (yield from self.take_back(actor, act.settled))
        key, version = act.draft
        draft = yield from take_step(self.database, actor, key, version, DraftAct.WITHDRAW)
        plans = frozenset(draft.numbers)
        return Worked((f"{act.where} 的说明已撤回",), plans, self._items(plans))

    def _settled(self, settled: Settled) -> Worked:
        plans = frozenset(plan for plan, _code, _subject in settled.written)
        words = (f"{len(settled.written):,} 条", *settled.words)
        return Worked(words, plans, self._items(plans), settled)

    def _items(self, plans: Collection[str]) -> tuple[Item, ...]:
        with self.database.reading() as session:
            return read_items(session, self.book, self.moment, plans)
