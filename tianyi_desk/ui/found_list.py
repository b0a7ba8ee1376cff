"""The list below the box of Ctrl+K: its model, and how its rows are painted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from tianyi_desk.ui.theme import Theme, font

ROW_HEIGHT, HEAD_HEIGHT = 46, 26
SIDE = 12
ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex
Marks = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Found:
    """A row: the plan by number or the person by key that it opens, two lines, and which characters are marked.

    A heading opens nothing: its first line is the group, its second how many there are.
    """

    number: str = ""
    person: int | None = None
    first: str = ""
    first_marks: tuple[tuple[int, int], ...] = ()
    second: str = ""
    second_marks: tuple[tuple[int, int], ...] = ()

    @property
    def heading(self) -> bool:
        """Tell whether this is a heading."""
        return not self.number and self.person is None


class FoundModel(QAbstractListModel):
    """Rows with headings between them; headings cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Found, ...] = ()

    def set_rows(self, rows: Sequence[Found]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def row(self, index: Index) -> Found | None:
        """Return the row at an index, None where there is none."""
        return self.rows[index.row()] if 0 <= index.row() < len(self.rows) else None

    def next_row(self, place: int, step: int) -> int:
        """Return the next place up or down that can be chosen, round the ends; -1 for none."""
        for _turn in self.rows:
            place = (place + step) % len(self.rows)
            if not self.rows[place].heading:
                return place
        return -1

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say that rows can be chosen, and headings not."""
        row = self.row(index) if index.isValid() else None
        if row is None or row.heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a row says, and what is read aloud."""
        row = self.row(index) if index.isValid() else None
        if row is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.first} {row.second}".strip()
        return row.first if role == Qt.ItemDataRole.ToolTipRole and not row.heading else None


class FoundDelegate(QStyledItemDelegate):
    """Paints two lines a row, what matched on a soft ground, and headings on one line."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row or heading."""
        row = _row_of(index)
        return QSize(0, HEAD_HEIGHT if row is None or row.heading else ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        row, box = _row_of(index), QRect(option.rect)
        if row is None:
            return
        painter.save()
        colour = self._theme.colour
        inner = QRectF(box).adjusted(SIDE, 0, -SIDE, 0)
        if row.heading:
            painter.fillRect(box, colour("sunken"))
            self._write(painter, inner, row.first, (), 12, "muted", bold=True)
            lead = QFontMetricsF(font(12, bold=True)).horizontalAdvance(row.first) + SIDE
            self._write(painter, inner.adjusted(lead, 0, 0, 0), row.second, (), 12, "muted")
        else:
            state = option.state
            if state & QStyle.StateFlag.State_Selected:
                painter.fillRect(box, colour("accent_soft"))
                painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), colour("accent_fill"))
            elif state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(box, colour("hover"))
            half = inner.height() / 2
            upper = QRectF(inner.left(), inner.top() + 3, inner.width(), half - 3)
            lower = QRectF(inner.left(), inner.top() + half, inner.width(), half - 4)
            self._write(painter, upper, row.first, row.first_marks, 13, "text", bold=True)
            self._write(painter, lower, row.second, row.second_marks, 12, "muted")
        painter.restore()

    def _write(
        self,
        painter: QPainter,
        box: QRectF,
        text: str,
        marks: Marks,
        pixels: int,
        tone: str,
        *,
        bold: bool = False,
    ) -> None:
        face = font(pixels, bold=bold)
        layout = QTextLayout(_cut(text, face, box.width()), face)
        painter.setPen(self._theme.colour(tone))
        layout.setFormats([self._mark(start, length) for start, length in marks])
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(box.width() + pixels)
        layout.endLayout()
        layout.draw(painter, QPointF(box.left(), box.top() + (box.height() - line.height()) / 2))

    def _mark(self, start: int, length: int) -> QTextLayout.FormatRange:
        made, look = QTextLayout.FormatRange(), QTextCharFormat()
        look.setForeground(self._theme.colour("accent"))
        look.setBackground(self._theme.colour("accent_line"))
        made.start, made.length, made.format = start, length, look
        return made


def _row_of(index: Index) -> Found | None:
    model = index.model()
    return model.row(index) if isinstance(model, FoundModel) else None


def _cut(text: str, face: QFont, room: float) -> str:
    """Return as much of a text as there is room for; its beginning stays, so that marks fit."""
    return QFontMetricsF(face).elidedText(text, Qt.TextElideMode.ElideRight, room)
