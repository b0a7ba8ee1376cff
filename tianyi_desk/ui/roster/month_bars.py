"""Twelve months of a person's audits as bars: red for those with an official anomaly, dashed for those to come."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from tianyi_desk.services.person_page import MonthFigure
from tianyi_desk.ui.theme import Theme, font

STEP, NARROW_STEP, BAR, HIGH = 24, 17, 14, 36
TOP, FOOT = 16, 16
TEXT_PIXELS = 12


class MonthBars(QWidget):
    """One bar a month with its number above and the month below; the words are the tip and what is read aloud."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.months: tuple[MonthFigure, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_months(self, months: Sequence[MonthFigure]) -> None:
        """Show other months."""
        self.months = tuple(months)
        words = "\n".join(map(_words, self.months))
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of twelve months."""
        return QSize(STEP * 12, TOP + HIGH + FOOT)

    def minimumSizeHint(self) -> QSize:
        """Return the room of twelve bars with no more than a gap between them."""
        return QSize(NARROW_STEP * 12, TOP + HIGH + FOOT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bars."""
        painter = QPainter(self)
        painter.setFont(font(TEXT_PIXELS))
        most = max((one.done + one.coming for one in self.months), default=0) or 1
        step = self.width() / 12
        for place, month in enumerate(self.months):
            self._month(painter, QRectF(place * step, 0, step, TOP + HIGH), month, HIGH / most)
        painter.setPen(self._theme.colour("line_strong"))
        painter.drawLine(0, TOP + HIGH, self.width(), TOP + HIGH)
        painter.end()

    def _month(self, painter: QPainter, room: QRectF, month: MonthFigure, unit: float) -> None:
        left, step, ground = room.left(), room.width(), room.bottom()
        x = left + (step - BAR) / 2
        done, official, coming = month.done * unit, month.official * unit, month.coming * unit
        painter.fillRect(QRectF(x, ground - done, BAR, done), self._theme.colour("line_strong"))
        painter.fillRect(QRectF(x, ground - official, BAR, official), self._theme.colour("official"))
        if month.coming:
            painter.setPen(QPen(self._theme.colour("muted"), 1, Qt.PenStyle.DashLine))
            painter.drawRect(QRectF(x + 0.5, ground - done - coming + 0.5, BAR - 1, coming - 1))
        total = month.done + month.coming
        centred = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
        if total:
            painter.setPen(self._theme.colour("text"))
            painter.drawText(QRectF(left, 0, step, ground - done - coming - 1), centred, f"{total}")
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(QRectF(left, ground, step, FOOT), centred, f"{month.month.month}")


def _words(month: MonthFigure) -> str:
    words = f"{month.month:%Y-%m}　审核 {month.done} 次"
    words += f"，其中有官方异常 {month.official} 次" if month.official else ""
    return words + (f"，待审 {month.coming} 次" if month.coming else "")
