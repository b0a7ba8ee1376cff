"""Open pictures that strangers hand in: four formats, at most sixty megapixels, upright; or a word why not."""

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import ceil
from pathlib import Path
from threading import Lock

from PIL import Image

from tianyi_desk.photos.exif import ON_ITS_SIDE, UPRIGHT, orientation_of, taken_at

MOST_PIXELS = 60_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
HEIF_BRANDS = frozenset({b"heic", b"heix", b"heif", b"hevc", b"mif1", b"msf1"})
_HEAD_BYTES = 16
BREAKAGE = (
    OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, ArithmeticError, RuntimeError,
    MemoryError, struct.error, Warning,
)  # fmt: skip
"""What decoders raise at files that lie about themselves."""

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.filterwarnings("error", module=r"PIL\.")
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)
# Pillow warns of EXIF that is cut short; the picture itself may be whole.
warnings.filterwarnings("ignore", message=r".*[Cc]orrupt EXIF")

_heif = Lock()
_heif_formats: list[str] = []


class Fault(StrEnum):
    """Why a picture is not shown; the value is the Chinese word for it."""

    MISSING = "没有文件"
    UNREADABLE = "文件打不开"
    EMPTY = "文件是空的（0 字节）"
    UNKNOWN = "不是 JPEG、PNG、WebP 或 HEIC 图片"
    BROKEN = "图片已损坏"
    HUGE = "图片超过 6000 万像素"


class PictureError(Exception):
    """A picture that cannot be shown, and why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Pixels:
    """A decoded picture, upright, three bytes a pixel; `full` is the original's own size, upright too."""

    width: int
    height: int
    rgb: bytes
    full: tuple[int, int]


@dataclass(frozen=True, slots=True)
class About:
    """What a picture's head tells: its upright size in pixels, its format, when it says it was taken."""

    size: tuple[int, int]
    format: str
    taken_at: datetime | None


@contextmanager
def opened(path: Path) -> Iterator[Image.Image]:
    """Open a picture within the limits; nothing is decoded yet. Raises PictureError."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
            stream.seek(0)
            with Image.open(stream, formats=_formats_of(head)) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise PictureError(Fault.HUGE)
                yield image
    except FileNotFoundError as error:
        raise PictureError(Fault.MISSING) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureError(Fault.HUGE) from error
    except PermissionError as error:
        raise PictureError(Fault.UNREADABLE) from error
    except BREAKAGE as error:
        raise PictureError(Fault.BROKEN) from error


def look(path: Path) -> About:
    """Read a picture's head. Raises PictureError."""
    with opened(path) as image:
        return About(_upright_size(image), image.format or "", taken_at(image))


def decode(path: Path, box: tuple[int, int] | None = None) -> Pixels:
    """Decode a picture, scaled down to fit into a box where one is given. Raises PictureError."""
    with opened(path) as image:
        full = _upright_size(image)
        made = upright(image, box)
        return Pixels(made.width, made.height, made.tobytes(), full)


def upright(image: Image.Image, box: tuple[int, int] | None) -> Image.Image:
    """Return an opened picture in RGB, fitted into a box and turned upright; small ones are left as small."""
    orientation = orientation_of(image)
    if box is not None:
        inside = box[::-1] if orientation in ON_ITS_SIDE else box
        image.draft("RGB", _fitted(image.size, inside))  # JPEG is decoded at ⅛, ¼ or ½ where that is enough
        image.thumbnail(inside, Image.Resampling.BILINEAR, reducing_gap=2.0)
    flat = _flat(image)
    turn = UPRIGHT.get(orientation)
    return flat if turn is None else flat.transpose(turn)


def _fitted(size: tuple[int, int], box: tuple[int, int]) -> tuple[int, int]:
    """Return the size that a picture of a size has in a box; the box itself may be of another shape."""
    times = min(box[0] / size[0], box[1] / size[1], 1.0)
    return ceil(size[0] * times), ceil(size[1] * times)


def _upright_size(image: Image.Image) -> tuple[int, int]:
    width, height = image.size
    return (height, width) if orientation_of(image) in ON_ITS_SIDE else (width, height)


def _flat(image: Image.Image) -> Image.Image:
    """Return a picture in RGB, what is transparent on white."""
    if image.mode == "RGB":
        image.load()
        return image
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        over = image.convert("RGBA")
        ground = Image.new("RGB", over.size, "white")
        ground.paste(over, mask=over.getchannel("A"))
        return ground
    return image.convert("RGB")


def _formats_of(head: bytes) -> tuple[str, ...]:
    """Return the formats that the first bytes allow. Raises PictureError where they are no picture's."""
    if not head:
        raise PictureError(Fault.EMPTY)
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n")) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return FORMATS
    if head[4:8] == b"ftyp" and head[8:12] in HEIF_BRANDS:
        return _heif_reader()
    raise PictureError(Fault.UNKNOWN)


def _heif_reader() -> tuple[str, ...]:
    """Load the reader of HEIC at the first such picture."""
    with _heif:
        if not _heif_formats:
            from pi_heif import register_heif_opener  # noqa: PLC0415 - most desks never see a HEIC

            register_heif_opener(thumbnails=False)
            _heif_formats.append("HEIF")
    return tuple(_heif_formats)
