"""What holds for every judgement, however untidy the facts are."""

import random
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rules.ledgers import ledgers
from tianyi_desk.facts.codes import CODE
from tianyi_desk.facts.finding import Finding, Verdict
from tianyi_desk.facts.ledger import Decision, Dossier, Ledger
from tianyi_desk.facts.vocabulary import Channel, Disposition, FindingClass, Status
from tianyi_desk.progress import finish
from tianyi_desk.rules.engine import judge
from tianyi_desk.rules.people import Directory
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.rules.reasons import Explainer
from tianyi_desk.rules.scene import Supposition
from tianyi_desk.services.policies import load_rule_book

moments = st.sampled_from(
    (
        datetime(2021, 10, 18, 10),
        datetime(2021, 11, 20, 9),
        datetime(2023, 3, 7, 18),
        datetime(2023, 4, 20, 9),
    )
)
untidy = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@pytest.fixture(scope="module")
def book() -> RuleBook:
    return load_rule_book()


def findings_of(verdicts: tuple[Verdict, ...]) -> list[Finding]:
    return [finding for verdict in verdicts for finding in verdict.findings]


@untidy
@given(ledger=ledgers(), as_of=moments, seed=st.integers(0, 99))
def test_the_order_of_the_facts_changes_no_verdict(
    book: RuleBook, ledger: Ledger, as_of: datetime, seed: int
) -> None:
    dossiers = list(ledger.dossiers)
    random.Random(seed).shuffle(dossiers)  # noqa: S311 - any order will do
    shuffled = tuple(
        replace(one, check_ins=tuple(reversed(one.check_ins)), photos=tuple(reversed(one.photos)))
        for one in dossiers
    )

    again = finish(judge(replace(ledger, dossiers=shuffled), book, as_of))

    first = finish(judge(ledger, book, as_of))
    assert [(one.plan, one.status, one.channel) for one in again] == [
        (one.plan, one.status, one.channel) for one in first
    ]
    assert {one.key: one.kind for one in findings_of(again)} == {
        one.key: one.kind for one in findings_of(first)
    }


@untidy
@given(ledger=ledgers(), as_of=moments)
def test_there_is_one_finding_per_plan_code_and_subject_in_order(
    book: RuleBook, ledger: Ledger, as_of: datetime
) -> None:
    verdicts = finish(judge(ledger, book, as_of))

    keys = [(one.plan, one.code, one.subject) for one in findings_of(verdicts)]
    assert keys == sorted(set(keys))


@untidy
@given(ledger=ledgers(), as_of=moments)
def test_plans_that_are_not_judged_have_nothing_but_data_findings(
    book: RuleBook, ledger: Ledger, as_of: datetime
) -> None:
    for verdict in finish(judge(ledger, book, as_of)):
        classes = {CODE[one.code].finding_class for one in verdict.findings}
        if verdict.status is Status.CANCELLED:
            assert not verdict.findings
            assert not verdict.bound_with
        if verdict.channel is Channel.NONE:
            assert classes <= {FindingClass.DATA}
            assert verdict.policy is None
        if verdict.channel is Channel.DINGTALK:
            assert not classes & {FindingClass.OFFICIAL, FindingClass.REMINDER}


@untidy
@given(ledger=ledgers(), as_of=moments)
def test_every_counterfactual_makes_its_finding_vanish_when_it_is_judged(
    book: RuleBook, ledger: Ledger, as_of: datetime
) -> None:
    explainer = Explainer(ledger, book, as_of)
    for finding in findings_of(finish(judge(ledger, book, as_of))):
        why = explainer.explain(finding)
        assert why.formula
        supposition = explainer.supposition(finding)
        assert (supposition.text if supposition else "") == why.counterfactual
        if supposition is not None:
            left = finish(judge(*_supposed(ledger, book, supposition), as_of))
            assert finding.key not in {one.key for one in findings_of(left)}, why.counterfactual


def _supposed(ledger: Ledger, book: RuleBook, supposition: Supposition) -> tuple[Ledger, RuleBook]:
    changed = {dossier.plan.number: dossier for dossier in supposition.dossiers}
    dossiers = tuple(changed.get(one.plan.number, one) for one in ledger.dossiers)
    roster = ledger.roster
    if supposition.entry is not None:
        roster = (*(roster or ()), supposition.entry)
    if supposition.projects is not None:
        book = replace(book, projects=supposition.projects)
    return replace(ledger, dossiers=dossiers, roster=roster), book


