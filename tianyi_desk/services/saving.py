"""Write one accepted batch: its files and rows, its facts, and what it changed, all in the caller's transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, bindparam, delete, insert, update
from sqlalchemy.orm import Session

from tianyi_desk.facts.intake import Fact
from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.source import Sheet
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.models import tables as t
from tianyi_desk.models import writing
from tianyi_desk.models.inserting import insert_rows
from tianyi_desk.models.json_text import json_text
from tianyi_desk.models.neighbours import keys_of
from tianyi_desk.models.reading import several
from tianyi_desk.progress import Job, Progress
from tianyi_desk.services import trail
from tianyi_desk.services.comparing import ORDER
from tianyi_desk.services.conflicts import ADOPTED
from tianyi_desk.services.kept_files import HandedIn, belongs_to
from tianyi_desk.services.known import plan_number
from tianyi_desk.services.piles import Addition, Alteration, Piles
from tianyi_desk.services.saying import Keys, note_said

STEP = 2000
"""Facts written between two reports of progress (and two chances to cancel)."""

Origins = Mapping[str, HandedIn]
"""The files that were handed in, by the names that rows know them by."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What writing one batch needs at hand.

    `plans` and `sheets` are the keys of the plans and sheets that its facts name, `rows` the source rows written
    so far.
    """

    session: Session
    piles: Piles
    act: trail.Act
    trail: trail.Trail
    plans: dict[str, int] = field(default_factory=dict)
    sheets: dict[Sheet, int] = field(default_factory=dict)
    rows: set[tuple[int, int]] = field(default_factory=set)
    keys: dict[int, int] = field(default_factory=dict)
    """The keys of the things that were added, by the positions of their drafts."""


def origins_of(piles: Piles, files: Iterable[HandedIn]) -> dict[str, HandedIn]:
    """Return which of the files that were handed in the facts to be written came from, by their rows' name."""
    files = list(files)
    found = {}
    for file in {sheet.file for sheet in _sheets(piles)}:
        exact = [one for one in files if one.name == file] or [one for one in files if belongs_to(file, one)]
        if exact:
            found[file] = exact[0]
    return found


def save_batch(session: Session, piles: Piles, act: trail.Act, origins: Origins, *, kept: bool) -> Job[None]:
    """Write what the piles add and change as the batch that `act` names; `kept` says that the files are copied."""
    batch = Batch(session, piles, act, trail.Trail(session, act))
    _write_batch(batch)
    _write_sheets(batch, origins, kept=kept)
    batch.plans.update(keys_of(session, _named_plans(piles)))
    additions = {entity: [each for each in piles.added if each.entity is entity] for entity in ORDER}
    changes = {
        entity: [each for each in piles.changed if each.entity is entity and each.changes] for entity in ORDER
    }
    done, total = 0, sum(map(len, additions.values())) + sum(map(len, changes.values()))
    for entity in ORDER:
        key = trail.next_key(session, writing.TABLES[entity], entity.value)
        for added in several(additions[entity], STEP):
            yield Progress("正在保存", done, total)
            _add(batch, entity, added, key)
            key, done = key + len(added), done + len(added)
        for altered in several(changes[entity], STEP):
            yield Progress("正在保存", done, total)
            _alter(batch, entity, altered)
            done += len(altered)
    yield Progress("正在保存", done, total)
    note_said(
        batch.session, piles, act.batch or 0, Keys(batch.keys, batch.sheets, batch.trail.next_number - 1)
    )


def _written(piles: Piles) -> list[Addition | Alteration]:
    return [*piles.added, *(each for each in piles.changed if each.changes)]


def _sheets(piles: Piles) -> list[Sheet]:
    """Return the sheets of the facts to be written, each once, in order."""
    sources = (each.fact.source for each in _written(piles))
    return list(dict.fromkeys(source.sheet for source in sources if source is not None))


def _named_plans(piles: Piles) -> set[str]:
    facts = (each.fact for each in _written(piles))
    numbers = {plan_number(fact) for fact in facts if not isinstance(fact, Plan)}
    return numbers - {""}


def _write_batch(batch: Batch) -> None:
    piles, act = batch.piles, batch.act
    batch.session.execute(
        insert(t.batch),
        {
            "id": act.batch,
            "actor": act.actor,
            "at": act.at,
            "reason": act.reason,
            "added": len(piles.added),
            "changed": sum(bool(each.changes) for each in piles.changed),
            "unchanged": len(piles.unchanged),
            "rejected": len(piles.rejected),
        },
    )


