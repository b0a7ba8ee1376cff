"""未识别的名字: names on plans that the roster does not know, with whom they may mean, and what to do about it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from tianyi_desk.services.unknown_names import UnknownName
from tianyi_desk.ui.chips import code_chip
from tianyi_desk.ui.labels import Elided, button, label
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.roster.columns import UNKNOWN
from tianyi_desk.ui.tables import RowTableModel
from tianyi_desk.ui.widgets.chip_row import ChipRow
from tianyi_desk.ui.widgets.list_view import ListView


class UnknownPane(QWidget):
    """The names of D06.

    `plan_wanted` opens the latest plan of a name, `add_wanted` carries the name to be added to the roster,
    `edit_wanted` the key of the person whom a name means and whose entry is to be mended, and the name.
    """

    plan_wanted = Signal(str, bool)
    add_wanted = Signal(object)
    edit_wanted = Signal(int, object)

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = RowTableModel[UnknownName](UNKNOWN, lambda row: row.key, parent=self)
        self.view = ListView[UnknownName]("unknown-names", self.model, around.theme, around.remembered)
        self.view.setAccessibleName("未识别的名字")
        self.note = Elided("", "muted", Qt.TextElideMode.ElideRight)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 8)
        head.setSpacing(8)
        head.addWidget(label("未识别的名字", "heading"))
        head.addWidget(ChipRow(around.theme, (code_chip("D06"),)))
        head.addWidget(self.note, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.view, 1)
        whole.addWidget(self._foot())
        self._connect()

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setObjectName("foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot.setFixedHeight(44)
        self.words = Elided("", "small", Qt.TextElideMode.ElideRight)
        self.plan_button = button("看计划", self.open_plan, tip="Enter")
        self.edit_button = button("更正名册中的人…", self.edit, tip="E")
        self.add_button = button("补入名册…  A", self.add, "primary", tip="A")
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        for one in (self.plan_button, self.edit_button, self.add_button):
            row.addWidget(one)
        return foot

    def _connect(self) -> None:
        self.view.moved.connect(self._say)
        self.view.opened.connect(lambda row: self.plan_wanted.emit(row.plans[0], False))
        self.view.opened_apart.connect(lambda row: self.plan_wanted.emit(row.plans[0], True))
        for key, does in (("A", self.add), ("E", self.edit)):
            shortcut = QShortcut(QKeySequence(key), self.view, does)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    def show_names(self, names: Sequence[UnknownName]) -> None:
        """Show the names, or nothing at all where every name is known."""
        self.model.set_rows(names)
        plans = {number for one in names for number in one.plans}
        self.note.setText(f"{len(names):,} 个，涉及 {len(plans):,} 条计划")
        self.setVisible(bool(names))
        if names and self.view.current() is None:
            self.view.go_to(0)
        self._say(self.view.current())

    def _say(self, row: UnknownName | None) -> None:
        for one in (self.plan_button, self.add_button):
            one.setEnabled(row is not None)
        self.edit_button.setEnabled(row is not None and bool(row.likely))
        if row is None:
            self.words.setText("")
        elif row.matches > 1:
            self.words.setText("在计划中写明号码后重新导入")
        else:
            self.words.setText("计划写错的，更正后重新导入")

    def open_plan(self) -> None:
        """Open the latest plan of the current name."""
        row = self.view.current()
        if row is not None:
            self.plan_wanted.emit(row.plans[0], False)

    def add(self) -> None:
        """Ask for the current name to be added to the roster."""
        row = self.view.current()
        if row is not None:
            self.add_wanted.emit(row)

    def edit(self) -> None:
        """Ask for the person to be mended whom the current name means; of several one is chosen first."""
        row = self.view.current()
        if row is None or not row.likely:
            return
        if len(row.likely) == 1:
            self.edit_wanted.emit(row.likely[0].key, row)
            return
        self.choices(row).exec(self.edit_button.mapToGlobal(self.edit_button.rect().topLeft()))

    def choices(self, row: UnknownName) -> QMenu:
        """Return a menu of the people whom a name may mean; the digits 1 to 9 choose."""
        menu = QMenu(self)
        for place, one in enumerate(row.likely, 1):
            action = menu.addAction(f"&{place}  {one.words}（{one.reason}）")
            action.triggered.connect(lambda _on=False, key=one.key: self.edit_wanted.emit(key, row))
        return menu
