"""The day from which a person's new state, qualification or department holds."""

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit


class SinceBox(QDateEdit):
    """A day, today unless somebody says an earlier one."""

    def __init__(self, today: date) -> None:
        super().__init__(QDate(today.year, today.month, today.day))
        self.setDisplayFormat("yyyy-MM-dd")
        self.setCalendarPopup(True)
        self.setMaximumDate(self.date())
        self.setAccessibleName("新的状态、资格或部门自哪一天起")
        self.setToolTip("新的状态（如离职）、资格或部门从这一天起")

    def day(self) -> date:
        """Return the day."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())
