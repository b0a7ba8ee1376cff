"""Convert arrays of points between coordinate systems, as `geo.datum` does for one point."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tianyi_desk.geo.datum import SHIFTS, Datum
from tianyi_desk.geo.shifts import CONVERGED_DEG, EAST, NORTH, ROUNDS, SOUTH, WEST, Shift

Degrees = NDArray[np.float64]


def to_wgs84_arrays(longitudes: ArrayLike, latitudes: ArrayLike, datum: Datum) -> tuple[Degrees, Degrees]:
    """Convert degrees from `datum` to WGS-84; shapes broadcast, NaN and points outside China stay."""
    lon, lat, inside = _prepared(longitudes, latitudes)
    for shift in reversed(SHIFTS[datum]):
        lon[inside], lat[inside] = _undone(shift, lon[inside], lat[inside])
    return lon, lat


def from_wgs84_arrays(longitudes: ArrayLike, latitudes: ArrayLike, datum: Datum) -> tuple[Degrees, Degrees]:
    """Convert WGS-84 degrees to `datum`; shapes broadcast, NaN and points outside China stay."""
    lon, lat, inside = _prepared(longitudes, latitudes)
    for shift in SHIFTS[datum]:
        east, north = shift(lon[inside], lat[inside], np)
        lon[inside] += east
        lat[inside] += north
    return lon, lat


def _prepared(longitudes: ArrayLike, latitudes: ArrayLike) -> tuple[Degrees, Degrees, NDArray[np.bool_]]:
    """Return fresh arrays of one shape, and where they lie inside the box of China."""
    lon, lat = (half.astype(np.float64) for half in np.broadcast_arrays(longitudes, latitudes))
    inside = (lon >= WEST) & (lon <= EAST) & (lat >= SOUTH) & (lat <= NORTH)
    return lon, lat, np.asarray(inside)


def _undone(shift: Shift, longitudes: Degrees, latitudes: Degrees) -> tuple[Degrees, Degrees]:
    """Find the points that `shift` moves to the given ones, all in the same rounds."""
    lon, lat = longitudes, latitudes
    for _ in range(ROUNDS):
        east, north = shift(lon, lat, np)
        moved = np.abs(longitudes - east - lon) + np.abs(latitudes - north - lat)
        lon, lat = longitudes - east, latitudes - north
        if moved.max(initial=0.0) < CONVERGED_DEG:
            break
    return lon, lat
