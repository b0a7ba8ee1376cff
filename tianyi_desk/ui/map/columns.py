"""The columns of the map's list, and how its rows of two lines are painted."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from tianyi_desk.facts.wording import distance_words, over_limit_words
from tianyi_desk.services.places_view import ORDER, PlaceLine, PlaceVerdict
from tianyi_desk.ui.map.marks import TONES, paint_verdict
from tianyi_desk.ui.tables import ROW_ROLE, Column
from tianyi_desk.ui.theme import Theme, font

ROW_HEIGHT = 48
DISTANCE_WIDTH = 92
SIGN, PAD, BAR = 16, 12, 3
GAUGE_WIDTH = 76.0
WEEKDAYS = "一二三四五六日"
Index = QModelIndex | QPersistentModelIndex


def shown_distance(line: PlaceLine) -> str:
    """Write the distance that decides; — where there is none."""
    if line.distance_m is None:
        return "—"
    if line.distance_m > line.limit_m:
        return over_limit_words(line.distance_m, line.limit_m)
    return distance_words(line.distance_m)


def second_line(line: PlaceLine) -> str:
    """Write number, first day, leader, and how many addresses there are if several."""
    day = line.start.date()
    several = f"{line.addresses} 址" if line.addresses > 1 else ""
    parts = (line.number, f"{day:%m-%d} 周{WEEKDAYS[day.weekday()]}", line.leader, several)
    return "  ".join(filter(None, parts))


def hint(line: PlaceLine) -> str:
    """Say everything that a row may have had no room for."""
    lines = [line.enterprise, second_line(line), f"{line.verdict.value}  {shown_distance(line)}"]
    for one in line.events:
        lines.append(f"{one.event.value} {distance_words(one.distance_m)}，最近：{one.nearest_address}")
        if one.reference:
            lines.append(f"　{one.reference}")
    if line.codes:
        lines.append("、".join(line.codes))
    return "\n".join(lines)


def columns() -> tuple[Column[PlaceLine], ...]:
    """Return the two columns: the plan under its verdict, and the distance."""
    return (
        Column[PlaceLine](
            "plan",
            "企业 · 编号 · 开始 · 组长",
            lambda line: f"{line.verdict.value} {line.enterprise} {second_line(line)}",
            200,
            sort=lambda line: (ORDER[line.verdict], line.enterprise),
            tip=hint,
            stretch=True,
        ),
        Column[PlaceLine](
            "distance",
            "最近距离",
            shown_distance,
            DISTANCE_WIDTH,
            sort=lambda line: line.distance_m,
            tip=hint,
            right=True,
        ),
    )


class PlaceDelegate(QStyledItemDelegate):
    """Paint a plan in two lines beside its verdict, and its distance above a gauge up to twice the limit."""

    def __init__(self, theme: Theme, parent: Any = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of two lines."""
        return QSize(120, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        state: Any = option.state
        cell: Any = option.rect
        line: PlaceLine = index.data(ROW_ROLE)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(cell, self._theme.colour("accent_soft" if chosen else "hover"))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(cell.bottomLeft(), cell.bottomRight())
        if index.column() == 0:
            if chosen:
                painter.fillRect(
                    cell.left(), cell.top(), BAR, cell.height(), self._theme.colour("accent_fill")
                )
            self._plan(painter, QRectF(cell), line)
        else:
            self._distance(painter, QRectF(cell), line)
        painter.restore()

    def _plan(self, painter: QPainter, cell: QRectF, line: PlaceLine) -> None:
        sign = QRectF(cell.left() + PAD, cell.center().y() - SIGN / 2, SIGN, SIGN)
        paint_verdict(painter, sign, line.verdict, self._theme)
        left = sign.right() + 8
        first = QRectF(left, cell.top() + 5, cell.right() - left - 4, 20)
        second = QRectF(left, cell.top() + 25, cell.right() - left - 4, 18)
        self._text(painter, first, line.enterprise, 13, "text", bold=line.verdict is not PlaceVerdict.NORMAL)
        codes = "  ".join(code for code in line.codes if code != "O2")
        room = QFontMetrics(font(12)).horizontalAdvance(codes) + 8 if codes else 0
        self._text(painter, second.adjusted(0, 0, -room, 0), second_line(line), 12, "muted")
        if codes:
            self._text(painter, second.adjusted(second.width() - room + 6, 0, 0, 0), codes, 12, "doubt")

    def _text(
        self, painter: QPainter, box: QRectF, words: str, pixels: int, token: str, *, bold: bool = False
    ) -> None:
        face = font(pixels, bold=bold)
        painter.setFont(face)
        painter.setPen(self._theme.colour(token))
        cut = QFontMetrics(face).elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), cut)

    def _distance(self, painter: QPainter, cell: QRectF, line: PlaceLine) -> None:
        tone = TONES[line.verdict] if line.verdict is not PlaceVerdict.REFERENCE else "muted"
        painter.setFont(font(13, bold=line.verdict in (PlaceVerdict.BEYOND, PlaceVerdict.BORDERLINE)))
        painter.setPen(self._theme.colour(tone))
        words = QRectF(cell.left(), cell.top() + 5, cell.width() - PAD, 20)
        painter.drawText(
            words, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), shown_distance(line)
        )
        self._gauge(
            painter, QRectF(cell.right() - PAD - GAUGE_WIDTH, cell.top() + 28, GAUGE_WIDTH, 10), line, tone
        )

    def _gauge(self, painter: QPainter, box: QRectF, line: PlaceLine, tone: str) -> None:
        """Paint 0 to twice the limit: the 临界 band, the limit's tick, and how far it was; an arrow for beyond."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole, middle = 2.0 * line.limit_m, box.center().y()
        band = line.borderline_m / whole * box.width()
        painter.fillRect(
            QRectF(box.center().x() - band, middle - 2, 2 * band, 4), self._theme.colour("house_soft")
        )
        style = Qt.PenStyle.SolidLine if line.distance_m is not None else Qt.PenStyle.DotLine
        painter.setPen(QPen(self._theme.colour("line"), 2, style))
        painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))
        if line.distance_m is not None:
            dotted = line.verdict is PlaceVerdict.REFERENCE
            end = box.left() + min(1.0, line.distance_m / whole) * box.width()
            pen = QPen(self._theme.colour(tone), 2, Qt.PenStyle.DotLine if dotted else Qt.PenStyle.SolidLine)
            painter.setPen(pen)
            painter.drawLine(QPointF(box.left(), middle), QPointF(end, middle))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour(tone))
            if line.distance_m > whole:
                tip = ((0, -3.5), (5, 0), (0, 3.5))
                painter.drawPolygon(QPolygonF([QPointF(end - 4 + x, middle + y) for x, y in tip]))
            else:
                painter.drawEllipse(QPointF(end, middle), 3, 3)
        painter.setPen(QPen(self._theme.colour("text"), 1))
        painter.drawLine(QPointF(box.center().x(), box.top()), QPointF(box.center().x(), box.bottom()))
