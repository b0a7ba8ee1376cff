"""Say what H11, H12 and H13 would be if a visit's photos were reviewed as ticked now; nothing is written."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from tianyi_desk.facts.finding import Finding
from tianyi_desk.facts.ledger import Dossier
from tianyi_desk.facts.records import PhotoReview
from tianyi_desk.models.database import Database
from tianyi_desk.progress import Job, Progress
from tianyi_desk.rules import engine
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.services import judgement
from tianyi_desk.services.gallery import Mark
from tianyi_desk.services.reviewing import Which

CODES = ("H11", "H12", "H13")


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One finding that would hold; `message` names the plan where the visit has several."""

    code: str
    subject: str
    message: str


def foresee(
    database: Database, book: RuleBook, as_of: datetime, numbers: Collection[str], marks: Mapping[Which, Mark]
) -> Job[tuple[Foreseen, ...]]:
    """Judge a visit's plans as of a moment with these marks in place of the stored reviews."""
    yield Progress("正在判定照片")
    ledger = judgement.load(database, numbers)
    supposed = replace(ledger, dossiers=tuple(_supposed(one, marks) for one in ledger.dossiers))
    verdicts = yield from engine.judge(supposed, book, as_of, frozenset(numbers))
    found = [one for verdict in verdicts for one in verdict.findings if one.code in CODES]
    said: dict[tuple[str, str, str], Finding] = {}
    for one in found:
        said.setdefault((one.code, one.subject, one.message), one)
    return tuple(Foreseen(one.code, one.subject, one.message) for one in said.values())


def _supposed(dossier: Dossier, marks: Mapping[Which, Mark]) -> Dossier:
    number = dossier.plan.number
    kept = [one for one in dossier.reviews if (number, one.file_name) not in marks]
    ticked = [
        PhotoReview(number, name, mark.people, mark.seen_by, mark.enterprise, mark.conclusion)
        for (plan, name), mark in marks.items()
        if plan == number
    ]
    return replace(dossier, reviews=(*kept, *ticked))
