"""Read workbooks and text tables in the form of the standard template, whatever order their columns have."""

import gc
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from tianyi_desk.facts.intake import Complaint, Draft, Fact, Intake, ReadFile, Recognised, Repair
from tianyi_desk.facts.profile import Profiles
from tianyi_desk.facts.source import Sheet
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.importers.adapted import AdaptedGrid
from tianyi_desk.importers.cells import Cell, text_of
from tianyi_desk.importers.check_ins import draft_check_in
from tianyi_desk.importers.confidence import Confidence, Degree
from tianyi_desk.importers.delimited import open_delimited
from tianyi_desk.importers.dingtalk import open_json
from tianyi_desk.importers.explanations import draft_explanation
from tianyi_desk.importers.foreign import in_template_form
from tianyi_desk.importers.grids import BrokenRecord, Grid, Opened
from tianyi_desk.importers.headings import NAMES
from tianyi_desk.importers.photos import draft_photos
from tianyi_desk.importers.plans import draft_plan
from tianyi_desk.importers.profiles import NO_PROFILES, header_by_profile
from tianyi_desk.importers.refusals import Refusal, refuse
from tianyi_desk.importers.reviews import draft_reviews
from tianyi_desk.importers.roster import draft_person
from tianyi_desk.importers.rows import Row
from tianyi_desk.importers.sniff import Form, sniff
from tianyi_desk.importers.table import ROWS_SEARCHED, Header, find_header, headings_found
from tianyi_desk.importers.workbooks import open_workbook
from tianyi_desk.progress import Job, Progress

ROWS_A_STEP = 500
_HEAD_ROWS = 200  # enough for ten filled rows below a letterhead

DRAFTERS: dict[Entity, Callable[[Row], Sequence[Fact]]] = {
    Entity.PLAN: draft_plan,
    Entity.PERSON: draft_person,
    Entity.CHECK_IN: draft_check_in,
    Entity.PHOTO: draft_photos,
    Entity.EXPLANATION: draft_explanation,
    Entity.REVIEW: draft_reviews,
}


@dataclass(slots=True)
class Gathering:
    """What has been read so far."""

    drafts: list[Draft] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    recognised: list[Recognised] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    files: list[ReadFile] = field(default_factory=list)

    def add(self, intake: Intake) -> None:
        """Take in what another file yielded."""
        self.drafts.extend(intake.drafts)
        self.complaints.extend(intake.complaints)
        self.repairs.extend(intake.repairs)
        self.recognised.extend(intake.recognised)
        self.notes.extend(intake.notes)
        self.files.extend(intake.files)

    def intake(self) -> Intake:
        """Return what was gathered as one value."""
        return Intake(
            tuple(self.drafts),
            tuple(self.complaints),
            tuple(self.repairs),
            tuple(self.recognised),
            tuple(self.notes),
            tuple(self.files),
        )


def identify(path: Path) -> Confidence:
    """Tell by its first bytes whether a file is a workbook or a text table."""
    sniffed = sniff(path)
    if sniffed.form is None:
        return Confidence(Degree.NO, "不是表格")
    return Confidence(Degree.LIKELY, f"按文件内容看是{sniffed.form}")


def read(path: Path, file: str, profiles: Profiles = NO_PROFILES) -> Job[Intake]:
    """Read every sheet of a file, named `file` in what comes out; yields progress about every 500 rows.

    `profiles` are what people said of files whose headings are not the template's.
    """
    gathering = Gathering()
    yield Progress(f"正在打开 {file}")
    as_read = as_it_is(path)
    opened = open_table(path, file)
    if opened.complaint is not None:
        gathering.complaints.append(opened.complaint)
        return gathering.intake()
    yield from _read_grids(opened.grids, file, gathering, profiles)
    gathering.files.extend(as_read)
    if not gathering.drafts and not gathering.complaints:
        gathering.notes.append(f"{file} 只有表头，没有一行数据；如不应为空，请重新导出后再导入")
    return gathering.intake()


def as_it_is(path: Path) -> list[ReadFile]:
    """Return the file with its sha-256 before it is opened, so that any later change shows; nothing if unreadable."""
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            return [ReadFile(os.path.abspath(path), digest, stream.tell())]
    except OSError:
        return []  # opening it says why


def recognise(path: Path, file: str) -> tuple[Recognised, ...]:
    """Return what each sheet of a file is taken for and why, without drafting its rows."""
    opened = open_table(path, file)
    if opened.complaint is not None:
        return (Recognised(file, "", None, opened.complaint.message, 0),)
    return tuple(_recognised(grid, file, header_of(grid)) for grid in opened.grids if grid.height)


