"""报告: which paper at the left, its pages as they will be printed, its parts at the right; save, print."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tianyi_desk.progress import Job
from tianyi_desk.services.preview import Preview, Report, put_away_letters
from tianyi_desk.services.report_closing import Closing, close_month, closings
from tianyi_desk.services.reporting import Papers, write_papers
from tianyi_desk.trouble import DeskError
from tianyi_desk.ui import exporting
from tianyi_desk.ui.labels import button
from tianyi_desk.ui.panel import KeyHint, Panel, Surroundings
from tianyi_desk.ui.reporting.choice import PERIOD, PLAN, TO_DO, Choice, Chosen
from tianyi_desk.ui.reporting.page_bar import PageBar
from tianyi_desk.ui.reporting.pages import PagesView
from tianyi_desk.ui.reporting.parts import Parts
from tianyi_desk.ui.reporting.printing import print_pages
from tianyi_desk.ui.reporting.setting import Made, file_name, key_of, set_line, set_parts
from tianyi_desk.ui.reporting.thumbnails import Thumbnails
from tianyi_desk.ui.runner import AtClose, Lane, Running
from tianyi_desk.ui.shelf import PlanShelf
from tianyi_desk.ui.widgets.empty import EmptyState

WITH_THUMBNAILS, WITH_PARTS, WITH_CHOICE = 1080, 820, 600
"""From which width of the panel on the small pages, the contents and the list are shown; pixels."""
TICK_MS = 30_000
"""How often the clock is looked at: papers of the day follow the day."""
NOTHING_YET = ("还没有可以出报告的计划", "先在“导入”里放进审核计划和签到记录；计划按结束日期归入月份。")
NOT_FOUND = ("没有这样的计划", "请换一个查找词，或在右上角换一个期间。")
STOPPED = ("已停止排版", "没有写出文件。可以换一份报告，或重新排版。")


class ReportsPanel(Panel):
    """The report of one period or of one plan, or a paper of the day's work."""

    name = "reports"
    title = "报告"
    icon = "report"
    hints = (
        KeyHint("↑ ↓", "换期间、换计划、换表"),
        KeyHint("Ctrl+1/2/3", "期间、单项、办理"),
        KeyHint("PageUp/PageDown", "翻页"),
        KeyHint("+ - 0 9", "放大、缩小、页宽、整页"),
        KeyHint("Ctrl+S", "存为 PDF"),
        KeyHint("Ctrl+E", "存为 Excel"),
        KeyHint("Ctrl+Shift+P", "打印"),
    )

    def __init__(self, around: Surroundings, shelf: PlanShelf) -> None:
        super().__init__(around)
        self._running: Running | None = None
        self._shown: object = None
        self._whole: Report | None = None
        self._day = around.now().date()
        self._ticking = QTimer(self, interval=TICK_MS)
        self._ticking.timeout.connect(self.look_at_clock)
        self.preview: Preview | None = None
        self.choice = Choice(around, shelf)
        self.pages = PagesView(around)
        self.thumbnails = Thumbnails(around)
        self.bar = PageBar(around.theme, self.pages)
        self.parts = Parts(around, self.save_pdf, self.save_workbook, self.print)
        self._again = button("重新排版", self.set_again)
        self._bring_in = button("去导入", lambda: self.panel_wanted.emit("import"), "primary")
        self.empty = EmptyState(around.theme, "report", *NOTHING_YET, (self._bring_in, self._again))
        self._lay_out()
        self.choice.chosen.connect(self._chosen)
        self.choice.closing.wanted.connect(self.close_month)
        self.parts.wanted.connect(self.pages.go_to)
        self.parts.narrowed.connect(self._set_parts)
        self.thumbnails.wanted.connect(self.pages.go_to)
        self.pages.at_page.connect(self.thumbnails.mark)
        shelf.filled.connect(self._filled)
        keys: dict[str, Callable[[], Any]] = {
            "Ctrl+S": self.save_pdf,
            "Ctrl+E": self.save_workbook,
            "Ctrl+Shift+P": self.print,
            "Ctrl+1": lambda: self.choice.show_kind(PERIOD),
            "Ctrl+2": lambda: self.choice.show_kind(PLAN),
            "Ctrl+3": lambda: self.choice.show_kind(TO_DO),
        }
        for key, does in keys.items():
            shortcut = QShortcut(QKeySequence(key), self, does)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        self.stack.addWidget(self.pages)
        self.stack.addWidget(self.empty)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self.thumbnails)
        beside.addWidget(self.stack, 1)
        column.addLayout(beside, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.choice)
        whole.addWidget(middle, 1)
        whole.addWidget(self.parts)
        self._show(None, NOTHING_YET)

    # What it shows

    def reload(self) -> None:
        """Offer what reports can be made of, and set the chosen one anew."""
        self._shown = None
        self._day = self.around.now().date()
        self.around.runner.start(closings(self.around.desk.database), self._know_closings)
        self.choice.reload(self.period)
        self._chosen(self.choice.current())

    def _know_closings(self, several: tuple[Closing, ...]) -> None:
        self.choice.closing.closed = {one.month: one for one in several}
        self.choice.say_closing()

    def look_at_clock(self) -> None:
        """Set the paper anew where the day changed: deadlines and the day's papers follow it."""
        if self._day != self.around.now().date():
            self.reload()

    def period_changed(self) -> None:
        """Offer the new period, too."""
        if self.isVisible():
            self.choice.reload(self.period)
        else:
            self._stale = True

    def _filled(self) -> None:
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def focus_list(self) -> None:
        """Put the keyboard into the list at the left, or the pages where a 计划页 leaves no room for the list."""
        if self.choice.isHidden():
            self.pages.setFocus()
        else:
            self.choice.take_focus()

    def showEvent(self, event: QShowEvent) -> None:
        """Look at the clock while the panel is in sight."""
        super().showEvent(event)
        self._ticking.start()
        self.look_at_clock()

    def hideEvent(self, event: QHideEvent) -> None:
        """Give back what pages and letters take while nobody looks; it is there again in a moment."""
        super().hideEvent(event)
        self._ticking.stop()
        self.thumbnails.forget_pictures()
        self.pages.forget_pictures()
        if self.preview is not None:
            put_away_letters()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the pages beside an open 计划页: first the contents give way, then the list."""
        super().resizeEvent(event)
        self.thumbnails.setVisible(self.width() >= WITH_THUMBNAILS)
        self.parts.setVisible(self.width() >= WITH_PARTS)
        self.choice.setVisible(self.width() >= WITH_CHOICE)

    def set_again(self) -> None:
        """Set the chosen report anew."""
        self._shown = None
        self._chosen(self.choice.current())

    def _chosen(self, line: Chosen | None) -> None:
        if not self.isVisible():
            self._stale = True
            return
        if line is None:
            self._give_up()
            self._show(None, NOT_FOUND if self.choice.months.rows else NOTHING_YET)
            return
        key = key_of(line, self.choice.narrowing.wanted)
        if key == self._shown:
            return
        self._give_up()
        self._shown = key
        self._start(set_line(self.around, line, self.choice.narrowing.wanted, self.parts.left_out))

    def _set_parts(self) -> None:
        """Set the same report with other parts."""
        if self._whole is not None and self._running is None:
            self._start(set_parts(self._whole, self.parts.left_out))

    def _start(self, job: Job[Made]) -> None:
        self.parts.allow(paper=False, workbook=False)
        self.stack.setCurrentWidget(self.pages)
        self.bar.message.setText("正在排版…")
        self._running = self.around.runner.start(
            job,
            self._set,
            title="正在排版",
            failed=self._failed,
            stopped=self._stopped,
            at_close=AtClose.STOP,
        )

    def _give_up(self) -> None:
        self._shown = None
        if self._running is not None:
            running, self._running = self._running, None
            running.cancel()

    def _set(self, made: Made) -> None:
        self._running = None
        self._whole = made.whole
        self._show(made.preview)

    def _failed(self, trouble: DeskError) -> None:
        self._running = None
        self._show(None, (trouble.happened, trouble.to_do))

    def _stopped(self) -> None:
        if self._running is not None:  # by the strip; what was given up for another report says nothing
            self._running = None
            self._show(None, STOPPED)

    def _show(self, made: Preview | None, instead: tuple[str, str] = NOTHING_YET) -> None:
        self.preview = made
        self._whole = self._whole if made is not None else None
        self.thumbnails.show_preview(made)
        self.pages.show_preview(made)
        self.parts.show_parts(made, self._whole)
        self.parts.allow(paper=made is not None, workbook=made is not None and bool(made.report.sheets))
        self.bar.message.setText(made.report.running_title if made is not None else "")
        if made is None:
            self.empty.say(*instead)
            self._again.setVisible(instead is STOPPED)
            self._bring_in.setVisible(instead is NOTHING_YET)
        self.stack.setCurrentWidget(self.pages if made is not None else self.empty)

    # What it does

    def save_pdf(self) -> None:
        """Save what is shown as a PDF."""
        self._save("PDF 文件", ".pdf", lambda path: Papers(pdf=path))

    def save_workbook(self) -> None:
        """Save the same figures as an Excel workbook."""
        if self.preview is not None and self.preview.report.sheets:
            self._save(exporting.WORKBOOK, ".xlsx", lambda path: Papers(xlsx=path))

    def _save(self, kind: str, suffix: str, papers: Callable[[Path], Papers]) -> None:
        made, line = self.preview, self.choice.current()
        if made is None or line is None:
            return
        remembered = self.around.remembered
        folder = Path(remembered.text("export-folder", str(Path.home())))
        name = file_name(made, line, self.choice.narrowing.wanted)
        path = exporting.ask_for_place(
            self, folder / f"{name.translate(exporting.NOT_IN_NAMES)}{suffix}", kind
        )
        if path is None:
            return
        remembered.keep("export-folder", str(path.parent))
        self.around.runner.start(
            write_papers(made.report, papers(path)),
            lambda paths: self.told.emit(f"已存为 {'、'.join(map(str, paths))}"),
            title="正在写报告",
            stopped=lambda: self.told.emit("已停止，没有写出文件"),
        )

    def print(self) -> None:
        """Print what is shown, after asking for the printer."""
        if self.preview is not None:
            print_pages(self, self.preview.pdf, self.preview.pages)

    def close_month(self, month: str) -> None:
        """Close a month for good."""
        desk, actor = self.around.desk, self.around.actor()
        self.around.runner.start(
            close_month(desk.database, desk.book, month, actor, self.around.now()),
            self._closed,
            lane=Lane.WRITE,
            title="正在月结",
            at_close=AtClose.FINISH,
        )

    def _closed(self, closing: Closing) -> None:
        self.told.emit(closing.words)
        self.reload()
