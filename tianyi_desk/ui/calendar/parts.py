"""The bars round the calendar: its head, the list beside it, and what has to be known of the days shown."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from tianyi_desk.services import calendar_notes
from tianyi_desk.services.calendar_day import Entry
from tianyi_desk.services.deadlines import Deadlines
from tianyi_desk.ui.calendar.day_list import DayListView
from tianyi_desk.ui.calendar.legend import Legend
from tianyi_desk.ui.labels import Elided, button, icon_button, label, set_role
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.theme import Theme

MONTH, WEEK = 0, 1
SETTLE_MS = 80
"""A day must be chosen so long before its notes are read: held arrow keys do not read every day."""
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
    """What is shown, the way to other days, month or week, and the picture of it.

    `turned` carries how many months or weeks to go on, `view_wanted` MONTH or WEEK.
    """

    turned = Signal(int)
    today_wanted = Signal()
    view_wanted = Signal(int)
    copy_wanted = Signal()
    print_wanted = Signal()

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
        self.copy_button = icon_button(theme, "copy", "复制图片（Ctrl+Shift+C）", self.copy_wanted.emit)
        self.print_button = button("打印…", self.print_wanted.emit, tip="Ctrl+Shift+P")
        self.row.addWidget(self.copy_button)
        self.row.addWidget(self.print_button)

    def offer_picture(self, there: bool) -> None:
        """Offer copying and printing where there is something to be seen."""
        self.copy_button.setEnabled(there)
        self.print_button.setEnabled(there)


class DaySide(QWidget):
    """The list of a day, or of a person's week, with its heading."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._read_notes)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(280)
        self.title = label("", "heading")
        self.note = Elided("", "small", Qt.TextElideMode.ElideRight)
        self.list = DayListView(around.theme)
        head = _Bar("panelHead", 40)
        head.row.addWidget(self.title)
        head.row.addWidget(self.note, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(self.list, 1)

    def show_entries(self, title: str, note: str, entries: Sequence[Entry], deadlines: Deadlines) -> None:
        """Show the plans of a day or of a person's week; where they are follows as soon as it is read."""
        self.title.setText(title)
        self.note.setText(note)
        self.list.show_entries(entries, deadlines, self.list.number())
        self._settle.start()

    def _read_notes(self) -> None:
        numbers = [entry.line.number for entry in self.list.cards.entries]
        if numbers and self.isVisible():  # the window may be closed by now
            job = calendar_notes.load(self._around.desk.database, numbers)
            self._around.runner.start(job, self.list.cards.set_notes)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was not read while the list was out of sight."""
        super().showEvent(event)
        self._settle.start()


class CalendarNotice(_Bar):
    """What has to be known of the days that are shown, and the way to days with plans; `go_wanted` asks for it."""

    go_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("calendarNotice", 32, 12)
        self.note = Elided("", "noticeText", Qt.TextElideMode.ElideRight)
        self.go_button = button("", self.go_wanted.emit, "link")
        self.row.addWidget(self.note, 1)
        self.row.addWidget(self.go_button)
        self.hide()

    def say(self, note: str, way: str = "", *, warns: bool = False) -> None:
        """Say something, "" for nothing; `way` is what the button that leads elsewhere says."""
        self.note.setText(note)
        set_role(self, "warns" if warns else "tells")
        set_role(self.note, "noticeText" if warns else "muted")
        self.go_button.setText(way)
        self.go_button.setVisible(bool(way))
        self.setVisible(bool(note))


class LegendFoot(_Bar):
    """The legend below the calendar, where it has no room beside the filters."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("foot", 30, 16)
        self.row.addWidget(Legend(theme))
        self.row.addStretch(1)


def _right(role: str) -> Elided:
    made = Elided("", role, Qt.TextElideMode.ElideRight)
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made
