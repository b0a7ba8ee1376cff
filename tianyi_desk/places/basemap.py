"""The administrative divisions that the map is drawn on: every border once, in WGS-84 degrees.

The file is made by `installer/build_basemap.py`, which says how it is laid out.
"""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tianyi_desk.resources import resource

FILE = ("map", "divisions.bin")
NOTE = "底图数据：天地图 GS（2024）0650号，仅供内部审核使用"
"""What has to stand on every picture of the map."""

SHORT = {
    "内蒙古自治区": "内蒙古",
    "广西壮族自治区": "广西",
    "西藏自治区": "西藏",
    "宁夏回族自治区": "宁夏",
    "新疆维吾尔自治区": "新疆",
    "香港特别行政区": "香港",
    "澳门特别行政区": "澳门",
    "台湾省": "台湾省",
}
"""Provinces as maps write them, where it is not only 省 or 市 that is left out; Taiwan is always named as the province."""

Floats = NDArray[np.float64]
Whole = NDArray[np.int32]

FINEST_M = 2.0
NOBODY, SEA_LINE, DASH = -1, -2, -3


class Border(IntEnum):
    """What a border parts, the weakest first; DASH is the broken line in the South China Sea."""

    COUNTY = 0
    CITY = 1
    PROVINCE = 2
    SEA_LINE = 3
    OUTER = 4
    DASH = 5


@dataclass(frozen=True, slots=True)
class Name:
    """A name on the map, at a point in degrees; `level` tells what it names, `full` is its name in full."""

    text: str
    longitude: float
    latitude: float
    level: Border
    full: str = ""


@dataclass(frozen=True, slots=True)
class Basemap:
    """Borders as arcs, end to end in two columns of degrees; arc n runs from starts[n] to before starts[n + 1].

    `kinds` are Border values; `sides` the places of the counties on both sides, negative where there is none.
    `ranks` tell which vertices a coarser drawing may leave out. `above` names provinces and cities by the first two
    and four figures of the codes.
    """

    longitudes: Floats
    latitudes: Floats
    starts: NDArray[np.intp]
    kinds: NDArray[np.uint8]
    sides: Whole
    ranks: NDArray[np.uint8]
    counties: tuple[Name, ...]
    cities: tuple[Name, ...]
    provinces: tuple[Name, ...]
    codes: tuple[str, ...]
    above: Mapping[str, str]

    @property
    def arcs(self) -> int:
        """Return how many arcs there are."""
        return len(self.starts) - 1

    def of_counties(self, places: NDArray[np.intp]) -> list[list[int]]:
        """Return the closed rings round some counties together, each as arcs; ~n is arc n walked backwards."""
        return closed_rings(self, np.flatnonzero(np.isin(self.sides, places).sum(axis=1) == 1))

    def outline(self) -> list[list[int]]:
        """Return the closed rings round the whole country, each as arcs; ~n is arc n walked backwards."""
        return closed_rings(self, np.flatnonzero(self.kinds == Border.OUTER))

    def county_at(self, longitude: float, latitude: float) -> int | None:
        """Return the place of the county that a point lies in, None at sea and abroad."""
        here = _crossed_below(self, longitude, latitude)
        inside = np.bincount(here[here >= 0], minlength=len(self.counties)) % 2 == 1
        found = np.flatnonzero(inside)
        return int(found[0]) if len(found) else None

    def full_name(self, county: int) -> str:
        """Return a county's name behind those of its province and city."""
        code = self.codes[county]
        levels = self.above.get(code[:2], ""), self.above.get(code[:4], ""), self.counties[county].text
        return "".join(dict.fromkeys(levels))


def tolerance_rank(metres: float) -> int:
    """Return from which rank on vertices are needed where lines may lie off by some metres."""
    return 0 if metres < FINEST_M else 1 + int(4 * np.log2(metres / FINEST_M))


def closed_rings(base: Basemap, arcs: NDArray[np.intp]) -> list[list[int]]:
    """Chain arcs end to end into closed rings; ~n is arc n walked backwards."""
    first, last = base.starts[arcs], base.starts[arcs + 1] - 1
    ends = [
        ((base.longitudes[a], base.latitudes[a]), (base.longitudes[b], base.latitudes[b]))
        for a, b in zip(first.tolist(), last.tolist(), strict=True)
    ]
    leaving: dict[tuple[float, float], list[int]] = {}
    for place, (a, b) in enumerate(ends):
        leaving.setdefault(a, []).append(place)
        leaving.setdefault(b, []).append(~place)
    used: set[int] = set()
    rings: list[list[int]] = []
    for start in range(len(ends)):
        if start in used:
            continue
        ring, way = [], start
        while True:
            used.add(max(way, ~way))
            ring.append(int(arcs[way]) if way >= 0 else ~int(arcs[~way]))
            end = ends[way][1] if way >= 0 else ends[~way][0]
            ahead = [one for one in leaving[end] if max(one, ~one) not in used]
            if end == ends[start][0] or not ahead:
                break
            way = ahead[0]
        rings.append(ring)
    return rings


