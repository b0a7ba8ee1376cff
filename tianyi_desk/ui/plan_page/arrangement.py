"""Where everything of a timeline goes at a width: pixels, and texts that never lie over each other."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import QRectF

from tianyi_desk.services.plan_records import Tone
from tianyi_desk.services.plan_timeline import BarKind, Fold, Lane, Line, Mark, Segment, Tick, Timeline

NAMES = 60
"""Pixels left of the scales for the lanes' names."""
GAP = 4
FOLD = 40
TOP, LANE, BETWEEN, LABEL = 22, 22, 3, 18
SPACE = 6
"""Pixels between a text and what it stands beside."""
REACH = 5
"""Pixels that a record takes to either side of its middle."""
SHORTEST = 30
"""A text with less room than this is left to the tip."""

TONES: dict[Tone, str] = {
    Tone.WITHIN: "good",
    Tone.HOUSE: "house",
    Tone.REGULATOR: "official",
    Tone.NEUTRAL: "muted",
}
"""Which token of the theme a tone is drawn in."""

Measure = Callable[[str, bool], float]
"""How many pixels a text takes, bold or not."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in its box; `token` is a colour of the theme.

    `cut` says that it has to be shortened to fit, `ground` is the token that it hides what lies below it with.
    """

    box: QRectF
    words: str
    token: str
    bold: bool = False
    cut: bool = False
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A record: its middle, the token of its colour, and how it is drawn."""

    x: float
    y: float
    tick: Tick
    lane: Lane
    token: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    token: str
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A filled box; `framed` ones have only a frame, and `dashed` ones a broken one (推定)."""

    box: QRectF
    token: str
    framed: bool = False
    dashed: bool = False


@dataclass(slots=True)
class Arrangement:
    """Everything to paint, in painting order, and how high it all is."""

    fields: list[Field] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    hints: list[tuple[QRectF, str]] = field(default_factory=list)
    height: float = 0.0


def arrange(timeline: Timeline, width: float, measure: Measure) -> Arrangement:
    """Lay a timeline out to scale at a width in pixels."""
    made = Arrangement()
    for place, lane in enumerate(Lane):
        made.texts.append(Text(QRectF(0, _lane_top(place), NAMES, LANE), lane.value, "muted"))
    label_rows = 1
    for segment, left, right in _columns(timeline, width):
        label_rows = max(label_rows, _Column(made, segment, left, right, measure).fill())
    if timeline.fold is not None:
        _fold(made, timeline.fold, width, measure)
    made.height = _lane_top(len(Lane)) + label_rows * LABEL
    if timeline.elsewhere:
        _elsewhere(made, timeline.elsewhere, width, measure)
    return made


def _lane_top(place: int) -> float:
    return TOP + place * (LANE + BETWEEN)


def _columns(timeline: Timeline, width: float) -> Iterator[tuple[Segment, float, float]]:
    """Share the width out: one scale, or two of the same width with the folded days between."""
    if len(timeline.segments) == 1:
        yield timeline.segments[0], NAMES, width
        return
    between = FOLD + 2 * GAP if timeline.fold is not None else 2 * GAP
    each = max((width - NAMES - between) / 2, 1.0)
    opening, closing = timeline.segments
    yield opening, NAMES, NAMES + each
    yield closing, width - each, width


def _fold(made: Arrangement, fold: Fold, width: float, measure: Measure) -> None:
    each = (width - NAMES - FOLD - 2 * GAP) / 2
    left = NAMES + each + GAP
    for place in range(len(Lane)):
        box = QRectF(left, _lane_top(place), FOLD, LANE)
        made.fields.append(Field(box, "line_strong" if place == 0 else "sunken"))
    words = fold.words if measure(fold.words, False) <= FOLD else f"{fold.days} 天"
    middle = QRectF(left + (FOLD - measure(words, False)) / 2, 0, measure(words, False) + 1, TOP)
    made.texts.append(Text(middle, words, "muted"))
    made.hints.append(
        (QRectF(left, 0, FOLD, _lane_top(len(Lane))), f"{fold.words}，{fold.days} 天，全天审核")
    )


def _elsewhere(made: Arrangement, ticks: Sequence[Tick], width: float, measure: Measure) -> None:
    """Write the records of other days below, as many lines as there are, three at most."""
    made.texts.append(Text(QRectF(0, made.height, NAMES, LABEL), "另有", "muted"))
    shown = list(ticks[:3])
    for place, tick in enumerate(shown):
        words = tick.hint
        if place == len(shown) - 1 and len(ticks) > len(shown):
            words = f"{words}（另有 {len(ticks) - len(shown)} 条）"
        box = QRectF(NAMES, made.height, width - NAMES, LABEL)
        token = TONES[tick.tone] if tick.tone is not Tone.NEUTRAL else "text"
        made.texts.append(Text(box, words, token, cut=measure(words, False) > box.width()))
        made.hints.append((box, "\n".join(one.hint for one in ticks)))
        made.height += LABEL


