"""Write what a reviewer recognised in a visit's photos and decided about it, and take that back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from tianyi_desk import clock
from tianyi_desk.facts.records import PhotoReview
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.models.neighbours import keys_of
from tianyi_desk.progress import Job, Progress
from tianyi_desk.services import trail
from tianyi_desk.services.gallery import Mark, VisitPhotos
from tianyi_desk.trouble import DeskError

REASON = "照片核查"
TAKEN_BACK = "撤销照片核查"
Which = tuple[str, str]
"""A photo's plan number and file name: what a review belongs to."""
FIELDS = ("people", "seen_by", "enterprise_seen", "conclusion", "reviewer", "reviewed_at")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What was written: every photo's mark before (None: it had no review) and after (None: it has none now)."""

    before: Mapping[Which, Mark | None]
    after: Mapping[Which, Mark | None]

    @property
    def plans(self) -> tuple[str, ...]:
        """Return the numbers of the plans whose reviews were written."""
        return tuple(dict.fromkeys(plan for plan, _name in self.after))


def to_write(visit: VisitPhotos, marks: Mapping[Which, Mark]) -> dict[Which, Mark]:
    """Return the marks that a decision about a visit writes: of photos with a file, a tick or a review."""
    there = {(shot.plan, shot.file_name) for shot in visit.shots if shot.has_file}
    return {
        which: mark
        for which, mark in marks.items()
        if which in there or mark.people or mark.enterprise or mark.version
    }


def review(
    database: Database, actor: str, marks: Mapping[Which, Mark], conclusion: str, reason: str = ""
) -> Job[Reviewed]:
    """Write the marks of photos with one conclusion, in one transaction.

    A mark's `version` is what the reviewer saw. Raises DeskError where somebody else wrote a review of the same
    photo since, or the environment is at fault.
    """
    at = clock.now().replace(microsecond=0)
    wanted: dict[Which, Mark | None] = {
        which: Mark(mark.people, mark.seen_by, mark.enterprise, conclusion, actor, at, mark.version)
        for which, mark in marks.items()
    }
    words = "：".join(filter(None, (f"{REASON}{conclusion}", reason.strip())))
    return (yield from _write(database, trail.Act(actor, at, words), wanted))


def take_back(database: Database, actor: str, reviewed: Reviewed) -> Job[Reviewed]:
    """Write back what stood before, as a new change. Raises DeskError where it was changed since."""
    wanted: dict[Which, Mark | None] = {}
    for which, before in reviewed.before.items():
        after = reviewed.after[which]
        version = after.version if after is not None else 0
        wanted[which] = None if before is None else _versioned(before, version)
    stood = {which: mark.version if mark is not None else 0 for which, mark in reviewed.after.items()}
    return (yield from _write(database, trail.Act(actor, clock.now(), TAKEN_BACK), wanted, stood))


def _versioned(mark: Mark, version: int) -> Mark:
    return Mark(
        mark.people, mark.seen_by, mark.enterprise, mark.conclusion, mark.reviewer, mark.reviewed_at, version
    )


@dataclass(frozen=True, slots=True)
class _Standing:
    """A stored review: its key and what it says."""

    key: int
    mark: Mark


def _write(
    database: Database,
    act: trail.Act,
    wanted: Mapping[Which, Mark | None],
    seen: Mapping[Which, int] | None = None,
) -> Job[Reviewed]:
    yield Progress("正在保存照片核查")
    before: dict[Which, Mark | None] = {}
    after: dict[Which, Mark | None] = {}
    with database.writing() as session:
        plans = keys_of(session, {plan for plan, _name in wanted})
        standing = _standing(session, plans)
        noted, key = trail.Trail(session, act), trail.next_key(session, t.photo_review, Entity.REVIEW.value)
        for which, mark in wanted.items():
            known = standing.get(which)
            expected = seen[which] if seen is not None else (mark.version if mark is not None else 0)
            if (known.mark.version if known else 0) != expected:
                raise DeskError(
                    f"照片 {which[1]} 的核查结果刚刚被别处改过。",
                    "这次没有写入任何数据。",
                    "请看过新的结果后再判定。",
                )
            before[which] = known.mark if known else None
            after[which] = _put(session, noted, plans, which, known, mark, key)
            key += known is None
        noted.append()
    return Reviewed(before, after)


def _standing(session: Session, plans: Mapping[str, int]) -> dict[Which, _Standing]:
    row = t.photo_review.c
    numbers = {key: number for number, key in plans.items()}
    statement = select(row.id, row.plan_id, row.file_name, *(row[name] for name in FIELDS), row.version)
    return {
        (numbers[plan], name): _Standing(key, Mark(*values))
        for key, plan, name, *values in session.execute(statement.where(row.plan_id.in_(list(numbers))))
    }


def _put(
    session: Session,
    noted: trail.Trail,
    plans: Mapping[str, int],
    which: Which,
    known: _Standing | None,
    mark: Mark | None,
    key: int,
) -> Mark | None:
    """Write one review, change it, or take it away; return what stands then."""
    table, (number, name) = t.photo_review, which
    words = trail.key_words(PhotoReview(number, name))
    thing = trail.Thing(Entity.REVIEW.value, known.key if known else key, words)
    if mark is None:
        if known is not None:
            session.execute(delete(table).where(table.c.id == known.key))
            noted.removed(thing, _fact(which, known.mark))
        return None
    if known is None:
        row = {"id": key, "plan_id": plans[number], "file_name": name, "sheet_id": None, "sheet_row": 0}
        session.execute(insert(table), {**row, **_values(mark), "version": 1})
        noted.added(thing, _fact(which, mark))
        return _versioned(mark, 1)
    old, new = _values(known.mark), _values(mark)
    for field in FIELDS:
        if old[field] != new[field]:
            noted.changed(thing, field, old[field], new[field])
    version = known.mark.version + 1
    session.execute(update(table).where(table.c.id == known.key).values(**new, version=version))
    return _versioned(mark, version)


def _values(mark: Mark) -> dict[str, Any]:
    said = (mark.people, mark.seen_by, mark.enterprise, mark.conclusion, mark.reviewer, mark.reviewed_at)
    return dict(zip(FIELDS, said, strict=True))


def _fact(which: Which, mark: Mark) -> PhotoReview:
    return PhotoReview(*which, **_values(mark))
