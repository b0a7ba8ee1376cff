"""From breaches to a plan's verdict: findings with their dispositions, and 签到情况 (rule book, section 5)."""

from collections.abc import Iterable, Mapping, Sequence

from tianyi_desk.facts.codes import CODE
from tianyi_desk.facts.finding import Finding, Verdict
from tianyi_desk.facts.ledger import Decision
from tianyi_desk.facts.quick import builder
from tianyi_desk.facts.vocabulary import Channel, Disposition, Event, FindingClass, Status
from tianyi_desk.rules import filing, location, pictures
from tianyi_desk.rules.case import Breach, Case
from tianyi_desk.rules.workdays import missing_year_warning

_verdict = builder(Verdict)
Decisions = Mapping[tuple[str, str, str], Decision]

UNDECIDABLE = frozenset({FindingClass.OFFICIAL, FindingClass.REMINDER})
CHECKED_DATA = frozenset({"D02", "D04", "D05", "D10"})
"""Data codes that keep a plan at 待核 while they are open; the other data codes change no status."""


def finding_of(case: Case, breach: Breach, decisions: Decisions) -> Finding:
    """Return a breach as a finding; a decision stands only while the evidence it was made on does."""
    finding_class = CODE[breach.code].finding_class
    plan = case.plan
    disposition: Disposition | None = None
    if finding_class not in UNDECIDABLE:
        decision = decisions.get((plan.number, breach.code, breach.subject))
        stands = decision is not None and dict(decision.evidence) == breach.evidence
        disposition = decision.disposition if decision is not None and stands else Disposition.OPEN
    expected = finding_class is FindingClass.OFFICIAL and (plan.confidential or bool(plan.adjustment))
    return Finding(
        plan.number,
        breach.code,
        breach.subject,
        breach.kind,
        expected,
        disposition,
        breach.evidence,
        breach.message,
    )


def verdict_of(case: Case, breaches: Sequence[Breach], decisions: Decisions) -> Verdict:
    """Return the verdict on one plan; findings sorted by code, then subject."""
    # Two namesakes on one team share a subject: one finding per (plan, code, subject), the first.
    single = {(breach.code, breach.subject): breach for breach in reversed(breaches)}
    findings = [finding_of(case, single[key], decisions) for key in sorted(single)]
    near = case.nearest_at
    return _verdict(
        case.plan.number,
        case.policy.effective if case.policy is not None and case.judged else None,
        case.channel,
        status_of(case, findings),
        tuple([partner.plan.number for partner in case.bound]),
        case.deadline.day if case.deadline is not None else None,
        location.event_distance(case, Event.OPENING) if near else None,
        location.event_distance(case, Event.CLOSING) if near else None,
        pictures.unreviewed(case),
        tuple(findings),
        _warnings(case),
    )


def _warnings(case: Case) -> tuple[str, ...]:
    deadlines = (case.deadline, case.statement_deadline)
    missing = {year for last in deadlines if last is not None for year in last.missing_years}
    return tuple([missing_year_warning(year) for year in sorted(missing)]) if missing else ()


def status_of(case: Case, findings: list[Finding]) -> Status:
    """Return 签到情况: the first that fits."""
    if not case.plan.valid:
        return Status.CANCELLED
    if case.channel is Channel.NONE:
        return Status.NOT_APPLICABLE
    official = [one.code for one in findings if CODE[one.code].finding_class is FindingClass.OFFICIAL]
    if official and not filing.is_explained(case, official):
        return Status.ANOMALOUS
    if findings and any(CODE[one.code].finding_class is FindingClass.REMINDER for one in findings):
        return Status.REMINDED
    if case.as_of < case.plan.start:
        return Status.NOT_STARTED
    return Status.EXPLAINED if official else _decided_status(case, findings)


def _decided_status(case: Case, findings: list[Finding]) -> Status:
    dispositions = [(one.code, one.disposition) for one in findings]
    return status_by_decisions(dispositions, running=case.as_of.date() <= case.plan.end.date())


BY_DECISIONS = frozenset({Status.TO_CHECK, Status.CHECKED, Status.RUNNING, Status.NORMAL})
"""The values of 签到情况 that what people decide leads to; the others hold whatever was decided."""


def status_by_decisions(dispositions: Iterable[tuple[str, Disposition | None]], *, running: bool) -> Status:
    """Return 签到情况 of a plan without O and R findings by the codes and dispositions of the others."""
    found = list(dispositions)
    if not found:
        return Status.RUNNING if running else Status.NORMAL
    conduct = [
        disposition
        for code, disposition in found
        if CODE[code].finding_class in (FindingClass.HOUSE, FindingClass.DOUBT)
    ]
    blocking = [disposition for code, disposition in found if code in CHECKED_DATA]
    if Disposition.OPEN in conduct or Disposition.OPEN in blocking:
        return Status.TO_CHECK
    if Disposition.CONFIRMED in conduct:
        return Status.CHECKED
    return Status.RUNNING if running else Status.NORMAL
