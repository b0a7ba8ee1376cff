"""导入 between two imports: where to drop files, or how the last import came out, above the batches."""

import sys
from collections.abc import Callable, Sequence

from PySide6.QtCore import QProcess, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from tianyi_desk.services.batches import Batch
from tianyi_desk.ui.imports.columns import BATCHES
from tianyi_desk.ui.imports.outcome import Outcome
from tianyi_desk.ui.labels import button, label
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.tables import RowTableModel
from tianyi_desk.ui.widgets.empty import EmptyState
from tianyi_desk.ui.widgets.list_view import ListView

KINDS = "审核计划、审核组名册、签到记录、照片清单、异常说明、照片核查（.xlsx、.xls、.csv），照片文件夹，或装着它们的 .zip"
WELCOME = (
    "把文件拖到这里",
    f"拖到窗口任何位置都可以：{KINDS}。\n先列出新增、变更和拒绝，您确认之前不写入任何数据。",
)


class IdlePage(QSplitter):
    """Says what to do next; `go` leads to another panel, the others ask for files or a folder.

    `batch_wanted` asks for a batch by its number.
    """

    batch_wanted = Signal(int)

    def __init__(
        self,
        around: Surroundings,
        choose_files: Callable[[], None],
        choose_folder: Callable[[], None],
        go: Callable[[str], None],
    ) -> None:
        super().__init__(Qt.Orientation.Vertical)
        theme = around.theme
        self.choose_button = button("选择文件…", choose_files, "primary", tip="Ctrl+O")
        self.samples = button(
            "先看看样例", _see_samples, "link", tip="另开一个窗口，用虚构的样例数据，不影响这里"
        )
        folder = button("选择文件夹…", choose_folder, tip="Ctrl+Shift+O")
        self.empty = EmptyState(theme, "tray", *WELCOME, buttons=(self.choose_button, folder, self.samples))
        self.outcome = Outcome(theme, go, choose_files)
        self._above = QStackedWidget()
        self._above.addWidget(self.empty)
        self._above.addWidget(self.outcome)
        self.batches = RowTableModel[Batch](BATCHES, lambda one: one.number, parent=self)
        self.batch_view = ListView[Batch]("batches", self.batches, theme, around.remembered)
        self.batch_view.setAccessibleName("导入批次")
        self.batch_view.opened.connect(lambda one: self.batch_wanted.emit(one.number))
        self._below = self._list_of_batches()
        self.setHandleWidth(1)
        self.addWidget(self._above)
        self.addWidget(self._below)
        self.setSizes([320, 480])
        self.setChildrenCollapsible(False)

    def _list_of_batches(self) -> QWidget:
        self._head = label("导入批次", "heading")
        self.open_button = button("查看与收回…", self._open_current, "link", tip="Enter，所选批次")
        line = QHBoxLayout()
        line.setContentsMargins(16, 0, 16, 0)
        line.addWidget(self._head)
        line.addStretch(1)
        line.addWidget(self.open_button)
        below = QWidget()
        below.setObjectName("surface")
        below.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self.batch_view, 1)
        return below

    def _open_current(self) -> None:
        batch = self.batch_view.current()
        if batch is not None:
            self.batch_wanted.emit(batch.number)

    def show_batches(self, batches: Sequence[Batch]) -> None:
        """List the batches; an empty desk offers the samples instead."""
        self.batches.set_rows(batches)
        self._below.setVisible(bool(batches))
        self.samples.setVisible(not batches)
        self._head.setText(f"导入批次 {len(batches):,}")
        if batches and self.batch_view.current() is None:
            self.batch_view.go_to(0)

    def show_outcome(self, there_is_one: bool) -> None:
        """Show how the last import came out, or where to drop files."""
        self._above.setCurrentWidget(self.outcome if there_is_one else self.empty)

    def take_focus(self) -> None:
        """Put the keyboard onto what comes next."""
        if self._above.currentWidget() is self.outcome:
            self.outcome.see.setFocus()
        elif self.batches.rows:
            self.batch_view.setFocus()
        else:
            self.choose_button.setFocus()


def _see_samples() -> None:
    QProcess.startDetached(sys.executable, ["-m", "tianyi_desk", "demo"])
