"""The rail at the left: one place for each panel, with a number where work is open."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from tianyi_desk.ui.theme import Theme, font

WIDTH, ITEM = 72, 56
ICON = 20


class RailButton(QAbstractButton):
    """One place: icon, word, and a badge where something waits."""

    def __init__(self, theme: Theme, icon: str, title: str, keys: str) -> None:
        super().__init__()
        self._theme, self._icon = theme, icon
        self.badge = 0
        self.setText(title)
        self.setCheckable(True)
        self.setFixedSize(ITEM, ITEM)
        self.setToolTip(f"{title}（{keys}）")
        self.setAccessibleName(title)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    def set_badge(self, count: int) -> None:
        """Show how much is open; 0 shows nothing."""
        self.badge = count
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up."""
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the place."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        if on or self.underMouse() or self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("rail_fill"))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        if self.hasFocus():
            painter.setPen(self._theme.colour("rail_mark"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        token = "rail_on" if on else "rail_text"
        self._theme.icon(self._icon, token, ICON).paint(painter, (ITEM - ICON) // 2, 9, ICON, ICON)
        painter.setPen(self._theme.colour(token))
        painter.setFont(font(12))
        painter.drawText(QRectF(0, 33, ITEM, 16), int(Qt.AlignmentFlag.AlignCenter), self.text())
        if self.badge:
            self._paint_badge(painter)

    def _paint_badge(self, painter: QPainter) -> None:
        words = str(self.badge) if self.badge < 1000 else "999+"
        painter.setFont(font(11))
        width = max(16, painter.fontMetrics().horizontalAdvance(words) + 8)
        box = QRectF(ITEM - width, 2, width, 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("badge"))
        painter.drawRoundedRect(box, 8, 8)
        painter.setPen(Qt.GlobalColor.white)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)

    def sizeHint(self) -> QSize:
        """Return the fixed size."""
        return QSize(ITEM, ITEM)


class Rail(QWidget):
    """The column of places; `chosen` carries the name of the panel."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedWidth(WIDTH)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, RailButton] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(8, 8, 8, 8)
        self._layout.setSpacing(4)
        self._layout.addStretch(1)
        theme.changed.connect(self.update)

    def add(self, name: str, icon: str, title: str) -> None:
        """Add a place below the others."""
        place = RailButton(self._theme, icon, title, f"Alt+{(len(self.buttons) + 1) % 10}")
        place.clicked.connect(lambda: self.chosen.emit(name))
        self._group.addButton(place)
        self._layout.insertWidget(len(self.buttons), place)
        self.buttons[name] = place

    def show_chosen(self, name: str) -> None:
        """Mark the place of a panel; Tab reaches this one only, the arrows go from there to the others."""
        for other, place in self.buttons.items():
            tab = Qt.FocusPolicy.StrongFocus if other == name else Qt.FocusPolicy.ClickFocus
            place.setFocusPolicy(tab)
        self.buttons[name].setChecked(True)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, and the mark beside the chosen place."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("rail"))
        for place in self.buttons.values():
            if place.isChecked():
                box = place.geometry()
                painter.fillRect(0, box.top() + 12, 3, box.height() - 24, self._theme.colour("rail_mark"))
