"""Arrays are converted like single points."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tianyi_desk.geo.datum import Datum, from_wgs84, to_wgs84
from tianyi_desk.geo.datum_arrays import from_wgs84_arrays, to_wgs84_arrays

PATIENT = settings(deadline=None)  # the machine may be busy

POINTS = st.lists(st.tuples(st.floats(-180.0, 180.0), st.floats(-90.0, 90.0)), max_size=20)
CHINESE = st.lists(st.tuples(st.floats(73.0, 136.0), st.floats(3.0, 54.0)), min_size=1, max_size=20)


@PATIENT
@given(POINTS | CHINESE, st.sampled_from(list(Datum)))
def test_arrays_agree_with_single_points(points: list[tuple[float, float]], datum: Datum) -> None:
    longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
    for many, one in ((to_wgs84_arrays, to_wgs84), (from_wgs84_arrays, from_wgs84)):
        converted = many(longitudes, latitudes, datum)
        singly = [one(*point, datum) for point in points]
        assert converted[0] == pytest.approx([point[0] for point in singly], abs=5e-10)
        assert converted[1] == pytest.approx([point[1] for point in singly], abs=5e-10)


def test_the_arrays_handed_in_are_left_alone() -> None:
    longitudes, latitudes = np.array([121.6, 116.4]), np.array([38.9, 39.9])
    to_wgs84_arrays(longitudes, latitudes, Datum.BD09)
    assert longitudes.tolist() == [121.6, 116.4]
    assert latitudes.tolist() == [38.9, 39.9]


def test_missing_and_foreign_points_stay_among_chinese_ones() -> None:
    longitudes, latitudes = to_wgs84_arrays([np.nan, 139.7671, 121.6], [39.9, 35.6812, 38.9], Datum.GCJ02)
    assert np.isnan(longitudes[0])
    assert (longitudes[1], latitudes[1]) == (139.7671, 35.6812)
    assert longitudes[2] != 121.6


def test_shapes_broadcast_and_may_be_empty() -> None:
    longitudes, latitudes = to_wgs84_arrays([[121.6], [116.4]], [38.9, 39.9, 40.9], Datum.GCJ02)
    assert longitudes.shape == latitudes.shape == (2, 3)
    assert to_wgs84_arrays([], [], Datum.BD09)[0].shape == (0,)
    assert float(to_wgs84_arrays(121.6, 38.9, Datum.GCJ02)[0]) == to_wgs84(121.6, 38.9, Datum.GCJ02)[0]
