"""The plans of a day (M3.2(3)) as cards: the manual's words in the manual's order."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from tianyi_desk.facts.vocabulary import Status
from tianyi_desk.services.calendar_bars import Mark, mark_of
from tianyi_desk.services.calendar_day import Entry
from tianyi_desk.services.calendar_notes import NO_NOTE, Note
from tianyi_desk.services.deadlines import Deadlines
from tianyi_desk.ui.calendar.bars import TOKENS
from tianyi_desk.ui.calendar.words import read_aloud, time_words, tip_of
from tianyi_desk.ui.chips import Chip, chip_width, code_chip, paint_chip, paint_chips, status_chip
from tianyi_desk.ui.tables import Index
from tianyi_desk.ui.theme import Theme, font

PAD, DOT, LINE, FIRST = 12, 10, 20, 24
LABELS = 64
ENTRY, NOTE = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
ROOT = QModelIndex()


class DayModel(QAbstractListModel):
    """The cards of the list."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: Sequence[Entry] = ()
        self.notes: Mapping[str, Note] = {}

    def set_notes(self, notes: Mapping[str, Note]) -> None:
        """Show what is known beyond the plans' lines."""
        self.notes = notes
        if self.entries:
            self.dataChanged.emit(self.index(0), self.index(len(self.entries) - 1))

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show other cards."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return how many cards there are."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a card, its words, or its tip."""
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if role == NOTE:
            return self.notes.get(entry.line.number, NO_NOTE)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return read_aloud(entry.line)
        return tip_of((entry.line,)) if role == Qt.ItemDataRole.ToolTipRole else None


class CardDelegate(QStyledItemDelegate):
    """Paints a card: the day's half as a coloured square, 企业, 签到情况, 审核时间, 认证项目, 组长, 审核地址, what is owed."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.deadlines: Deadlines | None = None
        self._plain, self._bold, self._tag = font(12), font(13, bold=True), font(12, bold=True)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room of a card, one line more where an explanation is owed."""
        owes = _owes(index.data(ENTRY))
        return QSize(200, PAD + FIRST + LINE * (4 if owes else 3) + PAD - 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one card."""
        entry: Entry = index.data(ENTRY)
        state: Any = option.state
        rect: Any = option.rect
        painter.save()
        self._ground(painter, rect, state)
        box = QRectF(rect).adjusted(16, PAD - 2, -PAD, 0)
        self._title(painter, QRectF(box.left(), box.top(), box.width(), FIRST), entry)
        line = entry.line
        top = box.top() + FIRST
        self._pair(painter, _row(box, top), "审核时间", time_words(line), "")
        leader = f"组长 {line.leader}"
        self._pair(painter, _row(box, top + LINE), "认证项目", "、".join(line.starred), leader)
        note: Note = index.data(NOTE)
        self._pair(painter, _row(box, top + 2 * LINE), "审核地址", note.where, "")
        if _owes(entry):
            self._owed(painter, _row(box, top + 3 * LINE), entry, note)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, state: Any) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, self._theme.colour("accent_soft"))
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), self._theme.colour("accent_fill"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self._theme.colour("hover"))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _title(self, painter: QPainter, box: QRectF, entry: Entry) -> None:
        dot = QRectF(box.left(), box.center().y() - DOT / 2, DOT, DOT)
        if entry.half is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour(TOKENS[entry.half]))
            painter.drawRoundedRect(dot, 3, 3)
        status = entry.line.status
        chip = status_chip(status) if status is not None else Chip("未判定")
        width = chip_width(chip)
        paint_chip(painter, box.right() - width, box.center().y(), chip, self._theme.palette)
        left = dot.right() + 6 if entry.half is not None else box.left()
        name = QRectF(left, box.top(), box.right() - width - 8 - left, box.height())
        painter.setFont(self._bold)
        painter.setPen(self._theme.colour("text"))
        measure = QFontMetricsF(self._bold)
        words = measure.elidedText(entry.line.enterprise, Qt.TextElideMode.ElideMiddle, name.width())
        painter.drawText(name.adjusted(0, 0, 2, 0), LEFT, words)

    def _pair(self, painter: QPainter, box: QRectF, name: str, words: str, right: str) -> None:
        measure = QFontMetricsF(self._plain)
        painter.setFont(self._plain)
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(box, LEFT, name)
        beside = min(measure.horizontalAdvance(right) + 8, box.width() / 2) if right else 0.0
        if right:
            shown = measure.elidedText(right, Qt.TextElideMode.ElideRight, beside)
            painter.drawText(box, RIGHT, shown)
        painter.setPen(self._theme.colour("text"))
        room = QRectF(box.left() + LABELS, box.top(), box.width() - LABELS - beside, box.height())
        shown = measure.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room.adjusted(0, 0, 2, 0), LEFT, shown)

    def _owed(self, painter: QPainter, box: QRectF, entry: Entry, note: Note) -> None:
        painter.setFont(self._plain)
        painter.setPen(self._theme.colour("accent"))
        painter.drawText(box, LEFT, "异常说明")
        words = self._due_words(entry)
        painter.setFont(self._tag)
        painter.setPen(self._theme.colour("official"))
        painter.drawText(box, RIGHT, words)
        taken = QFontMetricsF(self._tag).horizontalAdvance(words) + 8
        chips = [code_chip(code, title=False) for code in note.codes]
        paint_chips(painter, box.adjusted(LABELS, 0, -taken, 0), chips, self._theme.palette)

    def _due_words(self, entry: Entry) -> str:
        deadline = entry.line.deadline
        if deadline is None or self.deadlines is None:
            return ""
        left = self.deadlines[deadline]
        return f"{left.words}，{'应于' if left.overdue else '截'} {left.short}"


