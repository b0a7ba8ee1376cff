"""What stands on the map wherever one looks: scale bar, north, numbers of degrees, and where the ground is from."""

import math
from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from tianyi_desk.geo.plane import Plane
from tianyi_desk.places.basemap import NOTE
from tianyi_desk.ui.map.degrees import Degrees, number_box
from tianyi_desk.ui.map.layer import Frame
from tianyi_desk.ui.theme import Theme, font

LONGEST = 110.0
PAD = 12.0
PIXELS = 11


def nice_length(most_m: float) -> float:
    """Return the greatest length of 1, 2 or 5 times a power of ten that is no more than some metres."""
    power = 10.0 ** math.floor(math.log10(most_m))
    return next(step * power for step in (5, 2, 1) if step * power <= most_m)


def length_words(metres: float) -> str:
    """Write a length of the scale bar: 500 m, 2 km."""
    return f"{metres:g} m" if metres < 1000 else f"{metres / 1000:g} km"


def paint_furniture(
    painter: QPainter, frame: Frame, plane: Plane, degrees: Iterable[Degrees], theme: Theme
) -> None:
    """Paint everything that stands still, in pixels of the view."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    west, south, east, north = frame.seen()
    longitude, latitude = plane.round((west + east) / 2, (south + north) / 2)
    _paint_degrees(painter, frame, degrees, theme)
    _paint_scale(painter, scale_bottom(frame), frame, plane.scale(latitude), theme)
    _paint_north(painter, frame, _north(plane, longitude, latitude), theme)
    _paint_note(painter, note_box(frame), theme)


def _paint_degrees(painter: QPainter, frame: Frame, degrees: Iterable[Degrees], theme: Theme) -> None:
    painter.setFont(font(PIXELS))
    for box, words in degree_numbers(frame, degrees):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_pale(theme))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(theme.colour("muted"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)


def degree_numbers(frame: Frame, degrees: Iterable[Degrees]) -> list[tuple[QRectF, str]]:
    """Return where the numbers of degrees stand along the edges, clear of the rest of the furniture and the tools."""
    taken = [*_boxes(frame), QRectF(0, 0, PAD + 44, PAD + 160)]
    found: list[tuple[QRectF, str]] = []
    for line in degrees:
        box = number_box(line, frame)
        if box is not None and not any(box.intersects(one) for one in taken):
            found.append((box, line.words))
            taken.append(box)
    return found


def standing_boxes(frame: Frame, degrees: Iterable[Degrees]) -> list[QRectF]:
    """Return what the furniture may cover, so that names and words keep clear of it."""
    return [*_boxes(frame), *(box for box, _words in degree_numbers(frame, degrees))]


def _boxes(frame: Frame) -> list[QRectF]:
    scale = QRectF(PAD, scale_bottom(frame) - 30, LONGEST + 60, 30)
    north = QRectF(frame.width - PAD - 30, 0, 30 + PAD, PAD + 40)
    return [scale, north, note_box(frame)]


def scale_bottom(frame: Frame) -> float:
    """Return how far down the scale bar stands: above the note where the two have no room side by side."""
    note = note_box(frame)
    return note.top() - 6 if note.left() < 2 * PAD + LONGEST + 60 else frame.height - PAD


def note_box(frame: Frame) -> QRectF:
    """Return where the note stands: in one line if there is room, else in two."""
    width = QFontMetricsF(font(PIXELS)).horizontalAdvance(NOTE) + 8
    lines = 1 if width + 2 * PAD <= frame.width else 2
    width = width if lines == 1 else min(width / 2 + 24, frame.width - 2 * PAD)
    return QRectF(frame.width - PAD - width, frame.height - PAD - 18 * lines, width, 18 * lines)


def _paint_scale(painter: QPainter, bottom: float, frame: Frame, plane_scale: float, theme: Theme) -> None:
    pixels_a_metre = frame.scale * plane_scale
    metres = nice_length(LONGEST / pixels_a_metre)
    long, words = metres * pixels_a_metre, length_words(metres)
    metrics = QFontMetricsF(font(PIXELS))
    width = long + 16 + metrics.horizontalAdvance(words)
    box = QRectF(PAD, bottom - 30, width, 30)
    painter.setPen(theme.colour("line_strong"))
    painter.setBrush(theme.colour("surface"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    left, foot = box.left() + 8, box.bottom() - 7
    painter.setPen(QPen(theme.colour("text"), 1.4))
    painter.drawPolyline(
        [
            QPointF(left, foot - 5),
            QPointF(left, foot),
            QPointF(left + long, foot),
            QPointF(left + long, foot - 5),
        ]
    )
    painter.setFont(font(PIXELS))
    painter.drawText(QPointF(left + 3, foot - 4), "0")
    advance = metrics.horizontalAdvance(words)
    painter.drawText(QPointF(left + long - min(advance / 2, 8), foot - 7), words)


def _north(plane: Plane, longitude: float, latitude: float) -> float:
    """Return how far north is turned from straight up, in degrees clockwise."""
    x, y = plane.flat([longitude, longitude], [latitude, latitude + 0.01])
    return math.degrees(math.atan2(x[1] - x[0], y[1] - y[0]))


def _paint_north(painter: QPainter, frame: Frame, turned: float, theme: Theme) -> None:
    painter.save()
    painter.translate(frame.width - PAD - 14, PAD + 22)
    painter.rotate(turned)
    painter.setPen(QPen(theme.colour("text"), 1.2))
    half = [QPointF(0, -10), QPointF(6, 12), QPointF(0, 7)]
    painter.setBrush(theme.colour("text"))
    painter.drawPolygon(QPolygonF(half))
    painter.setBrush(theme.colour("surface"))
    painter.drawPolygon(QPolygonF([QPointF(-one.x(), one.y()) for one in half]))
    painter.setFont(font(PIXELS, bold=True))
    painter.drawText(QRectF(-10, -26, 20, 14), int(Qt.AlignmentFlag.AlignCenter), "北")
    painter.restore()


def _paint_note(painter: QPainter, box: QRectF, theme: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_pale(theme))
    painter.drawRoundedRect(box, 3, 3)
    painter.setFont(font(PIXELS))
    painter.setPen(theme.colour("muted"))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), NOTE)


def _pale(theme: Theme) -> QColor:
    ground = QColor(theme.colour("map_land"))  # a copy: the theme's own is everybody's
    ground.setAlphaF(0.85)
    return ground
