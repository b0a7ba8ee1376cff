"""Where people signed against where the audit was planned, to scale, with rings and county lines."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from tianyi_desk.reports.blocks import Block, gap
from tianyi_desk.reports.brush import COLOURS, FAINT, GROUND, INK, MUTED, PAPER, RULE, Brush
from tianyi_desk.reports.drawings import Sketch, Spot
from tianyi_desk.reports.letters import BOLD, Letters, width_of

HEIGHT = 168.0
EDGE = 9.0
"""Room between the outer ring and the frame."""
NEAR = 2.4
"""How many times the outer ring's radius a point may be away to be drawn in its place; others stand at the edge."""
SPREAD = 5.0
"""How many times the outer ring's radius addresses may lie apart to be drawn together."""
SIZE = 7.2


@dataclass(frozen=True, slots=True)
class View:
    """What part of the plane the frame shows: its middle in metres, and points of paper a metre."""

    east: float
    north: float
    scale: float
    x: float
    y: float
    width: float

    def place(self, east: float, north: float) -> tuple[float, float]:
        """Return where a point of the plane lies on the page."""
        return (
            self.x + self.width / 2 + (east - self.east) * self.scale,
            self.y + HEIGHT / 2 - (north - self.north) * self.scale,
        )

    def inside(self, x: float, y: float) -> bool:
        """Tell whether a place lies well inside the frame."""
        return (
            self.x + EDGE <= x <= self.x + self.width - EDGE and self.y + EDGE <= y <= self.y + HEIGHT - EDGE
        )


def sketch_blocks(sketch: Sketch, width: float, letters: Letters) -> Iterator[Block]:
    """Yield the sketch as one block, its note below."""
    if any(spot.planned for spot in sketch.spots):
        yield Block(HEIGHT, partial(_draw, sketch, width))
    if sketch.note:
        lines = letters.wrapped(sketch.note, width, SIZE)
        yield Block(len(lines) * SIZE * 1.42 + 4, partial(_draw_note, lines))
    yield gap(8)


def _draw_note(lines: Sequence[str], brush: Brush, x: float, y: float) -> None:
    brush.lines(x, y + 3, lines, SIZE, MUTED)


def view_of(sketch: Sketch, width: float, x: float = 0.0, y: float = 0.0) -> View:
    """Choose what the frame shows: the addresses with their rings, and what was signed not too far from them."""
    outer = max(sketch.rings_m)
    planned = _together([spot for spot in sketch.spots if spot.planned], outer * SPREAD)
    seen = planned + [
        spot
        for spot in sketch.spots
        if not spot.planned and min(_apart(spot, one) for one in planned) <= outer * NEAR
    ]
    reach = [outer if spot.planned else 0.0 for spot in seen]
    west = min(spot.east_m - ring for spot, ring in zip(seen, reach, strict=True))
    east = max(spot.east_m + ring for spot, ring in zip(seen, reach, strict=True))
    south = min(spot.north_m - ring for spot, ring in zip(seen, reach, strict=True))
    north = max(spot.north_m + ring for spot, ring in zip(seen, reach, strict=True))
    scale = min((width - 2 * EDGE) / (east - west), (HEIGHT - 2 * EDGE) / (north - south))
    return View((west + east) / 2, (south + north) / 2, scale, x, y, width)


def _together(planned: Sequence[Spot], most_m: float) -> list[Spot]:
    """Return the addresses near the first one; it is the nearest to what was signed."""
    return [spot for spot in planned if _apart(spot, planned[0]) <= most_m]


def _apart(one: Spot, other: Spot) -> float:
    return math.hypot(one.east_m - other.east_m, one.north_m - other.north_m)


def _draw(sketch: Sketch, width: float, brush: Brush, x: float, y: float) -> None:
    view = view_of(sketch, width, x, y)
    brush.box(x, y, width, HEIGHT, fill=GROUND)
    brush.clip(x, y, width, HEIGHT)
    _draw_borders(sketch, view, brush)
    for spot in sketch.spots:
        if spot.planned:
            _draw_rings(sketch, spot, view, brush)
    for spot in sketch.spots:
        if not spot.planned:
            _draw_line(spot, view, brush)
    markers: list[tuple[float, float]] = []
    drawn = [
        (spot, *_draw_spot(spot, view, brush, markers))
        for spot in sorted(sketch.spots, key=lambda one: not one.planned)
    ]
    taken = [(left - 7, left + 7, top + 2.6) for left, top in markers]
    for spot, left, top, away in drawn:
        if spot.words:
            words = f"{spot.words}（图外）" if away else spot.words
            _draw_words(words, left, top, view, COLOURS[spot.tone], brush, taken)
    _draw_scale_bar(view, brush)
    _draw_north(view, brush)
    brush.unclip()
    brush.box(x, y, width, HEIGHT, stroke=RULE)


