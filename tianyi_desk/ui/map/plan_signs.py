"""What there is to draw of a plan: rings, markers and lines on a plane, with their words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from tianyi_desk.facts.vocabulary import Event, Origin
from tianyi_desk.facts.wording import distance_words, moment_words
from tianyi_desk.geo.circle import bearing_deg, circle
from tianyi_desk.geo.plane import Plane
from tianyi_desk.places.basemap import load_basemap
from tianyi_desk.services.places_view import PlaceLine, Point, verdict_on
from tianyi_desk.services.plan_place import AddressPoint, PlanPlace, SignedPoint
from tianyi_desk.ui.map.layer import Floats, Frame
from tianyi_desk.ui.map.marks import TONES, paint_address, paint_fix, paint_signed
from tianyi_desk.ui.theme import Theme

APART, TOGETHER = 24.0, 14.0
"""Markers closer than this are lifted aside, with a line to the true point; those of one kind closer than this are
drawn as one, with their number."""
MOST_TOLD = 12
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True)
class Ring:
    """A circle on the plane: its points, its words, how it is drawn."""

    x: Floats
    y: Floats
    words: str
    token: str
    style: Qt.PenStyle
    width: float

    @property
    def of_address(self) -> bool:
        """Tell that it is round an address, not round a phone."""
        return self.style is not Qt.PenStyle.DashLine


@dataclass(frozen=True, slots=True)
class Marker:
    """Something at a point: how it is painted, what its tip says, and what it may be counted together with."""

    x: float
    y: float
    paint: Callable[[QPainter, QPointF], None]
    tip: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A line from a check-in to its nearest address."""

    a: tuple[float, float]
    b: tuple[float, float]
    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class Stood:
    """A marker on the screen: its true point, where it stands, and how many it stands for."""

    marker: Marker
    true: QPointF
    spot: QPointF
    tips: tuple[str, ...]

    @property
    def tip(self) -> str:
        """Return what all that it stands for are, shortened where they are many."""
        if len(self.tips) <= MOST_TOLD:
            return "\n".join(self.tips)
        return "\n".join((*self.tips[:MOST_TOLD], f"… 共 {len(self.tips)} 条"))


def stood(markers: tuple[Marker, ...], frame: Frame) -> list[Stood]:
    """Place markers: the first ones at their points, alike ones on one spot together, others that collide aside."""
    found: list[Stood] = []
    for marker in markers:
        true = frame.pixel(marker.x, marker.y)
        for place, one in enumerate(found):
            near = (one.true - true).manhattanLength() < TOGETHER
            if marker.kind and one.marker.kind == marker.kind and near:
                found[place] = replace(one, tips=(*one.tips, marker.tip))
                break
        else:
            spot = _lifted(true, [one.spot for one in found])
            found.append(Stood(marker, true, spot, (marker.tip,)))
    return found


def rings(place: PlanPlace, plane: Plane) -> Iterator[Ring]:
    """Yield the circles of a plan: both limits round each address, the reach of adjusting round each phone."""
    near = {one.address for one in place.signed if one.decides}
    several = len(place.addresses) > 1
    for one in place.addresses:
        if one.point is None:
            continue
        before = f"{circled(one.number)} " if several else ""
        counts = one.number in near or not near
        limit = f"{before}{_km(place.limit_m)}" + (" 偏差限" if counts else "")
        style = Qt.PenStyle.SolidLine if counts else Qt.PenStyle.DotLine
        yield _ring(plane, one.point, place.limit_m, limit, "text" if counts else "muted", style)
        yield _ring(
            plane, one.point, place.adjust_m, f"{before}{_km(place.adjust_m)}", "muted", Qt.PenStyle.DotLine
        )
    for signed in place.signed:
        if signed.fix is not None and signed.counted:
            words = f"{_km(place.adjust_m)} 可调范围"
            yield _ring(plane, signed.fix, place.adjust_m, words, "accent", Qt.PenStyle.DashLine)


def _ring(plane: Plane, point: Point, radius_m: int, words: str, token: str, style: Qt.PenStyle) -> Ring:
    width = 1.6 if style is Qt.PenStyle.SolidLine else 1.2
    return Ring(*plane.flat(*circle(*point, radius_m)), words, token, style, width)


