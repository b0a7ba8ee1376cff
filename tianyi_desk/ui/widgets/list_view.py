"""The view of every list: keyboard, remembered columns, copy, and two signals for opening a row."""

from collections.abc import Hashable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.tables import Index, RowTableModel
from tianyi_desk.ui.theme import Theme
from tianyi_desk.ui.widgets.cells import CellDelegate

R = TypeVar("R")
ROW_HEIGHT = 28
TICK_WIDTH = 34
STRETCH = QHeaderView.ResizeMode.Stretch
CHOOSE_ROW = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ListView(QTableView, Generic[R]):
    """A list of rows.

    `opened` (Enter, double click) and `opened_apart` (Ctrl+Enter) carry the row; `moved` the current row or None.
    """

    opened = Signal(object)
    opened_apart = Signal(object)
    moved = Signal(object)

    def __init__(
        self,
        name: str,
        model: RowTableModel[R],
        theme: Theme,
        remembered: Remembered,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._rows, self._remembered = name, model, remembered
        self._current: Hashable | None = None
        self._put_away: set[int] = set()  # columns that nobody wants to see; others may still lack the room
        self._fitting = False
        self.setObjectName(name)
        self.setModel(model)
        self.setItemDelegate(CellDelegate(theme, model, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        vertical = self.verticalHeader()
        vertical.setVisible(False)
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setDefaultSectionSize(ROW_HEIGHT)
        self._set_up_header()
        self.doubleClicked.connect(self._double_clicked)
        model.modelAboutToBeReset.connect(self._note_current)
        model.modelReset.connect(self._find_current)
        theme.changed.connect(self.viewport().update)

    @property
    def rows(self) -> RowTableModel[R]:
        """Return the model with its type."""
        return self._rows

    def current(self) -> R | None:
        """Return the current row, None where there is none."""
        place = self.currentIndex().row()
        return self._rows.row(place) if 0 <= place < self._rows.rowCount() else None

    def chosen(self) -> list[R]:
        """Return the selected rows from the top."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows(self._rows.first))
        return [self._rows.row(place) for place in places]

    def go_to(self, place: int) -> None:
        """Make the row at a place current and bring it into sight."""
        if 0 <= place < self._rows.rowCount():
            index = self._rows.index(place, self._rows.first)
            # Not setCurrentIndex, which heeds the keys that happen to be held down.
            self.selectionModel().setCurrentIndex(index, CHOOSE_ROW)
            self.scrollTo(index)

    def go_to_key(self, key: Hashable) -> bool:
        """Make the row with a key current; tell whether it is shown."""
        place = self._rows.place_of(key)
        if place is not None:
            self.go_to(place)
        return place is not None

    # Columns

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setFirstSectionMovable(not self._rows.ticks)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(TICK_WIDTH)
        header.setFixedHeight(ROW_HEIGHT)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        first = self._rows.first
        if first:
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(0, TICK_WIDTH)
        for place, column in enumerate(self._rows.columns, first):
            self.setColumnWidth(place, column.width)
            self.setColumnHidden(place, column.hidden)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        kept = self._remembered.shape(self._state_key)
        if kept is not None and header.restoreState(kept) and header.isSortIndicatorShown():
            self.sortByColumn(header.sortIndicatorSection(), header.sortIndicatorOrder())
        # Which columns are hidden in the kept state also tells what lacked the room that day.
        own = {place for place, column in enumerate(self._rows.columns, first) if column.hidden}
        kept_away = self._remembered.text(f"{self._state_key}/away", "-")
        self._put_away = own if kept_away == "-" else set(self._remembered.numbers(f"{self._state_key}/away"))
        for signal in (header.sectionResized, header.sectionMoved, header.sortIndicatorChanged):
            signal.connect(self._keep_columns)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._column_menu_at)

    @property
    def _state_key(self) -> str:
        # The columns belong to the key: a list that has got other ones starts afresh.
        return f"columns/{self._name}/{'-'.join(column.key for column in self._rows.columns)}"

    def _keep_columns(self) -> None:
        if not self._fitting:
            self._remembered.keep(self._state_key, self.horizontalHeader().saveState())
            self._remembered.keep(f"{self._state_key}/away", sorted(self._put_away))

    def _fit_columns(self) -> None:
        """Let the least important columns give way where there is too little room, and come back where there is."""
        first, columns = self._rows.first, self._rows.columns
        wanted = [place for place in range(len(columns)) if place + first not in self._put_away]
        room = self.viewport().width() - (TICK_WIDTH if first else 0)
        for place in sorted(wanted, key=lambda place: -columns[place].rank):
            needed = sum(self._width(one) for one in wanted)
            if needed <= room or not columns[place].rank:
                break
            wanted.remove(place)
        self._fitting = True
        for place in range(len(columns)):
            self.setColumnHidden(place + first, place not in wanted)
        self._stretch_one(wanted)
        self._fitting = False

    def _stretch_one(self, wanted: list[int]) -> None:
        """Give what room is left to the column made for it, or to one whose text is cut in the middle."""
        columns, header, first = self._rows.columns, self.horizontalHeader(), self._rows.first
        takers = [place for place in wanted if columns[place].stretch]
        takers += [place for place in wanted if columns[place].middle]
        for place, column in enumerate(columns):
            taker = takers[:1] == [place]
            if not taker and header.sectionResizeMode(place + first) is STRETCH:
                header.setSectionResizeMode(place + first, QHeaderView.ResizeMode.Interactive)
                header.resizeSection(place + first, column.width)
            elif taker:
                header.setSectionResizeMode(place + first, STRETCH)

    def _width(self, place: int) -> int:
        column = self._rows.columns[place]
        shown = self.columnWidth(place + self._rows.first)
        stretched = self.horizontalHeader().sectionResizeMode(place + self._rows.first) is STRETCH
        return column.width if stretched or not shown else shown

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns into the new room."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_columns()

    def _column_menu_at(self, place: QPoint) -> None:
        self.column_menu().exec(self.horizontalHeader().mapToGlobal(place))

    def column_menu(self) -> QMenu:
        """Return a menu that shows and hides columns."""
        menu = QMenu(self)
        for place, column in enumerate(self._rows.columns, self._rows.first):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(place))
            action.setEnabled(not column.stretch)
            action.toggled.connect(lambda on, place=place: self._show_column(place, on))
        return menu

    def _show_column(self, place: int, on: bool) -> None:
        self.setColumnHidden(place, not on)
        (self._put_away.discard if on else self._put_away.add)(place)
        self._keep_columns()

    # Keys and the current row

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, apart with Ctrl+Enter, tick with Space, copy with Ctrl+C."""
        row = self.current()
        if event.key() in ENTER and row is not None:
            apart = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            (self.opened_apart if apart else self.opened).emit(row)
        elif event.key() == Qt.Key.Key_Space and self._rows.ticks and row is not None:
            self._tick_chosen(row)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Never stand on a row that is not marked: Qt makes the first one current without selecting it."""
        super().focusInEvent(event)
        if self.current() is not None and not self.selectionModel().hasSelection():
            self.go_to(self.currentIndex().row())
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Have the mark of the current row painted anew: it tells where the keyboard is."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _tick_chosen(self, row: R) -> None:
        places = sorted(index.row() for index in self.selectionModel().selectedRows(self._rows.first))
        self._rows.tick(
            places or [self.currentIndex().row()], self._rows.tick_key(row) not in self._rows.ticked
        )

    def copy(self) -> None:
        """Put the selected rows on the clipboard, as a sheet takes them in."""
        shown = [
            column
            for place, column in enumerate(self._rows.columns, self._rows.first)
            if not self.isColumnHidden(place)
        ]
        lines = ["\t".join(column.text(row) for column in shown) for row in self.chosen()]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row became the current one."""
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.moved.emit(self.current())

    def _double_clicked(self, index: QModelIndex) -> None:
        if not (self._rows.ticks and index.column() == 0):
            self.opened.emit(self._rows.row(index.row()))

    def _note_current(self) -> None:
        row = self.current()
        self._current = None if row is None else self._rows.key(row)

    def _find_current(self) -> None:
        """Return to the row that was current before a reload, or to none."""
        if self._current is None or not self.go_to_key(self._current):
            self.moved.emit(self.current())


AnyList = ListView[Any]
