"""How the queue is painted: group heads of 26 pixels, items of two lines; and the headings above the list."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tianyi_desk.services.queue import Section
from tianyi_desk.services.queue_items import Group, Item
from tianyi_desk.ui.chips import Chip, code_chip, paint_chips
from tianyi_desk.ui.theme import Theme, font
from tianyi_desk.ui.today.words import (
    TONES,
    TURN_LOOK,
    chip_of,
    due_words,
    plans_words,
    section_count,
    section_note,
)

ROW, HEAD, HEADINGS = 44, 26, 24
"""Pixels high: an item, a group's head, the headings of the columns."""
EDGE, BAR, ICON = 16, 3, 14
LEAST_WIDTH, DUE, CODES, LEAST_CODES, TURN = 606, 80, 142, 100, 102
"""Pixels wide: a list for which the columns are made, and what each takes there."""
_SELECTED = QStyle.StateFlag.State_Selected.value
_UNDER_MOUSE = QStyle.StateFlag.State_MouseOver.value
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_LEFT, _RIGHT = int(_MIDDLE | Qt.AlignmentFlag.AlignLeft), int(_MIDDLE | Qt.AlignmentFlag.AlignRight)
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the four columns begin, and how wide each is, in pixels."""

    due: tuple[int, int]
    name: tuple[int, int]
    codes: tuple[int, int]
    turn: tuple[int, int]


def columns(width: int) -> Columns:
    """Share a row's width out: what is over goes to names and codes, what lacks is taken from them."""
    spare = width - LEAST_WIDTH
    more = max(0, spare)
    due, turn = DUE, TURN + more // 6
    left = width - 2 * EDGE - due - turn
    codes = CODES + more // 2 if spare > 0 else max(LEAST_CODES, CODES + spare // 9)
    name = left - codes
    first = EDGE
    return Columns(
        (first, due - 8),
        (first + due, name - 12),
        (first + due + name, codes - 8),
        (first + due + name + codes, turn),
    )


