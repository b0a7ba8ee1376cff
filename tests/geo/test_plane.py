"""Planes: there and back, circles that stay circles, areas that stay areas."""

import math

import numpy as np
import pytest
from geopy.distance import geodesic

from tianyi_desk.geo.circle import bearing_deg, circle
from tianyi_desk.geo.plane import Albers, Mercator, Plane

PLACES = [(121.5382, 38.9406), (73.5, 39.5), (135.05, 48.4), (112.0, 3.9), (123.47, 25.74), (105.0, 36.0)]


@pytest.mark.parametrize("plane", [Mercator(), Albers()])
@pytest.mark.parametrize(("longitude", "latitude"), PLACES)
def test_a_point_comes_back_from_the_plane(plane: Plane, longitude: float, latitude: float) -> None:
    x, y = plane.flat(longitude, latitude)
    back = plane.round(float(x), float(y))
    assert back == pytest.approx((longitude, latitude), abs=1e-9)


@pytest.mark.parametrize("radius_m", [2000, 5000, 460_800])
@pytest.mark.parametrize(("longitude", "latitude"), PLACES)
def test_every_point_of_a_circle_is_as_far_away_as_it_should_be(
    longitude: float, latitude: float, radius_m: float
) -> None:
    longitudes, latitudes = circle(longitude, latitude, radius_m, 24)
    away = [
        geodesic((latitude, longitude), (lat, lon)).m for lon, lat in zip(longitudes, latitudes, strict=True)
    ]
    assert away == pytest.approx([radius_m] * 25, abs=0.001)


@pytest.mark.parametrize(("longitude", "latitude"), PLACES)
def test_a_ring_of_five_kilometres_is_round_on_mercators_plane(longitude: float, latitude: float) -> None:
    plane = Mercator()
    middle = np.array(plane.flat(longitude, latitude))
    x, y = plane.flat(*circle(longitude, latitude, 5000))
    radii = np.hypot(x - middle[0], y - middle[1]) / plane.scale(latitude)
    assert radii.min() > 4990
    assert radii.max() < 5010


@pytest.mark.parametrize("plane", [Mercator(), Albers()])
@pytest.mark.parametrize(("longitude", "latitude"), PLACES)
def test_the_scale_tells_how_long_a_kilometre_to_the_east_is_on_the_plane(
    plane: Plane, longitude: float, latitude: float
) -> None:
    step = 1000 / geodesic((latitude, longitude), (latitude, longitude + 0.01)).m * 0.01
    x, y = plane.flat([longitude, longitude + step], latitude)
    assert math.hypot(x[1] - x[0], y[1] - y[0]) == pytest.approx(1000 * plane.scale(latitude), rel=1e-4)


def test_albers_keeps_areas() -> None:
    plane = Albers()
    areas = []
    for latitude in (5.0, 25.0, 52.0):
        high = 0.1 / math.cos(math.radians(latitude))
        x, y = plane.flat([100, 100.1, 100.1, 100], [latitude, latitude, latitude + high, latitude + high])
        areas.append(abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2)
    assert max(areas) / min(areas) < 1.02  # what the flattening leaves of squares of one size on a sphere


@pytest.mark.parametrize(("to", "degrees"), [((121.6, 38.9), 90), ((121.5, 39.0), 0), ((121.5, 38.8), 180)])
def test_a_bearing_says_which_way(to: tuple[float, float], degrees: float) -> None:
    found = bearing_deg(121.5, 38.9, *to)
    assert min(abs(found - degrees), 360 - abs(found - degrees)) < 0.5
