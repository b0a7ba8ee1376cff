"""Ask for a word: why a text goes back, is withdrawn or given up."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from tianyi_desk.ui.labels import button, label


class WordDialog(QDialog):
    """One word about one act; Ctrl+Enter does it. Where it is `needed`, nothing goes on without it."""

    def __init__(
        self,
        title: str,
        what: str,
        does: str,
        ready: Sequence[str] = (),
        *,
        needed: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._needed = needed
        self.setWindowTitle(title)
        self.setMinimumWidth(460)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(12)
        whole.addWidget(label(what, "muted", wrap=True))
        self.word = QPlainTextEdit()
        self.word.setPlaceholderText("写给对方的话（必填）" if needed else "说明（可不填）")
        self.word.setAccessibleName("意见")
        self.word.setTabChangesFocus(True)
        self.word.setFixedHeight(84)
        self.word.textChanged.connect(self._check)
        whole.addWidget(self.word)
        for text in ready:
            one = button(text, lambda text=text: self._take(text), "link")  # type: ignore[misc]
            whole.addWidget(one, 0, Qt.AlignmentFlag.AlignLeft)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("取消", self.reject))
        self.go = button(does, self.accept, "primary", tip="Ctrl+Enter")
        foot.addWidget(self.go)
        whole.addLayout(foot)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.go.click)
        self._check()
        self.word.setFocus()

    def words(self) -> str:
        """Return the word as written."""
        return self.word.toPlainText().strip()

    def _take(self, text: str) -> None:
        self.word.setPlainText(text)
        self.go.setFocus()

    def _check(self) -> None:
        self.go.setEnabled(bool(self.words()) or not self._needed)
