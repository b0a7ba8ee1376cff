"""The text forms in which check-ins come."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.importers.one_row import CHECK_IN, read_check_in, read_row
from tianyi_desk.facts.intake import PlanReference
from tianyi_desk.facts.vocabulary import Channel, Event
from tianyi_desk.geo.datum import Datum


def test_a_check_in_keeps_its_seconds(tmp_path: Path) -> None:
    assert read_check_in(tmp_path).at == datetime(2021, 10, 18, 8, 20, 1)


def test_without_a_channel_column_none_is_said(tmp_path: Path) -> None:
    record = read_check_in(tmp_path)

    assert record.channel is None
    assert not record.declined
    assert record.position is None


@pytest.mark.parametrize(
    ("words", "datum", "stated"),
    [
        ("", Datum.GCJ02, False),
        ("WGS84", Datum.WGS84, True),
        ("高德", Datum.GCJ02, True),
        ("GCJ-02", Datum.GCJ02, True),
        ("百度", Datum.BD09, True),
        ("BD09", Datum.BD09, True),
        ("CGCS2000", Datum.WGS84, True),
    ],
)
def test_a_datum_is_known_by_its_names(tmp_path: Path, words: str, datum: Datum, *, stated: bool) -> None:
    position = read_check_in(tmp_path, 经度="121.6", 纬度="38.90", 坐标系=words).position

    assert position is not None
    assert (position.datum, position.datum_stated, position.decimals) == (datum, stated, 1)


@pytest.mark.parametrize(("words", "declined"), [("是", False), ("否", True), ("", False)])
def test_signing_together_is_declined_only_where_it_says_no(
    tmp_path: Path, words: str, *, declined: bool
) -> None:
    assert read_check_in(tmp_path, 同时签到=words).declined is declined


def test_the_phone_is_kept_as_digits(tmp_path: Path) -> None:
    assert read_check_in(tmp_path, 手机号="+86 139-0000-0001").phone == "13900000001"


def test_other_names_of_the_columns_are_known(tmp_path: Path) -> None:
    intake = read_row(
        tmp_path,
        {
            "签到时间": "2021/10/18 8:20",
            "签到人员": "崔明远",
            "签到类型": "签退",
            "审核计划编号": "R1",
            "签到经度": "121.6",
            "签到纬度": "38.9",
            "签到渠道": "认证到",
        },
    )

    (draft,) = intake.drafts
    record = read_check_in(tmp_path)
    assert type(draft.fact) is type(record)
    assert getattr(draft.fact, "event", None) is Event.CLOSING
    assert getattr(draft.fact, "channel", None) is Channel.MINI_PROGRAM


def test_a_plan_may_be_named_by_enterprise_and_time(tmp_path: Path) -> None:
    cells = {
        "计划编号": "",
        "企业名称": "大连海川机械有限公司",
        "审核时间": "2021-10-18 08:30至2021-10-20 15:30",
    }

    (draft,) = read_row(tmp_path, CHECK_IN | cells).drafts

    assert draft.reference == PlanReference(
        "大连海川机械有限公司", datetime(2021, 10, 18, 8, 30), datetime(2021, 10, 20, 15, 30)
    )


def test_only_a_dingtalk_record_may_name_no_plan(tmp_path: Path) -> None:
    assert read_check_in(tmp_path, 计划编号="", 渠道="钉钉").channel is Channel.DINGTALK

    intake = read_row(tmp_path, CHECK_IN | {"计划编号": "", "渠道": "认证到"})
    assert not intake.drafts
    assert intake.complaints[0].column == "计划编号"


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("类型", "签道"),
        ("时间", "上午九点"),
        ("时间", ""),
        ("渠道", "微博"),
        ("坐标系", "火星人"),
        ("姓名", ""),
    ],
)
def test_what_is_not_understood_refuses_the_row_and_names_the_cell(
    tmp_path: Path, column: str, words: str
) -> None:
    intake = read_row(tmp_path, CHECK_IN | {"渠道": "", "坐标系": "", column: words})

    assert not intake.drafts
    (complaint,) = intake.complaints
    assert (complaint.row, complaint.column, complaint.found, complaint.code) == (2, column, words, None)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(longitude=st.decimals(73, 136, places=6), latitude=st.decimals(3, 54, places=6))
def test_swapped_halves_are_always_put_right(tmp_path: Path, longitude: object, latitude: object) -> None:
    right = read_check_in(tmp_path, 经度=str(longitude), 纬度=str(latitude)).position
    wrong = read_check_in(tmp_path, 经度=str(latitude), 纬度=str(longitude)).position

    assert right is not None
    assert wrong is not None
    assert (wrong.longitude, wrong.latitude) == (right.longitude, right.latitude)
    assert (wrong.swapped, right.swapped) == (True, False)
