"""The strip at the foot: what is running, how far it is, how long it takes, and a way to stop it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from tianyi_desk.ui.labels import Elided, button, label
from tianyi_desk.ui.panel import KeyHint
from tianyi_desk.ui.runner import Runner, Running

HEIGHT = 28
TOLD_MS = 12_000
"""How long a sentence stays before the keys come back."""


class JobStrip(QWidget):
    """Show the job that a person waits for; else the last sentence told, else the keys of the panel.

    `left_alone` is told when the keyboard was on 取消 and there is nothing more to be stopped.
    """

    left_alone = Signal()

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self.setObjectName("jobStrip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self._jobs: list[Running] = []
        self._hints: tuple[KeyHint, ...] = ()
        self._sentence = ""
        self.words = Elided()
        self.count = label()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(160)
        self.left = label()
        self.cancel = button("取消", self._cancel, "link", tip="停止正在进行的工作，不留下任何改动（Esc）")
        self.cancel.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where the work is
        self.aside = label()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        for widget in (self.words, self.count, self.bar, self.left, self.cancel):
            row.addWidget(widget, 1 if widget is self.words else 0)
        row.addStretch(0)
        row.addWidget(self.aside)
        self._fading = QTimer(self, singleShot=True, interval=TOLD_MS)
        self._fading.timeout.connect(self._show_hints)
        runner.began.connect(self._began)
        runner.stepped.connect(self._stepped)
        runner.ended.connect(self._ended)
        self._show_job()

    def set_hints(self, hints: tuple[KeyHint, ...]) -> None:
        """Show these keys while nothing else is to be said."""
        self._hints = hints
        if not self._jobs and not self._fading.isActive():
            self._show_hints()

    def tell(self, sentence: str) -> None:
        """Say a sentence for a while."""
        self._fading.start()
        self._sentence = sentence
        if not self._jobs:
            self.words.setText(sentence)

    def _show_hints(self) -> None:
        self._sentence = ""
        if not self._jobs:
            self.words.setText("    ".join(f"{hint.keys} {hint.does}" for hint in self._hints))

    def _began(self, running: Running) -> None:
        if not running.quiet:
            self._jobs.append(running)
            self._show_job()

    def _stepped(self, running: Running) -> None:
        if self._jobs and running is self._jobs[-1]:
            self._show_job()

    def _ended(self, running: Running) -> None:
        if running in self._jobs:
            self._jobs.remove(running)
            self._let_go()
            self._show_job()

    def _let_go(self) -> None:
        if self.cancel.hasFocus():
            self.left_alone.emit()

    def _cancel(self) -> None:
        if self._jobs and self._jobs[-1].stoppable:
            self._jobs[-1].cancel()
            self._let_go()
            self.left.setText("正在停止…")
            self.cancel.setEnabled(False)

    def stop_current(self) -> bool:
        """Stop the job that is shown; tell whether there was one."""
        there = bool(self._jobs)
        self._cancel()
        return there

    def _show_job(self) -> None:
        busy = bool(self._jobs)
        for widget in (self.count, self.bar, self.left, self.cancel):
            widget.setVisible(busy)
        self.words.setProperty("role", "running" if busy else "")
        self.words.style().polish(self.words)
        if not busy:
            if self._sentence:
                self.words.setText(self._sentence)
            else:
                self._show_hints()
            return
        running = self._jobs[-1]
        self.cancel.setVisible(running.stoppable)
        progress = running.progress
        self.words.setText(progress.text or running.title)
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)
        self.count.setText(f"{progress.done:,} / {progress.total:,}" if progress.total else "")
        self.cancel.setEnabled(not running.stop.is_set())
        left = running.seconds_left()
        if running.stop.is_set():
            self.left.setText("正在停止…")
        else:
            self.left.setText("" if left is None else time_left(left))


def time_left(seconds: float) -> str:
    """Write how long a job still takes: 剩 4 秒, 剩 3 分."""
    return f"剩 {max(1, round(seconds))} 秒" if seconds < 90 else f"剩 {round(seconds / 60)} 分"
