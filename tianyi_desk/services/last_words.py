"""Who wrote a field last: what a person wrote, a re-import may not overwrite unasked."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.models import tables as t
from tianyi_desk.models.reading import several
from tianyi_desk.services.counting import Counting


class Wrote(NamedTuple):
    """Who wrote a field, when and why."""

    actor: str
    at: datetime
    reason: str


def people_wrote(session: Session, entity: Entity, keys: Collection[int]) -> dict[tuple[int, str], Wrote]:
    """Return who wrote the (key, field) pairs that a person wrote last.

    What was taken back since is passed over, and so is what was undone, with the undoing. Of what a person added,
    these are the fields that were filled in.
    """
    change, counting, kind = t.change.c, Counting(session), str(entity.value)
    last: dict[tuple[int, str], Wrote | None] = {}
    columns = (
        change.id,
        change.entity_id,
        change.field,
        change.batch_id,
        change.after,
        change.actor,
        change.at,
        change.reason,
    )
    for part in several(keys):
        rows = session.execute(
            select(*columns)
            .where(change.entity == kind, change.entity_id.in_(part))
            .where(change.field.is_not(None) | change.batch_id.is_(None))
            .order_by(change.id)
        )
        for number, key, name, batch, after, *wrote in rows:
            if not counting.counts(number, batch, kind, key, name):
                continue
            by = Wrote(*wrote) if batch is None else None
            names = [name] if name is not None else _filled_in(after)
            last.update(((key, one), by) for one in names)
    return {pair: by for pair, by in last.items() if by is not None}


def _filled_in(added: str | None) -> list[str]:
    return [name for name, value in json.loads(added or "{}").items() if value not in (None, "", [])]
