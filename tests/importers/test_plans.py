"""The text forms in which plans come."""

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.importers.one_row import CHECK_IN, PLAN, read_plan, read_row
from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.vocabulary import AuditMode, Flaw, Role
from tianyi_desk.geo.datum import Datum
from tianyi_desk.importers.headings import HEADINGS, LOOKUP
from tianyi_desk.importers.reading import read_files
from tianyi_desk.progress import finish

USUAL = (datetime(2021, 10, 18, 8, 30), datetime(2021, 10, 20, 15, 30))


@pytest.mark.parametrize(
    "words",
    [
        "2021-10-18 08:30至2021-10-20 15:30",
        "2021-10-18 08:30 至 2021-10-20 15:30",
        "2021/10/18 8:30~2021/10/20 15:30",
        "2021/10/18 8:30—2021/10/20 15:30",
        "2021-10-18 08:30-2021-10-20 15:30",
        "2021-10-18 08:30 - 2021-10-20 15:30",
        "2021-10-18 08:30到2021-10-20 15:30",
        "2021年10月18日 8:30至2021年10月20日 15:30",
        "2021-10-18 08：30至2021-10-20 15：30",
        "２０２１-１０-１８ ０８:３０至２０２１-１０-２０ １５:３０",
    ],
)
def test_a_period_reads_the_same_however_it_is_written(tmp_path: Path, words: str) -> None:
    plan = read_plan(tmp_path, 审核时间=words)

    assert (plan.start, plan.end) == USUAL


def test_a_date_without_a_time_is_the_whole_day(tmp_path: Path) -> None:
    plan = read_plan(tmp_path, 审核时间="2021-10-18至2021-10-20")

    assert (plan.start, plan.end) == (datetime(2021, 10, 18), datetime(2021, 10, 20, 23, 59))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.datetimes(datetime(2021, 1, 1), datetime(2030, 12, 31)).map(
        lambda at: at.replace(microsecond=0)
    ),
    minutes=st.integers(1, 60 * 24 * 20),
    joint=st.sampled_from(["至", " 至 ", "~", "—", "到", " - "]),
)
def test_any_period_round_trips(tmp_path: Path, start: datetime, minutes: int, joint: str) -> None:
    from datetime import timedelta

    end = start + timedelta(minutes=minutes)
    plan = read_plan(tmp_path, 审核时间=f"{start:%Y-%m-%d %H:%M:%S}{joint}{end:%Y-%m-%d %H:%M:%S}")

    assert (plan.start, plan.end) == (start, end)


@pytest.mark.parametrize(
    "words",
    ["", "2021-13-45 08:30至2021-10-20 15:30", "2021-02-30 08:30至2021-03-01 15:30", "待定",
     "2021-10-20 15:30至2021-10-18 08:30", "2021-10-18 08:30至2021-10-18 08:30"],
)  # fmt: skip
def test_a_time_that_cannot_be_is_refused_with_its_code_row_and_column(tmp_path: Path, words: str) -> None:
    intake = read_row(tmp_path, PLAN | {"审核时间": words})

    assert not intake.drafts
    (complaint,) = intake.complaints
    assert (complaint.code, complaint.row, complaint.column) == ("D07", 2, "审核时间")
    assert complaint.found == words


def test_excel_dates_in_two_columns_are_read_midnight_included(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    names = [name for name in PLAN if name != "审核时间"]
    sheet.append(["某某公司十月审核计划一览表"])
    sheet.append([])
    sheet.append([*names, "审核开始时间", "审核结束时间", "业务员"])
    sheet.append(
        [*(PLAN[name] for name in names), datetime(2021, 10, 18), datetime(2021, 10, 20, 15, 30), "裴照临"]
    )
    book.save(tmp_path / "计划.xlsx")

    intake = finish(read_files([tmp_path / "计划.xlsx"]))

    (draft,) = intake.drafts
    assert isinstance(draft.fact, Plan)
    assert (draft.fact.start, draft.fact.end) == (datetime(2021, 10, 18), datetime(2021, 10, 20, 15, 30))
    assert draft.raw["业务员"] == "裴照临"
    assert draft.fact.source is not None
    assert draft.fact.source.row == 4


SURNAMES = ("单云帆", "曾一鸣", "仇查", "区若兰", "翟景和", "解思齐", "员半千", "缪清")
TEAMS = {
    "【组长】甲一 【组员】乙二, 丙三": [("甲一", Role.LEADER), ("乙二", Role.MEMBER), ("丙三", Role.MEMBER)],
    "【组长】甲一【组员】乙二、丙三【实习】丁四": [
        ("甲一", Role.LEADER), ("乙二", Role.MEMBER), ("丙三", Role.MEMBER), ("丁四", Role.TRAINEE),
    ],
    "甲一，乙二；丙三": [("甲一", Role.MEMBER), ("乙二", Role.MEMBER), ("丙三", Role.MEMBER)],
    "【组长】甲一\n【组员】买买提·艾力": [("甲一", Role.LEADER), ("买买提·艾力", Role.MEMBER)],
    "【组长】甲一 【组员】乙二, 乙二, 无": [("甲一", Role.LEADER), ("乙二", Role.MEMBER)],
    "【组长】甲 一 【组员】" + "长" * 40: [("甲一", Role.LEADER), ("长" * 40, Role.MEMBER)],
}  # fmt: skip


@pytest.mark.parametrize("words", TEAMS)
def test_a_team_is_read_by_its_headings(tmp_path: Path, words: str) -> None:
    team = read_plan(tmp_path, 审核组=words).team

    assert [(member.name, member.role) for member in team] == TEAMS[words]


def test_experts_remote_and_absent_members_come_from_their_columns(tmp_path: Path) -> None:
    plan = read_plan(
        tmp_path,
        审核组="【组长】甲一 【组员】乙二(远程)",
        技术专家="戊五",
        远程人员="己六",
        未参会人员="甲一",
    )

    assert {member.name: (member.role, member.remote, member.absent) for member in plan.team} == {
        "甲一": (Role.LEADER, False, True),
        "乙二": (Role.MEMBER, True, False),
        "戊五": (Role.EXPERT, False, False),
        "己六": (Role.MEMBER, True, False),
    }


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.sampled_from(SURNAMES), min_size=1, unique=True))
def test_any_team_round_trips(tmp_path: Path, names: list[str]) -> None:
    words = f"【组长】{names[0]}" + (f" 【组员】{', '.join(names[1:])}" if names[1:] else "")

    assert [member.name for member in read_plan(tmp_path, 审核组=words).team] == names


