"""Lay the earth's surface on a plane: Mercator for a neighbourhood, Albers for the whole country.

Both work on the WGS-84 ellipsoid (J. P. Snyder, Map Projections – A Working Manual, 1987, sections 7 and 14). Planes
are in metres, x to the east; degrees in and out, shapes broadcast.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tianyi_desk.geo.vincenty import AXIS_M, FLATTENING

Floats = NDArray[np.float64]
_E2 = FLATTENING * (2 - FLATTENING)
_E = math.sqrt(_E2)
ROUNDS = 8
HIGHEST = 85.0
"""Mercator's plane has no end towards the poles; nothing is drawn beyond this latitude."""


class Plane(Protocol):
    """A way to lay the surface flat."""

    def flat(self, longitudes: ArrayLike, latitudes: ArrayLike) -> tuple[Floats, Floats]:
        """Return x and y in metres of points in degrees."""

    def round(self, x: float, y: float) -> tuple[float, float]:
        """Return (longitude, latitude) in degrees of a point of the plane."""

    def scale(self, latitude: float) -> float:
        """Return how many metres on the plane one metre to the east takes at a latitude."""


@dataclass(frozen=True, slots=True)
class Mercator:
    """True angles everywhere: circles stay circles, north is up; lengths grow with the latitude."""

    def flat(self, longitudes: ArrayLike, latitudes: ArrayLike) -> tuple[Floats, Floats]:
        """Return x and y in metres of points in degrees."""
        lon, lat = np.broadcast_arrays(np.asarray(longitudes, np.float64), np.asarray(latitudes, np.float64))
        sine = np.sin(np.radians(np.clip(lat, -HIGHEST, HIGHEST)))
        y = AXIS_M * (np.arctanh(sine) - _E * np.arctanh(_E * sine))
        return AXIS_M * np.radians(lon), np.asarray(y)

    def round(self, x: float, y: float) -> tuple[float, float]:
        """Return (longitude, latitude) in degrees of a point of the plane."""
        sine = math.tanh(y / AXIS_M)
        for _ in range(ROUNDS):
            sine = math.tanh(y / AXIS_M + _E * math.atanh(_E * sine))
        return math.degrees(x / AXIS_M), math.degrees(math.asin(sine))

    def scale(self, latitude: float) -> float:
        """Return how many metres on the plane one metre takes at a latitude."""
        sine = math.sin(math.radians(latitude))
        return math.sqrt(1 - _E2 * sine * sine) / math.cos(math.radians(latitude))


@dataclass(frozen=True, slots=True)
class Albers:
    """True areas; the plane of the nation's maps: central meridian 105°, standard parallels 25° and 47°."""

    middle: float = 105.0
    south: float = 25.0
    north: float = 47.0

    def flat(self, longitudes: ArrayLike, latitudes: ArrayLike) -> tuple[Floats, Floats]:
        """Return x and y in metres of points in degrees."""
        n, c = self._cone()
        rho = AXIS_M * np.sqrt(c - n * _q(np.sin(np.radians(np.asarray(latitudes, np.float64))))) / n
        theta = n * np.radians(np.asarray(longitudes, np.float64) - self.middle)
        return rho * np.sin(theta), -rho * np.cos(theta)

    def round(self, x: float, y: float) -> tuple[float, float]:
        """Return (longitude, latitude) in degrees of a point of the plane."""
        n, c = self._cone()
        q = (c - (math.hypot(x, y) * n / AXIS_M) ** 2) / n
        sine = max(-1.0, min(1.0, q / 2))
        for _ in range(ROUNDS):  # Newton's rounds on q; the derivative is 2 (1 − e²) / (1 − e² sin²)²
            sine += (q - float(_q(sine))) * (1 - _E2 * sine * sine) ** 2 / (2 * (1 - _E2))
            sine = max(-1.0, min(1.0, sine))
        return self.middle + math.degrees(math.atan2(x, -y) / n), math.degrees(math.asin(sine))

    def scale(self, latitude: float) -> float:
        """Return how many metres on the plane one metre to the east takes at a latitude."""
        n, c = self._cone()
        sine = math.sin(math.radians(latitude))
        return math.sqrt(c - n * float(_q(sine))) / _m(latitude)

    def _cone(self) -> tuple[float, float]:
        return _cone_of(self.south, self.north)


@lru_cache
def _cone_of(south: float, north: float) -> tuple[float, float]:
    one, two = (float(_q(math.sin(math.radians(lat)))) for lat in (south, north))
    n = (_m(south) ** 2 - _m(north) ** 2) / (two - one)
    return n, _m(south) ** 2 + n * one


def _m(latitude: float) -> float:
    sine = math.sin(math.radians(latitude))
    return math.cos(math.radians(latitude)) / math.sqrt(1 - _E2 * sine * sine)


def _q(sine: Any) -> Any:
    return (1 - _E2) * (sine / (1 - _E2 * sine * sine) + np.arctanh(_E * sine) / _E)
