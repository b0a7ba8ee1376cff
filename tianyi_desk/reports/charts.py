"""Charts as blocks: lines over months, and bars stacked on them."""

import math
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from tianyi_desk.reports.blocks import Block, gap
from tianyi_desk.reports.brush import COLOURS, INK, MUTED, PAPER, RULE, Brush
from tianyi_desk.reports.drawings import Chart, Tone
from tianyi_desk.reports.letters import BOLD, Letters, width_of

HEIGHT, PLOT_TOP, PLOT_LOW = 150.0, 36.0, 128.0
AXIS, LABEL = 24.0, 18.0
SMALL = 7.2
DASHES: tuple[tuple[float, ...], ...] = ((), (5, 2), (1.5, 1.5))
"""How lines are broken, so that they stay apart where a printer has no colours; their marks differ, too."""
LAYERS = ("b3261e", "d98880", "f0c4c0")
"""The colours of stacked layers, from the axis upwards."""


def chart_blocks(chart: Chart, width: float, letters: Letters) -> Iterator[Block]:
    """Yield a chart as one block, its note below."""
    yield Block(HEIGHT, partial(_draw, chart, width))
    if chart.note:
        lines = letters.wrapped(chart.note, width, SMALL)
        yield Block(len(lines) * SMALL * 1.42 + 2, partial(_draw_note, lines))
    yield gap(8)


def _draw_note(lines: tuple[str, ...], brush: Brush, x: float, y: float) -> None:
    brush.lines(x, y, lines, SMALL, MUTED)


def scale(lowest: float, highest: float, *, from_zero: bool) -> tuple[float, float, float]:
    """Return the ends of an axis and its step so that at most five round steps hold both figures."""
    low = 0.0 if from_zero else lowest
    span = max(highest - low, 1e-9)
    size = 10 ** math.floor(math.log10(span / 4)) if span > 4 or not from_zero else 1.0
    step = next(size * times for times in (1, 2, 2.5, 5, 10) if size * times * 4 >= span)
    if from_zero:
        step = max(step, 1.0)
    first = 0.0 if from_zero else math.floor(low / step) * step
    last = max(math.ceil(highest / step) * step, first + step)
    return first, last, step


def _draw(chart: Chart, width: float, brush: Brush, x: float, y: float) -> None:
    brush.text(x, y + 10, chart.title, 9.2, face=BOLD)
    _draw_legend(chart, brush, x, y + 24)
    first, last, step = _axis(chart)
    at = first
    while at <= last + step / 1e6:
        level = _level(y, at, first, last)
        brush.rule(x + AXIS, level, x + width, level, RULE, 0.4)
        brush.text(x + AXIS - 5, level + 2.6, f"{at:,.{0 if step >= 1 else 1}f}", SMALL, MUTED, align="right")
        at += step
    room = (width - AXIS - (0 if chart.stacked else LABEL)) / len(chart.categories)
    for place in range(len(chart.categories)):
        newest = place == len(chart.categories) - 1
        middle = x + AXIS + (place + 0.5) * room
        colour = INK if newest else MUTED
        for row, part in enumerate(_category(chart.categories, place)):
            brush.text(middle, y + PLOT_LOW + 10 + row * 8, part, SMALL, colour, align="middle")
    if chart.stacked:
        _draw_bars(chart, room, first, last, brush, x + AXIS, y)
    else:
        _draw_lines(chart, room, first, last, brush, x + AXIS, y)


def _category(names: Sequence[str], place: int) -> tuple[str, ...]:
    """Return what stands below a place: of 2026-10 the month, and the year where it begins; else the name."""
    year, mark, month = names[place].partition("-")
    if not (mark and month.isdigit()):
        return (names[place],)
    first = place == 0 or names[place - 1].partition("-")[0] != year
    return (f"{int(month)} 月", f"{year} 年") if first else (f"{int(month)} 月",)


def _axis(chart: Chart) -> tuple[float, float, float]:
    if chart.stacked:
        sums = [sum(one.values[place] or 0 for one in chart.series) for place in range(len(chart.categories))]
        return scale(0, max(sums, default=0) or 1, from_zero=True)
    known = [value for one in chart.series for value in one.values if value is not None]
    if not known:
        return 0.0, 100.0, 25.0
    first, last, step = scale(min(known), max(known), from_zero=False)
    if max(known) <= 100 < last:  # a share ends at 100
        return 100 - (last - first), 100.0, step
    return first, last, step


def _level(y: float, value: float, first: float, last: float) -> float:
    return y + PLOT_LOW - (value - first) / (last - first) * (PLOT_LOW - PLOT_TOP)


def _draw_legend(chart: Chart, brush: Brush, x: float, y: float) -> None:
    for place, one in enumerate(chart.series):
        colour = _colour(chart, place)
        if chart.stacked:
            brush.box(x, y - 6, 7, 7, fill=colour)
        else:
            brush.rule(x - 1, y - 2.5, x + 11, y - 2.5, colour, 1.2, DASHES[place % len(DASHES)])
            _draw_mark(place, x + 5, y - 2.5, colour, brush)
        brush.text(x + 13, y, one.name, SMALL, MUTED)
        x += 13 + width_of(one.name, SMALL) + 12


def _colour(chart: Chart, place: int) -> str:
    return LAYERS[place % len(LAYERS)] if chart.stacked else COLOURS[chart.series[place].tone]


def _draw_bars(
    chart: Chart, room: float, first: float, last: float, brush: Brush, x: float, y: float
) -> None:
    wide = min(room * 0.5, 22)
    for place in range(len(chart.categories)):
        if all(one.values[place] is None for one in chart.series):
            continue
        left, total = x + (place + 0.5) * room - wide / 2, 0.0
        for layer, one in enumerate(chart.series):
            value = one.values[place] or 0
            top, low = _level(y, total + value, first, last), _level(y, total, first, last)
            if value:
                brush.box(left, top, wide, low - top, fill=_colour(chart, layer))
            total += value
        face = BOLD if place == len(chart.categories) - 1 else "TianyiSans"
        brush.text(
            left + wide / 2,
            _level(y, total, first, last) - 3,
            f"{total:,.0f}",
            SMALL,
            face=face,
            align="middle",
        )


def _draw_lines(
    chart: Chart, room: float, first: float, last: float, brush: Brush, x: float, y: float
) -> None:
    taken: list[float] = []
    for row, one in enumerate(chart.series):
        colour = COLOURS[one.tone]
        points = [
            None if value is None else (x + (place + 0.5) * room, _level(y, value, first, last))
            for place, value in enumerate(one.values)
        ]
        for before, after in pairwise(points):
            if before is not None and after is not None:
                brush.rule(*before, *after, colour, 1.2, DASHES[row % len(DASHES)])
        for point in points:
            if point is not None:
                _draw_mark(row, *point, colour, brush)
        if points and points[-1] is not None and one.values[-1] is not None:
            level = points[-1][1] + 2.6
            while any(abs(level - other) < SMALL for other in taken):
                level += 1.0
            taken.append(level)
            brush.text(points[-1][0] + 5, level, f"{one.values[-1]:.{chart.decimals}f}", SMALL, colour, BOLD)


def _draw_mark(row: int, x: float, y: float, colour: str, brush: Brush) -> None:
    """Draw a filled circle, a square or a hollow circle, each line's own."""
    if row % 3 == 1:
        brush.box(x - 1.8, y - 1.8, 3.6, 3.6, fill=colour)
    else:
        brush.circle(x, y, 2.0, fill=PAPER if row % 3 else colour, stroke=colour)


__all__ = ["Tone", "chart_blocks", "scale"]
