"""Write a notice of the department's own, or correct one; its files are chosen or dropped."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from tianyi_desk.services.announcing import NoticeDraft
from tianyi_desk.services.notices import Notice
from tianyi_desk.ui.drop import accept_as_copy, dropped_paths
from tianyi_desk.ui.labels import button, label

NO_POLICY = "不改变签到政策"


def _day_edit(day: date, name: str) -> QDateEdit:
    made = QDateEdit(QDate(day.year, day.month, day.day))
    made.setDisplayFormat("yyyy-MM-dd")
    made.setCalendarPopup(True)
    made.setAccessibleName(name)
    return made


def _day(edit: QDateEdit) -> date:
    chosen = edit.date()
    return date(chosen.year(), chosen.month(), chosen.day())


class NoticeDialog(QDialog):
    """Everything that is said of a notice; `draft` and `files` are what was written when it is accepted."""

    def __init__(
        self,
        policies: Sequence[tuple[date, str]],
        today: date,
        before: Notice | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.files: list[Path] = []
        self.setWindowTitle("新通知" if before is None else "修改通知")
        self.setMinimumWidth(640)
        self.setAcceptDrops(True)
        self.title = self._line("标题", before.title if before else "")
        self.number = self._line("文号", before.number if before else "")
        self.issuer = self._line("发文单位", before.issuer if before else "技术质量部")
        self.published = _day_edit((before.published if before else None) or today, "发布日期")
        effective = before.effective if before else None
        self.effective = _day_edit(effective or today, "生效日期")
        self.from_then = QCheckBox("有生效日期")
        self.from_then.setChecked(effective is not None)
        self.from_then.toggled.connect(self.effective.setEnabled)
        self.effective.setEnabled(effective is not None)
        self.policy = QComboBox()
        self.policy.setAccessibleName("改变的签到政策")
        self.policy.addItem(NO_POLICY, None)
        for day, words in policies:
            self.policy.addItem(words, day)
        if before is not None and before.policy is not None:
            self.policy.setCurrentIndex(max(0, self.policy.findData(before.policy)))
        self.text = QPlainTextEdit("\n\n".join(part.text for part in before.parts) if before else "")
        self.text.setPlaceholderText("正文（必填；空一行另起一段）")
        self.text.setAccessibleName("正文")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(200)
        self.text.setAcceptDrops(False)  # files are for the dialog
        self.chosen = label("", "small", wrap=True)
        self._lay_out(len(before.files) if before else 0)
        self.title.textChanged.connect(self._check)
        self.text.textChanged.connect(self._check)
        self._check()

    def _line(self, name: str, text: str) -> QLineEdit:
        made = QLineEdit(text)
        made.setAccessibleName(name)
        made.setMaxLength(200)
        return made

    def _lay_out(self, kept: int) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        effect = QHBoxLayout()
        effect.addWidget(self.from_then)
        effect.addWidget(self.effective)
        effect.addStretch(1)
        rows: Sequence[tuple[str, QWidget | QHBoxLayout]] = (
            ("标题 *", self.title),
            ("文号", self.number),
            ("发文单位", self.issuer),
            ("发布日期", self.published),
            ("生效日期", effect),
            ("签到政策", self.policy),
        )
        for place, (name, what) in enumerate(rows):
            grid.addWidget(label(name, "muted"), place, 0)
            if isinstance(what, QWidget):
                left = Qt.AlignmentFlag.AlignLeft
                short = what is self.published
                grid.addWidget(what, place, 1, left) if short else grid.addWidget(what, place, 1)
            else:
                grid.addLayout(what, place, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(12)
        whole.addLayout(grid)
        whole.addWidget(self.text, 1)
        attach = QHBoxLayout()
        attach.addWidget(button("添加附件…", self.choose_files))
        words = f"已有 {kept} 个附件；" if kept else ""
        self._hint = f"{words}文件可拖到这里"
        self.chosen.setText(self._hint)
        attach.addWidget(self.chosen, 1)
        whole.addLayout(attach)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("取消", self.reject))
        self.save = button("保存", self.accept, "primary", tip="Ctrl+Enter")
        foot.addWidget(self.save)
        whole.addLayout(foot)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.save.click)

    def _check(self) -> None:
        self.save.setEnabled(bool(self.title.text().strip() and self.text.toPlainText().strip()))

    @property
    def draft(self) -> NoticeDraft:
        """Return what was written."""
        return NoticeDraft(
            self.title.text().strip(),
            self.text.toPlainText().strip(),
            _day(self.published),
            self.number.text().strip(),
            self.issuer.text().strip(),
            _day(self.effective) if self.from_then.isChecked() else None,
            self.policy.currentData(),
        )

    def choose_files(self) -> None:
        """Ask for files to go with the notice."""
        dialog = QFileDialog(self, "添加附件", str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        if dialog.exec():
            self.add_files([Path(name) for name in dialog.selectedFiles()])

    def add_files(self, paths: Sequence[Path]) -> None:
        """Take files along; folders are left out."""
        self.files += [path for path in paths if path.is_file() and path not in self.files]
        names = "、".join(path.name for path in self.files)
        self.chosen.setText(f"将添加 {len(self.files)} 个附件：{names}" if self.files else self._hint)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Offer to take files."""
        if dropped_paths(event.mimeData()):
            accept_as_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take files."""
        accept_as_copy(event)
        self.add_files(dropped_paths(event.mimeData()))
