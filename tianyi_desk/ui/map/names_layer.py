"""The names on the map: those that have room, clear of each other and of what is shown; kept while one pans."""

from collections.abc import Callable, Iterator

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from tianyi_desk.places.basemap import Border, Name
from tianyi_desk.ui.map.base_layer import CITY_KM, COUNTY_KM, BaseLayer
from tianyi_desk.ui.map.kept_layer import KeptLayer, across_km
from tianyi_desk.ui.map.layer import Crowd, Frame
from tianyi_desk.ui.theme import Theme, font

NAME_PIXELS, LINE_APART = 11, 4
NEAR_KM, FULL_KM = 80, 1800
"""Up to how many kilometres across a county's name stands wherever there is room for it in what is seen of the
county, and a province is named in full."""
FIRST = ("台湾省", "香港", "澳门", "海南", "北京", "天津", "上海", "重庆", "宁夏")
"""Provinces whose names are placed first: the others have room enough."""
ISLANDS = (
    Name("南海诸岛", 114.2, 12.2, Border.DASH, "南海诸岛"),
    Name("钓鱼岛", 123.47, 25.74, Border.DASH, "钓鱼岛"),
)
EDGE = ((-1, -1), (1, -1), (-1, 1), (1, 1), (0, -1.4), (0, 1.4), (-1.4, 0), (1.4, 0))
Aside = tuple[float, float]
STAY: tuple[Aside, ...] = ((0, 0), (0, 1.1), (0, -1.1), (0.7, 0), (-0.7, 0), (0, 1.9), (0, -1.9))
MOVE: tuple[Aside, ...] = (
    *((0, 0), (0, 1), (0.6, 0.5), (-0.6, 0.5), (0, -1), (0.8, 0), (-0.8, 0)),
    *((0.7, 1.2), (-0.7, 1.2), (0.7, -1.2), (-0.7, -1.2), (0, 1.9), (0, -1.9), (1.2, 0), (-1.2, 0)),
    *((1.2, 0.9), (-1.2, 0.9), (1.2, -0.9), (-1.2, -0.9), (0, 2.6), (0, -2.6)),
    *((1.8, 0), (-1.8, 0), (1.6, 0.9), (-1.6, 0.9), (1.6, -0.9), (-1.6, -0.9)),
)
SEAWARD: dict[str, tuple[Aside, ...]] = {
    "香港": ((0, 0), (0.9, 0.5), (0.9, 1.2), (1.5, 0.5)),
    "澳门": ((0, 1), (-0.6, 1.2), (-1.0, 1.2), (0, 1.9), (-1.2, 1.9)),
}
"""Where a name may stand beside its point, in its own widths and heights: the nearest first."""


