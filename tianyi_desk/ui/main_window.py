"""The window: rail, top bar, the panels, the drawer with the 计划页, the strip."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QInputDialog,
    QMainWindow,
    QMenu,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tianyi_desk.ui.closing import may_close
from tianyi_desk.ui.drawer import Drawer, MakePage
from tianyi_desk.ui.drop import DropVeil, accept_as_copy, dropped_paths
from tianyi_desk.ui.job_strip import JobStrip
from tianyi_desk.ui.keys_sheet import EVERYWHERE, KeysSheet
from tianyi_desk.ui.panel import KeyHint, Panel, Period, ShowsClauses, Surroundings, TakesFiles
from tianyi_desk.ui.panels import Panels, Place
from tianyi_desk.ui.periods import period_text, read_period
from tianyi_desk.ui.rail import Rail
from tianyi_desk.ui.tab_order import put_last
from tianyi_desk.ui.theme import Scheme
from tianyi_desk.ui.top_bar import TopBar
from tianyi_desk.ui.trouble import dialog_for

if TYPE_CHECKING:
    from tianyi_desk.ui.shelf import PlanShelf

TITLE = "天一签到核查"
DRAWER_WIDTH = 752
NARROW_DRAWER_WIDTH = 720
NARROW = 1400
FIRST_SIZE, LEAST_SIZE = QSize(1440, 900), QSize(1024, 640)
IN_EVERY_WINDOW = ("F1", "F5")
"""Keys that also work in a plan's own window."""


