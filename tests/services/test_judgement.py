"""Judging keeps what people wrote: decisions stand on their evidence, and nothing is ever deleted."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from tests import builders
from tianyi_desk.facts.finding import Finding, Verdict
from tianyi_desk.facts.intake import Intake
from tianyi_desk.facts.ledger import Dossier, Ledger
from tianyi_desk.facts.vocabulary import Disposition, Event, PhotoCategory, Status
from tianyi_desk.models.database import Database, throw_away_database
from tianyi_desk.progress import finish
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.services import judgement
from tianyi_desk.services.intake import accept, examine
from tianyi_desk.services.policies import load_rule_book

AS_OF = datetime(2021, 11, 20, 9)
LATE = builders.check_in(at=builders.at("2021-10-18 09:10"))


@pytest.fixture(scope="module")
def book() -> RuleBook:
    return load_rule_book()


def bring(database: Database, *facts: object) -> None:
    intake: Intake = builders.intake(*facts)  # type: ignore[arg-type]
    finish(accept(database, "测试", examine(database, intake)))


def signed_late() -> Database:
    """Return a desk with one plan, in order but for a 签到 forty minutes late."""
    database = throw_away_database()
    photos = [
        builders.photo(category=category, file_name=f"{category.value}.jpg")
        for category in (PhotoCategory.OPENING_MEETING, PhotoCategory.CLOSING_MEETING)
    ]
    bring(database, builders.plan(), LATE, builders.check_in(event=Event.CLOSING), *photos)
    return database


def judge(database: Database, book: RuleBook) -> Verdict:
    (verdict,) = finish(judgement.judge(database, book, AS_OF, "测试"))
    return verdict


def late_finding(verdict: Verdict) -> Finding:
    return next(one for one in verdict.findings if one.code == "H02")


def stored(database: Database) -> list[tuple[object, ...]]:
    with database.reading() as session:
        found = session.execute(
            text("SELECT code, subject, disposition, closed_reason FROM finding ORDER BY code")
        )
        return [tuple(row) for row in found]


def test_judging_again_changes_nothing(book: RuleBook) -> None:
    database = signed_late()
    first = judge(database, book)
    before = stored(database)

    assert judge(database, book) == first
    assert stored(database) == before


def test_a_decision_is_kept_and_changes_the_status(book: RuleBook) -> None:
    database = signed_late()
    finding = late_finding(judge(database, book))
    assert judge(database, book).status is Status.TO_CHECK

    decided = judgement.decide(database, "联络员", [finding.key], Disposition.CONFIRMED, "审核组承认迟到")
    verdict = judge(database, book)

    assert decided.written == (finding.key,)
    assert late_finding(verdict).disposition is Disposition.CONFIRMED
    assert verdict.status is Status.CHECKED


def test_new_evidence_reopens_a_decision(book: RuleBook) -> None:
    database = signed_late()
    finding = late_finding(judge(database, book))
    judgement.decide(database, "联络员", [finding.key], Disposition.DISMISSED, "会议推迟")

    plan = builders.plan()
    bring(database, replace(plan, opening_at=plan.start + timedelta(minutes=5)))

    assert late_finding(judge(database, book)).disposition is Disposition.OPEN


def test_a_finding_that_no_longer_holds_is_closed_with_its_reason_and_not_deleted(book: RuleBook) -> None:
    database = signed_late()
    judge(database, book)

    plan = builders.plan()
    bring(database, replace(plan, opening_at=plan.start + timedelta(minutes=30)))
    verdict = judge(database, book)

    assert "H02" not in {one.code for one in verdict.findings}
    closed = [row for row in stored(database) if row[0] == "H02"]
    assert len(closed) == 1
    assert closed[0][3]


def test_every_decision_leaves_a_change_with_actor_and_reason(book: RuleBook) -> None:
    database = signed_late()
    finding = late_finding(judge(database, book))

    judgement.decide(database, "联络员", [finding.key], Disposition.CONFIRMED, "审核组承认迟到")

    with database.reading() as session:
        found = session.execute(
            text("SELECT actor, reason, before, after FROM change WHERE field = 'disposition'")
        ).all()
    assert [(row[0], row[1]) for row in found] == [("联络员", "审核组承认迟到")]
    assert "已确认" in str(found[0][3])


def test_official_findings_are_explained_and_not_decided_on(book: RuleBook) -> None:
    database = throw_away_database()
    bring(database, builders.plan())
    finding = next(one for one in judge(database, book).findings if one.code == "O1")

    decided = judgement.decide(database, "联络员", [finding.key], Disposition.DISMISSED, "无")

    assert decided.left_out == (finding.key,)


def test_judging_what_a_change_touches_gives_what_judging_everything_gives(book: RuleBook) -> None:
    database = throw_away_database()
    plans = [builders.plan(f"R{place}", enterprise=f"企业{place // 2}") for place in range(6)]
    bring(database, *plans, *(builders.check_in(plan.number) for plan in plans))
    finish(judgement.judge(database, book, AS_OF, "测试"))
    bring(database, replace(plans[1], team=(builders.member("单云帆"),)))

    touched = finish(judgement.judge_only(database, book, AS_OF, "测试", ["R1"]))

    ledger: Ledger = judgement.load(database)
    everything: dict[str, Dossier] = {one.plan.number: one for one in ledger.dossiers}
    assert set(everything) == {plan.number for plan in plans}
    full = {one.plan: one for one in finish(judgement.judge_unsaved(database, book, AS_OF))}
    assert {"R0", "R1"} <= {one.plan for one in touched}
    assert all(full[one.plan] == one for one in touched)
