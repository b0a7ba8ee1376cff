"""Thumbnails as JPEG files, made once: written whole or not at all, so that two programs may make the same one."""

from pathlib import Path
from uuid import uuid4

from tianyi_desk.photos.decode import PictureError, Pixels, decode, opened, upright

EDGES = (160, 320, 480)
"""How long the longer side may be, in pixels."""
QUALITY = 82


def edge_for(pixels: int) -> int:
    """Return the smallest thumbnail that fills so many pixels, the largest where none does."""
    return next((edge for edge in EDGES if edge >= pixels), EDGES[-1])


def make_thumbnail(original: Path, target: Path, edge: int) -> None:
    """Write the thumbnail of a picture. Raises PictureError for the picture, OSError for the place."""
    with opened(original) as image:
        small = upright(image, (edge, edge))
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f"{uuid4().hex}.partial")
    try:
        small.save(partial, "JPEG", quality=QUALITY)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def thumbnail(original: Path, target: Path, edge: int) -> Pixels:
    """Return the thumbnail of a picture, made where it is not there yet or broken. Raises as `make_thumbnail`."""
    try:
        return decode(target)
    except PictureError:
        make_thumbnail(original, target, edge)
        return decode(target)
