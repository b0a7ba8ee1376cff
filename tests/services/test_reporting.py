"""Reports from the database: every figure of a month agrees with plain SQL, files are the same each time, and masked."""

import re
import sqlite3
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from openpyxl import load_workbook

from tests.services import report_sql
from tests.services.report_sql import Month
from tianyi_desk.progress import finish
from tianyi_desk.reports.content import Entries, ExplainedFindings, Note, Report, SideBySide, Table, Verdicts
from tianyi_desk.reports.drawings import Sketch
from tianyi_desk.services import reporting
from tianyi_desk.services.desk import Desk, open_desk, throw_away_desk
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.services.report_figures import LEAST
from tianyi_desk.services.reporting import Papers
from tianyi_desk.trouble import DeskError

MONTHS = ("2021-10", "2022-01", "2022-12", "2026-10")
GROUPS = ("按认证领域", "按分支机构", "按审核组长", "按审核活动")
CLASSES = {"官方异常": "O", "机构要求": "H", "疑点": "S", "数据问题": "D", "提醒": "R"}
PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
ID_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])\d{5}[0-9Xx](?![0-9A-Za-z])"
)


@pytest.fixture(name="desk")
def _desk(reported: Desk) -> Desk:
    return reported


def sheet(report: Report, title: str) -> Table:
    return next(table for table in report.sheets if table.title == title)


@pytest.mark.parametrize("month", MONTHS)
def test_every_overall_figure_agrees_with_sql(desk: Desk, tables: sqlite3.Connection, month: str) -> None:
    report, plain = finish(reporting.report_of_month(desk, month)), Month(tables, month)
    rows: Any = sheet(report, "总体").rows
    found = {name: (part, whole, share) for name, part, whole, share, _words in rows}
    assert {name: part for name, (part, _whole, _share) in found.items()} == {
        name: plain.number(statement) for name, statement in report_sql.OVERALL.items()
    }
    for name, (part, whole, share) in found.items():
        if name in report_sql.DENOMINATORS:
            assert whole == plain.number(report_sql.DENOMINATORS[name]), name
            assert share == (part / whole if whole else None), name
        else:
            assert (whole, share) == (None, None)


@pytest.mark.parametrize("month", MONTHS)
@pytest.mark.parametrize("kind", GROUPS)
def test_every_figure_of_a_group_agrees_with_sql(
    desk: Desk, tables: sqlite3.Connection, month: str, kind: str
) -> None:
    table, plain = sheet(finish(reporting.report_of_month(desk, month)), kind), Month(tables, month)
    assert table.total is not None
    _agree((table.total,), plain.groups("合计"))
    _agree(table.rows, plain.groups(kind))


def _agree(rows: tuple[tuple[Any, ...], ...], expected: dict[str, tuple[int, ...]]) -> None:
    assert {row[0] for row in rows} == set(expected)
    for name, owed, ended, signed, signing, house, regulator, *rest in rows:
        counts = expected[name]
        assert (owed, ended, signed, *rest) == (*counts[:3], *counts[5:]), name
        assert signing == (signed / ended if ended >= LEAST else None), name
        assert house == (counts[3] / signed if signed >= LEAST else None), name
        assert regulator == (counts[4] / signed if signed >= LEAST else None), name


@pytest.mark.parametrize("month", MONTHS)
def test_every_count_of_a_code_agrees_with_sql(desk: Desk, tables: sqlite3.Connection, month: str) -> None:
    report, plain = finish(reporting.report_of_month(desk, month)), Month(tables, month)
    found = {row[1]: (row[3], row[4], *row[5:8]) for row in sheet(report, "按代码").rows}
    assert found == {code: tuple(counts) for code, *counts in plain.rows(report_sql.BY_CODE)}


def test_the_five_classes_are_counted_apart(desk: Desk, tables: sqlite3.Connection) -> None:
    report, plain = finish(reporting.report_of_month(desk, "2026-10")), Month(tables, "2026-10")
    beside = [piece for piece in report.sections[0].pieces if isinstance(piece, SideBySide)][1]
    classes, statuses = beside.left[0], beside.right[0]
    assert isinstance(classes, Table)
    assert isinstance(statuses, Table)
    assert classes.total is None
    assert [(row[0], row[1]) for row in classes.rows] == [
        (name, plain.number("SELECT count(*) FROM held WHERE code LIKE ?", f"{letter}%"))
        for name, letter in CLASSES.items()
    ]
    assert {row[0]: row[1] for row in statuses.rows} == dict(
        plain.rows("SELECT status, count(*) FROM counted GROUP BY status")
    )


