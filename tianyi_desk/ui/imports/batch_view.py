"""One batch of the import: its files, what it wrote, and 收回 for all of it, one row or one field."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tianyi_desk.facts.wording import moment_words
from tianyi_desk.services.batch_page import BatchPage, Written, open_batch
from tianyi_desk.services.changed import Changed
from tianyi_desk.services.take_back_preview import TakeBackPreview, preview_take_back
from tianyi_desk.services.taking_back import Scope, TakenBack, take_back_and_judge, told_words
from tianyi_desk.trouble import DeskError
from tianyi_desk.ui.chips import Chip
from tianyi_desk.ui.imports.take_back_dialog import TakeBackDialog
from tianyi_desk.ui.labels import Elided, button, label
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.runner import Lane, Running
from tianyi_desk.ui.tables import Column, RowTableModel
from tianyi_desk.ui.trouble import dialog_for
from tianyi_desk.ui.widgets.list_view import ListView

WRITTEN: tuple[Column[Written], ...] = (
    Column("kind", "类别", lambda one: one.entity.value, 100, tone=lambda _one: "muted"),
    Column("name", "对象", lambda one: one.name, 280, bold=True, middle=True),
    Column("field", "字段", lambda one: one.field or "新增", 110, tone=lambda _one: "muted"),
    Column("before", "原来", lambda one: one.before, 220, tone=lambda _one: "muted"),
    Column("after", "导入的内容", lambda one: one.after, 260, stretch=True),
    Column(
        "state",
        "状态",
        lambda one: "已收回" if one.taken else "",
        92,
        chips=lambda one: (Chip("已收回", "muted", "cross", soft=False),) if one.taken else (),
    ),
)


class BatchView(QWidget):
    """Shows a batch in a stack of pages, and goes back to the page before it; `told` carries a sentence."""

    left = Signal()
    told = Signal(str)

    def __init__(self, around: Surroundings, pages: QStackedWidget) -> None:
        super().__init__()
        self.around = around
        self._pages, self._before = pages, pages.currentWidget()
        self.page: BatchPage | None = None
        self.dialog: TakeBackDialog | None = None
        self._looking: Running | None = None
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = label("", "heading")
        self.about = Elided("", "muted", mode=Qt.TextElideMode.ElideRight)
        self.files = label("", "note", wrap=True, selectable=True)
        self.state = label("", "muted", wrap=True)
        self.rows = RowTableModel[Written](WRITTEN, lambda one: one.number, parent=self)
        self.view = ListView[Written]("batch-written", self.rows, around.theme, around.remembered)
        self.view.setAccessibleName("本批写入的内容")
        self.view.moved.connect(lambda _row: self._allow())
        self.view.selectionModel().selectionChanged.connect(lambda *_all: self._allow())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._head())
        whole.addWidget(self.view, 1)
        whole.addWidget(self._foot())
        pages.addWidget(self)
        for key in ("Escape", "Alt+Left"):
            shortcut = QShortcut(QKeySequence(key), self, self.leave)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _head(self) -> QVBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(button("‹ 导入批次", self.leave, "link", tip="Esc"))
        line.addWidget(self.title)
        line.addWidget(self.about, 1)
        head = QVBoxLayout()
        head.setContentsMargins(16, 10, 16, 10)
        head.setSpacing(4)
        head.addLayout(line)
        head.addWidget(self.files)
        head.addWidget(self.state)
        return head

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setObjectName("foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot.setFixedHeight(48)
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        self.hint = Elided("", "muted", mode=Qt.TextElideMode.ElideRight)
        row.addWidget(self.hint, 1)
        self.field_button = button("收回此项…", self.take_field, tip="只收回所选的一个字段")
        self.row_button = button("收回此行…", self.take_row, tip="收回本批对这一条所写的全部内容")
        self.whole_button = button("收回整批…", self.take_whole)
        for one in (self.field_button, self.row_button, self.whole_button):
            row.addWidget(one)
        return foot

    # What it shows

    def enter(self, number: int) -> None:
        """Read a batch and show it instead of the page that is shown."""
        self._before = self._pages.currentWidget()
        self._read(number, self._come_forward)

    def leave(self) -> None:
        """Go back to the page before."""
        if self._pages.currentWidget() is self:
            if self._before is not None:
                self._pages.setCurrentWidget(self._before)
            self.page = None
            self.left.emit()

    def reload(self) -> None:
        """Read the batch anew, where one is shown."""
        if self.page is not None:
            self._read(self.page.batch.number, lambda: None)

    def _come_forward(self) -> None:
        if self._pages.currentWidget() is self._before:
            self._pages.setCurrentWidget(self)
            self.view.setFocus()

    def _read(self, number: int, then: Callable[[], None]) -> None:
        def show(page: BatchPage | None) -> None:
            if page is not None:
                self._show(page)
                then()

        self.around.runner.start(open_batch(self.around.desk.database, number), show, title="正在读取批次")

    def _show(self, page: BatchPage) -> None:
        self.page = page
        batch = page.batch
        self.title.setText(f"第 {batch.number} 批")
        self.about.setText(
            f"{moment_words(batch.at)[:16]}　{batch.actor}　新增 {batch.added:,}　变更 {batch.changed:,}"
            f"　不变 {batch.unchanged:,}　拒绝 {batch.rejected:,}"
        )
        lines = [f"{one.name}　sha-256 {one.sha256[:16]}…" if one.sha256 else one.name for one in batch.files]
        more = f"　等 {len(lines):,} 个文件" if len(lines) > 3 else ""
        self.files.setText("\n".join(lines[:3]) + more)
        self.files.setVisible(bool(lines))
        notes = [
            f"{one.actor} {moment_words(one.at)[:16]} 收回{'整批' if one.whole else '部分'}"
            f"{f'，保留人处理过的 {one.kept:,} 项' if one.kept else ''}：{one.reason}"
            for one in batch.taken[-3:]
        ]
        self.state.setText("\n".join(notes))
        self.state.setVisible(bool(notes))
        self.rows.set_rows(page.written)
        self.whole_button.setEnabled(page.left > 0 or not page.written)
        self.hint.setText(f"写入 {len(page.written):,} 项，其中 {page.left:,} 项仍有效")
        if self.view.current() is None:
            self.view.go_to(0)
        self._allow()

    def _allow(self) -> None:
        row = self.view.current()
        there = row is not None and not row.taken
        self.row_button.setEnabled(there)
        self.field_button.setEnabled(there and row is not None and bool(row.field_key))

    # What it does

    def take_whole(self) -> None:
        """Ask, and take the whole batch back."""
        if self.page is not None:
            number = self.page.batch.number
            self._take(Scope(number), f"第 {number} 批")

    def take_row(self) -> None:
        """Ask, and take back what the batch wrote of the current thing."""
        row = self.view.current()
        if self.page is not None and row is not None:
            self._take(Scope(self.page.batch.number, row.entity, row.key), f"{row.entity.value} {row.name}")

    def take_field(self) -> None:
        """Ask, and take the current field back."""
        row = self.view.current()
        if self.page is not None and row is not None and row.field_key:
            what = f"{row.entity.value} {row.name} 的{row.field}"
            self._take(Scope(self.page.batch.number, row.entity, row.key, row.field_key), what)

    def _take(self, scope: Scope, what: str) -> None:
        around = self.around
        dialog = TakeBackDialog(what, around.theme, around.remembered, self)
        self.dialog = dialog
        dialog.wanted.connect(lambda everything: self._look(dialog, scope, everything=everything))
        self._look(dialog, scope, everything=False)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        self.dialog = None
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None
        if accepted:
            self._write(scope, dialog.words(), everything=dialog.everything.isChecked())
        dialog.deleteLater()

    def _look(self, dialog: TakeBackDialog, scope: Scope, *, everything: bool) -> None:
        """Find out what taking back would do; what was asked before does not count any more."""
        around, desk = self.around, self.around.desk
        if self._looking is not None:
            self._looking.cancel()

        def show(preview: TakeBackPreview) -> None:
            if self._looking is looking:
                self._looking = None
                dialog.show_preview(preview)

        looking = around.runner.start(
            preview_take_back(desk.database, desk.book, around.now(), scope, everything=everything),
            show,
            lane=Lane.WRITE,  # it tries in a transaction, which is then rolled back
            title="正在查看收回的影响",
            failed=lambda trouble: self._failed(trouble, dialog),
            stopped=lambda: dialog.reject() if self._looking is looking else None,
        )
        self._looking = looking

    def _write(self, scope: Scope, reason: str, *, everything: bool) -> None:
        around = self.around
        around.runner.start(
            take_back_and_judge(
                around.desk.database,
                around.desk.book,
                around.now(),
                around.actor(),
                scope,
                reason,
                everything=everything,
            ),
            self._taken,
            lane=Lane.WRITE,
            title="正在收回",
            failed=lambda trouble: self._failed(trouble, None),
            stopped=lambda: self.told.emit("已停止；收回没有完成的部分没有写入"),
        )

    def _taken(self, taken: TakenBack) -> None:
        self.told.emit(told_words(taken))
        # Verdicts, too: it was judged in the same breath.
        self.around.bulletin.post(Changed.EVERYTHING)
        self.reload()

    def _failed(self, trouble: DeskError, dialog: TakeBackDialog | None) -> None:
        if dialog is not None:
            dialog.reject()
        dialog_for(self.around.theme, trouble, self).exec()
