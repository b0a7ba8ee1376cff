"""The map itself: ground, one plan or all of them, what stands still on top; moved by mouse and keys."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from tianyi_desk.geo.distance import distance_m
from tianyi_desk.geo.plane import Albers, Mercator, Plane
from tianyi_desk.services.places_view import PlaceLine, Point
from tianyi_desk.services.plan_place import PlanPlace
from tianyi_desk.ui.map.base_layer import BaseLayer
from tianyi_desk.ui.map.dots_layer import Cluster, DotsLayer
from tianyi_desk.ui.map.furniture import paint_furniture, standing_boxes
from tianyi_desk.ui.map.layer import Crowd, Frame, frame_of
from tianyi_desk.ui.map.names_layer import NamesLayer
from tianyi_desk.ui.map.plan_layer import PlanLayer
from tianyi_desk.ui.map.plan_signs import counties_of
from tianyi_desk.ui.theme import Theme

NEIGHBOURHOOD: Plane = Mercator()
COUNTRY: Plane = Albers()
TERRITORY = (
    (73.4, 39.5),
    (135.1, 48.4),
    (123.3, 53.6),
    (112.3, 3.3),
    (110.0, 3.8),
    (124.6, 25.9),
    (109.0, 18.2),
)
"""Points at the edges of the whole territory, so that it is always fitted whole."""
NEAREST_M, FARTHEST_M = 150.0, 1.6e7
"""How many metres may be seen across."""
LEAST_SPAN_M = 3000.0
STEP = 1.5
FIXED, PASSING = "fixed", "passing"
"""What lies on the map and is no part of its picture: names keep clear of the former."""
SETTLED_MS = 150
"""How long the map must have stood still before the names at its edges are placed anew."""
EDGE = 24
"""How many pixels from the edge a marked plan counts as out of sight."""
ROOM = 0.12
"""How much of the view stays free round what is fitted in."""


class MapView(pg.GraphicsView):
    """One plan (`show_plan`) on a plane true in angles, or all (`show_all`) on the country's.

    `pointed` carries where the pointer is as (longitude, latitude), None where it is not on the map; `chosen` the
    plan that was clicked; `list_key` arrow keys that belong to the list.
    """

    pointed = Signal(object)
    chosen = Signal(object)
    opened = Signal(object)
    list_key = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, useOpenGL=False, background=None)
        self._theme = theme
        self.plane = NEIGHBOURHOOD
        self.box = pg.ViewBox(enableMenu=False, defaultPadding=0)
        self.box.setAspectLocked(True)
        self.box.disableAutoRange()
        self.box.setLimits(minXRange=NEAREST_M, maxXRange=FARTHEST_M)
        self.setCentralItem(self.box)
        self.ground = BaseLayer(theme, self.plane)
        self.plan = PlanLayer(theme, NEIGHBOURHOOD)
        self.dots = DotsLayer(theme, COUNTRY)
        self.names = NamesLayer(theme, self.ground, self._crowd)
        self.plan.clear = self._clear
        for layer in (self.ground, self.names, self.plan, self.dots):
            self.box.addItem(layer, ignoreBounds=True)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLED_MS)
        self._settling.timeout.connect(self.settle)
        self.box.sigRangeChanged.connect(lambda *_now: self._settling.start())
        self.dots.hide()
        self.setViewportUpdateMode(pg.GraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setAccessibleName("地图")
        self._fitted = False
        theme.changed.connect(self._viewport_changed)
        self.scene().sigMouseClicked.connect(self._clicked)

    def _viewport_changed(self) -> None:
        self.viewport().update()

    # What it shows

    @property
    def overview(self) -> bool:
        """Tell whether all plans are shown."""
        return self.plane is COUNTRY

    def show_plan(self, place: PlanPlace | None, line: PlaceLine | None) -> None:
        """Show one plan and fit it in."""
        self._turn_to(NEIGHBOURHOOD)
        self.plan.show_place(place, line)
        self.names.forget()
        self.ground.set_near(counties_of(place))
        self.fit()

    def show_all(self, lines: Sequence[PlaceLine]) -> None:
        """Show all plans; what is seen of the country stays as it is while the plans change."""
        turned = self._turn_to(COUNTRY)
        self.ground.set_near(np.array([], np.intp))
        self.dots.show_lines(lines)
        self.names.forget()
        if turned:
            self.fit()

    def mark(self, line: PlaceLine | None) -> None:
        """Mark where one of all plans is."""
        self.dots.mark(line)

    def follow(self, line: PlaceLine | None) -> None:
        """Mark where one of all plans is, and bring it into sight."""
        self.mark(line)
        spot = self.dots.marked_at()
        if spot is None:
            return
        seen = self.frame()
        shown = seen.pixel(*spot)
        if not QRectF(0, 0, seen.width, seen.height).adjusted(EDGE, EDGE, -EDGE, -EDGE).contains(shown):
            middle = QPointF(seen.width / 2, seen.height / 2)
            away = (shown - middle) / seen.scale
            self.box.translateBy(x=away.x(), y=-away.y())

    def _turn_to(self, plane: Plane) -> bool:
        if self.plane is plane:
            return False
        self.plane = plane
        self.ground.set_plane(plane)
        self.plan.setVisible(plane is NEIGHBOURHOOD)
        self.dots.setVisible(plane is COUNTRY)
        return True

    # Where it looks

    def fit(self) -> None:
        """Fit the plan in, or the whole territory."""
        points = list(TERRITORY) if self.overview else self._plan_points()
        longitudes, latitudes = zip(*points, strict=True)
        x, y = self.plane.flat(longitudes, latitudes)
        west, south = float(x.min()), float(y.min())
        around = QRectF(west, south, float(np.ptp(x)), float(np.ptp(y)))
        if self.overview or not self.plan.markers:
            self.look_at(around, 0.03)
            return
        least = LEAST_SPAN_M * self.plane.scale(float(np.mean(latitudes)))
        grow_x, grow_y = max(0.0, least - around.width()) / 2, max(0.0, least - around.height()) / 2
        self.look_at(around.adjusted(-grow_x, -grow_y, grow_x, grow_y), ROOM)

    def _plan_points(self) -> list[Point]:
        place = self.plan.place
        points = place.points() if place else []
        if not points:
            return list(TERRITORY)
        rings = self.plan.rings
        corners = [(ring.x.min(), ring.y.min()) for ring in rings] + [
            (ring.x.max(), ring.y.max()) for ring in rings
        ]
        return points + [self.plane.round(float(x), float(y)) for x, y in corners]

    def look_at(self, around: QRectF, room: float) -> None:
        """Show a part of the plane with some room round it."""
        self.box.setRange(around, padding=room)

    def zoom(self, times: float) -> None:
        """Come nearer, or go away for less than 1."""
        self.box.scaleBy((1 / times, 1 / times))

    def settle(self) -> None:
        """Place the names anew where the map has been moved since, and tell where the pointer is now."""
        self.names.settle(self.frame())
        if self.viewport().underMouse():
            self.pointed.emit(self.point_at(QPointF(self.viewport().mapFromGlobal(QCursor.pos()))))

    def standing(self, frame: Frame) -> list[QRectF]:
        """Return what stands still on the map: furniture and tools."""
        tools = [one for one in self.findChildren(QWidget) if one.property("tool") == FIXED]
        return standing_boxes(frame, self.ground.degrees) + [QRectF(one.geometry()) for one in tools]

    def _crowd(self, frame: Frame, seen: QRectF) -> Crowd:
        own = self.dots.crowd(frame) if self.overview else self.plan.crowd(frame)
        standing = [box.translated(seen.topLeft()) for box in self.standing(self.frame())]
        return replace(own, boxes=[*own.boxes, *standing])

    def _clear(self, frame: Frame) -> list[QRectF]:
        return self.standing(frame) + [box for _text, box in self.names.standing(frame)]

    def frame(self) -> Frame:
        """Return how the plane lies on the screen now."""
        transform = self.box.childTransform()
        return frame_of(transform, self.box.width(), self.box.height())

    def point_at(self, spot: QPointF) -> Point:
        """Return the point in degrees under a spot of the screen."""
        frame = self.frame()
        return self.plane.round((spot.x() - frame.left) / frame.scale, (frame.top - spot.y()) / frame.scale)

    def nearest_address(self, point: Point) -> tuple[int, float] | None:
        """Return the number of the nearest address and how many metres it is away, None without one."""
        place = self.plan.place if not self.overview else None
        known = [(one.number, one.point) for one in place.addresses if one.point] if place else []
        away = [(distance_m(point, there), number) for number, there in known if abs(point[1]) < 90]
        return (min(away)[1], min(away)[0]) if away else None

    # Painting and copying

    def drawForeground(self, painter: QPainter, _part: QRectF) -> None:
        """Paint what stands still."""
        painter.save()
        painter.resetTransform()
        paint_furniture(painter, self.frame(), self.plane, self.ground.degrees, self._theme)
        painter.restore()

    def picture(self) -> QPixmap:
        """Return the map as a picture, without the tools that lie on it; its source is written on it."""
        self.settle()
        tools = [one for one in self.findChildren(QWidget) if one.property("tool") and one.isVisible()]
        for one in tools:
            one.hide()
        taken: QPixmap = self.viewport().grab()
        for one in tools:
            one.show()
        return taken

    # Mouse and keys

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Fit everything in the first time there is room."""
        super().resizeEvent(event)
        if event is not None and not self._fitted and self.box.width() > 50:
            self._fitted = True
            self.fit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell where the pointer is."""
        super().mouseMoveEvent(event)
        self.pointed.emit(self.point_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Tell that the pointer is gone."""
        super().leaveEvent(event)
        self.pointed.emit(None)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell what is under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            layer = self.dots if self.overview else self.plan
            words = layer.tip_at(QPointF(event.pos()))
            if words:
                QToolTip.showText(event.globalPos(), words, self)
            else:
                QToolTip.hideText()
            return True
        done: bool = super().viewportEvent(event)
        return done

    def _clicked(self, event: Any) -> None:
        if not self.overview or event.button() != Qt.MouseButton.LeftButton:
            return
        found = self.dots.cluster_at(event.scenePos())
        if found is None:
            return
        if found.size == 1:
            (self.opened if event.double() else self.chosen).emit(self.dots.members(found)[0])
        else:
            self.enter(found)

    def enter(self, cluster: Cluster) -> None:
        """Come so near that a cluster's plans part, or choose one after the other on one spot."""
        around = self.dots.bounds(cluster)
        if max(around.width(), around.height()) < NEAREST_M:
            self.chosen.emit(self.dots.next_of(cluster))
            return
        least = NEAREST_M * 4
        grow = max(0.0, least - around.width()) / 2, max(0.0, least - around.height()) / 2
        self.look_at(around.adjusted(-grow[0], -grow[1], grow[0], grow[1]), 0.15)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys that move in the list to the list."""
        if event.key() in (
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
            Qt.Key.Key_PageUp,
            Qt.Key.Key_PageDown,
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
        ):
            self.list_key.emit(event)
        else:
            event.ignore()
