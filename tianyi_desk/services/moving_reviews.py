"""Let a photo's review follow it to another plan: reviews are told apart by plan and file name."""

from collections.abc import Iterable

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from tianyi_desk.facts.records import Photo
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.models import tables as t
from tianyi_desk.models.neighbours import keys_of
from tianyi_desk.services import trail
from tianyi_desk.services.correctable import Item


def move_reviews(session: Session, history: trail.Trail, changed: Iterable[tuple[Item, Item]]) -> None:
    """Move the reviews of photos that were moved to another plan, unless a namesake stays or is there already."""
    for old, new in changed:
        before, after = old.fact, new.fact
        if isinstance(before, Photo) and isinstance(after, Photo) and before.plan != after.plan:
            _move(session, history, before, after)


def _move(session: Session, history: trail.Trail, before: Photo, after: Photo) -> None:
    plans = keys_of(session, [before.plan, after.plan])
    photo, review = t.photo.c, t.photo_review.c
    left = session.scalar(
        select(func.count())
        .select_from(t.photo)
        .where(photo.plan_id == plans[before.plan], photo.file_name == before.file_name)
    )
    found = dict(
        session.execute(
            select(review.plan_id, review.id).where(
                review.plan_id.in_(list(plans.values())), review.file_name == before.file_name
            )
        ).all()
    )
    key = found.get(plans[before.plan])
    if left or key is None or plans[after.plan] in found:
        return
    table = t.photo_review
    values = {"plan_id": plans[after.plan], "version": table.c.version + 1}
    session.execute(update(table).where(table.c.id == key).values(values))
    thing = trail.Thing(Entity.REVIEW.value, key, f"{before.plan} {before.file_name}")
    history.changed(thing, "plan", before.plan, after.plan)