class DayListView(QListView):
    """The list of a day; `opened` carries a plan's number, and whether in a window of its own."""

    opened = Signal(str, bool)
    moved = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.cards = DayModel(self)
        self.delegate = CardDelegate(theme, self)
        self.setModel(self.cards)
        self.setItemDelegate(self.delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName("当天的计划")
        self.selectionModel().currentChanged.connect(lambda *_: self.moved.emit(self.number()))
        theme.changed.connect(self.viewport().update)

    def show_entries(self, entries: Sequence[Entry], deadlines: Deadlines, number: str = "") -> None:
        """Show the cards of another day; the plan named stays current where it is among them."""
        self.delegate.deadlines = deadlines
        self.cards.set_entries(entries)
        if entries and not self.choose(number):
            self.setCurrentIndex(self.cards.index(0))
        self.moved.emit(self.number())

    def choose(self, number: str) -> bool:
        """Make the card of a plan current; tell whether it is there."""
        places = (place for place, entry in enumerate(self.cards.entries) if entry.line.number == number)
        place = next(places, None)
        if place is not None:
            self.setCurrentIndex(self.cards.index(place))
        return place is not None

    def number(self) -> str:
        """Return the number of the current plan, "" where there is none."""
        place = self.currentIndex().row()
        return self.cards.entries[place].line.number if 0 <= place < len(self.cards.entries) else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current plan."""
        if event.key() in ENTER and self.number():
            self.opened.emit(self.number(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Backspace):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the plan that was clicked (M3.2(5))."""
        super().mouseReleaseEvent(event)
        inside = self.indexAt(event.position().toPoint()).isValid()
        if event.button() == Qt.MouseButton.LeftButton and inside and self.number():
            self.opened.emit(self.number(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))

    def viewportEvent(self, event: QEvent) -> bool:
        """Show by the pointer that cards can be clicked."""
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            on_card = self.indexAt(event.position().toPoint()).isValid()
            shape = Qt.CursorShape.PointingHandCursor if on_card else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
        return super().viewportEvent(event)


def _owes(entry: Entry) -> bool:
    return mark_of(entry.line) is Mark.ANOMALY and entry.line.status is Status.ANOMALOUS


def _row(box: QRectF, top: float) -> QRectF:
    return QRectF(box.left(), top, box.width(), LINE)
