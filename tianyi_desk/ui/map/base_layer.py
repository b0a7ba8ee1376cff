"""The ground of the map: land, borders by rank, and the names that have room; kept as a picture while one pans."""

from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from tianyi_desk.geo.plane import Plane
from tianyi_desk.places.basemap import Border, Name, load_basemap
from tianyi_desk.ui.map.borders import Borders, Places
from tianyi_desk.ui.map.layer import Frame, Layer
from tianyi_desk.ui.theme import Theme, font

MARGIN = 0.25
"""How much more than is seen is drawn on each side, so that panning only moves a picture."""
NAME_PIXELS = 11
COUNTY_KM, CITY_KM, LAND_BY_COUNTY_KM = 900, 3600, 400
"""How many kilometres may be seen across where these borders are still drawn."""
ISLANDS = (
    Name("南海诸岛", 114.2, 12.2, Border.DASH),
    Name("钓鱼岛", 123.47, 25.74, Border.DASH),
    Name("赤尾屿", 124.56, 25.92, Border.DASH),
)


@dataclass(frozen=True, slots=True)
class Pens:
    """How a border is drawn: a token, a width in pixels, and up to how many kilometres across it is seen."""

    token: str
    width: float
    up_to_km: float
    dashed: bool = False


PENS: dict[Border, Pens] = {
    Border.COUNTY: Pens("map_line", 1.0, COUNTY_KM),
    Border.CITY: Pens("faint", 1.0, CITY_KM),
    Border.SEA_LINE: Pens("faint", 1.0, np.inf, dashed=True),
    Border.PROVINCE: Pens("muted", 1.2, np.inf),
    Border.OUTER: Pens("muted", 1.2, np.inf),
    Border.DASH: Pens("muted", 2.0, np.inf),
}
"""Drawn in this order."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture of the ground and the part of the plane that it shows."""

    picture: QPixmap
    frame: Frame
    dots_per_pixel: float

    def serves(self, frame: Frame, dots_per_pixel: float) -> bool:
        """Tell whether the picture covers what is seen, at the same scale."""
        same = abs(frame.scale / self.frame.scale - 1) < 1e-9 and dots_per_pixel == self.dots_per_pixel
        west, south, east, north = frame.seen()
        own = self.frame.seen()
        return same and own[0] <= west and own[1] <= south and own[2] >= east and own[3] >= north


class BaseLayer(Layer):
    """Land, borders and names on a plane; `near` are the counties that are shown brighter."""

    def __init__(self, theme: Theme, plane: Plane) -> None:
        super().__init__()
        self._theme = theme
        self._laid: dict[Plane, Borders] = {}
        self._kept: Kept | None = None
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

    def forget(self) -> None:
        """Draw the ground anew when it is next seen."""
        self._kept = None
        self.update()

    def draw(self, painter: QPainter, frame: Frame, dots_per_pixel: float) -> None:
        """Put the kept picture where it belongs; draw a new one where it does not reach."""
        if self._kept is None or not self._kept.serves(frame, dots_per_pixel):
            self._kept = self._drawn(frame, dots_per_pixel)
        own = self._kept.frame
        painter.drawPixmap(
            QPointF(round(frame.left - own.left), round(frame.top - own.top)), self._kept.picture
        )

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
        picture.fill(self._theme.colour("map_out"))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_ground(painter, larger, frame.width / frame.scale / 1000)
        painter.end()
        return Kept(picture, larger, dots_per_pixel)

    def paint_ground(self, painter: QPainter, frame: Frame, across_km: float) -> None:
        """Paint land, the nearer counties, borders and names."""
        borders = self.borders
        painter.fillPath(
            borders.land(frame, by_county=across_km < LAND_BY_COUNTY_KM), self._theme.colour("map_land")
        )
        if len(self.near) and across_km < COUNTY_KM:
            painter.fillPath(borders.counties(self.near, frame), self._theme.colour("map_near"))
        for kind, pens in PENS.items():
            if across_km <= pens.up_to_km:
                style = Qt.PenStyle.DashLine if pens.dashed else Qt.PenStyle.SolidLine
                pen = QPen(self._theme.colour(pens.token), pens.width, style, Qt.PenCapStyle.RoundCap)
                painter.strokePath(borders.path(kind, frame), pen)
        self._paint_names(painter, frame, across_km)

    def _paint_names(self, painter: QPainter, frame: Frame, across_km: float) -> None:
        taken: list[QRectF] = []
        for name in self._names(across_km):
            x, y = self.plane.flat(name.longitude, name.latitude)
            place = frame.pixel(float(x), float(y))
            if not QRectF(0, 0, frame.width, frame.height).contains(place):
                continue
            bold = name.level is Border.PROVINCE and across_km > CITY_KM / 3
            face = font(NAME_PIXELS + (2 if name.level is not Border.COUNTY and across_km < COUNTY_KM else 0), bold=bold)
            metrics = QFontMetricsF(face)
            box = QRectF(0, 0, metrics.horizontalAdvance(name.text) + 4, metrics.height())
            box.moveCenter(place)
            if any(box.intersects(one) for one in taken):
                continue
            taken.append(box.adjusted(-4, -3, 4, 3))
            _paint_name(painter, box, name.text, face, self._theme)

    def _names(self, across_km: float) -> list[Name]:
        base = self.borders.base
        names = list(ISLANDS)
        if across_km > COUNTY_KM / 2:
            names += base.provinces
        if CITY_KM / 30 < across_km <= CITY_KM / 2:
            names += base.cities
        if across_km <= COUNTY_KM / 3:
            names += base.counties
        return names


def _paint_name(painter: QPainter, box: QRectF, text: str, face: object, theme: Theme) -> None:
    """Paint a name with a thin light edge, so that borders do not run through it."""
    path = QPainterPath()
    metrics = QFontMetricsF(face)  # type: ignore[call-overload]
    path.addText(QPointF(box.left() + 2, box.top() + metrics.ascent()), face, text)  # type: ignore[arg-type]
    painter.strokePath(path, QPen(theme.colour("map_land"), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.fillPath(path, theme.colour("muted"))
