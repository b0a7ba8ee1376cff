"""The programs that bench_b5_start.py times: the window, and an empty one; each tells when it was painted.

Moments are seconds of the clock that all programs of a computer share, so that the one who started a program can
tell how long it took from its very beginning.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

Told = dict[str, float]


class Moments:
    """When things happened, each noted once, after what was painted has reached the screen."""

    def __init__(self) -> None:
        self.told: Told = {}

    def note(self, name: str, then: Callable[[], object] | None = None) -> None:
        """Note the moment, on the wall and of the processor, as soon as the event at hand is over."""
        from PySide6.QtCore import QTimer

        if name in self.told:
            return
        self.told[name] = 0.0

        def over() -> None:
            self.told[name], self.told[f"{name}_cpu"] = time.monotonic(), time.process_time()
            if then is not None:
                then()

        QTimer.singleShot(0, over)

    def after_painting(
        self,
        kind: type[Any],
        name: str,
        when: Callable[[Any], bool],
        then: Callable[[], object] | None = None,
    ) -> None:
        """Note the first painting of any widget of a kind that is as `when` says."""
        own = kind.paintEvent

        def paint_event(widget: Any, event: Any) -> None:
            own(widget, event)
            if when(widget):
                self.note(name, then)

        kind.paintEvent = paint_event


def empty() -> Told:
    """Open an empty window and close it as soon as it was painted (the yardstick)."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication(sys.argv[:1])
    moments = Moments()

    class Empty(QMainWindow):
        def paintEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
            super().paintEvent(event)
            moments.note("visible", application.quit)

    window = Empty()
    window.resize(1440, 900)
    window.show()
    application.exec()
    return moments.told


def window(database: str, folder: str, as_of: str) -> Told:
    """Open the program's own window as the command line does; close it when its list is filled and it is at rest."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from tianyi_desk import app, cli
    from tianyi_desk.ui.main_window import MainWindow
    from tianyi_desk.ui.widgets.list_view import ListView

    moments = Moments()
    opened: list[MainWindow] = []

    def at_rest() -> None:
        if not opened[0].around.runner.idle:
            QTimer.singleShot(5, at_rest)
            return
        moments.told["rows"] = sum(len(panel.view.rows.rows) for panel in _with_lists(opened[0]))
        moments.note("rested", opened[0].close)

    def watch_queue() -> None:
        """Watch the first list, too; it loads with its panel, not before the window is in sight."""
        from tianyi_desk.ui.today.queue_view import QueueView

        moments.after_painting(QueueView, "filled", lambda one: one.rows.rowCount() > 0, at_rest)

    moments.after_painting(MainWindow, "visible", lambda one: opened.append(one) or True, watch_queue)  # type: ignore[func-returns-value]
    moments.after_painting(ListView, "filled", lambda one: one.rows.rowCount() > 0, at_rest)
    app.UNSEEN = ()  # type: ignore[assignment] # a window in memory is as good as a seen one here
    app.default_folder = lambda: Path(folder)  # type: ignore[attr-defined] # no settings of somebody's own
    QApplication.setQuitOnLastWindowClosed(True)
    cli.main(["--db", database, "--as-of", as_of])
    return moments.told


def _with_lists(window: Any) -> list[Any]:
    return [panel for panel in window.panels.made if hasattr(panel, "view") and panel.isVisible()]


if __name__ == "__main__":
    ACTS: dict[str, Callable[..., Told]] = {"empty": empty, "window": window}
    answer = ACTS[sys.argv[1]](*sys.argv[2:])
    from tests.benchmarks.measuring import peak_mb

    sys.stdout.write(json.dumps({**answer, "peak_mb": peak_mb()}))
