"""Plans are found by number, enterprise and person, the best hits first."""

from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import builders
from tests.builders import member, plan
from tianyi_desk.facts.vocabulary import Role
from tianyi_desk.models.database import throw_away_database
from tianyi_desk.progress import finish
from tianyi_desk.services import plan_listing
from tianyi_desk.services.desk import Desk
from tianyi_desk.services.intake import accept, examine
from tianyi_desk.services.plan_listing import PlanLine
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.services.search import Matched, PlanSearch, Texts, folded

NUMBER, ENTERPRISE, PERSON, SEVERAL = Matched


@pytest.fixture(scope="module", name="search")
def _search() -> PlanSearch:
    facts = [
        plan(
            "R10", enterprise="大连海川机械有限公司", team=(member("崔明远", Role.LEADER), member("贾思齐"))
        ),
        plan("R1", enterprise="北京ＡＢＣ科技有限公司", team=(member("海燕", Role.LEADER),)),
        plan("R100", enterprise="海川物流(大连)有限公司", team=(member("Anna Smith", Role.LEADER),)),
        plan("XR1", enterprise="R1 汽车零部件公司", team=(member("单云帆", Role.LEADER),)),
    ]
    with closing(throw_away_database()) as database:
        finish(accept(database, "测试", examine(database, builders.intake(*facts))))
        return PlanSearch(finish(plan_listing.load(database, load_rule_book())))


def numbers(search: PlanSearch, query: str, at_most: int = 50) -> list[tuple[str, Matched]]:
    return [(hit.line.number, hit.matched) for hit in search.find(query, at_most)]


def test_the_exact_number_comes_first_then_beginnings_then_parts(search: PlanSearch) -> None:
    assert numbers(search, "r1") == [
        ("R1", NUMBER),
        ("R100", NUMBER),
        ("R10", NUMBER),
        ("XR1", ENTERPRISE),
    ]
    assert numbers(search, "xr1") == [("XR1", NUMBER)]


def test_an_enterprise_that_begins_so_comes_before_one_that_holds_it_and_people_come_last(
    search: PlanSearch,
) -> None:
    found = numbers(search, "海")
    assert found == [("R100", ENTERPRISE), ("R10", ENTERPRISE), ("R1", PERSON)]


def test_width_case_and_spaces_do_not_matter(search: PlanSearch) -> None:
    for query in ("abc", "ＡＢＣ", "  Abc ", "aBc科技"):
        assert numbers(search, query) == [("R1", ENTERPRISE)]
    assert numbers(search, "anna   smith") == [("R100", PERSON)]


def test_words_may_be_in_different_places(search: PlanSearch) -> None:
    assert numbers(search, "大连 崔") == [("R10", SEVERAL)]
    assert numbers(search, "大连 没有") == []


def test_a_hit_says_what_matched(search: PlanSearch) -> None:
    (hit,) = search.find("思齐")
    assert (hit.matched.value, hit.text) == ("审核组", "贾思齐")
    (hit,) = search.find("单云帆")
    assert hit.text == "单云帆"
    assert search.find("汽车")[0].text == "R1 汽车零部件公司"


@pytest.mark.parametrize("query", ["", "   ", "\u3000", "\x00", "没有"])
def test_nothing_is_found_by_nothing(search: PlanSearch, query: str) -> None:
    assert search.find(query) == ()


def test_no_more_hits_than_asked_for(search: PlanSearch) -> None:
    assert numbers(search, "公司", 2) == numbers(search, "公司")[:2]
    assert len(numbers(search, "公司")) == 4


def test_every_plan_of_a_month_is_found_by_its_number_its_name_and_its_people(october: Desk) -> None:
    lines = finish(plan_listing.load(october.database, october.book))
    search = PlanSearch(lines)

    def found(query: str) -> list[PlanLine]:
        return [hit.line for hit in search.find(query, len(lines))]

    for line in lines:
        assert found(line.number)[0] is line
        assert line in found(line.enterprise)
        assert all(line in found(name) for name in line.team.split("、"))


@given(st.lists(st.text("ab\n、", max_size=4), max_size=8), st.text("ab\n、", min_size=1, max_size=3))
def test_texts_hold_and_begin_as_each_of_them_does(texts: list[str], word: str) -> None:
    found = Texts(texts)
    assert list(found.holding(word)) == [place for place, text in enumerate(texts) if word in text]
    assert list(found.beginning(word)) == [place for place, text in enumerate(texts) if text.startswith(word)]


def test_folding_joins_lines_and_widths() -> None:
    assert folded(" Ｒ１\n ａ ") == "r1 a"
