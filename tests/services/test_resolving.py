"""Unknown names are settled in bulk: plans, check-ins and reviews follow, files do not undo it, and it can be taken back."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.builders import at, check_in, member, person, photo, plan, review
from tests.services.test_roster_editing import bring_in, examined
from tianyi_desk.facts.vocabulary import Entity, Event, Role
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database, throw_away_database
from tianyi_desk.progress import finish
from tianyi_desk.services import trail
from tianyi_desk.services.judgement import judge
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.services.resolving import Answer, Resolved, resolve, take_back
from tianyi_desk.services.roster import Roster, load_roster
from tianyi_desk.services.roster_editing import edit_person
from tianyi_desk.services.unknown_names import UnknownName
from tianyi_desk.trouble import DeskError

BOOK = load_rule_book()
NOW = at("2021-10-30 09:00")
NUMBER, OTHER = "R0123012021001", "R0123012021002"
PHONE = "13812345678"
REASON = "计划写错，核对后认作"
TEAM = (member("崔明远", Role.LEADER), member("贾思其", phone=PHONE))
PLAN = plan(NUMBER, team=TEAM)
SIGNED = check_in(NUMBER, "贾思其", Event.OPENING)
PICTURE = photo(NUMBER)
SEEN = review(NUMBER, people=("崔明远", "贾思其"))


@pytest.fixture(name="database")
def _database() -> Iterator[Database]:
    with closing(throw_away_database()) as database:
        bring_in(
            database,
            person("崔明远", ccaa_number="2020-N11-000001"),
            person("贾思齐", phone=PHONE),
            person("王伟", ccaa_number="2020-N11-000003"),
            person("王伟", ccaa_number="2020-N11-000004", phone="13900000004"),
            person("韩照野", state="离职"),
            PLAN,
            SIGNED,
            PICTURE,
            SEEN,
        )
        yield database


def roster(database: Database) -> Roster:
    finish(judge(database, BOOK, NOW, "陆文静"))
    return finish(load_roster(database, NOW))


def unknown(database: Database, name: str) -> UnknownName:
    return next(one for one in roster(database).unknown if one.name == name)


def key_of(database: Database, name: str, ccaa_number: str = "") -> int:
    return next(
        line.key
        for line in roster(database).people
        if line.name == name and ccaa_number in ("", line.ccaa_number)
    )


def settle(database: Database, name: str, person: int | None, reason: str = REASON) -> Resolved:
    return finish(resolve(database, "陆文静", [Answer(unknown(database, name), person)], reason))


def names_on(database: Database, number: str = NUMBER) -> list[str]:
    member = t.member.c
    with database.reading() as session:
        return list(
            session.scalars(
                select(member.name).join(t.plan).where(t.plan.c.number == number).order_by(member.place)
            )
        )


def written_names(database: Database) -> tuple[list[str], list[list[str]]]:
    with database.reading() as session:
        signed = list(session.scalars(select(t.check_in.c.name)))
        return signed, [list(people) for people in session.scalars(select(t.photo_review.c.people))]


def test_a_misspelt_name_becomes_the_rosters_person_in_all_that_belongs_to_the_plan(
    database: Database,
) -> None:
    likely = unknown(database, "贾思其").safe
    assert likely is not None
    assert likely.name == "贾思齐"
    resolved = settle(database, "贾思其", likely.key)
    assert (resolved.names, resolved.plans, resolved.left_out) == (1, 1, ())
    assert resolved.words == "已认作 1 个名字，更正 1 条计划"
    assert names_on(database) == ["崔明远", "贾思齐"]
    assert written_names(database) == (["贾思齐"], [["崔明远", "贾思齐"]])
    after = roster(database)
    assert after.unknown == ()
    assert next(line.visits for line in after.people if line.name == "贾思齐") == 1


def test_every_field_that_was_written_leaves_its_trace(database: Database) -> None:
    settle(database, "贾思其", key_of(database, "贾思齐"))
    entries = trail.history_of_plan(database, NUMBER)
    corrected = [(one.entity, one.field) for one in entries if one.actor == "陆文静" and one.reason == REASON]
    assert sorted(corrected) == [("审核计划", "team"), ("照片核查", "people"), ("签到记录", "name")]


def test_the_same_files_again_change_nothing_and_bring_nothing_twice(database: Database) -> None:
    settle(database, "贾思其", key_of(database, "贾思齐"))
    piles = examined(database, PLAN, SIGNED, PICTURE, SEEN)
    assert piles.empty
    assert sorted(one.conflicts[0].name for one in piles.changed) == ["name", "people", "team"]


def test_taking_it_back_writes_the_former_names_and_tells_so(database: Database) -> None:
    resolved = settle(database, "贾思其", key_of(database, "贾思齐"))
    back = finish(take_back(database, "陆文静", resolved))
    assert back.left_out == ()
    assert names_on(database) == ["崔明远", "贾思其"]
    assert written_names(database) == (["贾思其"], [["崔明远", "贾思其"]])
    entry = trail.history_of_plan(database, NUMBER)[-1]
    assert entry.reason == f"撤销：{REASON}"
    assert unknown(database, "贾思其").plans == (NUMBER,)


def test_what_somebody_wrote_since_is_not_taken_back(database: Database) -> None:
    resolved = settle(database, "贾思其", key_of(database, "贾思齐"))
    with database.writing() as session:
        session.execute(t.member.update().where(t.member.c.name == "贾思齐").values(absent=True))
    back = finish(take_back(database, "陆文静", resolved))
    assert back.plans == 0
    assert back.left_out == (f"审核计划 {NUMBER} 已另有更正，没有撤销",)
    assert names_on(database) == ["崔明远", "贾思齐"]


def test_a_name_nobody_has_is_taken_into_the_roster_and_out_again(database: Database) -> None:
    bring_in(
        database, plan(OTHER, team=(member("崔明远", Role.LEADER), member("佘望舒", phone="13911112222")))
    )
    resolved = settle(database, "佘望舒", None, "按计划补入名册")
    assert resolved.words == "已补入 1 人"
    assert "佘望舒" not in [one.name for one in roster(database).unknown]
    (key,) = resolved.added
    assert trail.history(database, Entity.PERSON.value, key)[0].reason == "按计划补入名册"
    back = finish(take_back(database, "陆文静", resolved))
    assert back.left_out == ()
    assert unknown(database, "佘望舒").plans == (OTHER,)
    with database.writing() as session:
        assert trail.next_key(session, t.person, Entity.PERSON.value) == key + 1


def test_a_person_who_was_corrected_since_stays_in_the_roster(database: Database) -> None:
    bring_in(database, plan(OTHER, team=(member("崔明远", Role.LEADER), member("佘望舒"))))
    resolved = settle(database, "佘望舒", None)
    finish(edit_person(database, "陆文静", resolved.added[0], 1, {"department": "北京总部"}, "补部门"))
    back = finish(take_back(database, "陆文静", resolved))
    assert back.left_out == ("“佘望舒”已另有更正，仍留在名册",)
    assert key_of(database, "佘望舒") == resolved.added[0]


def test_of_namesakes_the_chosen_one_is_told_by_a_number(database: Database) -> None:
    bring_in(database, plan(OTHER, team=(member("崔明远", Role.LEADER), member("王伟"))))
    assert unknown(database, "王伟").safe is None
    chosen = key_of(database, "王伟", "2020-N11-000004")
    settle(database, "王伟", chosen)
    with database.reading() as session:
        row = session.execute(select(t.member).where(t.member.c.name == "王伟")).one()
    assert (row.ccaa_number, row.phone, row.identity) == ("2020-N11-000004", "", "2020-N11-000004")
    assert roster(database).unknown == (unknown(database, "贾思其"),)
    again = plan(OTHER, team=(member("崔明远", Role.LEADER), member("王伟")))
    assert not examined(database, again).changed


def test_a_wrong_number_on_the_plan_gives_way_to_the_rosters(database: Database) -> None:
    wrong = (member("崔明远", Role.LEADER, ccaa_number="2019-N11-999999"),)
    bring_in(database, plan(OTHER, team=wrong))
    resolved = settle(database, "崔明远", key_of(database, "崔明远"))
    assert resolved.plans == 1
    with database.reading() as session:
        numbers = list(session.scalars(select(t.member.c.ccaa_number).where(t.member.c.name == "崔明远")))
    assert sorted(numbers) == ["", "2020-N11-000001"]


@pytest.mark.parametrize(
    ("team", "name", "wish", "why"),
    [
        ((member("韩照也"),), "韩照也", "韩照野", "已离职"),
        ((member("贾思齐", phone=PHONE), member("贾思其")), "贾思其", "贾思齐", "审核组里已有此人"),
        ((member("佘望舒", phone="1380"),), "佘望舒", None, "11 位"),
        ((member("佘望舒", phone=PHONE),), "佘望舒", None, "手机号与名册中的“贾思齐”相同"),
        ((member("韩照野"),), "韩照野", None, "已有同名的人（已离职）"),
    ],
)
def test_what_cannot_be_done_is_left_out_and_told(
    database: Database, team: tuple[object, ...], name: str, wish: str | None, why: str
) -> None:
    finish(take_back(database, "陆文静", Resolved("")))
    bring_in(database, plan(OTHER, team=(member("崔明远", Role.LEADER), *team)))
    target = None if wish is None else key_of(database, wish)
    (asked,) = (one for one in roster(database).unknown if one.name == name and OTHER in one.plans)
    before = names_on(database, OTHER)
    resolved = finish(resolve(database, "陆文静", [Answer(asked, target)], REASON))
    assert why in resolved.left_out[0]
    assert (resolved.rewritten, resolved.added, resolved.words) == ((), (), "没有改动")
    assert names_on(database, OTHER) == before


def test_a_plan_that_was_called_off_is_left_as_it_came(database: Database) -> None:
    bring_in(database, plan(OTHER, team=TEAM, state="取消"))
    settle(database, "贾思其", key_of(database, "贾思齐"))
    assert names_on(database, OTHER) == ["崔明远", "贾思其"]


def test_without_a_reason_nothing_is_written(database: Database) -> None:
    with pytest.raises(DeskError, match="没有填写原因"):
        settle(database, "贾思其", key_of(database, "贾思齐"), "  ")
    assert names_on(database) == ["崔明远", "贾思其"]


def test_what_is_known_by_now_is_left_alone(database: Database) -> None:
    asked = unknown(database, "贾思其")
    target = key_of(database, "贾思齐")
    bring_in(database, person("贾思其", phone=PHONE[:-1] + "9"))
    stale = replace(asked, key=("贾思其", "", "", ""))
    resolved = finish(resolve(database, "陆文静", [Answer(stale, target)], REASON))
    assert resolved.left_out == ("“贾思其”：已能识别，不必处理",)


def test_a_name_that_differs_in_its_dot_only_is_safe(database: Database) -> None:
    bring_in(
        database,
        person("买买提·艾力", ccaa_number="2020-N11-000009"),
        plan(OTHER, team=(member("崔明远", Role.LEADER), member("买买提艾力"))),
    )
    likely = unknown(database, "买买提艾力").safe
    assert likely is not None
    assert (likely.name, likely.likeness) == ("买买提·艾力", 97)
