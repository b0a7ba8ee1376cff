"""The rows of the queue: group heads, and below each that is open its items."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from tianyi_desk.services.queue import Section
from tianyi_desk.services.queue_items import Group, Item
from tianyi_desk.ui.today.words import head_words, item_words

Index = QModelIndex | QPersistentModelIndex
Row = Section | Item
_ROOT = QModelIndex()


class QueueModel(QAbstractListModel):
    """Sections with their items; a folded section shows its head only, which then takes the keyboard."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sections: tuple[Section, ...] = ()
        self.folded: set[Group] = set()
        self.rows: list[Row] = []
        self._places: dict[str, int] = {}

    def set_sections(self, sections: Sequence[Section]) -> None:
        """Show other groups."""
        self.beginResetModel()
        self.sections = tuple(sections)
        self.rows = []
        for section in self.sections:
            self.rows.append(section)
            if section.group not in self.folded:
                self.rows += section.items
        self._places = {row.key: place for place, row in enumerate(self.rows) if isinstance(row, Item)}
        self.endResetModel()

    def fold(self, group: Group, *, on: bool) -> None:
        """Fold a group, or open it."""
        (self.folded.add if on else self.folded.discard)(group)
        self.set_sections(self.sections)

    def item(self, place: int) -> Item | None:
        """Return the item at a place, None for a head or nothing."""
        row = self.rows[place] if 0 <= place < len(self.rows) else None
        return row if isinstance(row, Item) else None

    def heads(self) -> Iterable[int]:
        """Return the places of the group heads."""
        return [place for place, row in enumerate(self.rows) if isinstance(row, Section)]

    def place_of(self, key: str) -> int | None:
        """Return where the item of a visit stands, None where it is not shown."""
        return self._places.get(key)

    def group_at(self, place: int) -> Group | None:
        """Return the group that a row belongs to."""
        return self.rows[place].group if 0 <= place < len(self.rows) else None

    def head_of(self, group: Group) -> int | None:
        """Return the place of a group's head."""
        found = (place for place in self.heads() if self.rows[place].group is group)
        return next(iter(found), None)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a row's text; views paint it themselves."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return item_words(row) if isinstance(row, Item) else head_words(row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the keyboard pass over the heads of groups that are open."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        row = self.rows[index.row()]
        if isinstance(row, Section) and row.group not in self.folded:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
