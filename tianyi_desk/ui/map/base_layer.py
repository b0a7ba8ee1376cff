"""The ground of the map: land, borders by rank, and the names that have room; kept as a picture while one pans."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from tianyi_desk.geo.plane import Plane
from tianyi_desk.places.basemap import Border, Name, load_basemap
from tianyi_desk.ui.map.borders import Borders, Places
from tianyi_desk.ui.map.kept_layer import KeptLayer
from tianyi_desk.ui.map.layer import Frame
from tianyi_desk.ui.theme import Theme, font

NAME_PIXELS = 11
COUNTY_KM, CITY_KM, LAND_BY_COUNTY_KM, NEAR_KM = 900, 3600, 400, 80
"""How many kilometres may be seen across where counties and cities are drawn, land is filled county by county, and
a county's name stands wherever there is room for it in what is seen of the county."""
SMALL = ("台湾", "香港", "澳门", "海南", "北京", "天津", "上海", "重庆", "宁夏")
"""Provinces whose names are placed first: the others have room enough."""
NEXT_PASS = (0.45, 0.45)
EDGE = ((-1, -1), (1, -1), (-1, 1), (1, 1), (0, -1.4), (0, 1.4), (-1.4, 0), (1.4, 0))
ISLANDS = (
    Name("南海诸岛", 114.2, 12.2, Border.DASH),
    Name("钓鱼岛", 123.47, 25.74, Border.DASH),
)


@dataclass(frozen=True, slots=True)
class Pens:
    """How a border is drawn: a token, in how many passes, and up to how many kilometres across it is seen.

    Every pass is one dot wide: Qt strokes those fifty times as fast as the least bit wider ones. `wide` is for lines
    so few that it does not matter.
    """

    token: str
    passes: int
    up_to_km: float
    dashed: bool = False
    wide: bool = False


PENS: dict[Border, Pens] = {
    Border.COUNTY: Pens("map_line", 1, COUNTY_KM),
    Border.CITY: Pens("map_line", 2, CITY_KM),
    Border.SEA_LINE: Pens("faint", 1, np.inf, dashed=True),
    Border.PROVINCE: Pens("faint", 2, np.inf),
    Border.OUTER: Pens("faint", 2, np.inf),
    Border.DASH: Pens("muted", 1, np.inf, wide=True),
}
"""Drawn in this order."""


class BaseLayer(KeptLayer):
    """Land, borders and names on a plane; `near` are the counties that are shown brighter."""

    def __init__(self, theme: Theme, plane: Plane) -> None:
        super().__init__()
        self._theme = theme
        self._laid: dict[Plane, Borders] = {}
        self.near: Places = np.array([], np.intp)
        self.plane = plane
        theme.changed.connect(self.forget)

    @property
    def borders(self) -> Borders:
        """Return the borders on the plane in force."""
        if self.plane not in self._laid:
            self._laid[self.plane] = Borders(load_basemap(), self.plane)
        return self._laid[self.plane]

    def set_plane(self, plane: Plane) -> None:
        """Lay the map on another plane."""
        self.plane = plane
        self.forget()

    def set_near(self, counties: Places) -> None:
        """Show other counties brighter."""
        if not np.array_equal(self.near, counties):
            self.near = counties
            self.forget()

    def ground_colour(self) -> QColor:
        """Return the colour of what lies outside: sea and other countries alike."""
        return self._theme.colour("map_out")

    def paint_picture(self, painter: QPainter, frame: Frame, across_km: float) -> None:
        """Paint land, the nearer counties, borders and names."""
        borders = self.borders
        painter.fillPath(
            borders.land(frame, by_county=across_km < LAND_BY_COUNTY_KM), self._theme.colour("map_land")
        )
        if len(self.near) and across_km < COUNTY_KM:
            painter.fillPath(borders.counties(self.near, frame), self._theme.colour("map_near"))
        for kind, pens in PENS.items():
            if across_km <= pens.up_to_km:
                self._paint_border(painter, frame, kind, pens)
        self._paint_names(painter, frame, across_km)

    def _paint_border(self, painter: QPainter, frame: Frame, kind: Border, pens: Pens) -> None:
        style = Qt.PenStyle.DashLine if pens.dashed else Qt.PenStyle.SolidLine
        pen = QPen(self._theme.colour(pens.token), 2 if pens.wide else 1, style, Qt.PenCapStyle.RoundCap)
        pen.setCosmetic(not pens.wide)
        path = self.borders.path(kind, frame)
        painter.save()
        for _ in range(pens.passes):
            painter.strokePath(path, pen)
            painter.translate(*NEXT_PASS)
        painter.restore()

    def _paint_names(self, painter: QPainter, frame: Frame, across_km: float) -> None:
        names = PlacedNames(frame)
        for name in self._names(across_km):
            x, y = self.plane.flat(name.longitude, name.latitude)
            large = name.level is not Border.COUNTY and across_km < COUNTY_KM
            face = font(NAME_PIXELS + (2 if large else 0), bold=name.level is Border.PROVINCE)
            box = names.place(frame.pixel(float(x), float(y)), name.text, face, movable=across_km > COUNTY_KM)
            if box is not None:
                _paint_name(painter, box, name.text, face, self._theme)
        if across_km > NEAR_KM:
            return
        for place in self.borders.seen_counties(frame).tolist():
            spot = self.borders.inside(place, frame)
            text, face = self.borders.base.counties[place].text, font(NAME_PIXELS + 1)
            box = names.place(spot, text, face) if spot is not None else None
            if box is not None:
                _paint_name(painter, box, text, face, self._theme)

    def _names(self, across_km: float) -> list[Name]:
        base = self.borders.base
        names: list[Name] = []
        if across_km > COUNTY_KM / 2:
            names += sorted(base.provinces, key=lambda one: one.text not in SMALL)
        if CITY_KM / 30 < across_km <= CITY_KM / 2:
            names += base.cities
        if NEAR_KM < across_km <= COUNTY_KM / 3:
            names += base.counties
        return [*names, *ISLANDS]


class PlacedNames:
    """The names that stand already; another one takes a place that is free, or none."""

    def __init__(self, frame: Frame) -> None:
        self._whole = QRectF(0, 0, frame.width, frame.height)
        self._taken: list[QRectF] = []

    def place(self, spot: QPointF, text: str, face: QFont, *, movable: bool = False) -> QRectF | None:
        """Return where a name may stand at a spot, or beside it if it is movable; None where it may not."""
        metrics = QFontMetricsF(face)
        width, height = metrics.horizontalAdvance(text) + 4, metrics.height()
        aside = (
            ((0, 0), (0, 1), (0.6, 0.5), (-0.6, 0.5), (0, -1), (0.8, 0), (-0.8, 0)) if movable else ((0, 0),)
        )
        for right, down in aside:
            box = QRectF(0, 0, width, height)
            box.moveCenter(spot + QPointF(right * width, down * height))
            if self._whole.contains(box) and not any(box.intersects(one) for one in self._taken):
                self._taken.append(box.adjusted(-2, -1, 2, 1))
                return box
        return None


def _paint_name(painter: QPainter, box: QRectF, text: str, face: QFont, theme: Theme) -> None:
    """Paint a name with a thin edge of the land's colour, so that borders do not run through it."""
    foot = QPointF(box.left() + 2, box.top() + QFontMetricsF(face).ascent())
    painter.setFont(face)
    painter.setPen(theme.colour("map_land"))
    for aside in EDGE:
        painter.drawText(foot + QPointF(*aside), text)
    painter.setPen(theme.colour("muted"))
    painter.drawText(foot, text)
