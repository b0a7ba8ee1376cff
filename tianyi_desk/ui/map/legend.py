"""The strip below the map: what its signs mean, and the keys."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from tianyi_desk.facts.vocabulary import Event
from tianyi_desk.services.places_view import PlaceVerdict
from tianyi_desk.ui.map.marks import paint_address, paint_fix, paint_signed, paint_verdict
from tianyi_desk.ui.theme import Theme, font

HEIGHT, SIGN, GAP, PAD = 28, 20.0, 4.0, 12.0
Paint = Callable[[QPainter, QPointF], None]


class Legend(QWidget):
    """Signs with their words from the left; those that do not fit are left out."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.overview = False
        self.setFixedHeight(HEIGHT)
        self.setObjectName("foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.changed.connect(self.update)

    def show_for(self, *, overview: bool) -> None:
        """Explain the signs of the overview, or of one plan."""
        self.overview = overview
        self.update()

    def signs(self) -> list[tuple[Paint, str]]:
        """Return how each sign is painted, with its words."""
        theme = self._theme
        if self.overview:
            return [
                (
                    lambda painter, spot, one=verdict: paint_verdict(
                        painter, QRectF(spot.x() - 7, spot.y() - 7, 14, 14), one, theme
                    ),
                    verdict.value,
                )
                for verdict in PlaceVerdict
            ] + [(self._paint_ring, "数字为合在一处的计划数")]
        return [
            (lambda painter, spot: paint_address(painter, spot, 1, theme), "审核地址"),
            (lambda painter, spot: paint_signed(painter, spot, Event.OPENING, theme), "签到"),
            (lambda painter, spot: paint_signed(painter, spot, Event.CLOSING, theme), "签退"),
            (
                lambda painter, spot: paint_signed(painter, spot, Event.OPENING, theme, counted=False),
                "不计入的记录",
            ),
            (lambda painter, spot: paint_fix(painter, spot, theme), "手机定位"),
            (self._paint_near, "最近地址所在的区县"),
        ]

    def _paint_near(self, painter: QPainter, spot: QPointF) -> None:
        painter.setPen(QPen(self._theme.colour("map_line"), 1))
        painter.setBrush(self._theme.colour("map_near"))
        painter.drawRect(QRectF(spot.x() - 8, spot.y() - 6, 16, 12))

    def _paint_ring(self, painter: QPainter, spot: QPointF) -> None:
        painter.setPen(QPen(self._theme.colour("good_line"), 3))
        painter.setBrush(self._theme.colour("surface"))
        painter.drawEllipse(spot, 7, 7)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the signs one after the other."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics, x = QFontMetricsF(font(12)), PAD
        for paint, words in self.signs():
            width = metrics.horizontalAdvance(words)
            if x + SIGN + GAP + width + PAD > self.width():
                return
            paint(painter, QPointF(x + SIGN / 2, HEIGHT / 2))
            painter.setFont(font(12))
            painter.setPen(self._theme.colour("muted"))
            x += SIGN + GAP
            painter.drawText(QRectF(x, 0, width + 2, HEIGHT), int(Qt.AlignmentFlag.AlignVCenter), words)
            x += width + PAD
