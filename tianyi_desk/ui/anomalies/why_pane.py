"""为什么 of the current finding, below the list."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from tianyi_desk.services.deviations import Deviation
from tianyi_desk.ui.labels import Elided, icon_button
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.runner import Running
from tianyi_desk.ui.widgets.why_view import WhyView

if TYPE_CHECKING:
    from tianyi_desk.services.plan_page import PlanPage

SETTLE_MS = 60
"""How long the list must stand still before the reason of its row is worked out."""


class WhyPane(QWidget):
    """Follows the row that it is told of; reads the reason off the GUI thread."""

    def __init__(self, around: Surroundings, put_away: Callable[[], None]) -> None:
        super().__init__()
        self._around = around
        self._row: Deviation | None = None
        self._running: Running | None = None
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.head = Elided("", "heading")
        self.view = WhyView(around.bulletin.clause_wanted.emit)
        inside = QWidget()
        inside.setObjectName("surface")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 0, 16, 12)
        column.addWidget(self.view)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 8, 8)
        row.addWidget(self.head, 1)
        row.addWidget(icon_button(around.theme, "close", "收起为什么（W）", put_away))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(row)
        whole.addWidget(area, 1)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._read)
        self.hide()

    def follow(self, row: Deviation | None) -> None:
        """Show the reason of a row as soon as it has been current for a moment."""
        self._row = row
        if self.isHidden():
            return
        self._settle.start()

    def open(self, row: Deviation | None) -> None:
        """Come into sight with the reason of a row."""
        self._row = row
        self.show()
        self._read()

    def _read(self) -> None:
        if self._running is not None:
            self._running.cancel()
            self._running = None
        self.view.clear()
        row = self._row
        if row is None:
            self.head.setText("选一行，看它为什么")
            return
        self.head.setText(f"{row.code} {row.title}  {row.enterprise}  {row.number}")
        key = row.key
        self._running = self._around.runner.start(
            self._around.desk.open_page(row.number, self._around.now()), lambda page: self._show(key, page)
        )

    def _show(self, key: tuple[str, str, str], page: "PlanPage | None") -> None:
        self._running = None
        if self._row is None or self._row.key != key or page is None:
            return
        found = next((one for one in page.findings if one.finding.key == key), None)
        if found is not None:
            self.view.show_why(found)
