"""Chips in a row of their own, in the theme's colours."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from tianyi_desk.ui.chips import GAP, HEIGHT, Chip, chip_width, paint_chips
from tianyi_desk.ui.theme import Theme


class ChipRow(QWidget):
    """As many chips as there is room for; the others become +n, and all are told by the tip."""

    def __init__(self, theme: Theme, chips: Sequence[Chip] = ()) -> None:
        super().__init__()
        self._theme = theme
        self.chips: tuple[Chip, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self.set_chips(chips)

    def set_chips(self, chips: Sequence[Chip]) -> None:
        """Show other chips."""
        self.chips = tuple(chips)
        words = "，".join(f"{chip.strong} {chip.words}".strip() for chip in self.chips)
        self.setToolTip(words)
        self.setAccessibleName(words)
        if self.parentWidget() is not None or not self.chips:  # without a parent it would open as a window
            self.setVisible(bool(self.chips))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room that all chips take."""
        width = sum(chip_width(chip) + GAP for chip in self.chips)
        return QSize(int(width) + 1, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return the room of the first chip, and of the +n that stands for the others."""
        first = chip_width(self.chips[0]) if self.chips else 0.0
        more = len(self.chips) - 1
        rest = GAP + chip_width(Chip(f"+{more}", "muted")) if more > 0 else 0.0
        return QSize(int(first + rest) + 2, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chips."""
        paint_chips(QPainter(self), QRectF(self.rect()), self.chips, self._theme.palette)
