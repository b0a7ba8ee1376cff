"""Read degrees, repair swapped halves and degrees × 1e6, and convert to WGS-84 with the original kept."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from tianyi_desk.facts.place import Position
from tianyi_desk.facts.vocabulary import Flaw
from tianyi_desk.geo.datum import Datum, to_wgs84
from tianyi_desk.importers.cells import is_blank
from tianyi_desk.importers.folding import compact, folded

WEST, EAST, SOUTH, NORTH = 73.0, 136.0, 3.0, 54.0  # the box that D01 and D02 speak of
_MILLIONTHS_FROM = 1000.0  # larger figures are degrees × 1e6
_MILLIONTHS_DECIMALS = 6

_DEGREE = re.compile(
    r"(?:经度|纬度)?[:=]?(东经|西经|北纬|南纬|[EWNS])?([+-]?)(\d{1,12}(?:\.\d{0,30})?|\.\d{1,30})(?:°|º|度)?([EWNS])?",
    re.ASCII,
)
_PLAIN = re.compile(r"\d{1,3}\.\d{1,30}", re.ASCII)  # what nearly every cell holds
_NEGATIVE = frozenset({"W", "S", "西经", "南纬"})
_SLOTS = re.compile(r"\s*[;、|]\s*\n\s*|[;、|\n]")

_DATUM_NAMES: dict[Datum, tuple[str, ...]] = {
    Datum.WGS84: (
        "WGS84", "WGS1984", "WGS-84", "GPS", "GPS坐标", "CGCS2000", "国家2000", "2000国家大地", "国家大地2000", "大地2000", "2000",
        "天地图", "地球坐标", "EPSG4326", "EPSG:4326", "EPSG4490", "EPSG:4490", "84坐标", "84",
    ),
    Datum.GCJ02: ("GCJ02", "GCJ-02", "GCJ", "火星", "高德", "高德地图", "腾讯", "腾讯地图", "国测局", "微信", "钉钉", "02坐标", "AMAP"),
    Datum.BD09: ("BD09", "BD-09", "BD09LL", "BD-09LL", "BD", "百度", "百度地图", "BAIDU"),
}  # fmt: skip
_NOT_STATED = frozenset({"未知", "不详", "不明", "未说明", "未注明"})


class Degrees(NamedTuple):
    """One half of a coordinate: degrees, the decimals its text shows, and whether it came as degrees × 1e6."""

    value: float
    decimals: int
    text: str
    scaled: bool = False


@dataclass(frozen=True, slots=True)
class DatumSaid:
    """The datum of a row; `stated` is False where GCJ-02 was assumed (D03)."""

    datum: Datum
    stated: bool


ASSUMED = DatumSaid(Datum.GCJ02, stated=False)


def read_degrees(text: str) -> Degrees | None:
    """Return one half of a coordinate, None where the text is no decimal number of degrees."""
    if _PLAIN.fullmatch(text):
        return Degrees(float(text), len(text) - text.index(".") - 1, text)
    match = _DEGREE.fullmatch(compact(text).upper())
    if match is None:
        return None
    before, sign, figures, after = match.groups()
    value = float(figures)
    if sign == "-" or before in _NEGATIVE or after in _NEGATIVE:
        value = -value
    if abs(value) > _MILLIONTHS_FROM and abs(value) <= 180 * 1_000_000:
        return Degrees(value / 1_000_000, _MILLIONTHS_DECIMALS, text, scaled=True)
    return Degrees(value, len(figures.partition(".")[2]), text)


def read_degrees_list(text: str) -> tuple[Degrees | None, ...] | None:
    """Return every coordinate half of a cell in order, None in an empty place; None where one is no number."""
    if _PLAIN.fullmatch(text):
        return (Degrees(float(text), len(text) - text.index(".") - 1, text),)
    halves: list[Degrees | None] = []
    for part in slots(text):
        half = None if is_blank(part) else read_degrees(part)
        if half is None and not is_blank(part):
            return None
        halves.append(half)
    while halves and halves[-1] is None:
        halves.pop()
    return tuple(halves)


def slots(text: str) -> list[str]:
    """Split a cell with several coordinates or addresses, keeping empty places between them."""
    return [
        part.strip() for part in _SLOTS.split(text.replace("；", ";").replace("｜", "|").replace("\r", "\n"))
    ]


@lru_cache(maxsize=256)
def read_datum(text: str) -> DatumSaid | None:
    """Return the datum that 坐标系 names; an empty cell assumes GCJ-02, an unknown name is None."""
    if is_blank(text) or compact(text) in _NOT_STATED:
        return ASSUMED
    name = _datum_name(text)
    return next((DatumSaid(datum, stated=True) for datum, names in _DATUMS.items() if name in names), None)


def position(longitude: Degrees | None, latitude: Degrees | None, said: DatumSaid) -> Position | None:
    """Return the position of two halves with its flaw (D02), swapped back where it was swapped (D01).

    None where both halves are empty. A flawed coordinate is never a complaint: it is kept as imported.
    """
    if longitude is None or latitude is None:
        return _half(longitude, latitude, said)
    decimals = min(longitude.decimals, latitude.decimals)
    east, north = longitude.value, latitude.value
    swapped = SOUTH <= east <= NORTH and WEST <= north <= EAST
    if swapped:
        east, north = north, east
    flaw = None if WEST <= east <= EAST and SOUTH <= north <= NORTH else _flaw(east, north)
    if flaw is None or flaw is Flaw.OUTSIDE_CHINA:
        wgs = to_wgs84(east, north, said.datum)
        return Position(east, north, said.datum, said.stated, decimals, flaw, swapped, wgs[0], wgs[1])
    return Position(east, north, said.datum, said.stated, decimals, flaw, swapped, None, None)


def _half(longitude: Degrees | None, latitude: Degrees | None, said: DatumSaid) -> Position | None:
    given = longitude or latitude
    if given is None:
        return None
    return Position(
        longitude.value if longitude else None,
        latitude.value if latitude else None,
        said.datum,
        said.stated,
        given.decimals,
        Flaw.HALF,
        swapped=False,
        wgs_longitude=None,
        wgs_latitude=None,
    )


def _flaw(east: float, north: float) -> Flaw:
    """Say what is wrong with a point that does not lie in the box of China."""
    if east == 0 and north == 0:
        return Flaw.ZERO
    return Flaw.OUTSIDE_CHINA if abs(east) <= 180 and abs(north) <= 90 else Flaw.OUT_OF_RANGE


def _datum_name(text: str) -> str:
    name = (folded(text) or compact(text).strip("()【】[]")).upper().replace("-", "").replace("_", "")
    for ending in ("坐标系", "坐标系统", "坐标"):
        name = name.removesuffix(ending)
    return name


_DATUMS = {datum: frozenset(_datum_name(name) for name in names) for datum, names in _DATUM_NAMES.items()}
