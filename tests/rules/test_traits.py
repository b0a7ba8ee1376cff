"""Leaving out checks by a case's traits leaves out no finding."""

from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.benchmarks import make_load
from tests.rules.ledgers import ledgers
from tianyi_desk.facts.ledger import Dossier, Ledger
from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.records import CheckIn, Photo, RosterEntry
from tianyi_desk.rules import docket, table
from tianyi_desk.rules.case import Breach, Case
from tianyi_desk.rules.people import Directory
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.services.policies import load_rule_book

moments = st.sampled_from(
    (
        datetime(2021, 10, 18, 10),
        datetime(2021, 11, 20, 9),
        datetime(2023, 3, 7, 18),
        datetime(2023, 4, 20, 9),
    )
)


@pytest.fixture(scope="module")
def book() -> RuleBook:
    return load_rule_book()


def cases_of(ledger: Ledger, book: RuleBook, as_of: datetime) -> list[Case]:
    return docket.open_cases(ledger.dossiers, ledger.loose, Directory(ledger.roster), book, as_of)


def by_every_check(case: Case) -> list[Breach]:
    """Run every check that a plan is judged by, whatever its traits."""
    judged = table._judged_as(case)
    official = [one for rule in table.OFFICIAL_RULES if case.on_mini_program for one in rule.check(case)]
    if official:
        case.official = tuple(official)
    return official + [one for rule in table.RULES if rule.judged in judged for one in rule.check(case)]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(ledger=ledgers(), as_of=moments)
def test_no_check_that_finds_anything_is_left_out(book: RuleBook, ledger: Ledger, as_of: datetime) -> None:
    for case, again in zip(cases_of(ledger, book, as_of), cases_of(ledger, book, as_of), strict=True):
        assert table.breaches_of(case) == by_every_check(again)


def test_nor_is_any_in_a_month_of_orderly_audits(book: RuleBook) -> None:
    facts = list(make_load.facts(120))
    dossiers = tuple(
        Dossier(
            plan,
            tuple(one for one in facts if isinstance(one, CheckIn) and one.plan == plan.number),
            tuple(one for one in facts if isinstance(one, Photo) and one.plan == plan.number),
        )
        for plan in facts
        if isinstance(plan, Plan)
    )
    ledger = Ledger(dossiers, tuple(one for one in facts if isinstance(one, RosterEntry)))
    found = 0
    for case in cases_of(ledger, book, make_load.AS_OF):
        expected = by_every_check(case)
        assert table.breaches_of(case) == expected
        found += len(expected)
    assert found > 0
