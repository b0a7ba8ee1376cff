"""The photos of visits as the panel 照片 shows them: bound plans together, their strips, team and reviews."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk.facts.codes import ORDER
from tianyi_desk.facts.vocabulary import Disposition, Entity, PhotoCategory, Role, SeenBy
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.models.force import in_force
from tianyi_desk.models.neighbours import keys_of
from tianyi_desk.models.quick import collector_paused
from tianyi_desk.models.reading import several
from tianyi_desk.progress import Job, Progress
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.services.briefs import Brief, briefs, read_brief_rows

CODES = ("O3", "H07", "H10", "H11", "H12", "H13", "S05", "S06")
"""What photos can bring up."""
MEETINGS = (PhotoCategory.OPENING_MEETING, PhotoCategory.CLOSING_MEETING)
FACES = 9
"""So many members have a key of their own."""


class Conclusion(StrEnum):
    """What a reviewer decides about a visit's photos."""

    PASSED = "通过"
    TROUBLED = "有问题"
    LACKING = "待补充"


UNDECIDED = "未判定"


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One visit of the list; `key` is its lowest plan number, `numbers` are all its plans with photos.

    `counts` are its photos by category, `files` how many of them have a file, `state` a Conclusion or 未判定.
    """

    key: str
    numbers: tuple[str, ...]
    plan: Brief
    counts: tuple[int, int, int]
    files: int
    state: str
    codes: tuple[str, ...]

    @property
    def decided(self) -> bool:
        """Tell whether somebody decided about its photos."""
        return self.state != UNDECIDED


@dataclass(frozen=True, slots=True)
class Mark:
    """What a reviewer recognised in one photo; `version` is the stored review's, 0 where there is none."""

    people: tuple[str, ...] = ()
    seen_by: SeenBy = SeenBy.ON_SITE
    enterprise: bool = False
    conclusion: str = ""
    reviewer: str = ""
    reviewed_at: datetime | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Shot:
    """One photo; `kept_as` and `sha256` are "" where no file came."""

    key: int
    plan: str
    category: PhotoCategory
    file_name: str
    uploader: str
    uploaded_at: datetime | None
    shot_with: str
    sha256: str
    kept_as: str
    mark: Mark

    @property
    def has_file(self) -> bool:
        """Tell whether its file came."""
        return bool(self.kept_as)


@dataclass(frozen=True, slots=True)
class Seat:
    """One person to be seen; `key` is 1 to 9, "" for those beyond."""

    key: str
    name: str
    role: Role
    remote: bool
    absent: bool


@dataclass(frozen=True, slots=True)
class VisitPhotos:
    """Everything that reviewing a visit takes; shots are in the order of the strips."""

    key: str
    shots: tuple[Shot, ...]
    seats: tuple[Seat, ...]

    def strip(self, category: PhotoCategory) -> tuple[Shot, ...]:
        """Return the photos of a category."""
        return tuple(shot for shot in self.shots if shot.category is category)


# The list


def list_visits(database: Database, book: RuleBook) -> Job[tuple[VisitLine, ...]]:
    """Read every visit that has photos, the latest first."""
    yield Progress("正在读取照片")
    with collector_paused(), database.reading() as session:
        in_order = _LISTED.where(in_force(t.photo, Entity.PHOTO)).order_by(t.photo.c.id)
        photos = session.execute(in_order).all()
        keys = {row.plan_id for row in photos}
        plans = dict(briefs(read_brief_rows(session, keys), book))
        codes = _codes(session, keys)
    visits: defaultdict[str, _Pile] = defaultdict(_Pile)
    keyed = {key: visits[min((plan.number, *plan.bound_with))] for key, plan in plans.items()}
    for plan, category, file, conclusion in photos:
        pile = keyed[plan]
        pile.plans.add(plan)
        pile.photos.append((category, conclusion))
        pile.files += file is not None
    made = [_line(key, pile, plans, codes) for key, pile in visits.items()]
    made.sort(key=lambda one: (one.plan.start, one.key), reverse=True)
    return tuple(made)


@dataclass(slots=True)
class _Pile:
    """What the photos of one visit say, while they are read."""

    plans: set[int] = field(default_factory=set)
    photos: list[tuple[PhotoCategory, str | None]] = field(default_factory=list)
    files: int = 0


_LISTED = (
    select(
        t.photo.c.plan_id,
        t.photo.c.category,
        t.photo_file.c.photo_id.label("file"),
        t.photo_review.c.conclusion,
    )
    .join_from(t.photo, t.photo_file, isouter=True)
    .outerjoin(
        t.photo_review,
        (t.photo_review.c.plan_id == t.photo.c.plan_id) & (t.photo_review.c.file_name == t.photo.c.file_name),
    )
)


