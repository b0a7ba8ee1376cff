"""The regulator's own plan upload loads in both generations."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.importers.sheets import read, write_rows
from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.vocabulary import AuditMode, Role
from tianyi_desk.services.policies import load_rule_book

OLD = {
    "AUDIT_PLAN_CODE": ("审核计划编号", "R0123012021001"),
    "AUDIT_ACT_TYPE": ("审核活动类型", "0102"),
    "AUDIT_START_DATE": ("审核开始日期", "2021-06-18 08:30"),
    "AUDIT_END_DATE": ("审核结束日期", datetime(2021, 6, 19, 17, 0)),
    "AUDIT_INSPECTOR": (
        "审核组成员",
        "2020-N1QMS-1234567，崔明远，01，15400010002；2020-N1QMS-7654321，贾思齐，02，15400010003",
    ),
    "AUDIT_INSPECT_ZJ": ("技术专家", "王建国，01，210200198001010013，15400010009"),
    "ORG_COUNTRY": ("国家地区", "156"),
    "ORG_DISTRICT": ("行政区划", "210203"),
    "ORG_CODE": ("统一社会信用代码", "91210200MA0XXXXX1X"),
    "ORG_NAME": ("组织名称", "大连海川机械有限公司"),
    "ORG_CONTACT_PERSON": ("联系人", "陆文静"),
    "ORG_CONTACT_WAY": ("联系方式", "15400010001"),
    "ORG_ADDRESS": ("审核地址", "大连市西岗区新开路82号"),
    "AUDIT_APPLY_NO": ("申请编号", "SQ1"),
    "CERT_NUMBER": ("证书编号", "00121Q30001R0M"),
    "AUTH_PROJ_CODE": ("认证项目代码", "A0101,A02"),
    "RZJG_ID": ("认证机构批准号", "CNCA-R-2002-001"),
    "REMARK": ("备注", "节前完成"),
}
GONE = ("ORG_COUNTRY", "AUDIT_APPLY_NO", "CERT_NUMBER", "RZJG_ID")


def new() -> dict[str, tuple[str, object]]:
    columns: dict[str, tuple[str, object]] = {name: one for name, one in OLD.items() if name not in GONE}
    columns["AUDIT_INSPECTOR"] = (
        "审核组成员",
        "210200198001010013，崔明远，01，15400010002；210200198002020025，贾思齐，02，15400010003",
    )
    columns["SHFS"] = ("审核方式", "FS03")
    return columns


def sheet(columns: dict[str, tuple[str, object]], *, named: bool = True) -> list[list[object]]:
    labels = ("字段名称", "字段含义", "数据类型", "最大长度", "填表说明", "校验级别", "是否公开")
    described: list[list[object]] = [["", label, *["说明"] * len(columns)] for label in labels]
    if named:
        described[0][2:] = list(columns)
    described[1][2:] = [meaning for meaning, _value in columns.values()]
    return [*described, ["", 1, *(value for _meaning, value in columns.values())]]


def plan_of(path: Path, rows: list[list[object]]) -> Plan:
    intake = read(write_rows(path, rows, "102010"))
    assert intake.complaints == ()
    (draft,) = intake.drafts
    assert isinstance(draft.fact, Plan)
    assert draft.fact.source is not None
    assert draft.fact.source.row == 8
    assert "原AUDIT_INSPECTOR" in draft.raw, "the cells as they stood are kept"
    return draft.fact


@pytest.mark.parametrize("form", [".xlsx", ".xls"])
def test_the_generation_of_eighteen_columns_gives_a_whole_plan(tmp_path: Path, form: str) -> None:
    columns: dict[str, tuple[str, object]] = {**OLD, "AUDIT_END_DATE": ("审核结束日期", "2021-06-19 17:00")}
    plan = plan_of(tmp_path / f"上报{form}", sheet(columns))
    assert (plan.number, plan.enterprise, plan.activities) == (
        "R0123012021001",
        "大连海川机械有限公司",
        ("初审（二阶段）",),
    )
    assert (plan.start, plan.end) == (datetime(2021, 6, 18, 8, 30), datetime(2021, 6, 19, 17, 0))
    leader, member, expert = plan.team
    assert (leader.name, leader.role, leader.phone) == ("崔明远", Role.LEADER, "15400010002")
    assert leader.ccaa_number == "2020-N1QMS-1234567"
    assert (member.name, member.role) == ("贾思齐", Role.MEMBER)
    assert (expert.name, expert.role, expert.id_number) == ("王建国", Role.EXPERT, "210200198001010013")
    assert plan.certificates == ("00121Q30001R0M",)
    assert plan.projects == ("A0101", "A02")
    assert not plan.foreign


def test_the_generation_of_fifteen_columns_has_id_numbers_and_the_way_of_auditing(tmp_path: Path) -> None:
    plan = plan_of(tmp_path / "上报.xlsx", sheet(new()))
    assert plan.mode is AuditMode.MIXED
    assert plan.team[0].id_number == "210200198001010013"


def test_its_columns_are_found_by_their_meanings_where_the_names_are_gone_and_abroad_is_told(
    tmp_path: Path,
) -> None:
    columns = {**OLD, "ORG_COUNTRY": ("国家地区", "日本"), "ORG_DISTRICT": ("行政区划", "")}
    assert plan_of(tmp_path / "上报.xlsx", sheet(columns, named=False)).foreign


def test_its_project_codes_are_known_to_the_rules() -> None:
    assert load_rule_book().projects.field_of("A0101") is not None
