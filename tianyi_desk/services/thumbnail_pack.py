"""Keep every thumbnail in one file beside the photos: ten thousand small files would take seconds to open.

It is a cache of its own, no part of the database: whatever goes wrong with it, the thumbnail is made again.
"""

import sqlite3
from collections.abc import Callable, Collection, Mapping
from contextlib import closing, suppress
from pathlib import Path

BUSY_SECONDS = 2.0
"""How long another program's writing is awaited; then the thumbnail is shown without being kept."""
TABLE = """
CREATE TABLE IF NOT EXISTS thumbnail (
    edge INTEGER NOT NULL, sha256 BLOB NOT NULL, jpeg BLOB NOT NULL, UNIQUE (edge, sha256)
)
"""
PRAGMAS = ("PRAGMA page_size = 16384", "PRAGMA synchronous = OFF", "PRAGMA journal_mode = TRUNCATE")
"""A torn write costs a thumbnail, which is made again; nobody waits for the disk."""


class ThumbnailPack:
    """The file of thumbnails. Nothing here raises: a cache that fails is an empty one."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, hashes: Collection[str], edge: int) -> dict[str, bytes]:
        """Return the thumbnails, as JPEG, that are kept of originals with these SHA-256."""
        if not hashes or not self._path.exists():
            return {}
        marks = ",".join("?" * len(hashes))
        asked = (edge, *(bytes.fromhex(one) for one in hashes))
        found: dict[str, bytes] = {}

        def read(pack: sqlite3.Connection) -> None:
            rows = pack.execute(
                f"SELECT sha256, jpeg FROM thumbnail WHERE edge = ? AND sha256 IN ({marks})",  # noqa: S608 - marks only
                asked,
            )
            found.update((sha256.hex(), jpeg) for sha256, jpeg in rows)

        self._attempt(read)
        return found

    def keep(self, made: Mapping[str, bytes], edge: int) -> None:
        """Add thumbnails by the SHA-256 of their originals, in the place of those that are there."""
        if not made:
            return
        rows = [(edge, bytes.fromhex(sha256), jpeg) for sha256, jpeg in made.items()]

        def write(pack: sqlite3.Connection) -> None:
            for pragma in PRAGMAS:
                pack.execute(pragma)
            with pack:
                pack.execute(TABLE)
                pack.executemany("INSERT OR REPLACE INTO thumbnail VALUES (?, ?, ?)", rows)

        self._attempt(write)

    def _attempt(self, act: Callable[[sqlite3.Connection], None]) -> None:
        try:
            with closing(sqlite3.connect(self._path, timeout=BUSY_SECONDS)) as pack:
                act(pack)
        except sqlite3.OperationalError:
            return  # no room, no right to write, another program at it, or nothing kept yet
        except sqlite3.DatabaseError:
            with suppress(OSError):  # a torn pack: the next thumbnail begins a new one
                self._path.unlink()
