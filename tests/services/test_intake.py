"""The four piles that an import falls into, and what accepting them writes."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields, replace
from typing import Any

import pytest
from sqlalchemy import func, select

from tests import builders
from tests.builders import at, check_in, draft, explanation, intake, person, photo, plan, position, review
from tianyi_desk.facts.intake import Complaint, Draft, Fact, Intake, PlanReference
from tianyi_desk.facts.ledger import Ledger
from tianyi_desk.facts.vocabulary import Channel, Entity, Event, Role
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database, throw_away_database
from tianyi_desk.progress import finish
from tianyi_desk.services import trail
from tianyi_desk.services.intake import Accepted, accept, examine
from tianyi_desk.services.judgement import load
from tianyi_desk.services.piles import FieldChange, Piles
from tianyi_desk.trouble import DeskError

NUMBER, OTHER = builders.NUMBER, "R0123012021002"
LEADER, HELPER = builders.member("崔明远", Role.LEADER), builders.member("贾思齐")


@pytest.fixture(name="database")
def _database() -> Iterator[Database]:
    with closing(throw_away_database()) as database:
        yield database


def take(database: Database, *facts: Fact | Draft) -> tuple[Piles, Accepted]:
    """Examine and accept."""
    piles = examine(database, intake(*facts))
    return piles, finish(accept(database, "录入员", piles))


def ledger(database: Database) -> Ledger:
    return load(database)


def sizes(piles: Piles) -> tuple[int, int, int, int]:
    return len(piles.added), len(piles.changed), len(piles.unchanged), len(piles.rejected)


def count(database: Database, table: Any = t.change) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def only(draft_of: Fact, *given: str, **more: Any) -> Draft:
    """Build a draft whose file had just these columns."""
    return draft(draft_of, given, **more)


# The four piles


def everything() -> list[Fact]:
    return [
        plan(),
        person(id_number="110101199001011237"),
        check_in(),
        check_in(event=Event.CLOSING),
        photo(),
        review(),
        explanation(),
    ]


def test_what_is_new_is_added_and_comes_back(database: Database) -> None:
    piles, accepted = take(database, *everything())
    assert sizes(piles) == (7, 0, 0, 0)
    assert (accepted.batch, accepted.added, accepted.changed) == (1, 7, 0)
    (dossier,) = ledger(database).dossiers
    facts = everything()
    assert [dossier.plan, *dossier.check_ins, *dossier.photos, *dossier.reviews, *dossier.explanations] == [
        facts[0],
        *facts[2:],
    ]
    assert ledger(database).roster == (facts[1],)


def test_importing_twice_changes_nothing_and_makes_no_batch(database: Database) -> None:
    take(database, *everything())
    before = count(database)
    piles, accepted = take(database, *everything())
    assert sizes(piles) == (0, 0, 7, 0)
    assert accepted == Accepted(None, 0, 0)
    assert (count(database), count(database, t.batch), count(database, t.source_file)) == (before, 1, 1)


def test_a_change_is_told_field_by_field_and_written(database: Database) -> None:
    take(database, plan())
    later = plan(end=at("2021-10-20 12:00"), remarks="延期", team=(LEADER,))
    piles, accepted = take(database, later)
    assert sizes(piles) == (0, 1, 0, 0)
    assert piles.changed[0].changes == (
        FieldChange("end", plan().end, later.end),
        FieldChange("team", plan().team, later.team),
        FieldChange("remarks", "", "延期"),
    )
    assert (accepted.added, accepted.changed) == (0, 1)
    assert ledger(database).dossiers[0].plan == later
    (entry,) = [one for one in trail.history_of_plan(database, NUMBER) if one.field == "end"]
    assert (entry.before, entry.after) == ('"2021-10-19T17:00:00"', '"2021-10-20T12:00:00"')
    assert (entry.actor, entry.reason, entry.batch) == ("录入员", "导入", 2)


def test_a_changed_enterprise_binds_under_its_new_name(database: Database) -> None:
    take(database, plan())
    take(database, plan(enterprise="石家庄筠砺（轴承）有限公司"))
    with database.reading() as session:
        folded = session.scalar(select(t.plan.c.enterprise_folded))
    assert folded == "石家庄筠砺(轴承)有限公司"


@pytest.mark.parametrize("fact", everything(), ids=lambda fact: type(fact).__name__)
def test_columns_that_a_file_lacks_never_wipe(database: Database, fact: Fact) -> None:
    take(database, *everything())
    full = next(one for one in everything() if one == fact)
    key = {
        Entity.PLAN: {"number"},
        Entity.PERSON: {"name", "id_number"},
        Entity.CHECK_IN: {"plan", "name", "event", "at"},
        Entity.PHOTO: {"plan", "category", "file_name"},
        Entity.REVIEW: {"plan", "file_name"},
        Entity.EXPLANATION: {"plan", "kind", "side", "filed_on", "author"},
    }[builders.ENTITY[type(fact)]]
    empty: Any = {
        field.name: type(getattr(full, field.name))()
        for field in fields(full)
        if field.name not in key
        and isinstance(getattr(full, field.name), str | tuple)
        and type(getattr(full, field.name)) in {str, tuple}
    }
    piles, accepted = take(database, only(replace(full, **empty), *key))
    assert sizes(piles) == (0, 0, 1, 0)
    assert accepted.batch is None


def test_an_empty_column_that_the_file_has_does_wipe(database: Database) -> None:
    take(database, plan(remarks="旧备注"))
    piles, _ = take(database, only(plan(remarks=""), "number", "remarks"))
    assert piles.changed[0].changes == (FieldChange("remarks", "旧备注", ""),)
    assert ledger(database).dossiers[0].plan.remarks == ""


def test_a_file_without_coordinates_keeps_those_of_addresses_that_stay(database: Database) -> None:
    take(database, plan())
    without = plan(addresses=(builders.address(), builders.address("第二地址")))
    take(database, without)
    first, second = ledger(database).dossiers[0].plan.addresses
    assert (first.position, second.position) == (position(), None)


# One batch that contradicts itself


def test_an_equal_later_row_of_a_plan_is_unchanged(database: Database) -> None:
    assert sizes(examine(database, intake(plan(), plan()))) == (1, 0, 1, 0)


def test_a_differing_later_row_of_a_plan_is_d08_and_names_the_first(database: Database) -> None:
    piles, _ = take(database, plan(), plan(remarks="另一行"))
    assert sizes(piles) == (1, 0, 0, 1)
    (refused,) = piles.rejected
    assert (refused.code, refused.row, refused.column, refused.found) == ("D08", 3, "计划编号", NUMBER)
    assert "计划.xlsx 审核计划 第2行" in refused.message
    assert "备注" in refused.message
    assert ledger(database).dossiers[0].plan == plan()


def test_d08_also_holds_against_a_plan_that_is_known(database: Database) -> None:
    take(database, plan())
    piles, _ = take(database, plan(remarks="一"), plan(remarks="二"), plan(remarks="一"))
    assert sizes(piles) == (0, 1, 1, 1)
    assert piles.rejected[0].code == "D08"
    assert ledger(database).dossiers[0].plan.remarks == "一"


def test_a_later_row_that_agrees_with_what_is_known_but_not_with_the_first_is_d08_too(
    database: Database,
) -> None:
    take(database, plan())
    piles, _ = take(database, plan(remarks="一"), plan())
    assert sizes(piles) == (0, 1, 0, 1)
    assert ledger(database).dossiers[0].plan.remarks == "一"


@pytest.mark.parametrize(
    ("first", "second", "column"),
    [
        (person(id_number="1"), person(id_number="1", department="二部"), "部门"),
        (check_in(place="甲地"), check_in(place="乙地"), "位置"),
        (photo(uploader="崔明远"), photo(uploader="贾思齐"), "上传人"),
        (review(conclusion="通过"), review(conclusion="有问题"), "结论"),
        (explanation(cause="没电"), explanation(cause="没网"), "原因"),
    ],
    ids=("person", "check-in", "photo", "review", "explanation"),
)
def test_contradictions_of_one_batch_keep_the_first_row_and_refuse_the_other(
    database: Database, first: Fact, second: Fact, column: str
) -> None:
    take(database, plan(), photo(file_name=review().file_name, shot_with="相册"))
    piles = examine(database, intake(first, second))
    (refused,) = piles.rejected
    assert (refused.code, refused.row) == (None, 3)
    assert column in refused.message
    assert "第2行" in refused.message
    assert len(piles.added) + len(piles.changed) == 1


def test_the_same_second_on_two_channels_is_two_records(database: Database) -> None:
    piles, _ = take(
        database, plan(), check_in(channel=Channel.MINI_PROGRAM), check_in(channel=Channel.DINGTALK)
    )
    assert sizes(piles) == (3, 0, 0, 0)


# What names a plan or a photo


def test_records_of_unknown_plans_are_refused(database: Database) -> None:
    piles, accepted = take(database, check_in(), photo(), explanation())
    assert sizes(piles) == (0, 0, 0, 3)
    assert accepted.batch is None
    assert {(one.column, one.found) for one in piles.rejected} == {("计划编号", NUMBER)}
    assert "不在本批文件里，也不在数据库里" in piles.rejected[0].message


def test_records_of_a_plan_whose_own_row_was_refused_say_so(database: Database) -> None:
    bad = Complaint("计划.xlsx", "审核计划", 9, "审核时间", "", "", "时间读不出", "D07", plan=NUMBER)
    piles = examine(database, replace(intake(check_in()), complaints=(bad,)))
    assert len(piles.rejected) == 2
    (record,) = [one for one in piles.rejected if one.code is None]
    assert "被拒绝（计划.xlsx 审核计划 第9行）" in record.message


def test_records_of_a_known_plan_stand_although_its_new_row_was_refused(database: Database) -> None:
    take(database, plan())
    bad = Complaint("计划.xlsx", "审核计划", 9, "审核时间", "", "", "时间读不出", "D07", plan=NUMBER)
    piles = examine(database, replace(intake(check_in()), complaints=(bad,)))
    assert sizes(piles) == (1, 0, 0, 1)


def test_records_may_come_before_their_plan_in_one_batch(database: Database) -> None:
    piles, _ = take(database, check_in(), review(), photo(), plan())
    assert sizes(piles) == (4, 0, 0, 0)


def test_a_review_of_a_photo_that_is_not_listed_is_refused(database: Database) -> None:
    piles, _ = take(database, plan(), photo(), review(file_name="没有这张.jpg"))
    (refused,) = piles.rejected
    assert (refused.column, refused.found) == ("文件名", "没有这张.jpg")


def test_a_review_of_a_photo_listed_earlier_is_taken(database: Database) -> None:
    take(database, plan(), photo())
    assert sizes(examine(database, intake(review()))) == (1, 0, 0, 0)


def reference(start: str, end: str, enterprise: str = "大连海川机械有限公司") -> PlanReference:
    return PlanReference(enterprise, at(start), at(end))


@pytest.mark.parametrize("known", [True, False], ids=("known", "same batch"))
@pytest.mark.parametrize(
    ("named", "number"),
    [
        (reference("2021-10-18 08:30", "2021-10-19 17:00"), NUMBER),
        (reference("2021-10-18 00:00", "2021-10-19 23:59"), NUMBER),
        (reference("2021-10-18 08:30", "2021-10-19 17:00", " 大连海川机械有限公司　"), NUMBER),
        (reference("2021-10-25 08:30", "2021-10-26 17:00"), OTHER),
        (reference("2021-10-18 08:30", "2021-10-19 17:00", "没有这家"), None),
    ],
)
def test_a_check_in_may_name_its_plan_by_enterprise_and_time(
    database: Database, named: PlanReference, number: str | None, *, known: bool
) -> None:
    plans = [plan(), plan(OTHER, start=at("2021-10-25 08:30"), end=at("2021-10-26 17:00"))]
    if known:
        take(database, *plans)
    record = draft(check_in(plan=""), reference=named)
    piles, _ = take(database, *([] if known else plans), record)
    if number is None:
        (refused,) = piles.rejected
        assert (refused.column, refused.found) == ("企业名称", "没有这家")
        return
    assert not piles.rejected
    found = {one.plan.number: one.check_ins for one in ledger(database).dossiers}
    assert [record.plan for record in found[number]] == [number]
    assert sizes(take(database, record)[0]) == (0, 0, 1, 0)


def test_a_reference_looks_at_the_plans_as_this_batch_makes_them(database: Database) -> None:
    take(database, plan())
    moved = plan(start=at("2021-11-01 08:30"), end=at("2021-11-02 17:00"))
    record = draft(
        check_in(plan="", at=at("2021-11-01 08:20")),
        reference=reference("2021-11-01 08:30", "2021-11-02 17:00"),
    )
    piles, _ = take(database, moved, record)
    assert sizes(piles) == (1, 1, 0, 0)


def test_two_references_to_one_plan_do_not_make_one_record_two(database: Database) -> None:
    named = reference("2021-10-18 08:30", "2021-10-19 17:00")
    piles = examine(database, intake(plan(), check_in(), draft(check_in(plan=""), reference=named)))
    assert sizes(piles) == (2, 0, 1, 0)


def test_a_dingtalk_record_of_no_plan_is_kept_and_known_again(database: Database) -> None:
    loose = check_in(plan="", channel=Channel.DINGTALK)
    take(database, plan(), loose)
    assert ledger(database).loose == (loose,)
    assert sizes(take(database, loose)[0]) == (0, 0, 1, 0)


# The roster


def test_a_person_is_found_by_the_name_and_learns_numbers(database: Database) -> None:
    take(database, person())
    piles, _ = take(database, person(id_number="110101199001011237", phone="15400010001"))
    assert sizes(piles) == (0, 1, 0, 0)
    again, _ = take(database, only(person(phone="15400010001"), "name", "phone"))
    assert sizes(again) == (0, 0, 1, 0)


def test_a_row_without_numbers_among_namesakes_is_refused(database: Database) -> None:
    take(database, person(id_number="1"), person(id_number="2"))
    piles = examine(database, intake(person(department="三部")))
    assert "名册里有几位" in piles.rejected[0].message


def test_namesakes_may_exchange_their_phones(database: Database) -> None:
    take(database, person(id_number="1", phone="甲"), person(id_number="2", phone="乙"))
    piles, _ = take(database, person(id_number="1", phone="乙"), person(id_number="2", phone="甲"))
    assert sizes(piles) == (0, 2, 0, 0)


# Accepting


def test_a_part_may_be_accepted(database: Database) -> None:
    piles = examine(database, intake(plan(), plan(OTHER), check_in(), check_in(OTHER)))
    accepted = finish(accept(database, "录入员", piles, only={0, 2, 3}))
    assert (accepted.added, [one.row for one in accepted.left_out]) == (2, [5])
    assert [one.plan.number for one in ledger(database).dossiers] == [NUMBER]
    rest = examine(database, intake(plan(), plan(OTHER), check_in(), check_in(OTHER)))
    assert sizes(rest) == (2, 0, 2, 0)


def test_a_review_is_left_out_with_its_photo(database: Database) -> None:
    piles = examine(database, intake(plan(), photo(), review()))
    accepted = finish(accept(database, "录入员", piles, only={0, 2}))
    assert (accepted.added, len(accepted.left_out)) == (1, 1)


def test_accepting_nothing_writes_nothing(database: Database) -> None:
    piles = examine(database, intake(plan(), check_in()))
    assert finish(accept(database, "录入员", piles, only=())) == Accepted(None, 0, 0)
    assert count(database) == count(database, t.batch) == 0


def test_piles_made_before_somebody_else_wrote_are_refused(database: Database) -> None:
    piles = examine(database, intake(plan()))
    take(database, plan(remarks="先到"))
    with pytest.raises(DeskError, match="预览之后"):
        finish(accept(database, "录入员", piles))
    assert ledger(database).dossiers[0].plan.remarks == "先到"


def test_a_field_that_a_person_set_last_is_a_conflict_and_stays(database: Database) -> None:
    take(database, plan(remarks="文件"))
    with database.writing() as session:
        history = trail.Trail(session, trail.Act("陆文静", at("2021-11-01 09:00"), "更正"))
        history.changed(trail.Thing(Entity.PLAN.value, 1, NUMBER), "remarks", "文件", "人工")
        history.append()
        session.execute(t.plan.update().values(remarks="人工"))
    piles, accepted = take(database, plan(remarks="再次导入"))
    (altered,) = piles.changed
    assert (altered.changes, altered.conflicts) == ((), (FieldChange("remarks", "人工", "再次导入"),))
    assert accepted.batch is None
    piles, _ = take(database, plan(remarks="再次导入", region="大连"))
    assert [one.name for one in piles.changed[0].changes] == ["region"]
    (dossier,) = ledger(database).dossiers
    assert (dossier.plan.remarks, dossier.plan.region) == ("人工", "大连")


def test_every_row_that_was_written_is_kept_as_its_cells_read(database: Database) -> None:
    raw = {"计划编号": NUMBER, "没人认得的列": "原样"}
    take(database, draft(plan(), raw=raw))
    with database.reading() as session:
        assert session.execute(select(t.source_row.c.row, t.source_row.c.raw)).all() == [
            (2, '{"计划编号":"' + NUMBER + '","没人认得的列":"原样"}')
        ]


def test_an_empty_intake_makes_empty_piles(database: Database) -> None:
    assert examine(database, Intake()).empty
