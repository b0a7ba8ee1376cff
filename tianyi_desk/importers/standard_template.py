"""Read workbooks and text tables in the form of the standard template, whatever order their columns have."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from tianyi_desk.facts.intake import Complaint, Draft, Intake, ReadFile, Recognised, Repair
from tianyi_desk.facts.profile import Profiles
from tianyi_desk.facts.source import Sheet
from tianyi_desk.importers.apart import ReadingFailedError, opened_safely, shares
from tianyi_desk.importers.confidence import Confidence, Degree
from tianyi_desk.importers.drafting import Drafted
from tianyi_desk.importers.grids import HEAD_ROWS, Grid
from tianyi_desk.importers.headings import NAMES
from tianyi_desk.importers.opening import open_table
from tianyi_desk.importers.profiles import NO_PROFILES, header_by_profile
from tianyi_desk.importers.refusals import Refusal, refuse
from tianyi_desk.importers.sniff import sniff
from tianyi_desk.importers.table import ROWS_SEARCHED, Header, find_header, headings_found
from tianyi_desk.progress import Job, Progress


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

    def take(self, drafted: Drafted) -> None:
        """Take in what came of some rows."""
        self.drafts.extend(drafted.drafts)
        self.complaints.extend(drafted.complaints)
        self.repairs.extend(drafted.repairs)
        self.notes.extend(drafted.notes)

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
    state, as_read = _state(path), as_it_is(path)
    try:
        with opened_safely(path, file) as opening:
            opened = yield from opening
            if opened.complaint is not None:
                return Intake(complaints=(opened.complaint,))
            yield from _read_grids(opened.grids, file, gathering, profiles)
    except ReadingFailedError as failure:
        return Intake(complaints=(refuse(failure.refusal, file, found=failure.found),))
    if _state(path) != state:
        return Intake(complaints=(refuse(Refusal.CHANGED, file),))
    gathering.files.extend(as_read)
    if not gathering.drafts and not gathering.complaints:
        gathering.notes.append(f"{file} 只有表头，没有一行数据；如不应为空，请重新导出后再导入")
    return gathering.intake()


def _state(path: Path) -> tuple[int, int] | None:
    """Return what changes when a file is written to; None where it is not to be had."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns


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
    first = list(islice(grid.rows(), HEAD_ROWS))
    return header_by_profile(first, profiles) or find_header(first, grid.name)


def _read_rows(grid: Grid, header: Header, file: str, gathering: Gathering) -> Job[None]:
    """Draft every row below the headings; a row with faults becomes one complaint."""
    text, done = f"正在读取 {file} {grid.name}".rstrip(), header.row
    yield Progress(text, done, grid.height)
    for drafted in shares(grid, header, Sheet(file, grid.name)):
        if drafted is not None:
            gathering.take(drafted)
            done += drafted.rows
        yield Progress(text, min(done, grid.height), grid.height)


def _columns_missing(grid: Grid, header: Header, file: str) -> Complaint:
    found = "、".join(text for text in header.written if text)
    return refuse(Refusal.COLUMNS_MISSING, file, grid.name, found=found, expected="、".join(header.missing))


def _no_headings(grid: Grid, file: str) -> Complaint:
    found = headings_found(list(islice(grid.rows(), HEAD_ROWS)))
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
    if grid.told:
        reason = f"{grid.told}：{reason}"
    if header.profile is not None:
        saved = header.profile
        reason = f"按已保存的对应关系读取（{saved.actor} {saved.at:%Y-%m-%d}）：{reason}"
    if header.missing:
        reason = f"表头像“{header.entity}”，但缺少：{'、'.join(header.missing)}，这张表没有读取"
    saved_as = header.profile.fingerprint if header.profile is not None else ""
    return Recognised(file, grid.name, header.entity, reason, max(grid.height - header.row, 0), saved_as)