class QueueDelegate(QStyledItemDelegate):
    """Paint heads and items by the tokens of the theme."""

    def __init__(self, theme: Theme, this_year: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.this_year = this_year
        self.folded: set[Group] = set()
        self._body, self._bold, self._small = font(13), font(13, bold=True), font(12)
        self._metrics = {id(face): QFontMetrics(face) for face in (self._body, self._bold, self._small)}

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of an item; the view sets the heads' own."""
        return QSize(400, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        model: Any = index.model()
        row = model.rows[index.row()]
        rect: Any = option.rect
        painter.save()
        if isinstance(row, Section):
            self._head(painter, QRectF(rect), row, option.state.value)
        else:
            self._ground(painter, rect, option.state.value)
            self._item(painter, QRectF(rect), row)
        painter.restore()

    def _ground(self, painter: QPainter, rect: Any, state: int) -> None:
        theme, chosen = self._theme, state & _SELECTED
        if chosen:
            painter.fillRect(rect, theme.colour("accent_soft"))
        elif state & _UNDER_MOUSE:
            painter.fillRect(rect, theme.colour("hover"))
        left, top, width, height = rect.getRect()
        painter.fillRect(left, top + height - 1, width, 1, theme.colour("line"))
        if chosen:
            view = self.parent()
            there = isinstance(view, QWidget) and view.hasFocus()
            painter.fillRect(left, top, BAR, height, theme.colour("accent_fill" if there else "line_strong"))

    def _head(self, painter: QPainter, box: QRectF, section: Section, state: int) -> None:
        theme = self._theme
        painter.fillRect(box, theme.colour("accent_soft" if state & _SELECTED else "ground"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.colour("line"))
        if state & _SELECTED:
            painter.fillRect(QRectF(box.left(), box.top(), BAR, box.height()), theme.colour("accent_fill"))
        chevron = "chevron-right" if section.group in self.folded else "chevron-down"
        icon = theme.icon(chevron, "muted", 12)
        icon.paint(painter, int(box.left()) + EDGE, int(box.center().y()) - 6, 12, 12)
        line = QRectF(box.left() + EDGE + 20, box.top(), box.width() - 2 * EDGE - 20, box.height() - 1)
        x = self._text(painter, line, section.group.value, self._bold, TONES.get(section.group, "text"))
        rest = QRectF(line.left() + x + 12, line.top(), line.width() - x - 12, line.height())
        x = self._text(painter, rest, section_count(section), self._small, "muted")
        rest = rest.adjusted(x + 16, 0, 0, 0)
        self._text(painter, rest, section_note(section), self._small, "muted", right=True)

    def _item(self, painter: QPainter, box: QRectF, item: Item) -> None:
        parts = columns(int(box.width()))

        def line(part: tuple[int, int], place: int) -> QRectF:
            return QRectF(box.left() + part[0], box.top() + 2 + place * 20, part[1], 20)

        tone = "official" if item.group is Group.OVERDUE else "house" if item.group is Group.TODAY else "text"
        first, second = due_words(item)
        self._text(painter, line(parts.due, 0), first, self._bold, tone if item.left is not None else "faint")
        self._text(painter, line(parts.due, 1), second, self._small, "muted")
        name = line(parts.name, 0)
        self._text(painter, name, item.enterprise, self._body, "text", Qt.TextElideMode.ElideMiddle)
        self._plans(painter, line(parts.name, 1), item)
        self._chips(painter, line(parts.codes, 0), line(parts.codes, 1), item)
        self._turn(painter, line(parts.turn, 0), line(parts.turn, 1), item)

    def _plans(self, painter: QPainter, box: QRectF, item: Item) -> None:
        if item.bound > 1:
            icon = self._theme.icon("link", "muted", ICON)
            icon.paint(painter, int(box.left()), int(box.center().y()) - ICON // 2, ICON, ICON)
            box = box.adjusted(ICON + 4, 0, 0, 0)
            x = self._text(painter, box, f"{item.bound} 条", self._small, "text")
            box = box.adjusted(x + 8, 0, 0, 0)
        self._text(painter, box, plans_words(item, self.this_year), self._small, "muted")

    def _chips(self, painter: QPainter, upper: QRectF, lower: QRectF, item: Item) -> None:
        first, *rest = item.codes
        wide = upper.width() > 2 * CODES
        beside = [code for code in rest if code in item.coded.official]
        above = [chip_of(first), *(code_chip(code, title=wide) for code in beside)]
        below = [chip_of(code, title=wide) for code in rest if code not in beside]
        below += [Chip("预期", "muted")] if item.expected else []
        paint_chips(painter, upper, above, self._theme.palette)
        paint_chips(painter, lower, below, self._theme.palette)

    def _turn(self, painter: QPainter, upper: QRectF, lower: QRectF, item: Item) -> None:
        icon, tone = TURN_LOOK[item.turn]
        self._theme.icon(icon, tone, ICON).paint(
            painter, int(upper.left()), int(upper.center().y()) - ICON // 2, ICON, ICON
        )
        self._text(painter, upper.adjusted(ICON + 4, 0, 0, 0), item.turn.value, self._body, tone)
        self._text(painter, lower, item.who, self._small, "muted")

    def _text(
        self,
        painter: QPainter,
        box: QRectF,
        words: str,
        face: Any,
        tone: str,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        *,
        right: bool = False,
    ) -> float:
        """Write words as far as there is room, and return how wide they are."""
        metrics = self._metrics[id(face)]
        shown = metrics.elidedText(words, mode, int(box.width()))
        painter.setFont(face)
        painter.setPen(self._theme.colour(tone))
        painter.drawText(box.adjusted(0, 0, 2, 0) if not right else box, _RIGHT if right else _LEFT, shown)
        return float(metrics.horizontalAdvance(shown))


class Headings(QWidget):
    """The headings of the four columns, over the list."""

    def __init__(self, theme: Theme, below: QAbstractScrollArea) -> None:
        super().__init__()
        self._theme, self._below = theme, below
        self.setFixedHeight(HEADINGS)
        below.viewport().installEventFilter(self)
        theme.changed.connect(self.update)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the list where a scroll bar takes room from it."""
        if event.type() == QEvent.Type.Resize:
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Write the headings where the columns begin."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("surface"))
        painter.fillRect(0, HEADINGS - 1, self.width(), 1, self._theme.colour("line"))
        painter.setFont(font(12))
        painter.setPen(self._theme.colour("muted"))
        parts = columns(self._below.viewport().width())
        words = ("说明期限", "企业与计划", "异常", "轮到谁")
        for (left, width), text in zip((parts.due, parts.name, parts.codes, parts.turn), words, strict=True):
            painter.drawText(QRectF(left, 0, width, HEADINGS - 1), _LEFT, text)
