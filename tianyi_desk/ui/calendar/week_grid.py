"""Where the rows of people and their bars are in the week, in pixels from the top of the first row."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QRectF

from tianyi_desk.services.calendar_bars import HALVES, Bar
from tianyi_desk.services.calendar_people import PersonWeek

NAMES = 148
HEADS = 44
LANE, BAR, PAD = 23, 20, 7
LEAST = 40


class WeekGrid:
    """The rows of a week at a width; two lanes make a row higher."""

    def __init__(self, rows: Sequence[PersonWeek], width: int) -> None:
        self.width = width
        heights = [max(LEAST, 2 * PAD + row.lanes * LANE - (LANE - BAR)) for row in rows]
        self._tops = [0, *accumulate(heights)]

    @property
    def height(self) -> int:
        """Return how high all rows are together."""
        return self._tops[-1]

    def top(self, place: int) -> int:
        """Return where a row begins; one place further than the last row, where that ends."""
        return self._tops[place]

    def row_at(self, y: float) -> int | None:
        """Return the place of the row at a height, None below the last and above the first."""
        return bisect_right(self._tops, y) - 1 if 0 <= y < self.height else None

    def x(self, half: float) -> float:
        """Return where a half-day begins."""
        return NAMES + (self.width - NAMES) * half / HALVES

    def half_at(self, x: float) -> int | None:
        """Return the half-day at a place, None over the names."""
        if not NAMES <= x < self.width:
            return None
        return min(HALVES - 1, int((x - NAMES) * HALVES / (self.width - NAMES)))

    def box(self, place: int, first: int, last: int) -> QRectF:
        """Return the box of some half-days over a whole row."""
        left, top = self.x(first), self.top(place)
        return QRectF(left, top, self.x(last + 1) - left, self.top(place + 1) - top)

    def bar_box(self, place: int, bar: Bar) -> QRectF:
        """Return the box of a bar; a lane alone stands in the middle of its row."""
        left, right = self.x(bar.first) + 2 * bar.starts, self.x(bar.last + 1) - 2 * bar.ends
        room = self.top(place + 1) - self.top(place)
        pad = (room - BAR) / 2 if room == LEAST else PAD
        return QRectF(left, self.top(place) + pad + bar.lane * LANE, right - left, BAR)
