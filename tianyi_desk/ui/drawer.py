"""The 计划页 at the right of the window, and the same page in windows of its own."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tianyi_desk.ui.fitting import fit
from tianyi_desk.ui.panel import KeyHint, Surroundings

LEAST = QSize(640, 480)


class Page(QWidget):
    """What shows one plan: the window only needs to know this much of it."""

    close_wanted = Signal()
    apart_wanted = Signal(str)
    plan_wanted = Signal(str, bool)
    told = Signal(str)

    number = ""
    hints: tuple[KeyHint, ...] = ()

    def show_plan(self, number: str) -> None:
        """Show the plan with a number."""
        raise NotImplementedError

    def explain_plan(self, number: str) -> None:
        """Show a plan with its explanation being written."""
        raise NotImplementedError

    def stand_alone(self) -> None:
        """Offer no window of its own any more: it is in one."""
        raise NotImplementedError


MakePage = Callable[[Surroundings], Page]


class PlanWindow(QWidget):
    """A page in a window of its own; `gone` is told when it was closed."""

    gone = Signal(object)

    def __init__(self, page: Page, around: Surroundings) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._around = around
        self.page = page
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"{page.number} · 天一签到核查")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(page)
        page.close_wanted.connect(self.close)
        for keys in ("Ctrl+W", "Esc"):
            QShortcut(QKeySequence(keys), self, self.close)
        kept = around.remembered.shape("plan-window")
        if kept is None or not self.restoreGeometry(kept):
            self.resize(1100, 760)
        fit(self, self.screen().availableGeometry(), LEAST)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the window stood."""
        self._around.remembered.keep("plan-window", self.saveGeometry())
        self.gone.emit(self)
        super().closeEvent(event)


class Drawer(QWidget):
    """The page beside the panel; made when a plan is first opened."""

    plan_wanted = Signal(str, bool)
    closed = Signal()
    told = Signal(str)

    def __init__(self, around: Surroundings, make_page: MakePage) -> None:
        super().__init__()
        self._around, self._make = around, make_page
        self.page: Page | None = None
        self.windows: list[PlanWindow] = []
        self.setObjectName("drawer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(480)
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(1, 0, 0, 0)
        self.hide()

    def open(self, number: str, *, apart: bool = False) -> None:
        """Show a plan here, or in a window of its own."""
        if apart:
            self._open_window(number)
            return
        if self.page is None:
            self.page = self._page()
            self.page.close_wanted.connect(self.put_away)
            self._inside.addWidget(self.page)
        self.page.show_plan(number)
        self.show()

    def follow(self, number: str) -> None:
        """Show a plan where another one is open."""
        if self.page is not None and not self.isHidden() and self.page.number != number:
            self.page.show_plan(number)

    def explain(self, number: str) -> None:
        """Have the explanation of a plan written here."""
        if self.page is not None:
            self.page.explain_plan(number)

    def put_away(self) -> None:
        """Close the drawer."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def close_windows(self) -> None:
        """Close every window of a plan."""
        for window in list(self.windows):
            window.close()

    def _page(self) -> Page:
        page = self._make(self._around)
        page.apart_wanted.connect(self._open_window)
        page.plan_wanted.connect(self.plan_wanted)
        page.told.connect(self.told)
        return page

    def _open_window(self, number: str) -> None:
        known = next((window for window in self.windows if window.page.number == number), None)
        if known is None:
            page = self._page()
            page.show_plan(number)
            page.stand_alone()
            known = PlanWindow(page, self._around)
            known.gone.connect(self.windows.remove)
            self.windows.append(known)
        known.show()
        known.raise_()
        known.activateWindow()