def markers(place: PlanPlace, plane: Plane, theme: Theme) -> Iterator[Marker]:
    """Yield the markers of a plan, those first that may stand at their points: addresses, check-ins, phones."""
    for address in place.addresses:
        if address.point is not None:
            paint = partial(paint_address, number=address.number, theme=theme)
            guessed = partial(paint, guessed=address.origin is Origin.GEOCODED)
            yield Marker(*_flat(plane, address.point), guessed, _address_tip(address))
    for signed in sorted(place.signed, key=lambda one: (not one.decides, not one.counted)):
        if signed.point is not None:
            drawn = partial(paint_signed, event=signed.event, theme=theme, counted=signed.counted)
            kind = f"{signed.event.value} {signed.counted}"
            yield Marker(*_flat(plane, signed.point), drawn, _signed_tip(signed), kind)
    for signed in place.signed:
        if signed.fix is not None:
            tip = f"手机定位  {signed.event.value} {signed.name}\n{point_words(signed.fix)}"
            yield Marker(*_flat(plane, signed.fix), partial(paint_fix, theme=theme), tip, "fix")


def spans(place: PlanPlace, line: PlaceLine | None, plane: Plane) -> Iterator[Span]:
    """Yield the line of each event to the nearest address; a plan that cannot be placed only has references."""
    tones = _tones(line)
    whole = all(one.point is not None for one in place.addresses)
    for event in Event:
        signed = place.deciding(event)
        if signed is None or signed.point is None or signed.address is None or signed.distance_m is None:
            continue
        target = place.addresses[signed.address - 1].point
        if target is None:
            continue
        towards = round(bearing_deg(*target, *signed.point)) % 360
        words = distance_words(signed.distance_m)
        words = (
            f"{event.value} {words}"
            if whole
            else f"{event.value} 距{circled(signed.address)} {words}（参考）"
        )
        far = signed.distance_m >= 1000
        yield Span(
            _flat(plane, signed.point),
            _flat(plane, target),
            words + (f" · 方位 {towards}°" if far else ""),
            tones.get(event, "data"),
        )


def counties_of(place: PlanPlace | None) -> NDArray[np.intp]:
    """Return the counties of the addresses that count, so that one sees at a glance who signed in another."""
    near = {one.address for one in place.signed if one.decides} if place else set()
    points = (
        [one.point for one in place.addresses if one.point and (one.number in near or not near)]
        if place
        else []
    )
    base = load_basemap()
    found = {base.county_at(*point) for point in points}
    return np.array(sorted(one for one in found if one is not None), np.intp)


def circled(number: int) -> str:
    """Write an address's number in a circle, plain where there is no such sign."""
    return CIRCLED[number - 1] if number <= len(CIRCLED) else f"({number})"


def point_words(point: Point) -> str:
    """Write a point: 121.57159° E, 38.89885° N."""
    longitude, latitude = point
    east, north = "E" if longitude >= 0 else "W", "N" if latitude >= 0 else "S"
    return f"{abs(longitude):.5f}° {east}, {abs(latitude):.5f}° {north}"


def _km(metres: int) -> str:
    return f"{metres / 1000:g} km"


def _flat(plane: Plane, point: Point) -> tuple[float, float]:
    x, y = plane.flat(*point)
    return float(x), float(y)


def _tones(line: PlaceLine | None) -> Mapping[Event, str]:
    """Return each event's tone: that of the verdict on its own distance."""
    return {one.event: TONES[verdict_on(one, line.limit_m)] for one in line.events} if line else {}


def _lifted(true: QPointF, spots: list[QPointF]) -> QPointF:
    """Return the nearest place to a point that keeps clear of the markers that are there already."""
    for away in range(6):
        for x, y in ((0, 0),) if not away else ((1, -1), (-1, -1), (1, 1), (-1, 1), (1.4, 0), (-1.4, 0)):
            spot = true + QPointF(x, y) * away * APART * 0.75
            if all((spot - one).manhattanLength() >= APART for one in spots):
                return spot
    return true


def _address_tip(one: AddressPoint) -> str:
    origin = "" if one.origin is Origin.IMPORTED else f"（{one.origin.value}）"
    where = point_words(one.point) if one.point else ""
    return f"审核地址{circled(one.number)}  {one.text}\n{where}{origin}"


def _signed_tip(one: SignedPoint) -> str:
    lines = [f"{one.event.value}  {one.name}  {moment_words(one.at)}  {one.channel.value}"]
    if one.distance_m is not None and one.address is not None:
        lines.append(f"距审核地址{circled(one.address)} {distance_words(one.distance_m)}")
    if one.point is not None:
        lines.append(point_words(one.point))
    if one.why_not:
        lines.append(f"不计：{one.why_not}")
    return "\n".join(lines)
