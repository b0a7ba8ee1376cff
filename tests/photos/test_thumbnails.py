"""Thumbnails are small, upright JPEG pictures that are unpacked again as they were."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.photos.pictures import LEFT, RIGHT, colour_at, cut_short, near, picture, turned
from tianyi_desk.photos.decode import PictureError
from tianyi_desk.photos.thumbnails import edge_for, make_thumbnail, unpacked


def test_a_thumbnail_fits_its_edge_and_stands_upright(tmp_path: Path) -> None:
    made = make_thumbnail(turned(tmp_path / "大.jpg", 6), 160)
    assert (made.pixels.width, made.pixels.height) == (120, 160)
    with Image.open(BytesIO(made.jpeg)) as kept:
        assert (kept.format, kept.size) == ("JPEG", (120, 160))


def test_a_thumbnail_decoded_at_an_eighth_looks_like_its_picture(tmp_path: Path) -> None:
    pixels = make_thumbnail(picture(tmp_path / "大.jpg", (1440, 1080)), 160).pixels
    assert (pixels.width, pixels.height) == (160, 120)
    assert near(colour_at(pixels.rgb, 160, 40, 60), LEFT)
    assert near(colour_at(pixels.rgb, 160, 120, 60), RIGHT)


def test_a_thumbnail_is_unpacked_as_it_was(tmp_path: Path) -> None:
    made = make_thumbnail(picture(tmp_path / "大.jpg"), 160)
    again = unpacked(made.jpeg)
    assert again is not None
    assert (again.width, again.height) == (made.pixels.width, made.pixels.height)
    assert near(colour_at(again.rgb, 160, 40, 60), LEFT)


@pytest.mark.parametrize("torn", [b"", b"\xff\xd8\xff", b"GIF89a"])
def test_what_is_no_thumbnail_any_more_is_none(torn: bytes) -> None:
    assert unpacked(torn) is None


def test_a_thumbnail_cut_short_is_none(tmp_path: Path) -> None:
    jpeg = make_thumbnail(picture(tmp_path / "大.jpg"), 160).jpeg
    assert unpacked(jpeg[: len(jpeg) // 2]) is None


def test_a_broken_picture_has_no_thumbnail(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match="图片已损坏"):
        make_thumbnail(cut_short(tmp_path / "坏.jpg"), 160)


def test_the_smallest_edge_that_fills_the_room_is_taken() -> None:
    assert [edge_for(pixels) for pixels in (94, 160, 188, 480, 960)] == [160, 160, 320, 480, 480]
