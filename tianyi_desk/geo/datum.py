"""Convert single points between the coordinate systems that Chinese software uses (F9).

CGCS2000 differs from WGS-84 by centimetres; importers take it for WGS-84. Arrays: `geo.datum_arrays`.
"""

import math
from enum import StrEnum

from tianyi_desk.geo.shifts import (
    CONVERGED_DEG,
    EAST,
    NORTH,
    ROUNDS,
    SOUTH,
    WEST,
    Shift,
    baidu_shift,
    gcj_shift,
)


class Datum(StrEnum):
    """The coordinate systems that files use: GPS, Tencent/AMap/DingTalk, Baidu."""

    WGS84 = "WGS-84"
    GCJ02 = "GCJ-02"
    BD09 = "BD-09"

    __hash__ = str.__hash__  # hashed as the text that it equals: by C, not by a call for each look-up


SHIFTS: dict[Datum, tuple[Shift, ...]] = {
    Datum.WGS84: (),
    Datum.GCJ02: (gcj_shift,),
    Datum.BD09: (gcj_shift, baidu_shift),
}
"""What is added, in this order, on the way from WGS-84 to a datum."""


def to_wgs84(longitude: float, latitude: float, datum: Datum) -> tuple[float, float]:
    """Convert a point in degrees from `datum` to WGS-84; the way there and back differs by at most 0.2 mm.

    Outside the formulas' box of China, and where a half is NaN, the point comes back unchanged.
    """
    if not _inside(longitude, latitude):
        return longitude, latitude
    for shift in reversed(SHIFTS[datum]):
        longitude, latitude = _undone(shift, longitude, latitude)
    return longitude, latitude


def from_wgs84(longitude: float, latitude: float, datum: Datum) -> tuple[float, float]:
    """Convert a WGS-84 point in degrees to `datum`; outside the box of China it comes back unchanged."""
    if not _inside(longitude, latitude):
        return longitude, latitude
    for shift in SHIFTS[datum]:
        east, north = shift(longitude, latitude, math)
        longitude, latitude = longitude + east, latitude + north
    return longitude, latitude


def _inside(longitude: float, latitude: float) -> bool:
    return WEST <= longitude <= EAST and SOUTH <= latitude <= NORTH


def _undone(shift: Shift, longitude: float, latitude: float) -> tuple[float, float]:
    """Find the point that `shift` moves to the given one."""
    lon, lat = longitude, latitude
    for _ in range(ROUNDS):
        east, north = shift(lon, lat, math)
        moved = abs(longitude - east - lon) + abs(latitude - north - lat)
        lon, lat = longitude - east, latitude - north
        if moved < CONVERGED_DEG:
            break
    return lon, lat
