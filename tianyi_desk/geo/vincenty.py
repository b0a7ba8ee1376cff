"""Vincenty's inverse formula on the WGS-84 ellipsoid, for one pair of points.

T. Vincenty, Direct and Inverse Solutions of Geodesics on the Ellipsoid (1975); the letters follow the paper.
Good to a tenth of a millimetre, but not for nearly antipodal points: those are left to the caller.
"""

import math
from typing import Any

AXIS_M = 6378137.0
FLATTENING = 1 / 298.257223563
POLAR_M = AXIS_M * (1 - FLATTENING)
_SQUARED_SECOND_ECCENTRICITY = (AXIS_M**2 - POLAR_M**2) / POLAR_M**2
CONVERGED = 1e-12  # radians: 6 micrometres
ROUNDS = 20
NEARLY_ANTIPODAL = 3.0  # radians on the sphere; beyond, rounds may settle on a wrong answer


def pair_m(longitude_1: float, latitude_1: float, longitude_2: float, latitude_2: float) -> float:
    """Return the distance in metres of two points in degrees, NaN where the rounds do not converge."""
    difference = math.radians(math.remainder(longitude_2 - longitude_1, 360.0))
    tan_1 = (1 - FLATTENING) * math.tan(math.radians(latitude_1))
    tan_2 = (1 - FLATTENING) * math.tan(math.radians(latitude_2))
    cos_1, cos_2 = 1 / math.sqrt(1 + tan_1 * tan_1), 1 / math.sqrt(1 + tan_2 * tan_2)
    sin_1, sin_2 = tan_1 * cos_1, tan_2 * cos_2
    angle = difference
    for _ in range(ROUNDS):
        sin_angle, cos_angle = math.sin(angle), math.cos(angle)
        sin_sigma = math.hypot(cos_2 * sin_angle, cos_1 * sin_2 - sin_1 * cos_2 * cos_angle)
        if sin_sigma == 0:
            return 0.0 if cos_angle > 0 else math.nan
        cos_sigma = sin_1 * sin_2 + cos_1 * cos_2 * cos_angle
        sigma = math.atan2(sin_sigma, cos_sigma)
        sin_alpha = cos_1 * cos_2 * sin_angle / sin_sigma
        cos2_alpha = 1 - sin_alpha * sin_alpha
        cos_2m = cos_sigma - 2 * sin_1 * sin_2 / cos2_alpha if cos2_alpha > 0 else 0.0
        c = FLATTENING / 16 * cos2_alpha * (4 + FLATTENING * (4 - 3 * cos2_alpha))
        bow = sigma + c * sin_sigma * (cos_2m + c * cos_sigma * (2 * cos_2m * cos_2m - 1))
        before, angle = angle, difference + (1 - c) * FLATTENING * sin_alpha * bow
        if abs(angle - before) < CONVERGED:
            if sigma > NEARLY_ANTIPODAL:
                return math.nan
            return float(length_m(cos2_alpha, sigma, sin_sigma, cos_sigma, cos_2m))
    return math.nan


def length_m(cos2_alpha: Any, sigma: Any, sin_sigma: Any, cos_sigma: Any, cos_2m: Any) -> Any:
    """Return the length of the geodesic from the angles that the rounds settled on, for floats or arrays."""
    u2 = cos2_alpha * _SQUARED_SECOND_ECCENTRICITY
    a = 1 + u2 / 16384 * (4096 + u2 * (-768 + u2 * (320 - 175 * u2)))
    b = u2 / 1024 * (256 + u2 * (-128 + u2 * (74 - 47 * u2)))
    square = cos_2m * cos_2m
    third = b / 6 * cos_2m * (4 * sin_sigma * sin_sigma - 3) * (4 * square - 3)
    shrinkage = b * sin_sigma * (cos_2m + b / 4 * (cos_sigma * (2 * square - 1) - third))
    return POLAR_M * a * (sigma - shrinkage)
