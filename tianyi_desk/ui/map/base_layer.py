"""The ground of the map: land and borders by rank; kept as a picture while one pans."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from tianyi_desk.geo.plane import Plane
from tianyi_desk.places.basemap import Border, load_basemap
from tianyi_desk.ui.map.borders import Borders, Places
from tianyi_desk.ui.map.degrees import Degrees, lines_of_degrees, paint_lines
from tianyi_desk.ui.map.kept_layer import KeptLayer, across_km
from tianyi_desk.ui.map.layer import Frame
from tianyi_desk.ui.theme import Theme

COUNTY_KM, CITY_KM, LAND_BY_COUNTY_KM = 900, 3600, 400
"""How many kilometres may be seen across where counties and cities are drawn, and land is filled county by county."""
NEXT_PASS = (0.45, 0.45)


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
    """Land and borders on a plane; `near` are the counties that are shown brighter."""

    def __init__(self, theme: Theme, plane: Plane) -> None:
        super().__init__()
        self._theme = theme
        self._laid: dict[Plane, Borders] = {}
        self.near: Places = np.array([], np.intp)
        self.plane = plane
        self.degrees: tuple[Degrees, ...] = ()
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

    def paint_picture(self, painter: QPainter, frame: Frame, seen: QRectF) -> None:
        """Paint land, the nearer counties, the lines of degrees and borders."""
        borders, across = self.borders, across_km(frame, seen)
        painter.fillPath(
            borders.land(frame, by_county=across < LAND_BY_COUNTY_KM), self._theme.colour("map_land")
        )
        if len(self.near) and across < COUNTY_KM:
            painter.fillPath(borders.counties(self.near, frame), self._theme.colour("map_near"))
        self.degrees = tuple(lines_of_degrees(frame, self.plane))
        paint_lines(painter, self.degrees, frame, self._theme)
        for kind, pens in PENS.items():
            if across <= pens.up_to_km:
                self._paint_border(painter, frame, kind, pens)

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
