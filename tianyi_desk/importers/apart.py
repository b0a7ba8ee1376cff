"""Open a file in a process of its own where it is large, and watch over that process.

Starting one takes a tenth of a second, so that a small file, which cannot do harm within the limits, is read here.
"""

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from tianyi_desk.facts.quick import collector_paused
from tianyi_desk.facts.source import Sheet
from tianyi_desk.importers.cells import Cell
from tianyi_desk.importers.drafting import Drafted, draft_rows
from tianyi_desk.importers.grids import ROWS_A_SHARE, Grid, Opened, Rows
from tianyi_desk.importers.limits import is_harmless
from tianyi_desk.importers.opening import open_table
from tianyi_desk.importers.packing import unpacked
from tianyi_desk.importers.refusals import Refusal
from tianyi_desk.importers.rows import Row
from tianyi_desk.importers.table import Header
from tianyi_desk.progress import Job, Progress

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

MEMORY_BYTES = 1536 << 20
"""Address space that the process may take; the largest file within the limits needs about half of it."""
PATIENCE_S = 120.0
"""How long the process may be silent: the largest file within the limits is parsed in a quarter of that."""
BEAT_S = 0.1
"""How often a person may cancel meanwhile."""

_DIED_OF: dict[int | None, Refusal] = {
    -signal.SIGABRT: Refusal.TOO_HUNGRY,  # what the parsing library does where memory is refused to it
    -9: Refusal.TOO_HUNGRY,  # the system, when it runs out of memory
}


class ReadingFailedError(Exception):
    """The process that read a file had to be given up; `refusal` says why."""

    def __init__(self, refusal: Refusal, found: str = "") -> None:
        super().__init__(refusal)
        self.refusal = refusal
        self.found = found


@dataclass(frozen=True, slots=True)
class _Line:
    """The process that reads a file, and the line to it."""

    process: "BaseProcess"
    connection: "Connection"

    def ask(self, *question: object) -> None:
        """Ask something of the process; raises ReadingFailedError where it has died."""
        try:
            self.connection.send(question)
        except OSError as error:
            raise self._died() from error

    def answer(self) -> Iterator[Any]:
        """Yield None while nothing has come, then what came; raises ReadingFailedError where nothing comes any more."""
        since = monotonic()
        try:
            while not self.connection.poll(BEAT_S):
                if monotonic() - since > PATIENCE_S:
                    raise ReadingFailedError(Refusal.TOO_SLOW, f"{PATIENCE_S:g}")
                yield None
            sent = self.connection.recv_bytes()
            with collector_paused():  # it would walk over all that was drafted before
                kind, content = unpacked(sent)
        except (EOFError, OSError) as error:
            raise self._died() from error
        if kind == "memory":
            raise ReadingFailedError(Refusal.TOO_HUNGRY)
        yield kind, content

    def _died(self) -> ReadingFailedError:
        """Tell what the process died of, as far as its exit status says; negative ones are signals."""
        self.process.join(1)
        status = self.process.exitcode
        return ReadingFailedError(_DIED_OF.get(status, Refusal.CRASHED), f"代码 {status}")

    def end(self) -> None:
        """End the process at once, whatever it does."""
        self.process.kill()
        self.process.join()
        self.process.close()
        self.connection.close()


@dataclass(frozen=True, slots=True)
class _DistantGrid:
    """A sheet that lies open in another process; `head` are its first rows."""

    line: _Line
    place: int
    name: str
    height: int
    ragged: bool
    told: str
    head: Sequence[tuple[int, Sequence[Cell]]]

    def rows(self) -> Rows:
        """Yield (row number, cells) from the top, fetching what is behind the first ones as it is asked for."""
        yield from self.head
        start = len(self.head)
        while start < self.height:
            self.line.ask("cells", self.place, start)
            *_beats, (_kind, cells) = self.line.answer()
            yield from cells
            start += len(cells) or self.height

    def shares(self, header: Header, sheet: Sheet) -> Iterator[Drafted | None]:
        """Yield what comes of the rows below the headings, half of them drafted there; None while waiting."""
        row = Row(sheet, header)
        self.line.ask("shares", self.place, header, sheet)
        while True:
            for answer in self.line.answer():
                if answer is None:
                    yield None
            kind, content = answer
            if kind == "end":
                return
            if kind == "drafted":
                yield content
                continue
            for start in range(0, len(content), ROWS_A_SHARE):
                rows = content[start : start + ROWS_A_SHARE]
                yield draft_rows(row, rows, ragged=self.ragged)


def shares(grid: Grid, header: Header, sheet: Sheet) -> Iterator[Drafted | None]:
    """Yield what comes of the rows below the headings, some hundred at a time; None where one has to wait."""
    if isinstance(grid, _DistantGrid):
        yield from grid.shares(header, sheet)
        return
    row, rows = Row(sheet, header), islice(grid.rows(), header.row, None)
    while part := list(islice(rows, ROWS_A_SHARE)):
        yield draft_rows(row, part, ragged=grid.ragged)


@contextmanager
def opened_safely(path: Path, file: str) -> Iterator[Job[Opened]]:
    """Provide the job that opens a file, which may be read as long as the block lasts.

    Whatever leaves the block ends the process that reads; reading may raise ReadingFailedError.
    """
    if is_harmless(path):
        yield _opened_here(path, file)
    else:
        with apart(path, file) as opening:
            yield opening


@contextmanager
def apart(path: Path, file: str) -> Iterator[Job[Opened]]:
    """Provide the job that opens a file in a process of its own, however small it is."""
    line = _started(path, file)
    try:
        yield _opened_there(line, file)
    finally:
        line.end()


def _opened_here(path: Path, file: str) -> Job[Opened]:
    yield from ()
    return open_table(path, file)


def _opened_there(line: _Line, file: str) -> Job[Opened]:
    for answer in line.answer():
        if answer is None:
            yield Progress(f"正在打开 {file}")
    complaint, sheets = answer[1]
    grids = tuple(_DistantGrid(line, place, *sheet) for place, sheet in enumerate(sheets))
    return Opened(grids, complaint)


def _started(path: Path, file: str) -> _Line:
    """Start the process; raises ReadingFailedError where the system has no room for one."""
    from multiprocessing import get_context  # noqa: PLC0415 - small files need none of it

    from tianyi_desk.importers.child import serve  # noqa: PLC0415 - as above

    context = get_context("spawn")  # a copy of this process would copy its threads' locks, and the window
    ours, theirs = context.Pipe()
    told = theirs, os.path.abspath(path), file, MEMORY_BYTES
    process = context.Process(target=serve, args=told, daemon=True)
    try:
        process.start()
    except OSError as error:
        ours.close()
        raise ReadingFailedError(Refusal.CRASHED, error.strerror or type(error).__name__) from error
    finally:
        theirs.close()
    return _Line(process, ours)
