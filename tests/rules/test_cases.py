"""Judge every rule case of the department and compare; see cases/README.md for how to read them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.rules.case_compare import broken_invariants, differences
from tests.rules.case_reader import CASES, Case, read_cases, read_file
from tianyi_desk.facts.codes import CODE, CODES
from tianyi_desk.facts.finding import Verdict
from tianyi_desk.facts.ledger import Decision, Dossier, Ledger
from tianyi_desk.progress import finish
from tianyi_desk.rules.engine import explain, judge
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


@pytest.mark.parametrize("case", [case for case in ALL if case.expectations and not case.decided])
def test_every_finding_of_the_case_opens_to_a_why(case: Case, book: RuleBook) -> None:
    findings = [finding for verdict in judged(case, book) for finding in verdict.findings]
    for finding in findings:
        why = explain(case.ledger, changed_book(case, book), case.as_of, finding)
        assert why.clause == CODE[finding.code].clause
        assert bool(why.clause_text) == bool(why.clause)
        assert why.inputs
        assert any(letter.isdigit() for letter in why.formula)


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


@pytest.mark.parametrize(
    "wrong",
    [
        '"计划"."签道" = "09:00"',
        '"期望" = ["H99"]',
        '"计划"."涉密" = "或许"',
        '"计划"."未参会人员" = ["郑一鸣"]',
        '"计划"."签到" = {"姓 名" = "崔岚"}',
    ],
)
def test_a_typing_error_in_a_case_is_refused_by_the_name_of_the_case(wrong: str, tmp_path: Path) -> None:
    path = tmp_path / "错.toml"
    path.write_text(f'[["例"]]\n"名称" = "写错的例"\n{wrong}\n', encoding="utf-8")
    with pytest.raises(ValueError, match="写错的例"):
        list(read_file(path))


def judged(case: Case, book: RuleBook) -> Sequence[Verdict]:
    """Judge a case under its changed parameters, with what people decided about the findings before."""
    changed = changed_book(case, book)
    verdicts = finish(judge(case.ledger, changed, case.as_of))
    if not case.decided:
        return verdicts
    evidence = {finding.key: finding.evidence for verdict in verdicts for finding in verdict.findings}
    decisions = {
        made.key: Decision(made.disposition, {**evidence[made.key], **made.then}) for made in case.decided
    }
    return finish(judge(replace(case.ledger, decisions=decisions), changed, case.as_of))


def changed_book(case: Case, book: RuleBook) -> RuleBook:
    """Return the rule book with the case's changed parameters in every policy."""
    parameters = dict[str, Any](case.parameters)
    return replace(book, policies=tuple(replace(each, **parameters) for each in book.policies))


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
