"""The history: every write appends what it changed, by whom, when and why, in its own transaction."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Table, func, or_, select, text
from sqlalchemy.orm import Session

from tianyi_desk.facts.intake import Fact
from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.records import CheckIn, Explanation, Photo, RosterEntry
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.facts.wording import moment_words
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.models.history import MOVED
from tianyi_desk.models.inserting import insert_rows
from tianyi_desk.models.json_text import json_text
from tianyi_desk.models.reading import several
from tianyi_desk.services.last_words import people_wrote

FINDING = "异常"
"""What the history calls findings; everything else goes by the name of its sheet in the standard template."""
DRAFT = "说明稿"
"""What it calls texts that are not filed yet: no rule looks at them before they are."""
ATTACHMENT = "说明附件"
"""What it calls files beside them."""
CAUSE = "说明原因"
"""What it calls ready causes."""
NOTICE = "通知"
"""What it calls notices."""
CONTACT = "联系人"
"""What it calls contacts."""
BINDING = "绑定"
"""What it calls what people said of pairs of plans."""
CLOSING = "月结"
"""What it calls the closing of a month."""
LOOKED = "查看"
"""What the history calls it that somebody had a masked number shown; nothing was changed by it."""
CONFLICT = "冲突"
"""What it calls a file's value that was refused because a person had corrected the field."""

_UNJUDGED = (CONFLICT, DRAFT, ATTACHMENT, CAUSE, NOTICE, CONTACT, CLOSING, LOOKED)


@dataclass(frozen=True, slots=True)
class Act:
    """Who writes, when and why; `batch` is None where it is a person or a judgement, not an import."""

    actor: str
    at: datetime
    reason: str
    batch: int | None = None


class Thing(NamedTuple):
    """What was written: its kind, the key of its row, and how people name it."""

    entity: str
    entity_id: int
    key: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history; `field` is None where the thing was added or taken away. `before` and `after` are JSON text.

    `undoes` is the number of the line that this one undoes.
    """

    number: int
    entity: str
    key: str
    field: str | None
    before: str | None
    after: str | None
    reason: str
    actor: str
    at: datetime
    batch: int | None
    entity_id: int
    undoes: int | None = None


@dataclass(slots=True)
class Trail:
    """Collects the change rows of one act and appends them to the history."""

    session: Session
    act: Act
    _next: int = 0
    _rows: list[dict[str, Any]] = field(default_factory=list)
    _reversals: list[dict[str, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._next = (self.session.scalar(select(func.max(t.change.c.id))) or 0) + 1

    @property
    def next_number(self) -> int:
        """Return the number of the line that is noted next."""
        return self._next

    def added(self, thing: Thing, what: object) -> None:
        """Note that something is new; `what` is a fact or a mapping of its fields."""
        self._note(thing, None, None, json_text(what))

    def changed(
        self,
        thing: Thing,
        name: str,
        before: object,
        after: object,
        *,
        undoes: int | None = None,
        reason: str | None = None,
    ) -> int:
        """Note that a field was given another value, for the act's reason or one of its own; return the note's number.

        `undoes` is the number of the earlier change that this one undoes.
        """
        number = self._next
        self._note(thing, name, json_text(before), json_text(after), reason)
        if undoes is not None:
            self._reversals.append({"change_id": number, "undoes": undoes})
        return number

    def removed(self, thing: Thing, what: object) -> None:
        """Note that something was taken away again; its key is never given to anything else."""
        self._note(thing, None, json_text(what), None)

    def note_text(self, thing: Thing, name: str | None, before: str | None, after: str | None) -> None:
        """Note a change whose values are JSON text already, as the history gives them."""
        self._note(thing, name, before, after)

    def _note(
        self, thing: Thing, name: str | None, before: str | None, after: str | None, reason: str | None = None
    ) -> None:
        entity, entity_id, key = thing
        self._rows.append(
            {
                "id": self._next,
                "batch_id": self.act.batch,
                "entity": entity,
                "entity_id": entity_id,
                "key": key,
                "field": name,
                "before": before,
                "after": after,
                "reason": self.act.reason if reason is None else reason,
                "actor": self.act.actor,
                "at": self.act.at,
            }
        )
        self._next += 1

    def append(self) -> None:
        """Write what was noted since the last time."""
        insert_rows(self.session, t.change, self._rows)
        insert_rows(self.session, t.reversal, self._reversals)
        self._rows.clear()
        self._reversals.clear()


def key_words(fact: Fact) -> str:
    """Name a fact as people know it: the plan's number, the person, the record of a plan."""
    match fact:
        case Plan():
            return fact.number
        case RosterEntry():
            return " ".join(filter(None, (fact.name, fact.id_number or fact.ccaa_number or fact.phone)))
        case CheckIn():
            return " ".join(filter(None, (fact.plan, fact.name, fact.event, moment_words(fact.at))))
        case Photo():
            return f"{fact.plan} {fact.category} {fact.file_name}"
        case Explanation():
            return f"{fact.plan} {fact.kind} {fact.side} {fact.filed_on.isoformat()}"
        case _:
            return f"{fact.plan} {fact.file_name}"


