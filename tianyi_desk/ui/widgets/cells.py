"""How a cell of a list is painted: text cut in the middle, chips, boxes, the mark of the current row."""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tianyi_desk.ui.chips import chip_width, paint_chips
from tianyi_desk.ui.tables import ROW_ROLE, Column, RowTableModel
from tianyi_desk.ui.theme import Theme, font

PAD = 8
BOX = 16
BAR = 3
_SELECTED = QStyle.StateFlag.State_Selected.value
_UNDER_MOUSE = QStyle.StateFlag.State_MouseOver.value
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_LEFT, _RIGHT = int(_MIDDLE | Qt.AlignmentFlag.AlignLeft), int(_MIDDLE | Qt.AlignmentFlag.AlignRight)
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
        theme, model, place = self._theme, self._model, index.column()
        state: int = option.state.value  # a number: a screen has hundreds of cells
        rect: Any = option.rect
        chosen = state & _SELECTED
        if chosen:
            painter.fillRect(rect, theme.colour("accent_soft"))
        elif state & _UNDER_MOUSE:
            painter.fillRect(rect, theme.colour("hover"))
        left, top, width, height = rect.getRect()
        painter.fillRect(left, top + height - 1, width, 1, theme.colour("line"))
        if chosen and place == 0:
            view = self.parent()
            there = isinstance(view, QWidget) and view.hasFocus()
            painter.fillRect(left, top, BAR, height, theme.colour("accent_fill" if there else "line_strong"))
        row = model.row(index.row())
        if model.ticks and place == 0:
            painter.save()
            self._box(painter, QRectF(rect), model.tick_key(row) in model.ticked)
            painter.restore()
            return
        column = model.columns[place - model.first]
        inner = QRectF(left + self._pad, top, width - 2 * self._pad, height)
        if column.chips is not None and (chips := column.chips(row)):
            painter.save()
            painter.setClipRect(rect)
            if column.right:
                inner.setLeft(max(inner.left(), inner.right() - sum(map(chip_width, chips))))
            paint_chips(painter, inner, chips, theme.palette)
            painter.restore()
        elif text := column.text(row):
            painter.setPen(theme.colour(column.tone(row) or "text" if column.tone is not None else "text"))
            self._text(painter, inner, column, text)

    def _text(self, painter: QPainter, inner: QRectF, column: Column[Any], text: str) -> None:
        mode = Qt.TextElideMode.ElideMiddle if column.middle else Qt.TextElideMode.ElideRight
        painter.setFont(self._faces[column.bold])
        painter.drawText(
            inner,
            _RIGHT if column.right else _LEFT,
            self._metrics[column.bold].elidedText(text, mode, int(inner.width())),
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
