"""Vincenty's inverse formula on the WGS-84 ellipsoid, for one pair of points and for arrays.

T. Vincenty, Direct and Inverse Solutions of Geodesics on the Ellipsoid (1975); the letters follow the paper.
Good to a tenth of a millimetre, but not for nearly antipodal points: those are left to the caller.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

_AXIS_M = 6378137.0
_FLATTENING = 1 / 298.257223563
_POLAR_M = _AXIS_M * (1 - _FLATTENING)
_SQUARED_SECOND_ECCENTRICITY = (_AXIS_M**2 - _POLAR_M**2) / _POLAR_M**2
_CONVERGED = 1e-12  # radians: 6 micrometres
_ROUNDS = 20
_NEARLY_ANTIPODAL = 3.0  # radians on the sphere; beyond, rounds may settle on a wrong answer

Floats = NDArray[np.float64]


def pair_m(longitude_1: float, latitude_1: float, longitude_2: float, latitude_2: float) -> float:
    """Return the distance in metres of two points in degrees, NaN where the rounds do not converge."""
    difference = math.radians(math.remainder(longitude_2 - longitude_1, 360.0))
    tan_1 = (1 - _FLATTENING) * math.tan(math.radians(latitude_1))
    tan_2 = (1 - _FLATTENING) * math.tan(math.radians(latitude_2))
    cos_1, cos_2 = 1 / math.sqrt(1 + tan_1 * tan_1), 1 / math.sqrt(1 + tan_2 * tan_2)
    sin_1, sin_2 = tan_1 * cos_1, tan_2 * cos_2
    angle = difference
    for _ in range(_ROUNDS):
        sin_angle, cos_angle = math.sin(angle), math.cos(angle)
        sin_sigma = math.hypot(cos_2 * sin_angle, cos_1 * sin_2 - sin_1 * cos_2 * cos_angle)
        if sin_sigma == 0:
            return 0.0 if cos_angle > 0 else math.nan
        cos_sigma = sin_1 * sin_2 + cos_1 * cos_2 * cos_angle
        sigma = math.atan2(sin_sigma, cos_sigma)
        sin_alpha = cos_1 * cos_2 * sin_angle / sin_sigma
        cos2_alpha = 1 - sin_alpha * sin_alpha
        cos_2m = cos_sigma - 2 * sin_1 * sin_2 / cos2_alpha if cos2_alpha > 0 else 0.0
        c = _FLATTENING / 16 * cos2_alpha * (4 + _FLATTENING * (4 - 3 * cos2_alpha))
        bow = sigma + c * sin_sigma * (cos_2m + c * cos_sigma * (2 * cos_2m * cos_2m - 1))
        before, angle = angle, difference + (1 - c) * _FLATTENING * sin_alpha * bow
        if abs(angle - before) < _CONVERGED:
            if sigma > _NEARLY_ANTIPODAL:
                return math.nan
            return float(_length_m(cos2_alpha, sigma, sin_sigma, cos_sigma, cos_2m))
    return math.nan


def pairs_m(longitudes_1: Floats, latitudes_1: Floats, longitudes_2: Floats, latitudes_2: Floats) -> Floats:
    """Return the distances in metres of points in degrees (arrays of one shape), NaN where not converged."""
    turns = longitudes_2 - longitudes_1
    difference = np.radians(turns - 360.0 * np.rint(turns / 360.0))
    tan_1 = (1 - _FLATTENING) * np.tan(np.radians(latitudes_1))
    tan_2 = (1 - _FLATTENING) * np.tan(np.radians(latitudes_2))
    cos_1, cos_2 = 1 / np.sqrt(1 + tan_1 * tan_1), 1 / np.sqrt(1 + tan_2 * tan_2)
    sin_1, sin_2 = tan_1 * cos_1, tan_2 * cos_2
    sines, cosines = sin_1 * sin_2, cos_1 * cos_2
    angle = difference
    for _ in range(_ROUNDS):
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
        c = _FLATTENING / 16 * cos2_alpha * (4 + _FLATTENING * (4 - 3 * cos2_alpha))
        bow = sigma + c * sin_sigma * (cos_2m + c * cos_sigma * (2 * cos_2m * cos_2m - 1))
        before, angle = angle, difference + (1 - c) * _FLATTENING * sin_alpha * bow
        settled = np.abs(angle - before) < _CONVERGED
        if settled.all():
            break
    metres: Floats = np.asarray(_length_m(cos2_alpha, sigma, sin_sigma, cos_sigma, cos_2m))
    return np.where(settled & (sigma <= _NEARLY_ANTIPODAL), metres, np.nan)


def _length_m(cos2_alpha: Any, sigma: Any, sin_sigma: Any, cos_sigma: Any, cos_2m: Any) -> Any:
    """Return the length of the geodesic from the angles that the rounds settled on, for floats or arrays."""
    u2 = cos2_alpha * _SQUARED_SECOND_ECCENTRICITY
    a = 1 + u2 / 16384 * (4096 + u2 * (-768 + u2 * (320 - 175 * u2)))
    b = u2 / 1024 * (256 + u2 * (-128 + u2 * (74 - 47 * u2)))
    square = cos_2m * cos_2m
    third = b / 6 * cos_2m * (4 * sin_sigma * sin_sigma - 3) * (4 * square - 3)
    shrinkage = b * sin_sigma * (cos_2m + b / 4 * (cos_sigma * (2 * square - 1) - third))
    return _POLAR_M * a * (sigma - shrinkage)
