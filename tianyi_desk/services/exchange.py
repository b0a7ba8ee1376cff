"""Verdicts as the JSON document of `check`: the keys and their order are a contract with other programs."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath

from tianyi_desk.facts.codes import CODE, ORDER
from tianyi_desk.facts.finding import EventDistance, Finding, Verdict, Why
from tianyi_desk.facts.intake import Complaint, Recognised, Repair
from tianyi_desk.facts.source import Source
from tianyi_desk.facts.vocabulary import Event, Status
from tianyi_desk.services.privacy import masked

NOT_JUDGED = frozenset({Status.CANCELLED, Status.NOT_APPLICABLE})

# Evidence that names other rows, not people: shown as it stands.
_NAMES = frozenset({"other_plan", "other_file"})


@dataclass(frozen=True, slots=True)
class Account:
    """What the document tells: verdicts and whose they are, refused rows, repairs, and what to know besides.

    `enterprises` maps plan numbers to names. `warnings` are Chinese sentences.
    """

    as_of: datetime
    verdicts: Sequence[Verdict]
    enterprises: Mapping[str, str]
    rejected: Sequence[Complaint] = ()
    repairs: Sequence[Repair] = ()
    recognised: Sequence[Recognised] = ()
    warnings: Sequence[str] = ()


def document(account: Account, reason: Callable[[Finding], Why]) -> dict[str, object]:
    """Return the document as plain values, lists sorted as the contract states.

    `reason` is asked once for every finding.
    """
    verdicts = sorted(account.verdicts, key=lambda verdict: verdict.plan)
    return {
        "as_of": _moment(account.as_of),
        "plans": [_plan(verdict, account.enterprises[verdict.plan], reason) for verdict in verdicts],
        "rejected": [_rejected(complaint) for complaint in sorted(account.rejected, key=place_of)],
        "repairs": [_repair(repair) for repair in sorted(account.repairs, key=place_of)],
        "counts": counts(verdicts),
        "warnings": [masked(warning) for warning in account.warnings],
        "recognised": [
            _recognised(sheet)
            for sheet in sorted(account.recognised, key=lambda sheet: base_name(sheet.file))
        ],
    }


def text_of(paper: Mapping[str, object]) -> str:
    """Return a document as the text that is written: indented, Chinese as it is, a line end at the end."""
    return json.dumps(paper, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def counts(verdicts: Iterable[Verdict]) -> dict[str, int]:
    """Count plans, judged plans, then findings by code in the rule book's order."""
    verdicts = tuple(verdicts)
    found = Counter(finding.code for verdict in verdicts for finding in verdict.findings)
    judged = sum(verdict.status not in NOT_JUDGED for verdict in verdicts)
    by_code = {code: found[code] for code in sorted(found, key=ORDER.__getitem__)}
    return {"plans": len(verdicts), "judged": judged, **by_code}


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings by code as text, then subject."""
    return sorted(findings, key=lambda finding: (finding.code, finding.subject))


def place_of(row: Complaint | Repair) -> tuple[str, str, int]:
    """Return what refused rows and repairs are sorted by; a whole sheet or file comes before its rows."""
    return base_name(row.file), row.sheet, row.row or 0


def base_name(file: str) -> str:
    """Return a file's name without its folders."""
    return PurePath(file).name


def _plan(verdict: Verdict, enterprise: str, reason: Callable[[Finding], Why]) -> dict[str, object]:
    return {
        "number": verdict.plan,
        "enterprise": enterprise,
        "policy": _day(verdict.policy),
        "channel": verdict.channel.value,
        "status": verdict.status.value,
        "bound_with": sorted(verdict.bound_with),
        "deadline": _day(verdict.deadline),
        "distances": {
            Event.OPENING.value: _distance(verdict.opening_distance),
            Event.CLOSING.value: _distance(verdict.closing_distance),
        },
        "findings": [_finding(finding, reason(finding)) for finding in in_order(verdict.findings)],
        "photos_unreviewed": verdict.photos_unreviewed,
    }


def _distance(distance: EventDistance | None) -> dict[str, object] | None:
    if distance is None:
        return None
    return {
        "distance_m": round(distance.distance_m, 1),
        "borderline": distance.borderline,
        "nearest_address": distance.nearest_address,
    }


def _finding(finding: Finding, why: Why) -> dict[str, object]:
    code = CODE[finding.code]
    return {
        "code": finding.code,
        "class": code.finding_class.value,
        "title": code.title,
        "kind": finding.kind,
        "subject": finding.subject,
        "clause": code.clause or None,
        "expected": finding.expected,
        "disposition": None if finding.disposition is None else finding.disposition.value,
        "evidence": {name: _figure(name, value) for name, value in finding.evidence.items()},
        "message": masked(finding.message),
        "hint": code.hint,
        "why": _why(why),
    }


def _figure(name: str, value: object) -> object:
    """Return one value of the evidence as JSON has it: metres to a tenth, numbers of people hidden."""
    if isinstance(value, float) and name.endswith("_m"):
        return round(value, 1)
    if isinstance(value, str):
        return str(value) if name in _NAMES else masked(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [_figure(name, one) for one in value]
    return value


def _why(why: Why) -> dict[str, object]:
    return {
        "clause_text": why.clause_text,
        "inputs": [
            {"name": one.name, "value": masked(one.value), **_row_of(one.source)} for one in why.inputs
        ],
        "formula": masked(why.formula),
        "counterfactual": masked(why.counterfactual),
    }


def _row_of(source: Source | None) -> dict[str, object]:
    if source is None:
        return {"file": None, "sheet": None, "row": None}
    return {"file": base_name(source.sheet.file), "sheet": source.sheet.sheet, "row": source.row or None}


def _rejected(complaint: Complaint) -> dict[str, object]:
    return {
        "code": complaint.code,
        "file": base_name(complaint.file),
        "sheet": complaint.sheet,
        "row": complaint.row,
        "column": complaint.column,
        "found": masked(complaint.found),
        "expected": complaint.expected,
        "message": masked(complaint.message),
    }


def _repair(repair: Repair) -> dict[str, object]:
    return {
        "code": repair.code,
        "file": base_name(repair.file),
        "sheet": repair.sheet,
        "row": repair.row,
        "message": masked(repair.message),
    }


def _recognised(sheet: Recognised) -> dict[str, object]:
    return {
        "file": base_name(sheet.file),
        "sheet": sheet.sheet,
        "entity": None if sheet.entity is None else sheet.entity.value,
        "rows": sheet.rows,
        "reason": masked(sheet.reason),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
