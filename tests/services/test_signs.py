"""Many texts are looked through at once, as written and by how they are read."""

from hypothesis import given
from hypothesis import strategies as st

from tianyi_desk.services.pinyin import spelling
from tianyi_desk.services.signs import How, Signs

TEXTS = ("杭州西湖有限公司", "abc科技", "重庆大厦", "长沙银行", "吕梁绿源")


def found(word: str, texts: tuple[str, ...] = TEXTS) -> list[tuple[str, How, str]]:
    standing = Signs(texts, spelling(), rare=True).look(word)
    return [
        (text, How(how), text[start : start + length])
        for text, how, start, length in zip(texts, standing.how, standing.start, standing.length, strict=True)
        if how != How.NOT
    ]


@given(st.lists(st.text("ab、中", max_size=4), max_size=8), st.text("ab、中", min_size=1, max_size=3))
def test_texts_are_found_by_what_they_hold(texts: list[str], word: str) -> None:
    standing = Signs(texts).look(word)
    for text, how, start in zip(texts, standing.how, standing.start, strict=True):
        assert (how != How.NOT) == (word in text)
        if how != How.NOT:
            assert start == text.index(word)
            assert (how == How.EXACT) == (text == word)
            assert (how <= How.BEGINS) == text.startswith(word)


def test_first_letters_whole_syllables_and_both_mixed_find_the_same() -> None:
    for word in ("hzxh", "hangzhouxihu", "hangzxh", "hzhouxih", "hangz西hu", "hang'zhouxihu"):
        ((text, how, part),) = found(word)
        assert (text, how, part) == ("杭州西湖有限公司", How.SOUND_BEGINS, "杭州西湖")


def test_the_last_syllable_may_be_begun_only() -> None:
    assert [text for text, _how, _part in found("xih")] == ["杭州西湖有限公司"]
    assert found("xihx") == []


def test_characters_of_several_readings_are_found_by_each_common_one() -> None:
    assert [part for _text, _how, part in found("chongq")] == ["重庆"]
    assert [part for _text, _how, part in found("yinhang")] == ["银行"]
    assert [part for _text, _how, part in found("changsha")] == ["长沙"]


def test_letters_in_a_text_stand_for_themselves_beside_pinyin() -> None:
    assert found("abckj") == [("abc科技", How.SOUND_BEGINS, "abc科技")]


def test_lv_lyu_and_lu_with_dots_are_one() -> None:
    for word in ("lvliang", "lyuliang", "lüliang"):
        assert [part for _text, _how, part in found(word)] == ["吕梁"]


def test_syllables_that_meet_are_not_taken_for_a_spelling_of_lv() -> None:
    assert found("shanyun", ("山云",))


def test_one_letter_finds_what_begins_so_only() -> None:
    assert [text for text, _how, _part in found("h")] == ["杭州西湖有限公司"]


def test_rare_readings_are_asked_for_where_common_ones_find_nothing() -> None:
    assert found("daiqiao", ("大桥",)) == [("大桥", How.RARE_SOUND, "大桥")]
    assert [text for text, _how, _part in found("daiqiao", ("大桥", "代桥"))] == ["代桥"]


def test_nothing_is_found_in_nothing() -> None:
    assert len(Signs(())) == 0
    assert len(Signs(()).look("a").how) == 0
    assert found("") == []
    assert found("a\x00b") == []