def _line(key: str, pile: _Pile, plans: Mapping[int, Brief], codes: Mapping[int, set[str]]) -> VisitLine:
    own = sorted(pile.plans, key=lambda plan: plans[plan].number)
    categories = [category for category, _conclusion in pile.photos]
    opening, closing, other = (categories.count(category) for category in PhotoCategory)
    found = {code for plan in own for code in codes.get(plan, ())}
    return VisitLine(
        key,
        tuple(plans[plan].number for plan in own),
        plans[own[0]],
        (opening, closing, other),
        pile.files,
        state_of(pile.photos),
        tuple(sorted(found, key=ORDER.__getitem__)),
    )


def state_of(photos: Iterable[tuple[PhotoCategory, str | None]]) -> str:
    """Return what was decided about a visit, the worst of its photos' conclusions.

    Nobody decided yet where a meeting has photos of which none was reviewed (None), or nothing was concluded.
    """
    said: set[str] = set()
    there: set[PhotoCategory] = set()
    reviewed: set[PhotoCategory] = set()
    for category, conclusion in photos:
        there.add(category)
        if conclusion is not None:
            reviewed.add(category)
            said.add(conclusion)
    if any(meeting in there and meeting not in reviewed for meeting in MEETINGS):
        return UNDECIDED
    for worst in (Conclusion.TROUBLED, Conclusion.LACKING, Conclusion.PASSED):
        if worst.value in said:
            return worst.value
    return UNDECIDED


def _codes(session: Session, keys: Collection[int]) -> dict[int, set[str]]:
    finding, found = t.finding.c, defaultdict[int, set[str]](set)
    dismissed = finding.disposition.is_not_distinct_from(Disposition.DISMISSED)
    statement = select(finding.plan_id, finding.code).where(
        finding.code.in_(CODES), finding.closed_at.is_(None), ~dismissed
    )
    for plan, code in session.execute(statement):
        if plan in keys:
            found[plan].add(code)
    return found


# One visit


def open_visit(database: Database, key: str, numbers: Collection[str]) -> Job[VisitPhotos]:
    """Read the photos, the team and the reviews of a visit's plans."""
    yield Progress("正在读取照片")
    with database.reading() as session:
        plans = {plan: number for number, plan in keys_of(session, numbers).items()}
        shots = _shots(session, plans)
        seats = _seats(session, plans)
    shots.sort(key=in_strips)
    return VisitPhotos(key, tuple(shots), seats)


_LATEST = datetime(9999, 12, 31)
_PLACE = {category: place for place, category in enumerate(PhotoCategory)}


def in_strips(shot: Shot) -> tuple[int, datetime, str, int]:
    """Return what puts photos of a visit in order: by strip, then as they were uploaded."""
    return _PLACE[shot.category], shot.uploaded_at or _LATEST, shot.file_name, shot.key


def _shots(session: Session, plans: Mapping[int, str]) -> list[Shot]:
    photo, file = t.photo.c, t.photo_file.c
    marks = _marks(session, plans)
    columns = (
        photo.id, photo.plan_id, photo.category, photo.file_name, photo.uploader, photo.uploaded_at,
        photo.shot_with, file.sha256, file.kept_as,
    )  # fmt: skip
    statement = select(*columns).join_from(t.photo, t.photo_file, isouter=True)
    statement = statement.where(in_force(t.photo, Entity.PHOTO))
    found = []
    for part in several(plans):
        for key, plan, category, name, uploader, at, shot_with, sha256, kept_as in session.execute(
            statement.where(photo.plan_id.in_(part))
        ):
            mark = marks.get((plan, name), Mark())
            found.append(
                Shot(
                    key,
                    plans[plan],
                    category,
                    name,
                    uploader,
                    at,
                    shot_with,
                    sha256 or "",
                    kept_as or "",
                    mark,
                )
            )
    return found


def _marks(session: Session, plans: Mapping[int, str]) -> dict[tuple[int, str], Mark]:
    review = t.photo_review.c
    names = ("people", "seen_by", "enterprise_seen", "conclusion", "reviewer", "reviewed_at", "version")
    statement = select(review.plan_id, review.file_name, *(review[name] for name in names))
    return {
        (plan, name): Mark(*values)
        for part in several(plans)
        for plan, name, *values in session.execute(statement.where(review.plan_id.in_(part)))
    }


def _seats(session: Session, plans: Mapping[int, str]) -> tuple[Seat, ...]:
    """Return the members of all the plans, each name once, in the order of the plans' teams."""
    member = t.member.c
    rows: list[Any] = []
    for part in several(plans):
        rows += session.execute(
            select(member.plan_id, member.name, member.role, member.remote, member.absent)
            .where(member.plan_id.in_(part))
            .order_by(member.plan_id, member.place)
        ).all()
    once: dict[str, Any] = {}
    for row in sorted(rows, key=lambda row: plans[row.plan_id]):
        once.setdefault(row.name, row)
    return tuple(
        Seat(str(place) if place <= FACES else "", row.name, row.role, row.remote, row.absent)
        for place, row in enumerate(once.values(), 1)
    )
