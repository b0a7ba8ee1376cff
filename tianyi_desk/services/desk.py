"""The services gathered round one database and one rule book, to be handed to whoever shows or prints things."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tianyi_desk.facts.finding import Finding, Verdict, Why
from tianyi_desk.facts.intake import Intake
from tianyi_desk.facts.ledger import Ledger
from tianyi_desk.facts.vocabulary import Disposition
from tianyi_desk.models.database import Database, open_database, throw_away_database
from tianyi_desk.progress import Job
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.rules.reconcile import Key
from tianyi_desk.services import deciding, deviations, judgement, plan_listing, queue_reading, trail

if TYPE_CHECKING:
    from tianyi_desk.services.correcting import Corrected, Wish
    from tianyi_desk.services.intake import Accepted
    from tianyi_desk.services.piles import Piles
    from tianyi_desk.services.plan_page import PlanPage


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything a person does, on one database; times are China Standard Time, `actor` is who does it."""

    database: Database
    book: RuleBook

    def read(self, paths: Sequence[Path]) -> Job[Intake]:
        """Read files and folders; nothing is compared or saved."""
        from tianyi_desk.importers.reading import read_files  # noqa: PLC0415 - spreadsheets only where they come

        return read_files(paths)

    def examine(self, drafts: Intake) -> "Piles":
        """Return the four piles that an intake falls into."""
        from tianyi_desk.services import intake  # noqa: PLC0415 - with the first files

        return intake.examine(self.database, drafts)

    def accept(
        self,
        actor: str,
        piles: "Piles",
        files: Iterable[Path] = (),
        only: Collection[int] | None = None,
        adopted: Collection[tuple[int, str]] = (),
    ) -> "Job[Accepted]":
        """Save the piles, or the chosen drafts of them, as one batch; the file's word counts where it is adopted."""
        from tianyi_desk.services import intake  # noqa: PLC0415 - with the first files

        return intake.accept(self.database, actor, piles, files, only, adopted)

    def has_plans(self) -> bool:
        """Tell whether any plan came in yet."""
        return plan_listing.has_plans(self.database)

    def has_work(self) -> bool:
        """Tell whether anything waits in 今天要办."""
        return queue_reading.has_work(self.database)

    def ledger(self, plans: Collection[str] | None = None) -> Ledger:
        """Return the facts to judge."""
        return judgement.load(self.database, plans)

    def judge(self, as_of: datetime, actor: str) -> Job[tuple[Verdict, ...]]:
        """Judge every plan and save the outcome."""
        return judgement.judge(self.database, self.book, as_of, actor)

    def judge_only(self, as_of: datetime, actor: str, plans: Collection[str]) -> Job[tuple[Verdict, ...]]:
        """Judge again what a change of these plans touches, and save the outcome."""
        return judgement.judge_only(self.database, self.book, as_of, actor, plans)

    def judge_unsaved(
        self, as_of: datetime, plans: Collection[str] | None = None
    ) -> Job[tuple[Verdict, ...]]:
        """Judge without writing anything."""
        return judgement.judge_unsaved(self.database, self.book, as_of, plans)

    def explain(self, ledger: Ledger, as_of: datetime, finding: Finding) -> Why:
        """Say why a finding holds that was judged over this ledger as of this moment."""
        from tianyi_desk.rules import engine  # noqa: PLC0415 - with the first question

        return engine.explain(ledger, self.book, as_of, finding)

    def decide(
        self, actor: str, keys: Collection[Key], disposition: Disposition, reason: str
    ) -> judgement.Decided:
        """Write a decision on findings named by (plan, code, subject)."""
        return judgement.decide(self.database, actor, keys, disposition, reason)

    def correct(self, actor: str, wishes: "Sequence[Wish]", reason: str, as_of: datetime) -> "Job[Corrected]":
        """Write what was typed into fields, with its trace, and judge again what that touches."""
        from tianyi_desk.services.correcting import correct  # noqa: PLC0415 - with the first correction

        return correct(self.database, self.book, actor, wishes, reason, as_of)

    def undo(
        self, actor: str, changes: Collection[int], as_of: datetime, reason: str = ""
    ) -> "Job[Corrected]":
        """Write back what corrections found, by the numbers of their lines in the history, and judge again."""
        from tianyi_desk.services.undoing import undo  # noqa: PLC0415 - as above

        return undo(self.database, self.book, actor, changes, as_of, reason)

    def bind(
        self, actor: str, plans: tuple[str, str], bound: bool | None, reason: str, as_of: datetime
    ) -> "Job[Corrected]":
        """Say that two plans are bound or not, or (None) leave it to the rules, and judge again."""
        from tianyi_desk.services.binding_by_hand import bind  # noqa: PLC0415 - as above

        return bind(self.database, self.book, actor, plans, bound, reason, as_of)

    def open_page(self, number: str, moment: datetime) -> "Job[PlanPage | None]":
        """Gather the 计划页 of a plan as opened at a moment; None where there is no such plan."""
        from tianyi_desk.services.plan_page import open_page  # noqa: PLC0415 - with the first plan that is opened

        return open_page(self.database, self.book, number, moment)

    def deviations(self) -> Job[tuple[deviations.Deviation, ...]]:
        """Read every finding that holds, with what lists say of its plan."""
        return deviations.load(self.database, self.book)

    def plan_lines(self) -> Job[tuple[plan_listing.PlanLine, ...]]:
        """Read every plan as a line of the list, the latest first."""
        return plan_listing.load(self.database, self.book)

    def decide_deviations(
        self, actor: str, keys: Collection[Key], disposition: Disposition, reason: str
    ) -> Job[deciding.Settled]:
        """Write a decision on findings, and the plans' 签到情况 that follows from it, in one transaction."""
        return deciding.decide_deviations(self.database, actor, keys, disposition, reason)

    def take_back(self, actor: str, settled: deciding.Settled) -> Job[deciding.Settled]:
        """Write the dispositions back that a decision found, as a new change."""
        return deciding.take_back(self.database, actor, settled)

    def history_of_plan(self, number: str) -> tuple[trail.Entry, ...]:
        """Return everything that was written about a plan, its records and its findings, oldest first."""
        return trail.history_of_plan(self.database, number)


@contextmanager
def open_desk(where: str | Path, book: RuleBook) -> Iterator[Desk]:
    """Open the desk on a kept database (path or SQLAlchemy URL), made where there is none; raises DeskError."""
    database = open_database(where)
    try:
        yield Desk(database, book)
    finally:
        database.close()


@contextmanager
def throw_away_desk(book: RuleBook) -> Iterator[Desk]:
    """Make an empty desk in memory, of which nothing is kept."""
    database = throw_away_database()
    try:
        yield Desk(database, book)
    finally:
        database.close()
