"""The rows of a visit's records on the 计划页: their keys, and those that somebody declared void."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk.facts.records import CheckIn, Photo
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.facts.wording import masked_phone
from tianyi_desk.models import tables as t
from tianyi_desk.models.neighbours import keys_of
from tianyi_desk.rules.case import Case
from tianyi_desk.rules.inputs import position_words
from tianyi_desk.rules.presence import channel_of
from tianyi_desk.services.correctable import Item, read_items
from tianyi_desk.services.plan_records import CheckInRow, PhotoRow
from tianyi_desk.services.privacy import masked

VOID = "作废"


class RecordKeys:
    """The check-ins and photos of some plans by what they say, and the void ones among them."""

    def __init__(self, session: Session, plans: Iterable[str]) -> None:
        keys = set(keys_of(session, list(plans)).values())
        wanted = [
            (entity.value, key)
            for entity, table in ((Entity.CHECK_IN, t.check_in), (Entity.PHOTO, t.photo))
            for key in session.scalars(
                select(table.c.id).where(table.c.plan_id.in_(keys)).order_by(table.c.id)
            )
        ]
        self.check_ins: dict[CheckIn, int] = {}
        self.photos: dict[Photo, int] = {}
        self.void_check_ins: list[tuple[CheckIn, int]] = []
        self.void_photos: list[tuple[Photo, int]] = []
        for item in read_items(session, wanted).values():
            self._note(item)

    def _note(self, item: Item) -> None:
        match item.fact:
            case CheckIn() if item.void:
                self.void_check_ins.append((item.fact, item.key))
            case CheckIn():
                self.check_ins[item.fact] = item.key
            case Photo() if item.void:
                self.void_photos.append((item.fact, item.key))
            case Photo():
                self.photos[item.fact] = item.key


def void_check_in(case: Case, record: CheckIn, key: int) -> CheckInRow:
    """Return a void check-in as the page lists it: it counts for nothing."""
    return CheckInRow(
        record=replace(
            record,
            phone=masked_phone(record.phone),
            place=masked(record.place),
            remarks=masked(record.remarks),
        ),
        plan=record.plan,
        own=record.plan == case.plan.number,
        channel=channel_of(record, case),
        position=position_words(record.position),
        fix=position_words(record.fix) if record.fix else "",
        distance_m=None,
        address=None,
        unmeasured="",
        too_far=False,
        counted=False,
        decides=False,
        why_not=VOID,
        timing=None,
        source=record.source,
        key=key,
    )


def void_photo(case: Case, photo: Photo, key: int) -> PhotoRow:
    """Return a void photo as the page lists it."""
    own = photo.plan == case.plan.number
    return PhotoRow(photo, own, False, VOID, None, None, photo.source, key)
