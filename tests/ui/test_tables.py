"""The one model behind every list: sorted in Python, found again after a reload, ticked by key."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from tianyi_desk.ui.chips import Chip
from tianyi_desk.ui.sorting import in_order, ranks
from tianyi_desk.ui.tables import CHIPS_ROLE, ROW_ROLE, Column, RowTableModel


@dataclass(frozen=True, slots=True)
class Fruit:
    name: str
    weight: int | None


COLUMNS = (
    Column[Fruit]("name", "名称", lambda one: one.name, 100, tip=lambda one: f"水果 {one.name}"),
    Column[Fruit](
        "weight", "重量", lambda one: str(one.weight or ""), 80, sort=lambda one: one.weight, right=True
    ),
    Column[Fruit]("mark", "标记", lambda one: one.name[:1], 60, chips=lambda one: (Chip(one.name[:1]),)),
)
FRUIT = (Fruit("梨", 3), Fruit("桃", None), Fruit("杏", 1), Fruit("枣", 2))
UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


def model(*, ticks: bool = False) -> RowTableModel[Fruit]:
    made = RowTableModel[Fruit](COLUMNS, lambda one: one.name, ticks=ticks)
    made.set_rows(FRUIT)
    return made


def names(one: RowTableModel[Fruit]) -> str:
    return "".join(row.name for row in one.rows)


@pytest.mark.parametrize("ticks", [False, True])
def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester, ticks: bool) -> None:
    one = model(ticks=ticks)
    qtmodeltester.check(one)
    one.sort(one.first + 1, DOWN)
    one.set_rows(FRUIT[:2])
    qtmodeltester.check(one)


def test_rows_without_a_value_come_last_in_both_directions() -> None:
    one = model()
    one.sort(1, UP)
    assert names(one) == "杏枣梨桃"
    one.sort(1, DOWN)
    assert names(one) == "梨枣杏桃"


def test_new_rows_are_shown_in_the_order_that_was_asked_for() -> None:
    one = model()
    one.sort(1, UP)
    one.set_rows([Fruit("李", 2), *FRUIT])
    assert names(one) == "杏李枣梨桃"


@given(st.lists(st.integers(0, 5), max_size=30))
def test_equal_rows_keep_their_order(weights: list[int]) -> None:
    one = RowTableModel[Fruit](COLUMNS, lambda row: row.name)
    one.set_rows([Fruit(f"{place:03}", weight) for place, weight in enumerate(weights)])
    one.sort(1, UP)
    assert list(one.rows) == sorted(one.rows, key=lambda row: (row.weight or 0, row.name))


@given(st.lists(st.one_of(st.none(), st.integers(0, 3), st.integers(0, 10_000)), max_size=40), st.booleans())
def test_ranks_sort_rows_as_their_values_do(values: list[int | None], descending: bool) -> None:
    ranked = ranks(values, lambda value: value)
    assert ranked == ranks(values, lambda value: value, same=lambda value: value)
    places = in_order(list(range(len(values))), ranked, descending=descending)
    known = [(value, place) for place, value in enumerate(values) if value is not None]
    known.sort(key=lambda pair: pair[0], reverse=descending)
    without = [place for place, value in enumerate(values) if value is None]
    assert places == [place for _value, place in known] + without


def test_a_list_that_is_told_to_sort_as_it_is_sorted_stays() -> None:
    one = model()
    told: list[int] = []
    one.layoutChanged.connect(lambda: told.append(1))
    one.sort(1, DOWN)
    one.sort(1, DOWN)
    assert told == [1]
    one.sort(1, UP)
    assert told == [1, 1]


def test_a_persistent_index_follows_its_row_through_sorting() -> None:
    from PySide6.QtCore import QPersistentModelIndex

    one = model()
    kept = QPersistentModelIndex(one.index(2, 0))
    one.sort(1, DOWN)
    assert kept.data(ROW_ROLE) == FRUIT[2]


def test_ticks_belong_to_rows_and_go_with_them() -> None:
    one = model(ticks=True)
    told: list[int] = []
    one.ticked_changed.connect(lambda: told.append(len(one.ticked)))
    assert one.setData(one.index(1, 0), Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    one.tick([0], on=True)
    one.sort(2, UP)
    assert {row.name for row in one.ticked_rows()} == {"梨", "桃"}
    one.set_rows(FRUIT[1:])
    assert {row.name for row in one.ticked_rows()} == {"桃"}
    one.tick(range(3), on=False)
    assert one.ticked_rows() == []
    assert told == [1, 2, 1, 0]


def test_rows_that_share_a_tick_key_are_ticked_together() -> None:
    one = RowTableModel[Fruit](
        COLUMNS, lambda row: row.name, ticks=True, tick_key=lambda row: row.weight is None
    )
    one.set_rows(FRUIT)
    one.tick([0], on=True)
    assert len(one.ticked_rows()) == 3


def test_a_cell_says_its_text_its_tip_and_its_chips() -> None:
    one = model()
    assert one.index(0, 0).data() == "梨"
    assert one.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "水果 梨"
    assert one.index(0, 2).data(CHIPS_ROLE) == (Chip("梨"),)
    assert one.headerData(1, Qt.Orientation.Horizontal) == "重量"
