"""The borders of the basemap on one plane, thinned for any scale and cut to what is seen."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from tianyi_desk.geo.plane import Plane
from tianyi_desk.places.basemap import Basemap, Border, Whole, tolerance_rank
from tianyi_desk.ui.map.layer import Floats, Frame, path_of

OFF_PIXELS = 0.6
"""How many pixels a thinned line may lie off."""
LEAST_ROOM = 60.0
"""How many pixels across a county has to be seen for its name."""
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Lines:
    """Arcs end to end in two columns; arc n runs from starts[n] to before starts[n + 1]."""

    x: Floats
    y: Floats
    starts: Places

    def gathered(
        self, arcs: Places, *, backwards: NDArray[np.bool_] | None = None
    ) -> tuple[Floats, Floats, Places]:
        """Return some arcs end to end, and the places at which they end."""
        lengths = self.starts[arcs + 1] - self.starts[arcs]
        ends = np.cumsum(lengths)
        within = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - lengths, lengths)
        if backwards is not None:
            turned = np.repeat(backwards, lengths)
            within = np.where(turned, np.repeat(lengths, lengths) - 1 - within, within)
        places = np.repeat(self.starts[arcs], lengths) + within
        return self.x[places], self.y[places], ends - 1


@dataclass(slots=True)
class Borders:
    """A basemap laid on a plane."""

    base: Basemap
    plane: Plane
    full: Lines = field(init=False)
    boxes: Floats = field(init=False)
    _thinned: dict[int, Lines] = field(default_factory=dict)
    _outline: list[list[int]] = field(default_factory=list)
    _county_boxes: Floats = field(init=False)
    _order_of_sides: Places = field(init=False)
    _sides_in_order: Whole = field(init=False)

    def __post_init__(self) -> None:
        x, y = self.plane.flat(self.base.longitudes, self.base.latitudes)
        self.full = Lines(x, y, self.base.starts)
        first = self.base.starts[:-1]
        self.boxes = np.array(
            [
                np.minimum.reduceat(x, first),
                np.minimum.reduceat(y, first),
                np.maximum.reduceat(x, first),
                np.maximum.reduceat(y, first),
            ]
        )
        self._county_boxes = self._boxes_of_counties()
        self._outline = self.base.outline()
        self._order_of_sides = np.argsort(self.base.sides.ravel(), kind="stable")
        self._sides_in_order = self.base.sides.ravel()[self._order_of_sides]

    def _boxes_of_counties(self) -> Floats:
        boxes = np.array([[np.inf], [np.inf], [-np.inf], [-np.inf]]).repeat(len(self.base.counties), axis=1)
        for side in (0, 1):
            beside = self.base.sides[:, side]
            arcs = np.flatnonzero(beside >= 0)
            for row, least in enumerate((np.minimum, np.minimum, np.maximum, np.maximum)):
                least.at(boxes[row], beside[arcs], self.boxes[row, arcs])
        return boxes

    def lines(self, scale: float) -> Lines:
        """Return the arcs thinned for a scale in pixels a metre."""
        rank = tolerance_rank(OFF_PIXELS / scale)
        if rank not in self._thinned:
            kept = self.base.ranks >= rank
            counts = np.concatenate(([0], np.cumsum(kept)))
            self._thinned[rank] = Lines(self.full.x[kept], self.full.y[kept], counts[self.base.starts])
        return self._thinned[rank]

    def path(self, kind: Border, frame: Frame) -> QPainterPath:
        """Return the borders of a kind that are seen, in pixels."""
        arcs = np.flatnonzero((self.base.kinds == kind) & _meets(self.boxes, frame))
        x, y, ends = self.lines(frame.scale).gathered(arcs)
        return path_of(*frame.pixels(x, y), ends)

    def land(self, frame: Frame, *, by_county: bool) -> QPainterPath:
        """Return the land that is seen, in pixels: the whole country, or only the counties that reach in."""
        if by_county:
            return self.counties(self.seen_counties(frame), frame)
        return self._filled(self._outline, frame)

    def counties(self, places: Places, frame: Frame) -> QPainterPath:
        """Return some counties as one area, in pixels."""
        return self._filled(self.base.of_counties(places), frame)

    def seen_counties(self, frame: Frame) -> Places:
        """Return the places of the counties whose boxes reach into what is seen."""
        return np.flatnonzero(_meets(self._county_boxes, frame))

    def inside(self, county: int, frame: Frame, part: QRectF) -> QPointF | None:
        """Return a spot in pixels well inside what a part of the picture holds of a county, None where too little."""
        first, last = np.searchsorted(self._sides_in_order, (county, county + 1))
        arcs = np.unique(self._order_of_sides[first:last] // 2)
        x, y, ends = self.lines(frame.scale).gathered(arcs)
        x, y = frame.pixels(x, y)
        joined = np.ones(len(x), np.bool_)
        joined[ends] = False
        begins = np.flatnonzero(joined)
        best, spot = LEAST_ROOM, None
        for step in range(1, 12):
            height = part.top() + part.height() * step / 12
            cut = begins[(y[begins] > height) != (y[begins + 1] > height)]
            along = (height - y[cut]) / (y[cut + 1] - y[cut])
            crossed = np.clip(np.sort(x[cut] + along * (x[cut + 1] - x[cut])), part.left(), part.right())
            widths = (crossed[1::2] - crossed[::2]) * (1 - abs(step - 6) / 12)
            if len(widths) and widths.max() > best:
                widest = int(np.argmax(widths))
                best = float(widths[widest])
                spot = QPointF(float(crossed[2 * widest] + crossed[2 * widest + 1]) / 2, height)
        return spot

    def _filled(self, rings: list[list[int]], frame: Frame) -> QPainterPath:
        ways = np.array([way for ring in rings for way in ring], np.intp)
        arcs, backwards = np.where(ways < 0, ~ways, ways), ways < 0
        x, y, ends = self.lines(frame.scale).gathered(arcs, backwards=backwards)
        closing = np.cumsum([len(ring) for ring in rings], dtype=np.intp) - 1
        return path_of(*frame.pixels(x, y), ends[closing] if len(closing) else ends)


def _meets(boxes: Floats, frame: Frame) -> NDArray[np.bool_]:
    west, south, east, north = frame.seen()
    met: NDArray[np.bool_] = (
        (boxes[0] <= east) & (boxes[2] >= west) & (boxes[1] <= north) & (boxes[3] >= south)
    )
    return met
