"""Refuse workbooks that would take too much memory or time, before they are opened."""

import re
import zipfile
import zlib
from pathlib import Path
from typing import IO

from tianyi_desk.facts.intake import Complaint
from tianyi_desk.importers.refusals import Refusal, refuse

UNPACKED_BYTES = 400 * 1024 * 1024
RATIO = 100
ROWS = 200_000
COLUMNS = 200
SHEETS = 30

HARMLESS_BYTES, HARMLESS_UNPACKED_BYTES = 1 << 20, 8 << 20
"""Up to here a file is read in this process: under half a second and some 100 MB at the very worst."""
BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError)
"""What damaged archives raise."""

_BLOCK = 1 << 20
_OVERLAP = 256  # longer than any tag that is searched for, so that none is lost between two blocks
_NOT_SHEETS = ("sharedStrings.xml", "styles.xml", "theme1.xml")
# An address that is far away, or not written as programs write it.
_FAR_OR_ODD = re.compile(rb' r(?!="(?:\d{1,5}|[A-C]?[A-Z](?:\d{1,4}|[1-3]\d{4}))")[\s=]')
_ODD_SPACE = (b"\tr", b"\nr", b"\rr")
# What most sheets have none of: a cell with content right of Z or below row 99,999.
_UNUSUAL = re.compile(rb"""r=["'](?:[A-Z]{2,}\d|[A-Z]\d{6})\d*["'][^>/]*>""")
# A cell with content right of column 200 (GR); one that carries only a style ends in "/>" and counts for nothing.
_FAR_RIGHT = re.compile(rb"""r=["'](G[S-Z]|[H-Z][A-Z]|[A-Z]{3,})\d+["'][^>/]*>""")
_CELL = re.compile(rb"""r=["'][A-Z]+(\d+)["'][^>/]*>""")


def over_limits(path: Path, file: str) -> Complaint | None:
    """Return a complaint where an .xlsx is over a limit, None where it may be opened.

    A single filled cell far away is enough to fill the memory, as readers build the whole rectangle.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _by_sizes(archive, path, file) or _by_cells(archive, file)
    except BROKEN as error:
        return refuse(Refusal.BROKEN_XLSX, file, found=str(error) or type(error).__name__)


def is_harmless(path: Path) -> bool:
    """Tell whether a file is so small that reading it can take neither much time nor much memory.

    A file of a few kilobytes may claim a sheet of millions of cells: what counts is what a reader would make of it.
    One with anything unusual about its addresses is not, however it is written.
    """
    try:
        if path.stat().st_size > HARMLESS_BYTES:
            return False
        if not zipfile.is_zipfile(path):
            return True
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            return sum(entry.file_size for entry in entries) <= HARMLESS_UNPACKED_BYTES and all(
                _is_plain(archive.read(entry)) for entry in entries
            )
    except OSError:
        return True  # opening it says why it cannot be read
    except BROKEN:
        return False


def _is_plain(part: bytes) -> bool:
    """Tell whether every address in a part is a near one, written as programs write it."""
    return not any(odd in part for odd in _ODD_SPACE) and _FAR_OR_ODD.search(part) is None


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


def _by_sizes(archive: zipfile.ZipFile, path: Path, file: str) -> Complaint | None:
    unpacked = sum(entry.file_size for entry in archive.infolist())
    packed = max(path.stat().st_size, 1)
    if unpacked > UNPACKED_BYTES:
        return refuse(Refusal.TOO_LARGE, file, found=_megabytes(unpacked))
    if unpacked > RATIO * packed:
        return refuse(Refusal.TOO_DENSE, file, found=str(unpacked // packed))
    return None


def _by_cells(archive: zipfile.ZipFile, file: str) -> Complaint | None:
    for entry in archive.infolist():
        if entry.filename.endswith(".xml") and not entry.filename.endswith(_NOT_SHEETS):
            with archive.open(entry) as part:
                complaint = _far_cell(part, file)
            if complaint is not None:
                return complaint
    return None


def _far_cell(part: IO[bytes], file: str) -> Complaint | None:
    rest = b""
    while block := part.read(_BLOCK):
        text = rest + block
        if _UNUSUAL.search(text):
            if far := _FAR_RIGHT.search(text):
                return refuse(Refusal.TOO_MANY_COLUMNS, file, found=str(column_number(far[1].decode())))
            filled = max((int(cell) for cell in _CELL.findall(text)), default=0)
            if filled > ROWS:
                return refuse(Refusal.TOO_MANY_ROWS, file, found=str(filled))
        rest = text[-_OVERLAP:]
    return None
