"""The bar at the top: find a plan, choose the period, say who works here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tianyi_desk.ui.labels import Elided, IconOf, icon_button, label
from tianyi_desk.ui.periods import PeriodButton
from tianyi_desk.ui.theme import Theme

HEIGHT = 48
SEARCH_WIDTH = 448
ROWS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Found:
    """A plan that was found: its number, its first line, and the line below that says why it was."""

    number: str
    first: str
    second: str


class FindBox(QLineEdit):
    """Find plans while typing; `wanted` carries a plan's number, and whether in a window of its own."""

    wanted = Signal(str, bool)

    def __init__(self, theme: Theme, find: Callable[[str], Sequence[Found]]) -> None:
        super().__init__()
        self._theme, self._find = theme, find
        self.setObjectName("find")
        self.setPlaceholderText("查找企业、计划编号、姓名（Ctrl+K）")
        self.setAccessibleName("查找")
        self.setMinimumWidth(220)
        self.setMaximumWidth(SEARCH_WIDTH)
        self.setFixedHeight(32)
        glass = self.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        IconOf(theme, glass, "search")
        self.textEdited.connect(self._look)
        self._list = QListWidget()
        self._list.setObjectName("found")
        self._popup = QFrame(None, Qt.WindowType.ToolTip)
        self._popup.setObjectName("card")
        inside = QVBoxLayout(self._popup)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._list)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.itemClicked.connect(lambda item: self._take(item, apart=False))

    @property
    def found(self) -> QListWidget:
        """Return the list of what was found."""
        return self._list

    def close_list(self) -> None:
        """Put the list away."""
        self._popup.hide()

    def _look(self, text: str) -> None:
        self._list.clear()
        if not text.strip():
            self._popup.hide()
            return
        hits = self._find(text)
        for hit in hits:
            self._add(hit)
        if not hits:
            item = QListWidgetItem("没有找到；可以只输入企业名称或编号的一部分")
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self._list.addItem(item)
        self._list.setCurrentRow(0 if hits else -1)
        rows = min(len(hits), ROWS_SHOWN) if hits else 1
        self._popup.setFixedSize(max(self.width(), 420), rows * (48 if hits else 36) + 4)
        self._popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self._popup.show()

    def _add(self, hit: Found) -> None:
        item = QListWidgetItem()
        item.setData(Qt.ItemDataRole.UserRole, hit.number)
        item.setSizeHint(QSize(0, 48))
        line = QWidget()
        both = QVBoxLayout(line)
        both.setContentsMargins(12, 4, 12, 4)
        both.setSpacing(0)
        both.addWidget(Elided(hit.first, "heading"))
        both.addWidget(Elided(hit.second, "small"))
        self._list.addItem(item)
        self._list.setItemWidget(item, line)

    def _take(self, item: QListWidgetItem | None, *, apart: bool) -> None:
        number = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if number:
            self._popup.hide()
            self.clear()
            self.wanted.emit(number, apart)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the list with the arrows, open with Enter, leave with Esc."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None and self._list.count():
            self._list.setCurrentRow((self._list.currentRow() + step) % self._list.count())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            apart = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._take(self._list.currentItem(), apart=apart)
        elif event.key() == Qt.Key.Key_Escape and (self._popup.isVisible() or self.text()):
            self._popup.hide()
            self.clear()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Put the list away when the keyboard goes elsewhere."""
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self._popup.hide()
        return super().event(event)


class TopBar(QWidget):
    """The bar; `menu_wanted` asks for the menu of the window."""

    def __init__(
        self, theme: Theme, find: Callable[[str], Sequence[Found]], today: Callable[[], date]
    ) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self.find_box = FindBox(theme, find)
        self.period = PeriodButton(today)
        self.period.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft
        )  # the mark of a menu stands at the right
        self.period.setIconSize(QSize(12, 12))
        IconOf(theme, self.period, "chevron-down")
        self.who = QPushButton()
        self.who.setProperty("role", "flat")
        self.who.setToolTip("经办人：写进每一笔改动的记录")
        IconOf(theme, self.who, "person")
        self.more: QToolButton = icon_button(theme, "more", "菜单（F10）", lambda: None)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.find_box, 1)
        row.addStretch(1)
        row.addWidget(label("期间", "muted"))
        row.addWidget(self.period)
        row.addSpacing(8)
        row.addWidget(self.who)
        row.addWidget(self.more)
