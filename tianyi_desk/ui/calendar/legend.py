"""What the calendar's colours and marks mean, in one line."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from tianyi_desk.services.calendar_bars import Half, Mark
from tianyi_desk.ui.calendar.bars import TOKENS, BarPainter
from tianyi_desk.ui.theme import Theme, font

SWATCH, SIGN, GAP, BETWEEN, HEIGHT = 20, 12, 5, 14, 24
TIP = (
    "全天、上午、下午：一天之中 13:00 以前为上午。\n"
    "异常：未签到、地点偏差、未上传照片，尚未说明（M3.2、M5.9）。\n"
    "签到提醒：计划进行中，到时仍未签到或签退（M5.10）。\n"
    "虚线框：远程审核。粗左边：组长（按人的一周）。\n"
    "斜线：同一人两处重叠，判为时间冲突（S04）。绑定的计划画成一条。"
)


class Legend(QWidget):
    """The three colours and the three marks with their words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._bars, self._face = theme, BarPainter(theme), font(12)
        self._measure = QFontMetricsF(self._face)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip(TIP)
        self.setAccessibleName("图例：" + "、".join((*Half, *Mark)))
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return the room that everything takes in one line."""
        words = sum(self._measure.horizontalAdvance(one) for one in (*Half, *Mark))
        signs = len(Half) * (SWATCH + GAP) + len(Mark) * (SIGN + GAP)
        return QSize(round(words + signs + BETWEEN * (len(Half) + len(Mark) - 1)) + 4, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return the same: a legend that is cut says the wrong thing."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        painter = QPainter(self)
        painter.setFont(self._face)
        x, middle = 0.0, self.height() / 2
        for half in Half:
            box = QRectF(x, middle - 6, SWATCH, 12)
            painter.fillRect(box, self._theme.colour(f"{TOKENS[half]}_soft"))
            painter.fillRect(QRectF(x, middle - 6, 3, 12), self._theme.colour(TOKENS[half]))
            x = self._word(painter, x + SWATCH + GAP, half)
        for mark in Mark:
            self._bars.paint_mark(painter, QRectF(x, middle - SIGN / 2, SIGN, SIGN), mark)
            x = self._word(painter, x + SIGN + GAP, mark)

    def _word(self, painter: QPainter, x: float, word: str) -> float:
        width = self._measure.horizontalAdvance(word)
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(QRectF(x, 0, width + 2, self.height()), int(Qt.AlignmentFlag.AlignVCenter), word)
        return x + width + BETWEEN
