"""Plans, enterprises, people and addresses are found by words and by pinyin, the best hits first."""

from contextlib import closing

import pytest

from tests import builders
from tests.builders import address, member, person, plan
from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.records import RosterEntry
from tianyi_desk.facts.vocabulary import Role
from tianyi_desk.models.database import throw_away_database
from tianyi_desk.progress import finish
from tianyi_desk.services.desk import Desk
from tianyi_desk.services.intake import accept, examine
from tianyi_desk.services.plan_shelf import load_shelf
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.services.search import Hits, Matched, Search
from tianyi_desk.services.search_texts import folded


@pytest.fixture(scope="module", name="search")
def _search() -> Search:
    facts: list[Plan | RosterEntry] = [
        plan(
            "R10",
            enterprise="大连海川机械有限公司",
            team=(member("崔明远", Role.LEADER), member("贾思齐")),
            start=builders.at("2021-10-12 08:30"),
        ),
        plan("R1", enterprise="北京ＡＢＣ科技有限公司", team=(member("海燕", Role.LEADER),)),
        plan(
            "R100",
            enterprise="海川物流(大连)有限公司",
            team=(member("Anna Smith", Role.LEADER),),
            addresses=(address("浙江省杭州市西湖区文三路 1 号"),),
        ),
        plan("XR1", enterprise="R1 汽车零部件公司", team=(member("单云帆", Role.LEADER),)),
        plan("XR2", enterprise="大连海川机械有限公司", team=(member("单云帆", Role.LEADER),)),
        person("单云帆", phone="13812345678", department="大连分公司", qualification="高级审核员"),
        person("丹云帆", phone="13800005679"),
        person("尉迟恭", ccaa_number="2020-N11-000009", state="离职"),
    ]
    with closing(throw_away_database()) as database:
        finish(accept(database, "测试", examine(database, builders.intake(*facts))))
        return finish(load_shelf(database, load_rule_book())).search


def plans(hits: Hits) -> list[str]:
    return [hit.line.number for hit in hits.plans]


def firms(hits: Hits) -> list[str]:
    return [hit.line.number for hit in hits.enterprises]


def people(search: Search, query: str, *, numbers: bool = False) -> list[str]:
    return [hit.person.name for hit in search.find(query, numbers=numbers).people]


def test_the_exact_number_comes_first_then_beginnings_then_parts(search: Search) -> None:
    assert plans(search.find("r1")) == ["R1", "R100", "R10", "XR1"]
    assert plans(search.find("xr1")) == ["XR1"]


def test_an_enterprise_that_begins_so_comes_before_one_that_holds_it(search: Search) -> None:
    assert firms(search.find("海川")) == ["R100", "XR2", "R10"]


def test_an_enterprise_is_found_by_first_letters_by_pinyin_and_by_both(search: Search) -> None:
    for query in ("dlhc", "dalian haichuan", "dalhc", "hcjx", "大连 hc"):
        hits = search.find(query)
        assert firms(hits)[:2] == ["XR2", "R10"]
        assert hits.enterprises[0].marks
    assert search.find("hcjx").enterprises[0].marks == ((2, 4),)


def test_the_plans_of_an_enterprise_stand_together_and_the_latest_first(search: Search) -> None:
    assert firms(search.find("大连海川机械有限公司")) == ["XR2", "R10"]
    assert search.find("公司").totals[1] == 4


def test_width_case_and_spaces_do_not_matter(search: Search) -> None:
    for query in ("abc", "ＡＢＣ", "  Abc ", "aBc科技"):
        assert firms(search.find(query)) == ["R1"]
    (hit,) = search.find("anna   smith").plans
    assert (hit.line.number, hit.matched, hit.text) == ("R100", Matched.PERSON, "Anna Smith")


def test_words_may_be_in_different_places(search: Search) -> None:
    (hit,) = search.find("大连 崔").plans
    assert (hit.line.number, hit.matched, hit.marks) == ("R10", Matched.SEVERAL, ((0, 2),))
    assert search.find("大连 没有") == Hits()


def test_an_address_is_found_by_pinyin_and_leads_to_its_latest_plan(search: Search) -> None:
    for query in ("西湖", "xihu", "hangzhou xihu", "hzsxh"):
        (hit,) = search.find(query).places
        assert hit.line.number == "R100"
    assert search.find("hzsxh").places[0].marks == ((3, 5),)


def test_a_surname_is_read_right_and_the_usual_reading_finds_it_only_where_nobody_else_is_meant(
    search: Search,
) -> None:
    assert people(search, "shanyun") == ["单云帆"]
    assert people(search, "syf") == ["单云帆"]
    assert people(search, "danyunfan") == ["丹云帆"]
    assert people(search, "yuchi") == ["尉迟恭"]


def test_a_person_is_found_by_what_the_roster_says_and_on_plans_by_the_name(search: Search) -> None:
    assert people(search, "单 大连") == ["单云帆"]
    assert people(search, "n11-000009") == ["尉迟恭"]
    hits = search.find("单云帆")
    assert plans(hits) == ["XR2", "XR1"]
    assert hits.people[0].how < min(hit.how for hit in hits.plans)


def test_the_last_digits_of_a_phone_find_somebody_only_for_those_who_may(search: Search) -> None:
    assert people(search, "5678", numbers=True) == ["单云帆"]
    assert people(search, "78", numbers=True) == ["单云帆"]
    assert people(search, "单 5678", numbers=True) == ["单云帆"]
    for query in ("5678", "45678", "13812345678"):
        assert people(search, query) == []
    assert people(search, "45678", numbers=True) == []
    (hit,) = search.find("5678", numbers=True).people
    assert hit.by_phone
    assert hit.person.phone == "138****5678"


@pytest.mark.parametrize("query", ["", "   ", "\u3000", "\x00", "没有", "zzz qqq"])
def test_nothing_is_found_by_nothing(search: Search, query: str) -> None:
    assert search.find(query) == Hits()
    assert Search(()).find(query or "a") == Hits()


def test_no_more_hits_than_asked_for(search: Search) -> None:
    assert len(search.find("公司", 2).enterprises) == 2
    assert len(search.plans("公司", 3)) == 3


def test_every_plan_of_a_month_is_found_by_its_number_its_name_and_its_people(october: Desk) -> None:
    search = finish(load_shelf(october.database, october.book)).search
    for line in search.lines[::7]:
        assert search.plans(line.number)[0] is line
        assert line in search.plans(line.enterprise, len(search.lines))
        assert all(line in search.plans(name, len(search.lines)) for name in line.team.split("、"))


def test_folding_joins_lines_and_widths() -> None:
    assert folded(" Ｒ１\n ａ ") == "r1 a"
