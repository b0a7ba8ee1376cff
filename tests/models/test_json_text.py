"""The history's JSON: written fast, and the very text that Python's own writer writes."""

import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.benchmarks import make_load
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.models.json_text import json_text

PARTS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.dates()
    | st.datetimes()
    | st.sampled_from(Entity)
)
VALUES = st.recursive(
    PARTS,
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


def by_python(value: object) -> str:
    """Write a value with Python's own encoder, as the history did at first."""

    def plain(one: object) -> object:
        if isinstance(one, date):
            return one.isoformat()
        if is_dataclass(one):
            return {field.name: getattr(one, field.name) for field in fields(one) if field.compare}
        assert isinstance(one, frozenset)
        return sorted(one)

    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=plain, allow_nan=False)


@given(VALUES)
def test_any_value_is_written_as_python_writes_it(value: object) -> None:
    assert json_text(value) == by_python(value)


def test_facts_are_written_as_python_writes_them() -> None:
    for fact in make_load.facts(10):
        assert json_text(fact) == by_python(fact)


def test_a_set_is_written_in_order_and_a_moment_as_iso_text() -> None:
    assert json_text(frozenset({"乙", "丙"})) == '["丙","乙"]'
    assert json_text(datetime(2021, 10, 18, 8, 30)) == '"2021-10-18T08:30:00"'


@pytest.mark.parametrize(
    ("value", "trouble"),
    [
        (float("inf"), ValueError),
        ({"里": float("nan")}, ValueError),
        ({1: "甲"}, TypeError),
        (object(), TypeError),
    ],
)
def test_what_json_does_not_know_is_refused(value: object, trouble: type[Exception]) -> None:
    with pytest.raises(trouble):
        json_text(value)
