"""Distances: geopy's geodesic for one pair, equal to it within a millimetre for many."""

import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tianyi_desk.geo.datum import Datum, to_wgs84
from tianyi_desk.geo.distance import Point, distance_m
from tianyi_desk.geo.distance_arrays import distances_m, pairs_m
from tianyi_desk.geo.vincenty import pair_m

PATIENT = settings(deadline=None)  # the machine may be busy

CHINESE = st.tuples(st.floats(73.0, 136.0), st.floats(3.0, 54.0))
ANYWHERE = st.tuples(st.floats(-180.0, 180.0), st.floats(-90.0, 90.0))
SHENYANG: Point = (123.4315, 41.8057)


def measured(pairs: list[tuple[Point, Point]]) -> list[float]:
    """Measure pairs as arrays, so many of each that the array formula is used."""
    columns = np.array([(*one, *other) for one, other in pairs] * 40).T
    return [float(metres) for metres in distances_m(*columns)[: len(pairs)]]


def test_the_seed_example_comes_out_at_460_8_km() -> None:
    dalian, beijing = (121.638794, 38.915325), (116.447314, 39.922679)
    assert distance_m(dalian, beijing) == pytest.approx(460_800, abs=200)
    for datum in (Datum.GCJ02, Datum.BD09):
        converted = distance_m(to_wgs84(*dalian, datum), to_wgs84(*beijing, datum))
        assert converted == pytest.approx(460_800, abs=200)


@PATIENT
@given(CHINESE, CHINESE)
def test_many_pairs_over_china_equal_geopy_within_a_millimetre(one: Point, other: Point) -> None:
    expected = distance_m(one, other)
    assert measured([(one, other)])[0] == pytest.approx(expected, abs=0.001)
    assert distances_m(*one, *other) == pytest.approx(expected, abs=0.001)


@PATIENT
@given(CHINESE, st.floats(-0.05, 0.05), st.floats(-0.05, 0.05))
def test_short_distances_equal_geopy_within_a_millimetre(one: Point, east: float, north: float) -> None:
    other = one[0] + east, one[1] + north
    expected = distance_m(one, other)
    assert measured([(one, other)])[0] == pytest.approx(expected, abs=0.001)
    assert distances_m(*one, *other) == pytest.approx(expected, abs=0.001)


@PATIENT
@given(ANYWHERE, ANYWHERE)
@example((0.0, 0.0), (180.0, 0.0))
@example((0.0, 0.0), (179.7, 0.3))
@example((10.0, 90.0), (10.0, -90.0))
@example((10.0, 90.0), (100.0, 90.0))
@example((-179.95, 10.0), (179.95, 10.0))
@example((-180.0, 10.0), (180.0, 10.0))
@example((20.0, 0.0), (120.0, 0.0))
@example((116.4, 39.9), (-63.6, -39.9))
def test_the_whole_earth_equals_geopy_within_a_millimetre(one: Point, other: Point) -> None:
    expected = distance_m(one, other)
    assert measured([(one, other)])[0] == pytest.approx(expected, abs=0.001)
    assert distances_m(*one, *other) == pytest.approx(expected, abs=0.001)


@PATIENT
@given(ANYWHERE, ANYWHERE)
def test_there_is_as_far_as_back(one: Point, other: Point) -> None:
    there, back = measured([(one, other), (other, one)])
    assert there == pytest.approx(back, abs=0.001)
    assert there >= 0


@PATIENT
@given(ANYWHERE)
def test_a_point_is_no_distance_from_itself(point: Point) -> None:
    assert distance_m(point, point) == 0
    assert measured([(point, point)]) == [0]
    assert distances_m(*point, *point) == 0


def test_nearly_antipodal_points_are_left_to_geopy() -> None:
    one, other = (0.0, 0.0), (179.7, 0.3)
    assert math.isnan(pair_m(*one, *other))
    assert np.isnan(pairs_m(*(np.array([half]) for half in (*one, *other))))
    assert distances_m(*one, *other) == pytest.approx(distance_m(one, other), abs=1e-6)


@pytest.mark.parametrize("missing", [math.nan, math.inf])
@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("copies", [1, 50])
def test_a_missing_half_gives_no_distance_and_spoils_no_other(
    missing: float, place: int, copies: int
) -> None:
    columns = np.array([[*SHENYANG, 116.4, 39.9]] * (copies + 1)).T
    columns[place, 0] = missing
    metres = distances_m(*columns)
    assert np.isnan(metres[0])
    assert metres[1:] == pytest.approx(distance_m(SHENYANG, (116.4, 39.9)), abs=0.001)
    assert math.isnan(distance_m((columns[0, 0], columns[1, 0]), (columns[2, 0], columns[3, 0])))


def test_a_latitude_beyond_the_pole_is_refused() -> None:
    with pytest.raises(ValueError, match="90"):
        distances_m([116.4], [98.0], [116.4], [39.9])
    with pytest.raises(ValueError, match="90"):
        distance_m((116.4, 98.0), (116.4, 39.9))


def test_shapes_broadcast_and_may_be_empty() -> None:
    addresses = np.array([[121.6, 38.9], [116.4, 39.9]])
    records = np.array([[121.7, 38.8], [116.5, 39.8], [113.3, 23.1]])
    metres = distances_m(addresses[:, :1], addresses[:, 1:], records[:, 0], records[:, 1])
    assert metres.shape == (2, 3)
    assert metres[1, 2] == pytest.approx(distance_m((116.4, 39.9), (113.3, 23.1)), abs=0.001)
    assert distances_m([], [], [], []).shape == (0,)
