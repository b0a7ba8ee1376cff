"""Closing a month: kept as it stood, refused a second time, and told as 调整 in the next month's report."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.services.test_reporting import sheet
from tianyi_desk.facts.vocabulary import Disposition
from tianyi_desk.progress import finish
from tianyi_desk.reports.workbook import workbook_bytes
from tianyi_desk.services.desk import Desk, open_desk
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.services.privacy import masked
from tianyi_desk.services.report_closing import COUNTED_AS, Closing, close_month, closings
from tianyi_desk.services.reporting import report_of_month
from tianyi_desk.trouble import DeskError

CLOSED, NEXT = "2021-10", "2022-01"
AT = datetime(2026, 11, 2, 9, 30)


@pytest.fixture(name="desk")
def _desk(reported_file: Path, tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "desk.sqlite3"
    shutil.copy(reported_file, path)
    with open_desk(path, load_rule_book()) as desk:
        yield desk


def close(desk: Desk, month: str, at: datetime = AT) -> Closing:
    return finish(close_month(desk.database, desk.book, month, "梁柏舟", at))


def dismiss_one(desk: Desk, month: str) -> tuple[str, str]:
    """Dismiss a finding of a month that a person may decide; return the plan and the code."""
    rows = [
        one
        for one in finish(desk.deviations())
        if one.plan.month == month and one.code[0] in "HS" and one.disposition is Disposition.OPEN
    ]
    finish(desk.decide_deviations("林知夏", [rows[0].key], Disposition.DISMISSED, "经核实"))
    return rows[0].number, rows[0].code


def test_a_closed_month_is_kept_with_who_and_when_and_its_figures_do_not_move(desk: Desk) -> None:
    before = finish(report_of_month(desk, CLOSED))
    closing = close(desk, CLOSED)
    assert closing.words == "2021-10 已于 2026-11-02 09:30 由 梁柏舟 月结"
    assert [one.words for one in finish(closings(desk.database))] == [closing.words]
    number, _code = dismiss_one(desk, CLOSED)
    after = finish(report_of_month(desk, CLOSED))
    kept = {str(row[0]): row[1] for row in sheet(after, "月结").rows}
    counted = {str(row[0]).strip("　").removeprefix("其中："): row[1] for row in sheet(before, "总体").rows}
    assert kept == {COUNTED_AS.get(name, name): count for name, count in counted.items()}
    assert {row[0] for row in sheet(after, "月结时的计划").rows} == {
        row[0] for row in sheet(before, "计划").rows
    }
    assert [row[1] for row in sheet(after, "月结以后的变化").rows] == [number]
    assert "月结" in repr(after.cover)
    book = load_workbook(BytesIO(finish(workbook_bytes(after, masked))))
    assert {"月结", "月结时的计划", "月结以后的变化"} <= set(book.sheetnames)


def test_what_changes_later_is_an_adjustment_of_the_next_month_and_told_once(desk: Desk) -> None:
    close(desk, CLOSED)
    assert sheet(finish(report_of_month(desk, NEXT)), "调整").rows == ()
    number, code = dismiss_one(desk, CLOSED)
    report = finish(report_of_month(desk, NEXT))
    (row,) = sheet(report, "调整").rows
    month, plan, _name, field, earlier, now = row
    assert (month, plan) == (CLOSED, number)
    assert field == ("机构要求" if code[0] == "H" else "疑点")
    assert int(str(now)) == int(str(earlier)) - 1
    assert any(section.title == "调整" for section in report.sections)
    close(desk, NEXT)
    assert sheet(finish(report_of_month(desk, NEXT)), "调整").rows == (row,)
    assert sheet(finish(report_of_month(desk, "2026-10")), "调整").rows == ()
    number_then, _code = dismiss_one(desk, CLOSED)
    assert {one[1] for one in sheet(finish(report_of_month(desk, "2026-10")), "调整").rows} == {number_then}
    assert sheet(finish(report_of_month(desk, NEXT)), "调整").rows == (row,)


def test_a_month_is_closed_once_when_it_is_over_and_judged(desk: Desk) -> None:
    close(desk, CLOSED)
    with pytest.raises(DeskError, match="2021-10 已于 2026-11-02 09:30 由 梁柏舟 月结") as refused:
        close(desk, CLOSED)
    assert "不能重开" in refused.value.to_do
    with pytest.raises(DeskError, match="2026-10 还没有结束"):
        close(desk, "2026-10", datetime(2026, 10, 31, 23, 59))
    with pytest.raises(DeskError, match="2020-01 没有计划"):
        close(desk, "2020-01")
    assert [one.month for one in finish(closings(desk.database))] == [CLOSED]
