"""今天已办: what was decided today, act by act; any of it can be taken back."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from tianyi_desk.services.done_today import Done
from tianyi_desk.ui.labels import button, label
from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.tables import Column, RowTableModel
from tianyi_desk.ui.theme import Theme
from tianyi_desk.ui.widgets.empty import EmptyState
from tianyi_desk.ui.widgets.list_or_empty import ListOrEmpty
from tianyi_desk.ui.widgets.list_view import ListView

NOTHING = ("今天还没有办过", "在“今天要办”里用 Y 确认、X 排除，办过的列在这里，可以撤销。")


def columns() -> tuple[Column[Done], ...]:
    """Return the columns of the list."""
    return (
        Column("at", "时间", lambda one: f"{one.at:%H:%M}", 56, tip=lambda one: f"{one.at:%H:%M:%S}"),
        Column("what", "办了什么", lambda one: one.what, 196, tone=_tone),
        Column("where", "企业", lambda one: one.where, 200, middle=True, tone=_tone),
        Column("reason", "理由", lambda one: one.reason, 200, stretch=True, tone=_tone),
        Column("actor", "经办", lambda one: one.actor, 72, tone=_tone),
        Column("state", "现状", _state, 64, tone=_tone),
    )


def _state(one: Done) -> str:
    return "" if one.stands else "已改回"


def _tone(one: Done) -> str:
    return "text" if one.stands else "faint"


class DoneDialog(QDialog):
    """The list; with Ctrl+Z or the button `undo_wanted` carries the act to be taken back."""

    undo_wanted = Signal(object)

    def __init__(
        self,
        theme: Theme,
        remembered: Remembered,
        done: Sequence[Done],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("今天已办")
        self.resize(860, 460)
        self.model = RowTableModel[Done](
            columns(), lambda one: (one.at, one.actor, one.what, one.reason), parent=self
        )
        self.view = ListView[Done]("done-today", self.model, theme, remembered)
        self.view.setAccessibleName("今天已办")
        self.pages = ListOrEmpty(self.view, EmptyState(theme, "check", *NOTHING))
        self.count = label("", "muted")
        self.undo_button = button("撤销所选  Ctrl+Z", self.undo, tip="恢复到处理之前；撤销也记入历史")
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 12)
        foot.addWidget(self.count, 1)
        foot.addWidget(self.undo_button)
        foot.addWidget(button("关闭", self.accept))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.pages, 1)
        whole.addLayout(foot)
        QShortcut(QKeySequence("Ctrl+Z"), self, self.undo)
        self.view.moved.connect(lambda _row: self._say())
        self.show_done(done)
        self.pages.take_focus()

    def show_done(self, done: Sequence[Done]) -> None:
        """Show the acts, the latest first."""
        self.model.set_rows(tuple(done))
        self.pages.show_list(bool(done))
        if done and self.view.current() is None:
            self.view.go_to(0)
        self._say()

    def undo(self) -> None:
        """Take the current act back, where any of it still stands."""
        row = self.view.current()
        if row is not None and row.undoable:
            self.undo_wanted.emit(row)

    def _say(self) -> None:
        acts, row = list(self.model.rows), self.view.current()
        standing = sum(one.stands and not one.is_undoing for one in acts)
        self.count.setText(f"今天办过 {len(acts):,} 次，{standing:,} 次有效" if acts else "")
        self.undo_button.setEnabled(row is not None and row.undoable)
