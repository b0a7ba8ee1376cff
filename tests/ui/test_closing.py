"""Closing the window: it asks once about what a person waits for, finishes what was decided, and leaves nothing half."""

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import MONTH, Sit, Sitting
from tianyi_desk.progress import Job, Progress, finish
from tianyi_desk.services.batches import list_batches
from tianyi_desk.ui.closing import ClosingDialog
from tianyi_desk.ui.imports.import_panel import ImportPanel
from tianyi_desk.ui.runner import AtClose, Lane


def answering(sitting: Sitting, does: Callable[[ClosingDialog], object]) -> list[str]:
    """Let somebody answer the question, should it come; return what was asked."""
    asked: list[str] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, ClosingDialog):
            asked.append(dialog.head.text())
            does(dialog)

    QTimer.singleShot(0, sitting.opened.window, answer)
    return asked


def held(gate: threading.Event) -> Job[None]:
    """Go on in small steps until the gate opens."""
    while not gate.wait(0.01):
        yield Progress("正在保存", 3412, 20_000)


@pytest.fixture(name="gate")
def _gate() -> threading.Event:
    return threading.Event()


def test_closing_over_a_job_asks_and_staying_leaves_it_running(sit: Sit, gate: threading.Event) -> None:
    sitting = sit()
    window, runner = sitting.opened.window, sitting.opened.around.runner
    job = runner.start(held(gate), lambda _none: None, lane=Lane.WRITE, title="正在导入")
    sitting.qtbot.waitUntil(lambda: job.progress.total > 0)
    asked = answering(sitting, lambda dialog: sitting.qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return))
    assert not window.close()
    assert asked == ["正在导入：正在保存 3,412 / 20,000，还没有做完。"]
    assert window.isVisible()
    assert not job.stop.is_set()
    asked = answering(
        sitting, lambda dialog: sitting.qtbot.mouseClick(dialog.stop, Qt.MouseButton.LeftButton)
    )
    assert window.close()
    assert len(asked) == 1
    assert job.stop.is_set()


def test_once_the_job_is_done_the_window_closes_by_itself(sit: Sit, gate: threading.Event) -> None:
    sitting = sit()
    done: list[None] = []
    sitting.opened.around.runner.start(held(gate), done.append, lane=Lane.WRITE, title="正在导入")
    asked = answering(sitting, lambda _dialog: gate.set())
    assert sitting.opened.window.close()
    assert len(asked) == len(done) == 1


@pytest.mark.parametrize("by", ["mouse", "key"])
def test_stopping_a_job_leaves_the_keyboard_where_the_work_is(
    sit: Sit, gate: threading.Event, by: str
) -> None:
    sitting = sit()
    window, runner = sitting.opened.window, sitting.opened.around.runner
    window.show_panel("anomalies")
    sitting.settle()
    panel = window.panels["anomalies"]
    runner.start(held(gate), lambda _none: None, lane=Lane.WRITE, title="正在导入")
    if by == "mouse":
        sitting.qtbot.mouseClick(window.strip.cancel, Qt.MouseButton.LeftButton)
    else:
        window.strip.cancel.setFocus()
        sitting.qtbot.keyClick(window.strip.cancel, Qt.Key.Key_Space)
    assert panel.isAncestorOf(window.focusWidget())
    sitting.settle()
    assert panel.isAncestorOf(window.focusWidget())


def test_what_cannot_be_stopped_offers_no_stopping(sit: Sit, gate: threading.Event) -> None:
    sitting = sit()
    window, runner = sitting.opened.window, sitting.opened.around.runner
    job = runner.start(
        held(gate), lambda _none: None, title="正在打开", at_close=AtClose.STOP, stoppable=False
    )
    assert window.strip.bar.isVisible()
    assert not window.strip.cancel.isVisible()
    sitting.qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not job.stop.is_set()
    gate.set()
    sitting.settle()


def test_judging_and_reading_lists_are_given_up_unasked(sit: Sit) -> None:
    sitting = sit()
    opened = sitting.opened
    opened.judging.start()
    opened.shelf.refresh()
    asked = answering(sitting, lambda dialog: dialog.reject())
    assert opened.window.close()
    assert asked == []


def test_what_was_just_decided_is_saved_before_the_window_goes(sit: Sit) -> None:
    sitting = sit()
    saved: list[str] = []

    def saving(words: str) -> Job[None]:
        for _step in range(3):
            yield Progress("正在保存处理意见")
        saved.append(words)

    runner = sitting.opened.around.runner
    runner.start(
        saving("有名"), lambda _none: None, lane=Lane.WRITE, title="正在保存", at_close=AtClose.FINISH
    )
    runner.start(saving("无名"), lambda _none: None, lane=Lane.WRITE)
    assert sitting.opened.window.close()
    assert saved == ["有名", "无名"]


@pytest.mark.parametrize("steps", [0, 1, 4])
def test_an_import_closed_over_leaves_nothing(sit: Sit, steps: int) -> None:
    sitting = sit(filled=False)
    opened = sitting.opened
    panel = opened.window.panels["import"]
    assert isinstance(panel, ImportPanel)
    panel.take_files([MONTH.folder])
    sitting.wait_for(lambda: panel.preview is not None)
    assert panel.preview is not None
    gate, passed = threading.Event(), threading.Event()
    written = sitting.desk.accept("录入员", panel.preview.piles, panel.preview.paths)

    def slowly() -> Job[object]:
        try:
            for _step in range(steps):
                yield next(written)
            passed.set()
            yield from held(gate)
            return (yield from written)
        finally:
            written.close()

    opened.around.runner.start(slowly(), lambda _done: None, lane=Lane.WRITE, title="正在导入")
    sitting.qtbot.waitUntil(passed.is_set)
    asked = answering(sitting, lambda dialog: dialog.accept())
    assert opened.window.close()
    assert len(asked) == 1
    assert finish(list_batches(sitting.desk.database)) == ()
    assert not finish(sitting.desk.plan_lines())