@pytest.mark.parametrize(
    ("words", "projects"),
    [
        ("ISO9001*", ("ISO9001",)),
        ("ISO9001*;ISO14001*；OHSMS*", ("ISO9001", "ISO14001", "OHSMS")),
        ("ISO9001*\nEC9000*\nISO/IEC 20000", ("ISO9001", "EC9000", "ISO/IEC 20000")),
    ],
)
def test_projects_lose_their_mark_and_are_told_apart(
    tmp_path: Path, words: str, projects: tuple[str, ...]
) -> None:
    assert read_plan(tmp_path, 认证项目=words).projects == projects


@pytest.mark.parametrize(
    ("words", "activities"),
    [
        ("再认证审核(二阶段)(二阶段)", 1),
        ("再认证审核(一阶段);初次审核(一阶段);监督审核", 3),
        ("监督审核;", 1),
    ],
)
def test_activities_lose_doubled_suffixes(tmp_path: Path, words: str, activities: int) -> None:
    assert len(read_plan(tmp_path, 审核活动=words).activities) == activities


@pytest.mark.parametrize(
    ("cells", "mode"),
    [
        ({}, AuditMode.ON_SITE),
        ({"备注": "审核方式: 远程审核"}, AuditMode.REMOTE),
        ({"审核方式": "", "备注": "审核方式：现场审核"}, AuditMode.ON_SITE),
        ({"审核方式": "现场+远程"}, AuditMode.MIXED),
        ({"审核方式": "FS03"}, AuditMode.MIXED),
        ({"审核方式": "完全远程"}, AuditMode.REMOTE),
    ],
)
def test_the_mode_comes_from_its_column_else_from_the_remarks(
    tmp_path: Path, cells: dict[str, str], mode: AuditMode
) -> None:
    assert read_plan(tmp_path, **cells).mode is mode


def test_several_addresses_pair_with_their_coordinates_in_order(tmp_path: Path) -> None:
    plan = read_plan(
        tmp_path,
        审核地址="建设南大街1号\n晋州市2号;",
        计划经度="114.5;115.04",
        计划纬度="38.0；38.03",
        坐标系="WGS84",
        备注="其他审核地址：藁城区3号",
    )

    assert [address.text for address in plan.addresses] == ["建设南大街1号", "晋州市2号", "藁城区3号"]
    points = [address.position and address.position.point(foreign=False) for address in plan.addresses]
    assert points == [(114.5, 38.0), (115.04, 38.03), None]


def test_swapped_halves_are_put_right_and_told(tmp_path: Path) -> None:
    intake = read_row(tmp_path, PLAN | {"计划经度": "38.915325", "计划纬度": "121.638794"})

    (draft,) = intake.drafts
    assert isinstance(draft.fact, Plan)
    position = draft.fact.addresses[0].position
    assert position is not None
    assert (position.longitude, position.latitude, position.swapped) == (121.638794, 38.915325, True)
    assert (position.decimals, position.datum, position.datum_stated) == (6, Datum.GCJ02, False)
    assert [(repair.code, repair.row) for repair in intake.repairs] == [("D01", 2)]