def test_the_trend_shows_earlier_months_as_their_own_reports_do(desk: Desk) -> None:
    trend = sheet(finish(reporting.report_of_month(desk, "2026-10")), "趋势").rows
    assert [row[0] for row in trend] == [
        "2021-10", "2021-11", "2021-12", "2022-01", "2022-11", "2022-12", "2026-10",
    ]  # fmt: skip
    for row in trend[:-1]:
        total = sheet(finish(reporting.report_of_month(desk, str(row[0]))), "按分支机构").total
        assert total is not None
        assert row[1:7] == total[1:7]
        assert row[7:] == total[7:10]


def test_the_lists_hold_every_plan_and_finding_of_the_month(desk: Desk, tables: sqlite3.Connection) -> None:
    report, plain = finish(reporting.report_of_month(desk, "2026-10")), Month(tables, "2026-10")
    assert {row[0] for row in sheet(report, "计划").rows} == {
        row[0] for row in plain.rows("SELECT number FROM month")
    }
    findings = plain.rows(
        "SELECT number, code, subject FROM finding JOIN month ON month.id = plan_id WHERE closed_at IS NULL"
    )
    assert sorted((row[0], row[6], row[8]) for row in sheet(report, "异常").rows) == sorted(findings)
    entries = next(piece for one in report.sections for piece in one.pieces if isinstance(piece, Entries))
    assert sum(len(entry.remarks) for entry in entries.entries) == len(findings)
    owing = {row[0] for row in plain.rows("SELECT number FROM counted WHERE official")}
    assert {row[0] for row in sheet(report, "说明期限").rows} == owing


def test_working_days_left_are_those_of_the_calendar(desk: Desk) -> None:
    rows = sheet(finish(reporting.report_of_month(desk, "2026-10")), "说明期限").rows
    left = {row[5]: row[6] for row in rows if row[6] is not None}
    assert left[date(2026, 10, 27)] == 0
    assert left[date(2026, 10, 28)] == 1
    assert left[date(2026, 11, 2)] == 4


def written(desk: Desk, folder: Path, month: str = "2026-10") -> tuple[bytes, bytes]:
    papers = Papers(folder / "月报.pdf", folder / "月报.xlsx")
    assert finish(reporting.papers_of_month(desk, month, papers)) == [papers.pdf, papers.xlsx]
    return (folder / "月报.pdf").read_bytes(), (folder / "月报.xlsx").read_bytes()


def text_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def test_the_same_database_makes_the_same_bytes(desk: Desk, reported_file: Path, tmp_path: Path) -> None:
    first, _workbook = written(desk, tmp_path)
    with open_desk(reported_file, load_rule_book()) as again:
        assert written(again, tmp_path)[0] == first


def test_a_month_on_paper_has_its_parts_and_page_numbers(desk: Desk, tmp_path: Path) -> None:
    pdf, _workbook = written(desk, tmp_path)
    pages = text_of(pdf)
    assert "现场审核签到月度监督报告" in pages[0]
    assert "2026-10-27 周二 13:40" in pages[0]
    assert all(f"第 {place} 页　共 {len(pages)} 页" in page for place, page in enumerate(pages[1:], 2))
    titles = [
        *("摘要", "总体", *GROUPS, "说明及时率", "有发现的计划", "说明期限", "逾期清单", "异常说明", "口径"),
    ]
    with pypdfium2.PdfDocument(pdf) as document:
        marks = {mark.get_title().split("　")[-1]: mark.get_dest().get_index() for mark in document.get_toc()}
    assert list(marks) == ["目录", *titles]
    for place, title in enumerate(titles, 1):
        line = next(
            one
            for one in pages[1].splitlines()
            if title in one.replace(" ", "　").split("　")[-1] or f"{place}　{title}" in one
        )
        assert title in pages[marks[title]]
        assert str(marks[title] + 1) in pages[1], line
    assert "编制" in pages[2]
    assert "上月没有计划，不作比较" in "".join(pages[2].split("\r\n"))


