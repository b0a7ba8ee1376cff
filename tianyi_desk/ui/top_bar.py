"""The bar at the top: find a plan, choose the period, say who works here."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from tianyi_desk.ui.find_box import FindBox
from tianyi_desk.ui.found_list import Found
from tianyi_desk.ui.labels import IconOf, icon_button, label
from tianyi_desk.ui.periods import PeriodButton
from tianyi_desk.ui.theme import Theme

HEIGHT = 48


class TopBar(QWidget):
    """The bar; `menu_wanted` asks for the menu of the window."""

    def __init__(
        self, theme: Theme, find: Callable[[str], Sequence[Found]], today: Callable[[], date]
    ) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self.find_box = FindBox(theme, find)
        self.period = PeriodButton(today)
        self.period.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft
        )  # the mark of a menu stands at the right
        self.period.setIconSize(QSize(12, 12))
        IconOf(theme, self.period, "chevron-down")
        self.who = QPushButton()
        self.who.setProperty("role", "flat")
        self.who.setToolTip("经办人：写进每一笔改动的记录")
        IconOf(theme, self.who, "person")
        self.more: QToolButton = icon_button(theme, "more", "菜单（F10）", lambda: None)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.find_box, 1)
        row.addStretch(1)
        row.addWidget(label("期间", "muted"))
        row.addWidget(self.period)
        row.addSpacing(8)
        row.addWidget(self.who)
        row.addWidget(self.more)
