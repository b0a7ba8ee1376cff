"""Refuse workbooks that would take too much memory or time, before they are opened."""

import re
import zipfile
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO

from tianyi_desk.facts.intake import Complaint
from tianyi_desk.importers.refusals import Refusal, refuse

UNPACKED_BYTES = 400 * 1024 * 1024
RATIO = 100
ROWS = 200_000
COLUMNS = 200
SHEETS = 30

NARROW = 26
"""Columns that a sheet is taken to have while no cell lies right of Z."""
HARMLESS_BYTES, HARMLESS_UNPACKED_BYTES, HARMLESS_CELLS = 1 << 20, 8 << 20, 2_000_000
"""Up to here a file is read in this process: under half a second and under 100 MB."""

_BLOCK = 1 << 20
_OVERLAP = 256  # longer than any tag that is searched for, so that none is lost between two blocks
_NOT_SHEETS = ("sharedStrings.xml", "styles.xml", "theme1.xml")
_ROW = re.compile(rb"""row\s[^>]*?r=["'](\d+)""")
# A cell with content right of column 200 (GR); one that carries only a style ends in "/>" and counts for nothing.
_FAR_RIGHT = re.compile(rb"""r=["'](G[S-Z]|[H-Z][A-Z]|[A-Z]{3})\d+["'][^>/]*>""")
_BEYOND_Z = re.compile(rb"""r=["'][A-Z]{2,3}\d+["'][^>/]*>""")
_CELL = re.compile(rb"""r=["'][A-Z]{1,3}(\d+)["'][^>/]*>""")


@dataclass(frozen=True, slots=True)
class Survey:
    """What an .xlsx would take: its bytes, packed and unpacked, and the cells that a reader makes room for.

    `refusal` is the first limit that it is over, `found` what fills its sentence.
    """

    packed: int
    unpacked: int = 0
    cells: int = 0
    refusal: Refusal | None = None
    found: str = ""


def over_limits(path: Path, file: str) -> Complaint | None:
    """Return a complaint where an .xlsx is over a limit, None where it may be opened."""
    survey = survey_of(path)
    return None if survey.refusal is None else refuse(survey.refusal, file, found=survey.found)


def is_harmless(path: Path) -> bool:
    """Tell whether a file is so small that reading it can take neither much time nor much memory.

    A file of a few kilobytes may claim a sheet of millions of cells: what counts is what a reader would make of it.
    """
    try:
        if path.stat().st_size > HARMLESS_BYTES:
            return False
        if not zipfile.is_zipfile(path):
            return True
        survey = survey_of(path)
    except OSError:
        return True  # opening it says why it cannot be read
    return survey.unpacked <= HARMLESS_UNPACKED_BYTES and survey.cells <= HARMLESS_CELLS


def survey_of(path: Path) -> Survey:
    """Survey an .xlsx without opening it as a workbook; raises OSError where it cannot be read."""
    stat = path.stat()
    return _surveyed(path, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=2)
def _surveyed(path: Path, packed: int, _changed_ns: int) -> Survey:
    """Survey a file as it is now; remembered, as the question is asked twice of small ones."""
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            if unpacked > UNPACKED_BYTES:
                return Survey(packed, unpacked, 0, Refusal.TOO_LARGE, _megabytes(unpacked))
            if unpacked > RATIO * max(packed, 1):
                return Survey(packed, unpacked, 0, Refusal.TOO_DENSE, str(unpacked // max(packed, 1)))
            extent = _Extent()
            for entry in archive.infolist():
                if entry.filename.endswith(".xml") and not entry.filename.endswith(_NOT_SHEETS):
                    with archive.open(entry) as part:
                        extent.take_in(part)
                if extent.refusal is not None:
                    break
            return Survey(packed, unpacked, extent.cells, extent.refusal, extent.found)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        return Survey(packed, 0, 0, Refusal.BROKEN_XLSX, str(error) or type(error).__name__)


class _Extent:
    """How far the sheets of a workbook reach.

    A single filled cell far away is enough to fill the memory, as readers build the whole rectangle.
    """

    def __init__(self) -> None:
        self.cells = 0
        self.refusal: Refusal | None = None
        self.found = ""

    def take_in(self, part: IO[bytes]) -> None:
        """Look through a sheet's XML up to the first cell beyond a limit."""
        rest, deepest, columns = b"", 0, NARROW
        while block := part.read(_BLOCK):
            text = rest + block
            if _BEYOND_Z.search(text):
                columns = COLUMNS
                if far := _FAR_RIGHT.search(text):
                    return self._refuse(Refusal.TOO_MANY_COLUMNS, str(column_number(far[1].decode())))
            deepest = max(deepest, max(map(int, _ROW.findall(text)), default=0))
            if deepest > ROWS:
                filled = max((int(cell) for cell in _CELL.findall(text)), default=0)
                if filled > ROWS:
                    return self._refuse(Refusal.TOO_MANY_ROWS, str(filled))
            rest = text[-_OVERLAP:]
        self.cells = max(self.cells, min(deepest, ROWS) * columns)
        return None

    def _refuse(self, refusal: Refusal, found: str) -> None:
        self.refusal, self.found = refusal, found


def over_size(size_bytes: int, file: str) -> Complaint | None:
    """Return a complaint where a file that is not packed is too large."""
    if size_bytes <= UNPACKED_BYTES:
        return None
    return refuse(Refusal.TOO_LARGE, file, found=_megabytes(size_bytes))


def over_extent(rows: int, columns: int, file: str, sheet: str) -> Complaint | None:
    """Return a complaint where a sheet has too many rows or columns."""
    if rows > ROWS:
        return refuse(Refusal.TOO_MANY_ROWS, file, sheet, found=str(rows))
    if columns > COLUMNS:
        return refuse(Refusal.TOO_MANY_COLUMNS, file, sheet, found=str(columns))
    return None


def over_sheets(count: int, file: str) -> Complaint | None:
    """Return a complaint where a workbook has too many sheets."""
    return refuse(Refusal.TOO_MANY_SHEETS, file, found=str(count)) if count > SHEETS else None


def column_number(letters: str) -> int:
    """Return a column's number, 1 for A."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1024 / 1024:.0f} MB"