def test_nothing_on_paper_or_in_the_workbook_tells_a_phone_or_an_id_number(
    desk: Desk, tmp_path: Path
) -> None:
    pdf, workbook = written(desk, tmp_path)
    told = "\n".join(text_of(pdf))
    for row in load_workbook(BytesIO(workbook), read_only=True):
        told += "\n".join(str(cell) for line in row.iter_rows(values_only=True) for cell in line)
    assert "138****5678" in told
    assert not PHONE.search(told)
    assert not ID_NUMBER.search(told)


def test_the_workbook_has_a_sheet_for_each_table_with_real_figures(desk: Desk, tmp_path: Path) -> None:
    _pdf, workbook = written(desk, tmp_path)
    book = load_workbook(BytesIO(workbook))
    assert book.sheetnames == [
        "总体", "按代码", *GROUPS, "说明及时率", "趋势", "说明期限", "远程审核其他情况说明逾期（H17）",
        "逾期清单", "异常说明", "计划", "异常", "口径",
    ]  # fmt: skip
    for one in book.worksheets[:-1]:
        assert one.freeze_panes == "A2"
        assert str(one.auto_filter.ref).startswith("A1:")
    plans = book["计划"]
    assert isinstance(plans["G2"].value, datetime)
    assert plans["G2"].number_format == "yyyy-mm-dd hh:mm"
    assert any(isinstance(row[0].value, float) for row in plans["N2:N200"])
    assert book["总体"]["D11"].number_format == "0.0%"
    assert book["按分支机构"]["A6"].value == "合计"
    names = [row[0].value for row in book["口径"].iter_rows()]
    assert {"签到率", "准时率（机构）", "说明及时率", "判定时刻"} <= set(names)


def test_another_moment_is_tried_on_a_copy_and_the_database_stays(
    desk: Desk, tables: sqlite3.Connection, tmp_path: Path
) -> None:
    before = tables.execute("SELECT max(id), count(*) FROM change").fetchone()
    finish(reporting.papers_of_month(desk, "2026-10", Papers(tmp_path / "早.pdf"), datetime(2026, 10, 20, 9)))
    assert "判定时刻 2026-10-20 09:00" in text_of((tmp_path / "早.pdf").read_bytes())[1]
    assert tables.execute("SELECT max(id), count(*) FROM change").fetchone() == before


def test_a_month_without_plans_names_the_months_that_have_some(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=r"2024-05 结束.*2022-12、2026-10"):
        finish(reporting.papers_of_month(desk, "2024-05", Papers(tmp_path / "无.pdf")))
    assert list(tmp_path.iterdir()) == []


def test_an_empty_desk_says_what_to_do() -> None:
    with throw_away_desk(load_rule_book()) as desk, pytest.raises(DeskError, match="先导入审核计划"):
        finish(reporting.report_of_month(desk, None))


def test_without_a_month_all_plans_are_reported(desk: Desk, tables: sqlite3.Connection) -> None:
    report = finish(reporting.report_of_month(desk, None))
    assert len(sheet(report, "计划").rows) == tables.execute("SELECT count(*) FROM plan").fetchone()[0]
    assert "至 2026-" in report.subtitle


def numbers(tables: sqlite3.Connection, where: str) -> list[str]:
    statement = f"SELECT number FROM plan JOIN judgement ON plan_id = plan.id WHERE {where} ORDER BY number"  # noqa: S608
    return [row[0] for row in tables.execute(statement)]


def test_every_plan_of_the_samples_fits_on_paper(desk: Desk, tables: sqlite3.Connection) -> None:
    from tianyi_desk.reports.pdf import pdf_bytes
    from tianyi_desk.services.privacy import masked

    several = numbers(
        tables, "status IN ('异常', '已说明', '已作废', '不适用', '签到提醒', '未开始', '待核')"
    )[::15]
    for number in several:
        pdf = finish(pdf_bytes(finish(reporting.report_of_plan(desk, number)), masked))
        told = "".join(text_of(pdf))
        assert number in told
        assert not PHONE.search(told), number
        assert not inside_margins(pdf), number


def inside_margins(pdf: bytes) -> list[tuple[int, str]]:
    """Return what lies outside the margins: texts that a reader would not see whole."""
    outside = []
    with pypdfium2.PdfDocument(pdf) as document:
        for place, page in enumerate(document, 1):
            text = page.get_textpage()
            for one in range(text.count_rects()):
                left, low, right, top = text.get_rect(one)
                if left < 40 or right > 595.3 - 40 or low < 20 or top > 842 - 28:
                    outside.append((place, text.get_text_bounded(left, low, right, top)))
    return outside


