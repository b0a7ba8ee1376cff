"""From the files that people hand in to the JSON that other programs read, all the way."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.flow.handed_in import WRITERS, Row, Sheets
from tianyi_desk.cli import main

DALIAN = "辽宁省大连市西岗区新开路82号"


def plan(number: str, **changes: object) -> Row:
    values: dict[str, object] = {
        "计划编号": number,
        "企业名称": f"企业{number}",
        "认证项目": "ISO9001*",
        "审核活动": "监督审核",
        "审核方式": "现场审核",
        "审核时间": "2021-10-18 08:30至2021-10-20 15:30",
        "审核地址": DALIAN,
        "计划经度": "121.638794",
        "计划纬度": "38.915325",
        "坐标系": "GCJ-02",
        "审核组": f"【组长】崔明远{number}【组员】贾思齐{number}, 沈若愚{number}",
        "涉密": "",
        "计划状态": "",
    }
    return values | changes


def signed(number: str, event: str, at: str, **changes: object) -> Row:
    """Build a record near the Dalian address; no two plans share a point, or S01 would be right to ask."""
    values: dict[str, object] = {
        "计划编号": number,
        "姓名": f"崔明远{number}",
        "类型": event,
        "时间": at,
        "经度": f"121.63{number[-1]}{len(at) % 7}{1 if event == '签到' else 2}1",
        "纬度": "38.915411",
        "坐标系": "GCJ-02",
        "渠道": "认证到",
    }
    return values | changes


def photos(number: str, opening_day: str = "2021-10-18", closing_day: str = "2021-10-20") -> list[Row]:
    return [
        {"计划编号": number, "类别": category, "文件名": f"{number}{category}.jpg", "上传人": f"崔明远{number}", "上传时间": at}
        for category, at in (("首次会议", f"{opening_day} 08:40"), ("末次会议", f"{closing_day} 15:10"))
    ]  # fmt: skip


SHEETS: Sheets = {
    "审核计划": [
        # Signed as it should be.
        plan("A1"),
        # The rule book's own case: both coordinates swapped, planned in Dalian, signed in Beijing.
        plan("A2", 计划经度="38.915325", 计划纬度="121.638794", 涉密="是"),
        # Signed eight hours and 51 minutes late.
        plan("A3"),
        # Two addresses, signed at the second.
        plan("A4", 审核地址=f"{DALIAN}\n河北省石家庄市裕华区槐岭路5号", 计划经度="121.638794\n114.5301",
             计划纬度="38.915325\n38.0112"),
        # Before the first policy, and cancelled.
        plan("A5", 审核时间="2021-08-17 08:30至2021-08-18 15:30"),
        plan("A6", 计划状态="撤销"),
        # Nobody signed; the bound plan's leader did, but is not on this team.
        plan("A7"),
        plan("A8", 企业名称="企业A7"),
        # 国军标 alone: every auditor by name on 钉钉.
        plan("A9", 认证项目="GJB 9001C"),
        # Refused: an impossible time, and a number that is taken.
        plan("B1", 审核时间="2021-13-45 08:30至2021-10-20 15:30"),
        plan("A1", 企业名称="另一家"),
    ],
    "签到记录": [
        signed("A1", "签到", "2021-10-18 08:20:00"),
        signed("A1", "签退", "2021-10-20 15:35:00"),
        signed("A2", "签到", "2021-10-18 08:20:00", 经度="39.922679", 纬度="116.447314"),
        signed("A2", "签退", "2021-10-20 15:35:00"),
        signed("A3", "签到", "2021-10-18 17:21:28"),
        signed("A3", "签退", "2021-10-20 15:35:00"),
        signed("A4", "签到", "2021-10-18 08:20:00", 经度="114.530211", 纬度="38.011311"),
        signed("A4", "签退", "2021-10-20 15:35:00", 经度="114.530311", 纬度="38.011311"),
        signed("A8", "签到", "2021-10-18 08:20:00"),
        signed("A8", "签退", "2021-10-20 15:35:00"),
        signed("A9", "签到", "2021-10-19 09:00:00", 渠道="钉钉"),
    ],
    "照片": [photo for number in ("A1", "A2", "A3", "A4", "A8") for photo in photos(number)],
    "异常说明": [
        {"计划编号": "A2", "异常类型": "地点偏差", "填写方": side, "填写人": "质量部", "填写日期": "2021-10-22", "说明": "涉密单位"}
        for side in ("审核员", "机构")
    ],
}  # fmt: skip


def judged(paths: list[Path], folder: Path, *more: str) -> tuple[int, dict[str, Any]]:
    """Check files as of the end of the month; return the exit status and the document, written into `folder`."""
    target = folder / "结果.json"
    words = ["check", *map(str, paths), "--as-of", "2021-10-30T09:00", "--json", str(target), *more]
    status = main(words)
    return status, json.loads(target.read_text(encoding="utf-8"))


def codes(plan: dict[str, Any]) -> list[tuple[str, str]]:
    return [(finding["code"], finding["subject"]) for finding in plan["findings"]]


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("handed_in")
    status, paper = judged(WRITERS["xlsx"](folder, SHEETS), folder)
    assert status == 1
    return paper


def test_each_plan_comes_out_as_the_rule_book_says(paper: dict[str, Any]) -> None:
    plans = {plan["number"]: plan for plan in paper["plans"]}
    assert {
        number: (plan["channel"], plan["status"], plan["policy"], codes(plan))
        for number, plan in plans.items()
    } == {
        "A1": ("认证到", "正常", "2021-09-15", []),
        "A2": ("认证到", "已说明", "2021-09-15", [("D01", "签到"), ("D01", "计划"), ("O2", "签到")]),
        "A3": ("认证到", "待核", "2021-09-15", [("H02", "签到")]),
        "A4": ("认证到", "正常", "2021-09-15", []),
        "A5": ("不适用", "不适用", None, []),
        "A6": ("不适用", "已作废", None, []),
        "A7": ("认证到", "异常", "2021-09-15", [("O1", ""), ("O3", "")]),
        "A8": ("认证到", "正常", "2021-09-15", []),
        "A9": ("钉钉", "待核", "2021-09-15", [("H14", "沈若愚A9"), ("H14", "贾思齐A9")]),
    }
    assert {number: plan["bound_with"] for number, plan in plans.items() if plan["bound_with"]} == {
        "A7": ["A8"],
        "A8": ["A7"],
    }
    assert {number for number, plan in plans.items() if plan["photos_unreviewed"]} == {
        "A1",
        "A2",
        "A3",
        "A4",
        "A8",
    }


def finding(paper: dict[str, Any], number: str, code: str) -> dict[str, Any]:
    (plan,) = [one for one in paper["plans"] if one["number"] == number]
    return next(one for one in plan["findings"] if one["code"] == code)


def test_the_swapped_pair_is_put_right_and_lies_460_km_away(paper: dict[str, Any]) -> None:
    deviation = finding(paper, "A2", "O2")
    assert deviation["evidence"] == {
        "distance_m": 460849.8,
        "limit_m": 5000,
        "borderline": False,
        "nearest_address": DALIAN,
        "must_sign": "官方",
    }
    assert (deviation["expected"], deviation["disposition"], deviation["kind"]) == (True, None, "签到")
    (plan,) = [one for one in paper["plans"] if one["number"] == "A2"]
    assert plan["distances"]["签到"]["distance_m"] == 460849.8
    assert plan["distances"]["签退"]["distance_m"] < 1000
    assert [(row["code"], row["sheet"], row["row"]) for row in paper["repairs"]] == [
        ("D01", "审核计划", 3),
        ("D01", "签到记录", 4),
    ]


def test_lateness_is_measured_against_both_lines_in_whole_minutes(paper: dict[str, Any]) -> None:
    late = finding(paper, "A3", "H02")
    assert late["disposition"] == "未处理"
    assert {name: late["evidence"][name] for name in ("late_minutes", "over_house", "over_regulator")} == {
        "late_minutes": 532,
        "over_house": True,
        "over_regulator": True,
    }


def test_a_signer_of_the_bound_plan_who_is_not_on_the_team_is_the_ready_cause(paper: dict[str, Any]) -> None:
    unsigned = finding(paper, "A7", "O1")
    assert unsigned["kind"] == "均未签"
    assert unsigned["evidence"]["cause"] == "签到人不在该计划审核组"


def test_the_reason_names_the_rows_of_the_spreadsheet(paper: dict[str, Any]) -> None:
    why = finding(paper, "A3", "H02")["why"]
    assert [(one["file"], one["sheet"], one["row"]) for one in why["inputs"]] == [
        ("材料.xlsx", "审核计划", 4),
        ("材料.xlsx", "签到记录", 6),
    ]
    assert "532" in why["formula"]
    assert why["counterfactual"].startswith("若首次会议不早于")


def test_refused_rows_name_their_place_and_take_no_part_in_the_sums(paper: dict[str, Any]) -> None:
    assert [(row["code"], row["sheet"], row["row"]) for row in paper["rejected"]] == [
        ("D07", "审核计划", 11),
        ("D08", "审核计划", 12),
    ]
    assert paper["rejected"][0]["column"] == "审核时间"
    assert list(paper["counts"].items()) == [
        ("plans", 9), ("judged", 7), ("O1", 1), ("O2", 1), ("O3", 1), ("H02", 1), ("H14", 2), ("D01", 2),
    ]  # fmt: skip


def without_places(value: object) -> object:
    """Return a document without the names of files and sheets."""
    if isinstance(value, str):
        return re.sub(r"(材料|审核计划|签到记录|照片|异常说明)\.(xlsx|xls|csv)", "", value)
    if isinstance(value, dict):
        dropped = {"file", "sheet", "recognised"}
        return {name: without_places(one) for name, one in value.items() if name not in dropped}
    return [without_places(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("kind", ["xls", "csv"])
def test_the_same_rows_in_another_format_are_judged_the_same(
    kind: str, paper: dict[str, Any], tmp_path: Path
) -> None:
    status, other = judged(WRITERS[kind](tmp_path, SHEETS), tmp_path)
    assert status == 1
    assert without_places(other) == without_places(paper)


def test_the_order_in_which_files_are_handed_in_does_not_matter(
    paper: dict[str, Any], tmp_path: Path
) -> None:
    _, other = judged(WRITERS["csv"](tmp_path, SHEETS)[::-1], tmp_path)
    assert without_places(other) == without_places(paper)


def test_a_folder_of_tables_is_read_like_the_tables_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "表").mkdir()
    _, one_by_one = judged(WRITERS["csv"](tmp_path / "表", SHEETS), tmp_path)
    _, folder = judged([tmp_path / "表"], tmp_path)
    assert folder == one_by_one


def test_a_desk_that_is_kept_gives_the_same_document_and_again_when_asked_twice(
    paper: dict[str, Any], tmp_path: Path
) -> None:
    files = WRITERS["xlsx"](tmp_path, SHEETS)
    where = str(tmp_path / "desk.sqlite3")
    assert judged(files, tmp_path, "--db", where) == (1, paper)
    assert judged(files, tmp_path, "--db", f"sqlite:///{where}") == (1, paper)
