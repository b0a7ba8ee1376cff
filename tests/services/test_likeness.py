"""Names are like by their characters and by their sound, with why."""

import pytest

from tianyi_desk.services.likeness import Like, Names, compared


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [
        ("张伟", "张伟", Like("同名", 100)),
        ("张伟", "章伟", Like("同音 zhang wei", 70)),
        ("贾思奇", "贾思齐", Like("同音 jia si qi", 80)),
        ("单云", "山云", Like("同音 shan yun", 70)),
        ("单云", "丹云", Like("差 1 个字", 42)),
        ("尉迟恭", "玉池公", Like("同音 yu chi gong", 70)),
        ("纪云", "纪云归", Like("少 1 个字", 68)),
        ("买买提艾力", "买买提·艾力", Like("只差间隔号", 97)),
    ],
)
def test_two_names_are_compared(one: str, other: str, like: Like) -> None:
    assert compared(one, other) == like


def test_only_names_that_are_like_are_near_and_namesakes_each() -> None:
    names = Names({1: "章伟", 2: "张卫", 3: "章伟", 4: "王敏", 5: "张三"})
    assert {key: like.reason for key, like in names.near("张伟").items()} == {
        1: "同音 zhang wei",
        2: "同音 zhang wei",
        3: "同音 zhang wei",
        5: "差 1 个字",
    }
    assert Names({}).near("张伟") == {}
