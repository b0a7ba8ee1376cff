"""名册: people at the left, the one who is current at the right, names that nobody knows below."""

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QTabBar, QVBoxLayout, QWidget

from tianyi_desk.facts.wording import width_folded
from tianyi_desk.services.roster import PersonLine, Roster, load_roster
from tianyi_desk.ui.exporting import save_as
from tianyi_desk.ui.labels import button, icon_button, label
from tianyi_desk.ui.panel import KeyHint, Panel, Surroundings
from tianyi_desk.ui.roster.acts import RosterActs
from tianyi_desk.ui.roster.columns import PEOPLE
from tianyi_desk.ui.roster.person_pane import PersonPane
from tianyi_desk.ui.roster.tabs import Tab, tabs_of
from tianyi_desk.ui.roster.unknown_pane import UnknownPane
from tianyi_desk.ui.tables import RowTableModel
from tianyi_desk.ui.widgets.empty import EmptyState
from tianyi_desk.ui.widgets.list_or_empty import ListOrEmpty
from tianyi_desk.ui.widgets.list_view import ListView

NARROW = 900
TYPING_MS = 120
NOTHING_YET = (
    "还没有名册",
    "导入审核组名册，或逐个新建。\n名册里一旦有人，计划中不在名册的成员就列为 D06，在这里处理。",
)
NOTHING_LEFT = ("没有符合条件的人", "换一个分类，或清除查找的文字。")


