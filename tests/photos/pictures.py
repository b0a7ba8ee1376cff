"""Write pictures for tests: of any size and format, turned by EXIF, broken, or huge by what their head says."""

import struct
import zlib
from datetime import datetime
from pathlib import Path

from PIL import Image, ImageDraw

LEFT, RIGHT = (200, 30, 30), (30, 30, 200)


def picture(path: Path, size: tuple[int, int] = (400, 300), *, seed: int = 0, **more: object) -> Path:
    """Write a picture whose left half is red and whose right half is blue; `more` goes to the encoder."""
    image = Image.new("RGB", size, RIGHT)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, size[0] // 2 - 1, size[1]), fill=LEFT)
    pen.rectangle((0, 0, 9, 9), fill=(seed * 37 % 256, seed * 83 % 256, 90))
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, **more)  # type: ignore[arg-type]
    return path


def turned(path: Path, orientation: int, taken: datetime | None = None) -> Path:
    """Write a picture that says how the camera was held."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    if taken is not None:
        exif[0x0132] = f"{taken:%Y:%m:%d %H:%M:%S}"
    return picture(path, exif=exif)


def cut_short(path: Path) -> Path:
    """Write a picture whose second half is missing."""
    content = picture(path, (800, 600)).read_bytes()
    path.write_bytes(content[: len(content) // 2])
    return path


def huge_by_its_head(path: Path, width: int = 30_000, height: int = 30_000) -> Path:
    """Write a PNG of a few bytes that says it is 900 megapixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 64))
        + chunk(b"IEND", b"")
    )
    return path


def colour_at(rgb: bytes, width: int, x: int, y: int) -> tuple[int, int, int]:
    """Return one pixel."""
    start = 3 * (y * width + x)
    red, green, blue = rgb[start : start + 3]
    return red, green, blue


def near(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    """Tell whether two colours are the same but for JPEG's losses."""
    return all(abs(mine - theirs) < 24 for mine, theirs in zip(one, other, strict=True))
