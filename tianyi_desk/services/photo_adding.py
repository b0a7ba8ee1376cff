"""Add pictures to a plan by hand: kept, listed under a category, with a trace of who did it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tianyi_desk import clock
from tianyi_desk.facts.records import Photo
from tianyi_desk.facts.vocabulary import Entity, PhotoCategory
from tianyi_desk.importers.sniff import PICTURE_SUFFIXES
from tianyi_desk.models import tables as t
from tianyi_desk.models import writing
from tianyi_desk.models.database import Database
from tianyi_desk.models.neighbours import keys_of
from tianyi_desk.progress import Job, Progress
from tianyi_desk.services import photo_files, trail
from tianyi_desk.services.photo_store import PhotoStore, Stored
from tianyi_desk.trouble import DeskError

REASON = "拖入照片"


@dataclass(frozen=True, slots=True)
class AddedPhotos:
    """What adding did: file names that are new, listed ones that got their file, and those that were there already."""

    plan: str
    added: tuple[str, ...]
    filled: tuple[str, ...]
    known: tuple[str, ...]


def are_pictures(paths: Sequence[Path]) -> bool:
    """Tell whether these are picture files by their names, and nothing else."""
    return bool(paths) and all(path.suffix.lower() in PICTURE_SUFFIXES for path in paths)


def add_photos(
    database: Database, actor: str, plan: str, category: PhotoCategory, paths: Sequence[Path]
) -> Job[AddedPhotos]:
    """Keep pictures and list them under a category of a plan, in one transaction; the upload time is unknown.

    A listed photo of the same name without a file gets it; another picture of the same name is given a number.
    Raises DeskError where nothing is kept here, a file cannot be read, or the environment is at fault.
    """
    if database.kept_files is None:
        raise DeskError(
            "这个数据库旁边不保存文件。", "没有写入任何数据。", "请在保存于本机文件的数据库中添加照片。"
        )
    store = PhotoStore(database.kept_files)
    with store.undone_on_failure():
        stored: list[tuple[str, Stored]] = []
        for path in paths:
            yield Progress("正在保存照片", len(stored), len(paths))
            stored.append((path.name, store.take(path)))
        with database.writing() as session:
            plans = keys_of(session, [plan])
            if plan not in plans:
                raise DeskError(f"找不到计划 {plan}。", "没有写入任何数据。", "请刷新后再试。")
            act = trail.Act(actor, clock.now(), REASON)
            outcome = _list(session, act, plan, plans[plan], category, stored)
            session.commit()
    return outcome


def _list(
    session: Session,
    act: trail.Act,
    plan: str,
    plan_key: int,
    category: PhotoCategory,
    stored: Sequence[tuple[str, Stored]],
) -> AddedPhotos:
    photo, file = t.photo.c, t.photo_file.c
    rows = session.execute(
        select(photo.category, photo.file_name, file.sha256)
        .join_from(t.photo, t.photo_file, isouter=True)
        .where(photo.plan_id == plan_key)
    ).all()
    here = {name: sha256 for one, name, sha256 in rows if one is category}
    # Reviews are told apart by plan and file name alone, so a new name is new in every category.
    taken = {name for _category, name, _sha256 in rows}
    added: list[str] = []
    filled: list[str] = []
    known: list[str] = []
    files: dict[photo_files.Place, Stored] = {}
    for given, one in stored:
        if one.sha256 in here.values():
            known.append(given)
            continue
        if given in here and here[given] is None:
            name = given
            filled.append(name)
        else:
            name = _free(given, taken)
            added.append(name)
            taken.add(name)
        here[name] = one.sha256
        files[plan, category, name] = one
    _write(session, act, [Photo(plan, category, name) for name in added], {plan: plan_key})
    photo_files.attach(session, act, files)
    return AddedPhotos(plan, tuple(added), tuple(filled), tuple(known))


def _free(name: str, taken: set[str]) -> str:
    """Return a name that the plan does not have yet: IMG_1 (2).jpg."""
    path, place, free = Path(name), 1, name
    while free in taken:
        place += 1
        free = f"{path.stem} ({place}){path.suffix}"
    return free


def _write(session: Session, act: trail.Act, photos: Sequence[Photo], plans: dict[str, int]) -> None:
    if not photos:
        return
    first = trail.next_key(session, t.photo, Entity.PHOTO.value)
    noted = trail.Trail(session, act)
    for key, one in enumerate(photos, first):
        values = writing.fact_values(Entity.PHOTO, one, plans, {})
        session.execute(insert(t.photo), {"id": key, **values})
        noted.added(trail.Thing(Entity.PHOTO.value, key, trail.key_words(one)), one)
    noted.append()
