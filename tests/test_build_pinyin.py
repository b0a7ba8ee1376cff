"""The table of readings is what ships, and knows every character of the common sets."""

from collections import Counter
from pathlib import Path

import pytest

from installer.build_pinyin import line_head, main, plain
from tianyi_desk.resources import resource
from tianyi_desk.services.pinyin import spelling


def test_building_the_readings_again_gives_the_table_that_ships(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "readings.txt"
    assert main(["--out", str(out)]) == 0
    assert "41923 个字" in capsys.readouterr().out
    assert out.read_bytes() == resource("pinyin", "readings.txt").read_bytes()


def test_tones_go_and_dots_become_v() -> None:
    assert [plain(one) for one in ("zhāng", "lǜ", "lüè", "ḿ", "ê̄")] == ["zhang", "lv", "lve", "m", "e"]


def test_a_reading_that_hardly_any_phrase_has_is_rare() -> None:
    assert line_head(["zī", "cí"], Counter(zi=7, ci=1)) == "zi;ci"
    assert line_head(["shà", "xià"], Counter(sha=9, xia=2)) == "sha xia"
    assert line_head(["yā", "ā"], Counter()) == "ya;a"


def test_every_character_of_gb_2312_is_read() -> None:
    signs = [
        bytes((0xB0 + row, 0xA1 + cell)).decode("gb2312", "ignore") for row in range(72) for cell in range(94)
    ]
    assert all(spelling().readings(sign) for sign in signs if sign)
