"""Hand out the rows that were not taken, to be mended and handed in again.

They hold what the person's own file holds, unmasked: masked numbers could not be handed in again. Only refused rows
leave, only to whoever handed the file in, and the sheet 说明 says so.
"""

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from tianyi_desk.facts.intake import Complaint
from tianyi_desk.facts.wording import moment_words
from tianyi_desk.importers.archive import archives_in, located
from tianyi_desk.importers.column_keys import FROM_FILE, FROM_ROW, FROM_SHEET, REASON
from tianyi_desk.importers.mending import BadSheet, bad_rows
from tianyi_desk.models.database import Database
from tianyi_desk.progress import Job, Progress
from tianyi_desk.reports.mending import MendRow, MendSheet, mending_bytes
from tianyi_desk.services.importing import Preview
from tianyi_desk.services.paper import require_place, write_bytes_whole
from tianyi_desk.services.privacy import masked
from tianyi_desk.services.profiles import load_profiles
from tianyi_desk.trouble import DeskError

OURS = (REASON, FROM_FILE, FROM_SHEET, FROM_ROW)
ABOUT = (
    (
        "怎样使用",
        "",
        f"改正标红的格子后把本文件再次导入即可；{REASON}等黄色表头的列会被忽略，已导入的行不会重复",
    ),
    (
        "个人信息",
        "",
        "各行是原文件中的原值，手机号、证件号码没有遮盖（遮盖了就不能再导入）；请勿外传，用完即删",
    ),
)


def export_to_mend(database: Database, path: Path, shown: Preview, at: datetime) -> Job[int]:
    """Write the refused rows of an import under their own headings; return how many there were.

    What was refused as a whole (a file, a sheet) is listed on the sheet 说明. Raises DeskError where a file is gone or
    was changed since it was read, or the target cannot be written.
    """
    require_place(path)
    by_file: defaultdict[str, list[Complaint]] = defaultdict(list)
    for one in shown.piles.rejected:
        by_file[one.file].append(one)
    sheets: list[MendSheet] = []
    whole: list[Complaint] = []
    profiles = load_profiles(database)
    for file, complaints in by_file.items():
        yield Progress(f"正在取回 {file} 中被拒绝的行")
        rows = [one for one in complaints if one.row is not None]
        whole += [one for one in complaints if one.row is None]
        wanted: defaultdict[str, set[int]] = defaultdict(set)
        for one in rows:
            wanted[one.sheet].add(one.row or 0)
        if rows:
            with located(shown.paths, file) as source:
                there = _unchanged(shown, file, source)
                found = yield from bad_rows(there, file, wanted, profiles)
                sheets += [_sheet(file, one, rows) for one in found]
    content = yield from mending_bytes(sheets, _about(whole, at))
    write_bytes_whole(path, content)
    return sum(len(sheet.rows) for sheet in sheets)


def _unchanged(shown: Preview, file: str, path: Path | None) -> Path:
    """Return where a file lies, or was taken out of its archive to, which must be the one that was read."""
    read = {one.path: one.sha256 for one in shown.piles.intake.files}
    whole = next((one for one in archives_in(shown.paths) if f"{one.name}/" in file), path)
    try:
        same = whole is not None and read.get(os.path.abspath(whole)) == _digest(whole)
    except OSError:
        same = False
    if path is None or not same:
        raise DeskError(
            f"文件“{file}”在读取之后被改动或移走了。", "没有写出文件。", "请重新拖入该文件，再导出拒绝的行。"
        )
    return path


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _sheet(file: str, found: BadSheet, complaints: Sequence[Complaint]) -> MendSheet:
    mine: defaultdict[int, list[Complaint]] = defaultdict(list)
    for one in complaints:
        if one.sheet == found.name:
            mine[one.row or 0].append(one)
    rows = []
    for row in found.rows:
        wrong = dict(row.wrong)
        for one in mine[row.number]:
            place = found.places.get(one.column or "")
            if place is not None:
                wrong.setdefault(place, one.expected or one.message)
        reason = "；".join(
            dict.fromkeys([*(one.message for one in mine[row.number]), *_others(found, row.wrong)])
        )
        rows.append(MendRow(row.cells, wrong, reason, (file, found.name, row.number)))
    return MendSheet(found.name, found.written, OURS, tuple(rows))


def _others(found: BadSheet, wrong: Mapping[int, str]) -> Iterator[str]:
    """Yield what else is wrong with a row: its complaint tells of the most telling cell only."""
    if len(wrong) > 1:
        for place, expected in wrong.items():
            yield f"“{found.written[place]}”应为{expected}"


def _about(whole: Sequence[Complaint], at: datetime) -> Iterator[tuple[str, ...]]:
    yield ("导出时间", "", moment_words(at))
    yield from ABOUT
    for one in whole:
        yield (one.file, one.sheet, masked(one.message))