def _write_sheets(batch: Batch, origins: Origins, *, kept: bool) -> None:
    session, sheets = batch.session, _sheets(batch.piles)
    file_key = trail.next_key(session, t.source_file)
    sheet_key = trail.next_key(session, t.source_sheet)
    files = {name: key for key, name in enumerate(dict.fromkeys(one.file for one in sheets), start=file_key)}
    for name, key in files.items():
        origin = origins.get(name)
        row = {
            "id": key,
            "batch_id": batch.act.batch,
            "name": name,
            "sha256": None,
            "kept_as": None,
            "size": None,
        }
        if origin is not None:
            row |= {"sha256": origin.sha256, "size": origin.size, "kept_as": origin.kept_as if kept else None}
        session.execute(insert(t.source_file), row)
    batch.sheets.update((sheet, key) for key, sheet in enumerate(sheets, start=sheet_key))
    rows = [
        {"id": key, "file_id": files[sheet.file], "sheet": sheet.sheet} for sheet, key in batch.sheets.items()
    ]
    if rows:
        session.execute(insert(t.source_sheet), rows)


def _write_source_rows(batch: Batch, written: Sequence[Addition | Alteration]) -> None:
    """Write the rows as their cells read; what has no row of its own (a photo in a folder) has none to write."""
    found = []
    for each in written:
        draft = batch.piles.intake.drafts[each.place]
        source = draft.fact.source
        if source is None or not source.row:
            continue
        place = batch.sheets[source.sheet], source.row
        if place not in batch.rows:
            batch.rows.add(place)
            found.append({"sheet_id": place[0], "row": place[1], "raw": json_text(draft.raw)})
    insert_rows(batch.session, t.source_row, found)


def _add(batch: Batch, entity: Entity, added: Sequence[Addition], first: int) -> None:
    table = writing.TABLES[entity]
    fresh = {"version": 1} if "version" in table.c else {}
    facts = [(key, each.fact) for key, each in enumerate(added, start=first)]
    if entity is Entity.PLAN:
        batch.plans.update((fact.number, key) for key, fact in facts if isinstance(fact, Plan))
    _write_source_rows(batch, added)
    rows = [
        {"id": key, **fresh, **writing.fact_values(entity, fact, batch.plans, batch.sheets)}
        for key, fact in facts
    ]
    insert_rows(batch.session, table, rows)
    _write_parts(batch, facts)
    for key, fact in facts:
        batch.trail.added(trail.Thing(entity.value, key, trail.key_words(fact)), fact)
    batch.keys.update((each.place, key) for key, each in enumerate(added, start=first))
    batch.trail.append()


def _alter(batch: Batch, entity: Entity, altered: Sequence[Alteration]) -> None:
    table = writing.TABLES[entity]
    _write_source_rows(batch, altered)
    rows = [
        {"row_key": each.key, **writing.fact_values(entity, each.fact, batch.plans, batch.sheets)}
        for each in altered
    ]
    batch.session.execute(_update(table), rows)
    if entity is Entity.PLAN:
        keys = [each.key for each in altered]
        for part in several(keys):
            batch.session.execute(delete(t.address).where(t.address.c.plan_id.in_(part)))
            batch.session.execute(delete(t.member).where(t.member.c.plan_id.in_(part)))
        _write_parts(batch, [(each.key, each.fact) for each in altered])
    for each in altered:
        thing = trail.Thing(entity.value, each.key, trail.key_words(each.present))
        for change in each.changes:
            reason = ADOPTED if change.name in each.adopted else None
            batch.trail.changed(thing, change.name, change.before, change.after, reason=reason)
    batch.trail.append()


def _update(table: Table) -> Any:
    statement = update(table).where(table.c.id == bindparam("row_key"))
    return statement.values(version=table.c.version + 1) if "version" in table.c else statement


def _write_parts(batch: Batch, facts: Iterable[tuple[int, Fact]]) -> None:
    """Write the addresses and teams of plans."""
    plans = [(key, fact) for key, fact in facts if isinstance(fact, Plan)]
    addresses = [row for key, plan in plans for row in writing.address_values(key, plan)]
    members = [row for key, plan in plans for row in writing.member_values(key, plan)]
    insert_rows(batch.session, t.address, addresses)
    insert_rows(batch.session, t.member, members)
