"""One row under its headings: what its cells say, and what is wrong with them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar, cast

from tianyi_desk.facts.intake import Complaint, PlanReference, Repair
from tianyi_desk.facts.source import Sheet, Source
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.importers.amending import amendment
from tianyi_desk.importers.cells import EMPTY_WORDS, Cell, answer, digits, lost_digits, several, text_of
from tianyi_desk.importers.column_keys import unique_keys
from tianyi_desk.importers.folding import upper_compact
from tianyi_desk.importers.headings import ORDER
from tianyi_desk.importers.table import Header
from tianyi_desk.importers.times import Moment, impossible_day, read_moment

T = TypeVar("T")
YES_OR_NO = "是 或 否"
TO_THE_MINUTE = "日期和时间，如 2021-10-18 08:30"
_TIMES = ("日期", "起止时间")  # what faults about times expect begins with one of these
_SHOWN = 60  # characters of a cell in a message


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row cannot be taken: the cell, what it should say, and the code where there is one (D07)."""

    field: str
    found: str
    expected: str
    code: str | None = None


class Row:
    """The row being read; one object serves a whole sheet, as 20,000 of them would cost more than the reading.

    A cell that is filled but not understood leaves a fault; a drafter goes on, so that `complaint` can choose the
    most telling one.
    """

    def __init__(self, sheet: Sheet, header: Header) -> None:
        self.sheet = sheet
        self.header = header
        self.number = 0
        self.faults: list[Fault] = []
        self.repairs: list[Repair] = []
        self.notes: list[str] = []
        self.lost: set[str] = set()
        self.reference: PlanReference | None = None
        self._width = len(header.written)
        # A field without a column points behind the last one, where every row has an empty cell.
        self._columns = {field: header.columns.get(field, self._width) for field in ORDER[header.entity]}
        self._keys = unique_keys(header.written)
        self._amend = amendment(header, self._columns)
        self._cells: Sequence[Cell] = ()
        self._texts: list[str] = []
        self._words: list[str] = []

    def turn_to(self, number: int, cells: Sequence[Cell]) -> bool:
        """Take up the next row; False where it is wholly empty."""
        texts = [cell.strip() if type(cell) is str else text_of(cell) for cell in cells]
        if not any(texts):
            return False
        if len(texts) != self._width:
            cells, texts = _fitted(cells, self._width), _fitted(texts, self._width)
        texts.append("")
        self.number, self._cells, self._texts = number, cells, texts
        if self._amend is not None:
            self._cells, texts = self._amend(cells, texts)
        self._words = [text if text not in EMPTY_WORDS else "" for text in texts]
        self.reference = None
        if self.faults or self.repairs or self.notes or self.lost:
            self.faults, self.repairs, self.notes, self.lost = [], [], [], set()
        return True

    @property
    def repeats_header(self) -> bool:
        """Tell whether this row is the headings once more, as in sheets pasted together."""
        first = self.header.written[0]
        return self._texts[0] == first and [" ".join(text.split()) for text in self._texts[:-1]] == list(
            self.header.written
        )

    @property
    def source(self) -> Source:
        """Return where this row stands."""
        return Source(self.sheet, self.number)

    @property
    def raw(self) -> Mapping[str, str]:
        """Return the row as its cells read, heading → text, unknown columns included."""
        return dict(zip(self._keys, self._texts, strict=False))

    @property
    def given(self) -> frozenset[str]:
        """Return the fact's fields that this row fills; one whose digits were lost is not among them."""
        return self.header.given - self.lost if self.lost else self.header.given

    def has(self, field: str) -> bool:
        """Tell whether the sheet has a column for the field."""
        return field in self.header.columns

    def text(self, field: str) -> str:
        """Return a cell's text as it is, trimmed; "" where the sheet has no such column."""
        return self._texts[self._columns[field]]

    def words(self, field: str) -> str:
        """Return a cell's text, "" where it says that there is nothing (无, /, -, —)."""
        return self._words[self._columns[field]]

    def cell(self, field: str) -> Cell:
        """Return the cell itself, for what is more exact than its text; "" where it says that there is nothing."""
        place = self._columns[field]
        text = self._words[place]
        if not text:
            return ""
        cell = self._cells[place]
        return text if type(cell) is str else cell

    def needed(self, field: str, expected: str) -> str:
        """Return a required cell's text; an empty one is a fault."""
        text = self.words(field)
        if not text:
            self.fault(field, expected)
        return text

    def read(self, field: str, reader: Callable[[str], T | None], expected: str) -> T | None:
        """Return what a reader makes of a filled cell; None where it is empty, and a fault where it is not understood."""
        text = self.words(field)
        if not text:
            return None
        value = reader(text)
        if value is None:
            self.fault(field, expected)
        return value

    def moment(self, field: str, expected: str) -> Moment | None:
        """Return the time a cell gives, as exact as it gives it; a cell that is no time is a fault."""
        cell = self.cell(field)
        if cell == "":
            return None
        moment = read_moment(cell)
        if moment is None:
            self.fault(field, expected)
        return moment

    def instant(self, field: str, expected: str = TO_THE_MINUTE) -> datetime | None:
        """Return a moment to the second; a day written without a time is a fault.

        A spreadsheet's own midnight comes as a day without a time, so that one is taken for 00:00.
        """
        moment = self.moment(field, expected)
        if isinstance(moment, datetime) or moment is None:
            return moment
        if isinstance(moment, date) and isinstance(self.cell(field), date):
            return datetime(moment.year, moment.month, moment.day)
        self.fault(field, expected)
        return None

    def yes(self, field: str) -> bool | None:
        """Return the answer of a 是/否 cell, None where it is empty; other words are a fault."""
        return self.read(field, answer, YES_OR_NO)

    def phone(self, field: str) -> str:
        """Return a phone number, digits only, kept as text; of several the first, with a note."""
        text = self.whole_number(field, field)
        first, *others = several(text.replace("/", ";").replace("、", ";").replace("，", ";")) or ("",)
        if others:
            self.note(
                f"“{self.header.heading_of(field)}”有 {1 + len(others)} 个号码，只采用第一个 {digits(first)}"
            )
        return digits(first)

    def whole_number(self, field: str, fact: str) -> str:
        """Return a number that is kept as text; where a spreadsheet has lost its last digits it is left out.

        `fact` is the fact's field, which then does not count as given: a maimed number never replaces a good one.
        """
        text = self.words(field)
        if not text or not lost_digits(self.cell(field)):
            return text
        self.lost.add(fact)
        self.repair(
            f"“{self.header.heading_of(field)}”{text} 被表格存成了数字，末几位已丢失，没有采用；请把该列设为文本后重新填写"
        )
        return ""

    def plan_number(self, field: str, *, required: bool = True) -> str:
        """Return a plan number: half width, upper case, no spaces (F12)."""
        text = self.words(field)
        number = upper_compact(text).lstrip("'")
        if text and lost_digits(self.cell(field)):
            self.fault(field, "完整的计划编号（表格把它存成了数字，末几位已丢失，请设为文本后重新填写）")
        elif required and not number:
            self.fault(field, "计划编号")
        return number

    def fault(self, field: str, expected: str, *, code: str | None = None) -> None:
        """Note that a cell is missing or not understood."""
        self.faults.append(Fault(field, self.text(field), expected, code))

    def repair(self, message: str, code: str | None = None) -> None:
        """Note that a value was put right."""
        self.repairs.append(
            Repair(self.sheet.file, self.sheet.sheet, self.number, f"第{self.number}行{message}", code)
        )

    def note(self, message: str) -> None:
        """Note something that a person should look at."""
        self.notes.append(f"{self.source}：{message}")

    def complaint(self) -> Complaint:
        """Return the row's one complaint: about its D07 if it has one, else about its first bad cell.

        A refused plan's bears its number, so that what names the plan can say why it is refused too.
        """
        of_plan = self.header.entity is Entity.PLAN and not lost_digits(self.cell("number"))
        order = ORDER[self.header.entity]
        fault = min(self.faults, key=lambda fault: (fault.code is None, order[fault.field]))
        column = self.header.heading_of(fault.field)
        found = fault.found if len(fault.found) <= _SHOWN else fault.found[:_SHOWN] + "…"
        said = f"“{column}”写的是“{found}”" if fault.found else f"“{column}”是空的"
        if fault.expected.startswith(_TIMES) and (day := impossible_day(fault.found)):
            said += f"，没有 {day} 这一天"
        return Complaint(
            self.sheet.file,
            self.sheet.sheet,
            self.number,
            column,
            fault.found,
            fault.expected,
            f"第{self.number}行{said}，应为{fault.expected}；该行未导入，请更正后重新导入",
            fault.code,
            upper_compact(self.words("number")).lstrip("'") if of_plan else "",
        )


def _fitted(cells: Sequence[T], width: int) -> list[T]:
    """Return as many cells as there are headings; what a row is short of is empty."""
    return [*cells[:width], *cast("list[T]", [""] * (width - len(cells)))]
