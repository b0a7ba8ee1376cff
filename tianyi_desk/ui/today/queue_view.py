"""The list of 今天要办: one row an item under the heads of their groups; worked by keyboard alone."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QToolTip

from tianyi_desk.services.queue import Section
from tianyi_desk.services.queue_items import Group, Item
from tianyi_desk.ui.theme import Theme
from tianyi_desk.ui.today.queue_delegate import HEAD, ROW, QueueDelegate
from tianyi_desk.ui.today.queue_model import QueueModel
from tianyi_desk.ui.today.words import item_tip

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
Index = QModelIndex | QPersistentModelIndex


class QueueView(QTableView):
    """`opened` carries the plan to open and whether in a window of its own; `moved` the item that became current."""

    opened = Signal(str, bool)
    moved = Signal(object)

    def __init__(self, theme: Theme, this_year: int) -> None:
        super().__init__()
        self.queue = QueueModel(self)
        self._heads: set[int] = set()
        self.delegate = QueueDelegate(theme, this_year, self)
        self.delegate.folded = self.queue.folded
        self.setModel(self.queue)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName("今天要办")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setVisible(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        vertical = self.verticalHeader()
        vertical.setVisible(False)
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setMinimumSectionSize(HEAD)
        vertical.setDefaultSectionSize(ROW)
        self.queue.modelReset.connect(self._size_heads)
        theme.changed.connect(self.viewport().update)

    # What it shows

    @property
    def rows(self) -> QueueModel:
        """Return the model with its type."""
        return self.queue

    def show_sections(self, sections: tuple[Section, ...]) -> None:
        """Show other groups; the current item stays, and where it is gone the next one takes its place.

        Gone is also what was filed and only has to be looked at any more: whoever files goes on with what is due.
        """
        place, item = self.currentIndex().row(), self.current()
        self.queue.set_sections(sections)
        known = self.queue.place_of(item.key) if item is not None else None
        now = self.queue.item(known) if known is not None else None
        filed = item is not None and item.coded.due and now is not None and not now.coded.due
        if known is not None and not filed:
            self.go_to(known)
        elif not self._go_near(max(0, place)):
            self.moved.emit(None)

    def _size_heads(self) -> None:
        """Give heads their height, and rows that were heads before that of an item."""
        heads = set(self.queue.heads())
        for place in self._heads - heads:
            if place < self.queue.rowCount():
                self.setRowHeight(place, ROW)
        for place in heads:
            self.setRowHeight(place, HEAD)
        self._heads = heads

    def _go_near(self, place: int) -> bool:
        """Make the first row from a place on current that can be, else the last before it."""
        count = self.queue.rowCount()
        for row in (*range(min(place, count), count), *range(min(place, count) - 1, -1, -1)):
            if self.queue.flags(self.queue.index(row)) & Qt.ItemFlag.ItemIsEnabled:
                self.go_to(row)
                return True
        return False

    def go_to(self, place: int) -> None:
        """Make the row at a place current and bring it into sight."""
        index = self.queue.index(place)
        self.selectionModel().setCurrentIndex(index, CHOOSE)
        if place and self.queue.item(place - 1) is None:
            self.scrollTo(self.queue.index(place - 1))  # the head of its group is worth a look
        self.scrollTo(index)

    def current(self) -> Item | None:
        """Return the current item, None on a folded group or nowhere."""
        return self.queue.item(self.currentIndex().row())

    def chosen(self) -> list[Item]:
        """Return the selected items from the top."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [item for place in places if (item := self.queue.item(place)) is not None]

    def go_to_next_asking(self) -> bool:
        """Go to the next item that somebody here must decide on, opening its group; from the end on from the top."""
        current = self.current()
        order = [(section.group, item) for section in self.queue.sections for item in section.items]
        here = next((place for place, (_group, item) in enumerate(order) if item is current), None)
        if here is None:
            group = self.queue.group_at(self.currentIndex().row())
            here = next((place for place, (one, _item) in enumerate(order) if one is group), 0) - 1
        for group, item in (*order[here + 1 :], *order[: here + 1]):
            if item.asks and item is not current:
                self.fold(group, on=False)
                place = self.queue.place_of(item.key)
                if place is not None:
                    self.go_to(place)
                return True
        return False

    def fold(self, group: Group, *, on: bool) -> None:
        """Fold a group away, or open it; its head or its first item becomes current."""
        if on is not (group in self.queue.folded):
            self.queue.fold(group, on=on)
            head = self.queue.head_of(group)
            if head is not None:
                self.go_to(head if on else head + 1)

    # Keys and the mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter (Ctrl: in a window of its own), fold with ← and open with →; Home and End go all the way."""
        item, group = self.current(), self.queue.group_at(self.currentIndex().row())
        key = event.key()
        if key in ENTER and item is not None:
            self.opened.emit(item.number, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif group is not None and (key == Qt.Key.Key_Left or (key in ENTER and item is None)):
            self.fold(group, on=key == Qt.Key.Key_Left)
        elif group is not None and key == Qt.Key.Key_Right:
            self.fold(group, on=False)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_near(0 if key == Qt.Key.Key_Home else self.queue.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold or open the group whose head is clicked."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.queue.item(index.row()) is None:
            group = self.queue.group_at(index.row())
            if group is not None and event.button() == Qt.MouseButton.LeftButton:
                self.fold(group, on=group not in self.queue.folded)
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open an item; on a group's head two clicks are two clicks."""
        item = self.queue.item(self.indexAt(event.position().toPoint()).row())
        if item is None:
            self.mousePressEvent(event)
        else:
            self.opened.emit(item.number, False)

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the tip of the item under the mouse; made only when it is asked for."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            item = self.queue.item(self.indexAt(event.pos()).row())
            QToolTip.showText(event.globalPos(), item_tip(item) if item is not None else "", self)
            return True
        return super().viewportEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which item became current."""
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.moved.emit(self.current())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Never stand on a row that is not marked."""
        super().focusInEvent(event)
        if self.currentIndex().isValid() and not self.selectionModel().hasSelection():
            self.go_to(self.currentIndex().row())
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Have the mark of the current row painted anew."""
        super().focusOutEvent(event)
        self.viewport().update()
