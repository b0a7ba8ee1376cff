"""The little editor beside a value: what stands there, what it shall be, and why."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tianyi_desk.services.correction_slots import Editable
from tianyi_desk.ui.correcting.reasons import ReasonBox
from tianyi_desk.ui.labels import button, label
from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.widgets.list_view import ENTER

WIDTH, MARGIN = 356, 8
NOTHING = "（空）"
Save = Callable[[Editable, str, str], None]


class Editor(QFrame):
    """Enter saves, Esc leaves; of several things that may be put right the arrow at the top chooses one."""

    closed = Signal()

    def __init__(self, remembered: Remembered, save: Save, parent: QWidget) -> None:
        super().__init__(parent)
        self._save_one = save
        self._offered: Sequence[Editable] = ()
        self.setObjectName("editor")
        self.setAccessibleName("更正")
        self.setFixedWidth(WIDTH)
        self.which = QComboBox()
        self.which.setAccessibleName("更正哪一项")
        self.which.setMaxVisibleItems(16)
        self.which.currentIndexChanged.connect(self._chosen)
        self.title = label("", "heading", wrap=True)
        self.present = label("", "small", wrap=True)
        self.line = QLineEdit()
        self.line.setAccessibleName("改为")
        self.choice = QComboBox()
        self.choice.setAccessibleName("改为")
        self.expected = label("", "small", wrap=True)
        self.reason = ReasonBox(remembered)
        self.fault = label("", "fault", wrap=True)
        self.save = button("保存", self.accept, "primary", tip="Enter")
        self.leave = button("取消", self.close_editor, tip="Esc")
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 10, 12, 10)
        whole.setSpacing(6)
        for part in (
            self.which,
            self.title,
            self.present,
            self.line,
            self.choice,
            self.expected,
            self.reason,
        ):
            whole.addWidget(part)
        whole.addWidget(self.fault)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(label("Enter 保存，Esc 放弃", "small"))
        foot.addStretch(1)
        foot.addWidget(self.leave)
        foot.addWidget(self.save)
        whole.addLayout(foot)

    @property
    def one(self) -> Editable:
        """Return what is being put right."""
        return self._offered[max(0, self.which.currentIndex())]

    def open(self, offered: Sequence[Editable], first: int, beside: QRect) -> None:
        """Offer things to put right, one of them chosen, beside a place of the parent."""
        self._offered = offered
        self.which.blockSignals(True)
        self.which.clear()
        self.which.addItems([" ".join(filter(None, (one.about, one.label))) for one in offered])
        self.which.setCurrentIndex(first)
        self.which.blockSignals(False)
        self.which.setVisible(len(offered) > 1)
        self.title.setVisible(len(offered) == 1)
        self.reason.offer()
        self._chosen()
        self.place(beside)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self, beside: QRect) -> None:
        """Stand below the place, or above it where there is no room, and never outside the parent."""
        self._fit()
        parent, size = self.parentWidget(), self.size()
        room: QRect = parent.rect() if parent is not None else beside
        left = min(max(beside.left(), MARGIN), room.width() - WIDTH - MARGIN)
        below = beside.bottom() + 4
        fits = below + size.height() <= room.height() - MARGIN
        top = below if fits else max(MARGIN, beside.top() - size.height() - 4)
        top = max(MARGIN, min(top, room.height() - size.height() - MARGIN))
        self.move(QPoint(max(MARGIN, left), top))

    def _fit(self) -> None:
        """Be as high as the wrapped texts are at this width."""
        inside = self.layout()
        if inside is not None:
            inside.activate()
            self.resize(WIDTH, inside.totalHeightForWidth(WIDTH))

    @property
    def field(self) -> QLineEdit | QComboBox:
        """Return where the new value is given."""
        return self.choice if self.one.choices else self.line

    def text(self) -> str:
        """Return the new value."""
        if not self.one.choices:
            return self.line.text()
        chosen: str = self.choice.currentData()
        return chosen

    def _chosen(self) -> None:
        one = self.one
        self.title.setText(" ".join(filter(None, (one.about, one.label))))
        was = f"\n更正前：{one.mark.before}" if one.mark is not None else ""
        self.present.setText(f"现为 {one.shown or NOTHING}{was}")
        self.line.setVisible(not one.choices)
        self.choice.setVisible(bool(one.choices))
        self.choice.clear()
        for word in one.choices:
            self.choice.addItem(word or NOTHING, word)
        self.choice.setCurrentIndex(max(0, one.choices.index(one.text) if one.text in one.choices else 0))
        self.line.setText(one.text)
        self.line.selectAll()
        self.expected.setText(f"应为{one.expected}")
        self.expected.setVisible(not one.choices and one.expected != one.label)
        self.say("")

    def say(self, fault: str) -> None:
        """Say why it cannot be saved, "" for nothing."""
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        self.save.setEnabled(True)
        self._fit()

    def accept(self) -> None:
        """Save, or go to the reason where none is given yet."""
        if not self.save.isEnabled():
            return
        if not self.reason.words():
            self.reason.setFocus()
            self.say("请写明原因")
            return
        self.save.setEnabled(False)
        self._save_one(self.one, self.text(), self.reason.words())

    def saved(self) -> None:
        """Close after it was saved, and remember the reason."""
        self.reason.keep()
        self.close_editor()

    def close_editor(self) -> None:
        """Leave everything as it was."""
        self.hide()
        self.closed.emit()

    def event(self, event: QEvent) -> bool:
        """Keep every key inside: the page's own shortcuts wait."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save with Enter, leave with Esc; other keys stay inside."""
        if event.key() in ENTER:
            self.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_editor()
        event.accept()
