"""The sketch beside an explanation: the same picture for the same facts, and a word where nothing can be drawn."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.builders import address
from tests.services.words_desk import DRAFTER, EMS, NUMBERS, QMS, bring_in, visit, words_desk, written
from tianyi_desk.progress import finish
from tianyi_desk.services.location_sketch import attach_sketch, sketch_of_plan
from tianyi_desk.trouble import DeskError


def test_a_sketch_is_the_same_picture_every_time_and_put_beside_a_text_once(tmp_path: Path) -> None:
    with words_desk(tmp_path) as desk:
        first = finish(sketch_of_plan(desk, QMS, tuple(one for one in NUMBERS if one != QMS)))
        with Image.open(BytesIO(first)) as picture:
            assert picture.width > picture.height > 300
            corner, colours = picture.getpixel((0, 0)), picture.convert("RGB").getcolors(1 << 24)
        assert corner == (255, 255, 255)
        assert colours is not None
        assert len(colours) > 20
        draft = written(desk)
        for _time in range(2):
            draft = finish(attach_sketch(desk, DRAFTER, draft.key))
        (file,) = draft.attachments
        assert file.size == len(first)
        with pytest.raises(DeskError, match="计划 R-没有 不存在或还没有判定"):
            finish(sketch_of_plan(desk, "R-没有"))


def test_without_a_position_there_is_nothing_to_draw(tmp_path: Path) -> None:
    with words_desk(tmp_path) as desk:
        bring_in(desk, *visit(addresses=(address("淄博市张店区", at=None),)))
        with pytest.raises(DeskError, match="审核地址都没有可用的坐标"):
            finish(sketch_of_plan(desk, EMS))
