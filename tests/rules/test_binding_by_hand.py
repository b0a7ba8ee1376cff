"""What a person says of two plans outranks the rules of binding; all other pairs are left to them."""

from datetime import date

import pytest

from tests.builders import plan
from tianyi_desk.facts.ledger import Binding
from tianyi_desk.rules.binding import bound_lists, said_of

HALF_DAYS = date(2022, 1, 5)
PLANS = [plan("R1"), plan("R2"), plan("R3", enterprise="别家"), plan("R4", state="撤销")]


@pytest.mark.parametrize(
    ("said", "lists"),
    [
        ([], [[1], [0], [], []]),
        ([Binding("R1", "R2", False)], [[], [], [], []]),
        ([Binding("R1", "R2", None)], [[1], [0], [], []]),
        ([Binding("R1", "R2", True)], [[1], [0], [], []]),
        ([Binding("R1", "R3", True)], [[1, 2], [0], [0], []]),
        ([Binding("R2", "R3", True), Binding("R1", "R2", False)], [[], [2], [1], []]),
        ([Binding("R1", "R4", True), Binding("R1", "R9", True)], [[1], [0], [], []]),
    ],
)
def test_what_people_said_of_pairs_comes_first(said: list[Binding], lists: list[list[int]]) -> None:
    assert bound_lists(PLANS, HALF_DAYS, said_of(said)) == lists
