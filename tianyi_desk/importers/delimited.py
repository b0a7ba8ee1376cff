"""Read text tables: find the encoding and the delimiter, and number the records as a spreadsheet would."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tianyi_desk.importers.cells import unwrapped
from tianyi_desk.importers.grids import BrokenRecord, Opened, Rows
from tianyi_desk.importers.limits import over_extent, over_size
from tianyi_desk.importers.refusals import Refusal, refuse
from tianyi_desk.importers.table import ROWS_SEARCHED, find_header

DELIMITERS = (",", ";", "\t", "，", "|")
_LONGEST_CELL = 1 << 20
_SAMPLE = 1 << 16  # characters in which the headings must stand
_SEPARATOR_LINE = re.compile(r"\A\"?sep=(.)\"?\r?\n", re.IGNORECASE)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class TextGrid:
    """A text table as a sheet named after its file."""

    name: str
    records: Sequence[Sequence[str]]
    ragged: bool = True
    told: str = ""

    @property
    def height(self) -> int:
        """Return the number of the last record."""
        return len(self.records)

    def rows(self) -> Rows:
        """Yield (record number, cells); a record of several lines counts once, as in a spreadsheet."""
        yield from enumerate(self.records, 1)


def open_delimited(path: Path, file: str) -> Opened:
    """Return a text table as one sheet, or the complaint why it cannot be read."""
    complaint = over_size(path.stat().st_size, file)
    if complaint is not None:
        return Opened(complaint=complaint)
    try:
        content = path.read_bytes()
    except OSError as error:
        return Opened(
            complaint=refuse(Refusal.UNREADABLE, file, found=error.strerror or type(error).__name__)
        )
    text = decoded(content)
    if isinstance(text, int):
        return Opened(complaint=refuse(Refusal.ENCODING, file, found=str(text)))
    stated = _SEPARATOR_LINE.match(text)
    delimiter = stated[1] if stated else _delimiter(text, path.stem)
    records = list(_read(text[stated.end() :] if stated else text, delimiter))
    complaint = over_extent(len(records), max(map(len, records), default=0), file, "")
    return Opened(complaint=complaint) if complaint is not None else Opened((TextGrid(path.stem, records),))


def decoded(content: bytes) -> str | int:
    """Return the text of a file, or the place of the first byte that is neither UTF-8 nor GB18030."""
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _strictly(content, encoding)
    text = _strictly(content, "utf-8")
    return _strictly(content, "gb18030") if isinstance(text, int) else text


def _strictly(content: bytes, encoding: str) -> str | int:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start + 1


def _delimiter(text: str, name: str) -> str:
    """Return the delimiter under which the headings are recognised best."""
    best = (False, 0, 0)
    chosen = DELIMITERS[0]
    for delimiter in DELIMITERS:
        first = list(islice(_read(text[:_SAMPLE], delimiter), ROWS_SEARCHED * 3))
        header = find_header(list(enumerate(first, 1)), name)
        rank = (header is not None, header.score if header else 0, max(map(len, first), default=0))
        if rank > best:
            best, chosen = rank, delimiter
    return chosen


def _read(text: str, delimiter: str) -> Iterator[list[str]]:
    """Yield the records; one whose quote never closes is yielded broken, and reading goes on with the next line."""
    csv.field_size_limit(_LONGEST_CELL)
    lines = io.StringIO(text, newline="")
    while True:
        begin = lines.tell()
        reader = csv.reader(_counted(lines), delimiter=delimiter, strict=True)
        try:
            for record in reader:
                yield [unwrapped(cell) if cell[:2] == '="' else cell for cell in record]
                begin = lines.tell()
        except csv.Error:
            lines.seek(begin)
            broken = lines.readline()
            if _closes(broken):
                yield next(csv.reader([broken], delimiter=delimiter))
            else:
                yield BrokenRecord([broken.strip()])
        else:
            return


def _counted(lines: io.StringIO) -> Iterator[str]:
    """Yield lines one by one, so that `tell` knows where the next record begins."""
    while line := lines.readline():
        yield line


def _closes(line: str) -> bool:
    """Tell whether a line's quotes pair up, so that it is a record of its own, if a carelessly quoted one."""
    return line.count('"') % 2 == 0
