"""The bars round the calendar: its head, the list beside it, and the foot with the legend."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from tianyi_desk.ui.calendar.day_list import DayListView
from tianyi_desk.ui.calendar.legend import Legend
from tianyi_desk.ui.labels import Elided, button, icon_button, label
from tianyi_desk.ui.theme import Theme

MONTH, WEEK = 0, 1
VIEWS = (("月", "M"), ("周，按人", "W"))


class _Bar(QWidget):
    """A bar of a fixed height with things in a row."""

    def __init__(self, name: str, height: int, spacing: int = 8) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(height)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(16, 0, 16, 0)
        self.row.setSpacing(spacing)


class CalendarHead(_Bar):
    """What is shown, the way to other days, and month or week.

    `turned` carries how many months or weeks to go on, `view_wanted` MONTH or WEEK.
    """

    turned = Signal(int)
    today_wanted = Signal()
    view_wanted = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__("panelHead", 48)
        self.title = label("", "title")
        self.summary = _right("small")
        self.switch = QButtonGroup(self)
        self.row.addWidget(self.title)
        self.row.addSpacing(4)
        self.row.addWidget(icon_button(theme, "chevron-left", "往前（PageUp）", lambda: self.turned.emit(-1)))
        self.row.addWidget(
            icon_button(theme, "chevron-right", "往后（PageDown）", lambda: self.turned.emit(1))
        )
        self.row.addWidget(button("今天", self.today_wanted.emit, tip="T"))
        self.row.addSpacing(4)
        for view, (words, key) in enumerate(VIEWS):
            one = button(words, lambda view=view: self.view_wanted.emit(view), "switch", tip=key)  # type: ignore[misc]
            one.setCheckable(True)
            self.switch.addButton(one, view)
            self.row.addWidget(one)
        self.row.addWidget(self.summary, 1)


class DaySide(QWidget):
    """The list of a day, or of a person's week, with its heading."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(280)
        self.title = label("", "heading")
        self.note = Elided("", "small", Qt.TextElideMode.ElideRight)
        self.list = DayListView(theme)
        head = _Bar("panelHead", 40)
        head.row.addWidget(self.title)
        head.row.addWidget(self.note, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(self.list, 1)


class CalendarFoot(_Bar):
    """The legend, and what has to be known of the days that are shown."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("foot", 30, 16)
        self.note = _right("small")
        self.row.addWidget(Legend(theme))
        self.row.addWidget(self.note, 1)


def _right(role: str) -> Elided:
    made = Elided("", role, Qt.TextElideMode.ElideRight)
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made
