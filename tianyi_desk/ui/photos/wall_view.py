"""The wall itself: a grid of thumbnails that only ever asks for, and paints, what is in sight."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QPixmap,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from tianyi_desk.services.photo_wall import WallShot
from tianyi_desk.ui.chips import paint_shape
from tianyi_desk.ui.photos.darkroom import Darkroom
from tianyi_desk.ui.photos.strips import shot_words
from tianyi_desk.ui.photos.visit_list import STATES
from tianyi_desk.ui.tables import ROW_ROLE, RowTableModel
from tianyi_desk.ui.theme import Theme, font

SIZES = (160, 240, 320, 480)
"""How wide a thumbnail may be, in logical pixels."""
PAD, WORDS, SHAPE = 8, 40, 11
SLACK = 4
"""Qt wraps a row that fills the room to the last pixel."""
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
Index = QModelIndex | QPersistentModelIndex
_LINE = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_MIDDLE = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)


def wall_words(one: WallShot) -> str:
    """Say everything that a cell shows, for those who hear it."""
    return f"{one.line.plan.enterprise}，{one.line.state}，{shot_words(one.shot)}"


class WallView(QListView):
    """A grid of photos. `opened` carries the WallShot of a double click or of Enter, `resized` follows another size."""

    opened = Signal(object)
    resized = Signal()

    def __init__(self, model: RowTableModel[WallShot], theme: Theme, darkroom: Darkroom) -> None:
        super().__init__()
        self._rows, self._darkroom = model, darkroom
        self.width_of_one = SIZES[0]
        self.setModel(model)
        self.setItemDelegate(WallCells(self, theme, darkroom))
        self.setObjectName("photo-wall")
        self.setAccessibleName("全部照片")
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._want)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._soon.start())
        model.modelReset.connect(self._soon.start)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ROW_ROLE)))
        darkroom.thumbnail_ready.connect(self._ready)
        theme.changed.connect(self.viewport().update)
        self._fit()

    @property
    def height_of_one(self) -> int:
        """Return how high a thumbnail is."""
        return self.width_of_one * 3 // 4

    @property
    def pixels(self) -> int:
        """Return how many of the screen's pixels a thumbnail is wide."""
        return int(self.width_of_one * self.devicePixelRatioF())

    @property
    def columns(self) -> int:
        """Return how many stand side by side."""
        return max(1, (self.viewport().width() - SLACK) // self.gridSize().width())

    def current(self) -> WallShot | None:
        """Return the photo that is chosen."""
        index = self.currentIndex()
        return self._rows.row(index.row()) if index.isValid() else None

    def go_to(self, place: int) -> None:
        """Choose the photo at a place and bring it into sight."""
        if 0 <= place < self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(place, 0))
            self.scrollTo(self.currentIndex())

    # Size

    def set_size(self, steps: int) -> None:
        """Make the thumbnails larger or smaller by steps; what is looked at stays in sight."""
        place = SIZES.index(self.width_of_one) + steps
        self.width_of_one = SIZES[max(0, min(place, len(SIZES) - 1))]
        kept = self._anchor()
        self._fit()
        self.doItemsLayout()
        if kept.isValid():
            self.scrollTo(kept, QAbstractItemView.ScrollHint.PositionAtCenter)
        self.resized.emit()

    def _anchor(self) -> QModelIndex:
        """Return the photo that is chosen where it is in sight, else the one in the middle."""
        current = self.currentIndex()
        if current.isValid() and self.viewport().rect().intersects(self.visualRect(current)):
            return current
        places = [place for place, _one in self._in_sight_places()]
        return self._rows.index(places[len(places) // 2], 0) if places else QModelIndex()

    def _fit(self) -> None:
        """Spread the columns over the whole width, so that no gap is left at the right."""
        least = self.width_of_one + 2 * PAD
        room = self.viewport().width() - SLACK
        width = max(least, room // max(1, room // least))
        size = QSize(width, self.height_of_one + WORDS + 2 * PAD)
        if size != self.gridSize():
            self.setGridSize(size)
        self.verticalScrollBar().setSingleStep(max(24, size.height() // 4))
        self._soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the new width."""
        self._fit()
        super().resizeEvent(event)

    # What is asked for

    def in_sight(self, beyond: int = 0) -> list[WallShot]:
        """Return the photos whose cells are in sight, and those of some rows below and above."""
        height, offset = self.gridSize().height(), self.verticalOffset()
        first = max(0, offset // height - beyond)
        last = (offset + self.viewport().height() - 1) // height + beyond
        places = range(first * self.columns, min((last + 1) * self.columns, self._rows.rowCount()))
        return [self._rows.row(place) for place in places]

    def _want(self) -> None:
        if not self.isVisible():
            return
        seen = self.in_sight()
        rows = self.viewport().height() // self.gridSize().height() + 1
        known = {one.key for one in seen}
        beside = [one for one in self.in_sight(rows) if one.key not in known]
        self._darkroom.want_thumbnails([one.shot for one in (*seen, *beside)], self.pixels)

    def _ready(self, key: int) -> None:
        place = next((place for place, one in self._in_sight_places() if one.key == key), None)
        if place is not None:
            self.viewport().update(self.visualRect(self._rows.index(place, 0)))

    def _in_sight_places(self) -> Iterator[tuple[int, WallShot]]:
        if not self.isVisible():
            return iter(())
        first = self.verticalOffset() // self.gridSize().height() * self.columns
        return enumerate(self.in_sight(), first)

    # Keys, wheel and tips

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the chosen photo with Enter or Space."""
        one = self.current()
        if event.key() in ENTER and one is not None:
            self.opened.emit(one)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change the size of the thumbnails with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_size(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for what is in sight."""
        super().showEvent(event)
        self._soon.start()


class WallCells(QStyledItemDelegate):
    """Paint a photo of the wall: the thumbnail, the enterprise with what was decided, the strip and the day."""

    def __init__(self, view: WallView, theme: Theme, darkroom: Darkroom) -> None:
        super().__init__(view)
        self._view, self._theme, self._darkroom = view, theme, darkroom

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the size that all of them have."""
        return self._view.gridSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        one: WallShot = index.data(ROW_ROLE)
        state: Any = option.state
        rect: Any = option.rect
        cell = QRect(rect).adjusted(2, 2, -2, -2)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(cell, self._theme.colour("accent_soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(cell, self._theme.colour("hover"))
        width = self._view.width_of_one
        left = rect.left() + (rect.width() - width) // 2
        box = QRect(left, rect.top() + PAD, width, self._view.height_of_one)
        self._picture(painter, one, box)
        self._words(painter, one, QRect(box.left(), box.bottom() + 4, width, WORDS - 4))
        if chosen:
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.drawRect(cell.adjusted(1, 1, -1, -1))
        painter.restore()

    def _picture(self, painter: QPainter, one: WallShot, box: QRect) -> None:
        painter.fillRect(box, self._theme.colour("sunken"))
        made = self._darkroom.thumbnail(one.shot, self._view.pixels)
        if made is not None and made.pixmap is not None:
            painter.drawPixmap(fitted(made.pixmap, box), made.pixmap)
            return
        words = made.fault if made is not None else ("" if one.shot.has_file else "没有文件")
        painter.setFont(font(12))
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(box.adjusted(6, 6, -6, -6), _MIDDLE, words)

    def _words(self, painter: QPainter, one: WallShot, box: QRect) -> None:
        shape, tone = STATES[one.line.state]
        mark = QRectF(box.left(), box.top() + (18 - SHAPE) / 2, SHAPE, SHAPE)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_shape(painter, mark, shape, self._theme.colour(tone))
        below = f"{one.line.plan.start:%m-%d}  {one.shot.category.value} {one.place}/{one.of}"
        metrics = QFontMetrics(font(12))
        painter.setFont(font(12))
        for text, role, left, top in (
            (one.line.plan.enterprise, "text", SHAPE + 5, 0),
            (below, "muted", SHAPE + 5, 17),
        ):
            line = QRect(box.left() + left, box.top() + top, box.width() - left, 18)
            painter.setPen(self._theme.colour(role))
            painter.drawText(
                line, _LINE, metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, line.width())
            )


def fitted(pixmap: QPixmap, box: QRect) -> QRect:
    """Return where a picture stands in a box: as large as it fits, in the middle, never blown up beyond twice."""
    size = pixmap.size()
    target = size.scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
    if target.width() > 2 * size.width():
        target = size * 2
    placed = QRect(QPoint(0, 0), target)
    placed.moveCenter(box.center())
    return placed