class MainWindow(QMainWindow):
    """Hold the panels together; what a panel wants of the others passes through here.

    It can be shown while its desk is still being opened; it is of use once it is furnished. `judge_wanted` asks for
    everything to be judged as of now.
    """

    judge_wanted = Signal()
    shelf: "PlanShelf"

    def __init__(self, around: Surroundings, make_page: MakePage) -> None:
        super().__init__()
        self.around = around
        self.panels = Panels((), self._settle_in)
        self.setWindowTitle(TITLE)
        self.rail = Rail(around.theme)
        self.top = TopBar(around.theme, lambda words: self.shelf.find(words), lambda: around.now().date())  # noqa: PLW0108 - the shelf comes later
        self.stack = QStackedWidget()
        self.drawer = Drawer(around, make_page)
        self.strip = JobStrip(around.runner)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self.veil = DropVeil(around.theme, self)
        self._recall()
        self.top.setEnabled(False)

    def furnish(self, shelf: "PlanShelf", places: Sequence[Place]) -> None:
        """Offer the panels, none of which is made yet; from here on everything works."""
        self.shelf = shelf
        self.panels = Panels(places, self._settle_in)
        for place in places:
            self.rail.add(place.name, place.icon, place.title)
        self._connect()
        self.top.setEnabled(True)
        self.setAcceptDrops(True)

    # Making it

    def _lay_out(self) -> None:
        self.splitter.addWidget(self.stack)
        self.splitter.addWidget(self.drawer)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setCollapsible(0, False)
        self.splitter.setCollapsible(1, False)
        self.splitter.setHandleWidth(1)
        main = QVBoxLayout()
        main.setSpacing(0)
        main.addWidget(self.top)
        main.addWidget(self.splitter, 1)
        main.addWidget(self.strip)
        ground = QWidget()
        ground.setObjectName("ground")
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(main, 1)
        self.setCentralWidget(ground)
        self.stack.setMinimumWidth(420)  # panels put parts away where they are narrow
        self.setMinimumSize(LEAST_SIZE)

    def _settle_in(self, panel: Panel) -> None:
        self.stack.addWidget(panel)
        panel.set_period(self.top.period.period)
        panel.plan_wanted.connect(self.open_plan)
        panel.plan_followed.connect(self.drawer.follow)
        panel.explain_wanted.connect(self._explain)
        panel.counted.connect(self.rail.buttons[panel.name].set_badge)
        panel.panel_wanted.connect(self.show_panel)
        panel.period_wanted.connect(self.top.period.set_period)
        panel.told.connect(self.strip.tell)
        panel.hints_changed.connect(self._show_hints)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Have Tab go from the panel into the 计划页 and then to the strip, whichever was made first."""
        put_last(self.drawer)
        put_last(self.strip)

    def _connect(self) -> None:
        around = self.around
        self.rail.chosen.connect(self.show_panel)
        self.top.find_box.wanted.connect(self.open_plan)
        self.top.period.chosen.connect(self._period_chosen)
        self.top.who.clicked.connect(self.ask_name)
        self.top.more.clicked.connect(self.open_menu)
        self.drawer.plan_wanted.connect(self.open_plan)
        self.drawer.told.connect(self.strip.tell)
        self.drawer.closed.connect(self._back_to_list)
        self.strip.left_alone.connect(self._back_to_list)
        self.shelf.filled.connect(lambda: self.top.period.set_months(self.shelf.months()))
        around.runner.broke.connect(self.show_trouble)
        around.bulletin.clause_wanted.connect(self.show_clause)
        keys = {
            "Ctrl+K": self._find,
            "Ctrl+P": self.top.period.open_menu,
            "Ctrl+O": lambda: self._taker().choose_files(),
            "Ctrl+Shift+O": lambda: self._taker().choose_folder(),
            "F1": self.show_keys,
            "F5": self.judge_wanted.emit,
            "F6": self._other_side,
            "F10": self.open_menu,
        }
        for place, name in enumerate(self.panels, 1):
            keys[f"Alt+{place % 10}"] = lambda name=name: self.show_panel(name)  # type: ignore[misc]
        for key, does in keys.items():
            made = QShortcut(QKeySequence(key), self, does)
            if key in IN_EVERY_WINDOW:
                made.setContext(Qt.ShortcutContext.ApplicationShortcut)

    def _recall(self) -> None:
        """Take sizes, period and name from the last time."""
        remembered = self.around.remembered
        kept = remembered.shape("window")
        if kept is None or not self.restoreGeometry(kept):
            self.resize(FIRST_SIZE)
        self.top.who.setText(self.around.actor())
        self.top.period.set_period(read_period(remembered.text("period", "/")))

    # Panels and plans

    def show_panel(self, name: str) -> None:
        """Bring a panel to the front."""
        panel = self.panels[name]
        self.stack.setCurrentWidget(panel)
        self.rail.show_chosen(name)
        self._show_hints()
        panel.focus_list()

    def _show_hints(self) -> None:
        self.strip.set_hints((*self.panel.hints, KeyHint("?", "全部快捷键")))

    def show_clause(self, clause: str) -> None:
        """Bring the notice that a clause stands in to the front, from whichever window it was asked for."""
        self.show_panel("notices")
        if isinstance(notices := self.panels["notices"], ShowsClauses):
            notices.show_clause(clause)
        self.raise_()
        self.activateWindow()

    @property
    def panel(self) -> Panel:
        """Return the panel in front."""
        return next(panel for panel in self.panels.made if panel is self.stack.currentWidget())

    def open_plan(self, number: str, apart: bool) -> None:
        """Show a plan in the drawer, or in a window of its own."""
        fresh = self.drawer.isHidden() and not apart
        self.drawer.open(number, apart=apart)
        if fresh:
            self._order_tabs()
            self._give_room()

    def _explain(self, number: str) -> None:
        """Show a plan in the drawer with its explanation being written."""
        self.open_plan(number, False)
        self.drawer.explain(number)

    def _give_room(self) -> None:
        kept = self.around.remembered.numbers("drawer")
        width = kept[0] if kept else (DRAWER_WIDTH if self.width() >= NARROW else NARROW_DRAWER_WIDTH)
        whole = self.splitter.width()
        width = max(self.drawer.minimumWidth(), min(width, whole - 360))
        self.splitter.setSizes([whole - width, width])

    def _back_to_list(self) -> None:
        self.panel.focus_list()

    def _other_side(self) -> None:
        inside = self.drawer.page is not None and self.drawer.isVisible()
        if inside and self.drawer.page is not None and not self.drawer.page.isAncestorOf(self.focusWidget()):
            self.drawer.page.setFocus()
        else:
            self.panel.focus_list()

    def _find(self) -> None:
        self.top.find_box.setFocus()
        self.top.find_box.selectAll()

    def _period_chosen(self, period: Period) -> None:
        self.around.remembered.keep("period", period_text(period))
        for panel in self.panels.made:
            panel.set_period(period)

    # Menu, keys, name, trouble

    def menu_now(self) -> QMenu:
        """Return the window's menu."""
        menu = QMenu(self)
        scheme = menu.addMenu("外观")
        for one in Scheme:
            action = scheme.addAction(one.value)
            action.setCheckable(True)
            action.setChecked(self.around.theme.scheme is one)
            action.triggered.connect(lambda _on=False, one=one: self.choose_scheme(one))
        menu.addAction("经办人(&A)…").triggered.connect(self.ask_name)
        menu.addSeparator()
        menu.addAction("快捷键    F1").triggered.connect(self.show_keys)
        menu.addSeparator()
        menu.addAction("退出").triggered.connect(self.close)
        return menu

    def open_menu(self) -> None:
        """Open the menu below its button."""
        self.menu_now().exec(self.top.more.mapToGlobal(self.top.more.rect().bottomLeft()))

    def choose_scheme(self, scheme: Scheme) -> None:
        """Change the look and remember it."""
        self.around.theme.choose(scheme)
        self.around.remembered.keep("scheme", scheme.value)

    def ask_name(self) -> None:
        """Ask who works here; the name goes into every record of a change."""
        name, sure = QInputDialog.getText(
            self, "经办人", "姓名（写进每一笔改动的记录）", text=self.around.actor()
        )
        if sure and name.strip():
            self.around.remembered.keep("actor", name.strip())
            self.top.who.setText(name.strip())

    def show_keys(self) -> None:
        """Show the sheet of keys."""
        groups = [("随处可用", EVERYWHERE), (self.panel.title, self.panel.hints)]
        if self.drawer.page is not None:
            groups.append(("计划页", self.drawer.page.hints))
        KeysSheet(groups, self).exec()

    def show_trouble(self, what: object) -> None:
        """Show a trouble that nobody else deals with."""
        dialog_for(self.around.theme, what, self).exec()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Stop the job or close the drawer on Esc, show the keys on ?."""
        if not self.panels:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            if not self.strip.stop_current():
                self.drawer.put_away()
        elif event.text() in ("?", "？"):
            self.show_keys()
        else:
            super().keyPressEvent(event)

    # Dropping and closing

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Say what letting go would do."""
        paths = dropped_paths(event.mimeData())
        if paths:
            accept_as_copy(event)
            self.veil.cover(len(paths))

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Take the veil away."""
        self.veil.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand what was dropped to the panel that takes files."""
        self.veil.let_go()
        paths = dropped_paths(event.mimeData())
        accept_as_copy(event)
        # After the drop is over: a dialog inside it would hold up the program that the files come from.
        QTimer.singleShot(0, self, lambda: self.take_files(paths))

    def take_files(self, paths: Sequence[Path]) -> None:
        """Bring files in through the panel that does so."""
        self._taker().take_files(paths)

    def _taker(self) -> TakesFiles:
        name = next(place.name for place in self.panels.places if place.takes_files)
        self.show_panel(name)
        return cast("TakesFiles", self.panels[name])

    def changeEvent(self, event: QEvent) -> None:
        """Put the found list away when the window goes to the back."""
        if event.type() is QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.top.find_box.close_list()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the veil over everything."""
        super().resizeEvent(event)
        self.veil.setGeometry(self.rect())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember sizes; stop what runs, which leaves nothing half done, but ask before."""
        if not may_close(self.around.runner, self):
            event.ignore()
            return
        remembered = self.around.remembered
        remembered.keep("window", self.saveGeometry())
        if not self.drawer.isHidden():
            remembered.keep("drawer", [self.splitter.sizes()[1]])
        self.drawer.close_windows()
        self.around.runner.close()
        super().closeEvent(event)
