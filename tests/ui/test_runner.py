"""Jobs run off the GUI thread, report in it, and leave nothing behind when they are stopped."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tianyi_desk.progress import Job, Progress
from tianyi_desk.trouble import DeskError
from tianyi_desk.ui.runner import FEW, Fault, Lane, Runner, Running


@pytest.fixture(name="runner")
def _runner(qtbot: QtBot) -> Iterator[Runner]:
    assert qtbot
    runner = Runner()
    yield runner
    runner.close()


def counting(to: int) -> Job[threading.Thread]:
    for place in range(to):
        yield Progress("正在数", place, to)
    return threading.current_thread()


def test_the_result_arrives_in_the_gui_thread(runner: Runner, qtbot: QtBot) -> None:
    heard: list[tuple[threading.Thread, threading.Thread]] = []
    runner.start(counting(3), lambda worked: heard.append((worked, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(heard))
    worked, told = heard[0]
    assert told is threading.main_thread()
    assert worked is not told
    assert runner.idle


def test_writes_wait_for_each_other(runner: Runner, qtbot: QtBot) -> None:
    order: list[str] = []
    gate = threading.Event()

    def slow() -> Job[None]:
        yield Progress("一")
        gate.wait(5)
        order.append("一")

    def quick() -> Job[None]:
        yield Progress("二")
        order.append("二")

    runner.start(slow(), lambda _: None, lane=Lane.WRITE)
    runner.start(quick(), lambda _: None, lane=Lane.WRITE)
    gate.set()
    qtbot.waitUntil(lambda: runner.idle)
    assert order == ["一", "二"]


def test_lists_are_read_one_after_the_other(runner: Runner, qtbot: QtBot) -> None:
    at_once: list[int] = []
    inside: list[int] = []

    def reading() -> Job[None]:
        yield Progress("正在读取")
        inside.append(1)
        at_once.append(len(inside))
        yield Progress("正在整理")
        inside.pop()

    for _ in range(4):
        runner.start(reading(), lambda _: None, lane=Lane.LISTS)
    qtbot.waitUntil(lambda: runner.idle)
    assert at_once == [1, 1, 1, 1]


def test_long_lists_are_freed_off_the_gui_thread_and_short_ones_on_the_spot(
    runner: Runner, qtbot: QtBot
) -> None:
    freed_in: list[threading.Thread] = []

    class Thing:
        def __del__(self) -> None:
            freed_in.append(threading.current_thread())

    for count in (1, FEW + 1):
        shown = [Thing() for _ in range(count)]
        runner.let_go(shown)
        del shown
        qtbot.waitUntil(lambda count=count: len(freed_in) == count)  # type: ignore[misc]
        qtbot.waitUntil(lambda: runner.idle)
        assert (threading.main_thread() in freed_in) is (count == 1)
        freed_in.clear()


def test_stopping_closes_the_job_where_it_stands(runner: Runner, qtbot: QtBot) -> None:
    left: list[str] = []
    stepping = threading.Event()

    def endless() -> Job[None]:
        try:
            while True:
                stepping.set()
                yield Progress("正在做", 1, 2)
        finally:
            left.append("收拾好了")

    stopped: list[bool] = []
    running = runner.start(endless(), lambda _: None, title="长活", stopped=lambda: stopped.append(True))
    assert runner.busy
    qtbot.waitUntil(stepping.is_set)
    running.cancel()
    qtbot.waitUntil(lambda: bool(stopped))
    assert left == ["收拾好了"]
    assert not runner.busy


def test_a_fault_of_the_environment_goes_to_who_asked(runner: Runner, qtbot: QtBot) -> None:
    def failing() -> Job[None]:
        yield Progress("正在做")
        raise DeskError("磁盘已满。", "没有写入。", "请腾出空间。")

    heard: list[DeskError] = []
    runner.start(failing(), lambda _: None, failed=heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard[0].happened == "磁盘已满。"


def test_a_bug_is_told_with_where_it_was(runner: Runner, qtbot: QtBot) -> None:
    def broken() -> Job[None]:
        yield Progress("正在做")
        raise ZeroDivisionError

    heard: list[Any] = []
    runner.broke.connect(heard.append)
    runner.start(broken(), lambda _: None)
    qtbot.waitUntil(lambda: bool(heard))
    assert isinstance(heard[0], Fault)
    assert "ZeroDivisionError" in heard[0].text


def test_the_time_left_is_guessed_from_the_present_step() -> None:
    running = Running("数", lambda _: None, None, None, quiet=False)
    assert running.seconds_left() is None
    running.progress, running.since = Progress("数", 10, 40), -1e9
    left = running.seconds_left()
    assert left is not None
    assert left > 1e9


def test_none_and_true_are_not_used_up_by_signals(runner: Runner) -> None:
    import sys

    before = sys.getrefcount(True)
    for _ in range(50):
        runner.ended.emit(True)
    assert abs(sys.getrefcount(True) - before) <= 2


def test_nothing_is_run_once_the_window_has_gone(qtbot: QtBot) -> None:
    runner = Runner()
    runner.close()
    heard: list[object] = []
    running = runner.start(counting(3), heard.append)
    qtbot.wait(20)
    assert running.stop.is_set()
    assert runner.idle
    assert heard == []
