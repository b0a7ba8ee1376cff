"""Entries of the roster that somebody merged into others: files may list them for years to come."""

import json
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk.facts.records import RosterEntry
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.models import tables as t

INTO = "into"
"""In what the history keeps of an entry that was merged: the key of the one that it went into."""
FIELDS = ("name", "id_number", "ccaa_number", "phone", "department", "qualification", "state")


def merged_away(session: Session) -> Iterator[RosterEntry]:
    """Yield the entries that were merged into others, unless that was undone."""
    change = t.change.c
    there = set(session.scalars(select(t.person.c.id)))
    rows = session.execute(
        select(change.entity_id, change.before).where(
            change.field.is_(None), change.after.is_(None), change.entity == Entity.PERSON.value
        )
    )
    for key, before in rows:
        fields = json.loads(before or "{}")
        if INTO in fields and key not in there:
            yield RosterEntry(**{name: fields[name] for name in FIELDS})
