"""Measure many geodesic distances on the WGS-84 ellipsoid with arrays: Vincenty's formula, Karney's where it fails."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tianyi_desk.geo.distance import BEYOND_THE_POLE, distance_m, quick_distance_m
from tianyi_desk.geo.vincenty import CONVERGED, FLATTENING, NEARLY_ANTIPODAL, ROUNDS, length_m

_FEW: Final = 32  # up to here plain floats are faster than array operations
_BLOCK: Final = 8192  # pairs whose intermediate arrays stay in the processor's cache

Floats = NDArray[np.float64]


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
        return np.array([quick_distance_m(*pair) for pair in few], dtype=np.float64).reshape(shape)
    return _many_m(np.stack([half.ravel() for half in halves])).reshape(shape)


def _many_m(columns: NDArray[np.float64]) -> NDArray[np.float64]:
    """Measure pairs given as four rows of halves with array operations."""
    metres = np.full(columns.shape[1], np.nan)
    known = np.flatnonzero(np.isfinite(columns).all(axis=0))
    if (np.abs(columns[1::2, known]) > 90.0).any():
        raise ValueError(BEYOND_THE_POLE)
    for first in range(0, known.size, _BLOCK):
        block = known[first : first + _BLOCK]
        metres[block] = pairs_m(*columns[:, block])
    for place in known[np.isnan(metres[known])]:
        longitude_1, latitude_1, longitude_2, latitude_2 = columns[:, place].tolist()
        metres[place] = distance_m((longitude_1, latitude_1), (longitude_2, latitude_2))
    return metres


def pairs_m(longitudes_1: Floats, latitudes_1: Floats, longitudes_2: Floats, latitudes_2: Floats) -> Floats:
    """Return the distances in metres of points in degrees (arrays of one shape), NaN where not converged."""
    turns = longitudes_2 - longitudes_1
    difference = np.radians(turns - 360.0 * np.rint(turns / 360.0))
    tan_1 = (1 - FLATTENING) * np.tan(np.radians(latitudes_1))
    tan_2 = (1 - FLATTENING) * np.tan(np.radians(latitudes_2))
    cos_1, cos_2 = 1 / np.sqrt(1 + tan_1 * tan_1), 1 / np.sqrt(1 + tan_2 * tan_2)
    sin_1, sin_2 = tan_1 * cos_1, tan_2 * cos_2
    sines, cosines = sin_1 * sin_2, cos_1 * cos_2
    angle = difference
    for _ in range(ROUNDS):
        sin_angle, cos_angle = np.sin(angle), np.cos(angle)
        sin_sigma = np.hypot(cos_2 * sin_angle, cos_1 * sin_2 - sin_1 * cos_2 * cos_angle)
        cos_sigma = sines + cosines * cos_angle
        sigma = np.arctan2(sin_sigma, cos_sigma)
        # Identical points have no azimuth and points on the equator no cos2_alpha; any divisor serves there.
        sin_alpha = cosines * sin_angle / np.where(sin_sigma == 0, 1.0, sin_sigma)
        cos2_alpha = 1 - sin_alpha * sin_alpha
        cos_2m = np.where(
            cos2_alpha > 0, cos_sigma - 2 * sines / np.where(cos2_alpha > 0, cos2_alpha, 1.0), 0.0
        )
        c = FLATTENING / 16 * cos2_alpha * (4 + FLATTENING * (4 - 3 * cos2_alpha))
        bow = sigma + c * sin_sigma * (cos_2m + c * cos_sigma * (2 * cos_2m * cos_2m - 1))
        before, angle = angle, difference + (1 - c) * FLATTENING * sin_alpha * bow
        settled = np.abs(angle - before) < CONVERGED
        if settled.all():
            break
    metres: Floats = np.asarray(length_m(cos2_alpha, sigma, sin_sigma, cos_sigma, cos_2m))
    return np.where(settled & (sigma <= NEARLY_ANTIPODAL), metres, np.nan)
