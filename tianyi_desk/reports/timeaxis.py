"""Planned against actual on a time axis, every day with its own scale and its minutes true to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from tianyi_desk.reports.blocks import Block, gap
from tianyi_desk.reports.brush import COLOURS, INK, MUTED, PAPER, RULE, SOFT, Brush
from tianyi_desk.reports.drawings import Day, Dot, Lane, TimeAxis, Tone
from tianyi_desk.reports.letters import BOLD, Letters, width_of

NAMES, FOLD, APART, EDGE = 58.0, 34.0, 28.0, 10.0
TITLE, ROW, ROOM, HOURS = 16.0, 10.5, 11.0, 14.0
SIZE = 7.4
BESIDE = 7.0
"""How far from its moment a text stands."""
MOST_HOURS = 7
"""Hours written under a day at most."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Where the moments of a day lie between two edges."""

    start: datetime
    end: datetime
    left: float
    right: float

    def at(self, moment: datetime) -> float:
        """Return the place of a moment; what lies outside stands at the edge."""
        share = (moment - self.start) / (self.end - self.start)
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)


@dataclass(frozen=True, slots=True)
class Word:
    """A text beside its moment: where it begins, and in which row of its lane."""

    left: float
    row: int
    text: str
    tone: Tone


@dataclass(slots=True)
class Placing:
    """Finds room for texts in a lane: right of their moment, else left of it, else a row lower."""

    left: float
    right: float
    taken: list[tuple[float, float, int]] = field(default_factory=list)

    def place(self, at: float, text: str, tone: Tone) -> Word:
        """Return where a text stands."""
        width = width_of(text, SIZE)
        for row in range(20):
            for begin in (at + BESIDE, at - BESIDE - width):
                begins = min(max(begin, self.left), max(self.right - width, self.left))
                if begins == begin and self._free(begins, begins + width, row):
                    return self._take(begins, width, row, text, tone)
        begins = min(max(at + BESIDE, self.left), max(self.right - width, self.left))
        row = 1 + max((taken for _left, _right, taken in self.taken), default=0)
        return self._take(begins, width, row, text, tone)

    def _take(self, begins: float, width: float, row: int, text: str, tone: Tone) -> Word:
        self.taken.append((begins, begins + width, row))
        return Word(begins, row, text, tone)

    def _free(self, begins: float, ends: float, row: int) -> bool:
        return all(ends + 4 < left or begins - 4 > right for left, right, taken in self.taken if taken == row)


@dataclass(frozen=True, slots=True)
class LaidDay:
    """A day with everything in its place."""

    day: Day
    scale: Scale
    words: tuple[tuple[Word, ...], ...]
    limits: tuple[Word, ...]


def axis_blocks(axis: TimeAxis, width: float, letters: Letters) -> Iterator[Block]:
    """Yield the axis as one block, notes below it."""
    between = FOLD if axis.folded else APART
    each = (width - NAMES - EDGE - between * (len(axis.days) - 1)) / max(len(axis.days), 1)
    days = [_laid(day, NAMES + place * (each + between), each) for place, day in enumerate(axis.days)]
    if days:
        heights = [_lane_height(place, days) for place in range(len(days[0].day.lanes))]
        limits = 1 + max((word.row for day in days for word in day.limits), default=0)
        height = TITLE + sum(heights) + HOURS + limits * ROW
        yield Block(height, partial(_draw, axis, days, heights, width))
    for note in axis.notes:
        lines = letters.wrapped(note, width - NAMES, SIZE)
        yield Block(len(lines) * SIZE * 1.42 + 1, partial(_draw_note, lines))
    yield gap(12)


def _draw_note(lines: Sequence[str], brush: Brush, x: float, y: float) -> None:
    brush.lines(x + NAMES, y, lines, SIZE, MUTED)


def _laid(day: Day, left: float, width: float) -> LaidDay:
    scale = Scale(day.start, day.end, left, left + width)
    return LaidDay(
        day,
        scale,
        tuple(_placed(lane, scale) for lane in day.lanes),
        _placed_words(day.limits, scale, Placing(left, left + width)),
    )


def _placed(lane: Lane, scale: Scale) -> tuple[Word, ...]:
    placing = Placing(scale.left, scale.right)
    placing.taken += [(scale.at(dot.at) - 2, scale.at(dot.at) + 2, 0) for dot in lane.dots]
    placing.taken += [(scale.at(one.start), scale.at(one.end), 0) for one in lane.stretches if one.dashed]
    return _placed_words(lane.words, scale, placing)


def _placed_words(
    words: Sequence[tuple[datetime, str, Tone]], scale: Scale, placing: Placing
) -> tuple[Word, ...]:
    return tuple(placing.place(scale.at(at), text, tone) for at, text, tone in words)


