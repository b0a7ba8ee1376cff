"""The 34 省级行政区: found at the head of an address or of 行政区划, or by an administrative code (GB/T 2260)."""

import re
from functools import lru_cache

from tianyi_desk.facts.wording import width_folded

PROVINCES: dict[str, str] = {
    "11": "北京市", "12": "天津市", "13": "河北省", "14": "山西省", "15": "内蒙古自治区", "21": "辽宁省", "22": "吉林省",
    "23": "黑龙江省", "31": "上海市", "32": "江苏省", "33": "浙江省", "34": "安徽省", "35": "福建省", "36": "江西省",
    "37": "山东省", "41": "河南省", "42": "湖北省", "43": "湖南省", "44": "广东省", "45": "广西壮族自治区", "46": "海南省",
    "50": "重庆市", "51": "四川省", "52": "贵州省", "53": "云南省", "54": "西藏自治区", "61": "陕西省", "62": "甘肃省",
    "63": "青海省", "64": "宁夏回族自治区", "65": "新疆维吾尔自治区", "71": "台湾省", "81": "香港特别行政区",
    "82": "澳门特别行政区",
}  # fmt: skip
"""Full names by the first two digits of their codes, in the order of the codes."""

_ENDING = re.compile(r"(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)$")
_SHORT = {_ENDING.sub("", name): name for name in PROVINCES.values()}
_COUNTRY = re.compile(r"^(?:中华人民共和国|中国)[\s,，·\-—/]*")
# 上海路 and 重庆大厦 are streets and houses of other places; 海南州 and 河南县 lie in 青海.
_NOT_A_PROVINCE = r"(?![东南西北中]?大?[路街道巷]|大厦|藏族|蒙古族|州|县|区)"
_AT_THE_HEAD = re.compile(f"({'|'.join(_SHORT)}){_NOT_A_PROVINCE}")
_FULL = re.compile("|".join(PROVINCES.values()))
_CODE = re.compile(r"(\d\d)(?:\d{2}|\d{4}|\d{7}|\d{10})?")


@lru_cache(maxsize=65536)
def province_of(text: str) -> str:
    """Return the full name of the province that a text begins with or names in full, "" where it tells none.

    No city is looked up: 大连市甘井子区 alone tells no province.
    """
    text = _COUNTRY.sub("", width_folded(text))
    if code := _CODE.fullmatch(text):
        return PROVINCES.get(code[1], "")
    if head := _AT_THE_HEAD.match(text):
        return _SHORT[head[1]]
    named = _FULL.search(text)
    return named[0] if named else ""
