"""Read photos by the names of their folders: 照片/计划编号/首次会议/*.jpg (the upload time is unknown then)."""

import re
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
_A_DIGIT = re.compile(r"\d")  # full-width digits, too
_A_MONTH = re.compile(r"(?:20\d\d\s*[-._年]\s*\d{1,2}月?|\d{1,2}月)(?:份?照片)?")


def category_of(path: Path) -> PhotoCategory | None:
    """Return the category of a file by its folder's name, None where that names none or lies in no plan's folder."""
    return read_category(path.parent.name) if _may_be_number(path.parent.parent.name) else None


def place_of(path: Path) -> tuple[str, PhotoCategory, str] | None:
    """Return the plan's number, the category and the name that a picture's folders give it, None where they do not."""
    category = category_of(path)
    if category is None or path.suffix.lower() not in PICTURE_SUFFIXES:
        return None
    return upper_compact(path.parent.parent.name), category, path.name


def is_ignored(path: Path) -> bool:
    """Tell whether a file is the system's own and no photo (Thumbs.db, .DS_Store)."""
    return path.name.startswith(".") or path.name.lower() in SYSTEM_FILES


def _may_be_number(folder: str) -> bool:
    """Tell whether a folder's name may be a plan's number; 照片 and 2021-10 are not."""
    return _A_DIGIT.search(folder) is not None and _A_MONTH.fullmatch(folder) is None


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
        photo = Photo(number, category, path.name, source=Source(Sheet(root.name or str(root), where), 0))
        raw = {"计划编号": number, "类别": category.value, "文件名": path.name}
        drafts.append(Draft(Entity.PHOTO, photo, GIVEN, raw))
    recognised = (
        Recognised(root.name or str(root), "", Entity.PHOTO, "按文件夹名认出计划编号和照片类别", len(drafts)),
    )
    return Intake(tuple(drafts), tuple(complaints), (), recognised if drafts else ())
