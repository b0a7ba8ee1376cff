"""Facets as a tree: what a list can be narrowed by, with how many rows each further click would leave."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeWidget, QTreeWidgetItem

from tianyi_desk.ui.chips import paint_shape
from tianyi_desk.ui.theme import Theme, font
from tianyi_desk.ui.widgets.cells import BAR, paint_box

ROW = 24
SHOWN = 8
"""Labels of a facet that are shown before somebody asks for all."""
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Choice:
    """One line to tick: the labels of a facet that it stands for, and those below it."""

    facet: str
    labels: tuple[str, ...]
    words: str
    count: int
    tone: str = "text"
    shape: str = ""
    strong: str = ""
    below: tuple["Choice", ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A facet with its lines."""

    key: str
    title: str
    choices: tuple[Choice, ...] = field(default=())


_WHAT = Qt.ItemDataRole.UserRole


class FacetTree(QTreeWidget):
    """The tree; `changed` is told when something was ticked or cleared, `chosen` is what is ticked now."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.chosen: dict[str, set[str]] = {}
        self.folded: set[str] = set()
        self._whole: set[str] = set()
        self._groups: tuple[Group, ...] = ()
        self.setObjectName("facets")
        self.setAccessibleName("筛选")
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_FacetDelegate(theme, self))
        theme.changed.connect(self.viewport().update)

    def fold(self, keys: Iterable[str]) -> None:
        """Show only the titles of some facets until somebody unfolds them."""
        self.folded |= set(keys)

    def clear_chosen(self) -> None:
        """Tick nothing."""
        if self.chosen:
            self.chosen = {}
            self.changed.emit()

    def choose(self, chosen: Mapping[str, Iterable[str]]) -> None:
        """Tick exactly these labels."""
        self.chosen = {key: set(labels) for key, labels in chosen.items() if labels}
        self.changed.emit()

    def is_ticked(self, choice: Choice) -> bool:
        """Tell whether everything that a line stands for is ticked."""
        ticked = self.chosen.get(choice.facet, set())
        return bool(choice.labels) and ticked.issuperset(choice.labels)

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show these facets, keeping the place and what is folded."""
        self._groups = tuple(groups)
        place, top = self._current_key(), self.verticalScrollBar().value()
        self.clear()
        for group in groups:
            head = self._item(None, group)
            if group.key in self.folded:
                continue
            shown = group.choices if group.key in self._whole else group.choices[:SHOWN]
            ticked = self.chosen.get(group.key, set())
            rest = [one for one in group.choices[len(shown) :] if ticked.intersection(one.labels)]
            for choice in (*shown, *rest):
                self._item(head, choice)
                for below in choice.below:
                    self._item(head, below, deeper=True)
            hidden = len(group.choices) - len(shown) - len(rest)
            if hidden:
                self._item(head, f"另有 {hidden} 项…")
            head.setExpanded(True)
        self._return_to(place)
        self.verticalScrollBar().setValue(top)

    def _item(self, parent: QTreeWidgetItem | None, what: object, *, deeper: bool = False) -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent) if parent is not None else QTreeWidgetItem(self)
        item.setData(0, _WHAT, what)
        item.setData(0, _WHAT + 1, deeper)
        if isinstance(what, Choice):
            item.setToolTip(0, f"{what.strong} {what.words}".strip())
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{what.strong} {what.words} {what.count}")
        return item

    def _key(self, item: QTreeWidgetItem | None) -> tuple[str, ...]:
        what = item.data(0, _WHAT) if item is not None else None
        if isinstance(what, Group):
            return (what.key,)
        if isinstance(what, Choice):
            return (what.facet, *what.labels)
        return ()

    def _current_key(self) -> tuple[str, ...]:
        return self._key(self.currentItem())

    def _return_to(self, key: tuple[str, ...]) -> None:
        if not key:
            return
        for number in range(self.topLevelItemCount()):
            head = self.topLevelItem(number)
            if head is None:
                continue
            for item in (head, *(head.child(place) for place in range(head.childCount()))):
                if item is not None and self._key(item) == key:
                    self.setCurrentItem(item)
                    return

    def act(self, item: QTreeWidgetItem | None) -> None:
        """Do what a line is for: fold a facet, show all of it, or tick."""
        if item is None:
            return
        what = item.data(0, _WHAT)
        if isinstance(what, Group):
            self.folded ^= {what.key}
            self.show_groups(self._groups)
        elif isinstance(what, Choice):
            ticked = self.chosen.setdefault(what.facet, set())
            if self.is_ticked(what):
                ticked -= set(what.labels)
            else:
                ticked |= set(what.labels)
            if not ticked:
                del self.chosen[what.facet]
            self.changed.emit()
        else:
            parent = item.parent()
            if parent is not None:
                self._whole.add(self._key(parent)[0])
                self.show_groups(self._groups)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Act on the line that was clicked."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.act(self.itemAt(event.position().toPoint()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is: on the first line where it was on none."""
        super().focusInEvent(event)
        first = self.topLevelItem(0)
        if self.currentItem() is None and first is not None:
            self.setCurrentItem(first)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Have the mark taken away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on the current line with Space or Enter."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.act(self.currentItem())
        else:
            super().keyPressEvent(event)


