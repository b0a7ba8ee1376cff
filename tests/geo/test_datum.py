"""Datums: the public formulas forward, their exact inverse back, and nothing outside China."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tianyi_desk.geo.datum import Datum, from_wgs84, to_wgs84

PATIENT = settings(deadline=None)  # the machine may be busy

METRES_PER_DEGREE = 111_320.0
LONGITUDES = st.floats(73.0, 136.0)
LATITUDES = st.floats(3.0, 54.0)
SHIFTED = st.sampled_from([Datum.GCJ02, Datum.BD09])


def apart_m(one: tuple[float, float], other: tuple[float, float]) -> float:
    east = (one[0] - other[0]) * math.cos(math.radians(other[1])) * METRES_PER_DEGREE
    return math.hypot(east, (one[1] - other[1]) * METRES_PER_DEGREE)


def published_gcj(longitude: float, latitude: float) -> tuple[float, float]:
    """Compute GCJ-02 as the formula was first published, line by line."""
    x, y, sin, pi = longitude - 105.0, latitude - 35.0, math.sin, math.pi
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    north += (20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)) * 2.0 / 3.0
    north += (20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)) * 2.0 / 3.0
    north += (160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y * pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    east += (20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)) * 2.0 / 3.0
    east += (20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)) * 2.0 / 3.0
    east += (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)) * 2.0 / 3.0
    axis, eccentricity = 6378245.0, 0.00669342162296594323
    radians = latitude / 180.0 * pi
    magic = 1 - eccentricity * sin(radians) ** 2
    north = north * 180.0 / ((axis * (1 - eccentricity)) / (magic * math.sqrt(magic)) * pi)
    east = east * 180.0 / (axis / math.sqrt(magic) * math.cos(radians) * pi)
    return longitude + east, latitude + north


def published_bd(longitude: float, latitude: float) -> tuple[float, float]:
    """Compute BD-09 from GCJ-02 as the formula was first published."""
    turn = math.pi * 3000.0 / 180.0
    radius = math.hypot(longitude, latitude) + 0.00002 * math.sin(latitude * turn)
    angle = math.atan2(latitude, longitude) + 0.000003 * math.cos(longitude * turn)
    return radius * math.cos(angle) + 0.0065, radius * math.sin(angle) + 0.006


@PATIENT
@given(LONGITUDES, LATITUDES)
def test_gcj02_is_the_published_formula(longitude: float, latitude: float) -> None:
    assert from_wgs84(longitude, latitude, Datum.GCJ02) == pytest.approx(
        published_gcj(longitude, latitude), abs=1e-11
    )


@PATIENT
@given(LONGITUDES, LATITUDES)
def test_bd09_is_the_published_formula(longitude: float, latitude: float) -> None:
    expected = published_bd(*published_gcj(longitude, latitude))
    assert from_wgs84(longitude, latitude, Datum.BD09) == pytest.approx(expected, abs=1e-11)


@PATIENT
@given(LONGITUDES, LATITUDES, SHIFTED)
def test_there_and_back_is_exact_to_a_fifth_of_a_millimetre(
    longitude: float, latitude: float, datum: Datum
) -> None:
    back = to_wgs84(*from_wgs84(longitude, latitude, datum), datum)
    assert apart_m(back, (longitude, latitude)) <= 0.0002


@PATIENT
@given(LONGITUDES, LATITUDES, SHIFTED)
def test_back_and_there_is_exact_to_a_fifth_of_a_millimetre(
    longitude: float, latitude: float, datum: Datum
) -> None:
    again = from_wgs84(*to_wgs84(longitude, latitude, datum), datum)
    assert apart_m(again, (longitude, latitude)) <= 0.0002


@pytest.mark.parametrize("datum", [Datum.GCJ02, Datum.BD09])
@pytest.mark.parametrize("offset", [0.0, 1e-15, -1e-12, 1e-10, -1e-9, 1e-8, -1e-7, 1e-6])
def test_the_kink_of_the_formula_at_105_degrees_is_undone_too(datum: Datum, offset: float) -> None:
    for latitude in (20.0, 29.56, 36.06, 45.0):
        back = to_wgs84(*from_wgs84(105.0 + offset, latitude, datum), datum)
        assert apart_m(back, (105.0 + offset, latitude)) <= 0.0002


@PATIENT
@given(LONGITUDES, LATITUDES)
def test_datums_lie_as_far_apart_as_was_measured_over_china(longitude: float, latitude: float) -> None:
    here = longitude, latitude
    gcj = from_wgs84(*here, Datum.GCJ02)
    baidu = from_wgs84(*here, Datum.BD09)
    assert 10 < apart_m(gcj, here) < 1200
    assert 500 < apart_m(baidu, gcj) < 1200


@pytest.mark.parametrize(
    "point",
    [
        (139.7671, 35.6812),
        (-73.9857, 40.7484),
        (151.2093, -33.8688),
        (2.2945, 48.8584),
        (0.0, 0.0),
        (180.0, 90.0),
    ],
)
@pytest.mark.parametrize("datum", list(Datum))
def test_nothing_is_shifted_outside_china(point: tuple[float, float], datum: Datum) -> None:
    assert to_wgs84(*point, datum) == point
    assert from_wgs84(*point, datum) == point


@PATIENT
@given(LONGITUDES, LATITUDES)
def test_wgs84_is_left_alone(longitude: float, latitude: float) -> None:
    assert to_wgs84(longitude, latitude, Datum.WGS84) == (longitude, latitude)
    assert from_wgs84(longitude, latitude, Datum.WGS84) == (longitude, latitude)


@pytest.mark.parametrize("datum", list(Datum))
def test_a_missing_half_stays_missing(datum: Datum) -> None:
    longitude, latitude = to_wgs84(math.nan, 39.9, datum)
    assert math.isnan(longitude)
    assert latitude == 39.9
