"""Ask for the proof of a filing: a screenshot, a receipt, or a word why there is none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tianyi_desk.ui.labels import button, label

READY = ("截图稍后补上", "监管系统没有给出回执")


@dataclass(frozen=True, slots=True)
class Proof:
    """What somebody gave as proof: files, a picture, or else the reason why there is none."""

    paths: tuple[Path, ...] = ()
    picture: QImage | None = None
    reason: str = ""


class ProofDialog(QDialog):
    """Ctrl+V takes what the clipboard holds, Alt+F asks for files; Ctrl+Enter files with them, or with a reason."""

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("填报凭证")
        self.setMinimumWidth(480)
        self.paths: tuple[Path, ...] = ()
        self.picture: QImage | None = None
        self.given = label("", "good", wrap=True)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("没有凭证的，写明原因（留在经过里）")
        self.reason.setAccessibleName("没有凭证的原因")
        self.reason.textChanged.connect(self._check)
        self.choose_button = button("选择文件…", self.choose, tip="Alt+F")
        self.paste_button = button("粘贴截图", self.paste, "primary", tip="Ctrl+V")
        self.go = button("记为已填报", self.accept, "primary", tip="Ctrl+Enter")
        self._lay_out(what)
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+V", self.paste),
            ("Alt+F", self.choose),
            ("Ctrl+Return", self.go.click),
            ("Ctrl+Enter", self.go.click),
        )
        for key, does in keys:
            QShortcut(QKeySequence(key), self, does)
        self.given.hide()
        self._check()
        self.paste_button.setFocus()

    def _lay_out(self, what: str) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(12)
        whole.addWidget(
            label(f"{what}　请附上监管系统的截图或回执；有人来查时凭它说明何时填报。", "muted", wrap=True)
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        for one in (self.paste_button, self.choose_button):
            row.addWidget(one)
        row.addStretch(1)
        whole.addLayout(row)
        whole.addWidget(self.given)
        whole.addWidget(self.reason)
        for text in READY:
            one = button(text, lambda text=text: self._take(text), "link")  # type: ignore[misc]
            whole.addWidget(one, 0, Qt.AlignmentFlag.AlignLeft)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("取消", self.reject))
        foot.addWidget(self.go)
        whole.addLayout(foot)

    def proof(self) -> Proof:
        """Return what was given."""
        if self.paths or self.picture is not None:
            return Proof(self.paths, self.picture)
        return Proof(reason=self.reason.text().strip())

    def paste(self) -> None:
        """Take a picture or files from the clipboard."""
        source = QGuiApplication.clipboard().mimeData()
        paths = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
        if paths:
            self.give(paths)
        elif source.hasImage():
            self.picture = QImage(source.imageData())
            self._given(f"剪贴板的图片，{self.picture.width()} × {self.picture.height()}")
        elif self.reason.hasFocus():
            self.reason.paste()
        else:
            self._say("剪贴板里没有图片或文件，先在监管系统截图")

    def choose(self) -> None:
        """Ask for files."""
        names, _kind = QFileDialog.getOpenFileNames(self, "填报凭证", str(Path.home()), "所有文件 (*)")
        if names:
            self.give([Path(name) for name in names])

    def give(self, paths: Sequence[Path]) -> None:
        """Take files as proof."""
        self.paths = tuple(paths)
        self._given("、".join(path.name for path in paths))

    def _given(self, words: str) -> None:
        self._say(f"凭证：{words}")
        self._check()
        self.go.setFocus()

    def _say(self, words: str) -> None:
        self.given.setText(words)
        self.given.show()

    def _take(self, text: str) -> None:
        self.reason.setText(text)
        self.go.setFocus()

    def _check(self) -> None:
        proof = self.proof()
        self.go.setEnabled(bool(proof.paths or proof.picture is not None or proof.reason))


def ask_proof(parent: QWidget, what: str) -> Proof | None:
    """Ask for the proof of a filing; None where nobody wants to file any more."""
    dialog = ProofDialog(what, parent)
    return dialog.proof() if dialog.exec() else None