def test_no_text_of_a_month_leaves_its_page(desk: Desk, tmp_path: Path) -> None:
    for month in MONTHS:
        pdf, _workbook = written(desk, tmp_path, month)
        assert not inside_margins(pdf), month


def test_one_plan_tells_both_lines_and_why(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "计划.pdf"
    finish(reporting.papers_of_plan(desk, "R0123012026781", Papers(path)))
    told = "".join(text_of(path.read_bytes()))
    for words in (
        "北京砚骁木业有限公司", "监管", "异常：地点偏差（签到、签退）", "机构", "分场所未单独签到",
        "8.9 km", "5 km", "2 km", "算式",
        "8,888.0 m > 5,000 m", "审核计划.xlsx 审核计划 第 23 行", "IMG_20261020_083156.jpg", "末次会议", "编制", "154****9570",
    ):  # fmt: skip
        assert words in told, words


def verdicts_of(desk: Desk, number: str) -> dict[str, str]:
    report = finish(reporting.report_of_plan(desk, number))
    (verdicts,) = report.sections[0].pieces
    assert isinstance(verdicts, Verdicts)
    return {one.name: one.words for one in verdicts.lines}


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("未开始", "审核尚未开始，没有可判定的。"),
        ("进行中", "审核尚未结束，至判定时刻未见异常。"),
        ("正常", "无异常：未签到、地点偏差、未上传照片均无。"),
        ("已作废", "已作废：不判定签到。"),
    ],
)
def test_the_regulators_line_says_no_more_than_is_known(
    desk: Desk, tables: sqlite3.Connection, status: str, words: str
) -> None:
    number = numbers(tables, f"status = '{status}' AND channel <> '钉钉'")[0]
    assert verdicts_of(desk, number)["监管"].startswith(words)


def test_what_was_to_be_expected_is_said_to_be(desk: Desk, tables: sqlite3.Connection) -> None:
    secret = numbers(
        tables,
        "confidential AND plan.id IN (SELECT plan_id FROM finding WHERE code = 'O1' AND expected AND closed_at IS NULL)",
    )[0]
    assert "均属预期" in verdicts_of(desk, secret)["监管"]


def test_a_period_that_is_no_month_shows_the_months_inside_it(desk: Desk) -> None:
    period = reporting.span(date(2021, 11, 1), date(2022, 1, 31))
    report = finish(reporting.report_of_period(desk, period))
    assert report.title == "现场审核签到监督报告"
    assert report.subtitle.startswith("2021-11-01 至 2022-01-31")
    assert [row[0] for row in sheet(report, "趋势").rows] == ["2021-11", "2021-12", "2022-01"]
    with pytest.raises(DeskError, match="2024-05-02 至 2024-05-03 间 结束"):
        finish(reporting.report_of_period(desk, reporting.span(date(2024, 5, 2), date(2024, 5, 3))))


def test_the_words_of_a_clause_are_written_once(desk: Desk) -> None:
    report = finish(reporting.report_of_plan(desk, "R0123012026781"))
    (findings,) = next(one for one in report.sections if one.title == "发现与为什么").pieces
    assert isinstance(findings, ExplainedFindings)
    grounds = [dict(one.parts)["依据"] for one in findings.findings if one.remark.code == "O2"]
    assert grounds[0].startswith("M5.9(2)　地点偏差")
    assert grounds[1] == "M5.9(2)（条文见上）"


def test_the_sketch_shows_county_lines_round_the_address(desk: Desk) -> None:
    report = finish(reporting.report_of_plan(desk, "R0123012026781"))
    (beside,) = next(one for one in report.sections if one.title.startswith("地点")).pieces
    assert isinstance(beside, SideBySide)
    (drawn,) = beside.left
    assert isinstance(drawn, Sketch)
    assert {name for name, _east, _north in drawn.names} >= {"大兴区"}
    assert any(max(map(abs, point)) < 5000 for line in drawn.borders for point in line)
    note = beside.right[-1]
    assert isinstance(note, Note)
    assert "天地图 GS（2024）0650号" in note.text


def test_a_plan_that_is_not_there_is_told(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="没有编号为 R404 的计划"):
        finish(reporting.papers_of_plan(desk, "R404", Papers(tmp_path / "无.pdf")))
