"""What every layer of the map is: an item over the whole plane that paints itself in pixels."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

Floats = NDArray[np.float64]
EVERYWHERE = QRectF(-3e7, -3e7, 6e7, 6e7)


@dataclass(frozen=True, slots=True)
class Frame:
    """How the plane lies on the screen: pixels are `left` + x · `scale` and `top` − y · `scale`."""

    left: float
    top: float
    scale: float
    width: float
    height: float

    def pixels(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Return where points of the plane lie on the screen."""
        return self.left + x * self.scale, self.top - y * self.scale

    def pixel(self, x: float, y: float) -> QPointF:
        """Return where a point of the plane lies on the screen."""
        return QPointF(self.left + x * self.scale, self.top - y * self.scale)

    def part(self, box: QRectF) -> "Frame":
        """Return the frame of a part of the screen by itself."""
        return Frame(self.left - box.left(), self.top - box.top(), self.scale, box.width(), box.height())

    def seen(self) -> tuple[float, float, float, float]:
        """Return the part of the plane that is seen: west, south, east, north."""
        west, north = -self.left / self.scale, self.top / self.scale
        return west, north - self.height / self.scale, west + self.width / self.scale, north


@dataclass(frozen=True, slots=True)
class Crowd:
    """What names keep clear of, in pixels: boxes, and the points of lines."""

    boxes: Sequence[QRectF] = ()
    x: Floats = field(default_factory=lambda: np.array([]))
    y: Floats = field(default_factory=lambda: np.array([]))


def frame_of(transform: QTransform, width: float, height: float) -> Frame:
    """Return the frame that a transform from the plane to the screen makes."""
    return Frame(transform.dx(), transform.dy(), transform.m11(), width, height)


class Layer(pg.GraphicsObject):
    """Paint something over the map; `draw` is called with a painter in pixels and how the plane lies under it."""

    def boundingRect(self) -> QRectF:
        """Return that the layer may paint anywhere."""
        return EVERYWHERE

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Take the plane off the painter and draw in pixels."""
        box = self.getViewBox()
        if box is None:
            return
        frame = frame_of(painter.worldTransform(), box.width(), box.height())
        painter.save()
        painter.setWorldTransform(QTransform())
        self.draw(painter, frame, widget.devicePixelRatioF() if widget is not None else 1.0)
        painter.restore()

    def draw(self, painter: QPainter, frame: Frame, dots_per_pixel: float) -> None:
        """Paint in pixels."""
        raise NotImplementedError


def path_of(x: Floats, y: Floats, ends: NDArray[np.intp]) -> QPainterPath:
    """Return lines through points; `ends` are the places at which a line ends."""
    joined = np.ones(len(x), np.int32)
    joined[ends] = 0
    made: QPainterPath = pg.arrayToQPath(x, y, joined, finiteCheck=False)
    return made