@lru_cache(maxsize=1)
def load_basemap() -> Basemap:
    """Read the basemap, once; raises FileNotFoundError where the installation is incomplete."""
    raw = zlib.decompress(resource(*FILE).read_bytes())
    head_size, arcs, vertices = np.frombuffer(raw, "<i4", 3).tolist()
    head = json.loads(raw[12 : 12 + head_size])
    at = 12 + head_size
    lengths = np.frombuffer(raw, "<i4", arcs, at)
    sides = np.frombuffer(raw, "<i4", 2 * arcs, at + 4 * arcs).reshape(-1, 2)
    deltas = np.frombuffer(raw, "<i4", 2 * vertices, at + 12 * arcs).reshape(-1, 2)
    ranks = np.frombuffer(raw, "u1", vertices, at + 12 * arcs + 8 * vertices)
    starts = np.concatenate(([0], np.cumsum(lengths))).astype(np.intp)
    degrees = _summed(deltas.astype(np.int64), starts) / 1e6
    codes = tuple(code for code, *_rest in head["county"])
    counties = tuple(Name(name, lon, lat, Border.COUNTY) for _code, name, lon, lat in head["county"])
    return Basemap(
        np.ascontiguousarray(degrees[:, 0]),
        np.ascontiguousarray(degrees[:, 1]),
        starts,
        _kinds(sides, codes),
        sides,
        ranks,
        counties,
        _gathered(head["city"], codes, counties, Border.CITY),
        _gathered(head["province"], codes, counties, Border.PROVINCE),
        codes,
        dict((*head["province"], *head["city"])),
    )


def _summed(deltas: NDArray[np.int64], starts: NDArray[np.intp]) -> NDArray[np.int64]:
    """Add deltas up along each arc by itself."""
    total = np.cumsum(deltas, axis=0)
    before = np.concatenate((np.zeros((1, 2), np.int64), total))[starts[:-1]]
    summed: NDArray[np.int64] = total - np.repeat(before, np.diff(starts), axis=0)
    return summed


def _kinds(sides: Whole, codes: tuple[str, ...]) -> NDArray[np.uint8]:
    """Tell from the codes on both sides what each arc parts."""
    number = np.array([int(code) for code in codes])
    left, right = number[sides[:, 0]], number[sides[:, 1]]
    kinds = np.where(
        left // 10000 != right // 10000,
        Border.PROVINCE,
        np.where(left // 100 != right // 100, Border.CITY, Border.COUNTY),
    ).astype(np.uint8)
    kinds[(sides == NOBODY).any(axis=1)] = Border.OUTER
    kinds[sides[:, 0] == SEA_LINE] = Border.SEA_LINE
    kinds[sides[:, 0] == DASH] = Border.DASH
    return kinds


def _gathered(
    named: list[Any], codes: tuple[str, ...], counties: tuple[Name, ...], level: Border
) -> tuple[Name, ...]:
    """Put the name of a city or province at the county of it that lies nearest to the middle of all of them."""
    figures = 2 if level is Border.PROVINCE else 4
    members: dict[str, list[Name]] = {}
    for code, county in zip(codes, counties, strict=True):
        members.setdefault(code[:figures], []).append(county)
    found = []
    for code, text in named:
        inside = members.get(code)
        if inside is None:
            continue
        points = np.array([(one.longitude, one.latitude) for one in inside])
        middle = (points.min(axis=0) + points.max(axis=0)) / 2 if len(inside) < 3 else points.mean(axis=0)
        nearest = inside[int(np.argmin(((points - middle) ** 2).sum(axis=1)))]
        shown = SHORT.get(text, text.rstrip("省市")) if level is Border.PROVINCE else text
        found.append(Name(shown, nearest.longitude, nearest.latitude, level, text))
    return tuple(found)


def _crossed_below(base: Basemap, longitude: float, latitude: float) -> Whole:
    """Return the counties beside every border that a line from a point to the south crosses, with repeats."""
    lon, lat = base.longitudes, base.latitudes
    across = (lon[:-1] > longitude) != (lon[1:] > longitude)
    across[base.starts[1:-1] - 1] = (
        False  # from the end of an arc to the next one's beginning there is no border
    )
    places = np.flatnonzero(across)
    part = (longitude - lon[places]) / (lon[places + 1] - lon[places])
    south = lat[places] + part * (lat[places + 1] - lat[places]) < latitude
    arcs = np.searchsorted(base.starts, places[south], side="right") - 1
    crossed: Whole = base.sides[arcs].ravel()
    return crossed
