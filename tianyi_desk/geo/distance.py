"""Measure geodesic distances on the WGS-84 ellipsoid: one with geopy, many with arrays."""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tianyi_desk.geo.vincenty import pair_m, pairs_m

_FEW = 32  # up to here plain floats are faster than array operations
_BLOCK = 8192  # pairs whose intermediate arrays stay in the processor's cache
_BEYOND_THE_POLE = "latitudes must lie within -90° and 90°"

Point = tuple[float, float]
"""(longitude, latitude) in WGS-84 degrees."""


def distance_m(a: Point, b: Point) -> float:
    """Return the geodesic distance of two points in metres; NaN where a half is not a number.

    Raises ValueError for a latitude beyond ±90°.
    """
    if not math.isfinite(a[0] + a[1] + b[0] + b[1]):
        return math.nan
    if abs(a[1]) > 90.0 or abs(b[1]) > 90.0:
        raise ValueError(_BEYOND_THE_POLE)
    from geopy.distance import geodesic  # noqa: PLC0415 - costs 0.1 s that most commands never need

    return float(geodesic((a[1], a[0]), (b[1], b[0])).m)


def distances_m(
    longitudes_1: ArrayLike, latitudes_1: ArrayLike, longitudes_2: ArrayLike, latitudes_2: ArrayLike
) -> NDArray[np.float64]:
    """Return the geodesic distances of many pairs in metres; shapes broadcast, NaN in gives NaN out.

    Within 1 mm of `distance_m`, which is asked where Vincenty's rounds do not converge (nearly antipodal).
    Raises ValueError for a latitude beyond ±90°.
    """
    halves = [
        np.asarray(half, dtype=np.float64) for half in (longitudes_1, latitudes_1, longitudes_2, latitudes_2)
    ]
    if any(half.shape != halves[0].shape for half in halves):
        halves = list(np.broadcast_arrays(*halves))
    shape = halves[0].shape
    if halves[0].size <= _FEW:
        few = zip(*(half.ravel().tolist() for half in halves), strict=True)
        return np.array([_pair_m(*pair) for pair in few], dtype=np.float64).reshape(shape)
    return _many_m(np.stack([half.ravel() for half in halves])).reshape(shape)


def _pair_m(longitude_1: float, latitude_1: float, longitude_2: float, latitude_2: float) -> float:
    """Measure one pair with plain floats."""
    if not math.isfinite(longitude_1 + latitude_1 + longitude_2 + latitude_2):
        return math.nan
    if abs(latitude_1) > 90.0 or abs(latitude_2) > 90.0:
        raise ValueError(_BEYOND_THE_POLE)
    metres = pair_m(longitude_1, latitude_1, longitude_2, latitude_2)
    return (
        metres if not math.isnan(metres) else distance_m((longitude_1, latitude_1), (longitude_2, latitude_2))
    )


def _many_m(columns: NDArray[np.float64]) -> NDArray[np.float64]:
    """Measure pairs given as four rows of halves with array operations."""
    metres = np.full(columns.shape[1], np.nan)
    known = np.flatnonzero(np.isfinite(columns).all(axis=0))
    if (np.abs(columns[1::2, known]) > 90.0).any():
        raise ValueError(_BEYOND_THE_POLE)
    for first in range(0, known.size, _BLOCK):
        block = known[first : first + _BLOCK]
        metres[block] = pairs_m(*columns[:, block])
    for place in known[np.isnan(metres[known])]:
        longitude_1, latitude_1, longitude_2, latitude_2 = columns[:, place].tolist()
        metres[place] = distance_m((longitude_1, latitude_1), (longitude_2, latitude_2))
    return metres
