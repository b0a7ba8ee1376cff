"""One plan on the map: rings true to scale, lines to the nearest address, addresses, check-ins, phones."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from tianyi_desk.geo.plane import Plane
from tianyi_desk.services.places_view import PlaceLine
from tianyi_desk.services.plan_place import PlanPlace
from tianyi_desk.ui.map import plan_signs
from tianyi_desk.ui.map.layer import Crowd, Frame, Layer, path_of
from tianyi_desk.ui.map.marks import MARKER, label_box, paint_count, paint_label
from tianyi_desk.ui.map.plan_signs import Marker, Ring, Span, Stood, stood
from tianyi_desk.ui.theme import Theme

SMALLEST_RING, SMALLEST_NAMED = 10.0, 60.0
"""A ring of fewer pixels is not drawn, as the marker covers it; one of fewer bears no words."""
ROUND = (75, 45, 65, 55, 15, 105, 30, 90, 0, 80, 40, 110, 10, 60)
"""Where a ring's words may stand, of 120 points, clockwise from the north."""
STEPS = 40
"""How many points of a line names keep clear of."""


class PlanLayer(Layer):
    """The plan that is shown, nothing where there is none; `clear` tells what words had better not cover."""

    def __init__(self, theme: Theme, plane: Plane) -> None:
        super().__init__()
        self._theme, self._plane = theme, plane
        self.place: PlanPlace | None = None
        self.rings: tuple[Ring, ...] = ()
        self.markers: tuple[Marker, ...] = ()
        self.spans: tuple[Span, ...] = ()
        self.stood: list[Stood] = []
        self.clear: Callable[[Frame], Sequence[QRectF]] = lambda _frame: ()
        theme.changed.connect(self.update)

    def show_place(self, place: PlanPlace | None, line: PlaceLine | None) -> None:
        """Show another plan."""
        self.place, plane = place, self._plane
        self.rings = tuple(plan_signs.rings(place, plane)) if place else ()
        self.markers = tuple(plan_signs.markers(place, plane, self._theme)) if place else ()
        self.spans = tuple(plan_signs.spans(place, line, plane)) if place else ()
        self.update()

    def tip_at(self, spot: QPointF) -> str:
        """Return what the markers under a spot are."""
        return "\n".join(dict.fromkeys(one.tip for one in self.stood if _box(one.spot).contains(spot)))

    def crowd(self, frame: Frame) -> Crowd:
        """Return what names keep clear of: markers, rings and lines."""
        boxes = [_box(one.spot).adjusted(-2, -2, 2, 2) for one in stood(self.markers, frame)]
        lines = [frame.pixels(ring.x, ring.y) for ring in self.rings]
        lines = [(x, y) for x, y in lines if np.ptp(x) >= SMALLEST_NAMED]
        for span in self.spans:
            spots = _points(frame, span)
            lines.append((np.array([one.x() for one in spots]), np.array([one.y() for one in spots])))
        if not lines:
            return Crowd(boxes)
        return Crowd(boxes, np.concatenate([x for x, _y in lines]), np.concatenate([y for _x, y in lines]))

    def draw(self, painter: QPainter, frame: Frame, dots_per_pixel: float) -> None:
        """Paint rings, lines, markers, and words on top."""
        del dots_per_pixel
        self.stood = stood(self.markers, frame)
        if self.place is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for ring in self.rings:
            self._draw_ring(painter, frame, ring)
        for span in self.spans:
            painter.setPen(QPen(self._theme.colour(span.tone), 2))
            painter.drawLine(frame.pixel(*span.a), frame.pixel(*span.b))
        self._draw_markers(painter)
        words = Words(frame, [_box(one.spot) for one in self.stood], list(self.clear(frame)))
        for span in self.spans:
            box = words.place(label_box(span.words, bold=True), list(_along(frame, span)), needed=True)
            if box is not None:
                paint_label(painter, box, span.words, self._theme, span.tone)
        words.better += [_box(spot) for span in self.spans for spot in _points(frame, span)]
        for ring in self.rings:
            x, y = frame.pixels(ring.x, ring.y)
            if np.ptp(x) >= SMALLEST_NAMED:
                spots = [QPointF(float(x[place]), float(y[place])) for place in ROUND]
                box = words.place(label_box(ring.words), spots)
                if box is not None:
                    tone = "muted" if ring.of_address else "accent"
                    paint_label(painter, box, ring.words, self._theme, tone, framed=False)

    def _draw_ring(self, painter: QPainter, frame: Frame, ring: Ring) -> None:
        x, y = frame.pixels(ring.x, ring.y)
        if np.ptp(x) < SMALLEST_RING:
            return
        pen = QPen(self._theme.colour(ring.token), ring.width, ring.style)
        painter.strokePath(path_of(x, y, np.array([len(x) - 1])), pen)

    def _draw_markers(self, painter: QPainter) -> None:
        """Paint the markers, the first on top; those that stand aside with a line to their points."""
        text = self._theme.colour("text")
        for one in self.stood:
            if one.spot != one.true:
                painter.setPen(QPen(text, 1))
                painter.drawLine(one.true, one.spot)
                painter.setBrush(text)
                painter.drawEllipse(one.true, 2, 2)
        for one in reversed(self.stood):
            one.marker.paint(painter, one.spot)
            if len(one.tips) > 1:
                paint_count(painter, one.spot, len(one.tips), self._theme)


class Words:
    """Where words stand: clear of the markers and of each other, and of names and tools where that can be had."""

    def __init__(self, frame: Frame, markers: Sequence[QRectF], better: list[QRectF]) -> None:
        self._whole = QRectF(0, 0, frame.width, frame.height)
        self._taken, self.better = list(markers), better

    def place(self, box: QRectF, spots: Sequence[QPointF], *, needed: bool = False) -> QRectF | None:
        """Return a box round the first spot that is free; None without one, or the first inside where it is needed."""
        boxes = [box.translated(spot - box.center()) for spot in spots]
        inside = [one for one in boxes if self._whole.contains(one)]
        free = [one for one in inside if not _meets(one, self._taken)]
        clear = next((one for one in free if not _meets(one, self.better)), None)
        found = clear or next(iter(free), None) or (next(iter(inside), None) if needed else None)
        if found is not None:
            self._taken.append(found)
        return found


def _along(frame: Frame, span: Span) -> Iterator[QPointF]:
    """Yield where a line's words may stand: on it, then beside its end, farther and farther."""
    a, b = frame.pixel(*span.a), frame.pixel(*span.b)
    for part in (0.5, 0.35, 0.65, 0.2, 0.8):
        yield a + (b - a) * part
    half = label_box(span.words, bold=True).width() / 2
    for away in range(4):
        for x, y in ((1, -1), (1, 1), (-1, -1), (-1, 1)):
            yield a + QPointF(x * (16 + half), y * (24 + 22 * away))


def _points(frame: Frame, span: Span) -> list[QPointF]:
    a, b = frame.pixel(*span.a), frame.pixel(*span.b)
    return [a + (b - a) * (step / STEPS) for step in range(STEPS + 1)]


def _meets(box: QRectF, others: Sequence[QRectF]) -> bool:
    return any(box.intersects(one) for one in others)


def _box(middle: QPointF) -> QRectF:
    return QRectF(middle.x() - MARKER / 2, middle.y() - MARKER / 2, MARKER, MARKER)
