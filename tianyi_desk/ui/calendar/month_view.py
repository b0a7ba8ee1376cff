"""The month: weeks of seven cells with bars across the days, painted in one go; mouse and keys move the day."""

from collections.abc import Iterator
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from tianyi_desk.facts.wording import WEEKDAYS, day_words
from tianyi_desk.services.calendar_bars import Bar, Half, Mark
from tianyi_desk.services.calendar_view import Month, More, Week, months_away
from tianyi_desk.ui.calendar.bars import BarPainter, Look
from tianyi_desk.ui.calendar.cells import CellPainter
from tianyi_desk.ui.calendar.grid import Grid, height_of
from tianyi_desk.ui.calendar.words import tip_of
from tianyi_desk.ui.theme import Theme, font

STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
TURNS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
LANES_IN_PICTURE, WIDTH_OF_PICTURE = 6, 1300


class MonthView(QWidget):
    """A month of the calendar.

    `day_wanted` carries the day to go to, `today_wanted` asks for the day of now, `opened` carries a plan's number
    and whether in a window of its own, `entered` asks for the list of the day to be gone into.
    """

    day_wanted = Signal(object)
    opened = Signal(str, bool)
    entered = Signal()
    enter_pressed = Signal(bool)
    today_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._bars, self._cells = BarPainter(theme), CellPainter(theme)
        self.month: Month | None = None
        self.day = self.today = date(2000, 1, 1)
        self.chosen = ""
        self._lit = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("审核日历")
        theme.changed.connect(self.update)

    def show_month(self, month: Month, day: date, today: date) -> None:
        """Show a month with one of its days chosen."""
        self.month, self.day, self.today = month, day, today
        self._describe()
        self.update()

    def choose_plan(self, number: str) -> None:
        """Frame the bars of a plan, "" for none."""
        if number != self.chosen:
            self.chosen = number
            self.update()

    def whole(self, theme: Theme) -> "MonthView":
        """Return a view of the same month for a picture of a lying sheet's shape."""
        view = MonthView(theme)
        if self.month is not None:
            view.resize(WIDTH_OF_PICTURE, height_of(len(self.month.weeks), LANES_IN_PICTURE))
            view.show_month(self.month, self.day, self.today)
        return view

    def minimumSizeHint(self) -> QSize:
        """Return the least size in which a cell still says something."""
        return QSize(392, 400)

    @property
    def grid(self) -> Grid:
        """Return where everything is at the present size."""
        return Grid(self.width(), self.height(), len(self.month.weeks) if self.month else 5)

    # Where things are

    def day_at(self, place: QPointF) -> date | None:
        """Return the day whose cell is at a place."""
        found = self.grid.cell_at(place.x(), place.y())
        return self.month.weeks[found[0]].days[found[1]].day if self.month and found else None

    def bar_at(self, place: QPointF) -> Bar | None:
        """Return the bar at a place."""
        grid = self.grid
        found = grid.cell_at(place.x(), place.y())
        if self.month is None or found is None:
            return None
        for bar in self.month.weeks[found[0]].bars:
            if bar.lane < grid.room_for(self.month.weeks[found[0]]) and grid.bar_box(found[0], bar).contains(
                place
            ):
                return bar
        return None

    def more_at(self, place: QPointF) -> More | None:
        """Return what is hidden below a "还有 n 项" at a place."""
        grid = self.grid
        found = grid.cell_at(place.x(), place.y())
        if self.month is None or found is None or not grid.more_box(*found).contains(place):
            return None
        week = self.month.weeks[found[0]]
        more = week.more(grid.room_for(week))[found[1]]
        return more if more.count else None

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint cells, bars, what is hidden, and the chosen day, in this order."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("surface"))
        if self.month is None:
            return
        grid = self.grid
        self._heads(painter, grid)
        for row, week in enumerate(self.month.weeks):
            for place, day in enumerate(week.days):
                self._cells.paint(painter, grid.cell(row, place), day, self.today)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            room = grid.room_for(week)
            for bar in week.bars:
                if bar.lane < room:
                    self._bar(painter, grid, row, bar)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            for place, more in enumerate(week.more(room)):
                if more.count:
                    self._cells.paint_more(painter, grid.more_box(row, place), more)
            self._chosen_day(painter, grid, row, week)

    def _heads(self, painter: QPainter, grid: Grid) -> None:
        painter.setFont(font(12))
        painter.setPen(self._theme.colour("muted"))
        for place, name in enumerate(WEEKDAYS):
            box = grid.head(place)
            painter.drawText(box.adjusted(8, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), f"周{name}")

    def _bar(self, painter: QPainter, grid: Grid, row: int, bar: Bar) -> None:
        look = Look(lit=bar.has(self._lit), chosen=bar.has(self.chosen))
        self._bars.paint(painter, list(_parts(grid, row, bar)), bar, look)

    def _chosen_day(self, painter: QPainter, grid: Grid, row: int, week: Week) -> None:
        for place, cell in enumerate(week.days):
            if cell.day == self.day:
                token = "accent" if self.hasFocus() else "line_strong"
                painter.setPen(QPen(self._theme.colour(token), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(grid.cell(row, place).adjusted(1, 1, -1, -1))

    # Mouse

    def event(self, event: QEvent) -> bool:
        """Tell in full what is under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            words = self.hint_at(QPointF(event.pos()))
            if words:
                QToolTip.showText(event.globalPos(), words, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def hint_at(self, place: QPointF) -> str:
        """Return what lies at a place, in words."""
        day = self.day_at(place)
        if day is None:
            return ""
        bar = self.bar_at(place)
        return tip_of(bar.lines, day) if bar else self._day_words(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the bars of the plan under the pointer."""
        bar = self.bar_at(event.position())
        number = bar.line.number if bar else ""
        pointing = bar is not None or self.more_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if pointing else Qt.CursorShape.ArrowCursor)
        if number != self._lit:
            self._lit = number
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Let the light go."""
        super().leaveEvent(event)
        self._lit = ""
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the day; open the plan whose bar was clicked, or the list where cells hide plans."""
        day = self.day_at(event.position())
        if day is None or event.button() != Qt.MouseButton.LeftButton:
            return
        bar, more = self.bar_at(event.position()), self.more_at(event.position())
        if bar is not None:
            self.choose_plan(bar.line.number)
        self.day_wanted.emit(day)
        if bar is not None:
            apart = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.opened.emit(bar.line.number, apart)
        elif more is not None:
            self.entered.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go into the list of the day."""
        if self.day_at(event.position()) is not None and self.bar_at(event.position()) is None:
            self.entered.emit()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the day, turn the month, open."""
        key = Qt.Key(event.key())
        if key in STEPS:
            self.day_wanted.emit(self.day + timedelta(days=STEPS[key]))
        elif key in TURNS:
            self.day_wanted.emit(months_away(self.day, TURNS[key]))
        elif key == Qt.Key.Key_Home:
            self.today_wanted.emit()
        elif key == Qt.Key.Key_End:
            self.day_wanted.emit(months_away(self.day.replace(day=1), 1) - timedelta(days=1))
        elif key in ENTER:
            self.enter_pressed.emit(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard went away."""
        super().focusOutEvent(event)
        self.update()

    # Words

    def _describe(self) -> None:
        self.setAccessibleDescription(self._day_words(self.day).replace("\n", "，"))

    def _day_words(self, day: date) -> str:
        weeks = self.month.weeks if self.month else ()
        week = next((week for week in weeks if week.days[0].day <= day <= week.days[-1].day), None)
        if week is None:
            return day_words(day)
        place = day.weekday()
        cell = week.days[place]
        reds = sum(place in bar.days and bar.mark is Mark.ANOMALY for bar in week.bars)
        words = [day_words(day), cell.nature.words, f"{cell.count} 次审核"]
        words += [f"其中异常 {reds} 次"] if reds else []
        words += (
            [f"{cell.due} 个计划的异常说明{'已于此日到期' if day < self.today else '此日到期'}"]
            if cell.due
            else []
        )
        return "\n".join(filter(None, words))


def _parts(grid: Grid, row: int, bar: Bar) -> Iterator[tuple[QRectF, Half]]:
    """Return the days of a bar with their boxes; the first and the last keep clear of the cells' lines."""
    whole = grid.bar_box(row, bar)
    for place in bar.days:
        cell = grid.cell(row, place)
        left = whole.left() if place == bar.first // 2 else cell.left()
        right = whole.right() if place == bar.last // 2 else cell.right()
        yield QRectF(left, whole.top(), right - left, whole.height()), bar.half(place)
