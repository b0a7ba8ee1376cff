"""Ask once before a window is closed over a job that a person waits for."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from tianyi_desk.ui.labels import button, label
from tianyi_desk.ui.runner import Runner, Running


class ClosingDialog(QDialog):
    """Accepted, the window may close: somebody said so, or what was running came to its end."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self.setWindowTitle("关闭窗口")
        self.setFixedWidth(480)
        self.head = label("", "heading", wrap=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(12)
        whole.addWidget(self.head)
        whole.addWidget(label("关闭会取消它，不留下半截数据；此前已写入的不受影响。", wrap=True))
        whole.addWidget(label("也可以在这里等它做完，做完后窗口自行关闭。", "muted", wrap=True))
        self.stay = button("不关闭", self.reject, "primary", tip="Esc")
        self.stop = button("取消它并关闭", self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.stop)
        foot.addWidget(self.stay)
        whole.addLayout(foot)
        self.stay.setDefault(True)
        self.stay.setFocus()
        QShortcut(QKeySequence.StandardKey.Close, self, self.reject)
        runner.stepped.connect(self._say)
        runner.ended.connect(lambda _running: QTimer.singleShot(0, self, self._ended))
        self._say()

    def _say(self, _running: Running | None = None) -> None:
        """Say what is running, and how far it is."""
        job = self._runner.to_ask_about
        if job is None:
            return
        progress = job.progress
        far = f" {progress.done:,} / {progress.total:,}" if progress.total else ""
        words = job.title if progress.text in {"", job.title} else f"{job.title}：{progress.text}"
        self.head.setText(f"{words}{far}，还没有做完。")

    def _ended(self) -> None:
        if self._runner.to_ask_about is None:
            self.accept()
        else:
            self._say()


def may_close(runner: Runner, parent: QWidget) -> bool:
    """Tell whether a window may close: nothing that a person waits for is running, or it may be given up."""
    return runner.to_ask_about is None or ClosingDialog(runner, parent).exec() == QDialog.DialogCode.Accepted
