"""Which columns each kind of sheet has, which of them it needs, and how a heading finds its field."""

from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.importers.plan_headings import PLAN_HEADINGS
from tianyi_desk.importers.record_headings import (
    CHECK_IN_HEADINGS,
    EXPLANATION_HEADINGS,
    PHOTO_HEADINGS,
    REVIEW_HEADINGS,
    ROSTER_HEADINGS,
)
from tianyi_desk.importers.synonyms import Heading

Requirement = tuple[tuple[str, ...], ...]
"""Sets of fields of which any one is enough."""

HEADINGS: dict[Entity, tuple[Heading, ...]] = {
    Entity.PLAN: PLAN_HEADINGS,
    Entity.PERSON: ROSTER_HEADINGS,
    Entity.CHECK_IN: CHECK_IN_HEADINGS,
    Entity.PHOTO: PHOTO_HEADINGS,
    Entity.EXPLANATION: EXPLANATION_HEADINGS,
    Entity.REVIEW: REVIEW_HEADINGS,
}

REQUIRED: dict[Entity, tuple[Requirement, ...]] = {
    Entity.PLAN: (
        (("number",),),
        (("enterprise",),),
        (("projects",),),
        (("activities",),),
        (("period",), ("starts", "ends")),
        (("address",),),
        (("team",), ("leader",)),
    ),
    Entity.PERSON: ((("name",),),),
    Entity.CHECK_IN: (
        (("plan",), ("enterprise", "period"), ("enterprise", "starts", "ends"), ("channel",)),
        (("name",),),
        (("event",),),
        (("at",),),
    ),
    Entity.PHOTO: ((("plan",),), (("category",),), (("file_name",),)),
    Entity.EXPLANATION: ((("plan",),), (("kind",),), (("side",),), (("filed_on",),), (("text",),)),
    Entity.REVIEW: ((("plan",),), (("file_name",),)),
}

SHEET_WORDS: dict[Entity, tuple[str, ...]] = {
    Entity.PLAN: ("计划",),
    Entity.PERSON: ("名册", "花名册", "人员"),
    Entity.CHECK_IN: ("签到",),
    Entity.PHOTO: ("照片", "图片"),
    Entity.EXPLANATION: ("说明",),
    Entity.REVIEW: ("核查", "复核"),
}
"""Words in a sheet's name that help to tell its kind; the headings decide."""

LOOKUP: dict[Entity, dict[str, str]] = {
    entity: {name: heading.field for heading in headings for name in heading.names}
    for entity, headings in HEADINGS.items()
}
"""Folded heading → field, by kind of sheet."""

NAMES: dict[Entity, dict[str, str]] = {
    entity: {heading.field: heading.name for heading in headings} for entity, headings in HEADINGS.items()
}
"""Field → the column's name in the template."""

FACTS: dict[Entity, dict[str, tuple[str, ...]]] = {
    entity: {heading.field: heading.facts for heading in headings} for entity, headings in HEADINGS.items()
}
"""Field → the fact's fields that the column feeds."""

ORDER: dict[Entity, dict[str, int]] = {
    entity: {heading.field: place for place, heading in enumerate(headings)}
    for entity, headings in HEADINGS.items()
}
"""Field → its place in the template."""
