"""The signs of the map: verdicts as shapes, addresses as numbered squares, check-ins as letters."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from tianyi_desk.facts.vocabulary import Event
from tianyi_desk.services.places_view import PlaceVerdict
from tianyi_desk.ui.theme import Theme, font

TONES: dict[PlaceVerdict, str] = {
    PlaceVerdict.BEYOND: "official",
    PlaceVerdict.BORDERLINE: "house",
    PlaceVerdict.REFERENCE: "data",
    PlaceVerdict.UNPLACED: "doubt",
    PlaceVerdict.NORMAL: "good",
}
LETTERS = {Event.OPENING: "到", Event.CLOSING: "退"}
EVENT_TONES = {Event.OPENING: "accent", Event.CLOSING: "good"}
MARKER = 20.0
HEXAGON = 11.0
CORNERS = tuple((math.sin(part * math.pi / 3), -math.cos(part * math.pi / 3)) for part in range(6))
LABEL_PIXELS, LABEL_HEIGHT, COUNT_HEIGHT = 12, 20.0, 14.0


def paint_verdict(painter: QPainter, box: QRectF, verdict: PlaceVerdict, theme: Theme) -> None:
    """Paint a verdict's sign: filled cross, half disc, dashed ring, diamond with a question mark, tick."""
    colour = theme.colour(TONES[verdict])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = box.adjusted(1, 1, -1, -1)
    painter.setPen(QPen(colour, 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _PAINTED[verdict](painter, inner, colour, theme)


def _cross(painter: QPainter, box: QRectF, colour: QColor, theme: Theme) -> None:
    painter.setBrush(colour)
    painter.drawEllipse(box)
    painter.setPen(QPen(theme.colour("surface"), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    arm = box.width() * 0.2
    middle = box.center()
    painter.drawLine(middle - QPointF(arm, arm), middle + QPointF(arm, arm))
    painter.drawLine(middle - QPointF(arm, -arm), middle + QPointF(arm, -arm))


def _half(painter: QPainter, box: QRectF, colour: QColor, theme: Theme) -> None:
    painter.setBrush(theme.colour("surface"))
    painter.drawEllipse(box)
    painter.setBrush(colour)
    painter.drawPie(box, 90 * 16, 180 * 16)


def _dashed(painter: QPainter, box: QRectF, colour: QColor, theme: Theme) -> None:
    painter.setBrush(theme.colour("surface"))
    pen = QPen(colour, 1.4)
    pen.setDashPattern([1.6, 1.6])
    painter.setPen(pen)
    painter.drawEllipse(box)


def _question(painter: QPainter, box: QRectF, colour: QColor, theme: Theme) -> None:
    middle, arm = box.center(), box.width() / 2
    ends = ((0, -arm), (arm, 0), (0, arm), (-arm, 0))
    painter.setBrush(theme.colour("surface"))
    painter.drawPolygon(QPolygonF([middle + QPointF(x, y) for x, y in ends]))
    painter.setPen(colour)
    painter.setFont(font(max(8, round(box.width() * 0.66)), bold=True))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), "?")


def _tick(painter: QPainter, box: QRectF, colour: QColor, theme: Theme) -> None:
    painter.setBrush(theme.colour("surface"))
    painter.drawEllipse(box)
    painter.setPen(QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    width, middle = box.width(), box.center()
    steps = ((-0.22, 0.02), (-0.06, 0.18), (0.24, -0.16))
    painter.drawPolyline([middle + QPointF(x * width, y * width) for x, y in steps])


_PAINTED = {
    PlaceVerdict.BEYOND: _cross,
    PlaceVerdict.BORDERLINE: _half,
    PlaceVerdict.REFERENCE: _dashed,
    PlaceVerdict.UNPLACED: _question,
    PlaceVerdict.NORMAL: _tick,
}


def paint_address(
    painter: QPainter, middle: QPointF, number: int, theme: Theme, *, guessed: bool = False
) -> None:
    """Paint an address's number on a dark square; hollow where its point was only guessed from its name."""
    box = _around(middle, MARKER)
    text, ground = theme.colour("text"), theme.colour("surface")
    painter.setPen(
        QPen(text if guessed else ground, 1.4, Qt.PenStyle.DashLine if guessed else Qt.PenStyle.SolidLine)
    )
    painter.setBrush(ground if guessed else text)
    painter.drawRoundedRect(box, 4, 4)
    _letter(painter, box, str(number), text if guessed else ground)


def paint_signed(
    painter: QPainter, middle: QPointF, event: Event, theme: Theme, *, counted: bool = True
) -> None:
    """Paint a 签到 as a letter on a disc, a 签退 on a hexagon; hollow where it does not count."""
    box = _around(middle, MARKER)
    tone = theme.colour(EVENT_TONES[event]) if counted else theme.colour("muted")
    ground = theme.colour("surface")
    painter.setPen(QPen(ground if counted else tone, 1.4))
    painter.setBrush(tone if counted else ground)
    if event is Event.OPENING:
        painter.drawEllipse(box)
    else:
        painter.drawPolygon(QPolygonF([middle + QPointF(x, y) * HEXAGON for x, y in CORNERS]))
    _letter(painter, box, LETTERS[event], ground if counted else tone)


def paint_fix(painter: QPainter, middle: QPointF, theme: Theme) -> None:
    """Paint where the phone was: a cross in a ring."""
    painter.setPen(QPen(theme.colour("accent"), 1.4))
    painter.setBrush(theme.colour("surface"))
    painter.drawEllipse(middle, 4.5, 4.5)
    for x, y in ((8, 0), (0, 8)):
        painter.drawLine(middle - QPointF(x, y), middle + QPointF(x, y))


def paint_count(painter: QPainter, middle: QPointF, count: int, theme: Theme) -> None:
    """Paint at a marker's corner how many it stands for."""
    words = f"{count}"
    face = font(10, bold=True)
    width = max(COUNT_HEIGHT, QFontMetricsF(face).horizontalAdvance(words) + 6)
    box = QRectF(middle.x() + 4, middle.y() - MARKER / 2 - 5, width, COUNT_HEIGHT)
    painter.setPen(QPen(theme.colour("surface"), 1))
    painter.setBrush(theme.colour("text"))
    painter.drawRoundedRect(box, COUNT_HEIGHT / 2, COUNT_HEIGHT / 2)
    painter.setPen(theme.colour("surface"))
    painter.setFont(face)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)


def paint_label(
    painter: QPainter, box: QRectF, words: str, theme: Theme, tone: str = "text", *, framed: bool = True
) -> None:
    """Paint words on a ground of their own."""
    soft = {"text": "surface", "muted": "surface"}.get(tone, f"{tone}_soft")
    line = {"text": "line_strong", "muted": "line_strong"}.get(tone, f"{tone}_line")
    painter.setPen(theme.colour(line) if framed else Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(soft))
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(theme.colour(tone))
    painter.setFont(font(LABEL_PIXELS, bold=tone not in ("text", "muted")))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine), words)


def label_box(words: str, *, bold: bool = False) -> QRectF:
    """Return how much room a label takes, at the origin."""
    width = QFontMetricsF(font(LABEL_PIXELS, bold=bold)).horizontalAdvance(words)
    return QRectF(0, 0, width + 14, LABEL_HEIGHT)


def _around(middle: QPointF, size: float) -> QRectF:
    return QRectF(middle.x() - size / 2, middle.y() - size / 2, size, size)


def _letter(painter: QPainter, box: QRectF, letter: str, colour: QColor) -> None:
    painter.setPen(colour)
    painter.setFont(font(11 if len(letter) > 1 else 12, bold=True))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), letter)
