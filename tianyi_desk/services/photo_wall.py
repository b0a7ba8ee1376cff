"""Every photo of many visits at once, for the wall of thumbnails in 照片."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from sqlalchemy import select

from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.models.force import in_force
from tianyi_desk.models.quick import builder, collector_paused
from tianyi_desk.progress import Job, Progress
from tianyi_desk.services.gallery import Mark, Shot, VisitLine, in_strips


@dataclass(frozen=True, slots=True)
class WallShot:
    """A photo on the wall, and the visit it is of; it is number `place` of `of` in its strip.

    The shot's mark is left empty: what was decided stands in the visit's line.
    """

    shot: Shot
    line: VisitLine
    place: int
    of: int

    @property
    def key(self) -> int:
        """Return what it is known by."""
        return self.shot.key


_shot, _wall_shot, _NO_MARK = builder(Shot), builder(WallShot), Mark()
_COLUMNS = (
    t.photo.c.id, t.plan.c.number, t.photo.c.category, t.photo.c.file_name, t.photo.c.uploader,
    t.photo.c.uploaded_at, t.photo.c.shot_with, t.photo_file.c.sha256, t.photo_file.c.kept_as,
)  # fmt: skip


def list_wall(database: Database, lines: Sequence[VisitLine]) -> Job[tuple[WallShot, ...]]:
    """Read the photos of these visits, in the order of the visits and, within one, of the strips."""
    yield Progress("正在读取照片")
    statement = select(*_COLUMNS).join_from(t.photo, t.plan).join(t.photo_file, isouter=True)
    statement = statement.where(in_force(t.photo, Entity.PHOTO))
    with collector_paused():
        with database.reading() as session:
            rows = session.execute(statement).all()
        of_plan: defaultdict[str, list[Shot]] = defaultdict(list)
        for key, plan, category, name, uploader, at, shot_with, sha256, kept_as in rows:
            of_plan[plan].append(
                _shot(
                    key, plan, category, name, uploader, at, shot_with, sha256 or "", kept_as or "", _NO_MARK
                )
            )
        return tuple(one for line in lines for one in _hung(line, of_plan))


def _hung(line: VisitLine, of_plan: Mapping[str, Sequence[Shot]]) -> Iterator[WallShot]:
    """Yield the photos of one visit."""
    shots = sorted((shot for number in line.numbers for shot in of_plan.get(number, ())), key=in_strips)
    for _category, strip in groupby(shots, key=attrgetter("category")):
        hung = tuple(strip)
        for place, shot in enumerate(hung, 1):
            yield _wall_shot(shot, line, place, len(hung))
