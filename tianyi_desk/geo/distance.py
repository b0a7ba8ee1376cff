"""Measure geodesic distances on the WGS-84 ellipsoid, one pair at a time; nothing heavy is loaded for it."""

import math

from tianyi_desk.geo.vincenty import pair_m

BEYOND_THE_POLE = "latitudes must lie within -90° and 90°"

Point = tuple[float, float]
"""(longitude, latitude) in WGS-84 degrees."""


def distance_m(a: Point, b: Point) -> float:
    """Return the geodesic distance of two points in metres; NaN where a half is not a number.

    Raises ValueError for a latitude beyond ±90°.
    """
    if not math.isfinite(a[0] + a[1] + b[0] + b[1]):
        return math.nan
    if abs(a[1]) > 90.0 or abs(b[1]) > 90.0:
        raise ValueError(BEYOND_THE_POLE)
    from geographiclib.geodesic import Geodesic  # noqa: PLC0415 - most commands never need it

    found: dict[str, float] = Geodesic.WGS84.Inverse(a[1], a[0], b[1], b[0], Geodesic.DISTANCE)
    return found["s12"]


def quick_distance_m(longitude_1: float, latitude_1: float, longitude_2: float, latitude_2: float) -> float:
    """Return what `distance_m` does, within 1 mm of it, in a seventh of the time."""
    if not math.isfinite(longitude_1 + latitude_1 + longitude_2 + latitude_2):
        return math.nan
    if abs(latitude_1) > 90.0 or abs(latitude_2) > 90.0:
        raise ValueError(BEYOND_THE_POLE)
    metres = pair_m(longitude_1, latitude_1, longitude_2, latitude_2)
    return (
        metres if not math.isnan(metres) else distance_m((longitude_1, latitude_1), (longitude_2, latitude_2))
    )
