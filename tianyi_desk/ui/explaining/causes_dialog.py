"""Edit the ready causes and their texts; what stood before stays in the history."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from tianyi_desk.services.causes import Cause, write_cause
from tianyi_desk.services.composing_facts import PHRASES
from tianyi_desk.trouble import DeskError
from tianyi_desk.ui.labels import button, label
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.runner import Lane

NEW = "新增原因…"


class CausesDialog(QDialog):
    """One cause at a time; `written` carries the cause that was saved, and the dialog closes."""

    written = Signal(object)

    def __init__(
        self, around: Surroundings, causes: Mapping[str, Cause], code: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._around, self._causes = around, causes
        self.setWindowTitle("说明原因与范文")
        self.setMinimumWidth(620)
        self.which = QComboBox()
        for one in causes.values():
            self.which.addItem(one.title, one.code)
        self.which.addItem(NEW, "")
        self.title, self.clause, self.reason = QLineEdit(), QLineEdit(), QLineEdit()
        self.title.setPlaceholderText("填报时写入“原因”")
        self.clause.setPlaceholderText("如 N6.7；可不填")
        self.reason.setPlaceholderText("为什么改（必填，会长期保存）")
        self.template = QPlainTextEdit()
        self.template.setTabChangesFocus(True)
        self.template.setMinimumHeight(150)
        self.trouble = label("", "official", wrap=True)
        self.trouble.hide()
        self.save = button("保存", self._save, "primary", tip="Ctrl+Enter")
        self._lay_out()
        self.which.currentIndexChanged.connect(self._show)
        for field in (self.title, self.reason):
            field.textChanged.connect(self._check)
        self.template.textChanged.connect(self._check)
        self.which.setCurrentIndex(max(self.which.findData(code), 0))
        self._show()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setSpacing(8)
        for name, field in (
            ("原因", self.which),
            ("名称", self.title),
            ("条款", self.clause),
            ("范文", self.template),
            ("修改理由", self.reason),
        ):
            field.setAccessibleName(name)
            form.addRow(name, field)
        names = "".join(f"{{{name}}}" for name in PHRASES)
        help_words = f"可填入：{names}。〔……〕由起草人补写，补全之前不能送复核。"
        foot = QHBoxLayout()
        foot.addWidget(self.trouble, 1)
        foot.addStretch(1)
        foot.addWidget(button("取消", self.reject))
        foot.addWidget(self.save)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(12)
        whole.addLayout(form)
        whole.addWidget(label(help_words, "small", wrap=True))
        whole.addLayout(foot)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.save.click)

    def _show(self) -> None:
        known = self._causes.get(str(self.which.currentData()))
        self.title.setText(known.title if known else "")
        self.clause.setText(known.clause if known else "")
        self.template.setPlainText(known.template if known else "")
        self._check()

    def cause(self) -> Cause:
        """Return the cause as it is written here; a new one comes last, by a code of its own."""
        known = self._causes.get(str(self.which.currentData()))
        title = self.title.text().strip()
        last = max((one.place for one in self._causes.values()), default=0)
        free = next(name for count in range(1, 10_000) if (name := f"own-{count}") not in self._causes)
        return Cause(
            known.code if known else free,
            known.place if known else last + 1,
            title,
            self.clause.text().strip(),
            self.template.toPlainText().strip(),
        )

    def _check(self) -> None:
        made = self.cause()
        self.save.setEnabled(bool(made.title and made.template and self.reason.text().strip()))

    def _save(self) -> None:
        job = write_cause(
            self._around.desk.database, self._around.actor(), self.cause(), self.reason.text().strip()
        )
        self._around.runner.start(job, self._saved, lane=Lane.WRITE, failed=self._failed)

    def _saved(self, cause: Cause) -> None:
        self.written.emit(cause)
        self.accept()

    def _failed(self, trouble: DeskError) -> None:
        self.trouble.setText(f"{trouble.happened}{trouble.to_do}")
        self.trouble.show()