def _draw_borders(sketch: Sketch, view: View, brush: Brush) -> None:
    for line in sketch.borders:
        brush.path([view.place(*point) for point in line], FAINT, 0.8, dash=(6, 2, 1.5, 2))
    for name, east, north in sketch.names:
        left, top = view.place(east, north)
        brush.text(left, top + 2.4, name, 6.6, MUTED, align="middle")


def _draw_rings(sketch: Sketch, spot: Spot, view: View, brush: Brush) -> None:
    middle = view.place(spot.east_m, spot.north_m)
    for ring in sketch.rings_m:
        outer = ring == max(sketch.rings_m)
        radius = ring * view.scale
        brush.circle(*middle, radius, stroke=INK if outer else MUTED, dash=() if outer else (2, 2))
        brush.text(middle[0], middle[1] - radius + 8, f"{ring / 1000:g} km", 6.4, MUTED, align="middle")


def _draw_line(spot: Spot, view: View, brush: Brush) -> None:
    if spot.nearest is None:
        return
    begins = view.place(*spot.nearest)
    ends = _shown(spot, view, begins)
    brush.rule(*begins, *ends, COLOURS[spot.tone], 1.0)


def _shown(spot: Spot, view: View, towards: tuple[float, float]) -> tuple[float, float]:
    """Return where a point stands: in its place, or at the frame on the way to it."""
    x, y = view.place(spot.east_m, spot.north_m)
    if view.inside(x, y):
        return x, y
    share = 1.0
    for low, high, begin, end in (
        (view.x + 12, view.x + view.width - 12, towards[0], x),
        (view.y + 12, view.y + HEIGHT - 12, towards[1], y),
    ):
        if end < low:
            share = min(share, (low - begin) / (end - begin))
        elif end > high:
            share = min(share, (high - begin) / (end - begin))
    return towards[0] + (x - towards[0]) * share, towards[1] + (y - towards[1]) * share


def _draw_spot(
    spot: Spot, view: View, brush: Brush, markers: list[tuple[float, float]]
) -> tuple[float, float, bool]:
    """Draw a marker; return where it stands, and whether its place lies outside the frame."""
    towards = view.place(*(spot.nearest or (view.east, view.north)))
    x, y = _shown(spot, view, towards)
    away = (x, y) != view.place(spot.east_m, spot.north_m)
    x, y = _lifted(x, y, markers, view, brush)
    if spot.planned:
        brush.box(x - 5, y - 5, 10, 10, fill=INK)
    else:
        brush.circle(x, y, 5.4, fill=COLOURS[spot.tone], stroke=PAPER)
    brush.text(x, y + 2.6, spot.label, 7, PAPER, BOLD, "middle")
    return x, y, away


def _lifted(
    x: float, y: float, markers: list[tuple[float, float]], view: View, brush: Brush
) -> tuple[float, float]:
    """Move a marker aside where it would hide another one, with a line to its true place."""
    step = 12.0 if x < view.x + view.width * 0.7 else -12.0
    aside = x
    while any(abs(aside - left) < 11 and abs(y - top) < 11 for left, top in markers):
        aside += step
    if aside != x:
        brush.rule(x, y, aside, y, MUTED, 0.6)
    markers.append((aside, y))
    return aside, y


def _draw_words(
    words: str,
    x: float,
    y: float,
    view: View,
    colour: str,
    brush: Brush,
    taken: list[tuple[float, float, float]],
) -> None:
    width = width_of(words, SIZE, BOLD)
    left = x + 8 if x + 10 + width < view.x + view.width else x - 8 - width
    base, step = y + 2.6, SIZE + 1.5
    if y > view.y + HEIGHT * 0.7:
        step = -step
    while any(
        abs(base - other) < SIZE + 1 and left < end and left + width > begin for begin, end, other in taken
    ):
        base += step
    taken.append((left, left + width, base))
    brush.box(left - 1, base - SIZE + 0.6, width + 2, SIZE + 1.4, fill=GROUND)
    brush.text(left, base, words, SIZE, colour, BOLD)


def _draw_scale_bar(view: View, brush: Brush) -> None:
    most = view.width * 0.3 / view.scale
    size = 10 ** math.floor(math.log10(most))
    metres = next(size * times for times in (5, 2, 1) if size * times <= most)
    right, low = view.x + view.width - 12, view.y + HEIGHT - 10
    left = right - metres * view.scale
    brush.path([(left, low - 3), (left, low), (right, low), (right, low - 3)], INK, 0.8)
    words = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"
    brush.text((left + right) / 2, low - 3, words, SIZE, align="middle")


def _draw_north(view: View, brush: Brush) -> None:
    x, y = view.x + view.width - 16, view.y + 10
    brush.path([(x, y), (x + 4, y + 12), (x, y + 9), (x - 4, y + 12)], INK, 0.4, fill=INK)
    brush.text(x, y + 21, "北", SIZE, align="middle")
