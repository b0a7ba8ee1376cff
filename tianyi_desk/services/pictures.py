"""Decoded photos and thumbnails for a screen; what cannot be shown comes back as a word."""

from collections.abc import Sequence
from dataclasses import dataclass

from tianyi_desk.models.database import Database
from tianyi_desk.photos.decode import Fault, PictureError, Pixels, decode
from tianyi_desk.photos.thumbnails import edge_for, make_thumbnail, unpacked
from tianyi_desk.progress import Job, Progress
from tianyi_desk.services.gallery import Shot
from tianyi_desk.services.photo_store import PhotoStore
from tianyi_desk.services.thumbnail_pack import ThumbnailPack


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture on its way to the screen: its pixels, or the word why there are none."""

    shot: Shot
    pixels: Pixels | None
    fault: str = ""


def thumbnails(database: Database, shots: Sequence[Shot], pixels: int) -> Job[tuple[Shown, ...]]:
    """Return thumbnails that fill so many pixels, made where they are not kept yet.

    What was made until the job is cancelled stays kept.
    """
    folder = database.kept_files
    if folder is None:
        return tuple(Shown(shot, None, Fault.MISSING.value) for shot in shots)
    store, edge = PhotoStore(folder), edge_for(pixels)
    pack = ThumbnailPack(store.thumbnails)
    kept = pack.read({shot.sha256 for shot in shots if shot.has_file}, edge)
    new: dict[str, bytes] = {}
    made: list[Shown] = []
    try:
        for shot in shots:
            yield Progress("正在准备缩略图", len(made), len(shots))
            made.append(_thumbnail(store, shot, edge, kept, new))
    finally:
        pack.keep(new, edge)
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


def _thumbnail(
    store: PhotoStore, shot: Shot, edge: int, kept: dict[str, bytes], new: dict[str, bytes]
) -> Shown:
    """Return one thumbnail; one that was not kept is noted in both, so that its double in the batch is quick."""
    if not shot.has_file:
        return Shown(shot, None, Fault.MISSING.value)
    pixels = unpacked(kept[shot.sha256]) if shot.sha256 in kept else None
    if pixels is not None:
        return Shown(shot, pixels)
    try:
        made = make_thumbnail(store.original(shot.kept_as), edge)
    except PictureError as error:
        return Shown(shot, None, error.fault.value)
    kept[shot.sha256] = new[shot.sha256] = made.jpeg
    return Shown(shot, made.pixels)


def size_kept(pixels: int) -> int:
    """Return the longer side, in pixels, of the thumbnail that fills so many pixels."""
    return edge_for(pixels)