def next_key(session: Session, table: Table, entity: str | None = None) -> int:
    """Return a key that no row of `table` has; to be asked inside a writing session only.

    With `entity`, what the history calls the table's rows, the key is one that none ever had.
    """
    change = t.change.c
    highest = session.scalar(select(func.max(table.c.id))) or 0
    if entity is not None:
        ever = session.scalar(select(func.max(change.entity_id)).where(change.entity == entity)) or 0
        highest = max(highest, ever)
    return highest + 1


def facts_stamp(session: Session) -> int:
    """Return the newest change of a fact: equal stamps mean that no fact was written in between."""
    change = t.change.c
    facts = change.entity.not_in((FINDING, *_UNJUDGED))
    statement = select(change.id).where(facts).order_by(change.id.desc()).limit(1)
    return session.scalar(statement) or 0


def stamp(session: Session) -> int:
    """Return the newest change of anything that a judgement rests on or writes, decisions included."""
    change = t.change.c
    statement = select(change.id).where(change.entity.not_in(_UNJUDGED)).order_by(change.id.desc()).limit(1)
    return session.scalar(statement) or 0


def set_by_people(session: Session, entity: Entity, keys: Collection[int]) -> set[tuple[int, str]]:
    """Return the (key, field) pairs that a person wrote last; a re-import may not overwrite them unasked."""
    return set(people_wrote(session, entity, keys))


def corrected(session: Session, entity: Entity) -> Iterator[tuple[int, str, str]]:
    """Yield the key, the field and the former text of whatever people corrected in things of a kind."""
    change = t.change.c
    rows = session.execute(
        select(change.entity_id, change.field, change.before).where(
            change.entity == entity.value, change.batch_id.is_(None), change.field.is_not(None)
        )
    )
    for key, name, before in rows:
        value = json.loads(before or "null")
        if isinstance(value, str) and value:
            yield key, name, value


def history(database: Database, entity: str, entity_id: int) -> tuple[Entry, ...]:
    """Return everything that was written about one thing, oldest first."""
    with database.reading() as session:
        return _entries(session, entity, [entity_id])


def of_thing(session: Session, entity: str, entity_id: int) -> tuple[Entry, ...]:
    """Return what `history` does, in a session that is open."""
    return _entries(session, entity, [entity_id])


def history_of_plan(database: Database, number: str) -> tuple[Entry, ...]:
    """Return everything that was written about a plan, its records and its findings, oldest first."""
    with database.reading() as session:
        plan = session.scalar(select(t.plan.c.id).where(t.plan.c.number == number))
        return () if plan is None else entries_of_plan(session, plan)


