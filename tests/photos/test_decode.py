"""Pictures of strangers are decoded upright and within limits, or refused in a word."""

import base64
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from tests.photos.pictures import LEFT, RIGHT, colour_at, cut_short, huge_by_its_head, near, picture, turned
from tianyi_desk.photos.decode import Fault, PictureError, decode, look

HEIC = (
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAchtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAA"
    "AAAAADRpbG9jAAAAAERAAAIAAQAAAAAB7AABAAAAAAAAAEEAAgAAAAACLQABAAAAAAAAACQAAAA4aWluZgAAAAAAAgAAABVp"
    "bmZlAgAAAAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAABB2lwcnAAAADmaXBjbwAAAHZo"
    "dmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAA"
    "AwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAA"
    "AAAAQAAAAEAAAAAoY2xhcAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBpeGkAAAAAAwgICAAAAAlpcm90"
    "AwAAABlpcG1hAAAAAAAAAAEAAQaBAgMFhIYAAAAaaXJlZgAAAAAAAAAOY2RzYwACAAEAAQAAAG1tZGF0AAAAPSgBr1jm9Oq/"
    "/+Vrv/6j/IfJ//9f/0q9V+4xE/6eBVpa/3P0fRXdlA5uGcMnVNrcJetN1Xo0zzWlNDNHn0QAAAAGRXhpZgAATU0AKgAAAAgA"
    "AQESAAMAAAABAAYAAAAAAAA="
)
"""A picture of 64 by 48 pixels, red at the left and blue at the right, taken with the camera on its side."""


@pytest.mark.parametrize("name", ["一.jpg", "一.png", "一.webp"])
def test_the_formats_are_decoded_whatever_the_name_is(tmp_path: Path, name: str) -> None:
    path = picture(tmp_path / name)
    other = path.rename(tmp_path / "没有后缀")
    pixels = decode(other)
    assert (pixels.width, pixels.height, pixels.full) == (400, 300, (400, 300))
    assert len(pixels.rgb) == 400 * 300 * 3
    assert near(colour_at(pixels.rgb, 400, 100, 150), LEFT)
    assert near(colour_at(pixels.rgb, 400, 300, 150), RIGHT)


def test_a_box_is_kept_and_small_pictures_stay_small(tmp_path: Path) -> None:
    path = picture(tmp_path / "大.jpg", (4000, 3000))
    pixels = decode(path, (800, 800))
    assert (pixels.width, pixels.height, pixels.full) == (800, 600, (4000, 3000))
    assert decode(picture(tmp_path / "小.jpg", (120, 90)), (800, 800)).width == 120


@pytest.mark.parametrize(
    ("orientation", "size", "left_is_at"),
    [
        (1, (400, 300), (10, 150)),
        (2, (400, 300), (390, 150)),
        (3, (400, 300), (390, 150)),
        (4, (400, 300), (10, 150)),
        (5, (300, 400), (150, 10)),
        (6, (300, 400), (150, 10)),
        (7, (300, 400), (150, 390)),
        (8, (300, 400), (150, 390)),
    ],
)
def test_a_picture_is_turned_upright(
    tmp_path: Path, orientation: int, size: tuple[int, int], left_is_at: tuple[int, int]
) -> None:
    path = turned(tmp_path / "转.jpg", orientation)
    pixels = decode(path)
    assert (pixels.width, pixels.height) == pixels.full == size
    assert near(colour_at(pixels.rgb, pixels.width, *left_is_at), LEFT)
    scaled = decode(path, (100, 200))
    assert scaled.width <= 100
    assert scaled.height <= 200
    assert scaled.full == size


def test_what_is_transparent_is_white(tmp_path: Path) -> None:
    path = tmp_path / "透.png"
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(path)
    assert set(decode(path).rgb) == {255}
    Image.new("P", (20, 20)).save(path, transparency=0)
    assert set(decode(path).rgb) == {255}


@pytest.mark.parametrize("mode", ["L", "1", "CMYK", "I;16"])
def test_pictures_in_other_modes_come_out_in_rgb(tmp_path: Path, mode: str) -> None:
    path = tmp_path / ("一.jpg" if mode == "CMYK" else "一.png")
    Image.new(mode, (20, 20)).save(path)
    assert len(decode(path, (10, 10)).rgb) == 10 * 10 * 3


def test_the_head_tells_size_format_and_when_it_was_taken(tmp_path: Path) -> None:
    taken = datetime(2021, 10, 18, 8, 31, 5)
    about = look(turned(tmp_path / "头.jpg", 6, taken))
    assert (about.size, about.format, about.taken_at) == ((300, 400), "JPEG", taken)
    assert look(picture(tmp_path / "无.jpg")).taken_at is None


def _not_a_picture(path: Path) -> Path:
    path.write_bytes(b"GIF89a" + b"\0" * 60)
    return path


def _only_a_head(path: Path) -> Path:
    path.write_bytes(b"\xff\xd8\xff\xe0" + b"\0" * 40)
    return path


def _empty(path: Path) -> Path:
    path.touch()
    return path


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (cut_short, Fault.BROKEN),
        (_only_a_head, Fault.BROKEN),
        (_not_a_picture, Fault.UNKNOWN),
        (_empty, Fault.EMPTY),
        (huge_by_its_head, Fault.HUGE),
        (lambda path: path, Fault.MISSING),
    ],
)
@pytest.mark.parametrize("box", [None, (160, 160)])
def test_what_cannot_be_shown_is_said_in_a_word(
    tmp_path: Path, make: object, fault: Fault, box: tuple[int, int] | None
) -> None:
    assert callable(make)
    path = make(tmp_path / "坏.jpg")
    with pytest.raises(PictureError) as caught:
        decode(path, box)
    assert caught.value.fault is fault
    assert str(caught.value) == fault.value


def test_between_sixty_and_ninety_megapixels_is_refused_too(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match="6000 万像素"):
        look(huge_by_its_head(tmp_path / "大.png", 8_000, 8_000))


@pytest.mark.filterwarnings("ignore:.*[Cc]orrupt EXIF")
def test_a_broken_exif_does_not_make_a_picture_broken(tmp_path: Path) -> None:
    path = picture(tmp_path / "一.jpg", exif=b"Exif\0\0II*\0\x08\0\0\0\x09\0\x12\x01\x03\0\xff\xff\xff\x7f")
    assert decode(path).width == 400


def test_heic_is_decoded_upright(tmp_path: Path) -> None:
    path = tmp_path / "苹果.heic"
    path.write_bytes(base64.b64decode(HEIC))
    pixels = decode(path, (24, 32))
    assert (pixels.width, pixels.height, pixels.full) == (24, 32, (48, 64))
    assert near(colour_at(pixels.rgb, 24, 12, 4), LEFT)
    assert near(colour_at(pixels.rgb, 24, 12, 28), RIGHT)


def test_heic_is_recognised_by_its_head_and_a_broken_one_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "苹果.heic"
    path.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 200)
    with pytest.raises(PictureError) as caught:
        decode(path)
    assert caught.value.fault is Fault.BROKEN
