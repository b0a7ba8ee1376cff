"""The files beside a text: added, dropped or pasted; Delete takes one away, Enter opens it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from tianyi_desk.services.draft_views import Attachment
from tianyi_desk.ui.explaining.bare_list import BareList
from tianyi_desk.ui.explaining.facts_edit import paths_in
from tianyi_desk.ui.labels import button, label
from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.tables import Column, RowTableModel
from tianyi_desk.ui.theme import Theme

KEPT_NAMES = "所有文件 (*)"


def size_words(size: int) -> str:
    """Write how large a file is."""
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(size / 1024, 1):.0f} KB"


FILE_COLUMNS: tuple[Column[Attachment], ...] = (
    Column("name", "文件", lambda row: row.name, 160, middle=True, stretch=True),
    Column("kind", "用途", lambda row: row.kind.value, 64, tone=lambda _row: "muted"),
    Column("actor", "添加人", lambda row: row.actor, 60, tone=lambda _row: "muted", rank=1),
    Column("size", "大小", lambda row: size_words(row.size), 62, sort=lambda row: row.size, right=True),
)


class FilesList(QWidget):
    """`handed` carries paths to be added, `unwanted` an attachment to be taken away, `sketch_wanted` asks for one."""

    sketch_wanted = Signal()
    handed = Signal(list)
    unwanted = Signal(object)

    def __init__(
        self, theme: Theme, remembered: Remembered, where: Callable[[Attachment], Path | None]
    ) -> None:
        super().__init__()
        self._remembered, self._where = remembered, where
        self.setAcceptDrops(True)
        self.title = label("附件", "heading")
        self.add = button(
            "添加…",
            self.choose,
            "link",
            tip="也可以拖入文件，或按 Ctrl+V 粘贴截图（Alt+F）",
            theme=theme,
            icon="plus",
        )
        self.model: RowTableModel[Attachment] = RowTableModel(FILE_COLUMNS, lambda row: row.key)
        self.rows = BareList[Attachment]("draft-files", self.model, theme, remembered)
        self.rows.setAccessibleName("附件")
        self.model.setParent(self.rows)
        self.none = label("没有附件。可拖入文件，或按 Ctrl+V 粘贴截图。", "small", wrap=True)
        self.sketch = button(
            "位置示意图",
            self.sketch_wanted.emit,
            "link",
            tip="由程序按坐标画出计划地址、签到点、2 km 和 5 km 圈与距离，作为附件（Alt+W）",
            theme=theme,
            icon="map",
        )
        self.drop = button("移除", self._drop, "link", tip="Delete")
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        for widget in (self.drop, self.sketch, self.add):
            head.addWidget(widget)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        whole.addLayout(head)
        whole.addWidget(self.none)
        whole.addWidget(self.rows)
        self.rows.opened.connect(self._open)
        gone = QShortcut(QKeySequence("Del"), self.rows, self._drop)
        gone.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.show_files(())

    def show_files(self, files: Sequence[Attachment], *, may_drop: bool = True) -> None:
        """Show other files."""
        self.title.setText(f"附件 {len(files)}" if files else "附件")
        self.model.set_rows(files)
        self.rows.setVisible(bool(files))
        self.none.setVisible(not files)
        self.drop.setVisible(bool(files) and may_drop)

    def choose(self) -> None:
        """Ask for files."""
        folder = self._remembered.text("attach-folder", str(Path.home()))
        names, _kind = QFileDialog.getOpenFileNames(self, "添加附件", folder, KEPT_NAMES)
        if names:
            self._remembered.keep("attach-folder", str(Path(names[0]).parent))
            self.handed.emit([Path(name) for name in names])

    def _drop(self) -> None:
        row = self.rows.current() or (self.model.row(0) if self.model.rowCount() == 1 else None)
        if row is not None and not self.drop.isHidden():
            self.unwanted.emit(row)

    def _open(self, row: Attachment) -> None:
        path = self._where(row)
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if paths_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the files that were dropped."""
        if paths := paths_in(event.mimeData()):
            event.acceptProposedAction()
            self.handed.emit(paths)
