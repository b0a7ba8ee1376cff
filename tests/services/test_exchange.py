"""The JSON of `check`: keys, their order, and the order of the lists."""

import json
from datetime import date
from typing import Any

import pytest

from tests.builders import at, source
from tianyi_desk.facts.finding import EventDistance, Finding, Input, Verdict, Why
from tianyi_desk.facts.intake import Complaint, Recognised, Repair
from tianyi_desk.facts.vocabulary import Channel, Disposition, Entity, Status
from tianyi_desk.services.exchange import Account, counts, document, text_of

WHY = Why("M5.9(2)", "偏差超过5公里", (Input("签到坐标", "116.4, 39.9", source(row=3)),), "460.8 > 5", "")


def finding(code: str = "O2", subject: str = "签到", **changes: Any) -> Finding:
    values: dict[str, Any] = {
        "plan": "P1",
        "code": code,
        "subject": subject,
        "kind": None,
        "expected": False,
        "disposition": None,
        "evidence": {},
        "message": "地点偏差",
    }
    return Finding(**(values | changes))


def verdict(plan: str = "P1", *findings: Finding, **changes: Any) -> Verdict:
    values: dict[str, Any] = {
        "plan": plan,
        "policy": date(2021, 9, 15),
        "channel": Channel.MINI_PROGRAM,
        "status": Status.ANOMALOUS,
        "bound_with": (),
        "deadline": None,
        "opening_distance": None,
        "closing_distance": None,
        "photos_unreviewed": False,
        "findings": findings,
    }
    return Verdict(**(values | changes))


def paper(*verdicts: Verdict, **changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "as_of": at("2021-10-30 09:00"),
        "verdicts": verdicts,
        "enterprises": {one.plan: f"企业{one.plan}" for one in verdicts},
    }
    return json.loads(text_of(document(Account(**(values | changes)), lambda _finding: WHY)))  # type: ignore[no-any-return]


def test_keys_stand_in_the_order_of_the_contract() -> None:
    shown = paper(verdict("P1", finding()))
    assert list(shown)[:5] == ["as_of", "plans", "rejected", "repairs", "counts"]
    (plan,) = shown["plans"]
    assert list(plan)[:9] == [
        "number", "enterprise", "policy", "channel", "status", "bound_with", "deadline", "distances", "findings",
    ]  # fmt: skip
    assert list(plan["distances"]) == ["签到", "签退"]
    assert list(plan["findings"][0])[:10] == [
        "code", "class", "title", "kind", "subject", "clause", "expected", "disposition", "evidence", "message",
    ]  # fmt: skip


def test_values_read_as_the_contract_says() -> None:
    far = EventDistance(460849.8431, borderline=False, nearest_address="新开路82号")
    held = verdict(
        "P1",
        finding("O2", evidence={"distance_m": 460849.8431, "limit_m": 5000, "must_sign": "官方"}),
        finding("H02", disposition=Disposition.OPEN, kind="签到"),
        opening_distance=far,
        deadline=date(2021, 10, 13),
    )
    shown = paper(held)
    assert shown["as_of"] == "2021-10-30T09:00:00"
    (plan,) = shown["plans"]
    assert (plan["policy"], plan["deadline"]) == ("2021-09-15", "2021-10-13")
    assert (plan["channel"], plan["status"]) == ("认证到", "异常")
    assert plan["distances"] == {
        "签到": {"distance_m": 460849.8, "borderline": False, "nearest_address": "新开路82号"},
        "签退": None,
    }
    late, deviation = plan["findings"]
    assert (late["code"], late["disposition"], late["kind"]) == ("H02", "未处理", "签到")
    assert (deviation["class"], deviation["title"], deviation["clause"]) == (
        "官方异常",
        "地点偏差",
        "M5.9(2)",
    )
    assert deviation["disposition"] is None
    assert deviation["evidence"] == {"distance_m": 460849.8, "limit_m": 5000, "must_sign": "官方"}


def test_absent_values_are_null_and_never_left_out() -> None:
    shown = paper(verdict("P1", policy=None, channel=Channel.NONE, status=Status.NOT_APPLICABLE))
    (plan,) = shown["plans"]
    assert (plan["policy"], plan["deadline"]) == (None, None)
    assert plan["distances"] == {"签到": None, "签退": None}
    assert (plan["bound_with"], plan["findings"]) == ([], [])


def test_plans_stand_by_number_and_findings_by_code_as_text_then_subject() -> None:
    held = verdict("P2", finding("S03", "乙"), finding("O1", ""), finding("H13", "乙"), finding("H13", "丙"),
                   finding("H02"), finding("D10", ""), finding("R1"), bound_with=("P10", "P1"))  # fmt: skip
    shown = paper(held, verdict("P10"), verdict("P1"))
    assert [plan["number"] for plan in shown["plans"]] == ["P1", "P10", "P2"]
    assert shown["plans"][2]["bound_with"] == ["P1", "P10"]
    assert [(one["code"], one["subject"]) for one in shown["plans"][2]["findings"]] == [
        ("D10", ""), ("H02", "签到"), ("H13", "丙"), ("H13", "乙"), ("O1", ""), ("R1", "签到"), ("S03", "乙"),
    ]  # fmt: skip


