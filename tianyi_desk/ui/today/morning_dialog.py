"""晨间提醒: one message a leader, to be copied and sent; phones and ID numbers are hidden in it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from tianyi_desk.services.morning import LeaderMessage
from tianyi_desk.ui.labels import button, label
from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.tables import Column, RowTableModel
from tianyi_desk.ui.theme import Theme
from tianyi_desk.ui.widgets.empty import EmptyState
from tianyi_desk.ui.widgets.list_or_empty import ListOrEmpty
from tianyi_desk.ui.widgets.list_view import ListView

NOTHING = ("今天没有要提醒的组长", "今天没有审核，也没有等审核员填写的异常说明。")


def columns(copied: set[str]) -> tuple[Column[LeaderMessage], ...]:
    """Return the columns of the leaders' list; `copied` are the leaders whose message was copied."""
    return (
        Column("leader", "组长", lambda one: one.leader, 112, stretch=True),
        Column(
            "audits",
            "今天审核",
            lambda one: f"{one.audits or ''}",
            64,
            right=True,
            sort=lambda one: one.audits,
        ),
        Column(
            "owed", "待填说明", lambda one: f"{one.owed or ''}", 64, right=True, sort=lambda one: one.owed
        ),
        Column("copied", "已复制", lambda one: "✓" if one.leader in copied else "", 56),
    )


class MorningDialog(QDialog):
    """Leaders at the left, the message at the right; Enter copies it and goes to the next leader."""

    def __init__(
        self,
        theme: Theme,
        remembered: Remembered,
        messages: Sequence[LeaderMessage],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("晨间提醒")
        self.resize(900, 560)
        self.copied: set[str] = set()
        self.model = RowTableModel[LeaderMessage](columns(self.copied), lambda one: one.leader, parent=self)
        self.view = ListView[LeaderMessage]("morning", self.model, theme, remembered)
        self.view.setAccessibleName("组长")
        self.pages = ListOrEmpty(self.view, EmptyState(theme, "message", *NOTHING))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("消息")
        self.text.setTabChangesFocus(True)
        self.copy_button = button(
            "复制，下一位  Enter", self.copy, "primary", tip="复制这条消息并转到下一位组长"
        )
        beside = QVBoxLayout()
        beside.setContentsMargins(16, 12, 16, 12)
        beside.setSpacing(8)
        beside.addWidget(label("可直接粘贴到消息里；手机号、证件号已隐去", "small"))
        beside.addWidget(self.text, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.copy_button)
        foot.addWidget(button("关闭", self.accept))
        beside.addLayout(foot)
        self.pages.setFixedWidth(340)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.pages)
        whole.addLayout(beside, 1)
        self.view.opened.connect(lambda _message: self.copy())
        copies = QShortcut(QKeySequence("Ctrl+C"), self.view, self.copy)
        copies.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.view.moved.connect(self._show)
        self.model.set_rows(tuple(messages))
        self.pages.show_list(bool(messages))
        self.copy_button.setEnabled(bool(messages))
        if messages:
            self.view.go_to(0)
        self.pages.take_focus()

    def _show(self, message: LeaderMessage | None) -> None:
        self.text.setPlainText(message.text if message is not None else "")

    def copy(self) -> None:
        """Put the message on the clipboard and go on to the next leader."""
        message = self.view.current()
        if message is None:
            return
        QGuiApplication.clipboard().setText(message.text)
        self.copied.add(message.leader)
        self.view.viewport().update()
        place = self.view.currentIndex().row()
        if place + 1 < self.model.rowCount():
            self.view.go_to(place + 1)
