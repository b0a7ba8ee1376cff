"""Photos as paper takes them: upright, scaled down, few bytes, and nothing in them but the picture."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

from tianyi_desk.photos.decode import opened, upright

EDGE = 1100
"""How long the longer side may be, in pixels: over 300 to the inch where two stand side by side on A4."""
MOST_BYTES = 380_000
"""What one photo may take at most, so that a paper with eight of them stays below 4 MB."""
QUALITIES = (82, 70, 55, 40)
"""Tried one after the other until the photo is small enough; the last is taken as it comes, on a smaller scale."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A photo as a JPEG without any EXIF; `full` is the original's own upright size in pixels."""

    jpeg: bytes
    width: int
    height: int
    full: tuple[int, int]


def printed(original: Path, edge: int = EDGE) -> Printed:
    """Make the paper's copy of a photo, whose longer side is at most `edge` pixels. Raises PictureError."""
    with opened(original) as image:
        stored = image.size
        small = upright(image, (edge, edge))
    full = stored if (stored[0] >= stored[1]) == (small.width >= small.height) else stored[::-1]
    jpeg = _encoded(small)
    if len(jpeg) > MOST_BYTES:  # noise compresses badly whatever the quality
        small.thumbnail((edge // 2, edge // 2))
        jpeg = _encoded(small)
    return Printed(jpeg, small.width, small.height, full)


def _encoded(image: Image.Image) -> bytes:
    """Return the best JPEG that is small enough, or else the smallest; the same pixels make the same bytes."""
    content = b""
    for quality in QUALITIES:
        stream = BytesIO()
        image.save(stream, "JPEG", quality=quality, exif=b"")
        content = stream.getvalue()
        if len(content) <= MOST_BYTES:
            break
    return content
