"""Photos for paper are upright, small, and carry nothing but the picture."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.photos.pictures import LEFT, colour_at, cut_short, near, picture, turned
from tianyi_desk.photos.decode import Fault, PictureError
from tianyi_desk.photos.printing import EDGE, MOST_BYTES, printed


def test_a_large_photo_becomes_small_and_a_small_one_stays(tmp_path: Path) -> None:
    large = printed(picture(tmp_path / "大.jpg", (4000, 3000)))
    assert (large.width, large.height, large.full) == (EDGE, 825, (4000, 3000))
    small = printed(picture(tmp_path / "小.jpg", (400, 300)))
    assert (small.width, small.height, small.full) == (400, 300, (400, 300))


@pytest.mark.parametrize(("orientation", "at"), [(3, (390, 150)), (6, (150, 10)), (8, (150, 390))])
def test_it_stands_upright_and_tells_its_upright_size(
    tmp_path: Path, orientation: int, at: tuple[int, int]
) -> None:
    made = printed(turned(tmp_path / "转.jpg", orientation))
    with Image.open(BytesIO(made.jpeg)) as image:
        assert image.size == (made.width, made.height) == made.full
        assert near(colour_at(image.tobytes(), image.width, *at), LEFT)


def test_no_exif_leaves_with_it_and_the_same_photo_makes_the_same_bytes(tmp_path: Path) -> None:
    path = turned(tmp_path / "有.jpg", 6)
    made = printed(path)
    assert b"Exif" not in made.jpeg
    assert printed(path) == made


def test_noise_does_not_make_it_large(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (EDGE, EDGE, 3), np.uint8)
    Image.fromarray(noise).save(tmp_path / "噪.png")
    made = printed(tmp_path / "噪.png")
    assert len(made.jpeg) <= MOST_BYTES
    assert made.full == (EDGE, EDGE)


def test_a_broken_photo_is_told(tmp_path: Path) -> None:
    with pytest.raises(PictureError) as told:
        printed(cut_short(tmp_path / "坏.jpg"))
    assert told.value.fault is Fault.BROKEN
