"""Collect garbage in the window's own thread, and only while no job runs.

Python collects in whichever thread happens to allocate. In a thread of a job that would take Qt's objects apart where
Qt forbids it, and walk over every row that the lists hold, a third of a second in which the window stands still.
"""

import gc
import linecache
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer

from tianyi_desk.ui.runner import Runner

PAUSE_MS = 2000
SOME, MANY = 1000, 50_000
"""Objects made since the last round from which on one is worth while; objects that it may walk over at most."""


@contextmanager
def tidied(runner: Runner) -> Iterator[None]:
    """Look after the garbage as long as the block lasts."""
    running = gc.isenabled()
    gc.disable()
    gc.freeze()  # modules and what else lives as long as the program: no round need walk over it
    timer = QTimer(interval=PAUSE_MS)

    def tidy() -> None:
        if runner.idle:
            tidy_now()

    timer.timeout.connect(tidy)
    runner.ended.connect(tidy)
    timer.start()
    try:
        yield
    finally:
        timer.stop()
        runner.ended.disconnect(tidy)
        if running:
            gc.enable()


def tidy_now() -> None:
    """Free what hangs together in circles, or set aside the rows that a long job has made: they form none.

    A list that was read anew frees as many rows as it makes; only the objects there are tell how long a round takes.
    PySide reads the source of every module that is imported, and Python keeps it: some 40 MB that nobody asks for.
    """
    made = gc.get_count()[0]  # what is freed here counts against it
    linecache.clearcache()
    if len(gc.get_objects()) > MANY:
        gc.freeze()
    elif made > SOME:
        gc.collect()
