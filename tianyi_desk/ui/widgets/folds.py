"""Rows that fold out: a line with chips and words, and below it what is made when it is first opened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from tianyi_desk.ui.chips import GAP, Chip, chip_width, paint_chip
from tianyi_desk.ui.theme import Theme, font

HEIGHT, PIXELS, SIGN = 28, 12, 12
INDENT = SIGN + 6
"""Where the words of a line begin, and what is folded out below it."""


@dataclass(frozen=True, slots=True)
class FoldLine:
    """What a folded line says: chips, words that are cut where the room ends, and a short text at the right."""

    chips: tuple[Chip, ...]
    words: str
    right: str = ""
    tip: str = ""


class FoldHead(QAbstractButton):
    """The line itself; Enter, Space or a click folds out what belongs to it."""

    def __init__(self, theme: Theme, line: FoldLine) -> None:
        super().__init__()
        self._theme, self.line = theme, line
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(line.tip or line.words)
        chips = " ".join(f"{chip.strong} {chip.words}".strip() for chip in line.chips)
        self.setAccessibleName(" ".join(filter(None, (chips, line.words, line.right))))
        self._face = font(PIXELS)
        self._metrics = QFontMetricsF(self._face)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return a height that a finger can hit, and the width of the chips."""
        return QSize(INDENT + int(sum(chip_width(chip) + GAP for chip in self.line.chips)) + 80, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return that the words may be cut."""
        return QSize(120, HEIGHT)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up below the pointer."""
        super().enterEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Fold with Enter, open with →, close with ←."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        elif key == Qt.Key.Key_Right:
            self.setChecked(True)
        elif key == Qt.Key.Key_Left:
            self.setChecked(False)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sign, the chips, the words, what stands at the right, and the frame of the focus."""
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self.underMouse():
            painter.fillRect(box, self._theme.colour("hover"))
        sign = "chevron-down" if self.isChecked() else "chevron-right"
        painter.drawPixmap(QPointF(0, (HEIGHT - SIGN) / 2), self._theme.pixmap(sign, "muted", SIGN))
        x = float(INDENT)
        for chip in self.line.chips:
            x += paint_chip(painter, x, box.center().y(), chip, self._theme.palette) + GAP
        self._words(painter, x + GAP, box)
        if self.hasFocus():
            painter.setPen(self._theme.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        elif not self.isChecked():
            painter.setPen(self._theme.colour("line"))
            painter.drawLine(box.bottomLeft() - QPointF(0, 0.5), box.bottomRight() - QPointF(0, 0.5))

    def _words(self, painter: QPainter, left: float, box: QRectF) -> None:
        painter.setFont(self._face)
        right = box.right() - 4
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        if self.line.right:
            width = self._metrics.horizontalAdvance(self.line.right) + 1
            painter.setPen(self._theme.colour("muted"))
            painter.drawText(QRectF(right - width, 0, width + 2, HEIGHT), middle, self.line.right)
            right -= width + 8
        room = right - left
        if room > 24:
            words = self._metrics.elidedText(self.line.words, Qt.TextElideMode.ElideRight, room)
            painter.setPen(self._theme.colour("text"))
            painter.drawText(QRectF(left, 0, room + 2, HEIGHT), middle, words)


class Fold(QWidget):
    """A line and what it folds out; `make` is called when that is first seen."""

    toggled = Signal(bool)

    def __init__(self, theme: Theme, line: FoldLine, make: Callable[[], QWidget]) -> None:
        super().__init__()
        self.head = FoldHead(theme, line)
        self._make = make
        self.body: QWidget | None = None
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(0)
        self._inside.addWidget(self.head)
        self.head.toggled.connect(self._turn)

    @property
    def is_open(self) -> bool:
        """Tell whether it is folded out."""
        return self.head.isChecked()

    def set_open(self, on: bool) -> None:
        """Fold out or in."""
        self.head.setChecked(on)

    def _turn(self, on: bool) -> None:
        if on and self.body is None:
            self.body = self._make()
            self.body.setContentsMargins(INDENT, 2, 0, 8)
            self._inside.addWidget(self.body)
        if self.body is not None:
            self.body.setVisible(on)
        self.toggled.emit(on)


class FoldList(QWidget):
    """Lines below each other; ↑ and ↓ move between them."""

    def __init__(self) -> None:
        super().__init__()
        self.folds: list[Fold] = []
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(0)

    def set_folds(self, folds: Sequence[Fold]) -> None:
        """Show other lines."""
        for old in self.folds:
            self._inside.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.folds = list(folds)
        for fold in self.folds:
            self._inside.addWidget(fold)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move to the line above or below."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        at = next((place for place, fold in enumerate(self.folds) if fold.head.hasFocus()), None)
        if step and at is not None and 0 <= at + step < len(self.folds):
            self.folds[at + step].head.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)
