"""Thumbnails are small, upright JPEG files that are made once."""

from pathlib import Path

import pytest
from PIL import Image

from tests.photos.pictures import cut_short, picture, turned
from tianyi_desk.photos.decode import PictureError
from tianyi_desk.photos.thumbnails import edge_for, thumbnail


def test_a_thumbnail_fits_its_edge_and_is_kept_as_jpeg(tmp_path: Path) -> None:
    target = tmp_path / "小" / "ab" / "图.jpg"
    made = thumbnail(turned(tmp_path / "大.jpg", 6), target, 160)
    assert (made.width, made.height) == (120, 160)
    with Image.open(target) as kept:
        assert (kept.format, kept.size) == ("JPEG", (120, 160))
    assert [path.name for path in target.parent.iterdir()] == ["图.jpg"]


def test_a_thumbnail_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    original, target = picture(tmp_path / "大.jpg"), tmp_path / "小.jpg"
    thumbnail(original, target, 160)
    before = target.stat().st_mtime_ns
    original.unlink()
    assert thumbnail(original, target, 160).width == 160
    assert target.stat().st_mtime_ns == before


def test_a_broken_thumbnail_is_made_again(tmp_path: Path) -> None:
    original, target = picture(tmp_path / "大.jpg"), tmp_path / "小.jpg"
    target.write_bytes(b"\xff\xd8\xff")
    assert thumbnail(original, target, 320).width == 320


def test_a_broken_picture_leaves_no_thumbnail(tmp_path: Path) -> None:
    target = tmp_path / "小.jpg"
    with pytest.raises(PictureError, match="图片已损坏"):
        thumbnail(cut_short(tmp_path / "坏.jpg"), target, 160)
    assert not target.exists()


def test_the_smallest_edge_that_fills_the_room_is_taken() -> None:
    assert [edge_for(pixels) for pixels in (94, 160, 188, 480, 960)] == [160, 160, 320, 480, 480]
