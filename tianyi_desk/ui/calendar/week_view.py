"""The week by person: a row each, plans over half-days, overlaps in lanes; only what is in sight is painted."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip

from tianyi_desk.facts.wording import day_words
from tianyi_desk.services.calendar_bars import Bar
from tianyi_desk.services.calendar_days import Nature
from tianyi_desk.services.calendar_people import PersonWeek
from tianyi_desk.ui.calendar.week_grid import HEADS, NAMES, WeekGrid
from tianyi_desk.ui.calendar.week_paint import WeekPainter
from tianyi_desk.ui.calendar.words import tip_of
from tianyi_desk.ui.theme import Theme

SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -7, Qt.Key.Key_PageDown: 7}
ROWS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_End: 10**6}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
WIDTH_OF_PICTURE = 1300
Days = Sequence[tuple[date, Nature]]


class WeekView(QAbstractScrollArea):
    """A week of everybody who has a plan in it.

    `day_wanted` carries the day to go to, `opened` a plan's number and whether in a window of its own,
    `person_moved` says that another person is chosen.
    """

    day_wanted = Signal(object)
    opened = Signal(str, bool)
    person_moved = Signal()
    enter_pressed = Signal(bool)
    today_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.rows: Sequence[PersonWeek] = ()
        self.days: Days = ()
        self.day, self.now = date(2000, 1, 1), datetime(2000, 1, 1)
        self.chosen = self._lit = self._name = ""
        self.still = False
        self._paint = WeekPainter(theme)
        self.grid = WeekGrid((), 1000)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("审核员的一周")
        theme.changed.connect(self.viewport().update)

    @property
    def monday(self) -> date:
        """Return the week's first day."""
        return self.day - timedelta(days=self.day.weekday())

    @property
    def place(self) -> int:
        """Return the place of the chosen person, the first where that person has nothing this week."""
        return next((place for place, row in enumerate(self.rows) if row.name == self._name), 0)

    @property
    def person(self) -> PersonWeek | None:
        """Return the chosen person's week."""
        return self.rows[self.place] if self.rows else None

    def show_week(self, rows: Sequence[PersonWeek], days: Days, day: date, now: datetime) -> None:
        """Show a week with one of its days chosen; the person stays the same where possible."""
        self.rows, self.days, self.day, self.now = rows, days, day, now
        self._fit()
        self._say()

    def choose_plan(self, number: str) -> None:
        """Frame the bars of a plan, "" for none."""
        self.chosen = number
        self.viewport().update()

    def whole(self, theme: Theme) -> "WeekView":
        """Return a view of the same week for a picture: as high as all of its people, nobody of them chosen."""
        view = WeekView(theme)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.still = True
        view.resize(WIDTH_OF_PICTURE, HEADS + max(self.grid.height, HEADS))
        view.show_week(self.rows, self.days, self.day, self.now)
        return view

    def go_to(self, place: int) -> None:
        """Choose the person at a place and bring the row into sight."""
        if not self.rows:
            return
        place = max(0, min(place, len(self.rows) - 1))
        self._name = self.rows[place].name
        bar, room = self.verticalScrollBar(), self.viewport().height() - HEADS
        top, bottom = self.grid.top(place), self.grid.top(place + 1)
        bar.setValue(max(min(bar.value(), top), bottom - room))
        self._say()
        self.person_moved.emit()

    def _fit(self) -> None:
        self.grid = WeekGrid(self.rows, self.viewport().width())
        room = self.viewport().height() - HEADS
        self.verticalScrollBar().setRange(0, max(0, self.grid.height - room))
        self.verticalScrollBar().setPageStep(max(1, room))
        self.verticalScrollBar().setSingleStep(20)

    def _say(self) -> None:
        row = self.person
        words = [day_words(self.day)] + ([row.name, row.words] if row else ["本周没有任务"])
        self.setAccessibleDescription("，".join(words))
        self.viewport().update()

    # Where things are

    def _below(self, place: QPointF) -> QPointF:
        """Return a place of the viewport as one from the top of the first row."""
        return QPointF(place.x(), place.y() - HEADS + self.verticalScrollBar().value())

    def row_at(self, place: QPointF) -> int | None:
        """Return the place of the row at a point of the viewport."""
        return self.grid.row_at(self._below(place).y()) if place.y() >= HEADS else None

    def bar_at(self, place: QPointF) -> Bar | None:
        """Return the bar at a point of the viewport."""
        row = self.row_at(place)
        if row is None:
            return None
        inside = self._below(place)
        return next(
            (bar for bar in self.rows[row].bars if self.grid.bar_box(row, bar).contains(inside)), None
        )

    def day_at(self, place: QPointF) -> date | None:
        """Return the day at a point of the viewport."""
        half = self.grid.half_at(place.x())
        return None if half is None else self.monday + timedelta(days=half // 2)

    def _in_sight(self) -> Iterator[int]:
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height() - HEADS
        first = self.grid.row_at(top)
        for place in range(first or 0, len(self.rows)):
            if self.grid.top(place) >= bottom:
                return
            yield place

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the rows in sight, and the heads over them."""
        painter = QPainter(self.viewport())
        width, height = self.viewport().width(), self.viewport().height()
        painter.save()
        painter.setClipRect(QRectF(0, HEADS, width, height - HEADS))
        painter.translate(0, HEADS - self.verticalScrollBar().value())
        self._paint.grounds(painter, self.grid, self.days, max(self.grid.height, height))
        for place in self._in_sight():
            current = place == self.place and not self.still
            self._paint.person(
                painter, self.grid, place, self.rows[place], current and self.hasFocus(), current
            )
            self._paint.bars(painter, self.grid, place, self.rows[place], self._lit, self.chosen)
        painter.restore()
        self._paint.heads(painter, self.grid, self.days, self.day, self.now.date())
        if not self.rows:
            self._paint.nobody(painter, QRectF(0, HEADS, width, height - HEADS))
            return
        self._paint.names_head(painter, len(self.rows))
        self._paint.now(painter, self.grid, self.monday, self.now, height)

    # Mouse and keys

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell in full what is under the pointer; let the light go with it."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            words = self.hint_at(QPointF(event.pos()))
            if words:
                QToolTip.showText(event.globalPos(), words, self)
            else:
                QToolTip.hideText()
            return True
        if event.type() == QEvent.Type.Leave:
            self._lit = ""
            self.viewport().update()
        return super().viewportEvent(event)

    def hint_at(self, place: QPointF) -> str:
        """Return what lies at a point of the viewport, in words."""
        bar, row = self.bar_at(place), self.row_at(place)
        if row is None:
            return ""
        person = self.rows[row]
        if bar is None:
            return f"{person.name}　{person.words}" if place.x() < NAMES else ""
        kinds = dict.fromkeys(overlap.kind for overlap in person.overlaps if bar in overlap.bars)
        told = [f"与另一次审核重叠　{kind}" for kind in kinds]
        return "\n".join([tip_of(bar.lines, self.day_at(place)), *told])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the bars of the plan under the pointer."""
        bar = self.bar_at(event.position())
        number = bar.line.number if bar else ""
        shape = Qt.CursorShape.PointingHandCursor if bar else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        if number != self._lit:
            self._lit = number
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the person and the day; open the plan whose bar was clicked."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        bar, row, day = (find(event.position()) for find in (self.bar_at, self.row_at, self.day_at))
        if isinstance(row, int):
            self.go_to(row)
        if isinstance(day, date):
            self.day_wanted.emit(day)
        if isinstance(bar, Bar):
            apart = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.opened.emit(bar.line.number, apart)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the day or the person, turn the week, open the plan of the person on the day."""
        key = Qt.Key(event.key())
        if key in SIDEWAYS:
            self.day_wanted.emit(self.day + timedelta(days=SIDEWAYS[key]))
        elif key in ROWS:
            self.go_to(self.place + ROWS[key])
        elif key == Qt.Key.Key_Home:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.go_to(0)
            else:
                self.today_wanted.emit()
        elif key in ENTER:
            self._open(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        else:
            super().keyPressEvent(event)

    def _open(self, apart: bool) -> None:
        bars = self.person.bars if self.person else ()
        bar = next((bar for bar in bars if self.day.weekday() in bar.days), None)
        if bar is not None:
            self.opened.emit(bar.line.number, apart)
        else:
            self.enter_pressed.emit(apart)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the rows out anew."""
        super().resizeEvent(event)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard went away."""
        super().focusOutEvent(event)
        self.viewport().update()
