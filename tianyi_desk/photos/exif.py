"""What a picture's EXIF tells, as far as it can be read; no EXIF is nothing to wonder about (F8)."""

import struct
from datetime import datetime
from typing import Any

from PIL import Image

ORIENTATION, TAKEN, TAKEN_IFD, TAKEN_ORIGINAL = 0x0112, 0x0132, 0x8769, 0x9003
UNREADABLE = (
    OSError, SyntaxError, ValueError, KeyError, TypeError, IndexError, struct.error, Warning
)  # fmt: skip
UPRIGHT: dict[int, Image.Transpose] = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What turns a picture of an orientation upright; 1 is upright."""
ON_ITS_SIDE = frozenset({5, 6, 7, 8})


def orientation_of(image: Image.Image) -> int:
    """Return how the camera was held, 1 (upright) to 8; 1 where that is not told."""
    found = _tag(image, ORIENTATION)
    return found if isinstance(found, int) and found in UPRIGHT else 1


def taken_at(image: Image.Image) -> datetime | None:
    """Return when the picture says it was taken, None where it does not."""
    for text in (_tag(image, TAKEN_ORIGINAL, TAKEN_IFD), _tag(image, TAKEN)):
        try:
            return datetime.strptime(str(text), "%Y:%m:%d %H:%M:%S")
        except ValueError:
            continue
    return None


def _tag(image: Image.Image, tag: int, directory: int | None = None) -> Any:
    try:
        exif = image.getexif()
        return exif.get(tag) if directory is None else exif.get_ifd(directory).get(tag)
    except UNREADABLE:
        return None
