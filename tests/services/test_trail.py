"""The history: what was written, by whom, when and why, in the transaction that wrote it."""

import json
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import delete, select

from tests import builders
from tests.builders import at, check_in, explanation, person, photo, plan, position, review
from tianyi_desk.facts.intake import Fact
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database, throw_away_database
from tianyi_desk.models.json_text import json_text
from tianyi_desk.progress import finish
from tianyi_desk.services import trail
from tianyi_desk.services.intake import accept, examine

NUMBER = builders.NUMBER


@pytest.fixture(name="database")
def _database() -> Iterator[Database]:
    with closing(throw_away_database()) as database:
        yield database


def bring_in(database: Database, *facts: Fact) -> None:
    finish(accept(database, "录入员", examine(database, builders.intake(*facts))))


def write(database: Database, name: str, before: object, after: object, batch: int | None = None) -> None:
    """Write one line about the first plan."""
    with database.writing() as session:
        history = trail.Trail(session, trail.Act("陆文静", at("2021-11-01 09:00"), "更正", batch))
        history.changed(trail.Thing(Entity.PLAN.value, 1, NUMBER), name, before, after)
        history.append()


def test_every_added_fact_is_one_line_with_all_of_its_fields(database: Database) -> None:
    facts: list[Fact] = [plan(), check_in(), photo(), review(), explanation()]
    bring_in(database, *facts)
    entries = trail.history_of_plan(database, NUMBER)
    assert [one.after for one in entries] == [json_text(fact) for fact in facts]
    assert {(one.field, one.before, one.batch, one.actor) for one in entries} == {(None, None, 1, "录入员")}
    assert "source" not in json.loads(entries[0].after or "")
    assert [one.entity for one in entries] == [builders.ENTITY[type(fact)].value for fact in facts]


def test_the_history_of_a_person_is_found_by_the_row(database: Database) -> None:
    bring_in(database, person())
    bring_in(database, person(department="二部"))
    added, changed = trail.history(database, Entity.PERSON.value, 1)
    assert (added.field, changed.field, changed.before, changed.after) == (None, "department", '""', '"二部"')
    assert trail.history(database, Entity.PERSON.value, 2) == ()


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (plan(), NUMBER),
        (person(), "崔明远"),
        (person(phone="15400010001"), "崔明远 15400010001"),
        (person(id_number="1", phone="15400010001"), "崔明远 1"),
        (check_in(), f"{NUMBER} 崔明远 签到 2021-10-18 08:20"),
        (check_in(plan=""), "崔明远 签到 2021-10-18 08:20"),
        (photo(), f"{NUMBER} 首次会议 首次会议1.jpg"),
        (review(), f"{NUMBER} 首次会议1.jpg"),
        (explanation(), f"{NUMBER} 未签到 机构 2021-10-22"),
    ],
)
def test_facts_go_by_the_names_people_give_them(fact: Fact, words: str) -> None:
    assert trail.key_words(fact) in {words, words + ":00"}


def test_a_field_belongs_to_whoever_wrote_it_last(database: Database) -> None:
    bring_in(database, plan())

    def by_people() -> set[tuple[int, str]]:
        with database.reading() as session:
            return trail.set_by_people(session, Entity.PLAN, [1])

    assert by_people() == set()
    write(database, "remarks", "", "人工")
    write(database, "region", "", "大连")
    assert by_people() == {(1, "remarks"), (1, "region")}
    write(database, "remarks", "人工", "文件", batch=1)
    assert by_people() == {(1, "region")}


def test_a_key_is_never_given_twice_to_what_the_history_knows(database: Database) -> None:
    bring_in(database, plan(), check_in())
    with database.writing() as session:
        session.execute(delete(t.check_in))
        assert trail.next_key(session, t.check_in) == 1
        assert trail.next_key(session, t.check_in, Entity.CHECK_IN.value) == 2


def test_the_stamp_of_the_facts_leaves_findings_out(database: Database) -> None:
    bring_in(database, plan())

    def stamps() -> tuple[int, int]:
        with database.reading() as session:
            return trail.facts_stamp(session), trail.stamp(session)

    assert stamps() == (1, 1)
    with database.writing() as session:
        history = trail.Trail(session, trail.Act("陆文静", at("2021-11-01 09:00"), "判定"))
        history.changed(trail.Thing(trail.FINDING, 1, f"{NUMBER} H02"), "message", "旧", "新")
        history.append()
    assert stamps() == (1, 2)


def test_lines_are_appended_in_the_order_they_were_noted(database: Database) -> None:
    with database.writing() as session:
        history = trail.Trail(session, trail.Act("陆文静", at("2021-11-01 09:00"), "更正"))
        for number in range(3):
            history.changed(trail.Thing(Entity.PLAN.value, 1, NUMBER), "remarks", number, number + 1)
        history.append()
        history.append()
        history.changed(trail.Thing(Entity.PLAN.value, 1, NUMBER), "remarks", 3, 4)
        history.append()
    with database.reading() as session:
        rows = session.execute(select(t.change.c.id, t.change.c.after).order_by(t.change.c.id)).all()
    assert [tuple(row) for row in rows] == [(1, "1"), (2, "2"), (3, "3"), (4, "4")]


def test_values_stand_in_the_history_as_people_and_programs_can_read_them() -> None:
    assert json_text(at("2021-10-18 08:30")) == '"2021-10-18T08:30:00"'
    assert json_text(Entity.PLAN) == '"审核计划"'
    assert json_text(frozenset({"乙", "丙"})) == json.dumps(
        ["丙", "乙"], ensure_ascii=False, separators=(",", ":")
    )
    assert json.loads(json_text(position()))["datum"] == position().datum
    with pytest.raises(TypeError):
        json_text(object())
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_text(float("nan"))
