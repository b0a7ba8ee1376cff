"""How long the window is held up while 20,000 plans are imported and judged; cancelling leaves nothing.

A timer of 5 ms in the window's own loop tells how late it comes; the list on screen repaints all the while.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks import make_load, measuring
from tests.benchmarks.measuring import Measure, Stopwatch, apart, middle, tell

BAR_S = 0.1
BEAT_MS, REPAINT_MS = 5, 33
LAST_OF_IMPORT, LAST_OF_JUDGING = "正在保存", "正在保存判定结果"
QUIET_MS = 3000
NOTHING = "无事可做（标尺：机器自己的停顿）"
Stalls = dict[str, Measure]


class Beat:
    """Counts how late the window's timer comes since the last `begin`: in seconds on the wall and of the processor.

    What the processor did for this program meanwhile is what the wait would have been on a machine of its own.
    """

    def __init__(self, widget: Any) -> None:
        from PySide6.QtCore import QTimer

        self.longest = self.longest_cpu = 0.0
        self._last, self._last_cpu = perf_counter(), process_time()
        self._widget = widget
        self._timer = QTimer(interval=BEAT_MS)
        self._timer.timeout.connect(self._came)
        self._repaint = QTimer(interval=REPAINT_MS)
        self._repaint.timeout.connect(lambda: self._widget().update())
        self._timer.start()
        self._repaint.start()

    def _came(self) -> None:
        now, cpu = perf_counter(), process_time()
        self.longest = max(self.longest, now - self._last - BEAT_MS / 1000)
        self.longest_cpu = max(self.longest_cpu, cpu - self._last_cpu)
        self._last, self._last_cpu = now, cpu

    def end(self) -> None:
        """Come no more."""
        self._timer.stop()
        self._repaint.stop()

    def begin(self) -> None:
        """Forget what was before."""
        self.longest = self.longest_cpu = 0.0
        self._last, self._last_cpu = perf_counter(), process_time()


def stalls(database: Path, workbook: Path) -> Stalls:
    """Import a workbook as a person does, and return the longest stall of every step; the work is what it made."""
    from tests.benchmarks import sitting
    from tianyi_desk.app import AT_REST_MS

    # Modules are compiled once, as on a user's machine.
    sys.dont_write_bytecode, sys.pycache_prefix = False, str(database.parent / "compiled")
    with sitting.window_on(database) as opened:
        window: Any = opened.window
        opened.begin()
        sitting.wait(AT_REST_MS + QUIET_MS)  # so that everything is loaded that is loaded at rest
        _run(opened)
        panel: Any = window.panels["import"]
        window.show_panel("import")
        beat = Beat(lambda: window.panel.view.viewport() if hasattr(window.panel, "view") else window.panel)
        found: Stalls = {}

        def step(name: str, act: Callable[[], object], work: Callable[[], int]) -> None:
            with Stopwatch() as watch:
                beat.begin()
                act()
                _run(opened)
            done = watch.measure(work())
            found[name] = Measure(beat.longest, beat.longest_cpu, done.peak_mb, done.work)

        step(NOTHING, lambda: sitting.wait(QUIET_MS), lambda: 0)
        step("第一次打开异常", lambda: window.show_panel("anomalies"), lambda: 0)
        window.show_panel("import")
        step("读取与比对", lambda: panel.take_files([workbook]), lambda: len(panel.preview.added))
        step("写入、判定、重列", lambda: _accept(window, panel), lambda: len(opened.shelf.shelf.lines))
        step("再次判定、重列", window.judge_wanted.emit, lambda: len(window.panel.list.rows))
        beat.end()
        return found


def _accept(window: Any, panel: Any) -> None:
    """Accept, and look at the anomalies while it is written."""
    panel.accept()
    window.show_panel("anomalies")


def _run(opened: Any) -> None:
    """Run the window's loop until no job has been on its way for a while."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop, calm = QEventLoop(), [0]

    def look() -> None:
        calm[0] = calm[0] + 1 if opened.around.runner.idle else 0
        if calm[0] > 5:
            loop.quit()

    timer = QTimer(interval=20)
    timer.timeout.connect(look)
    timer.start()
    loop.exec()


