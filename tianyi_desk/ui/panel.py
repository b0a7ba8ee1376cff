"""What every panel of the window is: it reloads when something it watches changed and it is in sight."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from tianyi_desk.services.changed import Changed
from tianyi_desk.ui.bulletin import Bulletin
from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.runner import Runner
from tianyi_desk.ui.theme import Theme

if TYPE_CHECKING:
    from tianyi_desk.services.desk import Desk  # takes a second to load: the window is in sight before


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both included; None is open. Plans belong to the day they end on."""

    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Tell whether a day lies in the period."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(slots=True)
class Surroundings:
    """What a panel is handed: the desk and who sits at it, the clock, and the window's common parts.

    The window is in sight before its desk is open; no panel is there before.
    """

    _desk: "Desk | None"
    actor: Callable[[], str]
    now: Callable[[], datetime]
    runner: Runner
    bulletin: Bulletin
    theme: Theme
    remembered: Remembered

    @property
    def desk(self) -> "Desk":
        """Return the desk; raises LookupError where it is not open yet."""
        if self._desk is None:
            raise LookupError
        return self._desk

    def lay(self, desk: "Desk") -> None:
        """Take the desk that was opened."""
        self._desk = desk


@dataclass(frozen=True, slots=True)
class KeyHint:
    """A key and what it does, for the strip and the sheet of keys."""

    keys: str
    does: str


class TakesFiles(Protocol):
    """A panel that files and folders are handed to."""

    def choose_files(self) -> None:
        """Ask for files."""

    def choose_folder(self) -> None:
        """Ask for a folder."""

    def take_files(self, paths: Sequence[Path]) -> None:
        """Bring files in."""


@runtime_checkable
class ShowsClauses(Protocol):
    """A panel that the text of a clause can be read in."""

    def show_clause(self, clause: str) -> None:
        """Show where a citation stands."""


class Panel(QWidget):
    """One place of the rail.

    `plan_wanted` asks the window to open a plan by number (in a window of its own, or in the drawer);
    `panel_wanted` asks for another panel by name, `period_wanted` for another Period; `told` is a short Chinese
    sentence for the strip. `plan_followed` asks for a plan where one is open beside the panel already;
    `explain_wanted` for the plan with its explanation being written; `counted` tells how much waits here;
    `hints_changed` says that other keys work now.
    """

    plan_wanted = Signal(str, bool)
    plan_followed = Signal(str)
    explain_wanted = Signal(str)
    counted = Signal(int)
    panel_wanted = Signal(str)
    period_wanted = Signal(object)
    told = Signal(str)
    hints_changed = Signal()

    name = ""
    title = ""
    icon = ""
    watches = Changed.EVERYTHING
    hints: tuple[KeyHint, ...] = ()

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.around = around
        self.period = Period()
        self._stale = True
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        around.bulletin.posted.connect(self._hear)

    def reload(self) -> None:
        """Read what is shown anew."""
        raise NotImplementedError

    def set_period(self, period: Period) -> None:
        """Show another period."""
        if period != self.period:
            self.period = period
            self.period_changed()

    def period_changed(self) -> None:
        """Show what lies in the new period; a panel that has none of its own does nothing."""

    def focus_list(self) -> None:
        """Put the keyboard where the panel's work is done."""
        self.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was written while the panel was out of sight."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.reload()

    def _hear(self, changed: Changed) -> None:
        if not changed & self.watches:
            return
        if self.isVisible():
            self.reload()
        else:
            self._stale = True
