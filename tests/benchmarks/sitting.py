"""A window to be measured: on a desk of its own, drawn into memory, with lists as long as asked for."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import count, islice
from pathlib import Path
from typing import Any

if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication

from tests.benchmarks import make_load
from tianyi_desk.app import Opened, compose, make_application
from tianyi_desk.progress import finish
from tianyi_desk.services.desk import open_desk
from tianyi_desk.services.deviation_list import DeviationList
from tianyi_desk.services.deviations import Deviation
from tianyi_desk.services.plan_listing import PlanLine
from tianyi_desk.services.plan_shelf import shelf_of
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.theme import Scheme, Theme
from tianyi_desk.ui.tidying import tidied, tidy_now

COPIES = 5
"""How many times every plan of the database stands in a long list."""


@contextmanager
def window_on(database: Path, now: datetime = make_load.AS_OF) -> Iterator[Opened]:
    """Show a window on a database as of a moment; everything that it begins with is over."""
    application = make_application()
    theme = Theme(Scheme.LIGHT)
    theme.install(application)
    with open_desk(database, load_rule_book()) as desk:
        opened = compose(desk, theme, Remembered(None), lambda: now)
        with tidied(opened.around.runner), _closed_at_the_end(opened):
            opened.window.resize(1440, 900)
            opened.window.show_panel("plans")
            opened.window.show()
            opened.shelf.refresh()
            wait_until_idle(opened)
            yield opened


@contextmanager
def _closed_at_the_end(opened: Opened) -> Iterator[None]:
    try:
        yield
    finally:
        opened.window.close()
        opened.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def painted() -> None:
    """Let everything happen that waits to happen: what was asked for is on the screen afterwards."""
    QApplication.sendPostedEvents()
    QApplication.processEvents()


def wait_for_event() -> None:
    """Sleep until something happens, as a window does: a loop that never rests slows the job that it waits for."""
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def wait(milliseconds: int) -> None:
    """Let events pass for a while, so that no timer of one act falls into the next."""
    clock = QElapsedTimer()
    clock.start()
    while clock.elapsed() < milliseconds:
        QApplication.processEvents()


def wait_until_idle(opened: Opened) -> None:
    """Let events pass until no job is on its way."""
    painted()
    while not opened.around.runner.idle:
        QApplication.processEvents()
    painted()


def lengthen(opened: Opened, size: int) -> dict[str, Any]:
    """Fill both lists with `size` rows each, copies of what the database has, and return their panels by name."""
    desk, panels = opened.around.desk, opened.window.panels
    lines, rows = finish(desk.plan_lines()), finish(desk.deviations())
    opened.shelf.shelf = shelf_of(tuple(islice(_plans(lines), size)))
    opened.shelf.filled.emit()
    found: dict[str, Any] = {name: panels[name] for name in ("plans", "anomalies")}
    found["plans"].tabs.setCurrentIndex(1)
    opened.window.show_panel("anomalies")
    wait_until_idle(opened)
    found["anomalies"].list = DeviationList(list(islice(_deviations(rows), size)))
    found["anomalies"].narrow()
    tidy_now()
    painted()
    return found


def _plans(lines: tuple[PlanLine, ...]) -> Iterator[PlanLine]:
    yield from lines
    for turn in count(1):
        for line in lines:
            number = _number(line.number, turn)
            folded = line.folded.replace(line.number.casefold(), number.casefold(), 1)
            yield replace(line, plan=replace(line.plan, number=number), folded=folded)


def _deviations(rows: tuple[Deviation, ...]) -> Iterator[Deviation]:
    yield from rows
    for turn in count(1):
        for row in rows:
            yield replace(row, plan=replace(row.plan, number=_number(row.number, turn)))


def _number(number: str, turn: int) -> str:
    return f"{number}-{turn}"
