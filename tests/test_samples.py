"""The samples are a real month's size, hold every case of the rule book, and each case comes out as it was meant."""

import io
import itertools
import re
import tomllib
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from installer.build_samples import build
from installer.samples_months import MONTHS
from tianyi_desk.facts.codes import CODES
from tianyi_desk.facts.finding import Finding, Verdict
from tianyi_desk.facts.intake import Complaint, Intake
from tianyi_desk.facts.ledger import Ledger
from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.vocabulary import AnomalyKind, Channel, Disposition, Entity, FindingClass, Status
from tianyi_desk.progress import finish
from tianyi_desk.resources import resource
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.rules.reasons import Explainer
from tianyi_desk.services.desk import throw_away_desk
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.services.samples import SampleSet, sample_sets

SAMPLES = Path(resource("samples"))
LATER_CODES = {"S02", "S05", "S06"}  # they come with the gazetteer and the pictures' own data
REJECTED_CODES = {"D07", "D08"}
BOTH = {"签到", "签退"}
MEETINGS = {"首次会议", "末次会议"}
KINDS: dict[str, set[str | None]] = {
    "O1": {"未签到", "未签退", "均未签"},
    "O3": {*MEETINGS, "均无"},
    "H11": {*MEETINGS, "均无"},
    "H12": {*MEETINGS, "均无"},
    "D05": {"缺组长", "多名组长"},
}
SUBJECTS: dict[str, set[str]] = {
    "O2": BOTH,
    "H09": BOTH,
    "H18": BOTH,
    "S08": BOTH,
    "D01": {*BOTH, "计划"},
    "D02": {*BOTH, "计划"},
    "D03": BOTH,
    "H07": MEETINGS,
    "H10": {*MEETINGS, "其他照片"},
}
IN_ORDER = {Status.NORMAL, Status.NOT_STARTED, Status.RUNNING}
INVENTED_PHONE = re.compile(r"154000[012]\d{4}")
ANY_PHONE = re.compile(r"(?<!\d)1[2-9]\d{9}(?!\d)")


@dataclass(frozen=True)
class Judged:
    """One folder of samples, read and judged as of its moment."""

    intake: Intake
    ledger: Ledger
    rejected: Sequence[Complaint]
    verdicts: Sequence[Verdict]

    @property
    def plans(self) -> dict[str, Plan]:
        return {one.plan.number: one.plan for one in self.ledger.dossiers}

    @property
    def findings(self) -> list[Finding]:
        return [one for verdict in self.verdicts for one in verdict.findings]


def judged(one: SampleSet, book: RuleBook) -> Judged:
    with throw_away_desk(book) as desk:
        intake = finish(desk.read([one.folder]))
        piles = desk.examine(intake)
        finish(desk.accept("样例", piles, [one.folder]))
        return Judged(intake, desk.ledger(), piles.rejected, finish(desk.judge_unsaved(one.as_of)))


@pytest.fixture(scope="module")
def book() -> RuleBook:
    return load_rule_book()


@pytest.fixture(scope="module")
def folders(book: RuleBook) -> Mapping[str, Judged]:
    return {one.folder.name: judged(one, book) for one in sample_sets()}


@pytest.fixture(scope="module")
def findings(folders: Mapping[str, Judged]) -> list[Finding]:
    return [one for folder in folders.values() for one in folder.findings]


@pytest.fixture(scope="module")
def verdicts(folders: Mapping[str, Judged]) -> list[Verdict]:
    return [one for folder in folders.values() for one in folder.verdicts]


@pytest.fixture(scope="module")
def expected() -> Mapping[str, Any]:
    return tomllib.loads((SAMPLES / "expected.toml").read_text(encoding="utf-8"))


# What must come out


def token(one: Finding) -> str:
    """Write a finding as expected.toml does: code(kind) subject."""
    kind = f"({one.kind})" if one.code in KINDS else ""
    return f"{one.code}{kind} {one.subject}".rstrip()