class _FacetDelegate(QStyledItemDelegate):
    """Paint titles, boxes, shapes, words and counts."""

    def __init__(self, theme: Theme, tree: FacetTree) -> None:
        super().__init__(tree)
        self._theme, self._tree = theme, tree

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(100, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRectF(option.rect)
        state = option.state
        what, deeper = index.data(_WHAT), index.data(_WHAT + 1)
        palette = self._theme.palette
        painter.save()
        if self._tree.hasFocus() and self._tree.currentIndex() == index:
            painter.fillRect(rect, self._theme.colour("accent_soft"))
            painter.fillRect(QRectF(0, rect.top(), BAR, rect.height()), self._theme.colour("accent_fill"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self._theme.colour("hover" if palette.name == "dark" else "sunken"))
        if isinstance(what, Group):
            self._title(painter, rect, what)
        elif isinstance(what, Choice):
            self._choice(painter, rect.adjusted(28 if deeper else 12, 0, -12, 0), what)
        else:
            painter.setPen(self._theme.colour("accent"))
            painter.setFont(font(12))
            painter.drawText(rect.adjusted(36, 0, -12, 0), int(Qt.AlignmentFlag.AlignVCenter), str(what))
        painter.restore()

    def _title(self, painter: QPainter, rect: QRectF, group: Group) -> None:
        folded = group.key in self._tree.folded
        mark = "chevron-right" if folded else "chevron-down"
        self._theme.icon(mark, "muted", 14).paint(
            painter, int(rect.left()) + 10, int(rect.center().y()) - 7, 14, 14
        )
        painter.setPen(self._theme.colour("text"))
        painter.setFont(font(13, bold=True))
        painter.drawText(rect.adjusted(28, 0, -12, 0), int(Qt.AlignmentFlag.AlignVCenter), group.title)
        ticked = len(self._tree.chosen.get(group.key, ()))
        if folded and ticked:
            painter.setPen(self._theme.colour("accent"))
            painter.setFont(font(12))
            side = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
            painter.drawText(rect.adjusted(28, 0, -12, 0), side, f"选了 {ticked}")

    def _choice(self, painter: QPainter, rect: QRectF, what: Choice) -> None:
        middle = rect.center().y()
        paint_box(painter, QRectF(rect.left(), middle - 8, 16, 16), self._theme, self._tree.is_ticked(what))
        left = rect.left() + 24
        if what.shape:
            paint_shape(painter, QRectF(left, middle - 4, 8, 8), what.shape, self._theme.colour(what.tone))
            left += 14
        count = f"{what.count:,}"
        face = font(12)
        painter.setFont(face)
        wide = QFontMetricsF(face).horizontalAdvance(count)
        painter.setPen(self._theme.colour("muted" if what.count else "faint"))
        side = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(rect, side, count)
        painter.setPen(self._theme.colour("text" if what.count else "faint"))
        room = rect.right() - wide - 8 - left
        if what.strong:
            bold = font(12, bold=True)
            painter.setFont(bold)
            advance = QFontMetricsF(bold).horizontalAdvance(what.strong) + 5
            painter.drawText(
                QRectF(left, rect.top(), advance, rect.height()),
                int(Qt.AlignmentFlag.AlignVCenter),
                what.strong,
            )
            left, room = left + advance, room - advance
            painter.setFont(face)
        shown = QFontMetricsF(face).elidedText(what.words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(
            QRectF(left, rect.top(), room, rect.height()), int(Qt.AlignmentFlag.AlignVCenter), shown
        )
