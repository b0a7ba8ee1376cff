"""The visits with photos, two lines each: what was decided, the enterprise, the day, the leader, how many photos."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem

from tianyi_desk.services.gallery import UNDECIDED, Conclusion, VisitLine
from tianyi_desk.services.photo_adding import are_pictures
from tianyi_desk.ui.chips import chip_width, code_chip, paint_chip, paint_shape
from tianyi_desk.ui.drop import accept_as_copy, dropped_paths
from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.tables import ROW_ROLE, Column, RowTableModel
from tianyi_desk.ui.theme import Theme, font
from tianyi_desk.ui.widgets.cells import BAR, CellDelegate
from tianyi_desk.ui.widgets.list_view import ListView

ROW = 48
LEFT, SHAPE = 14, 12
STATES: dict[str, tuple[str, str]] = {
    Conclusion.PASSED: ("tick", "good"),
    Conclusion.TROUBLED: ("cross", "official"),
    Conclusion.LACKING: ("diamond", "house"),
    UNDECIDED: ("ring", "faint"),
}
"""The shape and the colour of what was decided."""
Index = QModelIndex | QPersistentModelIndex


def visit_words(line: VisitLine) -> str:
    """Say everything that a row shows, for those who hear it."""
    opening, closing, other = line.counts
    return (
        f"{line.plan.enterprise}，{line.state}，{line.plan.start:%m-%d}，{line.plan.leader}，"
        f"首次 {opening} 张、末次 {closing} 张、其他 {other} 张"
    )


def visit_model(parent: Any) -> RowTableModel[VisitLine]:
    """Return the list's model."""
    column = Column[VisitLine]("visit", "审核", visit_words, 240, stretch=True)
    return RowTableModel[VisitLine]([column], lambda line: line.key, parent=parent)


class VisitCells(CellDelegate):
    """Paint a visit in two lines."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one visit."""
        line: VisitLine = index.data(ROW_ROLE)
        state: Any = option.state
        rect: Any = option.rect
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(rect, self._theme.colour("accent_soft"))
            painter.fillRect(rect.left(), rect.top(), BAR, rect.height(), self._theme.colour("accent_fill"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self._theme.colour("hover"))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        shape, tone = STATES[line.state]
        middle = rect.top() + rect.height() / 2
        paint_shape(
            painter,
            QRectF(rect.left() + LEFT, middle - SHAPE / 2, SHAPE, SHAPE),
            shape,
            self._theme.colour(tone),
        )
        right = self._code(painter, line, rect.right() - 12, middle)
        self._words(painter, line, QRectF(rect.left() + 38, rect.top() + 5, right - rect.left() - 46, 19))
        painter.restore()

    def _code(self, painter: QPainter, line: VisitLine, right: float, middle: float) -> float:
        """Paint the first code; return where it begins."""
        if not line.codes:
            return right
        chip = code_chip(line.codes[0], title=False)
        left = right - chip_width(chip)
        paint_chip(painter, left, middle, chip, self._theme.palette)
        return left

    def _words(self, painter: QPainter, line: VisitLine, box: QRectF) -> None:
        opening, closing, other = line.counts
        lack = "" if line.files else "  无文件"
        below = f"{line.plan.start:%m-%d}  {opening}·{closing}·{other}{lack}  {line.plan.leader}"
        for text, pixels, tone, shift in (
            (line.plan.enterprise, 13, "text", 0.0),
            (below, 12, "muted", 19.0),
        ):
            face = font(pixels)
            painter.setFont(face)
            painter.setPen(self._theme.colour(tone))
            mode = Qt.TextElideMode.ElideRight if shift else Qt.TextElideMode.ElideMiddle
            cut = QFontMetrics(face).elidedText(text, mode, int(box.width()))
            painter.drawText(
                box.translated(0, shift), int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), cut
            )


class VisitList(ListView[VisitLine]):
    """The list of visits; one is chosen at a time.

    `dropped` carries the VisitLine that pictures were dropped on, and their paths.
    """

    dropped = Signal(object, object)

    def __init__(self, model: RowTableModel[VisitLine], theme: Theme, remembered: Remembered) -> None:
        super().__init__("photo-visits", model, theme, remembered)
        self.setItemDelegate(VisitCells(theme, model, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName("有照片的审核")
        self.setSortingEnabled(False)
        self.horizontalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take pictures; anything else is the window's."""
        if are_pictures(dropped_paths(event.mimeData())):
            accept_as_copy(event)
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Choose the visit that the pictures would go to."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.go_to(index.row())
            accept_as_copy(event)
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the pictures on, after the drop: a menu inside it would hold up the program they come from."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            accept_as_copy(event)
            line, paths = self.rows.row(index.row()), dropped_paths(event.mimeData())
            QTimer.singleShot(0, self, lambda: self.dropped.emit(line, paths))
