"""Ask in the background what H11 to H13 would be with the ticks as they are, a moment after the last one."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from tianyi_desk.services.foresight import Foreseen, foresee
from tianyi_desk.services.gallery import VisitLine
from tianyi_desk.services.reviewing import to_write
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.photos.working import Working

MOMENT_MS = 120


class Thinking(QObject):
    """Think ahead. `done` carries the findings, None where nothing is ticked or reviewed."""

    done = Signal(object)

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._line: VisitLine | None = None
        self._working: Working | None = None
        self._timer = QTimer(self, singleShot=True, interval=MOMENT_MS)
        self._timer.timeout.connect(self._think)

    def about(self, line: VisitLine | None, working: Working | None) -> None:
        """Think about the ticks of a visit, in a moment."""
        self._line, self._working = line, working
        self._timer.start()

    def leave_off(self) -> None:
        """Think no more until the next tick."""
        self._timer.stop()

    def _think(self) -> None:
        working, line = self._working, self._line
        if working is None or line is None:
            return
        marks = to_write(working.visit, working.marks)
        if not any(mark.people or mark.enterprise or mark.version for mark in marks.values()):
            self.done.emit(None)
            return
        desk, now = self._around.desk, self._around.now()
        job = foresee(desk.database, desk.book, now, line.numbers, marks)
        self._around.runner.start(job, partial(self._thought, working))

    def _thought(self, working: Working, found: Sequence[Foreseen]) -> None:
        if working is self._working:
            self.done.emit(found)
