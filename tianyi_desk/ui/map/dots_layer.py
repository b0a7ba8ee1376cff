"""All plans of a period: each a sign at its place, those that would cover each other gathered into one."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from tianyi_desk.geo.plane import Plane
from tianyi_desk.services.places_view import PlaceLine, PlaceVerdict
from tianyi_desk.ui.map.kept_layer import KeptLayer
from tianyi_desk.ui.map.layer import Crowd, Floats, Frame
from tianyi_desk.ui.map.marks import TONES, paint_verdict
from tianyi_desk.ui.theme import Theme, font

CELL = 34.0
"""Plans within so many pixels are gathered."""
LEAST_SHARE = 0.03
"""A verdict is never drawn narrower than this part of a ring, so that one among many is seen."""
SIGN = 15.0
MOST_NAMED = 8
"""Up to how many plans of a circle are named by its tip."""
BADGE, CORNER = 12.0, 0.72
TOLD = (PlaceVerdict.BEYOND, PlaceVerdict.BORDERLINE)
"""What a circle bears the sign of at its corner: colour alone would not tell it on paper."""
VERDICTS = tuple(PlaceVerdict)
FLAT = Qt.PenCapStyle.FlatCap


@dataclass(frozen=True, slots=True)
class Cluster:
    """Plans that are drawn as one: where, which, and how many of each verdict."""

    x: float
    y: float
    radius: float
    members: NDArray[np.intp]
    counts: tuple[int, ...]

    @property
    def size(self) -> int:
        """Return how many plans there are in it."""
        return len(self.members)


class DotsLayer(KeptLayer):
    """Clusters of plans; they are gathered anew when the scale changes, not while one pans."""

    def __init__(self, theme: Theme, plane: Plane) -> None:
        super().__init__()
        self._theme, self._plane = theme, plane
        self.lines: Sequence[PlaceLine] = ()
        self.clusters: tuple[Cluster, ...] = ()
        self._x: Floats = np.array([])
        self._y: Floats = np.array([])
        self._kinds: NDArray[np.intp] = np.array([], np.intp)
        self._scale = 0.0
        self._frame: Frame | None = None
        self._marked: int | None = None
        self._marked_in: Cluster | None = None
        theme.changed.connect(self.forget)

    def show_lines(self, lines: Sequence[PlaceLine]) -> None:
        """Show other plans; those without a point are left out."""
        self.lines = [line for line in lines if line.point is not None]
        points = np.array([line.point for line in self.lines], np.float64).reshape(-1, 2)
        self._x, self._y = self._plane.flat(points[:, 0], points[:, 1])
        self._kinds = np.array([VERDICTS.index(line.verdict) for line in self.lines], np.intp)
        self._scale = 0.0
        self._marked = self._marked_in = None
        self.forget()

    def mark(self, line: PlaceLine | None) -> None:
        """Mark the circle that a plan is in; nothing where it is not on the map."""
        number = line.number if line else ""
        self._marked = next((place for place, one in enumerate(self.lines) if one.number == number), None)
        self._find_marked()
        self.update()

    def _find_marked(self) -> None:
        wanted = self._marked
        self._marked_in = next(
            (one for one in self.clusters if wanted is not None and wanted in one.members), None
        )

    def marked_at(self) -> tuple[float, float] | None:
        """Return where on the plane the marked plan is."""
        place = self._marked
        return None if place is None else (float(self._x[place]), float(self._y[place]))

    def next_of(self, cluster: Cluster) -> PlaceLine:
        """Return the plan of a cluster that follows the marked one, the first where none of it is marked."""
        members: list[int] = sorted(cluster.members.tolist())
        if self._marked in members:
            return self.lines[members[(members.index(self._marked) + 1) % len(members)]]
        return self.lines[members[0]]

    def bounds(self, cluster: Cluster) -> QRectF:
        """Return the part of the plane that a cluster's plans lie in."""
        x, y = self._x[cluster.members], self._y[cluster.members]
        return QRectF(float(x.min()), float(y.min()), float(np.ptp(x)), float(np.ptp(y)))

    def members(self, cluster: Cluster) -> list[PlaceLine]:
        """Return the plans of a cluster."""
        return [self.lines[place] for place in cluster.members.tolist()]

    def cluster_at(self, spot: QPointF) -> Cluster | None:
        """Return the cluster under a spot of the screen."""
        if self._frame is None:
            return None
        for one in self.clusters:
            away = self._frame.pixel(one.x, one.y) - spot
            if math.hypot(away.x(), away.y()) <= one.radius + 1:
                return one
        return None

    def tip_at(self, spot: QPointF) -> str:
        """Return what a cluster under a spot is made of."""
        found = self.cluster_at(spot)
        if found is None:
            return ""
        if found.size == 1:
            line = self.members(found)[0]
            return f"{line.enterprise}\n{line.number}  {line.verdict.value}"
        told = [
            f"{verdict.value} {count:,}"
            for verdict, count in zip(VERDICTS, found.counts, strict=True)
            if count
        ]
        words = f"{found.size:,} 条计划：" + "，".join(told)
        if found.size > MOST_NAMED:
            return words
        return "\n".join(
            (words, *(f"{one.verdict.value}  {one.enterprise}  {one.number}" for one in self.members(found)))
        )

    def draw(self, painter: QPainter, frame: Frame, dots_per_pixel: float) -> None:
        """Gather anew where the scale is another, put the picture down, and mark the chosen plan."""
        self._frame = frame
        self._gather(frame.scale)
        super().draw(painter, frame, dots_per_pixel)
        marked = self._marked_in
        if marked is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.colour("accent"), 2.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(frame.pixel(marked.x, marked.y), marked.radius + 4, marked.radius + 4)

    def crowd(self, frame: Frame) -> Crowd:
        """Return the circles as boxes."""
        self._gather(frame.scale)
        return Crowd([_box(frame.pixel(one.x, one.y), one.radius + 2) for one in self.clusters])

    def _gather(self, scale: float) -> None:
        if abs(scale / self._scale - 1 if self._scale else 1.0) > 1e-9:
            self.clusters = self._gathered(scale)
            self._scale = scale
            self._find_marked()

    def paint_picture(self, painter: QPainter, frame: Frame, seen: QRectF) -> None:
        """Paint the clusters that are seen."""
        seen = QRectF(-40, -40, frame.width + 80, frame.height + 80)
        pens = {
            verdict: QPen(self._theme.colour(_ring_token(verdict)), 3, Qt.PenStyle.SolidLine, FLAT)
            for verdict in VERDICTS
        }
        for one in reversed(self.clusters):
            spot = frame.pixel(one.x, one.y)
            if seen.contains(spot):
                self._paint(painter, spot, one, pens)

    def _gathered(self, scale: float) -> tuple[Cluster, ...]:
        """Gather by a grid of the plane, then join circles that touch, the greater first."""
        if not len(self._x):
            return ()
        cell = CELL / scale
        columns, rows = np.floor(self._x / cell).astype(np.int64), np.floor(self._y / cell).astype(np.int64)
        _cells, which = np.unique(columns * (1 << 32) + rows, return_inverse=True)
        order = np.argsort(which, kind="stable")
        groups = np.split(order, np.flatnonzero(np.diff(which[order])) + 1)
        groups.sort(key=len, reverse=True)
        return tuple(self._cluster(group) for group in self._joined(groups, scale))

    def _joined(self, groups: list[NDArray[np.intp]], scale: float) -> list[NDArray[np.intp]]:
        kept: list[NDArray[np.intp]] = []
        x, y, radii = (np.empty(len(groups)) for _ in range(3))
        for group in groups:
            own = float(self._x[group].mean()) * scale, float(self._y[group].mean()) * scale
            count = len(kept)
            away = np.hypot(x[:count] - own[0], y[:count] - own[1]) - radii[:count] - radius_of(len(group))
            nearest = int(np.argmin(away)) if count else -1
            if count and away[nearest] < 0:
                kept[nearest] = np.concatenate((kept[nearest], group))
                radii[nearest] = radius_of(len(kept[nearest]))
                continue
            x[count], y[count], radii[count] = *own, radius_of(len(group))
            kept.append(group)
        return kept

    def _cluster(self, members: NDArray[np.intp]) -> Cluster:
        counts = np.bincount(self._kinds[members], minlength=len(VERDICTS))
        return Cluster(
            float(self._x[members].mean()),
            float(self._y[members].mean()),
            radius_of(len(members)),
            members,
            tuple(counts.tolist()),
        )

    def _paint(
        self, painter: QPainter, spot: QPointF, one: Cluster, pens: Mapping[PlaceVerdict, QPen]
    ) -> None:
        gravest = VERDICTS[next(place for place, count in enumerate(one.counts) if count)]
        if one.size == 1:
            paint_verdict(painter, _box(spot, SIGN / 2), gravest, self._theme)
            return
        box = _box(spot, one.radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("surface"))
        painter.drawEllipse(box)
        ring = box.adjusted(1.5, 1.5, -1.5, -1.5)
        at = 90.0
        for verdict, share in zip(VERDICTS, shares(one.counts), strict=True):
            if share:
                painter.setPen(pens[verdict])
                painter.drawArc(ring, round(at * 16), round(-360 * share * 16))
                at -= 360 * share
        painter.setPen(self._theme.colour("text"))
        painter.setFont(font(11, bold=one.size >= 100))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), f"{one.size}")
        if gravest in TOLD:
            corner = spot + QPointF(one.radius, -one.radius) * CORNER
            paint_verdict(painter, _box(corner, BADGE / 2), gravest, self._theme)


def _box(middle: QPointF, half: float) -> QRectF:
    return QRectF(middle.x() - half, middle.y() - half, 2 * half, 2 * half)


def _ring_token(verdict: PlaceVerdict) -> str:
    return "good_line" if verdict is PlaceVerdict.NORMAL else TONES[verdict]


def radius_of(size: int) -> float:
    """Return how great a circle stands for so many plans, in pixels."""
    return SIGN / 2 if size == 1 else 8 + min(0.62 * math.sqrt(size), 22)


def shares(counts: Sequence[int]) -> list[float]:
    """Return each count's part of a ring, none of those there are narrower than what can be seen."""
    whole = sum(counts)
    wide = [max(count / whole, LEAST_SHARE) if count else 0.0 for count in counts]
    return [one / sum(wide) for one in wide]
