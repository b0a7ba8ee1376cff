"""A layer that is kept as a picture larger than what is seen, so that panning only moves a picture."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from tianyi_desk.ui.map.layer import Frame, Layer

MARGIN = 0.25
"""How much more than is seen is drawn on each side."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture, the part of the plane that it shows, and which part of the picture was seen when it was made."""

    picture: QPixmap
    frame: Frame
    seen: QRectF
    dots_per_pixel: float

    def serves(self, frame: Frame, dots_per_pixel: float) -> bool:
        """Tell whether the picture covers what is seen, at the same scale."""
        same = abs(frame.scale / self.frame.scale - 1) < 1e-9 and dots_per_pixel == self.dots_per_pixel
        west, south, east, north = frame.seen()
        own = self.frame.seen()
        return same and own[0] <= west and own[1] <= south and own[2] >= east and own[3] >= north

    def made_for(self, frame: Frame) -> bool:
        """Tell whether just this was seen when the picture was made."""
        left, top = self.frame.left - self.seen.left(), self.frame.top - self.seen.top()
        return abs(frame.left - left) < 1 and abs(frame.top - top) < 1

    def spot(self, frame: Frame) -> QPointF:
        """Return where the picture's corner lies on the screen, in whole pixels."""
        return QPointF(round(frame.left - self.frame.left), round(frame.top - self.frame.top))


def across_km(frame: Frame, seen: QRectF) -> float:
    """Return how much of the plane is seen across, in its kilometres."""
    return seen.width() / frame.scale / 1000


class KeptLayer(Layer):
    """Draw by moving the kept picture; `paint_picture` makes a new one where it does not reach."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: Kept | None = None

    def ground_colour(self) -> QColor:
        """Return what the picture is filled with."""
        return QColor(Qt.GlobalColor.transparent)

    def paint_picture(self, painter: QPainter, frame: Frame, seen: QRectF) -> None:
        """Paint in pixels of the picture; `seen` is the part of it that is seen now."""
        raise NotImplementedError

    def forget(self) -> None:
        """Draw anew when the layer is next seen."""
        self._kept = None
        self.update()

    def draw(self, painter: QPainter, frame: Frame, dots_per_pixel: float) -> None:
        """Put the kept picture where it belongs."""
        if self._kept is None or not self._kept.serves(frame, dots_per_pixel):
            self._kept = self._drawn(frame, dots_per_pixel)
        painter.drawPixmap(self._kept.spot(frame), self._kept.picture)

    def _drawn(self, frame: Frame, dots_per_pixel: float) -> Kept:
        wide, high = round(frame.width * MARGIN), round(frame.height * MARGIN)
        larger = replace(
            frame,
            left=frame.left + wide,
            top=frame.top + high,
            width=frame.width + 2 * wide,
            height=frame.height + 2 * high,
        )
        picture = QPixmap(int(larger.width * dots_per_pixel), int(larger.height * dots_per_pixel))
        picture.setDevicePixelRatio(dots_per_pixel)
        picture.fill(self.ground_colour())
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        seen = QRectF(wide, high, frame.width, frame.height)
        self.paint_picture(painter, larger, seen)
        painter.end()
        return Kept(picture, larger, seen, dots_per_pixel)
