"""A layer that is kept as a picture larger than what is seen, so that panning only moves a picture."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from tianyi_desk.ui.map.layer import Frame, Layer

MARGIN = 0.25
"""How much more than is seen is drawn on each side."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture and the part of the plane that it shows."""

    picture: QPixmap
    frame: Frame
    dots_per_pixel: float

    def serves(self, frame: Frame, dots_per_pixel: float) -> bool:
        """Tell whether the picture covers what is seen, at the same scale."""
        same = abs(frame.scale / self.frame.scale - 1) < 1e-9 and dots_per_pixel == self.dots_per_pixel
        west, south, east, north = frame.seen()
        own = self.frame.seen()
        return same and own[0] <= west and own[1] <= south and own[2] >= east and own[3] >= north


class KeptLayer(Layer):
    """Draw by moving the kept picture; `paint_picture` makes a new one where it does not reach."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: Kept | None = None

    def ground_colour(self) -> QColor:
        """Return what the picture is filled with."""
        return QColor(Qt.GlobalColor.transparent)

    def paint_picture(self, painter: QPainter, frame: Frame, across_km: float) -> None:
        """Paint in pixels of the picture; `across_km` is how much of the plane is seen across, in its kilometres."""
        raise NotImplementedError

    def forget(self) -> None:
        """Draw anew when the layer is next seen."""
        self._kept = None
        self.update()

    def draw(self, painter: QPainter, frame: Frame, dots_per_pixel: float) -> None:
        """Put the kept picture where it belongs."""
        if self._kept is None or not self._kept.serves(frame, dots_per_pixel):
            self._kept = self._drawn(frame, dots_per_pixel)
        own = self._kept.frame
        spot = QPointF(round(frame.left - own.left), round(frame.top - own.top))
        painter.drawPixmap(spot, self._kept.picture)

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
        self.paint_picture(painter, larger, frame.width / frame.scale / 1000)
        painter.end()
        return Kept(picture, larger, dots_per_pixel)
