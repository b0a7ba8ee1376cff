"""Letters are embedded, can be copied out, break where Chinese may break, and none becomes a box."""

import re

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics

from tests.reports.papers import as_it_is, pdf_of, text_of
from tianyi_desk.reports import letters
from tianyi_desk.reports.content import Note
from tianyi_desk.reports.letters import BOLD, REGULAR, Letters, to_unicode_map, width_of

RARE = "𬭎䶮㛃"
FIT = Letters(as_it_is)


def test_rare_letters_of_names_come_back_as_they_were() -> None:
    assert f"钱{RARE}毅" in text_of(pdf_of(Note(f"审核员 钱{RARE}毅")))


def test_a_map_tells_letters_beyond_the_first_plane_in_two_units() -> None:
    told = to_unicode_map("AAAAAA+Sans", [0, ord("中"), 0x2CB4E])
    assert "<01> <4E2D>" in told
    assert "<02> <D872DF4E>" in told
    assert "<00> <02>" in told


def test_a_block_of_a_map_has_at_most_a_hundred_entries() -> None:
    told = to_unicode_map("AAAAAA+Sans", list(range(0x4E00, 0x4E00 + 256)))
    assert re.findall(r"(\d+) beginbfchar", told) == ["100", "100", "56"]


def test_every_font_of_a_file_is_embedded() -> None:
    pdf = pdf_of(Note("甲乙丙丁 ABC 123"))
    fonts = [part for part in pdf.split(b"endobj") if b"/BaseFont" in part]
    assert fonts
    assert all(b"/FontDescriptor" in font and b"/ToUnicode" in font for font in fonts)
    assert pdf.count(b"/FontFile2") == len(fonts)
    assert b"Helvetica" not in pdf


def test_a_letter_without_a_shape_is_told_by_its_number() -> None:
    assert FIT.printable("张𠮷三🙂") == "张〔U+20BB7〕三〔U+1F642〕"


def test_marks_without_a_shape_go_and_lines_stay() -> None:
    assert FIT.printable("甲\u200b乙\x07\ufeff\n丙\t丁") == "甲乙\n丙 丁"


def test_what_must_be_hidden_is_hidden_before_anything_else() -> None:
    assert (
        Letters(lambda text: text.replace("13812345678", "138****5678")).printable("电 13812345678")
        == "电 138****5678"
    )


@pytest.mark.parametrize("text", ["（甲）乙丙，丁戊。", "甲“乙丙”丁：戊", "约 1,234.5 m，《规则》第 3 条"])
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(text: str) -> None:
    for room in range(24, 90):
        lines = FIT.wrapped(text, room, 8)
        if max(map(len, lines)) > 2:
            assert not any(line[0] in "，。）”：》" for line in lines if len(line) > 1), (room, lines)
            assert not any(line[-1] in "（“《" for line in lines if len(line) > 1), (room, lines)


def test_words_and_numbers_stay_whole_where_they_fit() -> None:
    lines = FIT.wrapped("计划编号 R0123022026744 与 R0123022026745 结合审核", 90, 8)
    assert {"R0123022026744", "R0123022026745"} <= {word for line in lines for word in line.split()}


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet=st.characters(codec="gbk", exclude_categories=("Cc", "Cf", "Zs")), max_size=60),
    st.integers(20, 300),
)
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(text: str, room: int) -> None:
    lines = FIT.wrapped(text, room, 8)
    assert all(width_of(line, 8) <= room + 1e-6 for line in lines)
    assert "".join(lines) == FIT.printable(text).replace("\n", "")


def test_bold_letters_are_measured_as_such() -> None:
    assert width_of("Report", 10, BOLD) > width_of("Report", 10, REGULAR)


def test_the_pages_are_compressed_and_of_a4() -> None:
    pdf = pdf_of(Note("甲"))
    assert b"/FlateDecode" in pdf
    with pypdfium2.PdfDocument(pdf) as document:
        assert document[0].get_size() == pytest.approx((595.28, 841.89), abs=0.1)


def test_no_letter_stands_alone_in_the_last_line() -> None:
    letters = Letters(as_it_is)
    for room in range(40, 160, 7):
        lines = letters.wrapped("北京筠岫电器售后服务有限公司，未签到、未上传照片。", room, 8)
        assert "".join(lines) == "北京筠岫电器售后服务有限公司，未签到、未上传照片。"
        assert len(lines[-1].rstrip("。")) > 1 or len(lines) == 1
        assert all(width_of(line, 8) <= room for line in lines)


def test_letters_that_were_put_away_come_back_as_they_were_unless_they_are_in_use() -> None:
    width = letters.width_of("山东筠砾 𬭎", 10)
    with letters.in_use():
        letters.put_away()
        assert set(letters._FILES) <= set(pdfmetrics.getRegisteredFontNames())
    letters.put_away()
    assert not set(letters._FILES) & set(pdfmetrics.getRegisteredFontNames())
    assert letters.width_of("山东筠砾 𬭎", 10) == width
