"""报告: months at the left, the pages as they will be printed, save as PDF or Excel, print."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tianyi_desk.progress import Job
from tianyi_desk.services.changed import Changed
from tianyi_desk.services.preview import Preview, preview
from tianyi_desk.services.reporting import Papers, report_of_month, write_papers
from tianyi_desk.trouble import DeskError
from tianyi_desk.ui.labels import Elided, button, icon_button, label
from tianyi_desk.ui.panel import KeyHint, Panel, Surroundings
from tianyi_desk.ui.reporting.columns import MONTHS, MonthLine
from tianyi_desk.ui.reporting.pages import PagesView
from tianyi_desk.ui.reporting.printing import print_pages
from tianyi_desk.ui.runner import AtClose, Running
from tianyi_desk.ui.shelf import PlanShelf
from tianyi_desk.ui.tables import RowTableModel
from tianyi_desk.ui.widgets.empty import EmptyState
from tianyi_desk.ui.widgets.list_view import ListView

SIDE_WIDTH = 208
NOTHING_YET = ("还没有可以出报告的月份", "先在“导入”里放进审核计划和签到记录；计划按结束日期归入月份。")


class ReportsPanel(Panel):
    """The report of one month."""

    name = "reports"
    title = "报告"
    icon = "report"
    watches = Changed.FACTS | Changed.VERDICTS | Changed.DECISIONS
    hints = (
        KeyHint("↑ ↓", "换月份"),
        KeyHint("PageUp/PageDown", "翻页"),
        KeyHint("+ - 0", "放大、缩小、适合宽度"),
        KeyHint("Ctrl+S", "存为 PDF"),
        KeyHint("Ctrl+E", "存为 Excel"),
        KeyHint("Ctrl+Shift+P", "打印"),
    )

    def __init__(self, around: Surroundings, shelf: PlanShelf) -> None:
        super().__init__(around)
        self._shelf = shelf
        self._running: Running | None = None
        self._shown = ""
        self.preview: Preview | None = None
        self.months = RowTableModel[MonthLine](MONTHS, lambda one: one.month, parent=self)
        self.view = ListView[MonthLine]("months", self.months, around.theme, around.remembered)
        self.view.setAccessibleName("月份")
        self.pages = PagesView(around)
        self._lay_out()
        self.view.moved.connect(self._month_chosen)
        self.pages.at_page.connect(self._say_page)
        shelf.filled.connect(self._filled)
        keys: dict[str, Callable[[], Any]] = {
            "Ctrl+S": self.save_pdf,
            "Ctrl+E": self.save_workbook,
            "Ctrl+Shift+P": self.print,
        }
        for key, does in keys.items():
            shortcut = QShortcut(QKeySequence(key), self, does)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        theme = self.around.theme
        self.empty = EmptyState(theme, "report", *NOTHING_YET)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.pages)
        self.stack.addWidget(self.empty)
        self.stack.setCurrentWidget(self.empty)
        side = QWidget()
        side.setObjectName("side")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setFixedWidth(SIDE_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 1, 0)
        column.addWidget(self.view)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(side)
        body.addWidget(self.stack, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head())
        whole.addLayout(body, 1)

    def _head(self) -> QWidget:
        theme = self.around.theme
        head = QWidget()
        head.setObjectName("panelHead")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setFixedHeight(48)
        self.about = Elided("", "muted", Qt.TextElideMode.ElideRight)
        self.place = label("", "muted")
        self.pdf_button = button("存为 PDF…", self.save_pdf, "primary", tip="Ctrl+S")
        self.workbook_button = button(
            "存为 Excel…", self.save_workbook, tip="Ctrl+E", theme=theme, icon="table"
        )
        self.print_button = button("打印…", self.print, tip="Ctrl+Shift+P")
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(label("报告", "title"))
        row.addWidget(self.about, 1)
        row.addWidget(self.place)
        row.addWidget(icon_button(theme, "minus", "缩小（-）", lambda: self.pages.zoom(-1)))
        row.addWidget(icon_button(theme, "plus", "放大（+）", lambda: self.pages.zoom(1)))
        for one in (self.print_button, self.workbook_button, self.pdf_button):
            row.addWidget(one)
        self._allow(on=False)
        return head

    # What it shows

    def reload(self) -> None:
        """Offer the months and set the chosen one anew."""
        self._shown = ""
        lines = [MonthLine(month, plans) for month, plans in self._shelf.months()]
        self.months.set_rows(lines)
        self.stack.setCurrentWidget(self.pages if lines else self.empty)
        if lines and self.view.current() is None:
            self.view.go_to(0)
        else:
            self._month_chosen(self.view.current())

    def _filled(self) -> None:
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def focus_list(self) -> None:
        """Put the keyboard into the months."""
        self.view.setFocus()

    def _month_chosen(self, line: MonthLine | None) -> None:
        if line is None or line.month == self._shown:
            return
        self._shown = line.month
        if self._running is not None:
            self._running.cancel()
        self._allow(on=False)
        self.about.setText(f"正在排 {line.words} 的报告…")
        self._running = self.around.runner.start(
            _set(self.around, line.month),
            self._set,
            title="正在排版",
            failed=self._failed,
            at_close=AtClose.STOP,
        )

    def _set(self, made: Preview) -> None:
        self._running = None
        self.preview = made
        self.pages.show_preview(made)
        self.about.setText("所见即所存；手机号和证件号码已遮去")
        self._allow(on=True)

    def _failed(self, trouble: DeskError) -> None:
        self._running = None
        self.preview = None
        self.pages.show_preview(None)
        self.about.setText(f"{trouble.happened}{trouble.to_do}")

    def _say_page(self, page: int) -> None:
        self.place.setText(f"第 {page} 页 共 {self.pages.count} 页" if self.pages.count else "")

    def _allow(self, *, on: bool) -> None:
        for one in (self.pdf_button, self.workbook_button, self.print_button):
            one.setEnabled(on)

    # What it does

    def save_pdf(self) -> None:
        """Save what is shown as a PDF."""
        self._save("PDF 文件 (*.pdf)", ".pdf", lambda path: Papers(pdf=path))

    def save_workbook(self) -> None:
        """Save the same figures as an Excel workbook."""
        self._save("Excel 工作簿 (*.xlsx)", ".xlsx", lambda path: Papers(xlsx=path))

    def _save(self, kind: str, suffix: str, papers: Callable[[Path], Papers]) -> None:
        made, line = self.preview, self.view.current()
        if made is None or line is None:
            return
        folder = Path(self.around.remembered.text("export-folder", str(Path.home())))
        suggested = str(folder / f"签到核查报告 {line.month}{suffix}")
        chosen, _ = QFileDialog.getSaveFileName(self, "存报告", suggested, kind)
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() != suffix:
            path = path.with_name(path.name + suffix)
        self.around.remembered.keep("export-folder", str(path.parent))
        self.around.runner.start(
            write_papers(made.report, papers(path)),
            lambda paths: self.told.emit(f"已存为 {'、'.join(map(str, paths))}"),
            title="正在写报告",
            stopped=lambda: self.told.emit("已停止，没有写出文件"),
        )

    def print(self) -> None:
        """Print what is shown, after asking for the printer."""
        if self.preview is not None:
            print_pages(self, self.preview.pdf, len(self.preview.pages))


def _set(around: Surroundings, month: str) -> Job[Preview]:
    report = yield from report_of_month(around.desk, month)
    return (yield from preview(report))
