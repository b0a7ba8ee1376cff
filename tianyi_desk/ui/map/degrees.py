"""The lines of degrees: thin ones all over the map, their numbers along its upper and right edge."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from tianyi_desk.geo.plane import Plane
from tianyi_desk.ui.map.layer import Floats, Frame
from tianyi_desk.ui.theme import Theme, font

STEPS = (20.0, 10.0, 5.0, 2.0, 1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001)
"""Between lines, in degrees."""
APART, FINEST = 130.0, 0.001
"""How many pixels lie between two lines at least."""
PIXELS, POINTS, EDGE = 11, 40, 10.0
LOWEST, HIGHEST = -80.0, 84.0


@dataclass(frozen=True, slots=True)
class Degrees:
    """One line: its points on the plane, its number, and whether it is a meridian."""

    x: Floats
    y: Floats
    words: str
    meridian: bool


def lines_of_degrees(frame: Frame, plane: Plane) -> Iterator[Degrees]:
    """Yield the meridians and the circles of latitude that are seen."""
    west, south, east, north = _seen_degrees(frame, plane)
    step = step_for(frame.scale)
    for longitude in _multiples(west, east, step):
        words = f"{abs(longitude):g}° {'E' if longitude >= 0 else 'W'}"
        yield Degrees(*plane.flat(longitude, np.linspace(south, north, POINTS)), words, meridian=True)
    for latitude in _multiples(south, north, step):
        words = f"{abs(latitude):g}° {'N' if latitude >= 0 else 'S'}"
        yield Degrees(*plane.flat(np.linspace(west, east, POINTS), latitude), words, meridian=False)


def step_for(pixels_a_metre: float) -> float:
    """Return how many degrees lie between two lines, so that they are far enough apart."""
    a_degree = 111_000 * pixels_a_metre
    return next((step for step in reversed(STEPS) if step * a_degree >= APART), STEPS[0])


def number_box(line: Degrees, frame: Frame) -> QRectF | None:
    """Return where a line's number stands at the edge of what is seen; None where that has no room for it."""
    x, y = frame.pixels(line.x, line.y)
    level = EDGE if line.meridian else frame.width - EDGE
    found = _crossing(y, x, level) if line.meridian else _crossing(x, y, level)
    if found is None:
        return None
    box = QRectF(0, 0, QFontMetricsF(font(PIXELS)).horizontalAdvance(line.words) + 6, 16)
    box.moveCenter(QPointF(found, level) if line.meridian else QPointF(level, found))
    if box.right() > frame.width - 2:
        box.moveRight(frame.width - 2)
    return box if QRectF(0, 0, frame.width, frame.height).contains(box) else None


def paint_lines(painter: QPainter, lines: Iterable[Degrees], frame: Frame, theme: Theme) -> None:
    """Paint the lines."""
    colour = QColor(theme.colour("map_line"))  # a copy: the theme's own is everybody's
    colour.setAlphaF(0.5)
    painter.setPen(QPen(colour, 1, Qt.PenStyle.DotLine))
    for line in lines:
        x, y = frame.pixels(line.x, line.y)
        painter.drawPolyline(QPolygonF([QPointF(a, b) for a, b in zip(x.tolist(), y.tolist(), strict=True)]))


def _seen_degrees(frame: Frame, plane: Plane) -> tuple[float, float, float, float]:
    """Return a box in degrees that holds all that is seen."""
    west, south, east, north = frame.seen()
    across, up = np.linspace(west, east, 9).tolist(), np.linspace(south, north, 9).tolist()
    edge = [(x, y) for x in across for y in (south, north)] + [(x, y) for x in (west, east) for y in up]
    points = np.array([plane.round(x, y) for x, y in edge])
    low, high = points.min(axis=0), points.max(axis=0)
    return (
        max(float(low[0]), -180.0),
        max(float(low[1]), LOWEST),
        min(float(high[0]), 180.0),
        min(float(high[1]), HIGHEST),
    )


def _multiples(first: float, last: float, step: float) -> list[float]:
    return [round(one * step, 3) for one in range(int(np.ceil(first / step)), int(np.floor(last / step)) + 1)]


def _crossing(along: Floats, across: Floats, level: float) -> float | None:
    """Return where a line first crosses a level, on the other axis; None where it does not."""
    cut = np.flatnonzero((along[:-1] > level) != (along[1:] > level))
    if not len(cut):
        return None
    place = int(cut[0])
    part = (level - along[place]) / (along[place + 1] - along[place])
    return float(across[place] + part * (across[place + 1] - across[place]))
