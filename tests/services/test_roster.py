"""The roster's figures agree with plain SQL and with the person's own page; unknown names and whom they may mean."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import select, text

from tests.builders import at, check_in, member, person, plan
from tests.services.test_roster_editing import bring_in
from tianyi_desk.facts.vocabulary import Event, FindingClass, Role
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database, throw_away_database
from tianyi_desk.progress import finish
from tianyi_desk.services.desk import Desk
from tianyi_desk.services.judgement import judge
from tianyi_desk.services.person_page import PersonPage, open_person
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.services.roster import Roster, by_sound, load_roster
from tianyi_desk.services.roster_editing import add_person, edit_person, show_numbers

BOOK = load_rule_book()
NOW = at("2021-10-30 09:00")
LATER = at("2026-10-30 09:00")


@pytest.fixture(name="database")
def _database() -> Iterator[Database]:
    with closing(throw_away_database()) as database:
        yield database


def roster_of(database: Database, *facts: object) -> Roster:
    if facts:
        bring_in(database, *facts)  # type: ignore[arg-type]
    finish(judge(database, BOOK, NOW, "陆文静"))
    return finish(load_roster(database, NOW))


def page_of(database: Database, name: str) -> PersonPage:
    (key,) = (line.key for line in finish(load_roster(database, NOW)).people if line.name == name)
    page = finish(open_person(database, BOOK, key, NOW))
    assert page is not None
    return page


def test_audits_and_official_anomalies_agree_with_plain_sql(october: Desk) -> None:
    roster = finish(load_roster(october.database, LATER))
    with october.database.reading() as session:
        bound = dict(session.execute(select(t.judgement.c.plan_id, t.judgement.c.bound_with)).all())
        numbers = dict(session.execute(select(t.plan.c.id, t.plan.c.number)).all())
        named = session.execute(
            text(
                "SELECT m.name, m.plan_id, m.role = '组长', EXISTS (SELECT 1 FROM finding f WHERE f.plan_id = m.plan_id"
                " AND f.code IN ('O1', 'O2', 'O3') AND f.closed_at IS NULL)"
                " FROM member m JOIN plan p ON p.id = m.plan_id WHERE p.state = '有效'"
            )
        ).all()
    visits: defaultdict[str, set[str]] = defaultdict(set)
    official: defaultdict[str, set[str]] = defaultdict(set)
    for name, key, leads, anomalous in named:
        visit = min(numbers[key], *bound[key], numbers[key])
        visits[name].add(visit)
        if leads and anomalous:
            official[name].add(visit)
    alone = [line for line in roster.people if line.namesakes < 2]
    assert len(alone) > 20
    assert {line.name: line.visits for line in alone} == {line.name: len(visits[line.name]) for line in alone}
    assert {line.name: line.count(FindingClass.OFFICIAL) for line in alone} == {
        line.name: len(official[line.name]) for line in alone
    }


def test_the_list_and_every_persons_page_say_the_same(october: Desk) -> None:
    for line in finish(load_roster(october.database, LATER)).people:
        page = finish(open_person(october.database, october.book, line.key, LATER))
        assert page is not None
        assert (page.begun, tuple(page.figures.values())) == (line.visits, line.counts), line.name
        assert (page.name, page.phone, page.id_number) == (line.name, line.phone, line.id_number)


def test_the_unknown_names_are_those_of_d06(october: Desk) -> None:
    found = {
        (number, one.name)
        for one in finish(load_roster(october.database, LATER)).unknown
        for number in one.plans
    }
    with october.database.reading() as session:
        rows = session.execute(
            select(t.plan.c.number, t.finding.c.subject)
            .join_from(t.finding, t.plan)
            .where(t.finding.c.code == "D06", t.finding.c.closed_at.is_(None))
        )
        assert found == {(number, subject) for number, subject in rows}
    assert found


def test_numbers_are_masked_wherever_a_person_is_shown(october: Desk) -> None:
    with october.database.reading() as session:
        private = {
            number
            for row in session.execute(select(t.person.c.phone, t.person.c.id_number))
            for number in row
            if number
        }
    roster = finish(load_roster(october.database, LATER))
    shown = repr(roster.people) + repr([(one.clue, one.likely) for one in roster.unknown])
    pages = [finish(open_person(october.database, october.book, line.key, LATER)) for line in roster.people]
    shown += repr(pages)
    assert private
    assert not [number for number in private if number in shown]


def test_plans_signed_together_are_one_audit(database: Database) -> None:
    roster = roster_of(
        database,
        person("崔明远"),
        person("贾思齐"),
        plan("R0123012021001"),
        plan("R0123022021002", projects=("ISO14001",)),
        plan("R0123032021003", enterprise="乙公司", state="作废"),
        plan("R0123032021004", enterprise="丙公司", start=at("2021-11-08 08:30"), end=at("2021-11-09 17:00")),
    )
    line = next(one for one in roster.people if one.name == "崔明远")
    page = page_of(database, "崔明远")
    assert (line.visits, page.begun, page.coming) == (1, 1, 1)
    assert {visit.numbers for visit in page.visits if visit.valid} == {
        ("R0123032021004",),
        ("R0123012021001", "R0123022021002"),
    }
    assert [(one.month.month, one.done, one.official) for one in page.months][-1] == (10, 1, 1)
    assert len(page.months) == 12
    assert next(visit.fields for visit in page.visits if len(visit.numbers) == 2) == ("QMS", "EMS")
    assert [row.code for row in page.findings].count("O1") == 1  # not once more for the other plan


def test_a_finding_is_the_persons_whom_it_names_and_else_the_leaders(database: Database) -> None:
    facts = (
        plan(),
        check_in(at=at("2021-10-18 09:30")),
        check_in(event=Event.CLOSING),
        check_in(name="路人甲", at=at("2021-10-18 08:25")),
        person("崔明远"),
        person("贾思齐"),
        person("路人甲"),
    )
    roster_of(database, *facts)
    codes = {
        name: {row.code for row in page_of(database, name).findings}
        for name in ("崔明远", "贾思齐", "路人甲")
    }
    assert "O3" in codes["崔明远"]
    assert codes["贾思齐"] == set()
    assert codes["路人甲"] == {"H08"}


def test_namesakes_are_told_apart_by_the_numbers_that_plans_give(database: Database) -> None:
    here, there = (
        person("赵敏", phone="13800000001", department="山东分公司"),
        person("赵敏", phone="13800000002", department="河北分公司"),
    )
    first = plan(team=(member("赵敏", Role.LEADER, phone="13800000001"),))
    second = plan("R0123012021002", enterprise="乙公司", team=(member("赵敏", Role.LEADER),))
    roster = roster_of(database, here, there, first, second)
    assert {(line.department, line.visits, line.namesakes) for line in roster.people} == {
        ("山东分公司", 1, 2),
        ("河北分公司", 0, 2),
    }
    (unknown,) = roster.unknown
    assert (unknown.matches, unknown.plans) == (2, ("R0123012021002",))
    assert {one.reason for one in unknown.likely} == {"同名"}


def test_who_left_keeps_what_they_did_and_the_name_is_asked_about(database: Database) -> None:
    roster = roster_of(database, person("崔明远", state="离职"), person("贾思齐"), plan())
    line = next(one for one in roster.people if one.name == "崔明远")
    assert (line.visits, line.active) == (1, False)
    (unknown,) = roster.unknown
    assert [(one.key, one.reason) for one in unknown.likely] == [(line.key, "同名，已离职")]


@pytest.mark.parametrize(
    ("written", "listed", "reason"),
    [
        (
            member("顾念兹", phone="13800002046"),
            person("顾念慈", phone="13800002046"),
            "手机号相同，差 1 个字",
        ),
        (member("顾念兹"), person("顾念慈"), "差 1 个字"),
        (member("张伟"), person("章伟"), "同音 zhang wei"),
        (member("贾思奇"), person("贾思齐"), "同音 jia si qi"),
        (member("山云"), person("单云"), "同音 shan yun"),
        (member("丹云"), person("单云"), "差 1 个字"),
        (member("纪云"), person("纪云归"), "少 1 个字"),
        (member("赵敏", phone="13800000001"), person("赵敏", phone="13800000002"), "同名，手机号不同"),
    ],
)
def test_a_name_that_nobody_bears_is_shown_with_whom_it_may_mean(
    database: Database, written: object, listed: object, reason: str
) -> None:
    (unknown,) = roster_of(database, listed, plan(team=(written,))).unknown
    assert [one.reason for one in unknown.likely] == [reason]


@pytest.mark.parametrize("name", ["韩照野", "专家组"])
def test_a_name_that_is_like_nobody_has_no_likely_person(database: Database, name: str) -> None:
    (unknown,) = roster_of(database, person("贾思齐"), plan(team=(member(name, Role.LEADER),))).unknown
    assert unknown.likely == ()


def test_adding_the_name_with_what_the_plan_says_resolves_it(database: Database) -> None:
    roster = roster_of(
        database, person("贾思齐"), plan(team=(member("裴照临", Role.LEADER, phone="13600000925"),))
    )
    (unknown,) = roster.unknown
    assert unknown.clue == "136****0925"
    key = finish(add_person(database, "陆文静", unknown.entry, "补入名册"))
    after = roster_of(database)
    assert after.unknown == ()
    assert page_of(database, "裴照临").begun == 1
    assert page_of(database, "裴照临").source == "人工录入"
    assert "D06" not in {row.code for row in page_of(database, "裴照临").findings}
    finish(edit_person(database, "陆文静", key, 1, {"state": "离职"}, "已离职"))
    assert [one.name for one in roster_of(database).unknown] == ["裴照临"]


def test_without_a_roster_no_name_is_unknown(database: Database) -> None:
    roster = roster_of(database, plan())
    assert (roster.people, roster.unknown, roster.plans) == ((), (), 1)


def test_nobody_has_no_page(database: Database) -> None:
    assert finish(open_person(database, BOOK, 1, NOW)) is None


def test_names_are_sorted_by_their_sound() -> None:
    names = ["赵敏", "䶮一", "顾念慈", "韩照野", "崔明远", "Wen"]
    assert sorted(names, key=by_sound) == ["崔明远", "顾念慈", "韩照野", "Wen", "䶮一", "赵敏"]


def test_the_history_tells_corrections_and_looks_latest_first(database: Database) -> None:
    bring_in(database, person("崔明远", phone="13800000001"))
    finish(edit_person(database, "陆文静", 1, 1, {"phone": "13800000002"}, "换号"))
    finish(show_numbers(database, "林知夏", 1))
    history = page_of(database, "崔明远").history
    assert [(one.kind.value, one.actor) for one in history] == [
        ("查看", "林知夏"),
        ("更正", "陆文静"),
        ("导入", "录入员"),
    ]
    assert (history[1].field, history[1].before, history[1].after) == ("手机号", "138****0001", "138****0002")


def test_odd_numbers_of_people_at_work_are_told_without_showing_them(database: Database) -> None:
    roster = roster_of(
        database,
        person("崔明远", phone="13812345678", ccaa_number="1"),
        person("贾思齐", phone="13812345678", ccaa_number="2"),
        person("陶明", id_number="110105194912310021", phone="138123"),
        person("韩照野", id_number="11", state="离职"),
    )
    told = {line.name: line.doubts for line in roster.people}
    assert told == {
        "崔明远": ("手机号与“贾思齐”相同",),
        "贾思齐": ("手机号与“崔明远”相同",),
        "陶明": (
            "手机号应为 11 位数字、以 1 开头，现在是 6 位",
            "身份证号最后一位校验码不对，请核对有没有输错",
        ),
        "韩照野": (),
    }
    assert page_of(database, "陶明").doubts == told["陶明"]
