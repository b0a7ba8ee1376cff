"""Let a person say which column of a sheet is which field, and see its first rows as they would be read."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tianyi_desk.facts.intake import Fact
from tianyi_desk.facts.profile import Profile
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.facts.wording import masked_id_number, masked_phone
from tianyi_desk.geo.datum import Datum
from tianyi_desk.importers.archive import located
from tianyi_desk.importers.cells import text_of
from tianyi_desk.importers.column_keys import OURS, fingerprint_of, unique_keys
from tianyi_desk.importers.headings import FACTS, HEADINGS, NAMES, REQUIRED
from tianyi_desk.importers.profiles import ROWS_OFFERED, header_by_profile
from tianyi_desk.importers.sampling import Sample, TrialRow, cells_of, sample, tried
from tianyi_desk.importers.suggesting import Suggested, suggest, suggest_columns
from tianyi_desk.importers.table import find_header, missing_of
from tianyi_desk.progress import Job, Progress
from tianyi_desk.services.mapping_lines import (
    FieldLine,
    Layout,
    SheetColumn,
    SheetName,
    Trial,
    TrialCell,
    TrialLine,
)
from tianyi_desk.services.pile_listing import value_words
from tianyi_desk.services.privacy import masked
from tianyi_desk.trouble import DeskError

__all__ = ["DATUMS", "KINDS", "Sample", "layout", "likely_row", "open_sample", "rows_to_choose", "try_out"]

SAMPLES_SHOWN = 3
KINDS = tuple(HEADINGS)
DATUMS = tuple(Datum)
_PRIVATE = {"phone": masked_phone, "contact_phone": masked_phone, "id_number": masked_id_number}


def open_sample(paths: Sequence[Path], name: SheetName) -> Job[Sample]:
    """Read the beginning of a sheet of what was handed in; raises DeskError where it is gone."""
    yield Progress(f"正在查看 {name.file} {name.sheet}".rstrip())
    with located(paths, name.file) as path:
        found = (yield from sample(path, name.file, name.sheet)) if path is not None else None
    if found is None or not found.rows:
        raise DeskError(f"读不到 {name.file} 的“{name.sheet}”。", "没有写入任何数据。", "请重新拖入该文件。")
    return found


def rows_to_choose(beginning: Sample) -> tuple[tuple[int, str], ...]:
    """Return the rows that may be the headings: (number, their texts)."""
    return tuple(
        (number, masked("、".join(text for text in beginning.written(number) if text)))
        for number, _cells in beginning.rows[:ROWS_OFFERED]
    )


def likely_row(beginning: Sample, saved: Profile | None = None) -> int:
    """Return the row that looks most like headings: the saved or a known one, else the fullest without figures."""
    header = header_by_profile(beginning.rows, {saved.fingerprint: saved}) if saved is not None else None
    header = header or find_header(beginning.rows[:ROWS_OFFERED], beginning.sheet)
    if header is not None:
        return header.row
    offered = beginning.rows[:10]
    return max(offered, key=lambda row: (_words_in(row[1]), -row[0]))[0]


def _words_in(cells: Sequence[object]) -> int:
    """Count the different cells of a row that may be headings: short texts that are no figures."""
    texts = {cell.strip() for cell in cells if isinstance(cell, str)}
    return sum(0 < len(text) <= 20 and not any(sign.isdigit() for sign in text) for text in texts)


def layout(beginning: Sample, row: int, entity: Entity | None = None, saved: Profile | None = None) -> Layout:
    """Return a sheet under the headings of a row, taken for a kind (None: the likeliest), as suggested or saved."""
    written = beginning.written(row)
    rows = cells_of(beginning.below(row))
    if saved is not None and entity is None:
        entity = saved.entity
    found = (
        suggest(written, rows, beginning.sheet) if entity is None else suggest_columns(entity, written, rows)
    )
    keys = unique_keys(written)
    columns = tuple(
        SheetColumn(keys[place], text or keys[place], _samples(rows, place))
        for place, text in enumerate(written)
        if text not in OURS and (text or _samples(rows, place))
    )
    use_saved = saved if saved is not None and saved.entity is found.entity else None
    lines = tuple(_lines(found, use_saved, {column.key for column in columns}))
    times = use_saved.times if use_saved is not None else found.times
    return Layout(found.entity, row, columns, lines, times, fingerprint_of(written))


def _lines(found: Suggested, saved: Profile | None, keys: set[str]) -> Iterator[FieldLine]:
    needed = {field for requirement in REQUIRED[found.entity] for field in requirement[0]}
    for heading in HEADINGS[found.entity]:
        offer = found.columns.get(heading.field)
        key, why, likeness = (offer.key, offer.why, offer.likeness) if offer is not None else ("", "", 0.0)
        if saved is not None:
            key = saved.columns.get(heading.field, "")
            key = key if key in keys else ""
            why, likeness = ("已保存" if key else ""), 100.0
        yield FieldLine(
            heading.field, heading.name, heading.field in needed, key, min(round(likeness), 100), why
        )


def _samples(rows: Sequence[Sequence[object]], place: int) -> tuple[str, ...]:
    texts = (text_of(row[place]) for row in rows if place < len(row))  # type: ignore[arg-type]
    found = dict.fromkeys(masked(" ".join(text.split())) for text in texts if text.strip())
    return tuple(found)[:SAMPLES_SHOWN]


def try_out(beginning: Sample, chosen: Layout, profile: Profile) -> Trial:
    """Return the first hundred rows as a profile reads them; nothing is kept."""
    fields = tuple(one.field for one in chosen.fields if profile.columns.get(one.field))
    names = NAMES[profile.entity]
    missing = missing_of(profile.entity, set(fields))
    lines = tuple(
        _trial_line(profile.entity, fields, row, names) for row in tried(beginning, chosen.row, profile)
    )
    return Trial(
        fields, tuple(names[field] for field in fields), lines, missing, sum(line.refused for line in lines)
    )


def _trial_line(entity: Entity, fields: Sequence[str], row: TrialRow, names: Mapping[str, str]) -> TrialLine:
    wrong = {fault.field: fault.expected for fault in row.faults}
    alone = _alone(entity, fields)
    cells = []
    for field in fields:
        text = row.texts.get(field, "")
        if row.facts and field in alone:
            text = _as_read(row.facts[0], alone[field], text)
        hide = _PRIVATE.get(field, masked)
        cells.append(TrialCell(hide(text) if text else "", wrong.get(field, "")))
    reasons = "；".join(f"{names[fault.field]}应为{fault.expected}" for fault in row.faults)
    return TrialLine(row.number, tuple(cells), reasons)


def _alone(entity: Entity, fields: Sequence[str]) -> dict[str, str]:
    """Return the fields that alone feed one field of the fact: what was read of them can be shown as it was."""
    fed: dict[str, list[str]] = {}
    for field in fields:
        for fact in FACTS[entity][field]:
            fed.setdefault(fact, []).append(field)
    return {
        field: FACTS[entity][field][0]
        for field in fields
        if len(FACTS[entity][field]) == 1 and len(fed[FACTS[entity][field][0]]) == 1 and field not in _PRIVATE
    }


def _as_read(fact: Fact, name: str, text: str) -> str:
    value = getattr(fact, name, None)
    return value_words(value) if value not in (None, "", (), False) else text
