"""Axes, scales and planes are true: round steps, minutes and metres where they belong."""

import math
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tianyi_desk.geo.distance import distance_m
from tianyi_desk.reports.charts import scale
from tianyi_desk.reports.drawings import Sketch, Spot, Tone
from tianyi_desk.reports.sketch import view_of
from tianyi_desk.reports.timeaxis import Placing, Scale
from tianyi_desk.services.report_drawings import plane


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.booleans())
def test_an_axis_holds_its_figures_in_at_most_six_steps(one: float, other: float, from_zero: bool) -> None:
    low, high = sorted((one, other))
    first, last, step = scale(low, high, from_zero=from_zero)
    assert first <= (0 if from_zero else low) + 1e-6
    assert last >= high - 1e-6
    assert (last - first) / step <= 6 + 1e-6


def test_counts_have_whole_steps() -> None:
    assert scale(0, 1, from_zero=True) == (0.0, 1, 1.0)
    assert scale(0, 26, from_zero=True) == (0.0, 30, 10)


def test_minutes_stand_true_to_scale() -> None:
    day = Scale(datetime(2026, 10, 20, 8), datetime(2026, 10, 20, 11), 100.0, 280.0)
    assert day.at(datetime(2026, 10, 20, 9)) == pytest.approx(160.0)
    assert day.at(datetime(2026, 10, 20, 9, 30)) - day.at(datetime(2026, 10, 20, 9)) == pytest.approx(30.0)
    assert day.at(datetime(2026, 10, 21)) == 280.0


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 200), st.text(alphabet="签到迟分", min_size=1, max_size=12)), max_size=8)
)
def test_texts_of_a_lane_never_lie_on_one_another(words: list[tuple[float, str]]) -> None:
    placing = Placing(0.0, 200.0)
    placed = [placing.place(at, text, Tone.PLAIN) for at, text in words]
    spans = placing.taken
    assert len(placed) == len(words)
    for place, (left, right, row) in enumerate(spans):
        assert left >= 0
        assert right <= 200 + 1e-6
        assert all(right < other or left > end for other, end, at in spans[place + 1 :] if at == row)


@settings(deadline=None)
@given(st.floats(-9000, 9000), st.floats(-9000, 9000))
def test_the_plane_of_the_sketch_is_as_true_as_it_says(east: float, north: float) -> None:
    origin = (121.614786, 38.913962)
    point = (origin[0] + east / 86_000, origin[1] + north / 111_000)
    flat = math.hypot(*plane(origin, point))
    assert flat == pytest.approx(distance_m(origin, point), rel=1e-3, abs=0.01)


def test_both_rings_are_wholly_seen_and_true_to_scale() -> None:
    spots = (
        Spot("1", 0.0, 0.0, Tone.PLAIN, planned=True),
        Spot("到", 8000.0, -3000.0, Tone.OFFICIAL, planned=False),
        Spot("退", 400_000.0, 0.0, Tone.OFFICIAL, planned=False),
    )
    view = view_of(Sketch(spots, (2000.0, 5000.0)), 250.0)
    left, top = view.place(-5000.0, 5000.0)
    right, low = view.place(5000.0, -5000.0)
    assert right - left == pytest.approx(low - top) == pytest.approx(10_000 * view.scale)
    assert left >= 0
    assert right <= 250
    assert top >= 0
    assert low <= 214
    assert view.inside(*view.place(8000.0, -3000.0))
    assert not view.inside(*view.place(400_000.0, 0.0))
