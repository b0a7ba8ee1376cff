"""通知: notices and questions with the clauses that the reasons rest on, unread ones marked, and whom to ask (M3.4)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from tianyi_desk.services import announcing
from tianyi_desk.services.changed import Changed
from tianyi_desk.services.contacts import Contact, contacts, write_contacts
from tianyi_desk.services.notices import Notice, NoticeFile, mark_read, notices, place_of, policy_words
from tianyi_desk.ui.labels import Elided, button, icon_button, label
from tianyi_desk.ui.notices.columns import NOTICE_COLUMNS
from tianyi_desk.ui.notices.contacts_dialog import ContactsDialog
from tianyi_desk.ui.notices.notice_dialog import NoticeDialog
from tianyi_desk.ui.notices.reading import Reading
from tianyi_desk.ui.panel import KeyHint, Panel, Surroundings
from tianyi_desk.ui.runner import Lane
from tianyi_desk.ui.tables import RowTableModel
from tianyi_desk.ui.widgets.empty import EmptyState
from tianyi_desk.ui.widgets.list_or_empty import ListOrEmpty
from tianyi_desk.ui.widgets.list_view import ListView

READ_MS = 900
"""How long a notice must be in sight before it counts as read: going past it with ↓ is not reading."""
LIST_WIDTH = 440


class NoticesPanel(Panel):
    """The list at the left, the notice at the right; the contacts below the list."""

    name = "notices"
    title = "通知"
    icon = "notices"
    watches = Changed.NOTICES
    hints = (
        KeyHint("↑ ↓", "上一份、下一份"),
        KeyHint("N", "下一份未读"),
        KeyHint("/", "在通知中查找"),
        KeyHint("Ctrl+N", "新通知"),
        KeyHint("Ctrl+Enter", "修改自己的通知"),
    )

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.all: tuple[Notice, ...] = ()
        self.contacts: tuple[Contact, ...] = ()
        self._wanted = ""
        self.model = RowTableModel[Notice](NOTICE_COLUMNS, attrgetter("code"), parent=self)
        self.view = ListView[Notice]("notices", self.model, around.theme, around.remembered)
        self.view.setAccessibleName("通知")
        self.reading = Reading(around.theme)
        self._in_sight = QTimer(self, singleShot=True)
        self._in_sight.timeout.connect(self._has_read)
        self._lay_out()
        self._connect()
        self._moved(None)

    def _lay_out(self) -> None:
        empty = EmptyState(self.around.theme, "notices", "没有符合的通知", "换一个词，或清除查找。")
        self.pages = ListOrEmpty(self.view, empty)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pages, 1)
        column.addWidget(self._foot())
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.reading)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([LIST_WIDTH, 900])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head())
        whole.addWidget(self.splitter, 1)

    def _head(self) -> QWidget:
        head = QWidget()
        head.setObjectName("panelHead")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setFixedHeight(48)
        self.search = QLineEdit()
        self.search.setPlaceholderText("在通知中查找（/）")
        self.search.setAccessibleName("在通知中查找")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(240)
        self.count = label("", "muted")
        self.edit_button = button("修改…", self.edit, tip="Ctrl+Enter")
        self.withdraw_button = button("撤下…", self.withdraw)
        self.new_button = button("新通知…", self.write, tip="Ctrl+N", theme=self.around.theme, icon="plus")
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(label("通知", "title"))
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.search)
        for one in (self.edit_button, self.withdraw_button, self.new_button):
            row.addWidget(one)
        return head

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setObjectName("foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.people = QVBoxLayout()
        self.people.setSpacing(2)
        row = QHBoxLayout()
        row.addWidget(label("联系人", "heading"))
        row.addStretch(1)
        row.addWidget(icon_button(self.around.theme, "pencil", "修改联系人", self.edit_contacts))
        inside = QVBoxLayout(foot)
        inside.setContentsMargins(16, 8, 12, 12)
        inside.setSpacing(4)
        inside.addLayout(row)
        inside.addLayout(self.people)
        return foot

    def _connect(self) -> None:
        self.search.textChanged.connect(self.narrow)
        self.search.returnPressed.connect(self.focus_list)
        self.view.moved.connect(self._moved)
        self.view.opened.connect(lambda _row: self.reading.area.setFocus())
        self.view.opened_apart.connect(lambda _row: self.edit())
        self.reading.file_wanted.connect(self.save_file)
        keys = {"/": self.search.setFocus, "Ctrl+N": self.write, "N": self.next_unread}
        for key, does in keys.items():
            shortcut = QShortcut(QKeySequence(key), self, does)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # What it shows

    def reload(self) -> None:
        """Read the notices and the contacts."""
        desk, runner = self.around.desk, self.around.runner
        runner.start(notices(desk.database, desk.book, self.around.actor()), self._arrived)
        runner.start(contacts(desk.database), self._contacts_arrived)

    def _arrived(self, found: tuple[Notice, ...]) -> None:
        self.all = found
        waiting = sum(not one.read and one.withdrawn is None for one in found)
        self.count.setText(f"{len(found)} 份" + (f"，未读 {waiting}" if waiting else ""))
        self.counted.emit(waiting)
        self.narrow()
        if self._wanted:
            self.show_clause(self._wanted)

    def narrow(self) -> None:
        """Show the notices in which every word that is looked for stands."""
        words = self.search.text().split()
        rows = [one for one in self.all if all(word in one.text for word in words)]
        before = self.view.current()
        self.model.set_rows(rows)
        self.pages.show_list(bool(rows))
        if rows and self.view.current() is None:
            self.view.go_to(0)
        if self.view.current() != before or not rows:
            self._moved(self.view.current())

    def _contacts_arrived(self, found: tuple[Contact, ...]) -> None:
        self.contacts = found
        while (item := self.people.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for one in found:
            words = "　".join(filter(None, (one.role, one.department, one.name, one.phone)))
            self.people.addWidget(Elided(words, "", Qt.TextElideMode.ElideRight))

    def _moved(self, row: Notice | None) -> None:
        shown = self.reading.notice
        if row is None or shown is None or row != replace(shown, read=row.read):
            self.reading.show_notice(row)  # one that has only been read since stays where it is
        own = row is not None and row.key is not None
        for one in (self.edit_button, self.withdraw_button):
            one.setVisible(own)
        self.withdraw_button.setText("恢复…" if row is not None and row.withdrawn else "撤下…")
        if row is not None and not row.read and self.isVisible():
            self._in_sight.start(READ_MS)
        else:
            self._in_sight.stop()

    def _has_read(self) -> None:
        row = self.view.current()
        if row is None or row.read or not self.isVisible():
            return
        self.around.runner.start(
            mark_read(self.around.desk.database, self.around.actor(), [row.code]),
            lambda _count: self.around.bulletin.post(Changed.NOTICES),
            lane=Lane.WRITE,
        )

    def focus_list(self) -> None:
        """Put the keyboard into the list."""
        self.pages.take_focus()

    def next_unread(self) -> None:
        """Go to the next notice that was not read yet, from the top again after the last."""
        rows = list(self.model.rows)
        current = self.view.current()
        start = rows.index(current) + 1 if current in rows else 0
        for place in [*range(start, len(rows)), *range(start)]:
            if not rows[place].read and rows[place].withdrawn is None:
                self.view.go_to(place)
                return
        self.told.emit("没有未读的通知")

    def show_clause(self, clause: str) -> None:
        """Open the notice that a clause stands in, at that clause; remembered until the notices are read."""
        self._wanted = clause
        if not self.all:
            return
        self._wanted = ""
        found = place_of(self.all, self.around.desk.book, clause)
        if found is None:
            self.told.emit(f"通知里没有条款 {clause}")
            return
        self.search.clear()
        code, number = found
        for place, one in enumerate(self.model.rows):
            if one.code == code:
                self.view.go_to(place)
                self.reading.point_at(number)

    # What it does

    def _policies(self) -> Sequence[tuple[date, str]]:
        return [
            (one.effective, policy_words(one.effective, one.title)) for one in self.around.desk.book.policies
        ]

    def write(self) -> None:
        """Ask for a new notice and keep it."""
        self._ask(None)

    def edit(self) -> None:
        """Correct the notice in sight, where it is one of the department's own."""
        row = self.view.current()
        if row is None or row.key is None:
            self.told.emit("随程序附带的通知不能修改；可以另写一份新通知")
            return
        self._ask(row)

    def _ask(self, before: Notice | None) -> None:
        dialog = NoticeDialog(self._policies(), self.around.now().date(), before, self)
        if not dialog.exec():
            return
        known = (before.key, before.version) if before is not None and before.key is not None else None
        self.around.runner.start(
            announcing.write_notice(
                self.around.desk.database, self.around.actor(), dialog.draft, dialog.files, known
            ),
            self._written,
            lane=Lane.WRITE,
            title="正在保存通知",
        )

    def _written(self, code: str) -> None:
        self.told.emit("已保存通知，其他人打开时会看到未读标记")
        self.around.bulletin.post(Changed.NOTICES)
        self.search.clear()
        for place, one in enumerate(self.model.rows):
            if one.code == code:
                self.view.go_to(place)

    def withdraw(self) -> None:
        """Ask why, and take a notice out of force, or put it back."""
        row = self.view.current()
        if row is None or row.key is None:
            return
        again = row.withdrawn is not None
        title = "恢复通知" if again else "撤下通知"
        reason, sure = QInputDialog.getText(self, title, f"{row.title}\n理由（必填，会长期保存）")
        if not sure:
            return
        known = (row.key, row.version)
        self.around.runner.start(
            announcing.withdraw_notice(
                self.around.desk.database, self.around.actor(), known, reason, again=again
            ),
            lambda _none: self.around.bulletin.post(Changed.NOTICES),
            lane=Lane.WRITE,
            title="正在保存通知",
        )

    def edit_contacts(self) -> None:
        """Ask for the contacts and keep what changed."""
        dialog = ContactsDialog(self.contacts, self)
        if not dialog.exec():
            return
        self.around.runner.start(
            write_contacts(self.around.desk.database, self.around.actor(), dialog.contacts),
            self._contacts_written,
            lane=Lane.WRITE,
            title="正在保存联系人",
        )

    def _contacts_written(self, count: int) -> None:
        self.told.emit(f"已修改 {count} 个联系人" if count else "联系人没有改动")
        self.around.bulletin.post(Changed.NOTICES)

    def save_file(self, one: NoticeFile) -> None:
        """Ask where a copy of a file shall go, and write it there."""
        dialog = QFileDialog(self, "另存附件", str(Path.home()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(one.name)
        chosen = dialog.selectedFiles() if dialog.exec() else []
        if not chosen:
            return
        self.around.runner.start(
            announcing.copy_file(self.around.desk.database, one, Path(chosen[0])),
            lambda path: self.told.emit(f"附件已存为 {path}"),
            title="正在另存附件",
        )
