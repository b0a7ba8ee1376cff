"""Every list of the window: rows of frozen values, a tuple of columns, one model."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from tianyi_desk.ui.chips import Chip
from tianyi_desk.ui.sorting import in_order, ranks

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
CHIPS_ROLE = Qt.ItemDataRole.UserRole + 2
TONE_ROLE = Qt.ItemDataRole.UserRole + 3
SORT_ROLE = Qt.ItemDataRole.UserRole + 4
_PLAIN = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_TICKED = _PLAIN | Qt.ItemFlag.ItemIsUserCheckable
_OF_HEADINGS = (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.TextAlignmentRole))
FEW = 20
"""So many rows are looked for one by one after sorting, rather than noting where each one went."""


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column: its heading, what it shows of a row, and what it sorts by (the text unless told).

    `chips` are painted instead of the text where given; the text is still what is copied and read aloud. `tone`
    names a colour token, "" for plain text. `width` is in logical pixels; `stretch` takes what room is left;
    a `hidden` column is shown when somebody asks for it. Where there is too little room the columns of the highest
    `rank` give way first, those of rank 0 never. Rows for which `same` returns equal values sort alike: long lists
    are sorted by far faster where it is an attrgetter.
    """

    key: str
    title: str
    text: Callable[[R], str]
    width: int
    sort: Callable[[R], Any] | None = None
    tip: Callable[[R], str] | None = None
    chips: Callable[[R], Sequence[Chip]] | None = None
    tone: Callable[[R], str] | None = None
    right: bool = False
    bold: bool = False
    stretch: bool = False
    hidden: bool = False
    rank: int = 0
    middle: bool = False
    same: Callable[[R], Hashable] | None = None

    def sort_key(self, row: R) -> Any:
        """Return what a row is sorted by in this column."""
        return self.sort(row) if self.sort is not None else self.text(row)


