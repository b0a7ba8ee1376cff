"""Chips: shape, code and word on a soft ground; the shape repeats the class, so that colour never speaks alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from tianyi_desk.facts.codes import CODE
from tianyi_desk.facts.vocabulary import FindingClass, Status
from tianyi_desk.ui.palette import TONES, Palette
from tianyi_desk.ui.theme import font

HEIGHT, GAP, PAD, MARK = 20, 4, 6, 8
TEXT_PIXELS = 12


@dataclass(frozen=True, slots=True)
class Chip:
    """A few words in a tone; `shape` is one of SHAPES or "", `strong` is written bold before the words.

    `soft` chips have a coloured ground, others only coloured words.
    """

    words: str = ""
    tone: str = "muted"
    shape: str = ""
    strong: str = ""
    soft: bool = True


SHAPE_OF: dict[FindingClass, str] = {
    FindingClass.OFFICIAL: "disc",
    FindingClass.HOUSE: "diamond",
    FindingClass.DOUBT: "triangle",
    FindingClass.DATA: "square",
    FindingClass.REMINDER: "ring",
}

STATUS_TONE: dict[Status, tuple[str, str]] = {
    Status.CANCELLED: ("muted", "cross"),
    Status.NOT_APPLICABLE: ("muted", ""),
    Status.ANOMALOUS: ("official", "disc"),
    Status.REMINDED: ("remind", "ring"),
    Status.NOT_STARTED: ("muted", ""),
    Status.EXPLAINED: ("good", "tick"),
    Status.TO_CHECK: ("house", "diamond"),
    Status.CHECKED: ("good", "tick"),
    Status.RUNNING: ("remind", ""),
    Status.NORMAL: ("good", "tick"),
}


def code_chip(code: str, *, title: bool = True, soft: bool = True) -> Chip:
    """Return the chip of a finding's code, with or without its title."""
    entry = CODE[code]
    return Chip(
        entry.title if title else "",
        TONES[entry.finding_class],
        SHAPE_OF[entry.finding_class],
        code,
        soft,
    )


def class_chip(finding_class: FindingClass, words: str, *, soft: bool = True) -> Chip:
    """Return a chip in a class's colour and shape."""
    return Chip(words, TONES[finding_class], SHAPE_OF[finding_class], "", soft)


def status_chip(status: Status) -> Chip:
    """Return the chip of a plan's 签到情况."""
    tone, shape = STATUS_TONE[status]
    return Chip(status.value, tone, shape)


def chip_width(chip: Chip) -> float:
    """Return how many pixels a chip takes."""
    pad = PAD if chip.soft else 0
    width = 2.0 * pad + (MARK if chip.shape else 0)
    for words, bold in ((chip.strong, True), (chip.words, False)):
        if words:
            width += QFontMetricsF(font(TEXT_PIXELS, bold=bold)).horizontalAdvance(words) + 1
            width += GAP if (chip.shape or (chip.strong and not bold)) else 0
    return width


def cut_words(chip: Chip, room: float) -> str:
    """Return as much of a chip's words as there is room for, with an ellipsis where some are missing."""
    metrics = QFontMetricsF(font(TEXT_PIXELS))
    beside = chip_width(chip) - metrics.horizontalAdvance(chip.words)
    return metrics.elidedText(chip.words, Qt.TextElideMode.ElideRight, max(0.0, room - beside))


def paint_chip(
    painter: QPainter, x: float, middle: float, chip: Chip, palette: Palette, room: float | None = None
) -> float:
    """Paint a chip from x on, centred on a height, its words cut where the room ends; return its width."""
    width = chip_width(chip)
    if room is not None and width > room:
        chip = replace(chip, words=cut_words(chip, room))
        width = chip_width(chip)
    box = QRectF(x, middle - HEIGHT / 2, width, HEIGHT)
    colour = QColor(palette.of(chip.tone))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pad = 0
    if chip.soft:
        pad = PAD
        ground = palette.sunken if chip.tone in ("muted", "text") else palette.of(f"{chip.tone}_soft")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, 4, 4)
    left = box.left() + pad
    if chip.shape:
        paint_shape(painter, QRectF(left, middle - MARK / 2, MARK, MARK), chip.shape, colour)
        left += MARK + GAP
    painter.setPen(colour)
    for words, bold in ((chip.strong, True), (chip.words, False)):
        if not words:
            continue
        face = font(TEXT_PIXELS, bold=bold)
        painter.setFont(face)
        advance = QFontMetricsF(face).horizontalAdvance(words) + 1
        painter.drawText(
            QRectF(left, box.top(), advance, HEIGHT),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
            words,
        )
        left += advance + GAP
    return width


def paint_chips(painter: QPainter, box: QRectF, chips: Sequence[Chip], palette: Palette) -> None:
    """Paint chips side by side; those that do not fit become +n."""
    x, right = box.left(), box.right()
    for place, chip in enumerate(chips):
        left_over = len(chips) - place - 1
        more = Chip(f"+{len(chips) - place}", "muted")
        needed = chip_width(chip) + (GAP + chip_width(Chip(f"+{left_over}", "muted")) if left_over else 0)
        if place and x + needed > right:
            paint_chip(painter, x, box.center().y(), more, palette)
            return
        x += paint_chip(painter, x, box.center().y(), chip, palette, right - x) + GAP


def paint_shape(painter: QPainter, box: QRectF, shape: str, colour: QColor) -> None:
    """Paint a class's shape into a square box: ● ◆ ▲ ■ ○ ✓ ✕."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if shape == "disc":
        painter.drawEllipse(box)
    elif shape == "square":
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    elif shape in _LINES:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        _LINES[shape](painter, box)
    elif shape in _POLYGONS:
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(box.left() + x * box.width(), box.top() + y * box.height())
                    for x, y in _POLYGONS[shape]
                ]
            )
        )


def _ring(painter: QPainter, box: QRectF) -> None:
    painter.drawEllipse(box.adjusted(0.9, 0.9, -0.9, -0.9))


def _tick(painter: QPainter, box: QRectF) -> None:
    painter.drawPolyline(
        [
            QPointF(box.left(), box.center().y() + 0.5),
            QPointF(box.left() + box.width() * 0.38, box.bottom() - 1),
            QPointF(box.right(), box.top() + 1),
        ]
    )


def _cross(painter: QPainter, box: QRectF) -> None:
    inner = box.adjusted(1, 1, -1, -1)
    painter.drawLine(inner.topLeft(), inner.bottomRight())
    painter.drawLine(inner.topRight(), inner.bottomLeft())


_LINES = {"ring": _ring, "tick": _tick, "cross": _cross}
_POLYGONS = {
    "diamond": ((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)),
    "triangle": ((0.5, 0.05), (1, 0.95), (0, 0.95)),
}
