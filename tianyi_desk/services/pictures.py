"""Decoded photos and thumbnails for a screen; what cannot be shown comes back as a word."""

from collections.abc import Sequence
from dataclasses import dataclass

from tianyi_desk.models.database import Database
from tianyi_desk.photos.decode import Fault, PictureError, Pixels, decode
from tianyi_desk.photos.thumbnails import edge_for, thumbnail
from tianyi_desk.progress import Job, Progress
from tianyi_desk.services.gallery import Shot
from tianyi_desk.services.photo_store import PhotoStore


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture on its way to the screen: its pixels, or the word why there are none."""

    shot: Shot
    pixels: Pixels | None
    fault: str = ""


def thumbnails(database: Database, shots: Sequence[Shot], pixels: int) -> Job[tuple[Shown, ...]]:
    """Return thumbnails that fill so many pixels, made where they are not kept yet."""
    made: list[Shown] = []
    edge = edge_for(pixels)
    for shot in shots:
        yield Progress("正在准备缩略图", len(made), len(shots))
        made.append(_thumbnail(database, shot, edge))
    return tuple(made)


def picture(database: Database, shot: Shot, box: tuple[int, int] | None) -> Job[Shown]:
    """Return a photo upright, fitted into a box of pixels, None for its own size."""
    yield Progress("正在打开照片")
    if not shot.has_file or database.kept_files is None:
        return Shown(shot, None, Fault.MISSING.value)
    try:
        return Shown(shot, decode(PhotoStore(database.kept_files).original(shot.kept_as), box))
    except PictureError as error:
        return Shown(shot, None, error.fault.value)


def _thumbnail(database: Database, shot: Shot, edge: int) -> Shown:
    folder = database.kept_files
    if not shot.has_file or folder is None:
        return Shown(shot, None, Fault.MISSING.value)
    store = PhotoStore(folder)
    original, kept = store.original(shot.kept_as), store.thumbnail(shot.sha256, edge)
    try:
        try:
            return Shown(shot, thumbnail(original, kept, edge))
        except OSError:  # no room for the thumbnail's file: the picture can be shown all the same
            return Shown(shot, decode(original, (edge, edge)))
    except PictureError as error:
        return Shown(shot, None, error.fault.value)
