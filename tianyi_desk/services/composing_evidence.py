"""What the records of a visit say that an explanation may rest on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tianyi_desk.facts.records import CheckIn
from tianyi_desk.facts.vocabulary import AnomalyKind, PhotoCategory
from tianyi_desk.rules.case import Case
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.rules.signing import lacking_events
from tianyi_desk.rules.survey import Survey

MEETINGS = (PhotoCategory.OPENING_MEETING, PhotoCategory.CLOSING_MEETING)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a text is about: the plans it is for, the whole visit, and the kinds of anomaly it explains."""

    cases: Sequence[Case]
    visit: Sequence[Case]
    kinds: Sequence[AnomalyKind]
    book: RuleBook

    @property
    def first(self) -> Case:
        """Return the plan that stands for all."""
        return self.cases[0]


def late_uploads(case: Case) -> list[tuple[PhotoCategory, datetime]]:
    """Return the meeting photos that were uploaded after the end day, with their times."""
    end = case.plan.end.date()
    return [
        (photo.category, photo.uploaded_at)
        for photo in case.counted_photos
        if photo.category in MEETINGS and photo.uploaded_at is not None and photo.uploaded_at.date() > end
    ]


def left_out(case: Case) -> list[tuple[CheckIn, bool]]:
    """Return bound plans' records that a lacking event misses by their signer or a declined 同时签到 (M2.4)."""
    found = []
    for event in lacking_events(case):
        counted = case.signed(event)
        found += [(record, False) for record in counted.outsiders if record.plan != case.plan.number]
        found += [(record, True) for record in counted.declined]
    return found


def outsiders(case: Case) -> list[CheckIn]:
    """Return the plan's own records that a lacking event misses because their signer is not on the team (M2.1 二)."""
    return [
        record
        for event in lacking_events(case)
        for record in case.signed(event).outsiders
        if record.plan == case.plan.number
    ]


def other_site(scope: Scope) -> tuple[str, str, float] | None:
    """Return an address of another plan of the visit near which a deviating record was signed.

    It comes with its plan's number and the distance in metres; None where there is none within the limit.
    """
    survey, asked = Survey(), []
    for case in scope.cases:
        mine = {one.text for one in case.plan.addresses}
        for record in (found[2] for found in case.nearest_at.values()):
            point = record.position.point(foreign=case.plan.foreign) if record.position else None
            for partner in scope.visit if point is not None else ():
                for address, target in zip(partner.plan.addresses, partner.points, strict=True):
                    if target is not None and point is not None and address.text not in mine:
                        row: list[float | None] = [None]
                        survey.want(row, 0, point, target)
                        asked.append((row, address.text, partner.plan.number))
    survey.measure()
    limit = scope.first.policy.deviation_m if scope.first.policy else 0
    near = [(text, number, row[0]) for row, text, number in asked if row[0] is not None and row[0] <= limit]
    return min(near, key=lambda one: one[2], default=None)
