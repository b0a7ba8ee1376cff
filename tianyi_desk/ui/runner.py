"""Run jobs off the GUI thread: one writes, two read, one reads whole lists; what they say arrives in the GUI thread."""

import sys
import time
import traceback
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import Enum
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from tianyi_desk.progress import Job, Progress, letting_go
from tianyi_desk.trouble import DeskError

PATIENCE_S = 0.05
"""Progress is passed on no more often than this."""
SWITCH_S = 0.001
"""How long a job may keep the interpreter while the window waits; Python's own 5 ms add up in a repaint."""


class Lane(Enum):
    """Where a job runs.

    LISTS is for what reads every plan or finding anew: two of those at once would each take twice as long, and
    leave the window a third of the interpreter.
    """

    WRITE = "write"
    READ = "read"
    LISTS = "lists"


AT_ONCE = {Lane.WRITE: 1, Lane.READ: 2, Lane.LISTS: 1}
"""How many jobs of a lane may run at once."""
FEW = 2000
"""So many rows are freed on the spot."""


class AtClose(Enum):
    """What becomes of a job when the window is closed."""

    ASK = "ask"
    """A person waits for it: ask before it is given up."""
    STOP = "stop"
    """Give it up: it only reads, or is done again at the next start."""
    FINISH = "finish"
    """Wait for it: it is short, and holds what a person has just decided."""


@dataclass(slots=True, eq=False)
class Running:
    """A job on its way: what it is called, how far it is, and a flag that asks it to stop.

    `stoppable` offers a person to stop it; `since` is when its present step of work began (seconds of a clock that only runs forward).
    """

    title: str
    done: Callable[[Any], None]
    failed: Callable[[DeskError], None] | None
    stopped: Callable[[], None] | None
    quiet: bool
    at_close: AtClose = AtClose.STOP
    stoppable: bool = True
    progress: Progress = field(default_factory=lambda: Progress(""))
    since: float = 0.0
    stop: Event = field(default_factory=Event)

    def cancel(self) -> None:
        """Ask the job to stop; it leaves nothing behind."""
        self.stop.set()

    def seconds_left(self) -> float | None:
        """Guess how long the present step still takes, None while nothing can be said."""
        done, total = self.progress.done, self.progress.total
        passed = time.monotonic() - self.since
        if not 0 < done < total or passed < 1:
            return None
        return passed / done * (total - done)


@dataclass(frozen=True, slots=True)
class Fault:
    """A bug that came up in a job, with the lines that tell where."""

    text: str


class Runner(QObject):
    """Start jobs and hand back what they made, always in the GUI thread.

    `began`, `stepped` and `ended` carry the Running; `broke` carries the DeskError or Fault of a job that nobody
    else hears about.
    """

    began = Signal(object)
    stepped = Signal(object)
    ended = Signal(object)
    broke = Signal(object)
    _told = Signal(object, object, str)

    def __init__(self) -> None:
        super().__init__()
        self._lanes = {lane: ThreadPoolExecutor(AT_ONCE[lane], lane.value) for lane in Lane}
        self._running: list[Running] = []
        self._closed = False
        # Queued by hand: a signal from a thread that Qt did not start must not be taken for one of ours.
        self._told.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        sys.setswitchinterval(SWITCH_S)

    @property
    def busy(self) -> bool:
        """Tell whether any job that a person waits for is on its way."""
        return any(not one.quiet for one in self._running)

    @property
    def to_ask_about(self) -> Running | None:
        """Return a job that a person waits for, to be asked about before the window closes."""
        return next((one for one in self._running if one.at_close is AtClose.ASK), None)

    @property
    def closed(self) -> bool:
        """Tell whether nothing is run any more."""
        return self._closed

    @property
    def idle(self) -> bool:
        """Tell whether nothing at all is on its way."""
        return not self._running

    def start(
        self,
        job: Job[Any],
        done: Callable[[Any], None],
        *,
        lane: Lane = Lane.READ,
        title: str = "",
        failed: Callable[[DeskError], None] | None = None,
        stopped: Callable[[], None] | None = None,
        at_close: AtClose | None = None,
        stoppable: bool = True,
    ) -> Running:
        """Run a job in a lane and call `done` with its result; a job without a title is not shown.

        Unless told otherwise, closing asks about a job with a title, and finishes one that writes without. Once
        closed nothing is run any more: a timer may still fire while the window goes.
        """
        usual = AtClose.ASK if title else AtClose.FINISH if lane is Lane.WRITE else AtClose.STOP
        running = Running(
            title, done, failed, stopped, quiet=not title, at_close=at_close or usual, stoppable=stoppable
        )
        if self._closed:
            running.cancel()
            job.close()
            return running
        self._running.append(running)
        self.began.emit(running)
        self._lanes[lane].submit(self._work, job, running)
        return running

    def let_go(self, *lists: Iterable[Any]) -> None:
        """Free many things that are no longer shown, off the GUI thread; to be called before they are replaced.

        What is handed in is held here until nobody else does: a timer runs after the event at hand is over.
        """
        held = [list(things) for things in lists]
        if sum(map(len, held)) > FEW:
            QTimer.singleShot(
                0, self, lambda: self.start(letting_go(*held), lambda _nothing: None, lane=Lane.LISTS)
            )

    def close(self) -> None:
        """Ask every job to stop but those that are to be finished, and wait for all of them."""
        self._closed = True
        for running in self._running:
            if running.at_close is not AtClose.FINISH:
                running.cancel()
        for lane in self._lanes.values():
            lane.shutdown(
                wait=True
            )  # those in the queue are run, too: they stop at once, or are to be finished

    def _work(self, job: Job[Any], running: Running) -> None:
        """Step a job in its own thread."""
        told = 0.0
        text = ""
        try:
            while True:
                if running.stop.is_set():
                    job.close()
                    self._told.emit(running, None, "stopped")
                    return
                step = next(job)
                now = time.monotonic()
                if step.text != text:
                    running.since, text, told = now, step.text, 0.0
                if now - told >= PATIENCE_S:
                    told = now
                    self._told.emit(running, step, "stepped")
        except StopIteration as end:
            self._told.emit(running, end.value, "done")
        except DeskError as trouble:
            self._told.emit(running, trouble, "failed")
        except BaseException:  # noqa: BLE001 - a bug in a job is shown in the window, with where it was
            self._told.emit(running, Fault(traceback.format_exc()), "broke")

    @Slot(object, object, str)
    def _hear(self, running: Running, what: Any, kind: str) -> None:
        if kind == "stepped":
            running.progress = what
            self.stepped.emit(running)
            return
        self._running.remove(running)
        self.ended.emit(running)
        if kind == "done":
            running.done(what)
        elif kind == "stopped":
            if running.stopped is not None:
                running.stopped()
        elif kind == "failed" and running.failed is not None:
            running.failed(what)
        else:
            self.broke.emit(what)