def left_after_cancel(database: Path, workbook: Path) -> tuple[int, int, int, int]:
    """Stop an import while it writes, then a judgement; return the plans, batches, files and findings left."""
    from tests.benchmarks import sitting
    from tianyi_desk.progress import finish
    from tianyi_desk.services.batches import list_batches
    from tianyi_desk.ui.imports.import_panel import ImportPanel

    with sitting.window_on(database) as opened:
        desk, window, panel = opened.around.desk, opened.window, opened.window.panels["import"]
        assert isinstance(panel, ImportPanel)
        window.show_panel("import")
        panel.take_files([workbook])
        _run(opened)
        _stop_at_last(opened, panel.accept)
        kept = desk.database.kept_files
        files = [path for path in kept.rglob("*") if path.is_file()] if kept and kept.exists() else []
        plans, batches = len(finish(desk.plan_lines())), len(finish(list_batches(desk.database)))
        _stop_at_last(opened, lambda: _bring_in(desk, workbook, window))
        return plans, batches, len(files), len(finish(desk.deviations()))


def _bring_in(desk: Any, workbook: Path, window: Any) -> None:
    from tianyi_desk.progress import finish

    finish(desk.accept("标尺", desk.examine(finish(desk.read([workbook])))))
    window.judge_wanted.emit()


def _stop_at_last(opened: Any, act: Callable[[], object]) -> None:
    """Start something that is written, and stop it where everything but the end of its writing is done."""
    runner = opened.around.runner
    start = runner.start

    def stopping(job: Any, own: list[Any]) -> Any:
        try:
            while True:
                try:
                    step = next(job)
                except StopIteration as end:
                    return end.value
                if step.text == LAST_OF_JUDGING or (step.text == LAST_OF_IMPORT and step.done == step.total):
                    own[0].cancel()
                yield step
        finally:
            job.close()

    def begin(job: Any, *rest: Any, **more: Any) -> Any:
        own: list[Any] = []
        own.append(start(stopping(job, own), *rest, **more))
        return own[0]

    runner.start = begin
    act()
    _run(opened)
    runner.start = start


def main() -> None:
    """Measure and print it."""
    with measuring.asked(__doc__, 20_000) as (asked, folder):
        whole, quarter = folder / "计划.xlsx", folder / "四分之一.xlsx"
        apart(make_load.write_plans, whole, asked.size)
        apart(make_load.write_plans, quarter, asked.quarter)
        rounds = [apart(stalls, folder / f"{place}.db", whole) for place in range(asked.rounds)]
        taken = {step: middle([one[step] for one in rounds]) for step in rounds[0]}
        of_quarter = apart(stalls, folder / "quarter.db", quarter)
        tell(f"窗口在导入并判定 {asked.size} 个计划时最长停顿")
        for step, one in taken.items():
            tell(
                f"  {step}：{one.seconds * 1000:.0f} ms（处理器 {one.cpu_seconds * 1000:.0f} ms），得到 {one.work}"
            )
        yardstick = taken.pop(NOTHING)
        worst = max(taken, key=lambda step: taken[step].seconds)
        measuring.tell_figure(f"{worst}时最长停顿，用时", taken[worst], BAR_S)
        measuring.tell_ratio("标尺", taken[worst], yardstick, None)
        measuring.tell_memory(taken[worst])
        measuring.tell_ratio(
            f"四分之一（{asked.quarter} 个）", taken[worst], of_quarter[worst], measuring.QUARTER_BAR
        )
        plans, batches, files, findings = apart(left_after_cancel, folder / "cancelled.db", whole)
        tell(f"  取消导入，留下：{plans} 个计划、{batches} 个批次、{files} 个文件，均应为 0")
        tell(f"  取消判定，留下：{findings} 条异常，应为 0")


if __name__ == "__main__":
    main()
