"""The box of Ctrl+K: what is found while typing, in groups, with the matching part marked."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout

from tianyi_desk.ui.found_list import HEAD_HEIGHT, ROW_HEIGHT, Found, FoundDelegate, FoundModel
from tianyi_desk.ui.labels import IconOf, label
from tianyi_desk.ui.theme import Theme

SEARCH_WIDTH = 448
LIST_WIDTH = 560
HIGHEST = 520
KEYS = "↑ ↓ 选择　Enter 打开　Ctrl+Enter 另开窗口　Esc 关闭　几个词之间用空格"
NOTHING = "没有找到；可输入企业、编号、姓名、地址的一部分，或拼音、拼音首字母"


class FindBox(QLineEdit):
    """Find things while typing; `wanted` carries a plan's number, and whether in a window of its own.

    `person_wanted` carries the key of a person of the roster.
    """

    wanted = Signal(str, bool)
    person_wanted = Signal(int)

    def __init__(self, theme: Theme, find: Callable[[str], Sequence[Found]]) -> None:
        super().__init__()
        self._find = find
        self.setObjectName("find")
        self.setPlaceholderText("查找企业、编号、姓名、地址、拼音（Ctrl+K）")
        self.setAccessibleName("查找")
        self.setMinimumWidth(220)
        self.setMaximumWidth(SEARCH_WIDTH)
        self.setFixedHeight(32)
        glass = self.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        IconOf(theme, glass, "search")
        self.textEdited.connect(self._look)
        self.found = QListView()
        self.model = FoundModel(self.found)  # goes with its list, which is none of this box's own
        self.found.setObjectName("found")
        self.found.setModel(self.model)
        self.found.setItemDelegate(FoundDelegate(theme, self.found))
        self.found.setFrameShape(QFrame.Shape.NoFrame)
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.setMouseTracking(True)
        self.found.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.found.clicked.connect(lambda index: self._take(index, apart=False))
        self._popup = QFrame(None, Qt.WindowType.ToolTip)
        self._popup.setObjectName("card")
        self.nothing = label(NOTHING, "muted", wrap=True)
        self.nothing.setContentsMargins(12, 10, 12, 10)
        self._keys = label(KEYS, "small")
        self._keys.setContentsMargins(12, 4, 12, 4)
        inside = QVBoxLayout(self._popup)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(self.found, 1)
        inside.addWidget(self.nothing)
        inside.addWidget(self._keys)

    def close_list(self) -> None:
        """Put the list away."""
        self._popup.hide()

    def current(self) -> Found | None:
        """Return the row that Enter would open."""
        return self.model.row(self.found.currentIndex())

    def _look(self, text: str) -> None:
        if not text.strip():
            self.model.set_rows(())
            self._popup.hide()
            return
        rows = self._find(text)
        self.model.set_rows(rows)
        self.found.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self._go_to(self.model.next_row(-1, 1))
        width = max(self.width(), LIST_WIDTH)
        heads = sum(row.heading for row in rows)
        high = heads * HEAD_HEIGHT + (len(rows) - heads) * ROW_HEIGHT + 6
        self._popup.setFixedSize(width, (min(high, HIGHEST) if rows else 56) + self._keys.sizeHint().height())
        self._popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self._popup.show()

    def _go_to(self, place: int) -> None:
        if place < 0:
            return
        self.found.setCurrentIndex(self.model.index(place))
        if place and self.model.rows[place - 1].heading:
            self.found.scrollTo(self.model.index(place - 1))
        self.found.scrollTo(self.model.index(place))

    def _take(self, index: QModelIndex, *, apart: bool) -> None:
        row = self.model.row(index)
        if row is None or row.heading:
            return
        self._popup.hide()
        self.clear()
        if row.person is not None:
            self.person_wanted.emit(row.person)
        else:
            self.wanted.emit(row.number, apart)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the list with the arrows, open with Enter, leave with Esc."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None and self.model.rows:
            self._go_to(self.model.next_row(self.found.currentIndex().row(), step))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            apart = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._take(self.found.currentIndex(), apart=apart)
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
