"""The head of the page: which plan it is, how it stands, and until when something must be filed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from tianyi_desk.facts.wording import day_words
from tianyi_desk.services.plan_head import Due, PlanHead
from tianyi_desk.services.plan_page import PlanPage
from tianyi_desk.ui.chips import Chip, status_chip
from tianyi_desk.ui.labels import Elided, button, icon_button, label, set_role
from tianyi_desk.ui.plan_page.columns import NOT_JUDGED
from tianyi_desk.ui.theme import Theme
from tianyi_desk.ui.widgets.chip_row import ChipRow

HEIGHT, NAME_WIDTH = 64, 180
"""Pixels; the chips give way before a name is narrower than that."""


class DueBlock(QFrame):
    """The deadline that comes first: how much time is left, and why that day."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("due")
        self.words = label("", "due")
        self.reason = Elided("", "small", Qt.TextElideMode.ElideRight)
        self.reason.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(10, 0, 0, 0)
        inside.setSpacing(2)
        inside.addWidget(self.words)
        inside.addWidget(self.reason)

    def show_dues(self, dues: tuple[Due, ...]) -> None:
        """Show the most pressing of the deadlines; the tip tells all."""
        self.setVisible(bool(dues))
        if not dues:
            return
        first = min(dues, key=lambda due: (not due.pending, due.day))
        tone = "official" if first.overdue else "house" if first.pending and first.days_left <= 2 else "plain"
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        set_role(self.words, {"official": "dueOfficial", "house": "dueHouse"}.get(tone, "due"))
        if first.pending:
            self.words.setText(first.words)
            self.reason.setText(f"{day_words(first.day)[5:]}，{first.reason}")
        else:
            self.words.setText(f"{first.day:%m-%d} {day_words(first.day)[-2:]}")
            self.reason.setText(f"{first.title}，{first.reason}")
        self.setToolTip("\n".join(_due_words(due) for due in dues))


def _due_words(due: Due) -> str:
    state = due.words if due.pending else "没有待填报的说明"
    return f"{due.title} {day_words(due.day)}，{due.reason}；{state}"


class HeadBand(QWidget):
    """Two lines at the left, the deadline and two buttons at the right."""

    close_wanted = Signal()
    apart_wanted = Signal()
    plan_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedHeight(HEIGHT)
        self.name = Elided("", "title")
        self.name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.chips = ChipRow(theme)
        self.bound = button(
            "", self._open_bound, "flat", tip="同一次现场审核的其他计划", theme=theme, icon="link"
        )
        self.line = Elided("", "small", Qt.TextElideMode.ElideRight)
        self.due = DueBlock()
        self.apart = icon_button(theme, "window", "独立窗口（Ctrl+Enter）", self.apart_wanted.emit)
        self.close_button = icon_button(theme, "close", "关闭（Esc）", self.close_wanted.emit)
        self._page: PlanPage | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.name)
        first.addWidget(self.chips)
        first.addWidget(self.bound)
        first.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(2)
        left.addLayout(first)
        left.addWidget(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(12)
        row.addLayout(left, 1)
        row.addWidget(self.due)
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        buttons.addWidget(self.apart)
        buttons.addWidget(self.close_button)
        row.addLayout(buttons)

    def show_page(self, page: PlanPage) -> None:
        """Show another plan."""
        self._page = page
        head = page.head
        self.name.setText(head.enterprise)
        self.name.setMinimumWidth(min(self.name.sizeHint().width(), NAME_WIDTH))
        self.chips.set_chips(status_chips(head))
        self.bound.setVisible(bool(page.bound))
        self.bound.setText(f"绑定 {len(page.bound) + 1} 条")
        self.line.setText(line_words(head))
        self.due.show_dues(head.dues)

    def bound_menu(self) -> QMenu:
        """Return a menu of the bound plans; choosing one opens it."""
        menu = QMenu(self)
        for one in self._page.bound if self._page is not None else ():
            projects = "、".join(project.text for project in one.projects)
            status = one.status.value if one.status is not None else NOT_JUDGED
            action = menu.addAction(f"{one.number}　{projects}　{status}")
            action.triggered.connect(lambda _on=False, number=one.number: self.plan_wanted.emit(number))
        return menu

    def _open_bound(self) -> None:
        where: QPushButton = self.bound
        self.bound_menu().exec(where.mapToGlobal(where.rect().bottomLeft()))


def status_chips(head: PlanHead) -> list[Chip]:
    """Return how the plan stands, and what is special about it."""
    chips = [status_chip(head.status)] if head.status is not None else [Chip(NOT_JUDGED)]
    chips += [Chip("照片未复核", "house")] if head.photos_unreviewed else []
    return chips + [Chip(mark, "data") for mark in head.marks]


def line_words(head: PlanHead) -> str:
    """Return projects, number, kind and place of the plan on one line."""
    projects = "、".join(one.text for one in head.projects)
    activities = "、".join(head.activities)
    return "　".join(
        filter(None, (f"{projects} {head.number}", f"{head.mode.value}审核", activities, head.region))
    )
