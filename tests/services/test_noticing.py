"""What others write is noticed, and told from what this program writes itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tianyi_desk.facts.vocabulary import Disposition
from tianyi_desk.progress import finish
from tianyi_desk.services.changed import Changed
from tianyi_desk.services.desk import Desk, open_desk, throw_away_desk
from tianyi_desk.services.noticing import Noticing, between
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.services.samples import sample_sets

MONTH = next(sample for sample in sample_sets() if sample.folder.name == "2022-01")


@pytest.fixture(name="desks")
def _desks(tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    book = load_rule_book()
    with open_desk(tmp_path / "desk.db", book) as one, open_desk(tmp_path / "desk.db", book) as other:
        yield one, other


def bring_in(desk: Desk) -> None:
    finish(desk.accept("录入员", desk.examine(finish(desk.read([MONTH.folder])))))


def decide(desk: Desk) -> None:
    row = next(row for row in finish(desk.deviations()) if row.disposition is Disposition.OPEN)
    finish(desk.decide_deviations("审核员", [row.key], Disposition.CONFIRMED, "属实"))


def test_an_import_a_judgement_and_a_decision_of_another_window_are_noticed(desks: tuple[Desk, Desk]) -> None:
    mine, theirs = desks
    noticing = Noticing(mine.database)
    assert not noticing.stirred()
    bring_in(theirs)
    assert noticing.stirred()
    assert finish(noticing.changed()) is Changed.FACTS
    assert not noticing.stirred()
    finish(theirs.judge(MONTH.as_of, "录入员"))
    assert noticing.stirred()
    assert finish(noticing.changed()) is Changed.VERDICTS
    decide(theirs)
    assert noticing.stirred()
    assert finish(noticing.changed()) is Changed.DECISIONS


def test_judging_again_with_the_same_outcome_is_noticed(desks: tuple[Desk, Desk]) -> None:
    mine, theirs = desks
    bring_in(theirs)
    finish(theirs.judge(MONTH.as_of, "录入员"))
    noticing = Noticing(mine.database)
    finish(theirs.judge(MONTH.as_of, "录入员"))
    assert noticing.stirred()
    assert finish(noticing.changed()) is Changed.VERDICTS


def test_what_this_program_wrote_itself_is_left_out(desks: tuple[Desk, Desk]) -> None:
    mine, theirs = desks
    noticing = Noticing(mine.database)
    bring_in(mine)
    finish(mine.judge(MONTH.as_of, "录入员"))
    finish(mine.judge(MONTH.as_of, "录入员"))
    if noticing.stirred():
        assert finish(noticing.changed()) is Changed.NOTHING
    finish(mine.judge(MONTH.as_of, "录入员"))
    decide(theirs)
    finish(mine.judge(MONTH.as_of, "录入员"))
    assert noticing.stirred()
    assert finish(noticing.changed()) is Changed.DECISIONS
    finish(mine.judge(MONTH.as_of, "录入员"))
    assert noticing.stirred()
    assert finish(noticing.changed()) is Changed.NOTHING


def test_while_this_program_writes_nothing_is_noticed(desks: tuple[Desk, Desk]) -> None:
    mine, theirs = desks
    noticing = Noticing(mine.database)
    bring_in(theirs)
    with mine.database.writing():
        assert not noticing.stirred()
    assert noticing.stirred()


def test_a_desk_in_memory_is_nobody_elses() -> None:
    with throw_away_desk(load_rule_book()) as desk:
        noticing = Noticing(desk.database)
        assert not noticing.stirred()
        assert finish(noticing.changed()) is Changed.NOTHING


@pytest.mark.parametrize(
    ("spans", "left"),
    [
        ((), [range(5, 10)]),
        ((range(5, 10),), []),
        ((range(1, 3), range(6, 8)), [range(5, 6), range(8, 10)]),
        ((range(5, 6), range(9, 12)), [range(6, 9)]),
    ],
)
def test_between_spans_lie_the_numbers_of_others(spans: tuple[range, ...], left: list[range]) -> None:
    assert list(between(5, 9, spans)) == left
