"""Entries are merged and parted, everything of theirs follows, and undoing leaves the database as it was."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.builders import at, check_in, member, person, photo, plan, review
from tests.services.test_roster_editing import bring_in, examined
from tianyi_desk.facts.intake import Fact
from tianyi_desk.facts.records import RosterEntry
from tianyi_desk.facts.vocabulary import Event, Role
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database, in_memory_copy, throw_away_database
from tianyi_desk.progress import finish
from tianyi_desk.services import merging, parting, person_acts, trail
from tianyi_desk.services.judgement import judge
from tianyi_desk.services.merging import merge, twins
from tianyi_desk.services.parting import GOES, STAYS, Parting, part
from tianyi_desk.services.person_acts import undo
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.services.regrouping import Regrouped
from tianyi_desk.services.roster import load_roster
from tianyi_desk.services.roster_editing import edit_person
from tianyi_desk.trouble import DeskError

NOW = at("2021-10-30 09:00")
PHONE, OTHER = "13812345678", "13912345678"
CCAA = "2020-N11-000001"
FACTS: tuple[Fact, ...] = (
    person("张伟", ccaa_number=CCAA, department="北京总部"),
    person("章伟", phone=PHONE, qualification="审核员"),
    person("王敏", phone=OTHER, department="北京总部"),
    plan("R1", team=(member("张伟", Role.LEADER), member("王敏"))),
    plan("R2", team=(member("章伟", Role.LEADER, phone=PHONE),), enterprise="北京天泽有限公司"),
    plan("R3", team=(member("章伟"), member("王敏", Role.LEADER)), enterprise="山东元宏有限公司"),
    check_in("R2", "章伟", Event.OPENING, phone=PHONE),
    check_in("R3", "王敏", Event.OPENING, phone="13700000003"),
    check_in("R1", "王敏", Event.OPENING, phone=OTHER),
    photo("R2"),
    review("R2", people=("章伟",)),
)


@pytest.fixture(scope="module", name="filled")
def _filled() -> Iterator[Database]:
    with closing(throw_away_database()) as database:
        bring_in(database, *FACTS)
        yield database


@pytest.fixture(name="database")
def _database(filled: Database) -> Iterator[Database]:
    with closing(in_memory_copy(filled)) as database:
        yield database


def keys(database: Database) -> dict[str, int]:
    with database.reading() as session:
        return {row.name: row.id for row in session.execute(select(t.person))}


def facts_of(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Return everything but the history and versions."""
    with database.reading() as session:
        return {
            table.name: [
                tuple(row)
                for row in session.execute(
                    select(*[one for one in table.c if one.name != "version"]).order_by(*table.primary_key)
                )
            ]
            for table in (t.person, t.plan, t.member, t.check_in, t.photo, t.photo_review)
        }


def team(database: Database, number: str) -> list[tuple[str, str, str]]:
    member = t.member.c
    with database.reading() as session:
        rows = session.execute(
            select(member.name, member.ccaa_number, member.phone)
            .join(t.plan)
            .where(t.plan.c.number == number)
            .order_by(member.place)
        )
        return [tuple(row) for row in rows]


def merged(database: Database) -> Regrouped:
    key = keys(database)
    return finish(merge(database, "陆文静", key["张伟"], key["章伟"], {}, "同一人录了两次"))


def test_a_twin_is_found_by_its_sound_with_why(database: Database) -> None:
    (twin,) = finish(twins(database, keys(database)["张伟"]))
    assert (twin.key, twin.reason) == (keys(database)["章伟"], "同音 zhang wei")
    assert PHONE not in twin.words


def test_merging_is_previewed_without_writing(database: Database) -> None:
    key, before = keys(database), facts_of(database)
    seen = finish(merging.preview(database, key["张伟"], key["章伟"]))
    assert facts_of(database) == before
    assert seen.plans == (1, 2)
    assert seen.followed.numbers == ("R2", "R3")
    assert len(seen.followed.rewritten) == 4
    assert seen.warnings == ()
    assert [(one.name, one.values, one.taken) for one in seen.fields if one.taken] == [
        ("phone", ("", "138****5678"), 1)
    ]


def test_everything_of_a_merged_entry_is_the_others(database: Database) -> None:
    outcome = merged(database)
    assert outcome.followed.left_out == ()
    assert outcome.words == "已把“章伟 审核员 在职”并入，更正 2 条计划"
    assert team(database, "R2") == [("张伟", "", PHONE)]
    assert team(database, "R3")[0] == ("张伟", "", "")
    with database.reading() as session:
        assert set(session.scalars(select(t.check_in.c.name))) == {"张伟", "王敏"}
        assert list(session.scalars(select(t.photo_review.c.people))) == [("张伟",)]
    finish(judge(database, load_rule_book(), NOW, "陆文静"))
    roster = finish(load_roster(database, NOW))
    assert [(line.name, line.visits) for line in roster.people] == [("王敏", 2), ("张伟", 3)]
    assert roster.unknown == ()


def test_merging_leaves_its_trace_and_files_do_not_bring_the_entry_back(database: Database) -> None:
    outcome = merged(database)
    history = trail.history(database, "审核组名册", outcome.key)
    assert [(one.field, one.reason) for one in history if one.field == "合并"] == [
        ("合并", "合并：同一人录了两次")
    ]
    piles = examined(database, *FACTS)
    assert not piles.added
    assert all(not one.changes for one in piles.changed)
    undo_all(database)
    assert examined(database, *FACTS).empty


