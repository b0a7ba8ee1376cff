"""What files said against people's corrections, and what was decided: the history remembers the values refused."""

import json
from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.models import tables as t
from tianyi_desk.models.reading import several
from tianyi_desk.services import trail
from tianyi_desk.services.piles import Alteration

KEPT = "保留更正"
ADOPTED = "采用文件，代替更正"


def refused_values(session: Session, entity: Entity, keys: Collection[int]) -> dict[tuple[int, str], object]:
    """Return which value of a file was refused last, by key and field, as JSON has it."""
    change, kind = t.change.c, f"{entity.value}."
    found: dict[tuple[int, str], object] = {}
    for part in several(keys):
        rows = session.execute(
            select(change.entity_id, change.field, change.after)
            .where(change.entity == trail.CONFLICT, change.entity_id.in_(part))
            .where(change.field.startswith(kind))
            .order_by(change.id)
        )
        for key, field, value in rows:
            found[key, field.removeprefix(kind)] = json.loads(value or "null")
    return found


def note_refused(history: trail.Trail, altered: Iterable[Alteration]) -> int:
    """Note that people's corrections stay against what a file says, field by field; return how many."""
    count = 0
    for each in altered:
        thing = trail.Thing(trail.CONFLICT, each.key, trail.key_words(each.present))
        for change in each.conflicts:
            history.changed(
                thing, f"{each.entity.value}.{change.name}", change.before, change.after, reason=KEPT
            )
            count += 1
    return count