def test_every_plan_comes_out_as_its_scenario_says(
    folders: Mapping[str, Judged], expected: Mapping[str, Any]
) -> None:
    wanted = {
        (one["folder"], one["number"]): (one["channel"], one["status"], sorted(one["findings"]))
        for one in expected["plan"]
    }
    found = {
        (folder, one.plan): (one.channel.value, one.status.value, sorted(map(token, one.findings)))
        for folder, outcome in folders.items()
        for one in outcome.verdicts
    }
    assert found == wanted


def test_every_scenario_of_the_tables_has_its_plans(expected: Mapping[str, Any]) -> None:
    wanted = Counter(
        (month.folder, scenario.title)
        for month in MONTHS
        for scenario in month.scenarios
        for _ in scenario.expects
    )
    found = Counter((one["folder"], one["scenario"]) for one in expected["plan"])
    assert wanted <= found


def test_the_rows_that_are_wrong_on_purpose_are_refused_with_their_code(
    folders: Mapping[str, Judged], expected: Mapping[str, Any]
) -> None:
    wanted = Counter((one["folder"], one["file"], one["row"], one["code"]) for one in expected["rejected"])
    found = Counter(
        (folder, one.file, one.row, one.code or "")
        for folder, outcome in folders.items()
        for one in outcome.rejected
    )
    assert found == wanted
    assert {one["code"] for one in expected["rejected"]} >= REJECTED_CODES


def test_the_rule_books_own_examples_come_out_to_the_figure(folders: Mapping[str, Judged]) -> None:
    evidence = {(one.plan, one.code, one.subject): one.evidence for one in folders["seed"].findings}

    distance = evidence["R0123012021301", "O2", "签到"]["distance_m"]
    assert distance == pytest.approx(460_800, abs=200)
    late = evidence["R0123012021302", "H02", "签到"]
    assert (late["late_minutes"], late["over_house"], late["over_regulator"]) == (532, True, True)

    plans = folders["seed"].plans
    assert [len(plans[f"R012301202100{place}"].activities) for place in (2, 4)] == [1, 3]
    assert [one.role for one in plans["R0123012021302"].team] == ["组长", "组员", "组员"]
    assert len(plans["R0123012021303"].addresses) == 2


def test_secrecy_and_changed_plans_make_an_anomaly_expected_and_nothing_else_does(
    folders: Mapping[str, Judged],
) -> None:
    marked = set()
    for outcome in folders.values():
        plans = outcome.plans
        for one in outcome.findings:
            plan = plans[one.plan]
            official = one.code in {"O1", "O2", "O3"}
            assert one.expected == (official and (plan.confidential or bool(plan.adjustment))), one
            marked |= {(plan.confidential, bool(plan.adjustment))} if one.expected else set()
    assert marked == {(True, False), (False, True)}


def test_every_finding_says_why(folders: Mapping[str, Judged], book: RuleBook) -> None:
    for one in sample_sets():
        outcome = folders[one.folder.name]
        explainer = Explainer(outcome.ledger, book, one.as_of)
        for finding in outcome.findings:
            why = explainer.explain(finding)
            assert why.formula, finding
            assert why.inputs, finding


# What the samples hold


def test_the_samples_are_as_large_as_a_real_month(folders: Mapping[str, Judged]) -> None:
    drafts = Counter(draft.entity for outcome in folders.values() for draft in outcome.intake.drafts)
    people = {(one.name, one.phone) for outcome in folders.values() for one in outcome.ledger.roster or ()}

    assert sum(len(outcome.verdicts) for outcome in folders.values()) >= 150
    assert drafts[Entity.CHECK_IN] >= 400
    assert len(people) >= 60
    names = Counter(name for name, _ in people)
    assert [name for name, count in names.items() if count > 1] == ["刘春梅"]


def test_most_plans_are_in_order_as_in_life(folders: Mapping[str, Judged]) -> None:
    for folder in ("2021-10", "2026-10"):
        statuses = Counter(one.status for one in folders[folder].verdicts)
        count = statuses.total()
        troubled = statuses[Status.ANOMALOUS] + statuses[Status.EXPLAINED]
        assert 100 <= count <= 160
        assert sum(statuses[status] for status in IN_ORDER) / count >= 0.62
        assert 0.15 <= troubled / count <= 0.20


