"""A value on the page that may be put right: a pencil under the mouse, and what it was before somebody did."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from tianyi_desk.services.correction_slots import Editable, Mark
from tianyi_desk.ui.theme import Theme

PENCIL = 12


def marks_of(editables: Sequence[Editable]) -> list[tuple[str, Mark]]:
    """Return what was put right already, with what it is called."""
    return [(one.label, one.mark) for one in editables if one.mark is not None]


class FactLabel(QLabel):
    """The value, and below it what stood there before; F2, a double click or the pencil ask to put it right."""

    wanted = Signal()

    def __init__(self, theme: Theme, value: str, editables: Sequence[Editable]) -> None:
        marks = marks_of(editables)
        many = len(editables) > 1
        was = [f"原为 {one.before}" if not many else f"{name}原为 {one.before}" for name, one in marks]
        super().__init__("\n".join([value, *dict.fromkeys(was)]))
        self._theme, self.editables, self.corrected = theme, editables, bool(marks)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("role", "note")
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setContentsMargins(0, 0, PENCIL + 6, 0)
        tip = [f"{name} {one.words}" for name, one in marks]
        self.setToolTip("\n".join([*tip, "F2 或双击更正"]))

    def pencil(self) -> QRect:
        """Return where the pencil is."""
        return QRect(self.width() - PENCIL - 2, 3, PENCIL, PENCIL)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pencil under the mouse, and on what was put right already."""
        super().paintEvent(event)
        if self.underMouse() or self.hasFocus() or self.corrected:
            tone = "accent" if self.underMouse() or self.corrected else "muted"
            icon = self._theme.icon("pencil", tone, PENCIL)
            painter = QPainter(self)
            painter.drawPixmap(self.pencil().topLeft(), icon.pixmap(QSize(PENCIL, PENCIL)))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the pencil."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Hide the pencil."""
        super().leaveEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask to put it right where the pencil was pressed."""
        if self.pencil().adjusted(-4, -4, 4, 4).contains(event.position().toPoint()):
            self.wanted.emit()
            event.accept()
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask to put it right."""
        self.wanted.emit()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the page, which scrolls by them."""
        event.ignore()