class NamesLayer(KeptLayer):
    """Names of provinces, cities, counties and islands over a ground; `crowd` tells what they keep clear of."""

    def __init__(self, theme: Theme, ground: BaseLayer, crowd: Callable[[Frame, QRectF], Crowd]) -> None:
        super().__init__()
        self._theme, self._ground, self._crowd = theme, ground, crowd
        self._standing: list[tuple[str, QRectF]] = []
        theme.changed.connect(self.forget)

    def settle(self, frame: Frame) -> None:
        """Place the names anew where something else is seen than when they were placed."""
        if self._kept is not None and not self._kept.made_for(frame):
            self.forget()

    def standing(self, frame: Frame) -> list[tuple[str, QRectF]]:
        """Return which names stand where on the screen; some may be out of sight."""
        if self._kept is None:
            return []
        spot = self._kept.spot(frame)
        return [(text, box.translated(spot)) for text, box in self._standing]

    def paint_picture(self, painter: QPainter, frame: Frame, seen: QRectF) -> None:
        """Paint every name that has room."""
        placed = PlacedNames(frame, seen, self._crowd(frame, seen))
        self._standing = []
        across = across_km(frame, seen)
        provinces, told = {one.full for one in self._ground.borders.base.provinces}, set[str]()
        for text, face, spot, aside, token in self._candidates(frame, seen, across):
            if text in told and text in provinces:
                continue  # Taiwan and Macau are their own cities in the data
            box = placed.place(spot, text, face, aside)
            if box is not None:
                self._paint(painter, box, text, face, token)
                self._standing.append((text, box))
                told.add(text)

    def _candidates(
        self, frame: Frame, seen: QRectF, across: float
    ) -> Iterator[tuple[str, QFont, QPointF, tuple[Aside, ...], str]]:
        for name in self._names(across):
            x, y = self._ground.plane.flat(name.longitude, name.latitude)
            large = name.level is not Border.COUNTY and across < COUNTY_KM
            face = font(NAME_PIXELS + (2 if large else 0), bold=name.level is Border.PROVINCE)
            text = name.full if name.level is Border.PROVINCE and across < FULL_KM else name.text
            aside = SEAWARD.get(text, MOVE) if across > COUNTY_KM else STAY
            token = "map_out" if name.level is Border.DASH else "map_land"
            yield text, face, frame.pixel(float(x), float(y)), aside, token
        if across > NEAR_KM:
            return
        borders = self._ground.borders
        for place in borders.seen_counties(frame.part(seen)).tolist():
            spot = borders.inside(place, frame, seen)
            if spot is not None:
                yield borders.base.counties[place].text, font(NAME_PIXELS + 1), spot, STAY, "map_land"

    def _names(self, across: float) -> list[Name]:
        base = self._ground.borders.base
        names: list[Name] = []
        if across > COUNTY_KM / 2:
            names += sorted(base.provinces, key=_place_of)
        if CITY_KM / 30 < across <= CITY_KM / 2:
            names += base.cities
        if NEAR_KM < across <= COUNTY_KM / 3:
            names += base.counties
        return [*names, *ISLANDS]

    def _paint(self, painter: QPainter, box: QRectF, text: str, face: QFont, token: str) -> None:
        """Paint a name with a thin edge of the ground's colour, so that borders do not run through it."""
        foot = QPointF(box.left() + 2, box.top() + QFontMetricsF(face).ascent())
        painter.setFont(face)
        painter.setPen(self._theme.colour(token))
        for aside in EDGE:
            painter.drawText(foot + QPointF(*aside), text)
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(foot, text)


class PlacedNames:
    """The names that stand already; another one takes a place that is free, or none."""

    def __init__(self, frame: Frame, seen: QRectF, crowd: Crowd) -> None:
        self._whole = QRectF(0, 0, frame.width, frame.height)
        self._seen = seen
        edges = [(one.left(), one.top(), one.right(), one.bottom()) for one in crowd.boxes]
        self._left, self._top, self._right, self._bottom = np.array(edges, np.float64).reshape(-1, 4).T
        self._x, self._y = crowd.x, crowd.y
        self._taken: list[QRectF] = []

    def place(self, spot: QPointF, text: str, face: QFont, aside: tuple[Aside, ...]) -> QRectF | None:
        """Return where a name stands: at the first free place at or beside its spot; None where there is none."""
        if not self._whole.contains(spot):
            return None
        metrics = QFontMetricsF(face)
        width, height = metrics.horizontalAdvance(text) + 4, metrics.height()
        for right, down in aside:
            box = QRectF(0, 0, width, height)
            box.moveCenter(spot + QPointF(right * width, down * height))
            if self._free(box):
                self._taken.append(box.adjusted(-2, -1, 2, 1))
                return box
        return None

    def _free(self, box: QRectF) -> bool:
        """Tell whether a name may stand here: whole, within what is seen or outside of it, and over nothing."""
        if not self._whole.contains(box) or (self._seen.intersects(box) and not self._seen.contains(box)):
            return False
        if any(box.intersects(one) for one in self._taken):
            return False
        left, top, right, bottom = box.left(), box.top(), box.right(), box.bottom()
        over = (self._left < right) & (self._right > left) & (self._top < bottom) & (self._bottom > top)
        near = LINE_APART
        crossed = (self._x > left - near) & (self._x < right + near) & (self._y > top) & (self._y < bottom)
        return not (over.any() or crossed.any())


def _place_of(name: Name) -> int:
    return FIRST.index(name.text) if name.text in FIRST else len(FIRST)
