"""Hear of what others write into the database: a second window on the same file, or the command line."""

from PySide6.QtCore import QObject, QTimer

from tianyi_desk.services.changed import Changed
from tianyi_desk.services.noticing import Noticing
from tianyi_desk.trouble import DeskError
from tianyi_desk.ui.bulletin import Bulletin
from tianyi_desk.ui.runner import Runner

EVERY_MS = 2000


class Elsewhere(QObject):
    """Looks every two seconds, in microseconds; what was written is looked at by a job and told in the bulletin."""

    def __init__(self, noticing: Noticing, runner: Runner, bulletin: Bulletin, parent: QObject) -> None:
        super().__init__(parent)
        self._noticing, self._runner, self._bulletin = noticing, runner, bulletin
        self._stirred = self._looking = False
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """See whether anybody wrote, and have it looked at what it was."""
        if self._runner.closed:
            self._timer.stop()
        elif not self._looking:
            self._stirred |= self._noticing.stirred()
            if self._stirred:
                self._looking = True
                self._runner.start(self._noticing.changed(), self._found, failed=self._try_again)

    def _found(self, changed: Changed) -> None:
        self._stirred = self._looking = False
        self._bulletin.hear(changed)

    def _try_again(self, _trouble: DeskError) -> None:
        """Look once more next time: the database was out of reach for a moment; whoever needs it tells of it."""
        self._looking = False
