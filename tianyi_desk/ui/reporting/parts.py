"""The right side of 报告: the parts of the report, and what becomes of it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tianyi_desk.services.preview import Bookmark
from tianyi_desk.ui.labels import button, label, ruler
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.reporting.columns import PARTS
from tianyi_desk.ui.tables import RowTableModel
from tianyi_desk.ui.widgets.list_view import ListView

WIDTH = 232
PROMISE = "所见即所存。手机号和证件号码已遮去，同样数据出同样文件。"


class Parts(QWidget):
    """`wanted` carries the page (1 is the first) of a part that somebody chose."""

    wanted = Signal(int)

    def __init__(
        self, around: Surroundings, save_pdf: Callable[[], None], save_workbook: Callable[[], None],
        print_it: Callable[[], None],
    ) -> None:  # fmt: skip
        super().__init__()
        theme = around.theme
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self.model = RowTableModel[Bookmark](PARTS, lambda one: one.title, parent=self)
        self.view = ListView[Bookmark]("parts", self.model, theme, around.remembered)
        self.view.setAccessibleName("目录")
        self.view.clicked.connect(lambda _index: self._want())
        self.view.opened.connect(lambda _row: self._want())
        self.pdf = button("存为 PDF…", save_pdf, "primary", tip="Ctrl+S")
        self.workbook = button("存为 Excel…", save_workbook, tip="Ctrl+E", theme=theme, icon="table")
        self.print = button("打印…", print_it, tip="Ctrl+Shift+P")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(ruler())
        acts = QVBoxLayout()
        acts.setContentsMargins(12, 12, 12, 12)
        acts.setSpacing(8)
        acts.addWidget(label(PROMISE, "small", wrap=True))
        for one in (self.pdf, self.workbook, self.print):
            acts.addWidget(one)
        column.addLayout(acts)

    def show_parts(self, parts: Sequence[Bookmark]) -> None:
        """List the parts of another report."""
        self.model.set_rows(parts)

    def allow(self, *, paper: bool, workbook: bool) -> None:
        """Say what can be done with what is shown; one plan's report has no workbook."""
        self.pdf.setEnabled(paper)
        self.print.setEnabled(paper)
        self.workbook.setEnabled(workbook)

    def _want(self) -> None:
        part = self.view.current()
        if part is not None:
            self.wanted.emit(part.page)