class _Column:
    """One scale being filled; every lane remembers which of its pixels are taken."""

    def __init__(
        self, made: Arrangement, segment: Segment, left: float, right: float, measure: Measure
    ) -> None:
        self._made, self._segment, self._measure = made, segment, measure
        self._left, self._right = left, right
        self._taken: dict[Lane, list[tuple[float, float]]] = {lane: [] for lane in Lane}

    def fill(self) -> int:
        """Place everything; return how many rows of labels there are below."""
        self._grounds()
        self._bars()
        for mark in self._segment.marks:
            self._dots(mark)
        for mark in self._segment.marks:
            self._mark_text(mark)
        self._lines()
        words = self._segment.words
        if self._measure(words, False) > self._right - self._left:
            words = f"{self._segment.day:%m-%d}"
        self._made.texts.append(Text(QRectF(self._left, 0, self._right - self._left, TOP), words, "text"))
        return self._labels()

    def _x(self, at: datetime) -> float:
        segment = self._segment
        share = (at - segment.start) / (segment.end - segment.start)
        return self._left + min(max(share, 0.0), 1.0) * (self._right - self._left)

    def _lane(self, lane: Lane) -> float:
        return _lane_top(list(Lane).index(lane))

    def _grounds(self) -> None:
        whole = self._right - self._left
        for lane in Lane:
            self._made.fields.append(Field(QRectF(self._left, self._lane(lane), whole, LANE), "sunken"))
        for zone in self._segment.zones:
            if zone.tone is Tone.NEUTRAL:
                continue
            left, right = self._x(zone.start), self._x(zone.end)
            for lane in (Lane.CHECK_IN, Lane.PHOTO):
                box = QRectF(left, self._lane(lane), right - left, LANE)
                self._made.fields.append(Field(box, f"{TONES[zone.tone]}_soft"))

    def _bars(self) -> None:
        top, plan = self._lane(Lane.PLAN), self._taken[Lane.PLAN]
        for bar in self._segment.bars:
            box = QRectF(self._x(bar.start), top, max(self._x(bar.end) - self._x(bar.start), 1.0), LANE)
            if bar.kind is BarKind.AUDIT:
                self._made.fields.append(Field(box.adjusted(0, 3, 0, -3), "line_strong"))
                continue
            self._made.fields.append(Field(box, "surface"))
            self._made.fields.append(Field(box, "text", framed=True, dashed=bar.assumed))
            plan.append((box.left(), box.right()))
            words = next(
                (one for one in (bar.text, *bar.text.split()) if self._width(one) <= box.width() - 4), ""
            )
            self._made.hints.append((box, f"{bar.text} {bar.start:%H:%M}—{bar.end:%H:%M}"))
            if words:
                left = box.center().x() - self._width(words) / 2
                self._made.texts.append(Text(QRectF(left, top, self._width(words), LANE), words, "text"))
        for caption in self._segment.captions:
            self._beside(
                Lane.PLAN, self._x(caption.at), self._x(caption.at), caption.text, "text", bold=False
            )

    def _lines(self) -> None:
        """Draw every line through the lanes, but not through a text that stands there."""
        written = [text.box for text in self._made.texts]
        for line in self._segment.lines:
            x = round(self._x(line.at)) + 0.5
            own = line.tone is Tone.NEUTRAL
            for lane in Lane if own else (Lane.CHECK_IN, Lane.PHOTO):
                top = self._lane(lane)
                crossed = any(box.top() == top and box.left() - 2 <= x <= box.right() + 2 for box in written)
                if not crossed:
                    bottom = top + LANE + (0 if lane is Lane.PHOTO else BETWEEN)
                    self._made.strokes.append(Stroke(x, top, x, bottom, "text" if own else TONES[line.tone]))

    def _dots(self, mark: Mark) -> None:
        middle = self._lane(mark.lane) + LANE / 2
        for tick in mark.ticks:
            x = self._x(tick.at)
            token = TONES[tick.tone]
            self._made.dots.append(Dot(x, middle, tick, mark.lane, token))
            self._made.hints.append((QRectF(x - REACH, self._lane(mark.lane), 2 * REACH, LANE), tick.hint))
            self._taken[mark.lane].append((x - REACH, x + REACH))
        decisive = next((tick for tick in mark.ticks if tick.decides), None)
        if mark.anchor is not None and decisive is not None:
            one, other = self._x(mark.anchor), self._x(decisive.at)
            self._made.strokes.append(Stroke(one, middle, other, middle, TONES[mark.tone], wide=True))
            self._taken[mark.lane].append((min(one, other), max(one, other)))

    def _mark_text(self, mark: Mark) -> None:
        decisive = [tick for tick in mark.ticks if tick.decides]
        xs = [self._x(tick.at) for tick in decisive or mark.ticks]
        first, last = (min(xs) - REACH, max(xs) + REACH) if xs else (self._x(mark.home), self._x(mark.home))
        token = TONES[mark.tone] if mark.tone is not Tone.NEUTRAL else "text"
        width = self._measure(mark.text, True)
        if mark.anchor is not None and decisive and not self._has_room(mark.lane, width):
            self._over_stroke(mark, self._x(mark.anchor), self._x(decisive[0].at), token)
            return
        self._beside(mark.lane, first, last, mark.text, token, bold=True)

    def _has_room(self, lane: Lane, width: float) -> bool:
        return any(end - start >= width + 2 * SPACE for start, end in self._gaps(lane))

    def _over_stroke(self, mark: Mark, anchor: float, at: float, token: str) -> None:
        """Write the minutes on the line from the planned to the actual moment, where no other place is left."""
        width = self._measure(mark.text, True)
        room = abs(at - anchor) - 2 * REACH
        box = QRectF((anchor + at - min(width, room)) / 2, self._lane(mark.lane), min(width, room), LANE)
        cut = width > room
        self._made.hints.append((box, mark.text))
        if room >= SHORTEST:
            self._made.texts.append(Text(box, mark.text, token, True, cut, f"{token}_soft"))

    def _beside(self, lane: Lane, first: float, last: float, words: str, token: str, *, bold: bool) -> None:
        """Write words right of what lies from `first` to `last`, else left of it, else where there is most room."""
        width, top = self._measure(words, bold), self._lane(lane)
        left = self._free(lane, last + SPACE, first - SPACE - width, width)
        cut = left is None
        if left is None:
            start, end = max(self._gaps(lane), key=lambda gap: gap[1] - gap[0])
            left, width = start + 2, end - start - 4
        box = QRectF(left, top, width, LANE)
        self._made.hints.append((box, words))
        if width >= SHORTEST or not cut:
            self._made.texts.append(Text(box, words, token, bold, cut))
            self._taken[lane].append((box.left(), box.right()))

    def _free(self, lane: Lane, right_of: float, left_of: float, width: float) -> float | None:
        """Return where a text of a width can stand: right, left, or in the free stretch nearest to the right place."""
        gaps = list(self._gaps(lane))
        for wanted in (right_of, left_of):
            if any(start <= wanted and wanted + width <= end for start, end in gaps):
                return wanted
        wide = [(start + 2, end - 2) for start, end in gaps if end - start >= width + 4]
        places = [min(max(right_of, start), end - width) for start, end in wide]
        return min(places, key=lambda place: abs(place - right_of), default=None)

    def _gaps(self, lane: Lane) -> Iterator[tuple[float, float]]:
        yield from _gaps(self._taken[lane], self._left, self._right)

    def _width(self, words: str) -> float:
        return self._measure(words, False)

    def _labels(self) -> int:
        """Write what the lines are below them, in as many rows as it takes; return how many rows there are."""
        rows: list[list[tuple[float, float]]] = [[]]
        top = _lane_top(len(Lane))
        for line in sorted(self._segment.lines, key=_first_the_named):
            width = self._width(line.text) + 1
            row, left = self._label_place(rows, self._x(line.at), width)
            if row == len(rows):
                rows.append([])
            rows[row].append((left, left + width))
            token = "muted" if line.tone is Tone.NEUTRAL else TONES[line.tone]
            self._made.texts.append(Text(QRectF(left, top + row * LABEL, width, LABEL), line.text, token))
        return len(rows)

    def _label_place(
        self, rows: Sequence[Sequence[tuple[float, float]]], x: float, width: float
    ) -> tuple[int, float]:
        """Return the first row with room for a label that touches its line: below it, else to its left or right."""
        wanted = [x - width / 2, x - width + 4, x - width, x - 4]
        places = [min(max(one, self._left), max(self._right - width, self._left)) for one in wanted]
        for row, taken in enumerate(rows):
            for left in places:
                if _is_free(taken, left - SPACE, left + width + SPACE):
                    return row, left
        return len(rows), places[0]


def _first_the_named(line: Line) -> tuple[bool, datetime]:
    return not line.title, line.at


def _is_free(taken: Iterable[tuple[float, float]], left: float, right: float) -> bool:
    return all(right <= start or end <= left for start, end in taken)


def _gaps(taken: Iterable[tuple[float, float]], left: float, right: float) -> Iterator[tuple[float, float]]:
    """Yield the stretches between left and right that nothing takes; the whole where there is none at all."""
    at, found = left, False
    for start, end in sorted(taken):
        if start > at:
            found = True
            yield at, start
        at = max(at, end)
    if at < right or not found:
        yield min(at, right), right
