"""Tell whether 行政区划 names a place abroad; 香港, 澳门 and 台湾 are not abroad."""

import re
import tomllib
from functools import cache, lru_cache

from tianyi_desk.importers.folding import upper_compact
from tianyi_desk.resources import resource

_ABROAD = re.compile(r"境外|外国|(?<!中)国外|(?<!上)海外")  # 上海外高桥 and 中国外运 are at home
_AT_HOME = (
    "中国", "中华人民共和国", "CHINA", "CHN", "北京", "天津", "上海", "重庆", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江",
    "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "广西", "海南", "四川", "贵州", "云南",
    "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆", "香港", "澳门", "台湾",
)  # fmt: skip
_NOT_ABROAD = ("非境外", "不在境外", "非国外", "境内", "国内")
_BETWEEN = re.compile(r"[,，;；、/|:：()\-—→>]+")
# 黑山县, 巴林左旗, 朝鲜族…: Chinese places whose names begin like a country's.
_CHINESE_ENDING = r"(?![县市区镇乡旗族左右])"


@lru_cache(maxsize=8192)
def is_foreign(region: str) -> bool:
    """Tell whether a region's text is abroad, by the countries table and the words 境外, 国外 and 海外."""
    whole = upper_compact(region)
    parts = [whole, *(part for part in _BETWEEN.split(whole) if part)]
    if any(part.startswith(_AT_HOME) for part in parts) or any(word in whole for word in _NOT_ABROAD):
        return False
    if _ABROAD.search(whole):
        return True
    codes, names = _countries()
    return any(part in codes or names.match(part) for part in parts)


@cache
def _countries() -> tuple[frozenset[str], re.Pattern[str]]:
    """Return the codes, which must match whole, and the Chinese names, which may begin a region's text."""
    table: dict[str, list[str]] = tomllib.loads(resource("countries.toml").read_text("utf-8"))
    words = {upper_compact(word) for entry in table.values() for word in entry}
    names = sorted((word for word in words if not word.isascii()), key=len, reverse=True)
    return (
        frozenset(word for word in words if word.isascii()),
        re.compile(f"(?:{'|'.join(map(re.escape, names))}){_CHINESE_ENDING}"),
    )
