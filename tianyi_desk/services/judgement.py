"""Judge plans and keep the outcome: verdicts, findings, and what people decide about them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tianyi_desk import clock
from tianyi_desk.facts.finding import Finding, Verdict
from tianyi_desk.facts.ledger import Ledger
from tianyi_desk.facts.vocabulary import Disposition
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.models.loading import load_ledger
from tianyi_desk.models.neighbours import keys_of
from tianyi_desk.models.quick import collector_paused
from tianyi_desk.progress import Job, Progress, let_go
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.rules.reconcile import Key, reconcile
from tianyi_desk.services import findings, trail
from tianyi_desk.services.touched import touched
from tianyi_desk.trouble import DeskError

REASON = "判定"
ATTEMPTS = 3
"""How often to judge anew where somebody writes meanwhile."""


def load(database: Database, plans: Collection[str] | None = None) -> Ledger:
    """Return the facts to judge: every plan's, or those that judging some plans takes."""
    with database.reading() as session:
        return load_ledger(session, plans)


def judge_unsaved(
    database: Database, book: RuleBook, as_of: datetime, plans: Collection[str] | None = None
) -> Job[tuple[Verdict, ...]]:
    """Judge every plan, or only some, without writing anything (what-if, benchmarks, a throw-away desk)."""
    with collector_paused():
        yield Progress("正在读取")
        ledger = load(database, plans)
        dossiers, only = list(ledger.dossiers), None if plans is None else frozenset(plans)
        verdicts = yield from _verdicts(ledger, book, as_of, only)
        del ledger
        let_go(dossiers)
        return verdicts


def judge(database: Database, book: RuleBook, as_of: datetime, actor: str) -> Job[tuple[Verdict, ...]]:
    """Judge every plan as of a moment and save verdicts and findings in one transaction.

    What people decided stays while its evidence does. Closing the job early leaves everything as it was. Raises
    DeskError where the facts keep changing meanwhile, or the environment is at fault.
    """
    return (yield from _judge(database, book, as_of, actor, None))


def judge_only(
    database: Database, book: RuleBook, as_of: datetime, actor: str, plans: Collection[str]
) -> Job[tuple[Verdict, ...]]:
    """Judge again after these plans or their records changed: their visits, and their old and new neighbours.

    Returns the verdicts of all plans that were judged again.
    """
    return (yield from _judge(database, book, as_of, actor, plans))


def _verdicts(
    ledger: Ledger, book: RuleBook, as_of: datetime, only: frozenset[str] | None
) -> Job[tuple[Verdict, ...]]:
    from tianyi_desk.rules import engine  # noqa: PLC0415 - the first list of a window does without the rules

    return engine.judge(ledger, book, as_of, only)


def _judge(
    database: Database, book: RuleBook, as_of: datetime, actor: str, plans: Collection[str] | None
) -> Job[tuple[Verdict, ...]]:
    with collector_paused():
        for _attempt in range(ATTEMPTS):
            yield Progress("正在读取")
            with database.reading() as session:
                stamp = trail.stamp(session)
                only = None if plans is None else touched(session, plans)
                ledger = load_ledger(session, only)
            dossiers = list(ledger.dossiers)
            verdicts = yield from _verdicts(ledger, book, as_of, only)
            del ledger
            let_go(dossiers)
            yield Progress("正在保存判定结果", 0, len(verdicts))
            with database.writing() as session:
                if trail.stamp(session) == stamp:
                    _save(session, verdicts, as_of, trail.Act(actor, clock.now(), REASON))
                    return verdicts
    raise DeskError(
        "判定期间，数据一直在被别处改动。",
        "判定结果没有保存，原有数据完好。",
        "请等另一处的导入结束后再判定。",
    )


def _save(session: Session, verdicts: Sequence[Verdict], as_of: datetime, act: trail.Act) -> None:
    plans = keys_of(session, [verdict.plan for verdict in verdicts])
    judged = findings.Judged(verdicts, as_of, plans)
    known = findings.read_findings(session, list(plans.values()))
    fresh: dict[Key, Finding] = {}
    for verdict in verdicts:
        for finding in verdict.findings:
            fresh.setdefault(finding.key, finding)  # namesakes on one team share a key, and a decision
    findings.write_findings(session, act, judged, known, reconcile(known.stored, fresh.values()))
    findings.write_verdicts(session, judged, act.at)
    stored = list(known.stored.values())
    del known
    let_go(stored)


def judged_lately(database: Database, since: datetime) -> Job[bool]:
    """Tell whether every plan was judged as of a moment not before `since`; true for an empty database."""
    yield Progress("正在查看判定时刻")
    with database.reading() as session:
        plans = session.scalar(select(func.count()).select_from(t.plan)) or 0
        lately = session.scalar(
            select(func.count()).select_from(t.judgement).where(t.judgement.c.as_of >= since)
        )
    return plans == (lately or 0)


@dataclass(frozen=True, slots=True)
class Decided:
    """What deciding did: the findings that were written, and those that could not be."""

    written: tuple[Key, ...]
    left_out: tuple[Key, ...]


def decide(
    database: Database, actor: str, keys: Collection[Key], disposition: Disposition, reason: str
) -> Decided:
    """Write a decision on findings named by (plan, code, subject); the plans' 签到情况 follows when judged again.

    Findings that do not hold, that stand so already, or that nobody decides on (O and R) are left out.
    """
    with database.writing() as session:
        written = findings.decide_findings(
            session, trail.Act(actor, clock.now(), reason), list(keys), disposition
        )
    return Decided(tuple(written), tuple(key for key in keys if key not in written))
