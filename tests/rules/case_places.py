"""Build the positions of the rule cases: from coordinates as a file gives them, or at a distance to the centimetre."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from geopy.distance import geodesic

from tianyi_desk.facts.place import Address, Position
from tianyi_desk.facts.vocabulary import Flaw, Origin
from tianyi_desk.geo.datum import Datum, from_wgs84, to_wgs84

Point = tuple[float, float]
"""(longitude, latitude) in WGS-84 degrees."""

HOME = {"经度": Decimal("114.50"), "纬度": Decimal("38.04"), "坐标系": "GCJ-02"}
HOME_TEXT = "河北省石家庄市桥西区建设南大街6号"
UNKNOWN_DATUM = "不明"
EAST = 90.0
PLAIN_DECIMALS = 5  # placed points take no part in S01, whose coordinates are written out in the case
PLACE_KEYS = {"经度", "纬度", "坐标系", "坐标", "米", "方位", "自地址"}


def given_position(entry: Mapping[str, Any]) -> Position:
    """Build a position from 经度, 纬度 and 坐标系 as an importer hands it on: repaired, judged usable, converted."""
    halves: list[Any] = [entry.get("经度"), entry.get("纬度")]
    datum, stated = _datum(entry.get("坐标系", Datum.GCJ02.value))
    if None in halves:
        longitude, latitude = (None if half is None else float(half) for half in halves)
        return Position(longitude, latitude, datum, stated, 0, Flaw.HALF, False, None, None)
    swapped = 3 <= halves[0] <= 54 and 73 <= halves[1] <= 136
    longitude, latitude = (float(half) for half in (reversed(halves) if swapped else halves))
    flaw = _flaw(longitude, latitude)
    usable = flaw in (None, Flaw.OUTSIDE_CHINA)
    wgs = to_wgs84(longitude, latitude, datum) if usable else (None, None)
    decimals = min(_decimals(half) for half in halves)
    return Position(longitude, latitude, datum, stated, decimals, flaw, swapped, *wgs)


def position_at(point: Point, datum_name: str) -> Position:
    """Build a position that lies exactly on a WGS-84 point, whatever datum it is said to be in."""
    datum, stated = _datum(datum_name)
    longitude, latitude = from_wgs84(*point, datum)
    flaw = _flaw(longitude, latitude)
    return Position(longitude, latitude, datum, stated, PLAIN_DECIMALS, flaw, False, *point)


def point_from(start: Point, distance_m: float, bearing: float) -> Point:
    """Return the point at a geodesic distance (metres) and bearing (degrees, clockwise from north)."""
    there = geodesic(meters=distance_m).destination((start[1], start[0]), bearing=bearing)
    return there.longitude, there.latitude


def address(entry: str | Mapping[str, Any], earlier: Sequence[Address]) -> Address:
    """Build an address: a text stands at the home point, a table may say 经度/纬度, 米 from 自地址, or 坐标 = "无"."""
    if isinstance(entry, str):
        return Address(entry, given_position(HOME))
    text = entry.get("文字", HOME_TEXT)
    origin = Origin(entry.get("来源", Origin.IMPORTED.value))
    if entry.get("坐标") == "无":
        return Address(text, None, origin)
    if "经度" in entry or "纬度" in entry:
        return Address(text, given_position(entry), origin)
    home = wgs_of(given_position(HOME))
    start = wgs_of(earlier[int(entry["自地址"]) - 1].position) if "自地址" in entry else home
    point = point_from(start, float(entry.get("米", 0)), float(entry.get("方位", EAST)))
    return Address(text, position_at(point, entry.get("坐标系", Datum.WGS84.value)), origin)


def signed_position(entry: Mapping[str, Any], addresses: Sequence[Address]) -> Position | None:
    """Build where somebody signed: by default 50 m east of the plan's first address."""
    if entry.get("坐标") == "无":
        return None
    if "经度" in entry or "纬度" in entry:
        return given_position(entry)
    anchor = addresses[int(entry.get("自地址", 1)) - 1].position
    start = wgs_of(
        anchor if anchor is not None and anchor.wgs_longitude is not None else given_position(HOME)
    )
    point = point_from(start, float(entry.get("米", 50)), float(entry.get("方位", EAST)))
    return position_at(point, entry.get("坐标系", Datum.WGS84.value))


def wgs_of(position: Position | None) -> Point:
    """Return the WGS-84 point of a position; a case that measures from a place without one is wrong."""
    if position is None or position.wgs_longitude is None or position.wgs_latitude is None:
        raise ValueError("案例有误：不能从没有坐标的地点量距离")
    return position.wgs_longitude, position.wgs_latitude


def _datum(name: str) -> tuple[Datum, bool]:
    return (Datum.GCJ02, False) if name == UNKNOWN_DATUM else (Datum(name), True)


def _flaw(longitude: float, latitude: float) -> Flaw | None:
    if longitude == 0 and latitude == 0:
        return Flaw.ZERO
    if abs(longitude) > 180 or abs(latitude) > 90:
        return Flaw.OUT_OF_RANGE
    inside = 73 <= longitude <= 136 and 3 <= latitude <= 54
    return None if inside else Flaw.OUTSIDE_CHINA


def _decimals(half: Decimal | int) -> int:
    exponent = Decimal(half).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
