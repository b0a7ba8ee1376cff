"""Thumbnails: small, upright JPEG pictures, made once and packed away by whoever keeps them."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

from tianyi_desk.photos.decode import BREAKAGE, Pixels, opened, upright

EDGES = (160, 320, 480)
"""How long the longer side may be, in pixels."""
QUALITY = 82


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A thumbnail for the screen, and the bytes of the same as JPEG."""

    pixels: Pixels
    jpeg: bytes


def edge_for(pixels: int) -> int:
    """Return the smallest thumbnail that fills so many pixels, the largest where none does."""
    return next((edge for edge in EDGES if edge >= pixels), EDGES[-1])


def make_thumbnail(original: Path, edge: int) -> Thumbnail:
    """Make the thumbnail of a picture. Raises PictureError."""
    with opened(original) as image:
        small = upright(image, (edge, edge))
    jpeg = BytesIO()
    small.save(jpeg, "JPEG", quality=QUALITY)
    return Thumbnail(Pixels(small.width, small.height, small.tobytes(), small.size), jpeg.getvalue())


def unpacked(jpeg: bytes) -> Pixels | None:
    """Decode a thumbnail that was made before, None where the bytes are no thumbnail any more."""
    try:
        with Image.open(BytesIO(jpeg), formats=("JPEG",)) as image:
            image.load()
            return (
                Pixels(image.width, image.height, image.tobytes(), image.size)
                if image.mode == "RGB"
                else None
            )
    except BREAKAGE:
        return None
