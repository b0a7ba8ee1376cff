"""How the cell of a day is painted: its ground, its number, 休 and 班, what is due and how much there is."""

from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from tianyi_desk.services.calendar_days import Nature
from tianyi_desk.services.calendar_view import Day, More
from tianyi_desk.ui.theme import Theme, font

HEAD = 25
TAG = 16
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
CENTRE = int(Qt.AlignmentFlag.AlignCenter)


def ground_of(nature: Nature) -> str:
    """Return the token of a day's ground: holidays darker than weekends, workdays plain."""
    if nature.working:
        return "surface"
    return "sunken" if nature.holiday else "ground"


class CellPainter:
    """Paints the cells of a month; made once, it keeps fonts and their measures."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._number, self._small, self._strong = font(13, bold=True), font(12), font(12, bold=True)
        self._tag = font(11)

    def paint(self, painter: QPainter, box: QRectF, day: Day, today: date) -> None:
        """Paint a cell without its bars."""
        painter.fillRect(box, self._theme.colour(ground_of(day.nature)))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(box.topLeft(), box.topRight())
        painter.drawLine(box.topLeft(), box.bottomLeft())
        head = QRectF(box.left() + 8, box.top() + 1, box.width() - 15, HEAD - 2)
        left = self._day(painter, head, day, today)
        right = self._figures(painter, head, left, day, today)
        self._nature(painter, head, left, right, day.nature)

    def _day(self, painter: QPainter, head: QRectF, day: Day, today: date) -> float:
        """Paint the number of the day; return where it ends."""
        words = f"{day.day.month} 月 {day.day.day} 日" if day.day.day == 1 else str(day.day.day)
        width = QFontMetricsF(self._number).horizontalAdvance(words)
        token = "text" if day.in_month else "faint"
        painter.setFont(self._number)
        if day.day == today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent_fill"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            disc = QRectF(head.left() - 4, head.center().y() - 10, max(20.0, width + 8), 20)
            painter.drawRoundedRect(disc, 10, 10)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(self._theme.colour("on_accent"))
            painter.drawText(disc, CENTRE, words)
            return disc.right()
        painter.setPen(self._theme.colour(token))
        painter.drawText(head, LEFT, words)
        return head.left() + width

    def _figures(self, painter: QPainter, head: QRectF, left: float, day: Day, today: date) -> float:
        """Paint how many plans there are and how many explanations are due; return where they begin."""
        right = head.right()
        parts = [(str(day.count), "muted" if day.in_month else "faint", self._small)] if day.count else []
        if day.due:
            due = (f"{'逾期' if day.day < today else '截'} {day.due}", "official", self._strong)
            both = sum(
                QFontMetricsF(face).horizontalAdvance(words) + 9 for words, _token, face in (*parts, due)
            )
            parts = [*parts, due] if right - both >= left else [due]
        for words, token, face in parts:
            width = QFontMetricsF(face).horizontalAdvance(words) + 1
            if right - width < left + 4:
                break
            painter.setFont(face)
            painter.setPen(self._theme.colour(token))
            painter.drawText(QRectF(right - width, head.top(), width, head.height()), RIGHT, words)
            right -= width + 8
        return right

    def _nature(self, painter: QPainter, head: QRectF, left: float, right: float, nature: Nature) -> None:
        if not nature.tag or left + 6 + TAG > right:
            return
        token = "house" if nature.made_up else "good"
        box = QRectF(left + 6, head.center().y() - TAG / 2, TAG, TAG)
        self._box(painter, box, token, nature.tag, self._tag)
        if nature.begins:
            width = QFontMetricsF(self._small).horizontalAdvance(nature.holiday)
            if box.right() + 6 + width <= right:
                painter.setFont(self._small)
                painter.drawText(
                    QRectF(box.right() + 5, head.top(), width + 2, head.height()), LEFT, nature.holiday
                )

    def _box(self, painter: QPainter, box: QRectF, token: str, words: str, face: QFont) -> None:
        painter.setPen(self._theme.colour(f"{token}_line"))
        painter.setBrush(self._theme.colour(f"{token}_soft"))
        painter.drawRect(box.adjusted(0, 0, -1, -1))
        painter.setPen(self._theme.colour(token))
        painter.setFont(face)
        painter.drawText(box, CENTRE, words)

    def paint_more(self, painter: QPainter, box: QRectF, more: More) -> None:
        """Write how many plans a cell has no room for, red where there are anomalies among them."""
        words = f"还有 {more.count} 项" if box.width() >= 64 else f"+{more.count}"
        painter.setFont(self._strong if more.anomalies else self._small)
        if more.anomalies:
            words += f"，异常 {more.anomalies}" if box.width() >= 110 else " !"
        painter.setPen(self._theme.colour("official" if more.anomalies else "accent"))
        painter.drawText(box.adjusted(4, -2, 0, 1), LEFT, words)