class RosterPanel(Panel):
    """The people of the roster."""

    name = "roster"
    title = "名册"
    icon = "roster"
    hints = (
        KeyHint("Enter", "打开"),
        KeyHint("C", "更正"),
        KeyHint("Ctrl+N", "新建"),
        KeyHint("H", "显示号码"),
        KeyHint("M / P", "合并、分开"),
        KeyHint("Ctrl+1/2/3", "换区"),
        KeyHint("空格 / 1–9 / 0", "勾选、认作、补入"),
        KeyHint("Ctrl+Enter", "处理勾选的"),
        KeyHint("Ctrl+Z", "撤销"),
        KeyHint("/", "查找"),
        KeyHint("Ctrl+E", "导出 Excel"),
    )

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.roster = Roster()
        self._tabs: tuple[Tab, ...] = ()
        self._wanted: int | None = None
        self.model = RowTableModel[PersonLine](PEOPLE, lambda line: line.key, parent=self)
        self.view = ListView[PersonLine]("people", self.model, around.theme, around.remembered)
        self.view.setAccessibleName("名册")
        self.unknown = UnknownPane(around)
        self.acts = RosterActs(around, self)
        self.person = PersonPane(around)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._lay_out()
        self._connect()

    # Making it

    def _lay_out(self) -> None:
        theme = self.around.theme
        self.empty = EmptyState(
            theme,
            "roster",
            *NOTHING_YET,
            buttons=(
                button("去导入", lambda: self.panel_wanted.emit("import"), "primary"),
                button("新建…", self.acts.add),
            ),
        )
        self.pages = ListOrEmpty(self.view, self.empty)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self._tab_row())
        column.addWidget(self.pages, 1)
        self.left = QSplitter(Qt.Orientation.Vertical)
        self.left.addWidget(above)
        self.left.addWidget(self.unknown)
        self.left.setSizes([480, 320])
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self.left)
        self.split.addWidget(self.person)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 1)
        for one in (self.left, self.split):
            one.setHandleWidth(1)
            one.setChildrenCollapsible(False)
        self.split.setSizes([700, 668])
        self.person.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.split)

    def _head(self) -> QWidget:
        theme = self.around.theme
        head = QWidget()
        head.setObjectName("surface")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setFixedHeight(48)
        self.count = label("", "muted")
        self.text = QLineEdit()
        self.text.setPlaceholderText("姓名、部门（/）")
        self.text.setAccessibleName("查找姓名、部门、注册号")
        self.text.setClearButtonEnabled(True)
        self.text.setMaximumWidth(180)
        self.import_button = button(
            "导入",
            lambda: self.panel_wanted.emit("import"),
            tip="到“导入”里放进审核组名册",
            theme=theme,
            icon="import",
        )
        self.export_button = button("导出…", self.export, tip="Ctrl+E", theme=theme, icon="export")
        self.add_button = button("新建…", self.acts.add, tip="Ctrl+N", theme=theme, icon="plus")
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(label("名册", "title"))
        row.addWidget(self.count)
        row.addStretch(1)
        for widget in (self.text, self.import_button, self.export_button, self.add_button):
            row.addWidget(widget, 1 if widget is self.text else 0)
        return head

    def _tab_row(self) -> QWidget:
        holder = QWidget()
        holder.setObjectName("panelHead")
        holder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        holder.setFixedHeight(40)
        self.columns_button = icon_button(self.around.theme, "columns", "显示哪些列", self._columns)
        row = QHBoxLayout(holder)
        row.setContentsMargins(8, 0, 12, 0)
        row.setSpacing(4)
        row.addWidget(self.tabs, 1, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.columns_button)
        return holder

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self.narrow)
        self.text.textChanged.connect(self._typing.start)
        self.text.returnPressed.connect(self.focus_list)
        self._typing.timeout.connect(self.narrow)
        self.view.moved.connect(lambda line: self.person.follow(None if line is None else line.key))
        self.view.opened.connect(lambda _line: self.go_to(2))
        for part in (self.person, self.unknown):
            part.plan_wanted.connect(self.plan_wanted)
        self.person.edit_wanted.connect(self.acts.edit)
        self.person.merge_wanted.connect(self.acts.merge)
        self.person.part_wanted.connect(self.acts.part)
        self.person.undo_wanted.connect(self.acts.ask_undo)
        self.person.phone_wanted.connect(self.acts.adopt_phone)
        self.unknown.add_wanted.connect(self.acts.add_unknown)
        self.unknown.edit_wanted.connect(self.acts.edit_key)
        self.unknown.apply_wanted.connect(self.acts.resolve)
        self.acts.written.connect(self._written)
        self.acts.left_out.connect(self.unknown.say_left_out)
        self.acts.told.connect(self.told)
        keys: dict[str, Any] = {
            "/": self.text.setFocus,
            "Ctrl+E": self.export,
            "Ctrl+N": self.acts.add,
            "Ctrl+Z": self.acts.undo,
            **{f"Ctrl+{place + 1}": (lambda place=place: self.go_to(place)) for place in range(3)},
        }
        for key, does in keys.items():
            shortcut = QShortcut(QKeySequence(key), self, does)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        for place in (self.view, self.person):
            own = {
                "C": self.person.edit,
                "H": self.person.turn_numbers,
                "M": self.person.merge,
                "P": self.person.part,
            }
            for key, does in own.items():
                shortcut = QShortcut(QKeySequence(key), place, does)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # What it shows

    def reload(self) -> None:
        """Read the roster anew."""
        self.around.runner.start(load_roster(self.around.desk.database, self.around.now()), self._loaded)

    def _loaded(self, roster: Roster) -> None:
        self.roster = roster
        self._share_room()
        self._offer_tabs()
        self.narrow()
        self.acts.know(roster.people)
        self.unknown.show_names(roster.unknown)
        self.person.refresh()
        if self._wanted is not None:
            if self.view.go_to_key(self._wanted):
                self._wanted = None
            else:
                self.clear_filters()

    def _offer_tabs(self) -> None:
        kept = self.tab.key if self._tabs else ""
        self._tabs = tabs_of(self.roster.people)
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for tab in self._tabs:
            self.tabs.addTab(tab.title)
        places = [place for place, tab in enumerate(self._tabs) if tab.key == kept]
        self.tabs.setCurrentIndex(places[0] if places else 0)
        self.tabs.blockSignals(False)

    @property
    def tab(self) -> Tab:
        """Return the tab in front."""
        return self._tabs[max(0, self.tabs.currentIndex())]

    def narrow(self) -> None:
        """Show the people of the tab in whom every word of the text is found."""
        if not self._tabs:
            return
        words = width_folded(self.text.text()).casefold().split()
        found = [line for line in self.roster.people if all(word in line.folded for word in words)]
        for place, tab in enumerate(self._tabs):
            self.tabs.setTabText(place, f"{tab.title} {sum(map(tab.holds, found)):,}")
        rows = [line for line in found if self.tab.holds(line)]
        self.model.set_rows(rows)
        people = self.roster.people
        self.count.setText(f"{len(people):,} 人" if people else "")
        self.pages.show_list(bool(rows))
        self.empty.say(*(NOTHING_LEFT if people else NOTHING_YET))
        self.export_button.setEnabled(bool(rows))
        if self._wanted is not None and self.view.go_to_key(self._wanted):
            self._wanted = None
        elif rows and self.view.current() is None:
            self.view.go_to(0)

    def show_person(self, key: int) -> None:
        """Bring somebody into sight, whatever the list is narrowed to."""
        self._wanted = key
        if self._tabs:
            self.clear_filters()

    def clear_filters(self) -> None:
        """Show everybody."""
        self.text.clear()
        self.tabs.setCurrentIndex(0)
        self.narrow()

    def focus_list(self) -> None:
        """Put the keyboard into the list of people."""
        self.go_to(0)

    def go_to(self, place: int) -> None:
        """Put the keyboard into the people (0), the unknown names (1) or the person (2)."""
        if self.width() < NARROW and self.roster.people:
            self.person.setVisible(place == 2)
            self.left.setVisible(place != 2)
        if place == 2:
            (self.person.visits if self.person.visits.isVisible() else self.person.edit_button).setFocus()
        elif place == 1 and self.unknown.isVisible():
            self.unknown.view.setFocus()
        else:
            self.pages.take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show both sides where there is room, else the one that is worked in."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        narrow, focus = self.width() < NARROW, self.focusWidget()
        inside = focus is not None and self.person.isAncestorOf(focus)
        self.left.setVisible(not (narrow and inside))
        self.person.setVisible(bool(self.roster.people) and (not narrow or inside))

    def _columns(self) -> None:
        self.view.column_menu().exec(self.columns_button.mapToGlobal(self.columns_button.rect().bottomLeft()))

    # What it does

    def _written(self, key: int) -> None:
        self._wanted = key

    def export(self) -> None:
        """Write what is shown to an Excel file, numbers masked."""
        from tianyi_desk.services.roster_export import export_people  # noqa: PLC0415 - Excel only where it is asked for

        if not self.model.rowCount():
            return
        asked = [self.tab.title, *([f"查找：{self.text.text()}"] if self.text.text() else [])]
        save_as(
            self,
            f"名册 {self.tab.title}",
            lambda path: export_people(path, list(self.model.rows), asked, self.around.now()),
        )
