"""Walk from a point on the WGS-84 ellipsoid: circles true to scale, and which way another point lies.

T. Vincenty, Direct and Inverse Solutions of Geodesics on the Ellipsoid (1975); the letters follow the paper.
"""

import math

import numpy as np
from numpy.typing import NDArray

from tianyi_desk.geo.vincenty import AXIS_M, FLATTENING, POLAR_M

Floats = NDArray[np.float64]
POINTS = 120
ROUNDS = 6
_SQUARED_SECOND_ECCENTRICITY = (AXIS_M**2 - POLAR_M**2) / POLAR_M**2


def circle(longitude: float, latitude: float, radius_m: float, points: int = POINTS) -> tuple[Floats, Floats]:
    """Return a closed geodesic circle in degrees; every point of it is `radius_m` from the middle within 1 mm."""
    return walked(longitude, latitude, np.linspace(0, 2 * math.pi, points + 1), radius_m)


def walked(longitude: float, latitude: float, azimuths: Floats, distance_m: float) -> tuple[Floats, Floats]:
    """Return where one arrives after a distance in each direction (radians from north over east)."""
    sin_1, cos_1 = np.sin(azimuths), np.cos(azimuths)
    tan_u = (1 - FLATTENING) * math.tan(math.radians(latitude))
    cos_u = 1 / math.sqrt(1 + tan_u * tan_u)
    sin_u = tan_u * cos_u
    sigma_1 = np.arctan2(tan_u, cos_1)
    sin_alpha = cos_u * sin_1
    cos2_alpha = 1 - sin_alpha**2
    u2 = cos2_alpha * _SQUARED_SECOND_ECCENTRICITY
    a = 1 + u2 / 16384 * (4096 + u2 * (-768 + u2 * (320 - 175 * u2)))
    b = u2 / 1024 * (256 + u2 * (-128 + u2 * (74 - 47 * u2)))
    straight = distance_m / (POLAR_M * a)
    sigma = straight
    for _ in range(ROUNDS):
        cos_2m, sin_s, cos_s = np.cos(2 * sigma_1 + sigma), np.sin(sigma), np.cos(sigma)
        inner = cos_s * (2 * cos_2m**2 - 1) - b / 6 * cos_2m * (4 * sin_s**2 - 3) * (4 * cos_2m**2 - 3)
        sigma = straight + b * sin_s * (cos_2m + b / 4 * inner)
    cos_2m, sin_s, cos_s = np.cos(2 * sigma_1 + sigma), np.sin(sigma), np.cos(sigma)
    far = np.hypot(sin_alpha, sin_u * sin_s - cos_u * cos_s * cos_1)
    phi = np.arctan2(sin_u * cos_s + cos_u * sin_s * cos_1, (1 - FLATTENING) * far)
    turn = np.arctan2(sin_s * sin_1, cos_u * cos_s - sin_u * sin_s * cos_1)
    c = FLATTENING / 16 * cos2_alpha * (4 + FLATTENING * (4 - 3 * cos2_alpha))
    bow = sigma + c * sin_s * (cos_2m + c * cos_s * (2 * cos_2m**2 - 1))
    return longitude + np.degrees(turn - (1 - c) * FLATTENING * sin_alpha * bow), np.degrees(phi)


def bearing_deg(longitude_1: float, latitude_1: float, longitude_2: float, latitude_2: float) -> float:
    """Return the direction from one point to another in degrees from north over east, within half a degree.

    Reckoned on the sphere of reduced latitudes, which is enough to say which way.
    """
    u1, u2 = (math.atan((1 - FLATTENING) * math.tan(math.radians(lat))) for lat in (latitude_1, latitude_2))
    turn = math.radians(longitude_2 - longitude_1)
    east = math.cos(u2) * math.sin(turn)
    north = math.cos(u1) * math.sin(u2) - math.sin(u1) * math.cos(u2) * math.cos(turn)
    return math.degrees(math.atan2(east, north)) % 360
