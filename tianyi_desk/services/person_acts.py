"""Undo a merging or a parting, at once or years later: what the history says was written is written back, with a trace."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from tianyi_desk import clock
from tianyi_desk.facts.plan import Member
from tianyi_desk.facts.vocabulary import Entity, Role
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.progress import Job, Progress
from tianyi_desk.services import regrouping, rewriting, trail
from tianyi_desk.services.merged_entries import INTO
from tianyi_desk.services.regrouping import MERGED, PARTED, Followed, Regrouped
from tianyi_desk.services.resolving import TAKEN_BACK
from tianyi_desk.services.rewriting import Rewritten
from tianyi_desk.services.roster_editing import FIELDS
from tianyi_desk.trouble import DeskError

ACTS = (MERGED, PARTED)
LINES = 200
"""Lines of the history that are read at once."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the history as it stands in the database."""

    entity: str
    key: int
    words: str
    field: str | None
    before: Any
    after: Any


def can_undo(reason: str, field: str) -> bool:
    """Tell whether a line of a person's history tells of an act that can be undone."""
    return field in ACTS and reason.startswith(f"{field}：")


def undo(database: Database, actor: str, number: int) -> Job[Regrouped]:
    """Write back what the act wrote that begins with a line of the history, as a new change; all or nothing.

    What somebody wrote since stays, and is told in `left_out`. Raises DeskError where the line tells of no merging
    or parting, where it was undone already, or where the environment is at fault.
    """
    yield Progress("正在撤销")
    with database.writing() as session:
        reason, lines = _act(session, number)
        _require_standing(session, lines)
        history = trail.Trail(session, trail.Act(actor, clock.now(), TAKEN_BACK + reason))
        first = history.next_number
        rewritten, kept = rewriting.write_back(session, history, list(_rewritten(lines)))
        left = [*kept, *_people_back(session, history, lines)]
        history.append()
    key = next((line.key for line in lines if line.field in ACTS), 0)
    words = f"已撤销{reason.partition('：')[0]}，改回 {sum(one.entity is Entity.PLAN for one in rewritten)} 条计划"
    return Regrouped(first, key, Followed(rewritten, tuple(left)), words)


def _act(session: Session, number: int) -> tuple[str, list[_Line]]:
    """Return the reason of an act and its lines from its first: what one person wrote in that moment for that reason."""
    change = t.change.c
    columns = change.entity, change.entity_id, change.key, change.field, change.before, change.after
    rows = session.execute(
        select(change.actor, change.at, change.reason, *columns)
        .where(change.id >= number)
        .order_by(change.id)
    ).yield_per(LINES)
    act, lines = None, []
    for actor, at, reason, entity, key, words, name, before, after in rows:
        if act is None:
            act = actor, at, reason
            if not can_undo(reason, name or ""):
                break
        elif act != (actor, at, reason) or name in ACTS:
            break
        lines.append(_Line(entity, key, words, name, _json(before), _json(after)))
    rows.close()
    if act is None or not lines:
        raise DeskError("这一条不是合并或分开。", "没有改动任何数据。", "请选择合并或分开的那一条。")
    return act[2], lines


def _json(text: str | None) -> Any:
    return None if text is None else json.loads(text)


def _require_standing(session: Session, lines: Sequence[_Line]) -> None:
    """Raise DeskError where the act was undone already: who went is back, or who came is gone."""
    there = set(session.scalars(select(t.person.c.id)))
    for line in lines:
        if line.entity == Entity.PERSON.value and line.field is None:
            came = line.before is None
            if came != (line.key in there):
                raise DeskError("已经撤销过了。", "没有改动任何数据。", "请看这个人的变更记录。")


def _rewritten(lines: Sequence[_Line]) -> Iterator[Rewritten]:
    """Yield the fields of plans, check-ins and reviews that were written, as facts have them."""
    for line in lines:
        if line.field is None or line.entity == Entity.PERSON.value:
            continue
        entity = Entity(line.entity)
        yield Rewritten(
            entity, line.key, line.words, line.field, _fact(entity, line.before), _fact(entity, line.after)
        )


def _fact(entity: Entity, value: Any) -> Any:
    if entity is Entity.PLAN:
        return tuple(Member(**{**one, "role": Role(one["role"])}) for one in value)
    return tuple(value) if entity is Entity.REVIEW else value


def _people_back(session: Session, history: trail.Trail, lines: Sequence[_Line]) -> Iterator[str]:
    people = regrouping.people_of(session)
    changed: dict[int, dict[str, _Line]] = {}
    for line in lines:
        if line.entity != Entity.PERSON.value:
            continue
        thing = trail.Thing(line.entity, line.key, line.words)
        if line.field in ACTS:
            history.changed(thing, line.field, line.after, None)
        elif line.field is not None:
            changed.setdefault(line.key, {})[line.field] = line
        elif line.before is None:
            yield from _take_out(session, history, thing)
        else:
            _put_back(session, history, thing, line.before)
    for key, fields in changed.items():
        if key not in people:
            yield "已不在名册的人没有改回"
            continue
        yield from _change_back(session, history, key, fields)


def _take_out(session: Session, history: trail.Trail, thing: trail.Thing) -> Iterator[str]:
    row = session.execute(select(t.person).where(t.person.c.id == thing.entity_id)).mappings().one()
    if row["version"] != 1:
        yield f"“{row['name']}”已另有更正，仍留在名册"
        return
    session.execute(delete(t.person).where(t.person.c.id == thing.entity_id))
    history.removed(thing, {name: row[name] for name in FIELDS})


def _put_back(session: Session, history: trail.Trail, thing: trail.Thing, before: Mapping[str, Any]) -> None:
    session.execute(insert(t.person), {name: value for name, value in before.items() if name != INTO})
    history.added(thing, {name: before[name] for name in FIELDS})


def _change_back(
    session: Session, history: trail.Trail, key: int, fields: Mapping[str, _Line]
) -> Iterator[str]:
    person = t.person.c
    row = session.execute(select(t.person).where(person.id == key)).mappings().one()
    back = {name: line.before for name, line in fields.items() if row[name] == line.after}
    if len(back) < len(fields):
        yield f"“{row['name']}”的一部分内容已另有更正，没有改回"
    if back:
        session.execute(update(t.person).where(person.id == key).values(version=person.version + 1, **back))
        for name, value in back.items():
            history.changed(trail.Thing(Entity.PERSON.value, key, fields[name].words), name, row[name], value)
