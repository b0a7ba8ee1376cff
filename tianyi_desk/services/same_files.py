"""Say which photos of a visit are, byte for byte, photos of another visit too, or of its other meeting (F9)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk.facts.vocabulary import Entity, PhotoCategory
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.models.force import in_force
from tianyi_desk.models.reading import several
from tianyi_desk.progress import Job, Progress
from tianyi_desk.services.gallery import MEETINGS, Shot, VisitPhotos


@dataclass(frozen=True, slots=True)
class Twin:
    """Another photo of the same bytes."""

    plan: str
    enterprise: str
    category: PhotoCategory
    file_name: str


def same_files(
    database: Database, visit: VisitPhotos, numbers: Collection[str]
) -> Job[dict[int, tuple[Twin, ...]]]:
    """Return the twins of a visit's photos by the photos' keys; `numbers` are the visit's plans.

    A file that was handed in twice for one meeting is no reuse, one in both meetings is.
    """
    yield Progress("正在比对照片文件")
    hashes = {shot.sha256 for shot in visit.shots if shot.sha256}
    if not hashes:
        return {}
    with database.reading() as session:
        known = _of_hashes(session, hashes)
    found = {shot.key: _twins(shot, known.get(shot.sha256, []), numbers) for shot in visit.shots}
    return {key: twins for key, twins in found.items() if twins}


def _twins(shot: Shot, known: Collection[Twin], numbers: Collection[str]) -> tuple[Twin, ...]:
    return tuple(
        one
        for one in known
        if one.plan not in numbers
        or (one.category is not shot.category and {one.category, shot.category} == set(MEETINGS))
    )


def _of_hashes(session: Session, hashes: Collection[str]) -> dict[str, list[Twin]]:
    file, photo, plan = t.photo_file.c, t.photo.c, t.plan.c
    statement = (
        select(file.sha256, plan.number, plan.enterprise, photo.category, photo.file_name)
        .join_from(t.photo_file, t.photo)
        .join(t.plan)
        .where(in_force(t.photo, Entity.PHOTO))
        .order_by(plan.number, photo.id)
    )
    found: defaultdict[str, list[Twin]] = defaultdict(list)
    for part in several(hashes):
        for sha256, *twin in session.execute(statement.where(file.sha256.in_(part))):
            found[sha256].append(Twin(*twin))
    return found
