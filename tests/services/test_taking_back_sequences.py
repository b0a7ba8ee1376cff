"""Whatever is imported, corrected, undone and taken back in whatever order: what remains is what remains of the acts."""

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests import builders
from tests.services.acts import Acts, Correction, facts_of, plan_file
from tianyi_desk.facts.intake import Fact, Intake
from tianyi_desk.facts.vocabulary import Entity, Event

EXAMPLES = int(os.environ.get("TIANYI_TAKE_BACK_EXAMPLES", "15"))
NUMBERS = ("R1", "R2")
WORDS = ("", "甲", "乙")
CORRECTED = {
    Entity.PLAN: ("remarks", "region"),
    Entity.PERSON: ("department",),
    Entity.CHECK_IN: ("place",),
    Entity.REVIEW: ("conclusion",),
}
words = some.sampled_from(WORDS)


@some.composite
def files(draw: Any) -> Intake:
    """Make a file of plans with their records, and of people."""
    facts: list[Fact] = []
    for number in draw(some.sets(some.sampled_from(NUMBERS), min_size=1)):
        facts.append(builders.plan(number, remarks=draw(words), region=draw(words), enterprise=f"{number}厂"))
        if draw(some.booleans()):
            facts.append(builders.check_in(number, event=Event.OPENING, place=draw(words)))
        if draw(some.booleans()):
            photo = builders.photo(number, shot_with=draw(words))
            facts += [photo, builders.review(number, photo.file_name, conclusion=draw(words))]
    if draw(some.booleans()):
        facts.append(builders.person("崔明远", id_number="1", department=draw(words)))
    without = draw(some.sampled_from((frozenset[str](), frozenset({"region"}))))
    return plan_file(*facts, without=without)


acts = some.one_of(
    some.tuples(some.just("file"), files(), some.booleans()),
    some.tuples(some.just("file"), files(), some.booleans()),
    some.tuples(some.just("correct"), some.integers(0, 99), words),
    some.tuples(some.just("undo"), some.integers(0, 99), some.none()),
    some.tuples(some.just("back"), some.integers(0, 99), some.booleans()),
    some.tuples(some.just("row"), some.integers(0, 99), some.integers(0, 99)),
    some.tuples(some.just("field"), some.integers(0, 99), some.integers(0, 99)),
)


def do(desk: Acts, what: str, first: Any, second: Any) -> None:
    """Do one act, where there is anything to do it on."""
    imports = desk.imports
    words_ = [one for one in desk.done if isinstance(one, Correction)]
    if what == "file":
        desk.bring_in(first, adopt=second)
    elif what == "correct":
        things = [which for which in facts_of(desk.database) if which[0] in CORRECTED]
        if things:
            entity, key = things[first % len(things)]
            names = CORRECTED[entity]
            desk.write(entity, key, names[first % len(names)], second)
    elif what == "undo" and words_:
        desk.undo(words_[first % len(words_)])
    elif what == "back" and imports:
        desk.take_back(imports[first % len(imports)], everything=second)
    elif what == "row" and imports:
        one = imports[first % len(imports)]
        rows = [draft.fact for draft in one.intake.drafts if draft.entity in (Entity.CHECK_IN, Entity.PERSON)]
        if rows and not one.whole:
            desk.take_row_back(one, rows[second % len(rows)])
    elif what == "field" and imports:
        one = imports[first % len(imports)]
        if not one.whole:
            desk.take_field_back(one, second)


@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=EXAMPLES < 100, suppress_health_check=list(HealthCheck)
)
@given(some.lists(acts, min_size=2, max_size=9))
def test_the_database_is_what_the_remaining_acts_make_and_the_history_tells_it(happened: Any) -> None:
    desk = Acts()
    try:
        for one in happened:
            do(desk, *one)
        desk.check()
    finally:
        desk.close()


if __name__ == "__main__":
    pytest.main([__file__])
