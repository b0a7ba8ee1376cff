"""导入: choose or drop files, see what they were taken for and what accepting would do, accept or leave."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from tianyi_desk.services.batches import list_batches
from tianyi_desk.services.changed import Changed
from tianyi_desk.services.importing import Preview, RecognisedLine, preview
from tianyi_desk.services.intake import Accepted
from tianyi_desk.services.piles import Candidate, Unclaimed
from tianyi_desk.trouble import DeskError
from tianyi_desk.ui.imports.batch_view import BatchView
from tianyi_desk.ui.imports.columns import FILES
from tianyi_desk.ui.imports.head import Foot, Head
from tianyi_desk.ui.imports.idle_page import IdlePage
from tianyi_desk.ui.imports.mapping_flow import HINTS, MappingFlow
from tianyi_desk.ui.imports.piles_view import CLAIMS, PilesView
from tianyi_desk.ui.imports.saving import export_refused, keep_claim, save_template_as
from tianyi_desk.ui.imports.summing import sum_words
from tianyi_desk.ui.judging import JudgedNow
from tianyi_desk.ui.labels import Elided, label
from tianyi_desk.ui.panel import KeyHint, Panel, Surroundings
from tianyi_desk.ui.runner import Lane, Running
from tianyi_desk.ui.tables import RowTableModel
from tianyi_desk.ui.trouble import dialog_for
from tianyi_desk.ui.widgets.list_view import ROW_HEIGHT, ListView

IDLE, SHOWING = 0, 1
FILES_SHOWN = 7


class ImportPanel(Panel):
    """Idle it shows where to drop files, and the batches; else the files read and their four piles."""

    name = "import"
    title = "导入"
    icon = "import"
    watches = Changed.FACTS | Changed.VERDICTS  # judging shows a second window the batches of the first
    hints: tuple[KeyHint, ...] = (
        KeyHint("Ctrl+O", "选择文件"),
        KeyHint("Ctrl+Shift+O", "选择文件夹"),
        KeyHint("Ctrl+1…6", "新增、变更、不变、拒绝、冲突、待认领"),
        KeyHint("空格", "勾选要导入的行"),
        KeyHint("Ctrl+Enter", "接受并判定"),
        KeyHint("Ctrl+E", "导出拒绝的行"),
        KeyHint("Ctrl+M", "列对应"),
    )

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.preview: Preview | None = None
        self._written: Preview | None = None  # whose refused rows can still be fetched
        self._reading: Running | None = None
        self._writing: Running | None = None
        self._next: tuple[Path, ...] = ()
        self._pages = QStackedWidget()
        self.idle = IdlePage(around, self.choose_files, self.choose_folder, self.panel_wanted.emit)
        self.idle.outcome.refused.clicked.connect(self.export_refusals)
        self._pages.addWidget(self.idle)
        self._pages.addWidget(self._showing())
        self.mapping = MappingFlow(around, self._pages, self._read, self._show_piles, self._failed)
        self._pages.currentChanged.connect(self._tell_hints)
        self.batch = BatchView(around, self._pages)
        self.batch.told.connect(self.told)
        self.batch.left.connect(self.focus_list)
        self.idle.batch_wanted.connect(self.batch.enter)
        self._about = Elided("文件和文件夹可拖到窗口任何位置", "muted")
        self.head = Head(around.theme, self._about, self.save_template, self.choose_folder, self.choose_files)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(self._pages, 1)
        keys = {"Ctrl+Return": self.accept, "Ctrl+Enter": self.accept, "Ctrl+E": self.export_refusals}
        keys["Ctrl+M"] = self.map_columns
        for pile in range(CLAIMS + 1):
            keys[f"Ctrl+{pile + 1}"] = lambda pile=pile: self.piles.go_to(pile)  # type: ignore[misc]
        for key, does in keys.items():
            shortcut = QShortcut(QKeySequence(key), self, does)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _showing(self) -> QWidget:
        theme, remembered = self.around.theme, self.around.remembered
        self.files = RowTableModel[RecognisedLine](FILES, lambda one: (one.file, one.sheet), parent=self)
        self.file_view = ListView[RecognisedLine]("files", self.files, theme, remembered)
        self.notes = label("", "muted", wrap=True)
        self.notes.setContentsMargins(16, 6, 16, 6)
        self.file_view.opened.connect(self._open_mapping)
        self.piles = PilesView(theme, remembered)
        self.piles.chosen_changed.connect(self._sum_up)
        self.piles.claims.claimed.connect(self._claim)
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.file_view, 1)
        column.addWidget(self.notes)
        self._split = split = QSplitter(Qt.Orientation.Vertical)
        split.setHandleWidth(1)
        split.addWidget(above)
        split.addWidget(self.piles)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        page = QWidget()
        page.setObjectName("surface")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(split, 1)
        whole.addWidget(self._foot())
        return page

    def _foot(self) -> QWidget:
        foot = Foot(self.map_columns, self.export_refusals, self.leave, self.accept)
        self.sum, self.refused_button = foot.sum, foot.refused
        self.leave_button, self.accept_button = foot.leave, foot.accept
        return foot

    # What it shows

    def reload(self) -> None:
        """Read the list of batches anew."""
        self.around.runner.start(list_batches(self.around.desk.database), self.idle.show_batches)
        self.batch.reload()

    def focus_list(self) -> None:
        """Put the keyboard into the pile, or the list of batches, or onto what comes first on an empty desk."""
        if self.batch.isVisible():
            self.batch.view.setFocus()
        elif self.preview is not None:
            self.piles.take_focus()
        else:
            self.idle.take_focus()

    # What it does

    def choose_files(self) -> None:
        """Ask for files."""
        names, _ = QFileDialog.getOpenFileNames(
            self,
            "选择要导入的文件",
            self._last_folder(),
            "表格 (*.xlsx *.xlsm *.xls *.csv *.txt *.zip *.json);;所有文件 (*)",
        )
        if names:
            self.take_files([Path(name) for name in names])

    def choose_folder(self) -> None:
        """Ask for a folder."""
        name = QFileDialog.getExistingDirectory(self, "选择要导入的文件夹", self._last_folder())
        if name:
            self.take_files([Path(name)])

    def _last_folder(self) -> str:
        return self.around.remembered.text("import-folder", str(Path.home()))

    def take_files(self, paths: Sequence[Path]) -> None:
        """Read files and folders, and show what accepting them would do."""
        if not paths:
            return
        self.around.remembered.keep("import-folder", str(paths[0].parent))
        self.mapping.forget_skipped()
        self._read(paths)

    def _read(self, paths: Sequence[Path]) -> None:
        if self._writing is not None:
            self._next = tuple(paths)
            self.told.emit("正在导入；写完就接着读取刚才的文件")
            return
        if self._reading is not None:
            self._reading.cancel()
        self.accept_button.setEnabled(False)
        self._about.setText(f"正在读取 {'、'.join(path.name for path in paths)}")
        reading = self.around.runner.start(
            preview(self.around.desk, paths),
            lambda shown: self._show(shown) if self._reading is reading else None,
            title="正在读取",
            failed=self._failed,
            stopped=lambda: self._stopped_reading() if self._reading is reading else None,
        )
        self._reading = reading

    def _show(self, shown: Preview) -> None:
        self._reading = None
        self.preview = shown
        self.files.set_rows(shown.recognised)
        self.notes.setText(
            "\n".join(shown.notes[:6]) + (f"\n另有 {len(shown.notes) - 6} 条" if len(shown.notes) > 6 else "")
        )
        self.notes.setToolTip("\n".join(shown.notes[:60]))
        self.notes.setVisible(bool(shown.notes))
        self.piles.show_preview(shown)
        self._about.setText("确认之前不写入任何数据")
        if not self.mapping.begin(shown):
            self._show_piles()

    def _show_piles(self) -> None:
        """Show the files and their piles."""
        shown = self.preview
        if shown is None:
            return
        self._pages.setCurrentIndex(SHOWING)
        high = (1 + min(len(shown.recognised), FILES_SHOWN)) * ROW_HEIGHT + 8
        high += self.notes.sizeHint().height() if shown.notes else 0
        self._split.setSizes([high, max(240, self._split.height() - high)])
        self.focus_list()

    def _tell_hints(self) -> None:
        self.hints = HINTS if self.mapping.asking else type(self).hints
        self.hints_changed.emit()

    def map_columns(self) -> None:
        """Show which column of the sheet in front is which."""
        line = self.file_view.current() or next(iter(self.files.rows), None)
        if line is not None:
            self._open_mapping(line)

    def _open_mapping(self, line: RecognisedLine) -> None:
        """Show which column of a sheet is which, to be changed."""
        if self.preview is not None and self._writing is None and line.sheet:
            self.mapping.open(self.preview.paths, line.name)

    def _claim(self, unclaimed: Unclaimed, chosen: Candidate) -> None:
        """Keep which plan check-ins mean, and look at the files once more with that known."""
        shown = self.preview
        if shown is not None and self._writing is None:
            keep_claim(self, unclaimed, chosen, lambda: self._read(shown.paths), self._failed)

    def _sum_up(self) -> None:
        shown = self.preview
        if shown is None:
            return
        self.sum.setText(sum_words(shown, self.piles))
        something = bool(self.piles.chosen() or shown.conflicts) or shown.pictures > 0
        self.accept_button.setEnabled(self._writing is None and something)
        self.leave_button.setText("全部放弃" if self._writing is None else "停止导入")
        self.refused_button.setVisible(bool(shown.refused))

    def accept(self) -> None:
        """Save what is ticked as one batch and judge; while columns are being told, read by them."""
        shown = self.preview
        if self.mapping.asking:
            self.mapping.confirm()
            return
        if shown is None or not self.accept_button.isEnabled():
            return
        if self.accept_button.hasFocus():
            self.focus_list()  # it is of no use meanwhile, and would hand the keyboard on to anything
        chosen = self.piles.chosen()
        only = None if chosen >= shown.places else chosen
        self._writing = self.around.runner.start(
            self.around.desk.accept(
                self.around.actor(), shown.piles, shown.paths, only, self.piles.conflicts.adopted
            ),
            self._accepted,
            lane=Lane.WRITE,
            title="正在导入",
            failed=self._failed,
            stopped=self._stopped_writing,
        )
        self._sum_up()

    def _accepted(self, accepted: Accepted) -> None:
        self._written, refused = self.preview, len(self.preview.refused) if self.preview is not None else 0
        self._writing = None
        self._clear()
        if accepted.batch is None:
            kept = f"已保留 {accepted.kept:,} 处更正，没有写入其他数据" if accepted.kept else ""
            self.told.emit(kept or "没有要写入的数据，数据库没有改动")
            return
        self.idle.outcome.show_written(accepted, refused)
        self.idle.show_outcome(True)
        self.focus_list()
        pictures = f"，照片文件 {accepted.pictures:,} 张" if accepted.pictures else ""
        self.told.emit(f"已导入第 {accepted.batch} 批{pictures}")
        self.around.bulletin.post(Changed.FACTS)
        self._go_on()

    def _go_on(self) -> None:
        """Read what was dropped while something else was being written."""
        paths, self._next = self._next, ()
        self.take_files(paths)

    def show_found(self, found: JudgedNow | None) -> None:
        """Say below what was imported last what judging found, None where it came to nothing."""
        self.idle.outcome.show_found(found)

    def export_refusals(self) -> None:
        """Write the refused rows as they were to an Excel file, to be mended and handed in again."""
        shown = self.preview or self._written
        if shown is not None and shown.refused:
            export_refused(self, shown)

    def save_template(self) -> None:
        """Save the template, with the roster where it is wanted."""
        save_template_as(self)

    def leave(self) -> None:
        """Put the piles away, nothing was written; while they are being written, stop that first."""
        if self._writing is not None:
            self._writing.cancel()
            return
        self._clear()
        self.told.emit("已放弃，没有写入任何数据")

    def _clear(self) -> None:
        if (over := self.preview) is not None:
            piles = over.piles
            self.around.runner.let_go(piles.intake.drafts, piles.added, over.added, over.unchanged)
        self.preview = None
        self.piles.clear()
        self.idle.show_outcome(False)
        self._pages.setCurrentIndex(IDLE)
        self._about.setText("文件和文件夹可拖到窗口任何位置")

    def _failed(self, trouble: DeskError) -> None:
        self._reading = self._writing = None
        self._stopped()
        dialog_for(self.around.theme, trouble, self).exec()

    def _stopped(self) -> None:
        self._about.setText(
            "文件和文件夹可拖到窗口任何位置" if self.preview is None else "确认之前不写入任何数据"
        )
        self._sum_up()

    def _stopped_reading(self) -> None:
        self._reading = None
        self._stopped()
        self.told.emit("已停止读取，没有写入任何数据")

    def _stopped_writing(self) -> None:
        self._writing = None
        self._stopped()
        self.told.emit("已停止导入，没有写入任何数据")
        self._go_on()
