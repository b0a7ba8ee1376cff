"""DingTalk's report and the JSON of its interfaces, and WeCom's, become 钉钉 check-ins of no plan."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from tests.importers.sheets import read, write_rows
from tianyi_desk.facts.records import CheckIn
from tianyi_desk.facts.vocabulary import Channel, Event

WHERE = "大连市西岗区新开路82号"
AT = datetime(2021, 10, 18, 8, 41, 28)


def check_ins(path: Path) -> list[CheckIn]:
    intake = read(path)
    assert intake.complaints == ()
    facts = [draft.fact for draft in intake.drafts]
    assert all(
        isinstance(fact, CheckIn) and fact.channel is Channel.DINGTALK and not fact.plan for fact in facts
    )
    return [fact for fact in facts if isinstance(fact, CheckIn)]


def test_a_report_with_three_rows_of_headings_and_pictures_is_read(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["签到报表 2021-10", "", "", "", "", "", "", ""],
        ["姓名", "部门", "签到信息", "", "", "", "图片", ""],
        ["", "", "日期", "时间", "地点", "详细地址", "图片1", "图片2"],
        ["崔明远", "审核一部", "2021-10-18", "08:21", "海川机械", WHERE, "http://a/1.jpg", ""],
        ["崔明远", "审核一部", "2021-10-18", "17:05", "海川机械", WHERE, "", ""],
        ["贾思齐", "审核一部", "2021-10-18", "08:30", "海川机械", WHERE, "", ""],
    ]
    path = write_rows(tmp_path / "钉钉签到.xls", rows)
    first, last, other = check_ins(path)
    assert (first.name, first.event, first.at) == ("崔明远", Event.OPENING, datetime(2021, 10, 18, 8, 21))
    assert (last.event, other.event) == (Event.CLOSING, Event.OPENING)
    assert first.place == f"海川机械 {WHERE}"
    assert first.position is None, "no coordinates are no distance of 0"
    intake = read(path)
    assert "http://a/1.jpg" in intake.drafts[0].raw["原表其他内容"]
    assert intake.recognised[0].reason.startswith("钉钉签到报表")
    assert intake.drafts[0].fact.source is not None
    assert intake.drafts[0].fact.source.row == 4


def test_a_cell_that_holds_time_and_place_as_a_list_is_taken_apart(tmp_path: Path) -> None:
    rows = [
        ["姓名", "当前时间,当前地点"],
        ["崔明远", f"['2021-10-18 08:21', '{WHERE}']"],
        ["甲乙", f"2021-10-18 09:00,{WHERE}"],
    ]
    first, second = check_ins(write_rows(tmp_path / "签到.xlsx", rows))
    assert (first.at, first.place) == (datetime(2021, 10, 18, 8, 21), WHERE)
    assert second.at == datetime(2021, 10, 18, 9)


PLACED = {"name": "崔明远", "place": "海川", "longitude": "121.6148", "latitude": "38.9139"}
WECOM = {"location_title": "海川", "location_detail": WHERE, "lat": 38913900, "lng": 121614800, "notes": ""}
FORMS: dict[str, object] = {
    "record": {
        "errcode": 0,
        "data": [{**PLACED, "timestamp": 1634517688000, "detailPlace": WHERE, "imageList": []}],
    },
    "topapi": {"result": {"page_list": [{**PLACED, "checkin_time": 1634517688000, "detail_place": WHERE}]}},
    "wecom": {"checkindata": [{**WECOM, "userid": "崔明远", "checkin_time": 1634517688}]},
}


@pytest.mark.parametrize("form", FORMS)
def test_the_answer_of_an_interface_is_read_by_the_size_of_its_figures(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"{form}.json"
    path.write_text(json.dumps(FORMS[form], ensure_ascii=False), encoding="utf-8")
    (record,) = check_ins(path)
    assert (record.name, record.at, record.place) == ("崔明远", AT, f"海川 {WHERE}")
    assert record.position is not None
    assert (record.position.longitude, record.position.latitude) == (121.6148, 38.9139)


def test_without_coordinates_there_is_no_position_and_other_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "新.json"
    path.write_text(
        '{"result":{"pageList":[{"userId":"u2","checkinTime":1634517688000,"detailPlace":"某地"}]}}', "utf-8"
    )
    (record,) = check_ins(path)
    assert (record.name, record.position) == ("u2", None)
    path.write_text('{"a": [1, {"b": "c"}]}', "utf-8")
    assert "JSON" in read(path).complaints[0].message
    path.write_text("[" * 100_000, "utf-8")
    assert len(read(path).complaints) == 1
