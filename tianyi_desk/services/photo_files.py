"""Find the files of listed photos in folders that were handed in, keep them, and say which photo each is."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from tianyi_desk.facts.records import Photo
from tianyi_desk.facts.vocabulary import Entity, PhotoCategory
from tianyi_desk.importers.archive import ArchiveRefusedError, archives_in, unpacked
from tianyi_desk.importers.photo_folder import is_ignored, place_of
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.models.neighbours import keys_of
from tianyi_desk.models.reading import several
from tianyi_desk.progress import Job, Progress
from tianyi_desk.services import trail
from tianyi_desk.services.photo_store import PhotoStore, Stored
from tianyi_desk.services.piles import Piles

FILE = "文件"
"""What the history calls the SHA-256 of a photo's file."""

Place = tuple[str, PhotoCategory, str]
"""The number of the plan, the category and the file name: what tells photos apart."""


@contextmanager
def with_archives(paths: Iterable[Path], *, whole: bool) -> Iterator[list[Path]]:
    """Provide the paths with the pictures of archives among them unpacked, by name and size only unless `whole`."""
    with ExitStack() as stack:
        paths = list(paths)
        folders = []
        for path in archives_in(paths):
            with suppress(ArchiveRefusedError):  # it was refused when it was read, and that was told
                folders.append(stack.enter_context(unpacked(path, tables=False, pictures=whole)))
        yield [*paths, *folders]


@dataclass(frozen=True, slots=True)
class _Known:
    """A listed photo: its key, and the SHA-256 and size of its file where that came."""

    key: int
    sha256: str | None
    size: int | None


def pictures_in(paths: Iterable[Path]) -> dict[Place, Path]:
    """Return the pictures in folders that say of which plan and category they are."""
    found: dict[Place, Path] = {}
    for root in paths:
        if not root.is_dir():
            continue
        for folder, folders, names in os.walk(os.path.abspath(root)):
            folders.sort()
            for name in sorted(names):
                path = Path(folder, name)
                place = None if is_ignored(path) else place_of(path)
                if place is not None:
                    found.setdefault(place, path)
    return found


def waiting(database: Database, piles: Piles, paths: Iterable[Path]) -> dict[Place, Path]:
    """Return the pictures handed in that are of listed photos, or of those that the piles add, and not kept yet.

    A picture as large as the kept one is taken for the same; nothing is waiting where nothing is kept.
    """
    pictures = pictures_in(paths) if database.kept_files is not None else {}
    if not pictures:
        return {}
    listed = {
        (one.fact.plan, one.fact.category, one.fact.file_name)
        for one in piles.added
        if isinstance(one.fact, Photo)
    }
    with database.reading() as session:
        known = _known(session, pictures)
    return {
        place: path
        for place, path in pictures.items()
        if place in listed or (place in known and known[place].size != _size(path))
    }


def keep(store: PhotoStore, pictures: Mapping[Place, Path]) -> Job[dict[Place, Stored]]:
    """Copy pictures into the store."""
    stored: dict[Place, Stored] = {}
    for place, path in pictures.items():
        yield Progress("正在保存照片", len(stored), len(pictures))
        stored[place] = store.take(path)
    return stored


def attach(session: Session, act: trail.Act, stored: Mapping[Place, Stored]) -> int:
    """Write which files the listed photos are; return how many were new. Photos not listed are passed over."""
    known, noted = _known(session, stored), trail.Trail(session, act)
    rows = []
    for place, file in stored.items():
        photo = known.get(place)
        if photo is None or photo.sha256 == file.sha256:
            continue
        number, category, name = place
        thing = trail.Thing(Entity.PHOTO.value, photo.key, trail.key_words(Photo(number, category, name)))
        noted.changed(thing, FILE, photo.sha256, file.sha256)
        rows.append(
            {"photo_id": photo.key, "sha256": file.sha256, "kept_as": file.kept_as, "size": file.size}
        )
    for part in several([row["photo_id"] for row in rows]):
        session.execute(delete(t.photo_file).where(t.photo_file.c.photo_id.in_(part)))
    if rows:
        session.execute(insert(t.photo_file), rows)
    noted.append()
    return len(rows)


def _known(session: Session, places: Iterable[Place]) -> dict[Place, _Known]:
    """Return the listed photos among these, with their files."""
    wanted = set(places)
    plans = keys_of(session, {number for number, _category, _name in wanted})
    numbers = {key: number for number, key in plans.items()}
    photo, file, found = t.photo.c, t.photo_file.c, dict[Place, _Known]()
    statement = select(
        photo.id, photo.plan_id, photo.category, photo.file_name, file.sha256, file.size
    ).join_from(t.photo, t.photo_file, isouter=True)
    for part in several(numbers):
        for key, plan, category, name, sha256, size in session.execute(
            statement.where(photo.plan_id.in_(part))
        ):
            place = numbers[plan], category, name
            if place in wanted:
                found[place] = _Known(key, sha256, size)
    return found


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None