def undo_all(database: Database) -> None:
    with database.reading() as session:
        change = t.change.c
        numbers = session.scalars(select(change.id).where(change.field.in_(("合并", "分开")))).all()
    finish(undo(database, "陆文静", numbers[-1]))


def test_people_on_one_team_are_said_to_be_two(database: Database) -> None:
    key = keys(database)
    seen = finish(merging.preview(database, key["张伟"], key["王敏"]))
    assert seen.warnings == ("两人同在 1 条计划的审核组里（R1 等），很可能确是两个人",)
    assert seen.followed.left_out == ("计划 R1 的审核组里已有此人",)


def test_the_other_entrys_fields_can_be_taken(database: Database) -> None:
    key = keys(database)
    finish(merge(database, "陆文静", key["张伟"], key["王敏"], {"phone": 1, "name": 0}, "重复"))
    with database.reading() as session:
        row = session.execute(select(t.person).where(t.person.c.id == key["张伟"])).one()
    assert (row.phone, row.department, row.version) == (OTHER, "北京总部", 2)


def test_nothing_is_merged_without_a_reason_or_with_nobody(database: Database) -> None:
    key = keys(database)
    for kept, gone, reason in (
        (key["张伟"], key["章伟"], " "),
        (key["张伟"], key["张伟"], "重复"),
        (key["张伟"], 999, "重复"),
    ):
        with pytest.raises(DeskError):
            finish(merge(database, "陆文静", kept, gone, {}, reason))


def test_an_act_is_undone_once_and_nothing_else_is_undone_by_it(database: Database) -> None:
    outcome = merged(database)
    undone = finish(undo(database, "陆文静", outcome.number))
    assert undone.words == "已撤销合并，改回 2 条计划"
    assert undone.followed.left_out == ()
    for number in (outcome.number, 1, 10**6):
        with pytest.raises(DeskError):
            finish(undo(database, "陆文静", number))
    assert person_acts.can_undo("合并：重复", "合并")
    assert not person_acts.can_undo("撤销：合并：重复", "合并")


def test_what_was_corrected_since_stays_and_is_told(database: Database) -> None:
    outcome = merged(database)
    finish(edit_person(database, "陆文静", outcome.key, 2, {"phone": OTHER}, "换号"))
    undone = finish(undo(database, "陆文静", outcome.number))
    assert undone.followed.left_out == ("“张伟”的一部分内容已另有更正，没有改回",)


# Parting


def wanted(database: Database, **changes: Any) -> Parting:
    values: dict[str, Any] = {
        "key": keys(database)["王敏"],
        "version": 1,
        "second": RosterEntry("王敏", department="山东分公司", state="在职"),
        "seen": (1, "139****5678"),
        "stays": {},
        "goes": frozenset({"R3"}),
    }
    return Parting(**(values | changes))


def test_what_tells_two_people_apart_is_shown_plan_by_plan(database: Database) -> None:
    seen = finish(parting.preview(database, keys(database)["王敏"]))
    assert [(one.phone, one.plans, one.registered) for one in seen.phones] == [
        ("137****0003", 1, False),
        ("139****5678", 1, True),
    ]
    rows = {row.number: row for row in seen.rows}
    assert (rows["R1"].suggested, rows["R1"].sure, rows["R1"].evidence) == (
        STAYS,
        True,
        "手机 139****5678（登记的），同组多为北京总部",
    )
    assert (rows["R3"].suggested, rows["R3"].sure, rows["R3"].evidence) == (GOES, True, "手机 137****0003")


def test_each_of_two_people_has_their_plans_then(database: Database) -> None:
    outcome = finish(part(database, "陆文静", wanted(database, seen=(0, "137****0003")), "两人同名"))
    assert outcome.words == "已分出 王敏 山东分公司 在职，1 条计划归其名下"
    assert team(database, "R1")[1] == ("王敏", "", OTHER)
    assert team(database, "R3")[1] == ("王敏", "", "13700000003")
    finish(judge(database, load_rule_book(), NOW, "陆文静"))
    roster = finish(load_roster(database, NOW))
    assert [line.visits for line in roster.people if line.name == "王敏"] == [1, 1]
    assert not [one for one in roster.unknown if one.name == "王敏"]


def test_two_of_one_name_need_a_number_that_differs(database: Database) -> None:
    for changes in ({"seen": None}, {}, {"version": 7}, {"seen": (5, "137****0003")}, {"key": 999}):
        with pytest.raises(DeskError):
            finish(part(database, "陆文静", wanted(database, **changes), "两人同名"))
    assert list(keys(database)) == ["张伟", "章伟", "王敏"]


@settings(max_examples=6, deadline=None)
@given(
    parts=st.booleans(),
    choice=st.fixed_dictionaries(
        {name: st.integers(0, 1) for name in ("name", "phone", "department", "state")}
    ),
    pair=st.permutations(("张伟", "章伟", "王敏")),
    goes=st.sets(st.sampled_from(("R1", "R3"))),
)
def test_doing_and_undoing_leaves_the_database_as_before(
    filled: Database, parts: bool, choice: dict[str, int], pair: list[str], goes: set[str]
) -> None:
    with closing(in_memory_copy(filled)) as database:
        before, key = facts_of(database), keys(database)
        if parts:
            job = part(
                database, "陆文静", wanted(database, seen=(0, "137****0003"), goes=frozenset(goes)), "两人"
            )
        else:
            job = merge(database, "陆文静", key[pair[0]], key[pair[1]], choice, "一人")
        outcome = finish(job)
        assert facts_of(database) != before
        finish(undo(database, "陆文静", outcome.number))
        assert facts_of(database) == before
        assert examined(database, *FACTS).empty
