"""Provinces are told from the heads of addresses, from full names and from codes; nothing is guessed."""

import pytest

from tianyi_desk.facts.provinces import PROVINCES, province_of


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("辽宁省大连市西岗区新开路82号", "辽宁省"),
        ("辽宁大连", "辽宁省"),
        ("中国 江苏省苏州市", "江苏省"),
        ("北京市朝阳区酒仙桥路", "北京市"),
        ("内蒙古乌海市海南区", "内蒙古自治区"),
        ("新疆乌鲁木齐市", "新疆维吾尔自治区"),
        ("香港九龙", "香港特别行政区"),
        ("注册地址：吉林省集安市工业园区", "吉林省"),
        ("210211", "辽宁省"),
        ("21", "辽宁省"),
        ("２１０２１１", "辽宁省"),
        ("大连市甘井子区", ""),
        ("上海路88号", ""),
        ("北京西路1号", ""),
        ("重庆大厦3层", ""),
        ("海南藏族自治州共和县", ""),
        ("河南蒙古族自治县", ""),
        ("990101", ""),
        ("210", ""),
        ("", ""),
    ],
)
def test_a_text_tells_its_province_or_none(text: str, province: str) -> None:
    assert province_of(text) == province


def test_there_are_thirty_four_and_each_is_told_from_its_own_name() -> None:
    assert len(PROVINCES) == len(set(PROVINCES.values())) == 34
    assert all(province_of(name) == name for name in PROVINCES.values())
