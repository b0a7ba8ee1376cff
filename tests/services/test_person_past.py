"""A person's page says what they were when, since when they are gone, and which phone is registered."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest

from tests.builders import at, check_in, member, person, plan
from tests.services.test_roster_editing import bring_in
from tianyi_desk.facts.vocabulary import Event, Role
from tianyi_desk.models.database import Database, throw_away_database
from tianyi_desk.progress import finish
from tianyi_desk.services import privacy
from tianyi_desk.services.person_page import PersonPage, open_person
from tianyi_desk.services.phone_check import adopt_phone
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.services.roster_editing import add_person, edit_person, show_numbers
from tianyi_desk.trouble import DeskError

NOW = at("2021-10-30 09:00")
PHONE, USED = "13812345678", "13700001111"


@pytest.fixture(name="database")
def _database() -> Iterator[Database]:
    with closing(throw_away_database()) as database:
        bring_in(
            database,
            person("崔明远", phone=PHONE, department="北京总部", qualification="实习审核员"),
            plan("R1", team=(member("崔明远", Role.LEADER, phone=PHONE),)),
            check_in("R1", "崔明远", Event.OPENING, phone=USED),
            check_in("R1", "崔明远", Event.CLOSING, phone=USED, at=at("2021-10-19 17:10")),
        )
        yield database


def page_of(database: Database, key: int = 1) -> PersonPage:
    page = finish(open_person(database, load_rule_book(), key, NOW))
    assert page is not None
    return page


def correct(database: Database, version: int, since: date | None = None, **values: str) -> None:
    finish(edit_person(database, "陆文静", 1, version, values, "人事资料更新", since))


def test_each_qualification_has_the_day_it_began_and_ended(database: Database) -> None:
    correct(database, 1, date(2020, 3, 1), qualification="审核员")
    correct(database, 2, date(2021, 5, 1), qualification="高级审核员")
    spans = [one for one in page_of(database).past if one.field == "qualification"]
    assert [(one.value, one.since, one.until, one.by) for one in spans[:2]] == [
        ("高级审核员", date(2021, 5, 1), None, "陆文静"),
        ("审核员", date(2020, 3, 1), date(2021, 5, 1), "陆文静"),
    ]
    assert (spans[2].value, spans[2].by) == ("实习审核员", "导入")


def test_who_left_has_the_day_and_keeps_the_plans(database: Database) -> None:
    assert page_of(database).left is None
    correct(database, 1, date(2021, 10, 20), state="离职")
    page = page_of(database)
    assert (page.left, page.active, len(page.visits)) == (date(2021, 10, 20), False, 1)


def test_without_a_day_the_change_holds_from_when_it_was_written(database: Database) -> None:
    correct(database, 1, state="离职")
    page = page_of(database)
    assert page.left == page.history[0].at.date()


def test_the_registered_phone_is_told_with_its_source_and_the_others_with_where(database: Database) -> None:
    phones = page_of(database).phones
    assert (phones.registered, phones.source) == ("138****5678", "计划.xlsx 审核组名册 第2行")
    assert phones.since is not None
    assert [(one.phone, one.where, one.count, one.number, one.registered) for one in phones.uses] == [
        ("137****1111", "签到", 2, "R1", False),
        ("138****5678", "计划", 1, "R1", True),
    ]
    assert [one.phone for one in phones.differing] == ["137****1111"]


def test_a_phone_that_somebody_corrected_is_theirs(database: Database) -> None:
    correct(database, 1, phone=USED)
    phones = page_of(database).phones
    assert (phones.registered, phones.source) == ("137****1111", "陆文静 更正")
    correct(database, 2, phone="")
    assert page_of(database).phones.registered == ""


def test_a_phone_in_use_becomes_the_registered_one_with_its_trace(database: Database) -> None:
    for shown, reason in (("138****5678", "换号"), ("139****0000", "换号"), ("137****1111", " ")):
        with pytest.raises(DeskError):
            finish(adopt_phone(database, "陆文静", (1, 1), shown, reason))
    with pytest.raises(DeskError):
        finish(adopt_phone(database, "陆文静", (9, 1), "137****1111", "换号"))
    assert finish(adopt_phone(database, "陆文静", (1, 1), "137****1111", "本人换号")) == ("phone",)
    assert page_of(database).phone == "137****1111"
    assert (page_of(database).history[0].field, page_of(database).history[0].reason) == ("手机号", "本人换号")


def test_who_was_added_by_hand_is_told_so(database: Database) -> None:
    key = finish(add_person(database, "陆文静", person("顾念慈", phone="13900001111"), "新来"))
    assert page_of(database, key).phones.source == "陆文静 录入"


def test_numbers_are_shown_to_those_who_may_only(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    assert finish(show_numbers(database, "林知夏", 1)).phone == PHONE
    monkeypatch.setattr(privacy, "_persons", lambda: frozenset({"陆文静"}))
    assert finish(show_numbers(database, "陆文静", 1)).phone == PHONE
    before = len(page_of(database).history)
    with pytest.raises(DeskError, match="林知夏"):
        finish(show_numbers(database, "林知夏", 1))
    assert len(page_of(database).history) == before
