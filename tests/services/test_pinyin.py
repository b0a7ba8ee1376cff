"""Characters are read by their common readings first, surnames as surnames."""

import pytest

from tianyi_desk.services.pinyin import spelling

SURNAMES = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "查": "zha", "区": "ou", "翟": "zhai", "解": "xie", "员": "yun",
    "缪": "miao", "尉": "wei", "盖": "ge", "任": "ren", "华": "hua", "朴": "piao", "覃": "qin", "乐": "yue",
}  # fmt: skip


@pytest.mark.parametrize(("surname", "read"), SURNAMES.items())
def test_a_surname_is_read_as_a_surname(surname: str, read: str) -> None:
    assert spelling().sounds(f"{surname}云") == {(read, "yun")}


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("尉迟恭", "yu chi gong"),
        ("长孙云", "zhang sun yun"),
        ("万俟咏", "mo qi yong"),
        ("单于云", "chan yu yun"),
        ("单云于", "shan yun yu"),
    ],
)
def test_a_double_surname_is_read_as_one_where_a_given_name_follows(name: str, read: str) -> None:
    assert tuple(read.split()) in spelling().sounds(name)


def test_what_is_a_surname_only_at_the_beginning_is_read_as_usual_elsewhere() -> None:
    assert spelling().sounds("王单") == {("wang", "dan")}
    assert spelling().readings("单")[0] == "dan"


def test_characters_of_several_common_readings_sound_in_several_ways() -> None:
    assert spelling().sounds("李行") == {("li", "xing"), ("li", "hang")}
    assert len(spelling().sounds("李行重长乐")) == 8


def test_letters_stand_for_themselves() -> None:
    assert spelling().sounds("Al") == {("a", "l")}
    assert spelling().readings("A") == ()


def test_a_marked_name_is_as_long_as_before() -> None:
    for name in ("单云帆", "尉迟恭", "A", "", "爱新觉罗云"):
        assert len(spelling().marked(name)) == len(name)


def test_names_are_in_the_order_of_their_pinyin() -> None:
    names = ["赵敏", "单云", "查文", "Anna", "沈默", "仇立", "翟川", "尉迟恭"]
    assert sorted(names, key=spelling().order) == [
        "Anna",
        "仇立",
        "单云",
        "沈默",
        "尉迟恭",
        "查文",
        "翟川",
        "赵敏",
    ]
