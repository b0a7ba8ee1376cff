"""The right side of 报告: the parts of the report that go into the paper, and what becomes of it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tianyi_desk.services.preview import Preview, Report
from tianyi_desk.ui.labels import button, label, ruler
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.reporting.columns import PARTS, PartLine, part_lines
from tianyi_desk.ui.tables import RowTableModel
from tianyi_desk.ui.widgets.list_view import ListView

WIDTH = 232
PAUSE_MS = 400
"""How long somebody has to pause ticking before the paper is set anew."""
PROMISE = "所见即所存。手机号和证件号码已遮去，同样数据出同样文件。"


class Parts(QWidget):
    """`wanted` carries the page (1 is the first) of a part that somebody chose.

    `narrowed` is told when parts were ticked or cleared; `left_out` are the titles of those that are not wanted.
    """

    wanted = Signal(int)
    narrowed = Signal()

    def __init__(
        self, around: Surroundings, save_pdf: Callable[[], None], save_workbook: Callable[[], None],
        print_it: Callable[[], None],
    ) -> None:  # fmt: skip
        super().__init__()
        theme = around.theme
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self.left_out: frozenset[str] = frozenset()
        self._listing = False
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.narrowed)
        self.model = RowTableModel[PartLine](PARTS, lambda one: one.title, ticks=True, parent=self)
        self.model.ticked_changed.connect(self._ticked)
        self.view = ListView[PartLine]("parts", self.model, theme, around.remembered)
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

    def show_parts(self, preview: Preview | None, whole: Report | None) -> None:
        """List the parts of another report; what was left out before stays left out."""
        lines = part_lines(whole, preview.bookmarks) if preview is not None and whole is not None else []
        self._listing = True
        self.model.set_rows(lines)
        self.model.ticked = {line.title for line in lines if line.title not in self.left_out}
        self._listing = False
        self.view.viewport().update()

    def _ticked(self) -> None:
        if self._listing:
            return
        cleared = {line.title for line in self.model.rows if line.title not in self.model.ticked}
        shown = {line.title for line in self.model.rows}
        self.left_out = self.left_out - shown | cleared
        self._pause.start()

    def allow(self, *, paper: bool, workbook: bool) -> None:
        """Say what can be done with what is shown; one plan's report has no workbook."""
        self.pdf.setEnabled(paper)
        self.print.setEnabled(paper)
        self.workbook.setEnabled(workbook)

    def _want(self) -> None:
        part = self.view.current()
        if part is not None and part.page is not None:
            self.wanted.emit(part.page)
