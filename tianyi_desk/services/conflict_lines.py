"""The pile 冲突: what a person corrected and a file says otherwise, field by field, for somebody to decide."""

from collections.abc import Iterator
from dataclasses import dataclass

from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.facts.wording import moment_words
from tianyi_desk.services.exchange import base_name
from tianyi_desk.services.pile_listing import field_name, value_words
from tianyi_desk.services.piles import Piles
from tianyi_desk.services.privacy import masked
from tianyi_desk.services.trail import key_words


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """One field: what a person wrote (who, when, why), and what the file says; `name` and `place` find the draft's."""

    place: int
    name: str
    kind: Entity
    about: str
    field: str
    corrected: str
    who: str
    said: str
    source: str


def conflict_lines(piles: Piles) -> Iterator[ConflictLine]:
    """Yield the conflicts of an import in the file's order."""
    for each in piles.conflicts:
        source = each.fact.source
        row = f"第 {source.row} 行" if source is not None and source.row else ""
        for change, wrote in zip(each.conflicts, each.wrote, strict=True):
            yield ConflictLine(
                each.place,
                change.name,
                each.entity,
                masked(key_words(each.present)),
                field_name(each.entity, change.name),
                value_words(change.before),
                masked(f"{wrote.actor} {moment_words(wrote.at)[:16]} {wrote.reason}"),
                value_words(change.after),
                " ".join(filter(None, (base_name(source.sheet.file) if source else "", row))),
            )
