"""The roster by hand: every write leaves its trace, and a file that comes again does not undo it."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from tests import builders
from tests.builders import person, plan
from tianyi_desk.facts.intake import Fact
from tianyi_desk.facts.records import RosterEntry
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database, throw_away_database
from tianyi_desk.progress import finish
from tianyi_desk.services import trail
from tianyi_desk.services.intake import accept, examine
from tianyi_desk.services.piles import Piles
from tianyi_desk.services.roster_editing import (
    Numbers,
    add_person,
    doubts,
    edit_person,
    faults,
    show_numbers,
    tidied,
    with_values,
    wrong_with_id,
)
from tianyi_desk.trouble import DeskError

ID, OTHER_ID = "11010519491231002X", "440524188001010014"
PHONE, OTHER_PHONE = "13812345678", "13912345678"
MING = person("崔明远", id_number=ID, phone=PHONE, ccaa_number="2020-N11-000001", department="北京总部")


def examined(database: Database, *facts: Fact) -> Piles:
    return examine(database, builders.intake(*facts))


def bring_in(database: Database, *facts: Fact) -> Piles:
    piles = examined(database, *facts)
    finish(accept(database, "录入员", piles))
    return piles


@pytest.fixture(name="database")
def _database() -> Iterator[Database]:
    with closing(throw_away_database()) as database:
        bring_in(database, MING, person("贾思齐", phone="13700001111"))
        yield database


def rows(database: Database) -> dict[int, Any]:
    with database.reading() as session:
        return {row.id: row for row in session.execute(select(t.person).order_by(t.person.c.id))}


def written(database: Database, key: int) -> list[tuple[Any, ...]]:
    entries = trail.history(database, Entity.PERSON.value, key)
    return [(one.field, one.before, one.after, one.actor, one.reason) for one in entries]


def test_a_person_is_added_as_an_import_would_have_read_them(database: Database) -> None:
    entry = RosterEntry(
        "欧阳 静姝", "1101 0519491231002x", "", "139-1234-5678", " 山东分公司 ", "审核员", "在职"
    )
    key = finish(add_person(database, "陆文静", entry, " 新入职 "))
    row = rows(database)[key]
    assert (row.name, row.id_number, row.phone) == ("欧阳静姝", ID, OTHER_PHONE)
    assert (row.department, row.version, row.sheet_id) == ("山东分公司", 1, None)
    ((field, before, after, actor, reason),) = written(database, key)
    assert (field, before, actor, reason) == (None, None, "陆文静", "新入职")
    assert "欧阳静姝" in after


def test_a_correction_writes_only_what_changed_and_counts_the_version_up(database: Database) -> None:
    values = {"phone": OTHER_PHONE, "department": "北京总部", "state": "离职"}
    changed = finish(edit_person(database, "陆文静", 1, 1, values, "人事资料更新"))
    assert changed == ("phone", "state")
    row = rows(database)[1]
    assert (row.phone, row.state, row.version) == (OTHER_PHONE, "离职", 2)
    assert written(database, 1)[1:] == [
        ("phone", f'"{PHONE}"', f'"{OTHER_PHONE}"', "陆文静", "人事资料更新"),
        ("state", '"在职"', '"离职"', "陆文静", "人事资料更新"),
    ]


def test_a_correction_that_changes_nothing_writes_nothing(database: Database) -> None:
    assert finish(edit_person(database, "陆文静", 1, 1, {"name": "崔 明远"}, "核对")) == ()
    assert rows(database)[1].version == 1
    assert len(written(database, 1)) == 1


def test_who_looked_at_an_older_version_cannot_write_over_the_newer_one(database: Database) -> None:
    finish(edit_person(database, "陆文静", 1, 1, {"phone": OTHER_PHONE}, "更新"))
    with pytest.raises(DeskError, match="刚刚在别处被改动过"):
        finish(edit_person(database, "崔明远", 1, 1, {"phone": ""}, "更新"))
    assert rows(database)[1].phone == OTHER_PHONE


@pytest.mark.parametrize(
    ("values", "reason", "complaint"),
    [
        ({"phone": "1380"}, "更新", "11 位"),
        ({"id_number": ID[:-1] + "1"}, "更新", "校验码"),
        ({"name": " "}, "更新", "请填写姓名"),
        ({"phone": OTHER_PHONE}, "  ", "没有填写原因"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_written(
    database: Database, values: dict[str, str], reason: str, complaint: str
) -> None:
    before = rows(database)
    with pytest.raises(DeskError, match=complaint):
        finish(edit_person(database, "陆文静", 1, 1, values, reason))
    with pytest.raises(DeskError, match=complaint):
        finish(add_person(database, "陆文静", with_values(MING, values), reason))
    assert rows(database) == before
    assert len(written(database, 1)) == 1


def test_closing_the_job_early_writes_nothing(database: Database) -> None:
    for job in (
        add_person(database, "陆文静", MING, "新入职"),
        edit_person(database, "陆文静", 1, 1, {"phone": ""}, "更新"),
        show_numbers(database, "陆文静", 1),
    ):
        next(job)
        job.close()
    assert len(rows(database)) == 2
    assert rows(database)[1].phone == PHONE
    assert trail.history(database, trail.LOOKED, 1) == ()


def test_what_stood_before_is_not_held_against_a_correction(database: Database) -> None:
    bring_in(database, person("旧号", phone="8623456", id_number="12345"))
    assert finish(edit_person(database, "陆文静", 3, 1, {"department": "广东分公司"}, "调动"))
    entry = tidied(person("旧号", phone="8623456"))
    assert [one.field for one in faults(entry)] == ["phone"]
    assert faults(entry, entry) == ()


@pytest.mark.parametrize("number", ["", ID, OTHER_ID, "E12345678", "H0123456789"])
def test_id_numbers_that_can_be(number: str) -> None:
    assert wrong_with_id(number) == ""


@pytest.mark.parametrize("number", [ID[:-1], ID + "1", ID[:-1] + "0", "11010520991X310020", "1", "X"])
def test_id_numbers_that_cannot_be(number: str) -> None:
    assert wrong_with_id(number)


def test_every_wrong_last_character_is_found_out() -> None:
    assert [sign for sign in "0123456789X" if not wrong_with_id(ID[:-1] + sign)] == ["X"]


def test_the_same_number_or_name_raises_a_doubt(database: Database) -> None:
    (by_phone,) = finish(doubts(database, RosterEntry("新人", phone=PHONE)))
    assert by_phone == "手机号与名册中的“崔明远 北京总部 审核员 在职”相同，可能是同一个人"
    (by_name,) = finish(doubts(database, RosterEntry("崔明远")))
    assert "同名" in by_name
    assert "没有号码将无法分辨" in by_name
    assert finish(doubts(database, RosterEntry("崔明远", phone=PHONE), 1)) == ()
    assert finish(doubts(database, RosterEntry("新人"))) == ()


def test_whoever_has_the_numbers_shown_is_written_down_and_nothing_else_changes(database: Database) -> None:
    piles = examined(database, plan())
    assert finish(show_numbers(database, "陆文静", 1)) == Numbers(PHONE, ID)
    (entry,) = trail.history(database, trail.LOOKED, 1)
    assert (entry.actor, entry.key) == ("陆文静", "崔明远")
    assert PHONE not in f"{entry.after}{entry.reason}"
    assert rows(database)[1].version == 1
    finish(accept(database, "录入员", piles))  # what was compared before is still what is


def test_nobody_is_shown_the_numbers_of_nobody(database: Database) -> None:
    with pytest.raises(DeskError, match="没有这个人"):
        finish(show_numbers(database, "陆文静", 99))


def test_a_corrected_field_outranks_the_file_that_comes_again(database: Database) -> None:
    finish(edit_person(database, "陆文静", 1, 1, {"department": "广东分公司"}, "调动"))
    piles = bring_in(database, replace(MING, qualification="高级审核员"))
    (altered,) = piles.changed
    assert [one.name for one in altered.changes] == ["qualification"]
    assert [one.name for one in altered.conflicts] == ["department"]
    row = rows(database)[1]
    assert (row.department, row.qualification) == ("广东分公司", "高级审核员")


@pytest.mark.parametrize(
    "values",
    [
        {"id_number": OTHER_ID},
        {"id_number": OTHER_ID, "phone": OTHER_PHONE, "ccaa_number": "2020-N11-000002"},
        {"name": "崔明媛"},
        {"name": "崔明媛", "id_number": OTHER_ID, "phone": "", "ccaa_number": ""},
        {"phone": ""},
    ],
)
def test_a_file_that_still_says_the_old_numbers_finds_the_person(
    database: Database, values: dict[str, str]
) -> None:
    finish(edit_person(database, "陆文静", 1, 1, values, "录入有误，按证件更正"))
    before = rows(database)
    piles = bring_in(database, MING)
    assert piles.added == ()
    assert {change.name for each in piles.changed for change in each.conflicts} == set(values)
    assert rows(database) == before


def test_an_old_number_that_belongs_to_somebody_else_adds_that_person(database: Database) -> None:
    finish(edit_person(database, "陆文静", 1, 1, {"id_number": OTHER_ID, "phone": OTHER_PHONE}, "张冠李戴"))
    piles = bring_in(database, person("韩照野", id_number=ID, phone=PHONE))
    assert [each.fact.name for each in piles.added if isinstance(each.fact, RosterEntry)] == ["韩照野"]


def test_what_a_person_filled_in_outranks_a_file_and_what_was_left_blank_does_not(database: Database) -> None:
    entry = person("韩照野", phone=OTHER_PHONE, department="山东分公司", qualification="")
    key = finish(add_person(database, "陆文静", entry, "补入名册"))
    piles = bring_in(
        database, person("韩照野", phone=OTHER_PHONE, department="河北分公司", qualification="审核员")
    )
    (altered,) = piles.changed
    assert [one.name for one in altered.conflicts] == ["department"]
    row = rows(database)[key]
    assert (row.department, row.qualification) == ("山东分公司", "审核员")


@pytest.mark.parametrize(
    ("name", "phone", "after"),
    [
        ("王\u200b伟\n", "+86 138-1234-5678", ("王伟", PHONE)),
        ("\u202e王伟\x00", "１３８ １２３４ ５６７８\t", ("王伟", PHONE)),
        ("买买提 • 艾力", "86-13812345678", ("买买提·艾力", PHONE)),
    ],
)
def test_what_pasting_brings_along_is_left_away(name: str, phone: str, after: tuple[str, str]) -> None:
    entry = tidied(RosterEntry(name, phone=phone))
    assert (entry.name, entry.phone) == after
    assert faults(entry) == ()


@pytest.mark.parametrize(
    ("name", "words"),
    [("=1+1", "“=”"), ("王伟😀", "“😀”"), ("甲" * 61, "最多 60 个字"), ("<b>王伟</b>", "“<”")],
)
def test_what_is_no_name_is_refused(name: str, words: str) -> None:
    (fault,) = faults(tidied(RosterEntry(name)))
    assert fault.field == "name"
    assert words in fault.words
