"""Judge files as `check` does: read, accept on a desk, judge, and give an account with every 为什么."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from tianyi_desk.facts.finding import Verdict
from tianyi_desk.facts.ledger import Ledger
from tianyi_desk.progress import Job, Progress
from tianyi_desk.rules.reasons import Explainer
from tianyi_desk.services.desk import Desk, open_desk, throw_away_desk
from tianyi_desk.services.exchange import Account, document, text_of
from tianyi_desk.services.policies import load_rule_book

ACTOR = "命令行"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check found: its account, and what explaining its findings takes."""

    account: Account
    explainer: Explainer

    def paper(self) -> str:
        """Return the contract's JSON as text, every finding with its 为什么."""
        return text_of(document(self.account, self.explainer.explain))


@contextmanager
def desk_at(where: str | None) -> Iterator[Desk]:
    """Open the desk that is named, or an empty one of which nothing is kept."""
    book = load_rule_book()
    with open_desk(where, book) if where else throw_away_desk(book) as desk:
        yield desk


def check(files: Sequence[Path], as_of: datetime, month: str | None, where: str | None) -> Job[Outcome]:
    """Read and judge files; `month` (YYYY-MM) keeps the plans that end in it, `where` names a desk to keep.

    Raises DeskError where the environment is at fault.
    """
    with desk_at(where) as desk:
        drafts = yield from desk.read(files)
        piles = desk.examine(drafts)
        yield from desk.accept(ACTOR, piles, files)
        yield Progress("正在判定")
        if where:
            verdicts = yield from desk.judge(as_of, ACTOR)
        else:
            verdicts = yield from desk.judge_unsaved(as_of)
        ledger = desk.ledger()
        book = desk.book
    verdicts = _of_month(verdicts, ledger, month)
    account = Account(
        as_of=as_of,
        verdicts=verdicts,
        enterprises={one.plan.number: one.plan.enterprise for one in ledger.dossiers},
        rejected=piles.rejected,
        repairs=drafts.repairs,
        recognised=drafts.recognised,
        warnings=_warnings(verdicts, drafts.notes),
    )
    return Outcome(account, Explainer(replace(ledger, decisions=None), book, as_of))


def _of_month(verdicts: Sequence[Verdict], ledger: Ledger, month: str | None) -> tuple[Verdict, ...]:
    if month is None:
        return tuple(verdicts)
    ends = {one.plan.number: f"{one.plan.end:%Y-%m}" for one in ledger.dossiers}
    return tuple(verdict for verdict in verdicts if ends[verdict.plan] == month)


def _warnings(verdicts: Sequence[Verdict], notes: Sequence[str]) -> tuple[str, ...]:
    told = [warning for verdict in verdicts for warning in verdict.warnings]
    return tuple(dict.fromkeys([*told, *notes]))