def open_table(path: Path, file: str) -> Opened:
    """Return the sheets of a file, or the complaint why it has none."""
    sniffed = sniff(path)
    if sniffed.refusal is Refusal.JSON:
        return open_json(path, file)
    if sniffed.form is None:
        return Opened(complaint=refuse(sniffed.refusal or Refusal.UNKNOWN, file, found=sniffed.found))
    try:
        return in_template_form(
            open_delimited(path, file)
            if sniffed.form is Form.CSV
            else open_workbook(path, sniffed.form, file)
        )
    except OSError as error:
        found = error.strerror or type(error).__name__
        return Opened(complaint=refuse(Refusal.UNREADABLE, file, found=found))


def _read_grids(
    grids: Sequence[Grid], file: str, gathering: Gathering, profiles: Profiles = NO_PROFILES
) -> Job[None]:
    filled = [grid for grid in grids if grid.height]
    if not filled:
        gathering.complaints.append(refuse(Refusal.NO_CELLS, file))
    headers = [header_of(grid, profiles) for grid in filled]
    for grid, header in zip(filled, headers, strict=True):
        if header is not None and not header.missing:
            yield from _read_rows(grid, header, file, gathering)
        elif header is not None:
            gathering.complaints.append(_columns_missing(grid, header, file))
        gathering.recognised.append(_recognised(grid, file, header))
    if filled and not any(headers):
        gathering.complaints.extend(_no_headings(grid, file) for grid in filled)


def header_of(grid: Grid, profiles: Profiles = NO_PROFILES) -> Header | None:
    """Return a sheet's headings: as a person said once for such sheets, else as they are known."""
    first = list(islice(grid.rows(), _HEAD_ROWS))
    return header_by_profile(first, profiles) or find_header(first, grid.name)


def _read_rows(grid: Grid, header: Header, file: str, gathering: Gathering) -> Job[None]:
    """Draft every row below the headings; a row with faults becomes one complaint."""
    row = Row(Sheet(file, grid.name), header)
    rows = islice(grid.rows(), header.row, None)
    text = f"正在读取 {file} {grid.name}".rstrip()
    for done in range(header.row, grid.height, ROWS_A_STEP):
        yield Progress(text, done, grid.height)
        with paused_collector():
            for number, cells in islice(rows, ROWS_A_STEP):
                if grid.ragged and (complaint := _misquoted(cells, header, row.sheet, number)):
                    gathering.complaints.append(complaint)
                elif row.turn_to(number, cells) and not row.repeats_header:
                    _draft(row, gathering)


def _draft(row: Row, gathering: Gathering) -> None:
    entity = row.header.entity
    facts = DRAFTERS[entity](row)
    if row.faults:
        gathering.complaints.append(row.complaint())
        return
    raw, given = row.raw, row.given
    for fact in facts:
        gathering.drafts.append(Draft(entity, fact, given, raw, row.reference))
    if row.repairs or row.notes:
        gathering.repairs.extend(row.repairs)
        gathering.notes.extend(row.notes)


@contextmanager
def paused_collector() -> Iterator[None]:
    """Keep the garbage collector from walking over the drafts again and again while they are made (a fifth of the time).

    Drafts hold no cycles, so nothing is missed; between two steps it may run.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


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


def _columns_missing(grid: Grid, header: Header, file: str) -> Complaint:
    found = "、".join(text for text in header.written if text)
    return refuse(Refusal.COLUMNS_MISSING, file, grid.name, found=found, expected="、".join(header.missing))


def _no_headings(grid: Grid, file: str) -> Complaint:
    found = headings_found(list(islice(grid.rows(), _HEAD_ROWS)))
    if not found:
        return refuse(Refusal.NO_CELLS, file, grid.name)
    shown = "、".join(found[:ROWS_SEARCHED]) + (" 等" if len(found) > ROWS_SEARCHED else "")
    return refuse(Refusal.NO_HEADINGS, file, grid.name, found=shown)


def _recognised(grid: Grid, file: str, header: Header | None) -> Recognised:
    if header is None:
        return Recognised(file, grid.name, None, "前 10 行里没有认识的表头，这张表没有读取", 0)
    names = NAMES[header.entity]
    known = "、".join(names[field] for field in header.columns)
    reason = f"第{header.row}行的表头对上 {len(header.columns)} 列（{known}），按“{header.entity}”读取"
    if header.unknown:
        reason += f"；不认识的列原样保留：{'、'.join(header.unknown)}"
    if isinstance(grid, AdaptedGrid):
        reason = f"{grid.told}：{reason}"
    if header.profile is not None:
        saved = header.profile
        reason = f"按已保存的对应关系读取（{saved.actor} {saved.at:%Y-%m-%d}）：{reason}"
    if header.missing:
        reason = f"表头像“{header.entity}”，但缺少：{'、'.join(header.missing)}，这张表没有读取"
    saved_as = header.profile.fingerprint if header.profile is not None else ""
    return Recognised(file, grid.name, header.entity, reason, max(grid.height - header.row, 0), saved_as)
