"""Notices that another day has begun, so that what counts from today can count anew."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from tianyi_desk.services.deadlines import Deadlines
from tianyi_desk.ui.panel import Panel, Surroundings

LOOK_MS = 30_000
"""How often somebody looks at the clock: a computer that slept over midnight wakes up late."""


class DayWatch(QObject):
    """Looks at the clock while a panel is in sight, and when it comes into sight; `turned` carries the new day."""

    turned = Signal(object)

    def __init__(self, now: Callable[[], datetime], panel: QWidget) -> None:
        super().__init__(panel)
        self._now = now
        self.day: date = now().date()
        self.timer = QTimer(self, interval=LOOK_MS)
        self.timer.timeout.connect(self.look)
        panel.installEventFilter(self)

    def look(self) -> None:
        """Tell of another day."""
        day = self._now().date()
        if day != self.day:
            self.day = day
            self.turned.emit(day)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look when the panel comes into sight; rest while nobody sees it."""
        if event.type() == QEvent.Type.Show:
            self.look()
            self.timer.start()
        elif event.type() == QEvent.Type.Hide:
            self.timer.stop()
        return super().eventFilter(watched, event)


def counting_deadlines(around: Surroundings, panel: Panel) -> Deadlines:
    """Return deadlines that count from today, also after midnight: the panel's lists are then painted anew."""
    deadlines, watch = Deadlines(around.desk.book.calendar, around.now().date()), DayWatch(around.now, panel)

    def count(today: date) -> None:
        deadlines.turn_to(today)
        for view in panel.findChildren(QAbstractItemView):
            view.viewport().update()

    watch.turned.connect(count)
    return deadlines
