"""Judge every rule case of the department and compare; see cases/README.md for how to read them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests.rules.case_compare import broken_invariants, differences
from tests.rules.case_reader import CASES, Case, read_cases
from tianyi_desk.facts.codes import CODES
from tianyi_desk.facts.finding import Verdict
from tianyi_desk.facts.ledger import Decision, Dossier, Ledger
from tianyi_desk.progress import finish
from tianyi_desk.rules.engine import judge
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.services.policies import load_rule_book

ALL = read_cases()
ON_IMPORT = {"D07", "D08"}  # rows with these are rejected before there is anything to judge
WITH_PICTURES = {"S02", "S05", "S06"}  # need files or the gazetteer; their tests stand elsewhere
HERE = [entry.code for entry in CODES if entry.code not in ON_IMPORT | WITH_PICTURES]


@pytest.fixture(scope="module")
def book() -> RuleBook:
    return load_rule_book()


@pytest.mark.parametrize("case", ALL)
def test_the_judgement_is_what_the_case_says(case: Case, book: RuleBook) -> None:
    assert differences(case, judged(case, book)) == []


@pytest.mark.parametrize("case", ALL)
def test_the_judgement_keeps_what_holds_for_every_judgement(case: Case, book: RuleBook) -> None:
    assert list(broken_invariants(case, judged(case, book))) == []


@pytest.mark.parametrize("case", ALL)
def test_the_judgement_does_not_depend_on_the_order_of_the_records(case: Case, book: RuleBook) -> None:
    backwards = replace(case, ledger=_backwards(case.ledger))
    assert judged(backwards, book) == judged(case, book)


@pytest.mark.parametrize("code", HERE)
def test_every_code_has_a_case_that_raises_it_and_one_that_does_not(code: str) -> None:
    own = [case for case in ALL if case.file == code]
    assert any(code == wanted.key[1] for case in own for wanted in case.expectations), "没有判出的例"
    assert any(code in case.absent for case in own), "没有判不出的例"


def test_every_case_has_a_name_of_its_own() -> None:
    assert [name for name, times in Counter(case.name for case in ALL).items() if times > 1] == []


def test_no_case_demands_and_forbids_the_same_code() -> None:
    torn = [str(case) for case in ALL if case.absent & {wanted.key[1] for wanted in case.expectations}]
    assert torn == []


def test_every_file_of_cases_is_read() -> None:
    assert {case.file for case in ALL} == {path.stem for path in CASES.glob("*.toml")}


def judged(case: Case, book: RuleBook) -> Sequence[Verdict]:
    """Judge a case under its changed parameters, with what people decided about the findings before."""
    changed = replace(
        book, policies=tuple(replace(each, **dict[str, Any](case.parameters)) for each in book.policies)
    )
    verdicts = finish(judge(case.ledger, changed, case.as_of))
    if not case.decided:
        return verdicts
    evidence = {finding.key: finding.evidence for verdict in verdicts for finding in verdict.findings}
    decisions = {
        made.key: Decision(made.disposition, {**evidence[made.key], **made.then}) for made in case.decided
    }
    return finish(judge(replace(case.ledger, decisions=decisions), changed, case.as_of))


def _backwards(ledger: Ledger) -> Ledger:
    return replace(
        ledger,
        dossiers=tuple(map(_dossier_backwards, reversed(ledger.dossiers))),
        roster=None if ledger.roster is None else tuple(reversed(ledger.roster)),
        loose=tuple(reversed(ledger.loose)),
    )


def _dossier_backwards(dossier: Dossier) -> Dossier:
    return replace(
        dossier,
        check_ins=tuple(reversed(dossier.check_ins)),
        photos=tuple(reversed(dossier.photos)),
        reviews=tuple(reversed(dossier.reviews)),
        explanations=tuple(reversed(dossier.explanations)),
    )
