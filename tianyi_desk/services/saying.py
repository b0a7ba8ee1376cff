"""Note what a batch's files said of which things, also where it was nothing new: what is taken back rests on it."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sqlalchemy.orm import Session

from tianyi_desk.facts.source import Sheet
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.models import tables as t
from tianyi_desk.models.inserting import insert_rows
from tianyi_desk.models.json_text import json_text
from tianyi_desk.services.piles import Piles


class Keys(NamedTuple):
    """The keys of what a batch added, by position, and of its sheets; the highest change row that it wrote."""

    added: Mapping[int, int]
    sheets: Mapping[Sheet, int]
    at_change: int


class _Said(NamedTuple):
    """One thing that a file spoke of."""

    place: int
    entity: Entity
    key: int
    given: frozenset[str]


def note_said(session: Session, piles: Piles, batch: int, keys: Keys) -> None:
    """Write which things the accepted and the unchanged drafts of a batch were about, and with which columns."""
    groups: dict[tuple[Entity, int | None, frozenset[str]], tuple[list[int], list[int]]] = {}
    for one in _said(piles, keys):
        source = piles.intake.drafts[one.place].fact.source
        sheet = keys.sheets.get(source.sheet) if source is not None else None
        things, rows = groups.setdefault((one.entity, sheet, one.given), ([], []))
        things.append(one.key)
        rows.append(source.row if source is not None else 0)
    written = [
        {
            "batch_id": batch,
            "place": place,
            "entity": entity.value,
            "sheet_id": sheet,
            "at_change": keys.at_change,
            "given": json_text(given),
            "keys": json_text(things),
            "rows": json_text(rows),
        }
        for place, ((entity, sheet, given), (things, rows)) in enumerate(groups.items())
    ]
    insert_rows(session, t.said, written)


def _said(piles: Piles, keys: Keys) -> Iterator[_Said]:
    drafts = piles.intake.drafts
    for added in piles.added:
        yield _Said(added.place, added.entity, keys.added[added.place], drafts[added.place].given)
    for each in piles.changed:
        refused = {*(change.name for change in each.conflicts), *each.settled}
        yield _Said(each.place, each.entity, each.key, drafts[each.place].given - refused)
    for place, standing in piles.standing.items():
        yield _Said(place, drafts[place].entity, standing.key, standing.given)
