"""The period that the window looks at: a month, a year, everything, or two days of one's own."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QDateEdit,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tianyi_desk.ui.labels import button, label
from tianyi_desk.ui.panel import Period

EVERYTHING = "全部期间"
DAY = timedelta(days=1)


def month_of(day: date) -> Period:
    """Return the month that a day lies in."""
    first = day.replace(day=1)
    return Period(first, (first + timedelta(days=32)).replace(day=1) - DAY)


def period_words(period: Period) -> str:
    """Write a period: 2021 年 10 月, 2026 年, 2026-09-21 — 2026-10-13, 全部期间."""
    first, last = period.first, period.last
    if first is None or last is None:
        if first is None and last is None:
            return EVERYTHING
        return f"{first} 起" if first else f"至 {last}"
    if period == month_of(first):
        return f"{first.year} 年 {first.month} 月"
    if period == Period(date(first.year, 1, 1), date(first.year, 12, 31)):
        return f"{first.year} 年"
    return f"{first} — {last}"


def period_text(period: Period) -> str:
    """Write a period so that it can be remembered."""
    return f"{period.first or ''}/{period.last or ''}"


def read_period(text: str) -> Period:
    """Read a remembered period; what is no period is everything."""
    parts = text.split("/")
    try:
        first, last = (date.fromisoformat(part) if part else None for part in parts)
    except ValueError:
        return Period()
    return Period(first, last)


class PeriodButton(QPushButton):
    """Show the period and change it; `chosen` carries the new one."""

    chosen = Signal(object)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(EVERYTHING)
        self.period = Period()
        self._today = today
        self._months: list[tuple[str, int]] = []
        self.setToolTip("按计划的结束日期取（Ctrl+P）")
        self.setAccessibleName("期间")
        self.setMinimumWidth(132)
        self.clicked.connect(self.open_menu)

    def set_months(self, months: Sequence[tuple[str, int]]) -> None:
        """Offer the months that there are plans in, newest first, with how many."""
        self._months = list(months)

    def set_period(self, period: Period) -> None:
        """Take another period and announce it."""
        self.period = period
        self.setText(period_words(period))
        self.chosen.emit(period)

    def menu_now(self) -> QMenu:
        """Return the menu as it stands today."""
        menu = QMenu(self)
        menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # the button's own sets its mark to the right
        today = self._today()
        last_month = month_of(today.replace(day=1) - DAY)
        ready = [
            (EVERYTHING, Period()),
            ("本月", month_of(today)),
            ("上月", last_month),
            ("本年", Period(date(today.year, 1, 1), date(today.year, 12, 31))),
        ]
        for words, period in ready:
            self._offer(menu, words, period)
        if self._months:
            menu.addSeparator()
        for month, count in self._months[:24]:
            period = month_of(date.fromisoformat(f"{month}-01"))
            self._offer(menu, f"{period_words(period)}    {count:,} 条计划", period)
        menu.addSeparator()
        menu.addAction("自己定…").triggered.connect(self._own)
        return menu

    def open_menu(self) -> None:
        """Open the menu below the button."""
        self.menu_now().exec(self.mapToGlobal(self.rect().bottomLeft()))

    def _offer(self, menu: QMenu, words: str, period: Period) -> None:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(period == self.period)
        action.triggered.connect(lambda: self.set_period(period))

    def _own(self) -> None:
        dialog = OwnPeriod(self.period, self._today(), self)
        if dialog.exec():
            self.set_period(dialog.period())


class OwnPeriod(QDialog):
    """Ask for the first and the last day."""

    def __init__(self, period: Period, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("期间")
        month = month_of(today)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        self._days: list[QDateEdit] = []
        for place, (words, day) in enumerate(
            (("首日", period.first or month.first), ("末日", period.last or month.last))
        ):
            edit = QDateEdit(QDate(day.year, day.month, day.day) if day else QDate.currentDate())
            edit.setDisplayFormat("yyyy-MM-dd")
            edit.setCalendarPopup(True)
            edit.dateChanged.connect(self._check)
            grid.addWidget(label(words), place, 0)
            grid.addWidget(edit, place, 1)
            self._days.append(edit)
        self._wrong = label("末日在首日之前", "official")
        self._wrong.setVisible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(12)
        whole.addWidget(label("按计划的结束日期取，首日、末日都包括在内。", "muted"))
        whole.addLayout(grid)
        whole.addWidget(self._wrong)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("取消", self.reject))
        self._take = button("确定", self.accept, "primary")
        self._take.setDefault(True)
        foot.addWidget(self._take)
        whole.addLayout(foot)

    def period(self) -> Period:
        """Return the period from the first to the last day."""
        days = [date(edit.date().year(), edit.date().month(), edit.date().day()) for edit in self._days]
        return Period(*days)

    def _check(self) -> None:
        period = self.period()
        wrong = bool(period.first and period.last and period.last < period.first)
        self._wrong.setVisible(wrong)
        self._take.setDisabled(wrong)
