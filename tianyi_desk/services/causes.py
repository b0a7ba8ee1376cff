"""The ready causes of explanations: those that ship with the program, and what people made of them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import cache

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from tianyi_desk import clock
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.progress import Job, Progress
from tianyi_desk.resources import resource
from tianyi_desk.services import trail
from tianyi_desk.services.resource_tables import Finder, read_table
from tianyi_desk.trouble import DeskError


@dataclass(frozen=True, slots=True)
class Cause:
    """A ready cause: its place in the list from 1, its clause ("" for none), and the text to begin with."""

    code: str
    place: int
    title: str
    clause: str
    template: str


_FIELDS = tuple(one.name for one in fields(Cause))


def shipped(find: Finder = resource) -> tuple[Cause, ...]:
    """Read the causes that ship with the program; raises DeskError where the table is missing or broken."""
    found = []
    for place, table in enumerate(read_table(find, "causes.toml").tables("causes"), 1):
        table.expect_only("code", "title", "clause", "template")
        found.append(
            Cause(
                table.text("code"),
                place,
                table.text("title"),
                table.text_or_empty("clause"),
                table.text("template"),
            )
        )
    return tuple(found)


@cache
def _standard() -> tuple[Cause, ...]:
    return shipped()


def causes_in(session: Session) -> dict[str, Cause]:
    """Return the causes by code, in their order: the shipped ones, as people edited them, and people's own."""
    standard = _standard()
    row = t.cause.c
    edited = [Cause(*values) for values in session.execute(select(*(row[name] for name in _FIELDS)))]
    known = {one.code: one for one in (*standard, *edited)}
    return {one.code: one for one in sorted(known.values(), key=lambda one: (one.place, one.code))}


def causes(database: Database) -> Job[dict[str, Cause]]:
    """Read the causes by code, in their order."""
    yield Progress("正在读取说明原因")
    with database.reading() as session:
        return causes_in(session)


def write_cause(database: Database, actor: str, cause: Cause, reason: str) -> Job[Cause]:
    """Write a cause anew or for the first time; raises DeskError where its title or text is blank."""
    yield Progress("正在保存说明原因")
    if not cause.title.strip() or not cause.template.strip() or not cause.code.strip():
        raise DeskError("原因的名称或范文是空的。", "没有改动任何原因。", "请填写后再保存。")
    with database.writing() as session:
        known = causes_in(session).get(cause.code)
        key = session.scalar(select(t.cause.c.id).where(t.cause.c.code == cause.code))
        noted = trail.Trail(session, trail.Act(actor, clock.now(), reason))
        values = asdict(cause)
        fresh = key is None
        if key is None:
            key = trail.next_key(session, t.cause, trail.CAUSE)
            session.execute(insert(t.cause), {"id": key, "version": 1, **values})
        else:
            version = t.cause.c.version + 1
            session.execute(update(t.cause).where(t.cause.c.id == key).values(**values, version=version))
        _note(noted, trail.Thing(trail.CAUSE, key, cause.title), known, values, fresh=fresh)
        noted.append()
    return cause


def _note(
    noted: trail.Trail, thing: trail.Thing, known: Cause | None, values: Mapping[str, object], *, fresh: bool
) -> None:
    if known is None:
        noted.added(thing, values)
        return
    if fresh:
        noted.added(thing, asdict(known))
    before: Mapping[str, object] = asdict(known)
    for name in _FIELDS:
        if before[name] != values[name]:
            noted.changed(thing, name, before[name], values[name])
