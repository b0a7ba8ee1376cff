"""One switch for each verdict, with how many plans have it."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QWidget

from tianyi_desk.services.places_view import PlaceVerdict
from tianyi_desk.ui.map.marks import paint_verdict
from tianyi_desk.ui.theme import Theme, font

HEIGHT, SIGN, GAP, PAD = 26, 14, 4, 7
A_ROW = 3


class VerdictToggle(QAbstractButton):
    """Show or hide the plans of one verdict."""

    def __init__(self, theme: Theme, verdict: PlaceVerdict, key: str) -> None:
        super().__init__()
        self._theme, self.verdict = theme, verdict
        self._count = 0
        self.setCheckable(True)
        self.setChecked(True)
        self.setToolTip(f"显示或隐藏“{verdict.value}”（{key}）")
        self.setFixedHeight(HEIGHT)
        theme.changed.connect(self.update)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Show how many plans there are."""
        self._count = count
        self.setText(f"{self.verdict.value} {count:,}")
        self.setAccessibleName(self.text())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return how wide sign, word and number are."""
        words = QFontMetricsF(font(12)).horizontalAdvance(self.verdict.value)
        number = QFontMetricsF(font(12, bold=True)).horizontalAdvance(f"{self._count:,}")
        return QSize(int(2 * PAD + SIGN + 2 * GAP + words + number + 2), HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the switch; one that is off is dashed and pale."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, theme = self.isChecked(), self._theme
        edge = "accent" if self.hasFocus() else "line_strong"
        style = Qt.PenStyle.SolidLine if on else Qt.PenStyle.DashLine
        painter.setPen(QPen(theme.colour(edge), 1, style))
        painter.setBrush(theme.colour("hover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setOpacity(1.0 if on else 0.55)
        paint_verdict(painter, QRectF(PAD, (HEIGHT - SIGN) / 2, SIGN, SIGN), self.verdict, theme)
        left = PAD + SIGN + GAP
        painter.setPen(theme.colour("text"))
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        for words, bold in ((self.verdict.value, False), (f"{self._count:,}", True)):
            face = font(12, bold=bold)
            painter.setFont(face)
            painter.drawText(QRectF(left, 0, self.width() - left, HEIGHT), middle, words)
            left += round(QFontMetricsF(face).horizontalAdvance(words)) + GAP


class VerdictToggles(QWidget):
    """The switches of all verdicts; 正常 is off until somebody wants it, and kept apart for list and overview."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.toggles = {
            verdict: VerdictToggle(theme, verdict, str(place))
            for place, verdict in enumerate(PlaceVerdict, 1)
        }
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setSpacing(6)
        grid.setColumnStretch(A_ROW, 1)
        for place, toggle in enumerate(self.toggles.values()):
            grid.addWidget(toggle, place // A_ROW, place % A_ROW)
            toggle.toggled.connect(lambda _on: self.changed.emit())
        self._other = frozenset(PlaceVerdict)
        self.toggles[PlaceVerdict.NORMAL].setChecked(False)

    @property
    def chosen(self) -> frozenset[PlaceVerdict]:
        """Return the verdicts that are switched on."""
        return frozenset(verdict for verdict, toggle in self.toggles.items() if toggle.isChecked())

    def change_over(self) -> None:
        """Take up the choice of the other view, and keep this one's; nobody is told."""
        now, self._other = self._other, self.chosen
        for verdict, toggle in self.toggles.items():
            toggle.blockSignals(True)
            toggle.setChecked(verdict in now)
            toggle.blockSignals(False)
            toggle.update()

    def show_counts(self, counts: Mapping[PlaceVerdict, int]) -> None:
        """Show how many plans each verdict has."""
        for verdict, toggle in self.toggles.items():
            toggle.show_count(counts.get(verdict, 0))

    def turn(self, verdict: PlaceVerdict) -> None:
        """Switch one verdict the other way."""
        self.toggles[verdict].toggle()
