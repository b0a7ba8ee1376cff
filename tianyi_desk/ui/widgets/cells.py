"""How a cell of a list is painted: text cut in the middle, chips, boxes, the mark of the current row."""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tianyi_desk.ui.chips import paint_chips
from tianyi_desk.ui.tables import CHIPS_ROLE, ROW_ROLE, TONE_ROLE, RowTableModel
from tianyi_desk.ui.theme import Theme, font

PAD = 8
BOX = 16
BAR = 3
Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Paint every cell of a RowTableModel by the tokens of the theme; `pixels` and `pad` suit the list's size."""

    def __init__(
        self, theme: Theme, model: RowTableModel[Any], parent: Any = None, *, pixels: int = 13, pad: int = PAD
    ) -> None:
        super().__init__(parent)
        self._theme, self._model, self._pad = theme, model, pad
        self._faces = {bold: font(pixels, bold=bold) for bold in (False, True)}
        self._metrics = {bold: QFontMetrics(face) for bold, face in self._faces.items()}

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return how much room a cell's text wants."""
        text = index.data(Qt.ItemDataRole.DisplayRole) or ""
        return QSize(self._metrics[False].horizontalAdvance(text) + 2 * self._pad + 4, 28)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        palette = self._theme.palette
        state: Any = option.state
        rect: Any = option.rect
        painter.save()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, self._theme.colour("accent_soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self._theme.colour("hover"))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if chosen and index.column() == 0:
            view = self.parent()
            there = isinstance(view, QWidget) and view.hasFocus()
            mark = self._theme.colour("accent_fill" if there else "line_strong")
            painter.fillRect(rect.left(), rect.top(), BAR, rect.height(), mark)
        inner = QRectF(rect).adjusted(self._pad, 0, -self._pad, 0)
        row = index.data(ROW_ROLE)
        if self._model.ticks and index.column() == 0:
            self._box(painter, QRectF(rect), self._model.tick_key(row) in self._model.ticked)
        elif chips := index.data(CHIPS_ROLE):
            painter.setClipRect(rect)
            paint_chips(painter, inner, chips, palette)
        else:
            self._text(painter, inner, index)
        painter.restore()

    def _text(self, painter: QPainter, inner: QRectF, index: Index) -> None:
        column = self._model.columns[index.column() - self._model.first]
        text = index.data(Qt.ItemDataRole.DisplayRole)
        if not text:
            return
        metrics = self._metrics[column.bold]
        mode = Qt.TextElideMode.ElideMiddle if column.middle else Qt.TextElideMode.ElideRight
        painter.setFont(self._faces[column.bold])
        painter.setPen(self._theme.colour(index.data(TONE_ROLE) or "text"))
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(
            inner,
            int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine),
            metrics.elidedText(text, mode, int(inner.width())),
        )

    def _box(self, painter: QPainter, cell: QRectF, on: bool) -> None:
        paint_box(
            painter,
            QRectF(cell.center().x() - BOX / 2, cell.center().y() - BOX / 2, BOX, BOX),
            self._theme,
            on,
        )

    def editorEvent(self, event: QEvent, model: Any, option: QStyleOptionViewItem, index: Index) -> bool:
        """Tick a box that was clicked."""
        if (
            self._model.ticks
            and index.column() == 0
            and isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonRelease
            and event.button() == Qt.MouseButton.LeftButton
        ):
            on = self._model.tick_key(index.data(ROW_ROLE)) in self._model.ticked
            self._model.tick([index.row()], not on)
            return True
        return super().editorEvent(event, model, option, index)


def paint_box(painter: QPainter, box: QRectF, theme: Theme, on: bool) -> None:
    """Paint a box to tick, 16 pixels square."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    frame = box.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(theme.colour("accent_fill" if on else "line_strong"))
    painter.setBrush(theme.colour("accent_fill" if on else "surface"))
    painter.drawRoundedRect(frame, 3, 3)
    if on:
        painter.setPen(QPen(theme.colour("on_accent"), 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        left, top = box.left(), box.top()
        painter.drawPolyline(
            [QPointF(left + 4, top + 8.4), QPointF(left + 7, top + 11.2), QPointF(left + 12, top + 5.2)]
        )
