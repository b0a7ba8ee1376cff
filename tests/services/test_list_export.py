"""The lists of 异常 and 计划 go to Excel as they are shown, with what they are beside them."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.builders import at
from tianyi_desk.facts.vocabulary import Disposition, FindingClass, Status
from tianyi_desk.progress import finish
from tianyi_desk.services.desk import Desk, throw_away_desk
from tianyi_desk.services.deviations import chosen_words, facets_of
from tianyi_desk.services.list_export import DEVIATIONS, PLANS, export_deviations, export_plans
from tianyi_desk.services.plan_filter import PlanFilter, PlanList
from tianyi_desk.services.plan_listing import load
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.services.workbook import ABOUT, Kind

NOW = at("2021-11-01 09:30")


def sheets(path: Path) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Return the list as dictionaries by heading, and 口径 by name."""
    book = load_workbook(path)
    main: Any = book.worksheets[0]
    heading, *rows = main.iter_rows(values_only=True)
    about: Any = book[ABOUT]
    return [dict(zip(heading, row, strict=True)) for row in rows], dict(about.iter_rows(values_only=True))


def test_findings_are_written_as_shown(october: Desk, tmp_path: Path) -> None:
    rows = finish(october.deviations())
    facets = facets_of(rows)
    chosen = {"class": {"官方异常"}}
    shown = [rows[place] for place in facets.narrow(chosen).rows]
    path = tmp_path / "异常.xlsx"
    many = finish(export_deviations(path, "异常", shown, chosen_words(facets, chosen), NOW))
    written, about = sheets(path)
    assert many == len(written) == len(shown) > 0
    assert [one["计划编号"] for one in written] == [row.number for row in shown]
    for one, row in zip(written, shown, strict=True):
        assert (one["代码"], one["企业名称"], one["数值"] or "") == (row.code, row.enterprise, row.figure)
        assert (one["审核开始"], one["审核结束"]) == (row.start, row.end)
        assert one["处理"] == "由说明决定"
    assert about["导出时间"] == "2021-11-01 09:30"
    assert about["筛选"] == "类别：官方异常"
    assert (about["条数"], about["官方异常"], about["提醒"]) == (str(len(shown)), str(len(shown)), "0")


def test_plans_are_written_as_shown(october: Desk, tmp_path: Path) -> None:
    lines = finish(october.plan_lines())
    wanted = PlanFilter(level1="管理体系认证", statuses=frozenset({Status.ANOMALOUS}))
    shown = [lines[place] for place in PlanList(lines).rows(wanted)]
    path = tmp_path / "计划.xlsx"
    finish(export_plans(path, "审核经历", shown, wanted.words, NOW))
    written, _about = sheets(path)
    assert [one["计划编号"] for one in written] == [line.number for line in shown]
    for one, line in zip(written, shown, strict=True):
        assert one["认证项目"] == "、".join(line.starred)
        assert [one[each.value] for each in FindingClass] == [line.count(each) for each in FindingClass]
        assert one["签到情况"] == "异常"
    assert any("*" in one["认证项目"] for one in written)


@pytest.mark.parametrize("columns", [DEVIATIONS, PLANS])
def test_no_two_columns_bear_one_heading(columns: Any) -> None:
    headings = [one.column.heading for one in columns]
    assert len(set(headings)) == len(headings)
    assert {one.column.kind for one in columns} >= {Kind.TEXT, Kind.DAY, Kind.MOMENT}


def test_a_filter_says_what_is_chosen() -> None:
    assert PlanFilter().words == ()
    assert PlanFilter(last=date(2021, 10, 31)).words == ("审核时间：至 2021-10-31",)
    whole = PlanFilter(first=date(2021, 10, 1), last=date(2021, 10, 31))
    assert whole.words == ("审核时间：2021-10-01 至 2021-10-31",)
    chosen = PlanFilter(
        first=date(2021, 10, 1),
        enterprise=" 大连 ",
        level3="ISO9001",
        statuses=frozenset({None, Status.NORMAL}),
        text="崔",
    )
    assert chosen.words == (
        "审核时间：2021-10-01 起",
        "企业名称：大连",
        "三级认证项目：ISO9001",
        "签到情况：正常、未判定",
        "查找：崔",
    )


def test_a_desk_decides_and_takes_back(tmp_path: Path) -> None:
    from tests.services.test_deciding import AS_OF, H02, NUMBER, OTHER, late
    from tests.services.test_judgement import bring_in

    with throw_away_desk(load_rule_book()) as desk:
        bring_in(desk.database, *late(NUMBER, "甲公司"), *late(OTHER, "乙公司"))
        finish(desk.judge(AS_OF, "测试"))
        settled = finish(desk.decide_deviations("陆文静", [H02], Disposition.DISMISSED, "已核实"))
        (row,) = [one for one in finish(desk.deviations()) if one.key == H02]
        assert (row.handling, row.decided_by, row.decided_reason) == ("已排除", "陆文静", "已核实")
        assert [line.count(FindingClass.HOUSE) for line in finish(desk.plan_lines())] == [1, 0]
        finish(desk.take_back("陆文静", settled))
        assert [line.count(FindingClass.HOUSE) for line in finish(load(desk.database, desk.book))] == [1, 1]
