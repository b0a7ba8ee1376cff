"""Who has to be seen: a row a member with their key, ticks by strip, and what H11 to H13 would be now."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from tianyi_desk.facts.vocabulary import PhotoCategory
from tianyi_desk.services.gallery import Shot
from tianyi_desk.ui.labels import label
from tianyi_desk.ui.photos.foreseen import ForeseenView
from tianyi_desk.ui.photos.working import Working
from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.tables import ROW_ROLE, Column, RowTableModel
from tianyi_desk.ui.theme import Theme, font
from tianyi_desk.ui.widgets.cells import BAR, BOX, CellDelegate, paint_box
from tianyi_desk.ui.widgets.list_view import ListView

WIDTH, ROW, TICKS = 312, 38, 42
LEAST_ABOUT = 0.4
"""So much of a line what somebody is may take from a long name."""
REASONS = ("成员未见全", "未见受审核方", "看不清", "疑似重复使用", "非本次审核")
SHORT = {
    PhotoCategory.OPENING_MEETING: "首次",
    PhotoCategory.CLOSING_MEETING: "末次",
    PhotoCategory.OTHER: "其他",
}
ENTERPRISE_KEY = "E"
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A line of the roster; `name` "" is the enterprise. `here` says that the shown photo has the tick."""

    key: str
    name: str
    about: str
    here: bool
    seen: tuple[bool, bool, bool]

    @property
    def title(self) -> str:
        """Return who it is."""
        return self.name or "受审核方"

    @property
    def missing(self) -> bool:
        """Tell whether nobody saw them anywhere."""
        return not any(self.seen)


def _row_words(row: SeatRow) -> str:
    seen = "、".join(word for word, on in zip(SHORT.values(), row.seen, strict=True) if on)
    return f"{row.key} {row.title} {row.about}，{'见于' + seen if seen else '未见到'}"


