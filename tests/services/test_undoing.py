"""Whatever is corrected and undone, in whatever order: the database is what the remaining corrections make of it."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, select

from tests import builders
from tests.builders import at, check_in, photo, plan
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database, in_memory_copy, throw_away_database
from tianyi_desk.progress import finish
from tianyi_desk.services.correcting import Wish, save
from tianyi_desk.services.correction_shapes import Slot
from tianyi_desk.services.intake import accept, examine
from tianyi_desk.services.plan_changes import change_rows
from tianyi_desk.services.trail import Entry, history_of_plan
from tianyi_desk.services.undoing import save_undo
from tianyi_desk.services.undone import in_the_way, undone_by
from tianyi_desk.trouble import DeskError

A, B = "R0123012021001", "R0123012021002"
AS_OF = at("2021-10-30 09:00")
PLAN, SIGNED, SHOT = Entity.PLAN.value, Entity.CHECK_IN.value, Entity.PHOTO.value
SLOTS: tuple[tuple[Slot, tuple[str, ...]], ...] = (
    (Slot(PLAN, 1, "enterprise"), ("甲公司", "乙公司")),
    (Slot(PLAN, 1, "period"), ("2021-10-18 9:00至2021-10-19 17:00", "2021-10-18 至 2021-10-20")),
    (Slot(PLAN, 1, "team", "remote", 1), ("是", "否")),
    (Slot(PLAN, 1, "team", "add"), ("韩照野",)),
    (Slot(PLAN, 1, "addresses", "position", 0), ("120.1,30.2 GCJ-02", "")),
    (Slot(PLAN, 1, "region"), ("越南", "辽宁省大连市")),
    (Slot(SIGNED, 1, "plan"), (A, B)),
    (Slot(SIGNED, 1, "at"), ("8:31", "9:05")),
    (Slot(SIGNED, 1, "void"), ("是", "否")),
    (Slot(SHOT, 1, "plan"), (A, B)),
    (Slot(SHOT, 1, "category"), ("末次会议", "其他照片")),
)
STEPS = st.lists(
    st.one_of(
        st.sampled_from(SLOTS).flatmap(lambda one: st.tuples(st.just(one[0]), st.sampled_from(one[1]))),
        st.integers(0, 5),
    ),
    min_size=3,
    max_size=9,
)


@pytest.fixture(scope="module", name="base")
def _base() -> Iterator[Database]:
    with closing(throw_away_database()) as database:
        yield filled(database)


@pytest.fixture(name="database")
def _database() -> Iterator[Database]:
    with closing(throw_away_database()) as database:
        yield filled(database)


def filled(database: Database) -> Database:
    facts = plan(A), plan(B, enterprise="青岛海岳船舶有限公司"), check_in(A), photo(A), builders.review(A)
    finish(accept(database, "录入员", examine(database, builders.intake(*facts))))
    return database


def content(database: Database) -> dict[str, list[Any]]:
    """Return every fact as it stands, but versions, which count writes."""
    tables: tuple[Table, ...] = t.plan, t.address, t.member, t.check_in, t.photo, t.photo_review, t.voided
    with database.reading() as session:
        return {
            table.name: [
                tuple(row)
                for row in session.execute(
                    select(*(one for one in table.c if one.name != "version")).order_by(*table.primary_key)
                )
            ]
            for table in tables
        }


def run(database: Database, slot: Slot, text: str) -> tuple[int, ...]:
    try:
        saved = finish(save(database, "林知夏", [Wish(slot, text)], "更正"))
    except DeskError:
        return ()  # the same member twice
    return tuple(one.number for one in saved.written)


def taken_back(database: Database, *numbers: int) -> tuple[int, ...]:
    saved = finish(save_undo(database, "陆文静", numbers))
    return tuple(one.number for one in saved.written)


@settings(max_examples=10, deadline=None)
@given(steps=STEPS)
def test_corrections_and_undos_leave_what_the_remaining_ones_make(
    steps: list[tuple[Slot, str] | int], base: Database
) -> None:
    with closing(in_memory_copy(base)) as database, closing(in_memory_copy(base)) as other:
        acts: list[tuple[tuple[Slot, str], tuple[int, ...]]] = []
        for step in steps:
            if isinstance(step, tuple):
                acts.append((step, run(database, *step)))
            elif acts:
                act = acts[step % len(acts)]
                own = [one.number for one in entries(database) if one.number in act[1] and is_own(one)]
                if own and undoable(database).issuperset(own):
                    taken_back(database, *own)
                    acts.remove(act)
        for step, numbers in acts:
            if numbers:
                run(other, *step)
        assert content(database) == content(other)


def undoable(database: Database) -> set[int]:
    return {one.number for one in rows(database) if one.can_undo}


def is_own(entry: Entry) -> bool:
    """Tell whether a line is not written along with another one (行政区划 says whether a plan is abroad)."""
    return entry.field != "foreign"


def entries(database: Database) -> list[Entry]:
    found = {one.number: one for number in (A, B) for one in history_of_plan(database, number)}
    return [found[number] for number in sorted(found)]


def rows(database: Database) -> list[Any]:
    return list(change_rows(A, entries(database)))


def line(number: int, undoes: int | None = None) -> Entry:
    return Entry(number, PLAN, A, "remarks", '""', '"甲"', "更正", "林知夏", AS_OF, None, 1, undoes)


def test_an_undo_that_is_undone_undoes_nothing() -> None:
    lines = [line(1), line(2), line(3, undoes=2), line(4, undoes=1), line(5, undoes=4), line(6, undoes=3)]
    assert undone_by(lines) == {3: 6, 4: 5}
    assert undone_by(lines[:4]) == {2: 3, 1: 4}
    assert in_the_way(lines[0], lines[:2]) == lines[1]
    assert in_the_way(lines[0], lines[:3]) is None
    assert in_the_way(lines[2], lines[:4]) == lines[3]
    assert in_the_way(lines[2], lines[:5]) is None


def test_the_history_says_which_lines_may_be_undone(database: Database) -> None:
    slot = Slot(PLAN, 1, "enterprise")
    (first,) = run(database, slot, "甲公司")
    (second,) = run(database, slot, "乙公司")
    assert {first, second} & undoable(database) == {second}
    (third,) = taken_back(database, second)
    told = {one.number: one for one in rows(database)}
    assert (told[second].undone, told[second].can_undo) == (True, False)
    assert (told[first].can_undo, told[third].can_undo) == (True, True)
    assert (told[third].before, told[third].after) == ("乙公司", "甲公司")


def test_a_void_record_is_told_in_words(database: Database) -> None:
    run(database, Slot(SIGNED, 1, "void"), "是")
    told = rows(database)[-1]
    while told.entity != SIGNED:
        told = next(one for one in rows(database) if one.field == "作废")
    assert (told.field, told.before, told.after) == ("作废", "否", "是")
