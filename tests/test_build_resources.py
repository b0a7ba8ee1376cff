"""The tables that come out of packages are what ships."""

import re
import sys
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from installer.build_resources import NOTICES, holidays_of, main
from tianyi_desk.resources import resource
from tianyi_desk.services.working_days import load_calendar


def test_building_the_calendar_again_gives_the_tables_that_ship(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["calendar", "--out", str(tmp_path)]) == 0
    assert capsys.readouterr().out.count(".toml") == len(NOTICES) == 6
    built = load_calendar(tmp_path.joinpath)
    assert built.years == load_calendar(resource).years
    for year in NOTICES:
        name = f"{year}.toml"
        assert (tmp_path / "calendar" / name).read_bytes() == resource("calendar", name).read_bytes()


def test_a_holiday_takes_in_its_weekend_but_no_weekend_stands_alone() -> None:
    days_off = {date(2022, 6, 3): "端午节", date(2022, 6, 6): "休息日（由 2022-06-11 调休）"}
    holidays = list(holidays_of(2022, days_off, {date(2022, 6, 11)}))
    assert [(holiday.name, holiday.first, holiday.last) for holiday in holidays] == [
        ("端午节", date(2022, 6, 3), date(2022, 6, 6))
    ]


def test_a_missing_package_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "babel", None)
    assert main(["countries", "--out", str(tmp_path)]) == 3
    assert "babel" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_an_unknown_table_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["gazette"])
    assert ended.value.code == 2
    assert "gazette" in capsys.readouterr().err


def test_countries_have_names_and_codes_of_their_own_and_leave_china_out() -> None:
    countries = tomllib.loads(resource("countries.toml").read_text(encoding="utf-8"))
    ways = Counter(way for country, others in countries.items() for way in (country, *others))
    assert max(ways.values()) == 1
    for country, others in countries.items():
        assert re.fullmatch(r"[A-Z]{2}", country)
        assert re.fullmatch(r"[A-Z]{3}", others[-2])
        assert re.fullmatch(r"\d{3}", others[-1])
        assert all(re.search(r"[\u4e00-\u9fff]", name) for name in others[:-2])
        assert len(others) >= 3
    assert not {"CN", "CHN", "156", "HK", "HKG", "344", "MO", "MAC", "446", "TW", "TWN", "158"} & set(ways)
    assert not [way for way in ways if any(land in way for land in ("中国", "香港", "澳门", "台湾"))]
    assert {
        "JP",
        "日本",
        "JPN",
        "392",
        "韩国",
        "大韩民国",
        "美国",
        "USA",
        "840",
        "阿联酋",
        "越南",
        "俄罗斯",
    } <= set(ways)
    assert len(countries) > 240
