"""Read everything that was handed in: files one by one, folders with what lies in them."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tianyi_desk.facts.intake import Intake
from tianyi_desk.facts.profile import Profiles
from tianyi_desk.importers import standard_template
from tianyi_desk.importers.archive import ArchiveRefusedError, is_archive, unpacked
from tianyi_desk.importers.inside import named_inside
from tianyi_desk.importers.photo_folder import category_of, is_ignored, read_photos
from tianyi_desk.importers.profiles import NO_PROFILES
from tianyi_desk.importers.refusals import Refusal, refuse
from tianyi_desk.importers.sniff import PICTURE_SUFFIXES
from tianyi_desk.importers.standard_template import Gathering
from tianyi_desk.progress import Job, Progress

TABLES = frozenset({".xlsx", ".xlsm", ".xls", ".csv", ".tsv", ".txt", ".zip", ".json"})

SHOWN = 6


def read_files(paths: Sequence[Path], profiles: Profiles = NO_PROFILES) -> Job[Intake]:
    """Read files and folders into one intake, in the order handed in; yields progress.

    `profiles` are what people said of files whose headings are not the template's.

    A file that cannot be read is a complaint; the others are read all the same.
    """
    gathering = Gathering()
    for path in paths:
        if path.is_dir():
            # Folders' names say plan and category, also of the folder handed in: `.` has to become its name.
            yield from _read_folder(Path(os.path.abspath(path)), gathering, profiles)
        else:
            gathering.add((yield from _read_file(path, path.name, profiles)))
    return gathering.intake()


def _read_file(path: Path, file: str, profiles: Profiles) -> Job[Intake]:
    """Read one file; an archive is read as the folder that it unpacks to."""
    if not is_archive(path):
        return (yield from standard_template.read(path, file, profiles))
    yield Progress(f"正在解开 {file}")
    as_read = standard_template.as_it_is(path)
    inside = Gathering()
    try:
        with unpacked(path, pictures=False) as root:
            yield from _read_folder(root, inside, profiles, in_archive=True)
    except ArchiveRefusedError as refused:
        return Intake(complaints=(replace(refused.complaint, file=file),))
    return replace(named_inside(inside.intake(), path.name, file), files=tuple(as_read))


def _read_folder(
    root: Path, gathering: Gathering, profiles: Profiles, *, in_archive: bool = False
) -> Job[None]:
    """Read what lies in a folder; of an archive's no archive is opened again, as that may never end."""
    name = root.name or str(root)
    yield Progress(f"正在查看文件夹 {name}")
    files = _files_below(root, gathering)
    photos = [path for path in files if category_of(path) is not None]
    known = set(photos)
    rest = [path for path in files if path not in known]
    tables = [path for path in rest if path.suffix.lower() in TABLES]
    astray = [path for path in rest if path.suffix.lower() in PICTURE_SUFFIXES]
    for path in tables:
        file = path.relative_to(root).as_posix()
        reading = standard_template.read if in_archive else _read_file
        gathering.add((yield from reading(path, file, profiles)))
    if photos:
        gathering.add(read_photos(photos, root))
    if astray:
        gathering.complaints.append(refuse(Refusal.PICTURES_ASTRAY, name, found=str(len(astray))))
    others = [path.name for path in rest if path not in {*tables, *astray}]
    if others and (tables or photos or astray):
        shown = "、".join(others[:SHOWN]) + (" 等" if len(others) > SHOWN else "")
        gathering.notes.append(
            f"文件夹 {name} 里有 {len(others)} 个文件不是表格也不是照片，没有读取：{shown}"
        )
    if not tables and not photos and not astray:
        gathering.complaints.append(refuse(Refusal.NO_IMPORTER_IN_FOLDER, name))


def _files_below(root: Path, gathering: Gathering) -> list[Path]:
    """Return the files below a folder in the order of their names; Excel's lock files are left out."""

    def unreadable(error: OSError) -> None:
        name = Path(error.filename or root).name
        gathering.complaints.append(refuse(Refusal.FOLDER_UNREADABLE, name, found=error.strerror or ""))

    found: list[Path] = []
    for folder, folders, names in os.walk(root, onerror=unreadable):
        folders.sort()
        found += [Path(folder, name) for name in sorted(names)]
    return [path for path in found if not is_ignored(path) and not path.name.startswith("~$")]