def _lane_height(place: int, days: Sequence[LaidDay]) -> float:
    rows = 1 + max((word.row for day in days for word in day.words[place]), default=0)
    return rows * ROW + ROOM


def _draw(
    axis: TimeAxis,
    days: Sequence[LaidDay],
    heights: Sequence[float],
    width: float,
    brush: Brush,
    x: float,
    y: float,
) -> None:
    low = y + TITLE + sum(heights)
    for day in days:
        _draw_day(day, heights, low, brush, x, y)
    top = y + TITLE
    for lane, height in zip(days[0].day.lanes, heights, strict=True):
        brush.text(x, top + ROOM / 2 + SIZE, lane.name, SIZE, MUTED)
        top += height
    if axis.folded:
        middle = x + days[0].scale.right + FOLD / 2
        brush.rule(middle, y + TITLE, middle, low, RULE, 0.6, (2, 2))
        for place, part in enumerate(axis.folded.split("—")):
            brush.text(middle, y + 8 + place * 8, part, 6.4, MUTED, align="middle")
    brush.rule(x + NAMES, low, x + width, low, RULE, 0.4)


def _draw_day(laid: LaidDay, heights: Sequence[float], low: float, brush: Brush, x: float, y: float) -> None:
    scale = laid.scale
    brush.text(x + scale.left, y + 9, laid.day.title, 8, face=BOLD)
    tops, top = [], y + TITLE
    for height in heights:
        tops.append(top)
        top += height
    for lane, at in zip(laid.day.lanes, tops, strict=True):
        _draw_bars(lane, scale, brush, x, at)
    _draw_hours(laid, low, brush, x, y + TITLE)
    for moment, _text, tone in laid.day.limits:
        brush.rule(x + scale.at(moment), y + TITLE, x + scale.at(moment), low + 3, COLOURS[tone], 0.7, (3, 2))
    for lane, words, at in zip(laid.day.lanes, laid.words, tops, strict=True):
        _draw_lane(lane, words, scale, brush, x, at)
    for word in laid.limits:
        brush.text(x + word.left, low + HOURS + word.row * ROW + SIZE, word.text, SIZE, COLOURS[word.tone])


def _draw_hours(laid: LaidDay, low: float, brush: Brush, x: float, top: float) -> None:
    day = laid.day
    hours = max((day.end - day.start).total_seconds() / 3600, 0.5)
    step = next((one for one in (0.5, 1, 2, 3, 4, 6, 12) if hours / one <= MOST_HOURS), 24)
    at = day.start
    while at <= day.end:
        place = x + laid.scale.at(at)
        brush.rule(place, top, place, low, RULE, 0.3)
        brush.text(place, low + 9, f"{at:%H:%M}", 6.6, MUTED, align="middle")
        at += timedelta(hours=step)


def _draw_bars(lane: Lane, scale: Scale, brush: Brush, x: float, top: float) -> None:
    bar = top + ROOM / 2 - 1
    for one in lane.stretches:
        left, right = x + scale.at(one.start), x + scale.at(one.end)
        dash = (2, 1.5) if one.dashed else ()
        stroke = COLOURS[one.tone] if one.dashed else ""
        brush.box(left, bar, right - left, ROW, fill=SOFT[one.tone], stroke=stroke, dash=dash)


def _draw_lane(lane: Lane, words: Sequence[Word], scale: Scale, brush: Brush, x: float, top: float) -> None:
    """Draw what stands above bars and lines; texts are cut out of the lines behind them."""
    bar = top + ROOM / 2 - 1
    for one in lane.stretches:
        left, right = x + scale.at(one.start), x + scale.at(one.end)
        if one.text and width_of(one.text, SIZE) + 6 <= right - left:
            _draw_words(one.text, left + 3, bar, SOFT[one.tone], INK, brush)
    for word in words:
        over = next(
            (one for one in lane.stretches if scale.at(one.start) < word.left < scale.at(one.end)), None
        )
        ground = SOFT[over.tone] if over is not None and not word.row else PAPER
        _draw_words(word.text, x + word.left, bar + word.row * ROW, ground, COLOURS[word.tone], brush)
    for dot in lane.dots:
        _draw_dot(dot, brush, x + scale.at(dot.at), bar + ROW / 2)


def _draw_words(text: str, left: float, top: float, ground: str, colour: str, brush: Brush) -> None:
    brush.box(left - 1, top + 1.2, width_of(text, SIZE) + 2, ROW - 2.4, fill=ground)
    brush.text(left, top + 7.8, text, SIZE, colour)


def _draw_dot(dot: Dot, brush: Brush, x: float, y: float) -> None:
    colour, radius = COLOURS[dot.tone], 3.2 if dot.decides else 2.2
    brush.circle(x, y, radius, fill=colour if dot.counts else PAPER, stroke=colour if not dot.counts else INK)
