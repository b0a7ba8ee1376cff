"""Draft the rows of a sheet below its headings; a row with faults becomes one complaint."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from tianyi_desk.facts.intake import Complaint, Draft, Fact, Repair
from tianyi_desk.facts.quick import collector_paused
from tianyi_desk.facts.source import Sheet
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.importers.cells import Cell, text_of
from tianyi_desk.importers.check_ins import draft_check_in
from tianyi_desk.importers.explanations import draft_explanation
from tianyi_desk.importers.grids import BrokenRecord, UnreadableRow
from tianyi_desk.importers.photos import draft_photos
from tianyi_desk.importers.plans import draft_plan
from tianyi_desk.importers.reviews import draft_reviews
from tianyi_desk.importers.roster import draft_person
from tianyi_desk.importers.rows import Row
from tianyi_desk.importers.table import Header

DRAFTERS: dict[Entity, Callable[[Row], Sequence[Fact]]] = {
    Entity.PLAN: draft_plan,
    Entity.PERSON: draft_person,
    Entity.CHECK_IN: draft_check_in,
    Entity.PHOTO: draft_photos,
    Entity.EXPLANATION: draft_explanation,
    Entity.REVIEW: draft_reviews,
}


@dataclass(slots=True)
class Drafted:
    """What came of some rows; `rows` is how many they were."""

    rows: int = 0
    drafts: list[Draft] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def draft_rows(row: Row, rows: Iterable[tuple[int, Sequence[Cell]]], *, ragged: bool) -> Drafted:
    """Draft rows one after the other, `row` serving for all of them; `ragged` as the grid has it."""
    drafted = Drafted()
    with collector_paused():  # between two shares of rows it may run
        for number, cells in rows:
            drafted.rows += 1
            if type(cells) is UnreadableRow:
                drafted.complaints.append(_unreadable(row.sheet, number))
            elif ragged and (complaint := _misquoted(cells, row.header, row.sheet, number)):
                drafted.complaints.append(complaint)
            elif row.turn_to(number, cells) and not row.repeats_header:
                _draft(row, drafted)
    return drafted


def _draft(row: Row, drafted: Drafted) -> None:
    entity = row.header.entity
    facts = DRAFTERS[entity](row)
    if row.faults:
        drafted.complaints.append(row.complaint())
        return
    raw, given = row.raw, row.given
    for fact in facts:
        drafted.drafts.append(Draft(entity, fact, given, raw, row.reference))
    if row.repairs or row.notes:
        drafted.repairs.extend(row.repairs)
        drafted.notes.extend(row.notes)


def _unreadable(sheet: Sheet, number: int) -> Complaint:
    """Return the complaint about a row of which nothing can be read."""
    message = (
        f"第{number}行里有日期或数值超出了表格能表示的范围，整行读不出来；"
        "该行未导入，请用 Excel 打开改正该行后重新导入"
    )
    return Complaint(sheet.file, sheet.sheet, number, None, "", "表格能表示的日期和数值", message)


def _misquoted(cells: Sequence[Cell], header: Header, sheet: Sheet, number: int) -> Complaint | None:
    """Return a complaint where a text row's cells cannot be told apart: a comma or a quote too many."""
    if isinstance(cells, BrokenRecord):
        found, expected = cells[0], "成对的引号"
        told = "引号没有成对，分不清各格"
    else:
        extra = [text for cell in cells[len(header.written) :] if (text := text_of(cell))]
        if not extra:
            return None
        found, expected = "，".join(extra), f"{len(header.written)} 格，与表头一样多"
        told = f"比表头多出 {len(extra)} 格（{found[:60]}），多半是单元格里的逗号没有用引号括起来"
    message = f"第{number}行{told}；该行未导入，请用 Excel 打开原表另存为 .xlsx，或补上引号后重新导入"
    return Complaint(sheet.file, sheet.sheet, number, None, found, expected, message)
