"""Build positions and addresses from a row's cells, and note what was put right in them."""

from collections.abc import Sequence

from tianyi_desk.facts.place import Address, Position
from tianyi_desk.importers.addresses import addresses_in_remarks, paired, split_addresses
from tianyi_desk.importers.coordinates import (
    ASSUMED,
    DatumSaid,
    Degrees,
    position,
    read_datum,
    read_degrees_list,
)
from tianyi_desk.importers.rows import Row

DEGREES = "十进制度数，如 121.638794"
SCALED = "{what}坐标 {half.text} 按百万分之一度读作 {half.value:.6f}"
SWAPPED = "{what}经纬度互换：经度 {longitude}、纬度 {latitude}，已换为经度 {latitude}、纬度 {longitude}"
DATUMS = "坐标系名称：WGS-84、GCJ-02 或 BD-09"


def read_addresses(row: Row, remarks: str) -> tuple[Address, ...]:
    """Return a plan's addresses with their coordinates, those that 备注 adds behind its own."""
    text = row.needed("address", "审核地址")
    places = split_addresses(text)
    if remarks:
        places += addresses_in_remarks(remarks)
    positions = _positions(row, "longitude", "latitude", "计划")
    if text and len(positions) > len(places):
        row.fault("longitude", f"与审核地址一样多的坐标（地址 {len(places)} 个，坐标 {len(positions)} 个）")
    return paired(places, positions)


def read_position(row: Row, longitude: str, latitude: str, what: str) -> Position | None:
    """Return the one position of two columns, None where both are empty; several in one cell are a fault."""
    positions = _positions(row, longitude, latitude, what)
    if len(positions) > 1:
        row.fault(longitude, f"一个坐标：{DEGREES}")
    return positions[0] if positions else None


def _positions(row: Row, longitude: str, latitude: str, what: str) -> tuple[Position | None, ...]:
    said = row.read("datum", read_datum, DATUMS) or ASSUMED
    east = row.read(longitude, read_degrees_list, DEGREES) or ()
    north = row.read(latitude, read_degrees_list, DEGREES) or ()
    if len(east) == len(north) == 1:
        return (_repaired(row, east[0], north[0], said, what),)
    count = max(len(east), len(north))
    pairs = zip(_filled(east, count), _filled(north, count), strict=True)
    return tuple(
        _repaired(row, longitude_half, latitude_half, said, what) for longitude_half, latitude_half in pairs
    )


def _filled(halves: Sequence[Degrees | None], count: int) -> Sequence[Degrees | None]:
    return halves if len(halves) == count else [*halves, *[None] * (count - len(halves))]


def _repaired(
    row: Row, longitude: Degrees | None, latitude: Degrees | None, said: DatumSaid, what: str
) -> Position | None:
    """Build a position and note its repairs: D01 for swapped halves, no code for degrees × 1e6."""
    made = position(longitude, latitude, said)
    if longitude is not None and longitude.scaled:
        row.repair(SCALED.format(what=what, half=longitude))
    if latitude is not None and latitude.scaled:
        row.repair(SCALED.format(what=what, half=latitude))
    if made is not None and made.swapped and longitude is not None and latitude is not None:
        row.repair(SWAPPED.format(what=what, longitude=longitude.text, latitude=latitude.text), "D01")
    return made
