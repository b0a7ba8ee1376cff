"""Planned against actual, drawn to scale in one go: bars, zones, records, and the minutes beside them."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from tianyi_desk.services.plan_timeline import Lane, Timeline
from tianyi_desk.ui.plan_page.arrangement import Arrangement, Dot, Field, Text, arrange
from tianyi_desk.ui.theme import Theme, font

PIXELS = 12


class TimelineView(QWidget):
    """The timeline of a plan; whatever is cut or only drawn is told in full by the tip."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._timeline: Timeline | None = None
        self.arrangement = Arrangement()
        self._faces = {bold: font(PIXELS, bold=bold) for bold in (False, True)}
        self._metrics = {bold: QFontMetricsF(face) for bold, face in self._faces.items()}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("时间")
        theme.changed.connect(self.update)

    def show_timeline(self, timeline: Timeline) -> None:
        """Show another timeline."""
        self._timeline = timeline
        self._arrange()
        self.setAccessibleDescription("；".join(_words_of(timeline)))

    def sizeHint(self) -> QSize:
        """Return how high the lanes and the labels below them are."""
        return QSize(600, int(self.arrangement.height))

    def minimumSizeHint(self) -> QSize:
        """Return the least width at which lanes can be told apart."""
        return QSize(320, int(self.arrangement.height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay everything out anew."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        if self._timeline is None:
            return
        before = self.arrangement.height
        self.arrangement = arrange(self._timeline, float(self.width()), self.measure)
        if self.arrangement.height != before:
            self.updateGeometry()
        self.update()

    def measure(self, words: str, bold: bool) -> float:
        """Return how many pixels a text takes."""
        return self._metrics[bold].horizontalAdvance(words)

    def event(self, event: QEvent) -> bool:
        """Tell in full what is under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            words = self.hint_at(QPointF(event.pos()))
            if words:
                QToolTip.showText(event.globalPos(), words, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def hint_at(self, place: QPointF) -> str:
        """Return what lies at a place, in words."""
        return "\n".join(dict.fromkeys(words for box, words in self.arrangement.hints if box.contains(place)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint grounds, lines, records and texts, in this order."""
        painter = QPainter(self)
        made = self.arrangement
        for field in made.fields:
            self._field(painter, field)
        for stroke in made.strokes:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(self._theme.colour(stroke.token), 2 if stroke.wide else 1))
            painter.drawLine(QPointF(stroke.x1, stroke.y1), QPointF(stroke.x2, stroke.y2))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for dot in made.dots:
            self._dot(painter, dot)
        for text in made.texts:
            self._text(painter, text)

    def _field(self, painter: QPainter, field: Field) -> None:
        colour = self._theme.colour(field.token)
        if not field.framed:
            painter.fillRect(field.box, colour)
            return
        style = Qt.PenStyle.DashLine if field.dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(colour, 1, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(field.box.adjusted(0.5, 0.5, -0.5, -0.5))

    def _dot(self, painter: QPainter, dot: Dot) -> None:
        colour = self._theme.colour(dot.token)
        pen = QPen(colour, 1.4) if not dot.tick.counted else QPen(Qt.PenStyle.NoPen)
        painter.setPen(pen)
        painter.setBrush(colour if dot.tick.counted else Qt.BrushStyle.NoBrush)
        if dot.lane is Lane.PHOTO:
            painter.drawRect(QRectF(dot.x - 1, dot.y - 6, 2, 12))
            return
        radius = 4.0 if dot.tick.decides else 3.0
        painter.drawEllipse(QPointF(dot.x, dot.y), radius, radius)

    def _text(self, painter: QPainter, text: Text) -> None:
        if text.ground:
            painter.fillRect(text.box.adjusted(-3, 3, 3, -3), self._theme.colour(text.ground))
        painter.setFont(self._faces[text.bold])
        painter.setPen(self._theme.colour(text.token))
        words = text.words
        if text.cut:
            words = self._metrics[text.bold].elidedText(words, Qt.TextElideMode.ElideRight, text.box.width())
        box = text.box.adjusted(0, 0, 2, 0)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)


def _words_of(timeline: Timeline) -> list[str]:
    """Return the whole timeline in words, for who cannot see it."""
    found = []
    for segment in timeline.segments:
        found.append(segment.words)
        found += [caption.text for caption in segment.captions]
        found += [f"{mark.lane.value} {mark.text}" for mark in segment.marks]
    return found + [tick.hint for tick in timeline.elsewhere]