def test_every_code_that_is_judged_occurs(findings: Sequence[Finding]) -> None:
    wanted = {one.code for one in CODES} - LATER_CODES - REJECTED_CODES
    assert {one.code for one in findings} == wanted
    classes = {one.finding_class for one in CODES if one.code in wanted}
    assert classes == set(FindingClass)


def test_every_kind_and_subject_occurs(findings: Sequence[Finding]) -> None:
    for code, kinds in KINDS.items():
        assert {one.kind for one in findings if one.code == code} == kinds, code
    for code, subjects in SUBJECTS.items():
        assert {one.subject for one in findings if one.code == code} == subjects, code


def test_every_status_occurs_the_checked_one_after_a_persons_decision(
    verdicts: Sequence[Verdict], book: RuleBook
) -> None:
    assert {one.status for one in verdicts} == set(Status) - {Status.CHECKED}
    one = next(entry for entry in sample_sets() if entry.folder.name == "2022-12")
    with throw_away_desk(book) as desk:
        piles = desk.examine(finish(desk.read([one.folder])))
        finish(desk.accept("样例", piles, [one.folder]))
        before = {verdict.plan: verdict for verdict in finish(desk.judge(one.as_of, "样例"))}
        plan = next(number for number, verdict in before.items() if verdict.status is Status.TO_CHECK)
        keys = [finding.key for finding in before[plan].findings]
        desk.decide("样例", keys, Disposition.CONFIRMED, "已与审核组核实")
        after = {verdict.plan: verdict for verdict in finish(desk.judge_unsaved(one.as_of))}
    assert after[plan].status is Status.CHECKED


def test_every_channel_policy_and_demand_occurs(
    verdicts: Sequence[Verdict], findings: Sequence[Finding], book: RuleBook
) -> None:
    assert {one.channel for one in verdicts} == set(Channel)
    assert {one.policy for one in verdicts} == {policy.effective for policy in book.policies} | {None}
    for code in ("O1", "O3"):
        assert {one.evidence["must_sign"] for one in findings if one.code == code} == {"官方", "机构"}
    assert {one.deadline is None for one in verdicts} == {True, False}


def test_both_ways_of_binding_occur(folders: Mapping[str, Judged], book: RuleBook) -> None:
    bound = {
        (outcome.plans[one.plan].start.date() < book.half_day_binding_from, bool(one.bound_with))
        for outcome in folders.values()
        for one in outcome.verdicts
    }
    assert bound == set(itertools.product((True, False), repeat=2))


def test_every_side_and_kind_of_explanation_occurs(folders: Mapping[str, Judged]) -> None:
    dossiers = [dossier for outcome in folders.values() for dossier in outcome.ledger.dossiers]
    sides = {frozenset(one.side.value for one in dossier.explanations) for dossier in dossiers}
    assert sides == {frozenset(), frozenset({"审核员"}), frozenset({"机构"}), frozenset({"审核员", "机构"})}
    assert {one.kind for dossier in dossiers for one in dossier.explanations} == set(AnomalyKind)


def test_long_and_rare_names_survive_every_format(folders: Mapping[str, Judged]) -> None:
    enterprises = {plan.enterprise for outcome in folders.values() for plan in outcome.plans.values()}
    people = {one.name for outcome in folders.values() for one in outcome.ledger.roster or ()}
    signers = {
        one.name
        for outcome in folders.values()
        for dossier in outcome.ledger.dossiers
        for one in dossier.check_ins
    }
    assert max(map(len, enterprises)) == 40
    assert any("䶮" in name for name in enterprises)
    assert {"万䶮", "钱𬭎毅", "买买提·艾力", "欧阳静姝"} <= people
    assert {"万䶮", "钱𬭎毅"} & signers


def test_every_format_occurs() -> None:
    assert {path.suffix for path in SAMPLES.rglob("*.*")} == {".xlsx", ".xls", ".csv", ".jpg", ".toml"}
    tables = [path.read_bytes() for path in SAMPLES.rglob("*.csv")]
    assert any(table.startswith(b"\xef\xbb\xbf") for table in tables)
    plain = [table for table in tables if not table.startswith(b"\xef\xbb\xbf")]
    assert {is_utf8(table) for table in plain} == {True, False}


