"""The desk as a whole, over the samples that ship: month by month into one database, as a department would."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tianyi_desk.facts.intake import Intake
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.progress import finish
from tianyi_desk.services.desk import Desk, open_desk, throw_away_desk
from tianyi_desk.services.judgement import judge_unsaved
from tianyi_desk.services.piles import Piles
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.services.samples import SampleSet, sample_sets

BOOK = load_rule_book()
MONTHS = [one for one in sample_sets() if one.folder.name != "seed"]
ROSTER = Entity.PERSON


@pytest.fixture(scope="module", name="read")
def _read() -> dict[str, Intake]:
    with throw_away_desk(BOOK) as desk:
        return {one.folder.name: finish(desk.read([one.folder])) for one in MONTHS}


@pytest.fixture(name="desk")
def _desk() -> Iterator[Desk]:
    with throw_away_desk(BOOK) as desk:
        yield desk


def bring_in(desk: Desk, month: SampleSet, intake: Intake) -> Piles:
    piles = desk.examine(intake)
    finish(desk.accept("录入员", piles, [month.folder]))
    return piles


def test_month_by_month_the_roster_arrives_as_changes(desk: Desk, read: dict[str, Intake]) -> None:
    changed = 0
    known = 0
    for month in MONTHS:
        intake = read[month.folder.name]
        piles = bring_in(desk, month, intake)
        drafts = {draft.fact for draft in intake.drafts if draft.entity is ROSTER}
        refused = [one for one in piles.rejected if one.sheet == ROSTER.value]
        assert refused == [one for one in intake.complaints if one.sheet == ROSTER.value]
        altered = [one for one in piles.changed if one.entity is ROSTER]
        added = [one for one in piles.added if one.entity is ROSTER]
        assert all(one.changes and not one.conflicts for one in altered)
        changed += len(altered)
        roster = desk.ledger().roster or ()
        assert {getattr(fact, "name", "") for fact in drafts} <= {one.name for one in roster}
        known += len(added)
        assert len(roster) == known
        for one in roster:  # the newest file has the last word
            said = [fact for fact in drafts if getattr(fact, "id_number", None) == one.id_number]
            assert not said or one in said
    assert changed > 0


def test_each_month_twice_changes_nothing(desk: Desk, read: dict[str, Intake]) -> None:
    for month in MONTHS:
        bring_in(desk, month, read[month.folder.name])
        again = desk.examine(read[month.folder.name])
        assert again.empty, (again.added[:3], again.changed[:3])
        assert finish(desk.accept("录入员", again, [month.folder])).batch is None


def test_all_months_in_one_batch_refuse_what_they_say_otherwise_of_one_person(
    desk: Desk, read: dict[str, Intake]
) -> None:
    drafts = tuple(draft for month in read.values() for draft in month.drafts)
    piles = desk.examine(Intake(drafts))
    people = [one for one in piles.rejected if one.sheet == ROSTER.value]
    assert people
    assert all("说的是同一条审核组名册而内容不同" in one.message for one in people)


def test_the_months_in_one_database_are_judged_as_each_alone(desk: Desk, read: dict[str, Intake]) -> None:
    for month in MONTHS:
        bring_in(desk, month, read[month.folder.name])
    together = {one.plan: one for one in finish(desk.judge(MONTHS[-1].as_of, "陆文静"))}
    some = sorted(together)[:: max(1, len(together) // 40)]
    for number in some:
        (alone,) = finish(judge_unsaved(desk.database, BOOK, MONTHS[-1].as_of, [number]))
        assert alone == together[number]


def test_judging_some_plans_of_a_month_equals_judging_them_all(desk: Desk, read: dict[str, Intake]) -> None:
    for month in MONTHS:
        with throw_away_desk(BOOK) as own:
            bring_in(own, month, read[month.folder.name])
            everything = {one.plan: one for one in finish(own.judge_unsaved(month.as_of))}
            for number in sorted(everything)[::9]:
                (alone,) = finish(own.judge_unsaved(month.as_of, [number]))
                assert alone == everything[number]


def test_every_accepted_file_is_kept_under_its_sha256(tmp_path: Path, read: dict[str, Intake]) -> None:
    month = MONTHS[0]
    with open_desk(tmp_path / "库.sqlite", BOOK) as desk:
        bring_in(desk, month, read[month.folder.name])
        folder = desk.database.kept_files
        assert folder is not None
        kept = [path for path in folder.rglob("*") if path.is_file()]
    assert len(kept) == len({path.name for path in kept}) > 1
    assert all(hashlib.sha256(path.read_bytes()).hexdigest() == path.stem for path in kept)


def test_history_tells_of_a_plan_its_records_and_its_findings_in_order(
    desk: Desk, read: dict[str, Intake]
) -> None:
    month = MONTHS[0]
    bring_in(desk, month, read[month.folder.name])
    verdicts = finish(desk.judge(month.as_of, "陆文静"))
    number = next(one.plan for one in verdicts if len(one.findings) > 1)
    entries = desk.history_of_plan(number)
    assert [one.number for one in entries] == sorted(one.number for one in entries)
    kinds = {one.entity for one in entries}
    assert {Entity.PLAN.value, "异常"} <= kinds
    assert all(number in one.key for one in entries)
    assert desk.history_of_plan("没有这个计划") == ()
