"""The samples show every rule at work, and each scenario comes out as it was meant."""

import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tianyi_desk.facts.codes import CODES
from tianyi_desk.facts.finding import Verdict
from tianyi_desk.facts.vocabulary import Channel, Status
from tianyi_desk.progress import finish
from tianyi_desk.resources import resource
from tianyi_desk.services.checking import Outcome, check
from tianyi_desk.services.samples import SampleSet, sample_sets

LATER_CODES = {"S02", "S05", "S06"}  # they come with the gazetteer and the pictures
REJECTED_CODES = {"D07", "D08"}


@pytest.fixture(scope="module")
def outcomes() -> Mapping[str, Outcome]:
    sets: tuple[SampleSet, ...] = sample_sets()
    return {one.folder.name: finish(check([one.folder], one.as_of, None, None)) for one in sets}


@pytest.fixture(scope="module")
def expected() -> Mapping[str, Any]:
    return tomllib.loads(Path(resource("samples", "expected.toml")).read_text(encoding="utf-8"))


def verdicts_of(outcomes: Mapping[str, Outcome]) -> list[Verdict]:
    return [verdict for outcome in outcomes.values() for verdict in outcome.account.verdicts]


def words(verdict: Verdict) -> list[str]:
    kinds = {"O1", "O3", "H11", "H12", "D05"}
    return sorted(
        one.code + (f"({one.kind})" if one.code in kinds else "") + (f" {one.subject}" if one.subject else "")
        for one in verdict.findings
    )


def test_every_plan_comes_out_as_its_scenario_says(
    outcomes: Mapping[str, Outcome], expected: Mapping[str, Any]
) -> None:
    wanted = {
        (one["folder"], one["number"]): (one["channel"], one["status"], sorted(one["findings"]))
        for one in expected["plan"]
    }
    found = {
        (folder, one.plan): (one.channel.value, one.status.value, words(one))
        for folder, outcome in outcomes.items()
        for one in outcome.account.verdicts
    }
    assert found == wanted


def test_the_rows_that_are_wrong_on_purpose_are_rejected_with_their_code(
    outcomes: Mapping[str, Outcome], expected: Mapping[str, Any]
) -> None:
    wanted = Counter((one["folder"], one["file"], one["row"], one["code"]) for one in expected["rejected"])
    found = Counter(
        (folder, one.file, one.row, one.code or "")
        for folder, outcome in outcomes.items()
        for one in outcome.account.rejected
    )
    assert found == wanted


def test_the_samples_hold_every_code_status_and_channel(outcomes: Mapping[str, Outcome]) -> None:
    verdicts = verdicts_of(outcomes)
    found = {one.code for verdict in verdicts for one in verdict.findings}
    rejected = {one.code for outcome in outcomes.values() for one in outcome.account.rejected}

    assert found == {one.code for one in CODES} - LATER_CODES - REJECTED_CODES
    assert rejected >= REJECTED_CODES
    assert {verdict.channel for verdict in verdicts} == set(Channel)
    assert {verdict.status for verdict in verdicts} >= set(Status) - {Status.CHECKED}


def test_the_samples_are_a_month_as_large_as_a_real_one(outcomes: Mapping[str, Outcome]) -> None:
    assert len(verdicts_of(outcomes)) >= 150


def test_every_finding_of_the_samples_has_its_reasons(outcomes: Mapping[str, Outcome]) -> None:
    for outcome in outcomes.values():
        for verdict in outcome.account.verdicts:
            for finding in verdict.findings:
                why = outcome.explainer.explain(finding)
                assert why.formula
                assert why.inputs
                assert why.counterfactual, finding
