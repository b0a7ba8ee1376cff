"""One plan on the map: rings true to scale, lines to the nearest address, addresses, check-ins, phones."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from tianyi_desk.facts.vocabulary import Event, Origin
from tianyi_desk.facts.wording import distance_words, moment_words
from tianyi_desk.geo.circle import bearing_deg, circle
from tianyi_desk.geo.plane import Plane
from tianyi_desk.services.places_view import PlaceLine, Point, verdict_on
from tianyi_desk.services.plan_place import AddressPoint, PlanPlace, SignedPoint
from tianyi_desk.ui.map.layer import Floats, Frame, Layer, path_of
from tianyi_desk.ui.map.marks import (
    MARKER,
    TONES,
    label_box,
    paint_address,
    paint_fix,
    paint_label,
    paint_signed,
)
from tianyi_desk.ui.theme import Theme

APART = 24.0
"""Markers closer than this are lifted aside, with a line to the true point."""
SMALLEST_RING = 10.0
"""A ring of fewer pixels is not drawn: the marker covers it."""
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


@dataclass(frozen=True, slots=True)
class Marker:
    """Something at a point: how it is painted, and what its tip says."""

    x: float
    y: float
    paint: Callable[[QPainter, QPointF], None]
    tip: str
    liftable: bool = True


@dataclass(frozen=True, slots=True)
class Span:
    """A line from a check-in to its nearest address."""

    a: tuple[float, float]
    b: tuple[float, float]
    words: str
    tone: str


class PlanLayer(Layer):
    """The plan that is shown; nothing where there is none."""

    def __init__(self, theme: Theme, plane: Plane) -> None:
        super().__init__()
        self._theme, self._plane = theme, plane
        self.place: PlanPlace | None = None
        self.rings: tuple[Ring, ...] = ()
        self.markers: tuple[Marker, ...] = ()
        self.spans: tuple[Span, ...] = ()
        self.places: list[tuple[QRectF, str]] = []
        theme.changed.connect(self.update)

    def show_place(self, place: PlanPlace | None, line: PlaceLine | None) -> None:
        """Show another plan."""
        self.place = place
        self.rings = tuple(self._rings(place)) if place else ()
        self.markers = tuple(self._markers(place)) if place else ()
        self.spans = tuple(self._spans(place, _tones(line))) if place else ()
        self.update()

    def tip_at(self, spot: QPointF) -> str:
        """Return what the markers under a spot are."""
        return "\n".join(dict.fromkeys(tip for box, tip in self.places if box.contains(spot)))

    # What there is to draw

    def _flat(self, point: Point) -> tuple[float, float]:
        x, y = self._plane.flat(*point)
        return float(x), float(y)

    def _ring(
        self, point: Point, radius_m: int, words: str, token: str, *, solid: bool, dashed: bool
    ) -> Ring:
        style = Qt.PenStyle.SolidLine if solid else Qt.PenStyle.DashLine if dashed else Qt.PenStyle.DotLine
        return Ring(*self._plane.flat(*circle(*point, radius_m)), words, token, style, 1.6 if solid else 1.2)

    def _rings(self, place: PlanPlace) -> Iterator[Ring]:
        near = {one.address for one in place.signed if one.decides}
        several = len(place.addresses) > 1
        for one in place.addresses:
            if one.point is None:
                continue
            before = f"{circled(one.number)} " if several else ""
            counts = one.number in near or not near
            limit = f"{before}{_km(place.limit_m)}" + (" 偏差限" if counts else "")
            token = "text" if counts else "muted"
            yield self._ring(one.point, place.limit_m, limit, token, solid=counts, dashed=False)
            words = f"{before}{_km(place.adjust_m)}"
            yield self._ring(one.point, place.adjust_m, words, "muted", solid=False, dashed=False)
        for signed in place.signed:
            if signed.fix is not None and signed.counted:
                words = f"{_km(place.adjust_m)} 可调范围"
                yield self._ring(signed.fix, place.adjust_m, words, "accent", solid=False, dashed=True)

    def _markers(self, place: PlanPlace) -> Iterator[Marker]:
        for address in place.addresses:
            if address.point is not None:
                paint = partial(paint_address, number=address.number, theme=self._theme)
                guessed = partial(paint, guessed=address.origin is Origin.GEOCODED)
                yield Marker(*self._flat(address.point), guessed, _address_tip(address))
        for signed in sorted(place.signed, key=lambda one: not one.decides):
            if signed.fix is not None:
                tip = f"手机定位  {signed.event.value} {signed.name}\n{point_words(signed.fix)}"
                yield Marker(
                    *self._flat(signed.fix), partial(paint_fix, theme=self._theme), tip, liftable=False
                )
            if signed.point is not None:
                paint = partial(paint_signed, event=signed.event, theme=self._theme)
                yield Marker(
                    *self._flat(signed.point), partial(paint, counted=signed.counted), _signed_tip(signed)
                )

    def _spans(self, place: PlanPlace, tones: Mapping[Event, str]) -> Iterator[Span]:
        for event in Event:
            signed = place.deciding(event)
            if signed is None or signed.point is None or signed.address is None or signed.distance_m is None:
                continue
            target = place.addresses[signed.address - 1].point
            if target is None:
                continue
            towards = round(bearing_deg(*target, *signed.point)) % 360
            words = f"{event.value} {distance_words(signed.distance_m)}"
            far = signed.distance_m >= 1000
            yield Span(
                self._flat(signed.point),
                self._flat(target),
                words + (f" · 方位 {towards}°" if far else ""),
                tones.get(event, "data"),
            )

    # Drawing it

    def draw(self, painter: QPainter, frame: Frame, dots_per_pixel: float) -> None:
        """Paint rings, lines, markers, and words on top."""
        del dots_per_pixel
        self.places = []
        if self.place is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        taken: list[QRectF] = []
        for ring in self.rings:
            self._draw_ring(painter, frame, ring)
        for span in self.spans:
            painter.setPen(QPen(self._theme.colour(span.tone), 2))
            painter.drawLine(frame.pixel(*span.a), frame.pixel(*span.b))
        spots = self._draw_markers(painter, frame)
        taken += [QRectF(spot.x() - 11, spot.y() - 11, 22, 22) for spot in spots]
        for span in self.spans:
            self._draw_span_words(painter, frame, span, taken)
        for ring in self.rings:
            self._draw_ring_words(painter, frame, ring, taken)

    def _draw_ring(self, painter: QPainter, frame: Frame, ring: Ring) -> None:
        x, y = frame.pixels(ring.x, ring.y)
        if np.ptp(x) < SMALLEST_RING:
            return
        pen = QPen(self._theme.colour(ring.token), ring.width, ring.style)
        painter.strokePath(path_of(x, y, np.array([len(x) - 1])), pen)

    def _draw_markers(self, painter: QPainter, frame: Frame) -> list[QPointF]:
        """Paint the markers, the first ones at their points, those that would cover them aside."""
        spots: list[QPointF] = []
        placed: list[tuple[Marker, QPointF]] = []
        for marker in self.markers:
            true = frame.pixel(marker.x, marker.y)
            spot = _lifted(true, spots) if marker.liftable else true
            if marker.liftable:
                spots.append(spot)
            if spot != true:
                painter.setPen(QPen(self._theme.colour("text"), 1))
                painter.drawLine(true, spot)
                painter.setBrush(self._theme.colour("text"))
                painter.drawEllipse(true, 2, 2)
            placed.append((marker, spot))
        for marker, spot in reversed(placed):
            marker.paint(painter, spot)
            half = MARKER / 2
            self.places.append((QRectF(spot.x() - half, spot.y() - half, MARKER, MARKER), marker.tip))
        return spots

    def _draw_span_words(self, painter: QPainter, frame: Frame, span: Span, taken: list[QRectF]) -> None:
        box = label_box(span.words, bold=True)
        a, b = frame.pixel(*span.a), frame.pixel(*span.b)
        for part in (0.5, 0.35, 0.65, 0.2, 0.8):
            box.moveCenter(a + (b - a) * part)
            if _free(box, taken, frame):
                break
        else:
            for place in ((16, -34), (16, 14), (-16 - box.width(), -34), (-16 - box.width(), 14)):
                box.moveTopLeft(a + QPointF(*place))
                if _free(box, taken, frame):
                    break
        taken.append(box)
        paint_label(painter, box, span.words, self._theme, span.tone)

    def _draw_ring_words(self, painter: QPainter, frame: Frame, ring: Ring, taken: list[QRectF]) -> None:
        x, y = frame.pixels(ring.x, ring.y)
        if np.ptp(x) < 60:
            return
        box = label_box(ring.words)
        for place in (75, 45, 65, 55, 15, 105, 30, 90, 0):  # of 120 points, clockwise from the north
            box.moveCenter(QPointF(float(x[place]), float(y[place])))
            if _free(box, taken, frame):
                taken.append(box)
                tone = {"accent": "accent"}.get(ring.token, "muted")
                paint_label(painter, box, ring.words, self._theme, tone, framed=False)
                return


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


def _tones(line: PlaceLine | None) -> dict[Event, str]:
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


def _free(box: QRectF, taken: list[QRectF], frame: Frame) -> bool:
    inside = QRectF(0, 0, frame.width, frame.height).contains(box)
    return inside and not any(box.intersects(one) for one in taken)


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
