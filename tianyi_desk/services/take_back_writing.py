"""Write what taking back does: deletions and restored fields in bulk, each with its line in the history."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Table, bindparam, delete, select, update
from sqlalchemy.orm import Session

from tianyi_desk.facts.intake import Fact
from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.models import reading, writing
from tianyi_desk.models import tables as t
from tianyi_desk.models.inserting import insert_rows
from tianyi_desk.models.json_text import json_text
from tianyi_desk.models.json_values import field_value
from tianyi_desk.models.neighbours import keys_of, numbers_of
from tianyi_desk.models.reading import several
from tianyi_desk.progress import Job, Progress
from tianyi_desk.services import trail
from tianyi_desk.services.photo_files import FILE
from tianyi_desk.services.replaying import Life
from tianyi_desk.services.take_back_plan import PLAN, Undoing
from tianyi_desk.services.take_back_reading import RECORDS

STEP = 2000
"""Things written between two reports of progress (and two chances to cancel)."""

PARTS = frozenset({"addresses", "team"})
"""Fields of plans that have tables of their own."""
VOIDABLE = (Entity.CHECK_IN, Entity.PHOTO)
Which = tuple[str, int]


def write_undoing(session: Session, history: trail.Trail, undoing: Undoing) -> Job[None]:
    """Take away what goes and restore what changes; the caller's transaction decides whether it stays."""
    yield from _remove(session, history, undoing)
    yield from _restore(session, history, undoing)


# What goes


def _remove(session: Session, history: trail.Trail, undoing: Undoing) -> Job[None]:
    plans = undoing.gone_plans
    hanging = _facts(session, undoing.hanging)
    for which, fact in hanging.items():
        history.removed(trail.Thing(*which, trail.key_words(fact)), fact)
    total = len(undoing.gone) + len(hanging)
    for part in several(plans, STEP):
        yield Progress("正在收回", 0, total)
        _remove_judged(session, history, part)
        _remove_drafts(session, history, part)
        _remove_bindings(session, history, part)
    for which, text in undoing.gone.items():
        history.note_text(trail.Thing(*which, undoing.words[which]), None, text, None)
    history.append()
    keys: defaultdict[str, list[int]] = defaultdict(list)
    for kind, key in (*undoing.gone, *undoing.hanging):
        keys[kind].append(key)
    done = 0
    for kind in (*RECORDS, str(Entity.PERSON.value), PLAN):
        for some in several(keys[kind], STEP):
            yield Progress("正在收回", done, total)
            _delete(session, kind, some)
            done += len(some)


def _delete(session: Session, kind: str, keys: Collection[int]) -> None:
    if kind in VOIDABLE:
        for part in several(keys):
            row = t.voided.c
            session.execute(delete(t.voided).where(row.entity == kind, row.entity_id.in_(part)))
    if kind == Entity.PHOTO:
        _delete_by(session, t.photo_file, "photo_id", keys)
    if kind == PLAN:
        for table in (t.address, t.member, t.judgement, t.draft_plan):
            _delete_by(session, table, "plan_id", keys)
    _delete_by(session, writing.TABLES[Entity(kind)], "id", keys)


def _remove_bindings(session: Session, history: trail.Trail, plans: Collection[int]) -> None:
    """Take away what people said of pairs of which one plan goes."""
    row = t.binding.c
    for part in several(plans):
        mine = row.one_id.in_(part) | row.other_id.in_(part)
        for key, bound in session.execute(select(row.id, row.bound).where(mine)).all():
            if bound is not None:
                history.changed(trail.Thing(trail.BINDING, key, ""), "bound", bound, None)
        session.execute(delete(t.binding).where(mine))


def _delete_by(session: Session, table: Table, column: str, keys: Collection[int]) -> None:
    for part in several(keys):
        session.execute(delete(table).where(table.c[column].in_(part)))


def _remove_judged(session: Session, history: trail.Trail, plans: Collection[int]) -> None:
    """Take the findings of plans away."""
    finding = t.finding.c
    names = ("code", "subject", "kind", "expected", "disposition")
    columns = [finding[name] for name in names]
    for part in several(plans):
        for key, number, evidence, message, *rest in session.execute(
            select(finding.id, t.plan.c.number, finding.evidence, finding.message, *columns)
            .join_from(t.finding, t.plan)
            .where(finding.plan_id.in_(part))
            .order_by(finding.id)
        ):
            told = {"plan": number, **dict(zip(names, rest, strict=True)), "message": message}
            text = f'{json_text(told)[:-1]},"evidence":{evidence}}}'
            words = " ".join(filter(None, (number, rest[0], rest[1])))
            history.note_text(trail.Thing(trail.FINDING, key, words), None, text, None)
        session.execute(delete(t.finding).where(finding.plan_id.in_(part)))


def _remove_drafts(session: Session, history: trail.Trail, plans: Collection[int]) -> None:
    """Take drafts away that are for these plans alone; of the others only the plan."""
    link, draft = t.draft_plan.c, t.draft.c
    mine: set[int] = set()
    for part in several(plans):
        mine.update(session.scalars(select(link.draft_id).where(link.plan_id.in_(part))))
        session.execute(delete(t.draft_plan).where(link.plan_id.in_(part)))
    if not mine:
        return
    left = set(session.scalars(select(link.draft_id).where(link.draft_id.in_(mine))))
    gone = mine - left
    for part in several(gone):
        for row in session.execute(select(t.draft).where(draft.id.in_(part))).mappings():
            told = {name: row[name] for name in ("side", "kinds", "cause", "text", "stage", "author", "word")}
            history.removed(trail.Thing(trail.DRAFT, row["id"], ""), told)
    for table, column in ((t.attachment, "draft_id"), (t.draft_version, "draft_id"), (t.draft, "id")):
        _delete_by(session, table, column, gone)


