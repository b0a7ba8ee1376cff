"""The county lines and names round the addresses of a sketch, from the basemap."""

import math
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from tianyi_desk.geo.distance import Point
from tianyi_desk.geo.vincenty import AXIS_M
from tianyi_desk.places.basemap import Basemap, load_basemap

Line = tuple[Point, ...]
LONGEST_M = 15_000.0
"""How far beyond what is shown vertices are looked for: lines are drawn from one vertex to the next."""
CORNERS = ((-0.84, -0.9), (-0.84, 0.9), (0.7, 0.9), (0.84, -0.72))
"""Where names stand, in radii of the outer ring round the first address: outside the ring, clear of arrow and scale."""


def county_lines(points: Sequence[Point], reach_m: float) -> tuple[Line, ...]:
    """Return the county lines within a reach of any of some points, as degrees (longitude, latitude)."""
    base = load_basemap()
    north = math.degrees((reach_m + LONGEST_M) / AXIS_M)
    middle = math.radians(sum(point[1] for point in points) / len(points))
    east = north / max(math.cos(middle), 0.1)
    lons, lats = [point[0] for point in points], [point[1] for point in points]
    near = (base.longitudes >= min(lons) - east) & (base.longitudes <= max(lons) + east)
    near &= (base.latitudes >= min(lats) - north) & (base.latitudes <= max(lats) + north)
    return tuple(_stretches(base, np.flatnonzero(near)))


def _stretches(base: Basemap, places: NDArray[np.intp]) -> Iterator[Line]:
    """Yield vertices that follow each other on one arc as a line."""
    arcs = np.searchsorted(base.starts, places, side="right") - 1
    cuts = np.flatnonzero((np.diff(places) > 1) | (np.diff(arcs) > 0)) + 1
    for part in np.split(places, cuts):
        if len(part) > 1:
            yield tuple(zip(base.longitudes[part].tolist(), base.latitudes[part].tolist(), strict=True))


def county_names(first: Point, radius_m: float) -> tuple[tuple[str, float, float], ...]:
    """Return the counties seen round an address, each once: name, metres east and north of it."""
    base = load_basemap()
    found: dict[int, tuple[str, float, float]] = {}
    for right, up in CORNERS:
        north = math.degrees(up * radius_m / AXIS_M)
        east = math.degrees(right * radius_m / AXIS_M / math.cos(math.radians(first[1])))
        county = base.county_at(first[0] + east, first[1] + north)
        if county is not None:
            found.setdefault(county, (base.counties[county].text, right * radius_m, up * radius_m))
    return tuple(found.values())