@pytest.mark.parametrize(
    ("longitude", "latitude", "flaw"),
    [
        ("121.6", "", Flaw.HALF),
        ("0", "0", Flaw.ZERO),
        ("200", "38", Flaw.OUT_OF_RANGE),
        ("-0.1", "51.5", Flaw.OUTSIDE_CHINA),
        ("121.6", "38.9", None),
    ],
)
def test_a_coordinate_that_cannot_be_used_is_kept_with_its_flaw(
    tmp_path: Path, longitude: str, latitude: str, flaw: Flaw | None
) -> None:
    position = read_plan(tmp_path, 计划经度=longitude, 计划纬度=latitude).addresses[0].position

    assert position is not None
    assert position.flaw is flaw


def test_millionths_of_a_degree_are_read_as_degrees(tmp_path: Path) -> None:
    position = read_plan(tmp_path, 计划经度="121638794", 计划纬度="38915325").addresses[0].position

    assert position is not None
    assert (position.longitude, position.latitude, position.decimals) == (121.638794, 38.915325, 6)


@pytest.mark.parametrize(("words", "synced"), [("是", True), ("否", False), ("", None)])
def test_an_empty_synced_cell_is_not_a_yes(tmp_path: Path, words: str, *, synced: bool | None) -> None:
    assert read_plan(tmp_path, 同步认证到=words).synced is synced


def test_an_empty_state_is_valid_and_any_other_word_is_kept(tmp_path: Path) -> None:
    assert read_plan(tmp_path, 计划状态="").valid
    assert read_plan(tmp_path, 计划状态="撤销").state == "撤销"


def test_numbers_stored_as_numbers_read_without_a_fraction(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([*PLAN, "联系电话"])
    sheet.append([123012021001, *list(PLAN.values())[1:], 13900000001])
    book.save(tmp_path / "计划.xlsx")

    (draft,) = finish(read_files([tmp_path / "计划.xlsx"])).drafts

    assert isinstance(draft.fact, Plan)
    assert (draft.fact.number, draft.fact.contact_phone) == ("123012021001", "13900000001")


@pytest.mark.parametrize(
    ("heading", "other"),
    [
        ("计划编号", "审核计划编号"), ("计划编号", "计划号"), ("企业名称", "受审核方"), ("企业名称", "受审核组织名称"),
        ("企业名称", "被审核企业"), ("企业名称", "组织名称"), ("企业名称", "单位名称"), ("审核组", "审核组成员（含组长）"),
        ("认证项目", " 认证项目 * "), ("审核地址", "审核地址\n（多个用分号分开）"),
    ],
)  # fmt: skip
def test_headings_are_known_by_their_other_names(tmp_path: Path, heading: str, other: str) -> None:
    row = {other if name == heading else name: cell for name, cell in reversed(PLAN.items())}

    intake = read_row(tmp_path, row)

    assert not intake.complaints
    assert len(intake.drafts) == 1


def test_no_heading_is_known_for_two_fields_of_a_sheet() -> None:
    for entity, headings in HEADINGS.items():
        names = [name for heading in headings for name in heading.names]
        assert len(names) == len(set(names)) == len(LOOKUP[entity])


@pytest.mark.parametrize(
    ("cells", "number"),
    [
        ({"审核时间": "2021-13-45"}, "R0123012021001"),
        ({"计划编号": " r0123012021001 ", "企业名称": ""}, "R0123012021001"),
        ({"计划编号": ""}, ""),
    ],
)
def test_a_refused_plan_keeps_its_number_so_that_its_records_say_why_they_are_refused(
    tmp_path: Path, cells: dict[str, str], number: str
) -> None:
    (complaint,) = read_row(tmp_path, PLAN | cells).complaints

    assert complaint.plan == number


def test_a_refused_record_bears_no_plan_that_was_refused(tmp_path: Path) -> None:
    (complaint,) = read_row(tmp_path, CHECK_IN | {"时间": "昨天"}).complaints

    assert complaint.plan == ""


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2021-02-30 08:30至2021-03-01 17:00", "2021-02-30"),
        ("2021/10/18 8:30至2021/10/32 17:00", "2021-10-32"),
        ("2021年13月5日 8时至2021年13月6日 17时", "2021-13-05"),
    ],
)
def test_a_day_that_no_calendar_has_is_named(tmp_path: Path, words: str, day: str) -> None:
    (complaint,) = read_row(tmp_path, PLAN | {"审核时间": words}).complaints

    assert complaint.code == "D07"
    assert f"没有 {day} 这一天" in complaint.message


def test_a_check_in_on_a_day_that_no_calendar_has_is_told_so(tmp_path: Path) -> None:
    (complaint,) = read_row(tmp_path, CHECK_IN | {"时间": "2021-09-31 08:20"}).complaints

    assert "没有 2021-09-31 这一天" in complaint.message


@pytest.mark.parametrize(
    "words", ["2021-10-18 25:30至2021-10-19 17:00", "1899-10-18 08:30至1899-10-19 17:00", "下周"]
)
def test_a_time_that_is_wrong_otherwise_names_no_day(tmp_path: Path, words: str) -> None:
    (complaint,) = read_row(tmp_path, PLAN | {"审核时间": words}).complaints

    assert "这一天" not in complaint.message