def test_counts_come_in_the_order_of_the_rule_book() -> None:
    sums = counts(
        [
            verdict("P1", finding("D10"), finding("R1"), finding("S01"), finding("H19"), finding("O3")),
            verdict("P2", finding("H02"), finding("O1"), finding("O3")),
            verdict("P3", status=Status.CANCELLED),
            verdict("P4", status=Status.NOT_APPLICABLE),
        ]
    )
    assert list(sums.items()) == [
        ("plans", 4), ("judged", 2), ("O1", 1), ("O3", 2), ("H02", 1), ("H19", 1), ("S01", 1), ("D10", 1), ("R1", 1),
    ]  # fmt: skip


def test_refused_rows_and_repairs_stand_by_file_sheet_and_row_with_plain_file_names() -> None:
    def refused(file: str, sheet: str, row: int | None) -> Complaint:
        return Complaint(file, sheet, row, "审核时间", "2021-13-45", "日期", "改正后重新导入", "D07")

    def mended(file: str, row: int) -> Repair:
        return Repair(file, "审核计划", row, "已换回", "D01")

    shown = paper(
        rejected=(
            refused("/data/b.xlsx", "甲", 9),
            refused("/z/a.xlsx", "乙", 2),
            refused("/z/a.xlsx", "甲", 10),
            refused("/z/a.xlsx", "甲", 9),
            refused("/z/a.xlsx", "甲", None),
        ),
        repairs=(mended("/y/b.xlsx", 3), mended("/z/a.xlsx", 12), mended("/z/a.xlsx", 4)),
    )
    assert [(row["file"], row["sheet"], row["row"]) for row in shown["rejected"]] == [
        ("a.xlsx", "乙", 2), ("a.xlsx", "甲", None), ("a.xlsx", "甲", 9), ("a.xlsx", "甲", 10), ("b.xlsx", "甲", 9),
    ]  # fmt: skip
    assert list(shown["rejected"][0].items()) == [
        ("code", "D07"), ("file", "a.xlsx"), ("sheet", "乙"), ("row", 2), ("column", "审核时间"),
        ("found", "2021-13-45"), ("expected", "日期"), ("message", "改正后重新导入"),
    ]  # fmt: skip
    assert [(row["file"], row["row"]) for row in shown["repairs"]] == [
        ("a.xlsx", 4),
        ("a.xlsx", 12),
        ("b.xlsx", 3),
    ]
    assert list(shown["repairs"][0])[:5] == ["code", "file", "sheet", "row", "message"]


def test_every_finding_carries_its_reason_with_the_rows_it_rests_on() -> None:
    shown = paper(verdict("P1", finding()))
    assert shown["plans"][0]["findings"][0]["why"] == {
        "clause_text": "偏差超过5公里",
        "inputs": [
            {"name": "签到坐标", "value": "116.4, 39.9", "file": "计划.xlsx", "sheet": "审核计划", "row": 3}
        ],
        "formula": "460.8 > 5",
        "counterfactual": "",
    }


def test_numbers_of_people_never_reach_the_document() -> None:
    why = Why("", "", (Input("手机号", "13812341234"),), "13812341234 ≠ 13900001111", "若为 13812341234")
    held = verdict("P1", finding("D12", message="手机号 13812341234 不符", evidence={"phone": "13812341234"}))
    refused = Complaint(
        "a.xlsx", "名册", 2, "证件号码", "11010519491231002Y 11010519491231002X", "", "13812341234"
    )
    account = Account(
        at("2021-10-30 09:00"), [held], {"P1": "甲"}, rejected=[refused], warnings=["13812341234"]
    )
    text = text_of(document(account, lambda _finding: why))
    assert "13812341234" not in text
    assert "11010519491231002X" not in text
    assert text.count("138****1234") == 7


def test_what_the_sheets_were_taken_for_and_the_warnings_come_after_the_contract_s_keys() -> None:
    shown = paper(
        recognised=(Recognised("/x/a.xlsx", "Sheet1", Entity.PLAN, "表头相符", 4), Recognised("b.pdf", "", None, "不认识", 0)),
        warnings=("缺少 2027 年的放假安排",),
    )  # fmt: skip
    assert list(shown)[5:] == ["warnings", "recognised"]
    assert shown["warnings"] == ["缺少 2027 年的放假安排"]
    assert [row["entity"] for row in shown["recognised"]] == ["审核计划", None]


def test_the_text_is_chinese_as_it_is_indented_and_ends_with_a_line_end() -> None:
    text = text_of({"status": "异常", "plans": [1]})
    assert text == '{\n  "status": "异常",\n  "plans": [\n    1\n  ]\n}\n'


def test_a_figure_that_json_cannot_write_is_a_bug_and_no_silent_nan() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        text_of({"distance_m": float("nan")})
