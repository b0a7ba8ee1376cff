"""未识别的名字: names on plans that the roster does not know, whom they may mean, and what to do about many at once."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from tianyi_desk.services.unknown_names import UnknownName
from tianyi_desk.services.who import Given
from tianyi_desk.ui.chips import code_chip
from tianyi_desk.ui.labels import Elided, button, label
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.roster.unknown_columns import ACT, Choice, first_choice, unknown_columns
from tianyi_desk.ui.tables import RowTableModel
from tianyi_desk.ui.widgets.chip_row import ChipRow
from tianyi_desk.ui.widgets.list_view import ListView


class UnknownPane(QWidget):
    """The names of D06, those ticked that can well mean one person only.

    `plan_wanted` opens the latest plan of a name, `add_wanted` carries the name to be added to the roster,
    `edit_wanted` the key of the person whose entry is to be mended and the name, `apply_wanted` the ticked names
    with what shall become of them.
    """

    plan_wanted = Signal(str, bool)
    add_wanted = Signal(object)
    edit_wanted = Signal(int, object)
    apply_wanted = Signal(object)

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._chosen: dict[Given, Choice] = {}
        self._seen: set[Given] = set()
        self.model = RowTableModel[UnknownName](
            unknown_columns(self.choice), lambda row: row.key, ticks=True, parent=self
        )
        self.view = ListView[UnknownName]("unknown-names", self.model, around.theme, around.remembered)
        self.view.setAccessibleName("未识别的名字")
        self.note = Elided("", "muted", Qt.TextElideMode.ElideRight)
        self.left_out = label("", "house", wrap=True)
        self.left_out.setContentsMargins(16, 6, 16, 6)
        self.left_out.hide()
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
        whole.addWidget(self.left_out)
        whole.addWidget(self._foot())
        self._connect()

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setObjectName("foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot.setFixedHeight(44)
        self.words = Elided("", "small", Qt.TextElideMode.ElideRight)
        self.plan_button = button("看计划", self.open_plan, tip="Enter")
        self.edit_button = button("更正名册…  E", self.edit, tip="更正名册中这个名字所指的人（E）")
        self.add_button = button("逐个补入…  A", self.add, tip="填写部门、资格后补入名册（A）")
        self.apply_button = button("处理勾选的…", self.apply, "primary", tip="Ctrl+Enter")
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        for one in (self.plan_button, self.edit_button, self.add_button, self.apply_button):
            row.addWidget(one)
        return foot

    def _connect(self) -> None:
        self.view.moved.connect(self._say)
        self.view.opened.connect(lambda row: self.plan_wanted.emit(row.plans[0], False))
        self.view.opened_apart.connect(lambda _row: self.apply())
        self.view.clicked.connect(self._clicked)
        self.model.ticked_changed.connect(self._ticked)
        keys = {
            "A": self.add,
            "E": self.edit,
            "M": self.choose,
            "0": self.choose_new,
            "Ctrl+A": self.turn_all,
        }
        keys |= {f"{place}": partial(self.choose_likely, place) for place in range(1, 10)}
        self._shortcuts = [QShortcut(QKeySequence(key), self.view, does) for key, does in keys.items()]
        for shortcut in self._shortcuts:
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    # What it shows

    def show_names(self, names: Sequence[UnknownName]) -> None:
        """Show the names, or nothing at all where every name is known; those seen first are ticked where safe."""
        there = {row.key for row in names}
        self._chosen = {key: choice for key, choice in self._chosen.items() if key in there}
        self.model.set_rows(names)
        fresh = [
            place
            for place, row in enumerate(self.model.rows)
            if row.key not in self._seen and row.safe is not None
        ]
        self._seen |= there
        if fresh:
            self.model.tick(fresh, on=True)
        plans = {number for one in names for number in one.plans}
        self.note.setText(f"{len(names):,} 个，涉及 {len(plans):,} 条计划")
        self.setVisible(bool(names))
        if names and self.view.current() is None:
            self.view.go_to(0)
        self._say(self.view.current())

    def say_left_out(self, words: Sequence[str]) -> None:
        """Tell what could not be done, until the next time."""
        shown = [*words[:3], *([f"另有 {len(words) - 3} 个"] if len(words) > 3 else [])]
        self.left_out.setText("没有处理的：" + "；".join(shown) if words else "")
        self.left_out.setToolTip("\n".join(words))
        self.left_out.setVisible(bool(words))

    def choice(self, row: UnknownName) -> Choice:
        """Return what is wanted of a name."""
        return self._chosen.get(row.key) or first_choice(row)

    def ticked(self) -> list[tuple[UnknownName, Choice]]:
        """Return the ticked names with what shall become of them; those that are not chosen yet are left out."""
        pairs = [(row, self.choice(row)) for row in self.model.ticked_rows()]
        return [(row, choice) for row, choice in pairs if choice.made]

    def _ticked(self) -> None:
        # Who is ticked must have been chosen: a tick alone cannot say which of two namesakes is meant.
        unmade = [
            place
            for place, row in enumerate(self.model.rows)
            if row.key in self.model.ticked and not self.choice(row).made
        ]
        if unmade:
            self.model.tick(unmade, on=False)
            gone = self.choice(self.model.row(unmade[0])).gone
            self.words.setText(
                "名册中已离职，先按 E 更正，或按 0 补入" if gone else "先选是哪一个人：数字键或 M"
            )
            return
        self._say(self.view.current())

    def _say(self, row: UnknownName | None) -> None:
        for one in (self.plan_button, self.add_button):
            one.setEnabled(row is not None)
        self.edit_button.setEnabled(row is not None and bool(row.likely))
        wanted = self.ticked()
        self.apply_button.setEnabled(bool(wanted))
        if wanted:
            plans = {number for one, _choice in wanted for number in one.plans}
            self.words.setText(f"已勾选 {len(wanted)} 个，涉及 {len(plans)} 条计划")
        else:
            self.words.setText("" if row is None else "空格勾选，1–9 选人，0 补入")

    # What it does

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
        self._pop(self.choices(row), self.edit_button.mapToGlobal(self.edit_button.rect().topLeft()))

    def choices(self, row: UnknownName) -> QMenu:
        """Return a menu of the people whom a name may mean; the digits 1 to 9 choose."""
        menu = QMenu(self)
        for place, one in enumerate(row.likely, 1):
            action = menu.addAction(f"&{place}  {one.words}（{one.reason}）")
            action.triggered.connect(lambda _on=False, key=one.key: self.edit_wanted.emit(key, row))
        return menu

    def apply(self) -> None:
        """Ask for the ticked names to be settled."""
        wanted = self.ticked()
        if wanted:
            self.apply_wanted.emit(wanted)

    def turn_all(self) -> None:
        """Tick every name for which something is chosen, or clear all boxes where they are ticked already."""
        places = [place for place, row in enumerate(self.model.rows) if self.choice(row).made]
        self.model.tick(
            places, on=any(self.model.row(place).key not in self.model.ticked for place in places)
        )

    def choose_likely(self, place: int) -> None:
        """Have the current name mean the likely person at a place from 1 on; those who left cannot be meant."""
        row = self.view.current()
        if row is None or place > len(row.likely):
            return
        one = row.likely[place - 1]
        if one.active:
            self._choose(row, Choice(one))
        else:
            self.words.setText(f"{one.name}{one.reason.partition('，')[2] or '已离职'}，先按 E 更正其状态")

    def choose_new(self) -> None:
        """Have the current name be somebody new."""
        row = self.view.current()
        if row is not None:
            self._choose(row, Choice(new=True))

    def _choose(self, row: UnknownName, choice: Choice) -> None:
        self._chosen[row.key] = choice
        place = self.model.place_of(row.key)
        if place is not None:
            self.model.tick([place], on=choice.made)

    def leave(self) -> None:
        """Leave the current name as it is."""
        row = self.view.current()
        place = None if row is None else self.model.place_of(row.key)
        if place is not None:
            self.model.tick([place], on=False)

    def _clicked(self, index: QModelIndex) -> None:
        place = index.column() - self.model.first
        if place >= 0 and self.model.columns[place].key == ACT:
            self.choose()

    def choose(self) -> None:
        """Ask at the current row what shall become of the name."""
        row = self.view.current()
        if row is None:
            return
        place = next(place for place, one in enumerate(self.model.columns) if one.key == ACT)
        index = self.view.currentIndex().siblingAtColumn(place + self.model.first)
        box = self.view.visualRect(index)
        self._pop(self.acts(row), self.view.viewport().mapToGlobal(box.bottomLeft()))

    def _pop(self, menu: QMenu, where: QPoint) -> None:
        """Show a menu; the list keeps the focus meanwhile, and its own keys would take the digits away from it."""
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
        menu.exec(where)
        for shortcut in self._shortcuts:
            shortcut.setEnabled(True)

    def acts(self, row: UnknownName) -> QMenu:
        """Return a menu of what can become of a name."""
        menu = QMenu(self)
        for place, one in enumerate(row.likely, 1):
            action = menu.addAction(f"&{place}  认作 {one.words}（{one.reason}）")
            action.setEnabled(one.active)
            action.triggered.connect(lambda _on=False, place=place: self.choose_likely(place))
        menu.addSeparator()
        menu.addAction("&0  补入名册").triggered.connect(lambda _on=False: self.choose_new())
        for one in row.likely:
            edit = menu.addAction(f"更正名册中的 {one.words}…")
            edit.triggered.connect(lambda _on=False, key=one.key: self.edit_wanted.emit(key, row))
        menu.addAction("&A  逐个补入…").triggered.connect(lambda _on=False: self.add())
        menu.addAction("&L  暂不处理").triggered.connect(lambda _on=False: self.leave())
        return menu