@untidy
@given(ledger=ledgers(), as_of=moments)
def test_judging_some_plans_gives_what_judging_all_gives(
    book: RuleBook, ledger: Ledger, as_of: datetime
) -> None:
    everything = {one.plan: one for one in finish(judge(ledger, book, as_of))}

    some = finish(judge(ledger, book, as_of, only=frozenset({"R1"})))

    assert list(some) == [everything["R1"]] if "R1" in everything else not some


@untidy
@given(ledger=ledgers(), as_of=moments)
def test_a_decision_stands_on_its_evidence_and_new_evidence_reopens_it(
    book: RuleBook, ledger: Ledger, as_of: datetime
) -> None:
    decidable = [
        one for one in findings_of(finish(judge(ledger, book, as_of))) if one.disposition is Disposition.OPEN
    ]
    same = {one.key: Decision(Disposition.DISMISSED, one.evidence) for one in decidable}
    other = {one.key: Decision(Disposition.DISMISSED, {"stale": True}) for one in decidable}

    kept = findings_of(finish(judge(replace(ledger, decisions=same), book, as_of)))
    reopened = findings_of(finish(judge(replace(ledger, decisions=other), book, as_of)))

    assert {one.key for one in kept if one.disposition is Disposition.DISMISSED} == set(same)
    assert not [one for one in reopened if one.disposition is Disposition.DISMISSED]


def test_a_directory_tells_namesakes_apart_by_phone() -> None:
    from tests.builders import person

    people = Directory([person("王伟", phone="13900000001"), person("王伟", phone="13900000002")])

    assert people.signer("王伟", "13900000002").key == "13900000002"
    assert people.signer("王伟", "").key is None
    assert people.signer("王伟", "").matches == 2


def test_explaining_an_impossible_journey_looks_at_the_days_around_it_only(book: RuleBook) -> None:
    from tests.builders import at, check_in, dossier, plan, position

    def audit(number: int) -> Dossier:
        start = at("2023-03-06 08:30") + timedelta(days=number)
        where = position(100.0 + number % 2 * 20, 35.0)
        one = plan(f"R{number:03d}", enterprise=f"企业{number}", start=start, end=start + timedelta(hours=8))
        moment = start if number % 2 == 0 else start - timedelta(hours=23)
        return dossier(one, check_ins=[check_in(one.number, at=moment, position=where)])

    ledger = Ledger(tuple(audit(number) for number in range(120)))
    as_of = at("2023-08-01 09:00")
    found = [one for one in findings_of(finish(judge(ledger, book, as_of))) if one.code == "S03"]

    explainer = Explainer(ledger, book, as_of)

    assert found
    assert all(explainer.explain(one).counterfactual for one in found)
    assert all(len(explainer.compared(one)) < 12 for one in found)


def test_the_counterfactual_of_an_impossible_journey_counts_from_the_record_before(book: RuleBook) -> None:
    from tests.builders import at, check_in, dossier, plan, position

    here, there = position(114.0, 35.0), position(120.0, 35.0)
    one, other = plan("R1", enterprise="甲"), plan("R2", enterprise="乙")
    first = [
        check_in("R1", at=at("2021-10-18 08:20"), position=here),
        check_in("R1", at=at("2021-10-19 12:00"), position=here),
    ]
    second = [check_in("R2", at=at("2021-10-19 13:00"), position=there)]
    ledger = Ledger((dossier(one, check_ins=first), dossier(other, check_ins=second)))
    as_of = at("2021-11-30 09:00")
    found = next(one for one in findings_of(finish(judge(ledger, book, as_of))) if one.code == "S03")

    why = Explainer(ledger, book, as_of).explain(found)

    assert "不早于 2021-10-19 13:49:" in why.counterfactual


def test_a_figure_just_over_its_limit_reads_as_more() -> None:
    from tianyi_desk.facts.wording import beyond_words, over_limit_words

    assert beyond_words(2000.01, 2000) == "2,000.01"
    assert beyond_words(460849.8, 5000) == "460,849.8"
    assert over_limit_words(5000.4, 5000) == "5,000.4 m"
    assert over_limit_words(7190.0, 5000) == "7.2 km"


def test_two_namesakes_on_one_team_share_one_finding(book: RuleBook) -> None:
    from tests.builders import at, dossier, member, person, plan
    from tianyi_desk.facts.vocabulary import Role

    team = (member("王伟", Role.LEADER, phone="13900000001"), member("王伟", phone="13900000002"))
    ledger = Ledger((dossier(plan(team=team, projects=("GJB9001C",))),), (person("崔明远"),))

    found = findings_of(finish(judge(ledger, book, at("2021-11-30 09:00"))))

    keys = [one.key for one in found]
    assert len(keys) == len(set(keys))
    assert {one.code for one in found} >= {"H14", "D06"}
