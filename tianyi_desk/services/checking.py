"""Judge files on the spot: read them, put them on a desk, judge, and account for what came out."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tianyi_desk.facts.finding import Verdict, Why
from tianyi_desk.facts.ledger import Ledger
from tianyi_desk.importers.reading import read_files
from tianyi_desk.models.database import Database, open_database, throw_away_database
from tianyi_desk.models.quick import collector_paused
from tianyi_desk.progress import Job, Progress
from tianyi_desk.rules import engine
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.rules.reasons import Explainer
from tianyi_desk.rules.reconcile import Key
from tianyi_desk.services import intake, judgement
from tianyi_desk.services.exchange import Account, document, text_of
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.trouble import DeskError

if TYPE_CHECKING:
    from tianyi_desk.reports.content import Report

ACTOR = "命令行"
STEP = 200
"""Findings explained between two reports of progress."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What checking came to: the account of it, what its findings are explained from, and the report if asked for."""

    account: Account
    ledger: Ledger
    book: RuleBook
    hearing: engine.Hearing
    report: "Report | None" = None

    def paper(self) -> Job[str]:
        """Return the JSON text, every finding with its reason; yields progress."""
        findings = [finding for verdict in self.account.verdicts for finding in verdict.findings]
        reasons: dict[Key, Why] = {}
        with collector_paused():
            cases, breaches = self.hearing.cases, self.hearing.breaches
            explainer = Explainer(self.ledger, self.book, self.account.as_of, cases, breaches)
            for place, finding in enumerate(findings):
                if place % STEP == 0:
                    yield Progress("正在写明依据", place, len(findings))
                reasons[finding.key] = explainer.explain(finding)
            return text_of(document(self.account, lambda finding: reasons[finding.key]))


def check(
    paths: Sequence[Path],
    as_of: datetime,
    month: str | None = None,
    where: str | None = None,
    *,
    with_report: bool = False,
) -> Job[Outcome]:
    """Bring files and folders in, judge as of a moment, and return what came of it.

    `month` (YYYY-MM) keeps the plans that end in it. The desk is thrown away, unless `where` names a database
    (path or SQLAlchemy URL): it is then kept there, and judged with what it held before. `with_report` gathers the
    report of those plans, too. Raises DeskError.
    """
    require_files(paths)
    book = load_rule_book()
    with (
        collector_paused(),
        closing(throw_away_database() if where is None else open_database(where)) as database,
    ):
        read = yield from read_files(paths)
        yield Progress("正在比对")
        piles = intake.examine(database, read)
        yield from intake.accept(database, ACTOR, piles, paths)
        if where is not None or with_report:
            yield from judgement.judge(database, book, as_of, ACTOR)
        ledger = judgement.load(database)
        report = (yield from _report(database, book, month)) if with_report else None
    # Over the very facts that the reasons are given from: others may write to a kept desk meanwhile.
    hearing = yield from engine.hear(ledger, book, as_of)
    plans = {dossier.plan.number: dossier.plan for dossier in ledger.dossiers}
    shown = [one for one in hearing.verdicts if month is None or f"{plans[one.plan].end:%Y-%m}" == month]
    account = Account(
        as_of=as_of,
        verdicts=shown,
        enterprises={number: plan.enterprise for number, plan in plans.items()},
        rejected=piles.rejected,
        repairs=read.repairs,
        recognised=read.recognised,
        warnings=(*read.notes, *_warnings(shown)),
    )
    return Outcome(account, ledger, book, hearing, report)


def _report(database: Database, book: RuleBook, month: str | None) -> "Job[Report]":
    from tianyi_desk.services.desk import Desk  # noqa: PLC0415 - what only paper needs takes a third of a second
    from tianyi_desk.services.reporting import report_of_month  # noqa: PLC0415 - as above

    return report_of_month(Desk(database, book), month)


def require_files(paths: Sequence[Path]) -> None:
    """See that everything that was handed in is there; raises DeskError naming what is not."""
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise DeskError(f"找不到：{'、'.join(missing)}。", "没有读入任何文件。", "请核对路径后重试。")


def _warnings(verdicts: Iterable[Verdict]) -> tuple[str, ...]:
    """Return each warning once, in the order of the plans."""
    return tuple(dict.fromkeys(warning for verdict in verdicts for warning in verdict.warnings))