# What changes


def _restore(session: Session, history: trail.Trail, undoing: Undoing) -> Job[None]:
    by_kind: defaultdict[str, dict[int, Life]] = defaultdict(dict)
    for (kind, key), life in undoing.lives.items():
        if life.differences or life.place is not None:
            by_kind[kind][key] = life
    for kind, lives in by_kind.items():
        for some in several(lives, STEP):
            yield Progress("正在恢复原值", 0, len(lives))
            _restore_some(session, history, kind, {key: lives[key] for key in some})
    history.append()


def _restore_some(session: Session, history: trail.Trail, kind: str, lives: Mapping[int, Life]) -> None:
    entity, facts = Entity(kind), _facts(session, {(kind, key): 0 for key in lives})
    written: list[tuple[int, Fact]] = []
    for key, life in lives.items():
        fact = facts[kind, key]
        thing = trail.Thing(kind, key, trail.key_words(fact))
        values: dict[str, Any] = {}
        for name, (before, after) in life.differences.items():
            history.changed(thing, name, before, after)
            if name == FILE:
                _restore_file(session, key, after)
            else:
                values[name] = field_value(entity, name, after)
        if values:
            written.append((key, replace(fact, **values)))
    _write(session, entity, written, lives)
    _write_places(session, entity, lives)


def _write(
    session: Session, entity: Entity, written: list[tuple[int, Fact]], lives: Mapping[int, Life]
) -> None:
    if not written:
        return
    table, sheets = writing.TABLES[entity], {sheet: key for key, sheet in reading.sheets(session).items()}
    numbers = {getattr(fact, "plan", "") for _key, fact in written} - {""}
    plans = keys_of(session, numbers)
    rows = [{"row_key": key, **writing.fact_values(entity, fact, plans, sheets)} for key, fact in written]
    for row in rows:  # where it was read is written apart
        del row["sheet_id"], row["sheet_row"]
    statement = update(table).where(table.c.id == bindparam("row_key"))
    if "version" in table.c:
        statement = statement.values(version=table.c.version + 1)
    session.execute(statement, rows)
    in_parts = [key for key, _fact in written if not lives[key].differences.keys().isdisjoint(PARTS)]
    facts = dict(written)
    parts = [(key, fact) for key in in_parts if isinstance(fact := facts[key], Plan)]
    _write_parts(session, parts)


def _write_parts(session: Session, plans: Collection[tuple[int, Plan]]) -> None:
    """Write the addresses and teams of plans anew."""
    for part in (t.address, t.member):
        _delete_by(session, part, "plan_id", [key for key, _plan in plans])
    addresses = [row for key, plan in plans for row in writing.address_values(key, plan)]
    members = [row for key, plan in plans for row in writing.member_values(key, plan)]
    insert_rows(session, t.address, addresses)
    insert_rows(session, t.member, members)


def _write_places(session: Session, entity: Entity, lives: Mapping[int, Life]) -> None:
    table = writing.TABLES[entity]
    rows = [
        {"row_key": key, "sheet": life.place[0], "line": life.place[1]}
        for key, life in lives.items()
        if life.place is not None
    ]
    if rows:
        session.execute(
            update(table)
            .where(table.c.id == bindparam("row_key"))
            .values(sheet_id=bindparam("sheet"), sheet_row=bindparam("line")),
            rows,
        )


def _restore_file(session: Session, photo: int, sha256: str | None) -> None:
    """Let a photo have the file again that the history names, where it is known still."""
    file = t.photo_file.c
    columns = select(file.sha256, file.kept_as, file.size)
    known = session.execute(columns.where(file.sha256 == sha256).limit(1)).mappings().first()
    session.execute(delete(t.photo_file).where(file.photo_id == photo))
    if known is not None:
        insert_rows(session, t.photo_file, [{"photo_id": photo, **known}])


# What there is


def _facts(session: Session, things: Collection[Which]) -> dict[Which, Fact]:
    """Read things as facts."""
    where = reading.sheets(session)
    keys: defaultdict[str, list[int]] = defaultdict(list)
    for kind, key in things:
        keys[kind].append(key)
    found: dict[Which, Fact] = {}
    for kind, some in keys.items():
        found.update(((kind, key), fact) for key, fact in _read(session, Entity(kind), some, where))
    return found


def _read(
    session: Session, entity: Entity, keys: Collection[int], where: reading.Sheets
) -> Iterator[tuple[int, Fact]]:
    wanted = set(keys)
    if entity is Entity.PLAN:
        yield from reading.plans(session, wanted, where).items()
        return
    if entity is Entity.PERSON:
        yield from ((key, one) for key, one in reading.people(session, where).items() if key in wanted)
        return
    table = writing.TABLES[entity]
    plans = {
        plan
        for part in several(wanted)
        for plan in session.scalars(select(table.c.plan_id).where(table.c.id.in_(part)).distinct())
    } - {None}
    numbers = numbers_of(session, plans)
    found: Mapping[int, Fact]
    if entity is Entity.CHECK_IN:
        read = reading.blocks(session, reading.CHECK_IN, table.c.id, wanted)
        found = reading.check_ins(read, numbers, where)
    else:
        found = _READ[entity](session, plans, numbers, where)
    yield from ((key, one) for key, one in found.items() if key in wanted)


_READ: dict[Entity, Callable[..., Mapping[int, Fact]]] = {
    Entity.PHOTO: reading.photos,
    Entity.REVIEW: reading.reviews,
    Entity.EXPLANATION: reading.explanations,
}
