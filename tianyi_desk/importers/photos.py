"""Draft photos from one row of 照片; the list is the record, whether or not the files were handed in."""

import re
from datetime import datetime

from tianyi_desk.facts.records import Photo
from tianyi_desk.importers.cells import several
from tianyi_desk.importers.names import name_list
from tianyi_desk.importers.rows import Row
from tianyi_desk.importers.words import read_category

CATEGORIES = "首次会议、末次会议 或 其他照片"
_FOLDERS = re.compile(r".*[/\\]", re.DOTALL)


def draft_photos(row: Row) -> tuple[Photo, ...]:
    """Return the photos of a row, one for each file it names; nothing where the row has faults."""
    plan = row.plan_number("plan")
    category = row.read("category", read_category, CATEGORIES)
    if category is None and not row.words("category"):
        row.fault("category", CATEGORIES)
    files = file_names(row)
    uploader = one_name(row, "uploader")
    uploaded_at: datetime | None = row.instant("uploaded_at")
    if category is None or row.faults:
        return ()
    shot_with = row.words("shot_with")
    return tuple(Photo(plan, category, name, uploader, uploaded_at, shot_with, row.source) for name in files)


def file_names(row: Row) -> tuple[str, ...]:
    """Return the files that a row names, without the folders before them."""
    names = several(row.needed("file_name", "照片的文件名"))
    return tuple(dict.fromkeys(_FOLDERS.sub("", name) for name in names))


def one_name(row: Row, field: str) -> str:
    """Return the one person of an optional cell; several people, or what is no name, are a fault."""
    people = row.read(field, name_list, "一个人的姓名")
    if people and len(people) > 1:
        row.fault(field, "一个人的姓名")
    return people[0] if people else ""