class RowTableModel(QAbstractTableModel, Generic[R]):
    """Rows under columns, sorted in Python; a row is known by its key, so that it can be found after a reload.

    With `ticks` a narrow first column of boxes comes before the others; `ticked_changed` is told of every change.
    Rows that share a `tick_key` are ticked together.
    """

    ticked_changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column[R]],
        key: Callable[[R], Hashable],
        *,
        ticks: bool = False,
        tick_key: Callable[[R], Hashable] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.key = key
        self.ticks = ticks
        self.tick_key = tick_key or key
        self.ticked: set[Hashable] = set()
        self.sorted_by: tuple[int, Qt.SortOrder] | None = None
        self._given: tuple[R, ...] = ()
        self._order: list[int] = []  # where each shown row stands among the given ones
        self._ranks: dict[int, list[int]] = {}  # of the given ones, by the columns that were sorted by
        self._keys: list[Hashable] | None = None  # of the given ones, once somebody asked

    # What there is

    @property
    def rows(self) -> Sequence[R]:
        """Return the rows in the order they are shown."""
        return [self._given[given] for given in self._order]

    @property
    def first(self) -> int:
        """Return where the columns begin: after the boxes, where there are any."""
        return int(self.ticks)

    def set_rows(self, rows: Sequence[R], shown: Sequence[int] | None = None) -> None:
        """Show other rows, sorted as the list is; ticks of rows that are gone go with them.

        With `shown` only the rows at these places are shown: another choice from the same tuple is quick.
        """
        self.beginResetModel()
        if rows is not self._given:
            self._given, self._ranks, self._keys = tuple(rows), {}, None
        self._order = list(range(len(rows)) if shown is None else shown)
        self._put_in_order()
        self.endResetModel()
        if self.ticked:
            kept = self.ticked & {self.tick_key(row) for row in self.rows}
            if kept != self.ticked:
                self.ticked = kept
                self.ticked_changed.emit()

    def row(self, place: int) -> R:
        """Return the row at a place from the top."""
        return self._given[self._order[place]]

    def place_of(self, key: Hashable) -> int | None:
        """Return where the row with a key stands, None where it is not shown."""
        if self._keys is None:
            self._keys = list(map(self.key, self._given))
        try:
            return self._order.index(self._keys.index(key))
        except ValueError:
            return None

    def ticked_rows(self) -> list[R]:
        """Return the rows whose boxes are ticked, in their order."""
        return [row for row in self.rows if self.tick_key(row) in self.ticked] if self.ticked else []

    def tick(self, places: Sequence[int], on: bool) -> None:
        """Tick or clear the boxes of some rows."""
        keys = {self.tick_key(self.row(place)) for place in places}
        self.ticked = self.ticked | keys if on else self.ticked - keys
        if self._order:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._order) - 1, 0))
        self.ticked_changed.emit()

    # What Qt asks

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns) + self.first

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a heading and how it is aligned."""
        if role not in _OF_HEADINGS:  # a header asks for a dozen others, and a thousand times for each list
            return None
        if orientation is not Qt.Orientation.Horizontal or not self.first <= section < self.columnCount():
            return None
        column = self.columns[section - self.first]
        return column.title if role == _OF_HEADINGS[0] else _aligned(column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say that rows can be selected, and boxes ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _TICKED if self.ticks and index.column() == 0 else _PLAIN

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says in a role."""
        if not index.isValid() or not 0 <= index.row() < len(self._order):
            return None
        row = self.row(index.row())
        if role == ROW_ROLE:
            return row
        if self.ticks and index.column() == 0:
            if role == Qt.ItemDataRole.CheckStateRole:
                on = self.tick_key(row) in self.ticked
                return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
            return None
        column = self.columns[index.column() - self.first]
        reader = _READERS.get(role)
        return reader(column, row) if reader is not None else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick a box."""
        if not (self.ticks and index.column() == 0 and role == Qt.ItemDataRole.CheckStateRole):
            return False
        self.tick([index.row()], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; rows that are equal in it keep their order, rows without a value come last."""
        wanted = (column, order) if self.first <= column < self.columnCount() else None
        if wanted == self.sorted_by:
            return  # a view that is told to sort asks twice
        self.sorted_by = wanted
        self.layoutAboutToBeChanged.emit()
        known = self.persistentIndexList()
        stood = [self._order[index.row()] for index in known]
        self._put_in_order()
        place_of = self._places_of(set(stood))
        moved = [
            self.index(place_of[given], index.column()) for given, index in zip(stood, known, strict=True)
        ]
        self.changePersistentIndexList(known, moved)
        self.layoutChanged.emit()

    def _put_in_order(self) -> None:
        if self.sorted_by is not None:
            place, order = self.sorted_by
            if place not in self._ranks:
                self._ranks[place] = self._ranks_of(self.columns[place - self.first])
            self._order = in_order(
                self._order, self._ranks[place], descending=order is Qt.SortOrder.DescendingOrder
            )

    def _ranks_of(self, column: Column[R]) -> list[int]:
        return ranks(self._given, column.sort or column.text, column.same)

    def _places_of(self, wanted: set[int]) -> dict[int, int]:
        """Return where some of the given rows are shown now."""
        if len(wanted) <= FEW:
            return {given: self._order.index(given) for given in wanted}
        return {given: place for place, given in enumerate(self._order)}


def _aligned(column: Column[Any]) -> int:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


# A cell's answer to each role that a view asks for.
_READERS: dict[int, Callable[[Column[Any], Any], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda column, row: column.text(row),
    Qt.ItemDataRole.ToolTipRole: lambda column, row: (column.tip or column.text)(row) or None,
    Qt.ItemDataRole.TextAlignmentRole: lambda column, _row: _aligned(column),
    CHIPS_ROLE: lambda column, row: column.chips(row) if column.chips is not None else None,
    TONE_ROLE: lambda column, row: column.tone(row) if column.tone is not None else "",
    SORT_ROLE: lambda column, row: column.sort_key(row),
}
