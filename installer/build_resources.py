"""Build the tables under resources/ that come out of packages: calendar and countries.

Developers run this when a package knows a new year; users never do. The result is committed, and what the quality
department edits by hand stays until the table is built again.
"""

import argparse
import importlib
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
DAY = timedelta(days=1)

NOTICES = {
    2021: "国办发明电〔2020〕27号，2020-11-25",
    2022: "国办发明电〔2021〕11号，2021-10-25",
    2023: "国办发明电〔2022〕16号，2022-12-08",
    2024: "国办发明电〔2023〕7号，2023-10-25",
    2025: "国办发明电〔2024〕12号，2024-11-12",
    2026: "国办发明电〔2025〕7号，2025-11-04",
}

CALENDAR_HEAD = """\
# {year} 年放假调休表（可编辑）
#
# holidays 每一段是一个假期，from、to 为首日和末日（含周末）；worked 是因调休而上班的周末。
# 期限按工作日计算时用本表；没有表的年份按法定节假日推算并给出警告。由 installer/build_resources.py 生成。

year = {year}
source = "国务院办公厅关于{year}年部分节假日安排的通知（{notice}）"
worked = [{worked}]
"""

COUNTRIES_HEAD = """\
# 国家和地区名称表（可编辑）
#
# 用于从“行政区划”或 ORG_COUNTRY 判断计划是否在境外：键为两位代码，值为中文名称和三位代码、数字代码。
# 只列境外；中国及香港、澳门、台湾不在此列。比较时应整段相等或从头相等，不得取其中一段（“内蒙古”不是“蒙古”）。
# 由 installer/build_resources.py 生成。

"""