def is_utf8(table: bytes) -> bool:
    try:
        table.decode("utf-8")
    except UnicodeDecodeError:
        assert table.decode("gb18030")
        return False
    return True


# Privacy


def cells(folders: Mapping[str, Judged]) -> Iterator[str]:
    for outcome in folders.values():
        for draft in outcome.intake.drafts:
            yield from draft.raw.values()


def test_no_phone_or_id_number_can_be_somebodys(folders: Mapping[str, Judged]) -> None:
    phones = {phone for cell in cells(folders) for phone in ANY_PHONE.findall(cell)}
    assert len(phones) > 100
    assert [phone for phone in phones if not INVENTED_PHONE.fullmatch(phone)] == []
    numbers = {one.id_number for outcome in folders.values() for one in outcome.ledger.roster or ()}
    assert {number[:6] for number in numbers} == {"990101"}
    assert {len(number) for number in numbers} == {18}


# Pictures


def fingerprint(path: Path) -> np.ndarray[Any, np.dtype[np.bool_]]:
    with Image.open(path) as image:
        grey = np.asarray(image.convert("L").resize((9, 8), Image.Resampling.LANCZOS), dtype=np.int16)
    return (grey[:, 1:] > grey[:, :-1]).ravel()


def test_pictures_are_small_and_only_those_reused_on_purpose_are_alike() -> None:
    pictures = sorted(SAMPLES.rglob("*.jpg"))
    sizes = [path.stat().st_size for path in pictures]
    assert len(pictures) > 100
    assert max(sizes) <= 12 * 1024
    assert sum(sizes) <= 2 * 1024 * 1024

    prints = np.stack([fingerprint(path) for path in pictures])
    apart = (prints[:, None, :] != prints[None, :, :]).sum(axis=2)
    alike = [(pictures[one], pictures[other]) for one, other in np.argwhere(apart <= 4) if one < other]
    assert len(alike) == 2
    for one, other in alike:
        assert one.read_bytes() == other.read_bytes()
        assert one.parts[-3] != other.parts[-3]


@pytest.mark.parametrize("folder", ["2021-10", "2026-10"])
def test_some_plan_lists_a_photo_that_was_not_handed_in_beside_some_that_were(
    folders: Mapping[str, Judged], folder: str
) -> None:
    handed_in = {(path.parts[-3], path.name) for path in (SAMPLES / folder / "照片").rglob("*.jpg")}
    listed = {
        (one.plan, one.file_name) for dossier in folders[folder].ledger.dossiers for one in dossier.photos
    }
    assert handed_in <= listed
    partly = {number for number, _ in listed - handed_in} & {number for number, _ in handed_in}
    unlisted_times = {
        one.uploaded_at is None for dossier in folders[folder].ledger.dossiers for one in dossier.photos
    }
    assert partly
    assert unlisted_times == {True, False}


# Building them again


def content(path: Path) -> object:
    """Return what a file holds, without what packing or another encoder may change."""
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as packed:
            return {entry.filename: (entry.date_time, packed.read(entry)) for entry in packed.infolist()}
    return path.read_bytes()


def pixels(path: Path) -> np.ndarray[Any, np.dtype[np.int16]]:
    with Image.open(io.BytesIO(path.read_bytes())) as image:
        return np.asarray(image.convert("RGB"), dtype=np.int16)


def test_building_the_samples_again_gives_what_is_there(tmp_path: Path) -> None:
    build(tmp_path)
    names = {path.relative_to(SAMPLES) for path in SAMPLES.rglob("*") if path.is_file()}
    assert {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()} == names
    for name in sorted(names):
        if name.suffix == ".jpg":
            assert np.abs(pixels(tmp_path / name) - pixels(SAMPLES / name)).max() <= 8, name
        else:
            assert content(tmp_path / name) == content(SAMPLES / name), name
