"""Facets leave what was chosen, and their counts say what a click would give."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tianyi_desk.services.facets import Facets, Narrowed, facet, facet_of_several

LABELS = ("甲", "乙", "丙", "丁")
Row = tuple[str, str, tuple[str, ...]]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(LABELS),
        st.sampled_from(LABELS),
        st.lists(st.sampled_from(LABELS), max_size=3).map(tuple),
    ),
    max_size=30,
)
CHOSEN = st.dictionaries(
    st.sampled_from(("one", "other", "several")),
    st.frozensets(st.sampled_from((*LABELS, "没有"))),
    max_size=3,
)


def facets_of(rows: Sequence[Row]) -> Facets:
    one, other, several = zip(*rows, strict=True) if rows else ((), (), ())
    return Facets(
        len(rows),
        [
            facet("one", "一", one),
            facet("other", "二", other, LABELS),
            facet_of_several("several", "三", several),
        ],
    )


def borne(row: Row, key: str) -> frozenset[str]:
    one, other, several = row
    return {"one": frozenset({one}), "other": frozenset({other}), "several": frozenset(several)}[key]


def passes(row: Row, chosen: Mapping[str, Collection[str]], without: str = "") -> bool:
    return all(
        not labels or key == without or borne(row, key) & set(labels) for key, labels in chosen.items()
    )


@given(ROWS, CHOSEN, st.booleans())
def test_rows_and_counts_are_those_of_looking_at_every_row(
    rows: list[Row], chosen: dict[str, frozenset[str]], half: bool
) -> None:
    facets = facets_of(rows)
    among = np.arange(len(rows)) % 2 == 0 if half else None
    seen = [place for place in range(len(rows)) if among is None or among[place]]
    found = facets.narrow(chosen, among)
    assert found.rows.tolist() == [place for place in seen if passes(rows[place], chosen)]
    for one in facets.facets:
        others = [rows[place] for place in seen if passes(rows[place], chosen, without=one.key)]
        assert found.counts[one.key] == tuple(
            sum(label in borne(row, one.key) for row in others) for label in one.labels
        )


@given(ROWS, CHOSEN)
def test_a_count_is_what_choosing_that_label_alone_would_give(
    rows: list[Row], chosen: dict[str, frozenset[str]]
) -> None:
    facets = facets_of(rows)
    found = facets.narrow(chosen)
    for one in facets.facets:
        for label, count in zip(one.labels, found.counts[one.key], strict=True):
            assert len(facets.narrow({**chosen, one.key: {label}}).rows) == count


@given(ROWS, CHOSEN)
def test_the_counts_of_a_facet_in_which_nothing_is_chosen_add_up_to_the_list(
    rows: list[Row], chosen: dict[str, frozenset[str]]
) -> None:
    found = facets_of(rows).narrow(chosen)
    for key in {"one", "other"} - {key for key, labels in chosen.items() if labels}:
        assert sum(found.counts[key]) == len(found.rows)


def test_labels_stand_in_the_given_order_then_the_most_frequent_first() -> None:
    values = ["丙", "甲", "丁", "丁", "乙"]
    assert facet("one", "一", values, ("乙", "没有", "甲")).labels == ("乙", "甲", "丁", "丙")


def test_a_list_of_nothing_has_no_labels() -> None:
    found: Narrowed = facets_of([]).narrow({"one": {"甲"}})
    assert found.rows.tolist() == []
    assert set(found.counts.values()) == {()}


def test_a_facet_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        facets_of([]).narrow({"没有": {"甲"}})
