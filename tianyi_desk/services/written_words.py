"""What the history wrote, in people's words: fields by their headings, values and whole things in a few words."""

from collections.abc import Callable, Mapping
from typing import Any

from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.models.json_values import field_value
from tianyi_desk.services.photo_files import FILE
from tianyi_desk.services.pile_listing import field_name, value_words
from tianyi_desk.services.privacy import masked


def words_of_field(entity: Entity, field: str) -> str:
    """Return how people call a field of a kind of thing."""
    return field if field == FILE else field_name(entity, field)


def written_value(entity: Entity, field: str, value: Any) -> str:
    """Write a field's value (parsed JSON of the history) as a person reads it, numbers of people masked."""
    if field == FILE:
        return str(value)[:12] if value else "（空）"
    return value_words(field_value(entity, field, value))


def about(entity: Entity, values: Mapping[str, Any]) -> str:
    """Say of a whole thing (parsed JSON of the history) what it is about."""
    return masked(_ABOUT[entity](values))


_ABOUT: dict[Entity, Callable[[Mapping[str, Any]], str]] = {
    Entity.PLAN: lambda one: f"{one['enterprise']}  {one['start'][:10]} 至 {one['end'][:10]}",
    Entity.PERSON: lambda one: "  ".join(
        filter(None, (one["department"], one["qualification"], one["state"]))
    ),
    Entity.CHECK_IN: lambda one: one["place"],
    Entity.PHOTO: lambda one: "  ".join(filter(None, (one["category"], one["uploader"]))),
    Entity.REVIEW: lambda one: "  ".join(filter(None, ("、".join(one["people"]), one["conclusion"]))),
    Entity.EXPLANATION: lambda one: one["text"],
}
