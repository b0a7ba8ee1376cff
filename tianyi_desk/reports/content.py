"""What a report says, in frozen pieces that know neither paper nor spreadsheet."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from tianyi_desk.reports.drawings import Chart, Sketch, TimeAxis, Tone

Value = str | int | float | bool | date | datetime | None


class Kind(Enum):
    """What a column holds; the values are Excel's number formats. A SHARE is a number from 0 to 1."""

    TEXT = "General"
    WHOLE = "#,##0"
    NUMBER = "#,##0.0"
    SHARE = "0.0%"
    DAY = "yyyy-mm-dd"
    MOMENT = "yyyy-mm-dd hh:mm"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, what it holds, and its width in characters of half width."""

    heading: str
    kind: Kind = Kind.TEXT
    width: float = 12


Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; `total` stands apart below them, `note` says in small what must be known to read it.

    On paper a column without a value in any row is as wide as the others; text wraps.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row | None = None
    note: str = ""
    empty: str = "无"


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values, set in `across` columns."""

    pairs: tuple[tuple[str, str], ...]
    across: int = 1


@dataclass(frozen=True, slots=True)
class Lead:
    """The few sentences that somebody reads who reads nothing else."""

    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One line of a verdict: whose line it is, how it stands, and why."""

    name: str
    words: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The lines of a verdict, never mixed."""

    lines: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One big figure with its unit, what it is, and what it rests on."""

    name: str
    words: str
    unit: str
    note: str


@dataclass(frozen=True, slots=True)
class Figures:
    """A row of big figures."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A paragraph in small letters."""

    text: str


@dataclass(frozen=True, slots=True)
class Signatures:
    """A line to sign on for each of some people, with room for the date."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding in a list: code, what it is called, one line that says why, and marks such as 临界."""

    code: str
    tone: Tone
    title: str
    why: str
    clause: str
    marks: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One plan in a list of findings: who it is, how it stands, and its findings."""

    title: str
    standing: str
    tone: Tone
    about: str
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Entries:
    """A list of plans with their findings."""

    entries: tuple[Entry, ...]
    empty: str = "无"


@dataclass(frozen=True, slots=True)
class Explained:
    """One finding with its 为什么: message, clause, inputs with their rows, formula, counterfactual."""

    remark: Remark
    standing: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ExplainedFindings:
    """Findings, each with its reasons."""

    findings: tuple[Explained, ...]
    empty: str = "没有发现。"


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two pieces, one beside the other; `share` is the left one's part of the width."""

    left: tuple["Piece", ...]
    right: tuple["Piece", ...]
    share: float = 0.5


@dataclass(frozen=True, slots=True)
class Picture:
    """One photo: a JPEG of so many pixels, or the word why there is none; `caption` are the lines below it.

    `mark` names it for the tables that speak of it, `digest` is the SHA-256 of the original.
    """

    mark: str
    caption: tuple[str, ...]
    digest: str
    jpeg: bytes = b""
    size: tuple[int, int] = (0, 0)
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Pictures:
    """Photos of one kind, two beside each other and at most four on a page."""

    title: str
    pictures: tuple[Picture, ...]


Piece = (
    Table
    | Facts
    | Lead
    | Verdicts
    | Figures
    | Heading
    | Note
    | Signatures
    | Entries
    | ExplainedFindings
    | Chart
    | SideBySide
    | TimeAxis
    | Sketch
    | Pictures
)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report that stands in the contents; `new_page` begins one."""

    title: str
    pieces: tuple[Piece, ...]
    new_page: bool = True


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report.

    `as_of` is the moment it speaks of; files are dated by it, so that the same input makes the same file. `cover`
    are the facts of a cover page, None for a short report that begins at once and has no list of contents.
    `sheets` are the tables of the workbook, `definitions` its sheet 口径: (name, what it means). `dated` is what
    the moment is called at the foot of every page; `across` lays the pages on their long side, for wide tables;
    `apart` writes a part's title at the head of each of its pages, for parts that are handed out.
    """

    title: str
    subtitle: str
    running_title: str
    as_of: datetime
    sections: tuple[Section, ...]
    cover: tuple[Facts | Signatures | Note, ...] | None = None
    sheets: tuple[Table, ...] = ()
    definitions: tuple[tuple[str, str], ...] = ()
    dated: str = "判定时刻"
    across: bool = False
    apart: bool = False
