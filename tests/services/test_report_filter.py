"""A paper of one branch, leader or field: every figure recomputed by plain SQL, and what it is narrowed to is said."""

import sqlite3
from datetime import date

import pytest

from tests.services import report_sql
from tests.services.report_sql import IN_BRANCH, IN_FIELD, LED_BY, Month
from tests.services.test_report_every_figure import FINDINGS, OWING
from tests.services.test_reporting import GROUPS, _agree, sheet
from tianyi_desk.progress import finish
from tianyi_desk.services.demonstration import demonstration_moment
from tianyi_desk.services.desk import Desk
from tianyi_desk.services.report_facts import month_period
from tianyi_desk.services.report_filter import ALL, PaperFilter, choices_of
from tianyi_desk.services.reporting import report_of_period
from tianyi_desk.services.work_papers import WorkPaper, report_of_work
from tianyi_desk.trouble import DeskError

MONTH = "2026-10"
BRANCH, LEADER, FIELD = "branch", "leader", "field"
CONDITIONS = {BRANCH: IN_BRANCH, LEADER: LED_BY, FIELD: IN_FIELD}


def most_frequent(desk: Desk, kind: str) -> str:
    """Return what most plans of the month have of a kind; not the field or the branch of all of them."""
    lines = [line for line in finish(desk.plan_lines()) if line.month == MONTH]
    choices = choices_of(lines)
    return {BRANCH: choices.branches, LEADER: choices.leaders, FIELD: choices.fields}[kind][0]


@pytest.mark.parametrize("kind", CONDITIONS)
def test_every_figure_of_a_narrowed_month_agrees_with_sql(
    reported: Desk, tables: sqlite3.Connection, kind: str
) -> None:
    value = most_frequent(reported, kind)
    report = finish(report_of_period(reported, month_period(MONTH), PaperFilter(**{kind: value})))
    only = CONDITIONS[kind].format(value)
    plain = Month(tables, MONTH, only)
    found = {row[0]: row[1] for row in sheet(report, "总体").rows}
    assert found == {name: plain.number(statement) for name, statement in report_sql.OVERALL.items()}
    assert 0 < found["计划"] < Month(tables, MONTH).number(report_sql.OVERALL["计划"])  # type: ignore[operator]
    plain = Month(tables, MONTH, only)
    for title in GROUPS:
        _agree(sheet(report, title).rows, plain.groups(title))
    assert {row[1]: (row[3], row[4], *row[5:8]) for row in sheet(report, "按代码").rows} == {
        code: tuple(counts) for code, *counts in plain.rows(report_sql.BY_CODE)
    }
    assert {row[0] for row in sheet(report, "计划").rows} == {
        row[0] for row in plain.rows("SELECT number FROM month")
    }
    assert len(sheet(report, "异常").rows) == len(plain.rows(FINDINGS))
    assert {row[0] for row in sheet(report, "说明期限").rows} == {row[0] for row in plain.rows(OWING)}
    for month, *figures in sheet(report, "趋势").rows:
        counts = Month(tables, str(month), only).groups("合计").get("合计", (0,) * 13)
        assert tuple(figures[:3]) == counts[:3], month
        assert tuple(figures[6:]) == counts[5:8], month


def test_what_a_paper_is_narrowed_to_stands_on_its_cover_and_in_its_definitions(reported: Desk) -> None:
    wanted = PaperFilter(branch=most_frequent(reported, BRANCH))
    report = finish(report_of_period(reported, month_period(MONTH), wanted))
    assert wanted.words == f"分支机构 {wanted.branch}"
    for told in (report.subtitle, report.running_title, dict(report.definitions)["范围"], repr(report.cover)):
        assert wanted.words in told
    whole = finish(report_of_period(reported, month_period(MONTH)))
    assert ("范围", "全部分支机构，全部领域") in whole.definitions
    with pytest.raises(DeskError, match="（审核组长 无此人）"):
        finish(report_of_period(reported, month_period(MONTH), PaperFilter(leader="无此人")))


@pytest.mark.parametrize("paper", WorkPaper)
def test_a_paper_of_the_day_is_narrowed_to_one_leader(reported: Desk, paper: WorkPaper) -> None:
    moment = demonstration_moment()
    whole = finish(report_of_work(reported, paper, moment))
    leaders = {one.number: one.plan.leaders for one in finish(reported.plan_lines())}
    named = [column.heading for column in whole.sheets[0].columns].index("计划编号")
    rows = whole.sheets[0].rows
    assert rows
    leader = leaders[str(rows[0][named])][0]
    report = finish(report_of_work(reported, paper, moment, PaperFilter(leader=leader)))
    theirs = [row for row in rows if leader in leaders[str(row[named])]]
    if paper is WorkPaper.REMINDERS:
        theirs = [row for row in rows if row[0] == leader]
    assert list(report.sheets[0].rows) == theirs
    assert f"审核组长 {leader}" in report.subtitle
    assert "筛选" in dict(report.definitions)
    assert "筛选" not in dict(whole.definitions)


def test_nothing_chosen_takes_every_plan(reported: Desk) -> None:
    assert all(ALL.takes(line) for line in finish(reported.plan_lines()))
    assert not ALL.parts
    assert date.fromisoformat(f"{MONTH}-01") == month_period(MONTH).first
