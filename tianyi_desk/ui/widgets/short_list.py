"""A list that is as high as its rows, for a page that scrolls as a whole."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt
from PySide6.QtGui import QFocusEvent, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QStyle, QStyleOptionViewItem, QToolTip

from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.tables import ROW_ROLE, RowTableModel
from tianyi_desk.ui.theme import Theme
from tianyi_desk.ui.widgets.cells import CellDelegate
from tianyi_desk.ui.widgets.list_view import ListView

R = TypeVar("R")
ROW, HEAD = 24, 24
PIXELS, PAD = 12, 4
MARK = 5
"""Pixels of the corner of a cell that somebody put right."""
Index = QModelIndex | QPersistentModelIndex


class SmallCells(CellDelegate):
    """Paint small cells, on a ground that their row asks for."""

    def __init__(
        self, theme: Theme, model: RowTableModel[Any], ground: Callable[[Any], str] | None, parent: Any
    ) -> None:
        super().__init__(theme, model, parent, pixels=PIXELS, pad=PAD)
        self._ground = ground

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row's ground below a cell that is not selected."""
        token = self._ground(index.data(ROW_ROLE)) if self._ground is not None else ""
        state: Any = option.state
        rect: Any = option.rect
        if token and not state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._theme.colour(token))
        super().paint(painter, option, index)
        view = self.parent()
        if isinstance(view, ShortList) and view.mark_at(index):
            corner: Any = rect.topRight()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent_fill"))
            painter.drawPolygon([corner, corner - QPoint(MARK, 0), corner + QPoint(0, MARK)])


class ShortList(ListView[R]):
    """A list without scroll bars; `ground` names the token of a row's ground, "" for the page's own."""

    def __init__(
        self,
        name: str,
        model: RowTableModel[R],
        theme: Theme,
        remembered: Remembered,
        ground: Callable[[R], str] | None = None,
    ) -> None:
        super().__init__(name, model, theme, remembered)
        self.marked: Callable[[R, str], str] | None = None
        self.setItemDelegate(SmallCells(theme, model, ground, self))
        self.setProperty("small", True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.horizontalHeader().setFixedHeight(HEAD)
        model.modelReset.connect(self.updateGeometry)

    def mark_at(self, index: Index) -> str:
        """Return what is to be told of a cell besides its tip: what somebody put right there; "" for nothing."""
        if self.marked is None or not index.isValid():
            return ""
        return self.marked(self.rows.row(index.row()), self.rows.columns[index.column()].key)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell in the tip what somebody put right in a cell, before what the cell tells itself."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            words = self.mark_at(index)
            if words:
                tip = index.data(Qt.ItemDataRole.ToolTipRole) or ""
                QToolTip.showText(event.globalPos(), f"{words}\n{tip}".strip(), self.viewport())
                return True
        return super().viewportEvent(event)

    def sizeHint(self) -> QSize:
        """Return the height of the head and every row."""
        return QSize(320, HEAD + ROW * self.rows.rowCount())

    def minimumSizeHint(self) -> QSize:
        """Return the same: a short list never scrolls."""
        return QSize(160, self.sizeHint().height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the first row where the keyboard comes in and none is marked."""
        super().focusInEvent(event)
        if self.current() is None:
            self.go_to(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leave no row marked behind: a page has several lists, and one place of work."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
