"""The command line by its contract: exit statuses, pure standard output, keys and their order."""

import json
from pathlib import Path

import openpyxl
import pytest

from tianyi_desk.cli import main

HEADINGS = (
    "计划编号",
    "企业名称",
    "认证项目",
    "审核活动",
    "审核时间",
    "审核地址",
    "计划经度",
    "计划纬度",
    "坐标系",
    "审核组",
)
PLAN = (
    "R2",
    "大连海川机械有限公司",
    "ISO9001*",
    "监督审核",
    "2021-10-18 08:30至2021-10-18 17:00",
    "大连市西岗区新开路82号",
    121.614786,
    38.913962,
    "WGS-84",
    "【组长】崔明远 【组员】贾思齐",
)
PLAN_KEYS = [
    "number", "enterprise", "policy", "channel", "status", "bound_with", "deadline", "distances", "findings",
]  # fmt: skip
FINDING_KEYS = [
    "code", "class", "title", "kind", "subject", "clause", "expected", "disposition", "evidence", "message",
]  # fmt: skip


def workbook(path: Path, *rows: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADINGS, *rows):
        sheet.append(list(row))
    book.save(path)
    return path


def plan(number: str, **changes: object) -> tuple[object, ...]:
    return tuple(
        {"计划编号": number, **changes}.get(name, value) for name, value in zip(HEADINGS, PLAN, strict=True)
    )


def test_check_writes_the_contracts_keys_in_their_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = workbook(tmp_path / "计划.xlsx", plan("R2"), plan("R1"))

    status = main(["check", str(file), "--as-of", "2021-10-30T09:00", "--json", "-"])

    paper = json.loads(capsys.readouterr().out)
    assert status == 0
    assert list(paper)[:5] == ["as_of", "plans", "rejected", "repairs", "counts"]
    assert paper["as_of"] == "2021-10-30T09:00:00"
    assert [one["number"] for one in paper["plans"]] == ["R1", "R2"]
    assert list(paper["plans"][0])[: len(PLAN_KEYS)] == PLAN_KEYS
    assert list(paper["plans"][0]["findings"][0])[: len(FINDING_KEYS)] == FINDING_KEYS
    assert paper["plans"][0]["bound_with"] == ["R2"]
    assert paper["counts"] == {"plans": 2, "judged": 2, "O1": 2, "O3": 2}


def test_a_rejected_row_ends_with_status_1_and_the_rest_is_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = plan("R9", 审核时间="2021-13-45 08:30至2021-10-18 17:00")
    file = workbook(tmp_path / "计划.xlsx", plan("R1"), bad)

    status = main(["check", str(file), "--as-of", "2021-10-30T09:00", "--json", "-"])

    paper = json.loads(capsys.readouterr().out)
    assert status == 1
    assert [one["number"] for one in paper["plans"]] == ["R1"]
    assert [(one["code"], one["row"], one["column"]) for one in paper["rejected"]] == [("D07", 3, "审核时间")]


def test_a_month_keeps_the_plans_that_end_in_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    november = plan("R3", 审核时间="2021-10-31 08:30至2021-11-01 17:00")
    file = workbook(tmp_path / "计划.xlsx", plan("R1"), november)

    main(["check", str(file), "--as-of", "2021-11-30T09:00", "--month", "2021-11", "--json", "-"])

    assert [one["number"] for one in json.loads(capsys.readouterr().out)["plans"]] == ["R3"]


def test_without_json_a_table_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = workbook(tmp_path / "计划.xlsx", plan("R1"))

    main(["check", str(file), "--as-of", "2021-10-30T09:00"])

    said = capsys.readouterr().out
    assert "大连海川机械有限公司" in said
    assert "均未签" in said


@pytest.mark.parametrize("words", [["check"], ["check", "x.xlsx", "--as-of", "昨天"], ["fly"]])
def test_wrong_use_ends_with_status_2(words: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(words)

    assert stop.value.code == 2


def test_importing_twice_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = workbook(tmp_path / "计划.xlsx", plan("R1"))
    desk = ["--db", str(tmp_path / "desk.sqlite3"), "--as-of", "2021-10-30T09:00"]

    assert main(["import", str(file), "--accept", *desk]) == 0
    assert main(["import", str(file), "--accept", *desk]) == 0

    told = capsys.readouterr()
    assert "新增 0" in told.out
    assert "数据库没有改动" in told.err
