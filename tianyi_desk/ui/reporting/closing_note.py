"""Below the months: whether the chosen one is closed, and the button that closes it for good."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMessageBox, QVBoxLayout, QWidget

from tianyi_desk.services.report_closing import Closing
from tianyi_desk.ui.labels import button, label
from tianyi_desk.ui.panel import Period
from tianyi_desk.ui.periods import month_of

AFTERWARDS = "其后的变化记入下一个月报告的“调整”。"
QUESTION = "月结 {month}？各数和计划清单按现在的样子留存，不能重开；其后的变化记入下一个月报告的“调整”。"


class ClosingNote(QWidget):
    """`wanted` carries a month as 2021-10 that somebody wants to close and was asked about."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.closed: Mapping[str, Closing] = {}
        self._month = ""
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = label("", "small", wrap=True)
        self.close_it = button("月结…", self.ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self.close_it)
        self.hide()

    def show_period(self, period: Period | None, today: date) -> None:
        """Tell of the chosen period; only a month that is over can be closed."""
        first = period.first if period is not None else None
        whole = first is not None and period == month_of(first)
        self._month = f"{first:%Y-%m}" if first is not None and whole else ""
        closing = self.closed.get(self._month)
        over = whole and period is not None and period.last is not None and period.last < today
        self.words.setText(
            f"{closing.words}。{AFTERWARDS}" if closing is not None else f"{self._month} 还没有月结。"
        )
        self.close_it.setText(f"月结 {self._month}…")
        self.close_it.setVisible(closing is None)
        self.setVisible(closing is not None or over)

    def ask(self) -> None:
        """Ask whether the month is to be closed for good."""
        box = QMessageBox(
            QMessageBox.Icon.Question, "月结", QUESTION.format(month=self._month), parent=self.window()
        )
        yes = box.addButton("月结", QMessageBox.ButtonRole.AcceptRole)
        box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
        box.exec()
        if box.clickedButton() is yes:
            self.wanted.emit(self._month)
