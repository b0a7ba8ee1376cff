"""Judge a ledger: every plan's verdict with its findings."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tianyi_desk.facts.finding import Finding, Verdict, Why
from tianyi_desk.facts.ledger import Ledger
from tianyi_desk.progress import Job, Progress
from tianyi_desk.rules import docket, reasons, table, verdicts
from tianyi_desk.rules.case import Breach, Case
from tianyi_desk.rules.people import Directory
from tianyi_desk.rules.policy import RuleBook

STEP = 1000
"""Plans judged between two reports of progress."""


def judge(
    ledger: Ledger, book: RuleBook, as_of: datetime, only: frozenset[str] | None = None
) -> Job[tuple[Verdict, ...]]:
    """Judge the plans of `ledger` as of a moment (China Standard Time), sorted by plan number.

    With `only`, just those plans are judged; the others still count as neighbours and bound plans.
    """
    return (yield from hear(ledger, book, as_of, only)).verdicts


@dataclass(frozen=True, slots=True)
class Hearing:
    """A judgement with what it rests on: the cases by plan number, and the breaches of plans that have any."""

    verdicts: tuple[Verdict, ...]
    cases: list[Case]
    breaches: Mapping[str, list[Breach]]


def hear(ledger: Ledger, book: RuleBook, as_of: datetime, only: frozenset[str] | None = None) -> Job[Hearing]:
    """Judge as `judge` does, and keep what `reasons` explain the findings from."""
    total = len(ledger.dossiers)
    yield Progress("正在整理签到记录", 0, total)
    directory = Directory(ledger.roster)
    cases = docket.open_cases(ledger.dossiers, ledger.loose, directory, book, as_of, ledger.bindings)
    cases.sort(key=lambda case: case.plan.number)
    yield Progress("正在比对各次审核", 0, total)
    crossed = crossings(cases)
    found: list[Verdict] = []
    breached: dict[str, list[Breach]] = {}
    decisions = ledger.decisions or {}
    for place, case in enumerate(cases):
        if place % STEP == 0:
            yield Progress("正在判定", place, total)
        if only is None or case.plan.number in only:
            breaches = table.breaches_of(case) + crossed.get(case.plan.number, [])
            found.append(verdicts.verdict_of(case, breaches, decisions))
            if breaches:
                breached[case.plan.number] = breaches
    return Hearing(tuple(found), cases, breached)


def crossings(cases: Sequence[Case]) -> dict[str, list[Breach]]:
    """Return what the cross checks find, by plan number."""
    found: defaultdict[str, list[Breach]] = defaultdict(list)
    for _code, check in table.CROSS_RULES:
        for case, breach in check(cases):
            found[case.plan.number].append(breach)
    return found


def explain(ledger: Ledger, book: RuleBook, as_of: datetime, finding: Finding) -> Why:
    """Say why a finding of `judge` over the same ledger, book and moment holds.

    Raises LookupError where the finding does not hold there.
    """
    return reasons.Explainer(ledger, book, as_of).explain(finding)
