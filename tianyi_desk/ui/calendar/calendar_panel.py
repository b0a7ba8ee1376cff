"""日历: the month (M3.2), the week by person, and the plans of a day."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tianyi_desk.services import calendar_conflicts
from tianyi_desk.services.calendar_bars import Mark, half_on
from tianyi_desk.services.calendar_day import Entry, day_list
from tianyi_desk.services.calendar_days import natures
from tianyi_desk.services.calendar_people import Conflicts, Kind, lay_people
from tianyi_desk.services.calendar_view import (
    DAY,
    WEEK,
    around_month,
    lay_out,
    lines_between,
    monday_of,
    month_start,
    months_away,
    nearest_day,
)
from tianyi_desk.services.changed import Changed
from tianyi_desk.services.deadlines import Deadlines, short_day
from tianyi_desk.services.plan_listing import PlanLine
from tianyi_desk.ui.calendar.filters import FilterBar
from tianyi_desk.ui.calendar.month_view import MonthView
from tianyi_desk.ui.calendar.parts import CalendarHead, CalendarNotice, DaySide, LegendFoot
from tianyi_desk.ui.calendar.picture import calendar_picture, print_picture
from tianyi_desk.ui.calendar.week_view import WeekView
from tianyi_desk.ui.calendar.words import notice_words
from tianyi_desk.ui.day_watch import DayWatch
from tianyi_desk.ui.labels import button
from tianyi_desk.ui.panel import KeyHint, Panel, Surroundings
from tianyi_desk.ui.shelf import PlanShelf
from tianyi_desk.ui.widgets.empty import EmptyState

SIDE = 340
NARROW, LEGEND_FROM = 900, 1060
"""Below these widths the list of the day is put away, and the legend goes below the calendar."""
NOTHING_YET = ("日历上还没有计划", "先在“导入”里放进审核计划；每个计划在它的审核日期上画成一条。")
EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)


class CalendarPanel(Panel):
    """The calendar; every view shows the same day."""

    name = "calendar"
    title = "日历"
    icon = "calendar"
    watches = Changed.NOTHING
    hints = (
        KeyHint("方向键", "换日"),
        KeyHint("PgUp/PgDn", "换月（周视图换周）"),
        KeyHint("Home / T", "今天"),
        KeyHint("M/W", "月、周"),
        KeyHint("Enter", "打开计划"),
        KeyHint("L", "当天的列表"),
        KeyHint("Ctrl+Shift+C", "复制图片"),
        KeyHint("Ctrl+Shift+P", "打印"),
    )

    def __init__(self, around: Surroundings, shelf: PlanShelf) -> None:
        super().__init__(around)
        self._shelf = shelf
        self._today = around.now().date()
        self._clock = DayWatch(around.now, self)
        self.day = self._today
        self.month = lay_out((), month_start(self.day), around.desk.book.calendar)
        self._near: tuple[date, list[PlanLine]] | None = None
        self._lines: list[PlanLine] = []
        self._there: date | None = None
        self._conflicts: Conflicts = frozenset()
        self._lay_out()
        self._connect()
        self._bring(self.week if around.remembered.text("calendar") == "week" else self.month_view)

    # Making it

    def _lay_out(self) -> None:
        theme = self.around.theme
        self.month_view, self.week = MonthView(theme), WeekView(theme)
        self.views = QStackedWidget()
        self.views.addWidget(self.month_view)
        self.views.addWidget(self.week)
        self.filters = FilterBar(theme)
        self.head, self.side, self.notice = CalendarHead(theme), DaySide(self.around), CalendarNotice()
        self.foot = LegendFoot(theme)
        self.list = self.side.list
        to_import = button("去导入", lambda: self.panel_wanted.emit("import"), "primary")
        self.empty = EmptyState(theme, "calendar", *NOTHING_YET, buttons=(to_import,))
        self.splitter = QSplitter()
        self.splitter.addWidget(self.views)
        self.splitter.addWidget(self.side)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setCollapsible(0, False)
        self.splitter.setHandleWidth(1)
        self.splitter.setSizes([SIDE * 3, SIDE])
        inside = QWidget()
        below = QVBoxLayout(inside)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self.filters)
        below.addWidget(self.notice)
        below.addWidget(self.splitter, 1)
        below.addWidget(self.foot)
        self.pages = QStackedWidget()
        self.pages.addWidget(inside)
        self.pages.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(self.pages, 1)

    def _connect(self) -> None:
        self.head.turned.connect(self.turn)
        self.head.today_wanted.connect(self.go_to_today)
        self.head.view_wanted.connect(lambda view: self.turn_to(self.week if view else self.month_view))
        for view in (self.month_view, self.week):
            view.day_wanted.connect(self.go_to)
            view.opened.connect(self._bar_opened)
            view.enter_pressed.connect(self._open_current)
            view.today_wanted.connect(self.go_to_today)
        self.head.copy_wanted.connect(self.copy_picture)
        self.head.print_wanted.connect(self.print_picture)
        self.notice.go_wanted.connect(self.go_to_plans)
        self.month_view.entered.connect(self._into_list)
        self.week.person_moved.connect(self._person_shown)
        self.list.opened.connect(self.plan_wanted)
        self.list.moved.connect(self.month_view.choose_plan)
        self.list.moved.connect(self.week.choose_plan)
        self.list.left.connect(self.focus_list)
        self.filters.changed.connect(self._show)
        self._shelf.filled.connect(self._filled)
        self._clock.turned.connect(self._day_turned)
        keys = {
            "T": self.go_to_today,
            "M": lambda: self.turn_to(self.month_view),
            "W": lambda: self.turn_to(self.week),
            "L": self._into_list,
            "Ctrl+Shift+C": self.copy_picture,
            "Ctrl+Shift+P": self.print_picture,
        }
        for key, does in keys.items():
            shortcut = QShortcut(QKeySequence(key), self, does)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # What it shows

    def reload(self) -> None:
        """Show what the shelf holds, and read who is in two places at once."""
        self._near = None
        self._today = self.around.now().date()
        self._show()
        self.around.runner.start(calendar_conflicts.load(self.around.desk.database), self._know_conflicts)

    def _know_conflicts(self, conflicts: Conflicts) -> None:
        if conflicts != self._conflicts:
            self._conflicts = conflicts
            self._show_day()

    def _filled(self) -> None:
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def period_changed(self) -> None:
        """Go to the period: today where it lies in it, else its last day."""
        day = self._today if self.period.holds(self._today) else self.period.last or self.period.first
        if day is not None and not self.period.holds(self.day):
            self.go_to(day)

    def go_to(self, day: date) -> None:
        """Choose another day, of this month or of another."""
        self.day = min(max(day, EARLIEST), LATEST)
        if month_start(self.day) == self.month.first:
            self._show_day()
        else:
            self._show()

    def _day_turned(self, today: date) -> None:
        self._today = today
        self._show_day()

    def go_to_today(self) -> None:
        """Choose the day of now; the window may stand open overnight."""
        self._today = self.around.now().date()
        self.go_to(self._today)

    def turn(self, steps: int) -> None:
        """Go so many months on, or weeks where the week is shown."""
        self.go_to(self.day + WEEK * steps if self.in_week else months_away(self.day, steps))

    @property
    def in_week(self) -> bool:
        """Tell whether the week by person is shown."""
        return self.views.currentWidget() is self.week

    def turn_to(self, view: QWidget) -> None:
        """Show the month or the week by person, and put the keyboard into it."""
        self._bring(view)
        view.setFocus()

    def _bring(self, view: QWidget) -> None:
        self.views.setCurrentWidget(view)
        self.head.switch.button(self.views.indexOf(view)).setChecked(True)
        self.around.remembered.keep("calendar", "week" if self.in_week else "month")
        self._show_day()

    def _show(self) -> None:
        """Lay the month out anew; its plans are looked for once a month."""
        first = month_start(self.day)
        if self._near is None or self._near[0] != first:
            self._near = first, around_month(self._shelf.shelf.plans, first)
            self.filters.offer(self._near[1])
        self.pages.setCurrentIndex(0 if self._shelf.shelf.lines else 1)
        self._lines = self.filters.wanted().narrow(self._near[1])
        self.month = lay_out(self._lines, first, self.around.desk.book.calendar)
        self._show_day()

    def _show_day(self) -> None:
        if self.in_week:
            self._show_week()
        else:
            self._show_month()
        if not self._shelf.shelf.lines:
            self.head.summary.clear()
        self.head.offer_picture(bool(self._shelf.shelf.lines))

    def _show_month(self) -> None:
        month, shown = self.month, day_list(self._lines, self.month.owed, self.day)
        self.head.title.setText(f"{month.first.year} 年 {month.first.month} 月")
        self.month_view.show_month(month, self.day, self._today)
        marks = month.marks()
        counted = [f"{mark} {marks[mark]}" for mark in Mark if marks[mark]]
        self.head.summary.setText(
            "，".join([f"{month.visits()} 次审核，{len(month.lines)} 个计划", *counted])
        )
        self._notice(month.lines)
        self._list_day(short_day(self.day), shown.words, shown.entries)

    def _show_week(self) -> None:
        monday = monday_of(self.day)
        rows = lay_people(self._lines, monday, self._conflicts)
        self.head.title.setText(f"{monday.isocalendar().year} 年第 {monday.isocalendar().week} 周")
        kinds = natures(self.around.desk.book.calendar, monday, monday + WEEK - DAY)
        self.week.show_week(rows, tuple(kinds.items()), self.day, self.around.now())
        clashes = sum(row.kind is Kind.CONFLICT for row in rows)
        counted = [f"{len(rows)} 人有任务"] + ([f"{Kind.CONFLICT} {clashes} 人"] if clashes else [])
        self.head.summary.setText("，".join([f"{monday:%m-%d} 至 {monday + WEEK - DAY:%m-%d}", *counted]))
        self._notice(rows)
        self._person_shown()

    def _person_shown(self) -> None:
        row = self.week.person
        if row is None:
            self._list_day(short_day(self.day), "本周没有任务", ())
            return
        monday = self.week.monday
        lines = [line for bar in row.bars for line in bar.lines]
        entries = [Entry(line, half_on(line, max(line.start.date(), monday))) for line in lines]
        self._list_day(row.name, row.words, entries)

    def _list_day(self, title: str, note: str, entries: Sequence[Entry]) -> None:
        deadlines = Deadlines(self.around.desk.book.calendar, self._today)
        self.side.show_entries(title, note, entries, deadlines)

    def _notice(self, shown: Sequence[object]) -> None:
        """Say what has to be known of the days that are shown, and the way to days with plans where there are none."""
        plans = self._shelf.shelf.lines
        self._there = None if shown or self._hides_plans() else nearest_day(plans, self.day)
        span = "本周" if self.in_week else "本月"
        words = notice_words(span, self._there, self.month.warning, hidden=self._hides_plans() and not shown)
        self.notice.say(*words, warns=bool(self.month.warning))

    def _hides_plans(self) -> bool:
        """Tell whether the month or week has plans at all, filtered away or not."""
        first = monday_of(self.day) if self.in_week else self.month.first
        last = first + WEEK - DAY if self.in_week else months_away(first, 1) - DAY
        return self._near is not None and bool(lines_between(self._near[1], first, last))

    def go_to_plans(self) -> None:
        """Choose the nearest day that has plans."""
        if self._there is not None:
            self.go_to(self._there)
            self.focus_list()

    # The picture

    def picture(self) -> QImage:
        """Return what is shown as a picture, with its title and what the colours mean."""
        whole = self.week.whole if self.in_week else self.month_view.whole
        return calendar_picture(self.head.title.text(), self._narrowed(), whole)

    def _narrowed(self) -> str:
        return "，".join([self.head.summary.text(), *self.filters.words()])

    def copy_picture(self) -> None:
        """Put what is shown on the clipboard as a picture."""
        if self._shelf.shelf.lines:
            QGuiApplication.clipboard().setImage(self.picture())
            self.told.emit("图片已复制，可以粘贴到文档或聊天中")

    def print_picture(self) -> None:
        """Print what is shown on a sheet of paper."""
        if self._shelf.shelf.lines:
            print_picture(self, self.picture())

    # Keys and room

    def focus_list(self) -> None:
        """Put the keyboard into the calendar."""
        if self.pages.currentIndex():
            self.empty.setFocus()
        else:
            (self.week if self.in_week else self.month_view).setFocus()

    def _into_list(self) -> None:
        if self.side.isVisible() and self.list.cards.entries:
            self.list.setFocus()

    def _bar_opened(self, number: str, apart: bool) -> None:
        self.list.choose(number)
        self.plan_wanted.emit(number, apart)

    def _open_current(self, apart: bool) -> None:
        if number := self.list.number():
            self.plan_wanted.emit(number, apart)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the list away where there is no room for it beside the calendar, and the legend below it."""
        super().resizeEvent(event)
        wide = self.width() >= LEGEND_FROM
        self.side.setVisible(self.width() >= NARROW)
        self.filters.legend.setVisible(wide)
        self.foot.setVisible(not wide)
