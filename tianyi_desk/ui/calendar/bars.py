"""How a bar of the calendar is painted: every day in the colour of its half, the mark, the name."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen

from tianyi_desk.facts.vocabulary import AuditMode, Status
from tianyi_desk.services.calendar_bars import Bar, Half, Mark
from tianyi_desk.ui.calendar.words import project_words, short_name
from tianyi_desk.ui.theme import Theme, font

TOKENS: dict[Half, str] = {Half.WHOLE: "whole", Half.MORNING: "morning", Half.AFTERNOON: "afternoon"}
"""Which tokens a half-day is drawn in; `<token>_soft` is its ground (M3.2(2))."""
RADIUS, EDGE, LEADER_EDGE, MARK = 3.0, 3.0, 5.0, 12.0
PAD = 6
LEAST = 18
"""A name with less room than this is left to the tip."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is special about a bar: whether it is pointed at or chosen, and whose it is in the week by person."""

    lit: bool = False
    chosen: bool = False
    leads: bool = False
    note: str = ""


class BarPainter:
    """Paints bars in the theme's colours; made once, it keeps fonts and their measures."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._name, self._note = font(12), font(11)
        self._sign = font(10, bold=True)
        self._measure_name, self._measure_note = QFontMetricsF(self._name), QFontMetricsF(self._note)

    def paint(self, painter: QPainter, parts: Sequence[tuple[QRectF, Half]], bar: Bar, look: Look) -> None:
        """Paint the bar of a visit; `parts` are its days from the left, each with what the day is."""
        box = parts[0][0].united(parts[-1][0])
        self._ground(painter, parts, box)
        first, last = TOKENS[parts[0][1]], TOKENS[parts[-1][1]]
        if bar.starts:
            width = LEADER_EDGE if look.leads else EDGE
            painter.fillRect(QRectF(box.left(), box.top(), width, box.height()), self._theme.colour(first))
        if bar.ends:
            painter.fillRect(QRectF(box.right() - 2, box.top(), 2, box.height()), self._theme.colour(last))
        if bar.line.plan.mode is AuditMode.REMOTE:
            self._frame(painter, box, first, 1.0, Qt.PenStyle.DashLine)
        if look.lit or look.chosen:
            self._frame(painter, box, "accent", 1.5 if look.chosen else 1.0, Qt.PenStyle.SolidLine)
        self._words(painter, box, bar, look)

    def _ground(self, painter: QPainter, parts: Sequence[tuple[QRectF, Half]], box: QRectF) -> None:
        painter.save()
        path = QPainterPath()
        path.addRoundedRect(box, RADIUS, RADIUS)
        painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        for part, half in parts:
            painter.fillRect(part, self._theme.colour(f"{TOKENS[half]}_soft"))
        painter.restore()

    def _frame(self, painter: QPainter, box: QRectF, token: str, width: float, style: Qt.PenStyle) -> None:
        painter.setPen(QPen(self._theme.colour(token), width, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)

    def _words(self, painter: QPainter, box: QRectF, bar: Bar, look: Look) -> None:
        left = box.left() + PAD + (2 if bar.starts else 0) + (2 if look.leads else 0)
        right = box.right() - 4
        mark, plan = bar.mark, bar.line.plan
        if mark is not None and right - left >= MARK:
            self.paint_mark(painter, QRectF(left, box.center().y() - MARK / 2, MARK, MARK), mark)
            left += MARK + 4
        if right - left < LEAST:
            return
        void = plan.status is Status.CANCELLED
        face = font(12) if void else self._name
        face.setStrikeOut(void)
        painter.setFont(face)
        painter.setPen(self._theme.colour("muted" if void else "text"))
        name = short_name(plan.enterprise)
        self._text(painter, QRectF(left, box.top(), right - left, box.height()), name, self._measure_name)
        left += self._measure_name.horizontalAdvance(name) + 6
        note = " ".join(filter(None, (look.note, project_words(bar.lines))))
        if right - left >= min(40.0, self._measure_note.horizontalAdvance(note)):
            painter.setFont(self._note)
            painter.setPen(self._theme.colour("muted"))
            self._text(painter, QRectF(left, box.top(), right - left, box.height()), note, self._measure_note)

    @staticmethod
    def _text(painter: QPainter, box: QRectF, words: str, measure: QFontMetricsF) -> None:
        shown = measure.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(box.adjusted(0, 0, 2, 0), int(align), shown)

    def paint_mark(self, painter: QPainter, box: QRectF, mark: Mark) -> None:
        """Paint a mark into a square: ! on a red disc, ! in a ring for 签到提醒, a tick for 已说明."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if mark is Mark.EXPLAINED:
            painter.setPen(QPen(self._theme.colour("good"), 1.8, c=Qt.PenCapStyle.RoundCap))
            painter.drawPolyline([_at(box, 0.15, 0.55), _at(box, 0.4, 0.8), _at(box, 0.85, 0.25)])
        else:
            filled = mark is Mark.ANOMALY
            tone = self._theme.colour("official" if filled else "remind")
            painter.setPen(Qt.PenStyle.NoPen if filled else QPen(tone, 1.4))
            painter.setBrush(tone if filled else self._theme.colour("surface"))
            painter.drawEllipse(box if filled else box.adjusted(0.7, 0.7, -0.7, -0.7))
            painter.setPen(
                QPen(self._theme.colour("surface") if filled else tone, 1.6, c=Qt.PenCapStyle.RoundCap)
            )
            painter.drawLine(_at(box, 0.5, 0.25), _at(box, 0.5, 0.55))
            painter.drawPoint(_at(box, 0.5, 0.77))
        painter.restore()


def _at(box: QRectF, x: float, y: float) -> QPointF:
    return QPointF(box.left() + x * box.width(), box.top() + y * box.height())
