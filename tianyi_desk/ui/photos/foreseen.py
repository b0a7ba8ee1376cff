"""What H11, H12 and H13 would be with the ticks as they are, in words under the roster."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tianyi_desk.services.foresight import Foreseen
from tianyi_desk.ui.chips import Chip, chip_width, code_chip, paint_chip
from tianyi_desk.ui.labels import label
from tianyi_desk.ui.theme import Theme


class ForeseenView(QWidget):
    """What H11, H12 and H13 would be with the ticks as they are."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(16, 10, 12, 10)
        self._inside.setSpacing(6)
        self._inside.addWidget(label("照现在的勾选判定", "heading"))
        self.lines: list[str] = []
        self._rows: list[QWidget] = []

    def show_findings(self, found: Sequence[Foreseen] | None) -> None:
        """Show the findings; None says that nothing was ticked or reviewed yet."""
        for row in self._rows:
            row.setParent(None)
            row.deleteLater()
        self._rows.clear()
        self.lines = [f"{one.code} {one.message}" for one in found or ()]
        if found is None:
            self._add(label("还没有勾选，照片未核查", "muted", wrap=True))
        elif not found:
            self._add(label("成员和受审核方都已见到，没有 H11、H12、H13", "good", wrap=True))
        for one in found or ():
            self._add(_FindingLine(self._theme, one))

    def _add(self, row: QWidget) -> None:
        self._rows.append(row)
        self._inside.addWidget(row)


class _FindingLine(QWidget):
    """A code and its sentence."""

    def __init__(self, theme: Theme, one: Foreseen) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(_ChipLabel(theme, code_chip(one.code, title=False)), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(one.message, "note", wrap=True), 1)


class _ChipLabel(QWidget):
    """One chip as a widget."""

    def __init__(self, theme: Theme, chip: Chip) -> None:
        super().__init__()
        self._theme, self._chip = theme, chip
        self.setFixedSize(int(chip_width(chip)) + 1, 20)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: object) -> None:
        """Paint the chip."""
        paint_chip(QPainter(self), 0, 10, self._chip, self._theme.palette)
