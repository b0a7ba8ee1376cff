"""The process in which a large file is opened and read, and half of its rows drafted: bounded, and expendable.

A file may be made to exhaust memory or time, or may trip a fault in the library that parses it; here it takes down
nothing but itself. Whoever started the process watches over its time (`importers.apart`).
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from tianyi_desk.importers.grids import HEAD_ROWS, ROWS_A_SHARE, Grid
from tianyi_desk.importers.opening import open_table

if TYPE_CHECKING:
    from tianyi_desk.facts.source import Sheet
    from tianyi_desk.importers.table import Header

PROCESSOR_SECONDS = 600
"""Time of the processor after which the system ends the process, should nobody watch over it any more."""
ROWS_FIRST = 2000
"""Rows that the other side drafts first, while this one still loads what drafting needs."""


def serve(connection: Connection, path: str, file: str, memory_bytes: int) -> None:
    """Open a file, answer what is asked about it, and end with the connection."""
    _bind(memory_bytes)
    loading = Thread(target=_load_drafting, daemon=True)
    loading.start()
    with suppress(EOFError, OSError), connection:  # the other side has gone: so does this one
        try:
            _answer(connection, Path(path), file, loading)
        except MemoryError:
            connection.send_bytes(_packed(("memory", "")))


def _bind(memory_bytes: int) -> None:
    """Bound what this process may take, and let nothing that it does be seen or interrupted at the terminal."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who started it, who then ends it
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 2)  # a fault of the parsing library writes there before it is told properly
    os.close(silence)
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - Unix alone has it

        for which, bound in (
            (resource.RLIMIT_AS, memory_bytes),
            (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
            (resource.RLIMIT_CORE, 0),
        ):
            highest = resource.getrlimit(which)[1]
            limit = bound if highest == resource.RLIM_INFINITY else min(bound, highest)
            resource.setrlimit(which, (limit, highest))


def _load_drafting() -> None:
    """Load what drafting needs while the parsing library, which lets others work, reads the sheets."""
    import tianyi_desk.importers.drafting  # noqa: PLC0415 - see above
    import tianyi_desk.importers.packing  # noqa: F401, PLC0415 - as above


def _packed(value: object) -> bytes:
    from tianyi_desk.importers.packing import packed  # noqa: PLC0415 - loaded meanwhile

    return packed(value)


def _answer(connection: Connection, path: Path, file: str, loading: Thread) -> None:
    opened = open_table(path, file)
    heads = [
        (grid.name, grid.height, grid.ragged, grid.told, list(islice(grid.rows(), HEAD_ROWS)))
        for grid in opened.grids
    ]
    loading.join()
    connection.send_bytes(_packed(("opened", (opened.complaint, heads))))
    while True:
        asked, *about = connection.recv()
        if asked == "cells":
            place, start = about
            cells = list(islice(opened.grids[place].rows(), start, start + ROWS_A_SHARE))
            connection.send_bytes(_packed(("cells", cells)))
        else:
            for share in _shares(opened.grids[about[0]], *about[1:]):
                connection.send_bytes(_packed(share))


def _shares(grid: Grid, header: "Header", sheet: "Sheet") -> Iterator[tuple[str, Any]]:
    """Yield the rows below the headings: cells for the other side to draft, and drafts of what follows, in turn.

    While the other side drafts its share, this one drafts the next.
    """
    from tianyi_desk.importers.drafting import draft_rows  # noqa: PLC0415 - loaded meanwhile
    from tianyi_desk.importers.rows import Row  # noqa: PLC0415 - as above

    row, rows = Row(sheet, header), islice(grid.rows(), header.row, None)
    size = ROWS_FIRST
    while cells := list(islice(rows, size)):
        yield "cells", cells
        size = ROWS_A_SHARE
        if mine := list(islice(rows, size)):
            yield "drafted", draft_rows(row, mine, ragged=grid.ragged)
    yield "end", None