CHINESE_LANDS = frozenset({"CN", "HK", "MO", "TW"})
# Territories of the package's list that have no ISO 3166 code, or are no place.
NOT_COUNTRIES = frozenset(
    {"AC", "CP", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"}
)
# Codes of states that are gone, which the package still maps to their successors.
OBSOLETE_CODES = frozenset(
    {"BUR", "ZAR", "DDR", "FXX", "TMP", "YMD", "230", "249", "278", "280", "720", "736", "886"}
)
OTHER_NAMES = {
    "AE": ("阿联酋",), "BA": ("波黑",), "BD": ("孟加拉",), "BN": ("文莱达鲁萨兰国",), "CD": ("刚果民主共和国",),
    "CF": ("中非",), "CG": ("刚果共和国",), "CZ": ("捷克共和国",), "DE": ("德意志联邦共和国",),
    "DO": ("多米尼加",), "FK": ("马尔维纳斯群岛",), "FM": ("密克罗尼西亚联邦",), "FR": ("法兰西共和国",),
    "GB": ("大不列颠及北爱尔兰联合王国", "联合王国"), "ID": ("印尼",), "IN": ("印度共和国",), "JP": ("日本国",),
    "KP": ("朝鲜民主主义人民共和国",), "KR": ("大韩民国", "南韩"), "LA": ("老挝人民民主共和国",),
    "MK": ("马其顿",), "MN": ("蒙古国",), "PG": ("巴新",), "PS": ("巴勒斯坦",), "RU": ("俄罗斯联邦",),
    "SA": ("沙特",), "SY": ("阿拉伯叙利亚共和国",), "SZ": ("埃斯瓦蒂尼",), "TH": ("泰王国",),
    "TR": ("土耳其共和国",), "US": ("美利坚合众国",), "VA": ("梵蒂冈城国",), "VN": ("越南社会主义共和国",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Holiday:
    """A run of days off with the name of the holiday that it belongs to."""

    name: str
    first: date
    last: date


def main(arguments: list[str] | None = None) -> int:
    """Build the tables that were asked for and print their paths; the exit status is 3 without the packages."""
    parser = argparse.ArgumentParser(description="生成 resources/ 下由软件包得出的表（仅供开发者）")
    parser.add_argument("tables", nargs="*", metavar="表", help=f"{'、'.join(TABLES)}；不写则全部生成")
    parser.add_argument("--out", type=Path, default=RESOURCES, help="输出文件夹，默认为 resources")
    asked = parser.parse_args(arguments)
    if unknown := [table for table in asked.tables if table not in TABLES]:
        parser.error(f"没有这样的表：{'、'.join(unknown)}")
    for table in asked.tables or TABLES:
        try:
            for path in TABLES[table](asked.out):
                print(path)
        except ModuleNotFoundError as missing:
            print(f"生成 {table} 需要软件包 {missing.name}：请先 pip install {missing.name}", file=sys.stderr)
            return 3
    return 0


def build_calendar(out: Path) -> Iterator[Path]:
    """Write calendar/YYYY.toml for every year whose State Council notice is known."""
    package = _package("holidays")
    for year, notice in NOTICES.items():
        days_off, days_worked = package_year(package, year)
        worked = ", ".join(day.isoformat() for day in sorted(days_worked))
        text = CALENDAR_HEAD.format(year=year, notice=notice, worked=worked)
        for holiday in holidays_of(year, days_off, days_worked):
            text += f'\n[[holidays]]\nname = "{holiday.name}"\n'
            text += f"from = {holiday.first.isoformat()}\nto = {holiday.last.isoformat()}\n"
        yield _written(out / "calendar" / f"{year}.toml", text)


def package_year(package: ModuleType, year: int) -> tuple[dict[date, str], set[date]]:
    """Return a year's days off with the package's Chinese names, and the weekend days worked."""
    holidays = package.country_holidays("CN", years=year, language="zh_CN")
    return dict(holidays), {day for day in holidays.weekend_workdays if day.year == year}


def holidays_of(year: int, days_off: dict[date, str], days_worked: set[date]) -> Iterator[Holiday]:
    """Join days off with the weekends beside them, as the notices count them, and name each run."""
    run: list[date] = []
    day = date(year, 1, 1)
    while day.year == year:
        at_work = day in days_worked or (day not in days_off and day.weekday() < 5)
        if not at_work:
            run.append(day)
        if (at_work or (day + DAY).year > year) and run:
            if name := _name_of(run, days_off):
                yield Holiday(name, run[0], run[-1])
            run = []
        day += DAY


def _name_of(run: list[date], days_off: dict[date, str]) -> str:
    """Return the festivals of a run, "" for a plain weekend; 除夕 belongs to 春节, 休息日 to what it extends."""
    names = [name for day in run for name in days_off.get(day, "").split("; ")]
    festivals = (
        name.partition("（")[0] for name in names if name and not name.startswith(("休息日", "农历除夕"))
    )
    return "、".join(dict.fromkeys(festivals))


def build_countries(out: Path) -> Iterator[Path]:
    """Write countries.toml: every ISO 3166 country but China, with Chinese names and codes."""
    _package("babel")
    core = importlib.import_module("babel.core")
    territories: dict[str, str] = dict(core.Locale("zh").territories)
    codes: dict[str, list[str]] = {}
    for code, targets in core.get_global("territory_aliases").items():
        if len(targets) == 1 and len(code) == 3 and code not in OBSOLETE_CODES:
            codes.setdefault(targets[0], []).append(code)
    text = COUNTRIES_HEAD
    for country in sorted(territories):
        if len(country) == 2 and country not in CHINESE_LANDS | NOT_COUNTRIES:
            ways = [
                territories[country],
                *OTHER_NAMES.get(country, ()),
                *sorted(codes[country], reverse=True),
            ]
            text += f"{country} = {json.dumps(ways, ensure_ascii=False)}\n"
    yield _written(out / "countries.toml", text)


TABLES: dict[str, Callable[[Path], Iterator[Path]]] = {
    "calendar": build_calendar,
    "countries": build_countries,
}


def _package(name: str) -> Any:
    """Import a package that only building needs."""
    return importlib.import_module(name)


def _written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


if __name__ == "__main__":
    sys.exit(main())
