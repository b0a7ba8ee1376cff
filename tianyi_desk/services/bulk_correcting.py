"""The same field on many plans at once: what that would change, plan by plan, before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.models.database import Database
from tianyi_desk.models.neighbours import keys_of
from tianyi_desk.progress import Job, Progress
from tianyi_desk.services.correctable import Item, read_items
from tianyi_desk.services.correcting import Wish, field_of, seen_in, with_wish
from tianyi_desk.services.correction_checks import wrong_with
from tianyi_desk.services.correction_fields import FIELDS
from tianyi_desk.services.correction_shapes import Slot
from tianyi_desk.services.privacy import masked
from tianyi_desk.trouble import DeskError

_PLAN = Entity.PLAN.value


@dataclass(frozen=True, slots=True)
class BulkField:
    """A field that may be put right on many plans at once."""

    name: str
    label: str
    expected: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BulkLine:
    """What would become of one plan: before and after in words; `wish` None where nothing would be written.

    `refused` says why it cannot be, "" where it can or stands so already.
    """

    number: str
    enterprise: str
    before: str
    after: str
    refused: str
    wish: Wish | None


BULK_FIELDS: tuple[BulkField, ...] = tuple(
    BulkField(name, field.label, field.expected, field.choices)
    for (entity, name, aspect), field in FIELDS.items()
    if entity == _PLAN and not aspect
)
"""Every field of a plan that stands by itself; addresses and teams are put right on the 计划页."""


def preview(database: Database, numbers: Sequence[str], name: str, text: str) -> Job[tuple[BulkLine, ...]]:
    """Return what typing a text into one field of these plans would change; nothing is written."""
    yield Progress("正在预览更正")
    with database.reading() as session:
        keys = keys_of(session, numbers)
        items = read_items(session, [(_PLAN, keys[number]) for number in numbers if number in keys])
        return tuple(
            _line(items[_PLAN, keys[number]], name, text, session) for number in numbers if number in keys
        )


def _line(item: Item, name: str, text: str, session: Session) -> BulkLine:
    slot = Slot(_PLAN, item.key, name)
    wish = Wish(slot, text, seen_in(item, slot))
    words = field_of(slot).words
    before, fact = masked(words(item, None)), item.fact
    number, enterprise = (fact.number, fact.enterprise) if isinstance(fact, Plan) else ("", "")
    try:
        after = with_wish(item, wish)
    except DeskError as trouble:
        return BulkLine(number, enterprise, before, "", trouble.happened, None)
    wrong = wrong_with(session, after, {})
    if wrong:
        return BulkLine(number, enterprise, before, masked(words(after, None)), wrong, None)
    return BulkLine(
        number, enterprise, before, masked(words(after, None)), "", wish if after != item else None
    )
