"""The plans that several parts of the window look at, read once and again whenever something was written."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from tianyi_desk.progress import Job
from tianyi_desk.services.changed import Changed
from tianyi_desk.services.desk import Desk
from tianyi_desk.ui.bulletin import Bulletin
from tianyi_desk.ui.found_list import Found
from tianyi_desk.ui.runner import Lane, Runner, Running

if TYPE_CHECKING:  # numpy, which the first list does without
    from tianyi_desk.services.plan_shelf import Shelf


class PlanShelf(QObject):
    """Every plan as a line; `filled` is told when they were read anew.

    `sees_numbers` tells whether who sits here may look for phones.
    """

    filled = Signal()

    def __init__(
        self, desk: Desk, runner: Runner, bulletin: Bulletin, sees_numbers: Callable[[], bool]
    ) -> None:
        super().__init__()
        self._shelf: Shelf | None = None
        self._sees_numbers = sees_numbers
        self.ready = False
        self._desk, self._runner = desk, runner
        self._running: Running | None = None
        bulletin.posted.connect(self._hear)

    @property
    def shelf(self) -> "Shelf":
        """Return what was read last, an empty shelf before."""
        if self._shelf is None:
            from tianyi_desk.services.plan_shelf import shelf_of  # noqa: PLC0415 - see above

            self._shelf = shelf_of(())
        return self._shelf

    @shelf.setter
    def shelf(self, shelf: "Shelf") -> None:
        self._shelf = shelf

    def _reading(self) -> "Job[Shelf]":
        from tianyi_desk.services.plan_shelf import load_shelf  # noqa: PLC0415 - loaded in the job

        return (yield from load_shelf(self._desk.database, self._desk.book))

    def refresh(self) -> None:
        """Read the plans anew; a reading that is under way is given up."""
        if self._running is not None:
            self._running.cancel()
        self._running = self._runner.start(self._reading(), self._fill, lane=Lane.LISTS)

    def _fill(self, shelf: "Shelf") -> None:
        self._running = None
        self._runner.let_go(() if self._shelf is None else self._shelf.lines)
        self._shelf = shelf
        self.ready = True
        self.filled.emit()

    def months(self) -> Sequence[tuple[str, int]]:
        """Return the months that plans end in, newest first, with how many."""
        return self.shelf.months

    def find(self, text: str) -> Sequence[Found]:
        """Return what a text names, in groups, the best first."""
        from tianyi_desk.ui.found_rows import ALONE, found_rows  # noqa: PLC0415 - as above

        return found_rows(self.shelf.search.find(text, ALONE, numbers=self._sees_numbers()))

    def _hear(self, changed: Changed) -> None:
        if changed:
            self.refresh()