def entries_of_plan(session: Session, plan: int) -> tuple[Entry, ...]:
    """Return the history of the plan with this key as `history_of_plan` does; what was taken away is told, too."""
    entries = list(_entries(session, Entity.PLAN, [plan]))
    gone = _taken_away(session, plan)
    for entity, table in _OF_PLANS.items():
        keys = set(session.scalars(select(table.c.id).where(table.c.plan_id == plan)))
        entries += _entries(session, entity, keys | gone.get(str(entity), set()))
    entries += _refused(session, entries)
    entries += _entries(session, BINDING, _bindings(session, plan))
    entries += _moved_away(session, plan, {entry.number for entry in entries})
    return tuple(sorted(entries, key=lambda entry: entry.number))


def _refused(session: Session, entries: Collection[Entry]) -> list[Entry]:
    """Return the values of files that were refused in favour of corrections of these things."""
    corrected = {(one.entity, one.entity_id) for one in entries if one.batch is None and one.field}
    found = _entries(session, CONFLICT, {key for _entity, key in corrected})
    return [one for one in found if ((one.field or "").partition(".")[0], one.entity_id) in corrected]


def _bindings(session: Session, plan: int) -> set[int]:
    row = t.binding.c
    return set(session.scalars(select(row.id).where(or_(row.one_id == plan, row.other_id == plan))))


def _moved_away(session: Session, plan: int, known: Collection[int]) -> list[Entry]:
    """Return the moves of records that are another plan's now; what they were before is told there."""
    number = session.scalar(select(t.plan.c.number).where(t.plan.c.id == plan)) or ""
    moved = (t.change.c.before == json_text(number)) & text(MOVED)
    return [entry for entry in _read(session, moved) if entry.number not in known]


def _taken_away(session: Session, plan: int) -> dict[str, set[int]]:
    """Return the keys of the records of a plan that are no more, by their kind; they are named by its number."""
    change = t.change.c
    number = session.scalar(select(t.plan.c.number).where(t.plan.c.id == plan)) or ""
    found: dict[str, set[int]] = {}
    for entity, key in session.execute(
        select(change.entity, change.entity_id).where(
            change.field.is_(None), change.after.is_(None), change.key.between(f"{number} ", f"{number}!")
        )
    ):
        found.setdefault(entity, set()).add(key)
    return found


_OF_PLANS: dict[str, Table] = {
    Entity.CHECK_IN: t.check_in,
    Entity.PHOTO: t.photo,
    Entity.REVIEW: t.photo_review,
    Entity.EXPLANATION: t.explanation,
    FINDING: t.finding,
}


def _entries(session: Session, entity: str, keys: Collection[int]) -> tuple[Entry, ...]:
    change = t.change.c
    return tuple(
        entry
        for part in several(keys)
        for entry in _read(session, (change.entity == str(entity)) & change.entity_id.in_(part))
    )


def _read(session: Session, which: ColumnElement[bool]) -> list[Entry]:
    change = t.change.c
    statement = select(*[change[name] for name in _ENTRY], t.reversal.c.undoes)
    statement = statement.join_from(t.change, t.reversal, t.reversal.c.change_id == change.id, isouter=True)
    return [Entry(*row) for row in session.execute(statement.where(which).order_by(change.id))]


def numbered(session: Session, numbers: Collection[int]) -> tuple[Entry, ...]:
    """Return the lines of the history with these numbers, in their order."""
    return tuple(entry for part in several(numbers) for entry in _read(session, t.change.c.id.in_(part)))


def of_field(session: Session, thing: Thing, name: str) -> tuple[Entry, ...]:
    """Return what was written into one field of a thing, oldest first."""
    change = t.change.c
    mine = (change.entity == thing.entity) & (change.entity_id == thing.entity_id) & (change.field == name)
    return tuple(_read(session, mine))


_ENTRY = ("id", "entity", "key", "field", "before", "after", "reason", "actor", "at", "batch_id", "entity_id")
