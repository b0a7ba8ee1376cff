"""Phone and ID numbers are hidden in text; numbers that look a little like them stay."""

import pytest

from tianyi_desk.services.privacy import masked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("手机号13812341234不符", "手机号138****1234不符"),
        ("13812341234、15900001111", "138****1234、159****1111"),
        ("电话 138 1234 1234", "电话 138****1234"),
        ("电话+86-138-1234-1234", "电话138****1234"),
        ("证件号码 11010519491231002X，", "证件号码 110105**********2X，"),
        ("110105194912310021", "110105**********21"),
        ("老身份证510104880315421", "老身份证510104*******21"),
    ],
)
def test_numbers_of_people_are_hidden(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "R0123012021001",
        "计划 R01381234123400 已存在",
        "信用代码 91110000123456789X",
        "信用代码 911100001234567890",
        "偏差 460849.8 m",
        "经度 121.13812341234",
        "经度 121.638794121234567",
        "注册号 110000123456789",
        "2021-10-18 08:30:00",
        "12345678901",
        "",
    ],
)
def test_other_numbers_stay_as_they_are(text: str) -> None:
    assert masked(text) == text
