"""Read photos by the names of their folders: 照片/计划编号/首次会议/*.jpg (the upload time is unknown then)."""

from collections.abc import Sequence
from pathlib import Path

from tianyi_desk.facts.intake import Complaint, Draft, Intake, Recognised
from tianyi_desk.facts.records import Photo
from tianyi_desk.facts.source import Sheet, Source
from tianyi_desk.facts.vocabulary import Entity, PhotoCategory
from tianyi_desk.importers.folding import upper_compact
from tianyi_desk.importers.refusals import Refusal, refuse
from tianyi_desk.importers.sniff import PICTURE_SUFFIXES
from tianyi_desk.importers.words import read_category

GIVEN = frozenset({"plan", "category", "file_name"})
SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})


def category_of(path: Path) -> PhotoCategory | None:
    """Return the category of a file by its folder's name, None where the folder names none."""
    return read_category(path.parent.name) if path.parent.parent.name else None


def is_ignored(path: Path) -> bool:
    """Tell whether a file is the system's own and no photo (Thumbs.db, .DS_Store)."""
    return path.name.startswith(".") or path.name.lower() in SYSTEM_FILES


def read_photos(paths: Sequence[Path], root: Path) -> Intake:
    """Return the photos of folders below `root`; a file in there that is no picture is a complaint."""
    drafts: list[Draft] = []
    complaints: list[Complaint] = []
    for path in paths:
        category, folder = category_of(path), path.parent
        if category is None:
            continue
        where = (
            folder.relative_to(root.parent).as_posix() if folder.is_relative_to(root.parent) else folder.name
        )
        if path.suffix.lower() not in PICTURE_SUFFIXES:
            complaints.append(refuse(Refusal.NOT_A_PICTURE, path.name, where, found=path.name))
            continue
        number = upper_compact(folder.parent.name)
        photo = Photo(number, category, path.name, source=Source(Sheet(root.name, where), 0))
        raw = {"计划编号": number, "类别": category.value, "文件名": path.name}
        drafts.append(Draft(Entity.PHOTO, photo, GIVEN, raw))
    recognised = (Recognised(root.name, "", Entity.PHOTO, "按文件夹名认出计划编号和照片类别", len(drafts)),)
    return Intake(tuple(drafts), tuple(complaints), (), recognised if drafts else ())
