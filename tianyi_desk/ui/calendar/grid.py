"""Where the cells and bars of a month are, in whole pixels."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from tianyi_desk.services.calendar_bars import Bar
from tianyi_desk.services.calendar_view import Week

HEADS = 24
"""The row with the names of the weekdays."""
CELL_HEAD, LANE, BAR, MORE = 24, 19, 17, 15
INSET = 3


@dataclass(frozen=True, slots=True)
class Grid:
    """Seven columns and as many rows as the month has weeks, in a widget of this size."""

    width: int
    height: int
    weeks: int

    @property
    def room(self) -> int:
        """Return how many lanes a cell shows; what else there is becomes "还有 n 项"."""
        return max(0, (self._top(1) - self._top(0) - CELL_HEAD - MORE) // LANE)

    def room_for(self, week: Week) -> int:
        """Return how many lanes of a week are shown: one more where that is all there is."""
        return self.room + 1 if week.lanes == self.room + 1 else self.room

    def _left(self, place: int) -> int:
        return round(self.width * place / 7)

    def _top(self, row: int) -> int:
        return HEADS + round((self.height - HEADS) * row / self.weeks)

    def head(self, place: int) -> QRectF:
        """Return the box of a weekday's name."""
        return QRectF(self._left(place), 0, self._left(place + 1) - self._left(place), HEADS)

    def cell(self, row: int, place: int) -> QRectF:
        """Return the box of a day."""
        left, top = self._left(place), self._top(row)
        return QRectF(left, top, self._left(place + 1) - left, self._top(row + 1) - top)

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Return row and place of the cell at a point, None outside."""
        if not (0 <= x < self.width and HEADS <= y < self.height):
            return None
        place = next(place for place in range(7) if x < self._left(place + 1))
        return next(row for row in range(self.weeks) if y < self._top(row + 1)), place

    def bar_box(self, row: int, bar: Bar) -> QRectF:
        """Return the box of a bar; its ends stand at half-days, a little inside where the plan itself ends."""
        left, right = self._half(bar.first), self._half(bar.last + 1)
        left += INSET if bar.starts else 0
        right -= INSET if bar.ends else 0
        return QRectF(left, self._top(row) + CELL_HEAD + bar.lane * LANE, right - left, BAR)

    def more_box(self, row: int, place: int) -> QRectF:
        """Return the box of a cell's "还有 n 项"."""
        cell = self.cell(row, place)
        top = cell.top() + CELL_HEAD + self.room * LANE
        return QRectF(cell.left() + 4, top, cell.width() - 8, min(MORE, cell.bottom() - top))

    def _half(self, half: int) -> float:
        place, odd = divmod(half, 2)
        left = self._left(place)
        return left + (self._left(place + 1) - left) / 2 if odd else float(left)


def height_of(weeks: int, lanes: int) -> int:
    """Return how high a month is that shows so many lanes in every week."""
    return HEADS + weeks * (CELL_HEAD + lanes * LANE + MORE)