class SeatCells(CellDelegate):
    """Paint a member: key, name, what they are, three boxes."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        row: SeatRow = index.data(ROW_ROLE)
        rect: Any = option.rect
        state: Any = option.state
        theme = self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        elif row.missing:
            painter.fillRect(rect, theme.colour("house_soft"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        tone = "good" if not row.name else "accent_fill"
        if row.here:
            painter.fillRect(rect.left(), rect.top(), BAR, rect.height(), theme.colour(tone))
        middle = rect.center().y() + 1
        cap = QRectF(rect.left() + 14, middle - 9, 18, 18)
        painter.setPen(theme.colour(tone if row.here else "line_strong"))
        painter.setBrush(theme.colour(tone if row.here else "surface"))
        painter.drawRoundedRect(cap, 3, 3)
        painter.setFont(font(12))
        painter.setPen(theme.colour(("surface" if not row.name else "on_accent") if row.here else "muted"))
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), row.key)
        boxes = rect.right() - 8 - 3 * TICKS
        self._name(
            painter, row, QRectF(cap.right() + 10, rect.top(), boxes - cap.right() - 14, rect.height())
        )
        for place, on in enumerate(row.seen):
            left = boxes + place * TICKS + (TICKS - BOX) / 2
            paint_box(painter, QRectF(left, middle - BOX / 2, BOX, BOX), theme, on)
        painter.restore()

    def _name(self, painter: QPainter, row: SeatRow, box: QRectF) -> None:
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        small, metrics = QFontMetrics(font(12)), QFontMetrics(font())
        rest = min(small.horizontalAdvance(row.about), int(box.width() * LEAST_ABOUT))
        name = metrics.elidedText(row.title, Qt.TextElideMode.ElideMiddle, int(box.width()) - rest - 8)
        room = int(box.width()) - metrics.horizontalAdvance(name) - 8
        about = small.elidedText(row.about, Qt.TextElideMode.ElideRight, room)
        painter.setFont(font())
        painter.setPen(self._theme.colour("text"))
        painter.drawText(box, flags, name)
        painter.setFont(font(12))
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(box.adjusted(metrics.horizontalAdvance(name) + 8, 0, 0, 0), flags, about)


class SeatList(ListView[SeatRow]):
    """The members; a click ticks them in the photo that is shown. `turned` carries the SeatRow."""

    turned = Signal(object)

    def __init__(self, model: RowTableModel[SeatRow], theme: Theme, remembered: Remembered) -> None:
        super().__init__("photo-seats", model, theme, remembered)
        self.setItemDelegate(SeatCells(theme, model, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setAccessibleName("应见到的人")
        self.setSortingEnabled(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # every line has a key of its own
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick the line that was clicked."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            self.turned.emit(self.rows.row(index.row()))


class RosterPane(QWidget):
    """The right side of 照片. `turned` carries the SeatRow that was clicked."""

    turned = Signal(object)

    def __init__(self, theme: Theme, remembered: Remembered) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(248)
        column = Column[SeatRow]("seat", "成员", _row_words, 240, stretch=True)
        self.model = RowTableModel[SeatRow]([column], lambda row: row.name, parent=self)
        self.list = SeatList(self.model, theme, remembered)
        self.list.turned.connect(self.turned)
        self.foreseen = ForeseenView(theme)
        self.count = label("", "muted")
        self.remote = label("", "note", wrap=True)
        self.remote.setContentsMargins(16, 0, 12, 10)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head())
        whole.addWidget(self._columns())
        inside = QWidget()
        inside.setObjectName("surface")
        column_box = QVBoxLayout(inside)
        column_box.setContentsMargins(0, 0, 0, 0)
        column_box.setSpacing(0)
        column_box.addWidget(self.list)
        column_box.addWidget(self.foreseen)
        column_box.addWidget(self.remote)
        column_box.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = inside
        inside.installEventFilter(self)
        whole.addWidget(area, 1)
        whole.addWidget(self._reasons())

    def _head(self) -> QWidget:
        head = QWidget()
        head.setObjectName("panelHead")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setFixedHeight(48)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 0)
        row.addWidget(label("应见到的人", "title"))
        row.addStretch(1)
        row.addWidget(self.count)
        return head

    def _columns(self) -> QWidget:
        head = QWidget()
        head.setObjectName("panelHead")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setFixedHeight(28)
        row = self._column_row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(0)
        row.addWidget(label("按数字键勾选此张", "small"), 1)
        for word in SHORT.values():
            one = label(word, "small")
            one.setFixedWidth(TICKS)
            one.setAlignment(Qt.AlignmentFlag.AlignCenter)
            row.addWidget(one)
        return head

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the words over their boxes where a scroll bar takes room."""
        if watched is self._inside and event.type() is QEvent.Type.Resize:
            self._column_row.setContentsMargins(16, 0, 8 + self.width() - self._inside.width(), 0)
        return super().eventFilter(watched, event)

    def _reasons(self) -> QWidget:
        foot = QWidget()
        foot.setObjectName("foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        whole = QVBoxLayout(foot)
        whole.setContentsMargins(16, 8, 16, 10)
        whole.setSpacing(6)
        whole.addWidget(label("有问题、待补充时的理由，可多选", "small"))
        self.reasons: list[QPushButton] = []
        row = QHBoxLayout()
        for place, words in enumerate(REASONS):
            if place % 3 == 0:
                row = QHBoxLayout()
                row.setSpacing(6)
                whole.addLayout(row)
            one = QPushButton(words)
            one.setCheckable(True)
            one.setAutoDefault(False)
            one.setProperty("role", "reason")
            self.reasons.append(one)
            row.addWidget(one)
            if place % 3 == 2 or place == len(REASONS) - 1:
                row.addStretch(1)
        return foot

    def reason(self) -> str:
        """Return the chosen reasons."""
        return "、".join(one.text() for one in self.reasons if one.isChecked())

    def clear_reasons(self) -> None:
        """Choose none."""
        for one in self.reasons:
            one.setChecked(False)

    def show_ticks(self, working: Working | None, shot: Shot | None) -> None:
        """Show who is ticked where, and in the photo that is shown."""
        rows = seat_rows(working, shot) if working is not None else []
        self.model.set_rows(rows)
        self.list.setFixedHeight(ROW * len(rows))
        people = [row for row in rows if row.name]
        seen = sum(not row.missing for row in people)
        remote = [seat.name for seat in working.visit.seats if seat.remote] if working is not None else []
        self.remote.setText(f"{'、'.join(remote)} 远程参会，见到其视频画面即可（N6.3），按 V 标明。")
        self.remote.setVisible(bool(remote))
        self.count.setText(f"{len(people)} 人，见到 {seen} 人" if people else "")


def seat_rows(working: Working, shot: Shot | None) -> list[SeatRow]:
    """Return the lines of the roster: the members, then the enterprise."""
    here = working.mark(shot) if shot is not None else None
    rows = []
    for seat in working.visit.seats:
        marks = [seat.role.value, "远程" if seat.remote else "", "未参会" if seat.absent else ""]
        one, two, three = (working.sees(seat.name, category) for category in PhotoCategory)
        ticked = here is not None and seat.name in here.people
        rows.append(SeatRow(seat.key, seat.name, " ".join(filter(None, marks)), ticked, (one, two, three)))
    one, two, three = (working.sees_enterprise(category) for category in PhotoCategory)
    rows.append(
        SeatRow(ENTERPRISE_KEY, "", "招牌或人员", here is not None and here.enterprise, (one, two, three))
    )
    return rows
