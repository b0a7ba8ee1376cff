"""Every figure of a month's paper and workbook, recomputed by plain SQL: first page, charts, lists, and the Excel file."""

import sqlite3
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.services.report_sql import OVERALL, Month
from tests.services.test_reporting import CLASSES, GROUPS, MONTHS, sheet
from tianyi_desk.progress import finish
from tianyi_desk.reports.content import Figures, Lead, Report, SideBySide, Table
from tianyi_desk.reports.drawings import Chart
from tianyi_desk.reports.workbook import workbook_bytes
from tianyi_desk.services import reporting
from tianyi_desk.services.desk import Desk
from tianyi_desk.services.privacy import masked
from tianyi_desk.services.report_figures import LEAST

KINDS = {"O1": "未签到", "O2": "地点偏差", "O3": "未上传照片"}
COUNTS = ",".join(
    f"(SELECT count(*) FROM held WHERE held.plan_id = p.id AND code LIKE '{letter}%')"  # noqa: S608
    for letter in CLASSES.values()
)
PLANS = f"""
SELECT p.number, p.enterprise, p.mode, p.start, p."end", j.channel, j.status,
       j.opening_distance_m, j.closing_distance_m, j.deadline, {COUNTS}, j.photos_unreviewed
FROM plan AS p LEFT JOIN judgement AS j ON j.plan_id = p.id JOIN month ON month.id = p.id
"""  # noqa: S608 - nothing of a stranger's is in either
FINDINGS = """
SELECT p.number, p.enterprise, date(p."end"), f.code, f.subject, coalesce(f.kind, ''), f.message,
       CASE WHEN f.expected THEN '预期' ELSE '' END, coalesce(f.disposition, '由说明决定'),
       coalesce(f.decided_by, ''), f.decided_at, coalesce(f.decided_reason, '')
FROM finding AS f JOIN plan AS p ON p.id = f.plan_id JOIN month ON month.id = p.id WHERE f.closed_at IS NULL
"""
OWING = """
SELECT c.number, date(c."end"), c.deadline, c.status = '已说明' AS told, c.overdue,
       (SELECT group_concat(code) FROM (
           SELECT DISTINCT code FROM held WHERE plan_id = c.id AND code LIKE 'O%' ORDER BY code))
FROM counted AS c WHERE c.official
"""
STATES = """
SELECT substr(code, 1, 1), sum(coalesce(disposition, '') <> '已排除'),
       count(DISTINCT CASE WHEN coalesce(disposition, '') <> '已排除' THEN plan_id END),
       sum(disposition = '未处理'), sum(disposition = '已确认'), sum(disposition = '已排除')
FROM finding JOIN month ON month.id = finding.plan_id WHERE closed_at IS NULL GROUP BY 1
"""
STANDINGS = {
    (1, 1): "逾期后已说明",
    (1, 0): "逾期未说明",
    (0, 1): "按时说明",
    (0, 0): "待说明",
}
"""What (overdue, explained) is called where there is a deadline."""


@pytest.fixture(name="report", params=MONTHS)
def _report(request: pytest.FixtureRequest, reported: Desk) -> Report:
    return finish(reporting.report_of_month(reported, str(request.param)))


@pytest.fixture(name="plain")
def _plain(report: Report, tables: sqlite3.Connection) -> Month:
    return month_of(report, tables)


def month_of(report: Report, tables: sqlite3.Connection) -> Month:
    return Month(tables, str(sheet(report, "趋势").rows[-1][0]))


def pieces(report: Report, kind: type) -> list[Any]:
    """Return what of a kind stands on the first page, also beside each other."""
    whole: list[Any] = []
    for piece in report.sections[0].pieces:
        whole += [*piece.left, *piece.right] if isinstance(piece, SideBySide) else [piece]
    return [piece for piece in whole if isinstance(piece, kind)]


def share(part: int, whole: int) -> str:
    return f"{part / whole * 100:.1f}" if whole else "—"


def overall(plain: Month) -> dict[str, int]:
    return {name.strip("　其中："): plain.number(statement) for name, statement in OVERALL.items()}


def test_the_sentences_tell_what_the_tables_hold(report: Report, plain: Month) -> None:
    (lead,) = pieces(report, Lead)
    first, second, third, *more = lead.sentences
    figures = overall(plain)
    assert f"应签 {figures['应签']} 条，已结束 {figures['应签且已结束']} 条" in first
    assert f"签到率 {share(figures['签到率'], figures['应签且已结束'])} %" in first
    held = {code: plain.number("SELECT count(*) FROM held WHERE code LIKE ?", f"{code}%") for code in "OHSDR"}
    kinds = {code: plain.number("SELECT count(*) FROM held WHERE code = ?", code) for code in KINDS}
    assert second == (
        f"官方异常 {held['O']} 项，涉及 {figures['异常计划']} 条计划：未签到 {kinds['O1']}、"
        f"地点偏差 {kinds['O2']}、未上传照片 {kinds['O3']}。"
    )
    dated, told = figures["有说明期限"], figures["已说明"]
    assert third.startswith(
        f"有说明期限的异常计划 {dated} 条：按时说明 {figures['说明及时率']} 条，逾期 {figures['说明逾期']} 条；"
        if dated
        else f"异常计划中已说明 {told} 条，待说明 {figures['异常计划'] - told} 条；"
    )
    assert f"机构要求 {held['H']}、疑点 {held['S']}、数据问题 {held['D']}、提醒 {held['R']}" in third
    unreviewed = figures["照片未复核的计划"]
    assert more == ([f"照片未复核的计划 {unreviewed} 条，复核前不判定照片中的人。"] if unreviewed else [])


def test_the_big_figures_agree(report: Report, plain: Month, tables: sqlite3.Connection) -> None:
    (figures,) = pieces(report, Figures)
    counted = overall(plain)
    official = plain.number("SELECT count(*) FROM held WHERE code LIKE 'O%'")
    explained, late = counted["说明及时率"], counted["说明逾期"]
    signed = counted["签到率"]
    expected = {
        "应签计划": (f"{counted['应签']}", ""),
        "签到率": (share(signed, counted["应签且已结束"]), f"{signed} / {counted['应签且已结束']} 条"),
        "准时率，机构": (
            share(counted["准时率（机构）"], signed),
            f"{counted['准时率（机构）']} / {signed} 条",
        ),
        "准时率，监管": (
            share(counted["准时率（监管）"], signed),
            f"{counted['准时率（监管）']} / {signed} 条",
        ),
        "官方异常": (f"{official}", ""),
        "说明及时率": (
            share(explained, explained + late),
            f"{explained} / {explained + late} 条，逾期 {late} 条",
        ),
    }
    assert [one.name for one in figures.figures] == list(expected)
    for one in figures.figures:
        assert one.words == expected[one.name][0], one.name
        assert one.note.startswith(expected[one.name][1]), one.name
    months = [str(row[0]) for row in sheet(report, "趋势").rows]
    first = date.fromisoformat(f"{months[-1]}-01")
    before = f"{first.year - (first.month == 1)}-{(first.month + 10) % 12 + 1:02}"
    owed, then = figures.figures[0].note, Month(tables, before).number(OVERALL["　其中：应签"])
    if before in months:
        assert f"{abs(counted['应签'] - then)}" in owed
        assert before in owed
    else:
        assert owed == "上月没有计划，不作比较"


def test_trend_and_charts_agree_month_by_month(report: Report, tables: sqlite3.Connection) -> None:
    rates, bars = pieces(report, Chart)
    months = [str(row[0]) for row in sheet(report, "趋势").rows]
    assert [name for name in rates.categories if name != "…"] == months
    assert bars.categories == rates.categories
    for row in sheet(report, "趋势").rows:
        name, owed, ended, signed, *shares = row[:7]
        found = Month(tables, str(name)).groups("合计").get("合计", (0,) * 13)
        assert (owed, ended, signed, *row[7:]) == (*found[:3], *found[5:8]), name
        wholes = (found[1], found[2], found[2])
        expected = [
            part / whole if whole >= LEAST else None for part, whole in zip(found[2:5], wholes, strict=True)
        ]
        assert shares == expected, name
        place = rates.categories.index(str(name))
        assert [one.values[place] for one in rates.series] == [
            None if value is None else value * 100 for value in expected
        ]
        assert [one.values[place] for one in bars.series] == list(found[5:8])
    for place, category in enumerate(rates.categories):
        if category == "…":
            assert {one.values[place] for one in (*rates.series, *bars.series)} == {None}


def test_classes_and_standings_agree(report: Report, plain: Month) -> None:
    classes, statuses = pieces(report, Table)
    found = {letter: tuple(counts) for letter, *counts in plain.rows(STATES)}
    for name, *row in classes.rows:
        letter = CLASSES[str(name)]
        expected = found.get(letter, (0, 0, 0, 0, 0))
        assert tuple(row) == (expected if letter not in "OR" else (*expected[:2], None, None, None)), name
    counted = dict(plain.rows("SELECT coalesce(status, '未判定'), count(*) FROM counted GROUP BY status"))
    assert {row[0]: row[1] for row in statuses.rows} == counted
    assert statuses.total == ("合计", sum(counted.values()))


def moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def test_every_line_of_the_plans_agrees(report: Report, plain: Month) -> None:
    columns = [one.heading for one in sheet(report, "计划").columns]
    wanted = (
        "计划编号", "企业名称", "审核方式", "审核开始", "审核结束", "渠道", "签到情况", "签到距离（米）",
        "签退距离（米）", "说明期限", *CLASSES, "照片未复核",
    )  # fmt: skip
    places = [columns.index(heading) for heading in wanted]
    found = {row[0]: tuple(row[place] for place in places) for row in sheet(report, "计划").rows}
    expected = {}
    for number, name, mode, start, end, channel, status, *rest in plain.rows(PLANS):
        opening, closing, deadline, *counts, unreviewed = rest
        expected[number] = (
            number, name, mode, moment(start), moment(end), channel or "", status or "未判定",
            opening, closing, day(deadline), *counts, "是" if unreviewed else "",
        )  # fmt: skip
    shown = {
        number: (*row[:5], str(row[5]).removesuffix("（随绑定计划）"), *row[6:])
        for number, row in found.items()
    }
    assert shown == expected


def test_every_line_of_the_findings_agrees(report: Report, plain: Month) -> None:
    found = sorted(
        (row[0], row[1], row[2], row[6], row[8], row[9], row[11], row[14], *row[15:])
        for row in sheet(report, "异常").rows
    )
    expected = sorted(
        (number, name, day(end), *rest, moment(at), reason)
        for number, name, end, *rest, at, reason in plain.rows(FINDINGS)
    )
    key = [(row[0], row[3], row[4]) for row in found]
    assert key == [(row[0], row[3], row[4]) for row in expected]
    for mine, theirs in zip(found, expected, strict=True):
        assert mine == theirs


def test_every_deadline_agrees(report: Report, plain: Month) -> None:
    found = {row[0]: (row[3], row[4], row[5], row[7]) for row in sheet(report, "说明期限").rows}
    expected = {}
    for number, end, deadline, told, overdue, codes in plain.rows(OWING):
        kinds = "、".join(KINDS[code] for code in codes.split(","))
        standing = STANDINGS[overdue, told]
        if deadline is None:
            standing = "已说明" if told else "待说明（无期限）"
        expected[number] = (day(end), kinds, day(deadline), standing)
    assert found == expected
    late = sheet(report, "远程审核其他情况说明逾期（H17）").rows
    assert sorted((row[0], row[4]) for row in late) == sorted(
        plain.rows("SELECT number, message FROM held JOIN month ON month.id = plan_id WHERE code = 'H17'")
    )


def test_the_excel_file_holds_the_same_figures(report: Report) -> None:
    book = load_workbook(BytesIO(finish(workbook_bytes(report, masked))))
    assert set(GROUPS) < set(book.sheetnames)
    for table in report.sheets:
        rows = list(book[table.title].iter_rows(min_row=2, values_only=True))
        for mine, theirs in zip(rows, (*table.rows, *([table.total] if table.total else [])), strict=False):
            for cell, value in zip(mine, theirs, strict=False):
                if isinstance(value, date) and not isinstance(value, datetime):
                    assert cell == datetime.combine(value, time())
                elif isinstance(value, float):
                    assert cell == pytest.approx(value)
                else:
                    assert cell == (masked(value) or None if isinstance(value, str) else value)


def test_timeliness_agrees_for_the_whole_and_for_each_month_field_branch_and_leader(
    report: Report, tables: sqlite3.Connection, plain: Month
) -> None:
    table = sheet(report, "说明及时率")
    expected = {
        (kind, name): counts
        for kind in ("按认证领域", "按分支机构", "按审核组长")
        for name, counts in plain.timely(kind).items()
    }
    whole = plain.timely("合计").get("合计")
    for month in [str(row[0]) for row in sheet(report, "趋势").rows]:
        counts = Month(tables, month).timely("合计")
        if counts and whole:
            expected["按月份", month] = counts["合计"]
    assert {(row[0], row[1]): tuple(row[2:7]) for row in table.rows} == expected
    for row in table.rows:
        due, in_time, share = row[4], row[5], row[7]
        assert isinstance(due, int)
        assert isinstance(in_time, int)
        assert share == (in_time / due if due >= LEAST else None)
    if whole is None:
        assert table.total is None
    else:
        _anomalous, _dated, due, in_time, late = whole
        assert table.total == ("合计", "", *whole, in_time / due if due else None)
        assert due == in_time + late


FILINGS = """
SELECT c.number, k.kind, s.side, (
    SELECT min(e.filed_on) FROM explanation AS e JOIN plan AS p ON p.id = e.plan_id
    WHERE e.side = s.side AND e.kind = k.kind AND e.filed_on <= date(c.as_of) AND (p.id = c.id OR (
        p.number IN (SELECT value FROM json_each(c.bound_with)) AND (
            e.side = '机构' OR e.author = ''
            OR e.author IN (SELECT name FROM member WHERE member.plan_id = c.id))))
) AS filed_on, c.deadline, date(c.as_of)
FROM counted AS c JOIN held ON held.plan_id = c.id
JOIN (SELECT 'O1' AS code, '未签到' AS kind UNION SELECT 'O2', '地点偏差' UNION SELECT 'O3', '未上传照片') AS k
ON k.code = held.code, (SELECT '审核员' AS side UNION SELECT '机构') AS s
GROUP BY c.id, k.kind, s.side
"""


def test_the_explanations_of_both_sides_agree_kind_by_kind(report: Report, plain: Month) -> None:
    found = {
        (row[0], row[2], row[3]): (row[4], row[5], row[6])
        for row in sheet(report, "异常说明").rows
        if row[2] != "其他情况说明"
    }
    expected = {}
    for number, kind, side, filed_on, deadline, today in plain.rows(FILINGS):
        last = day(deadline)
        late = None
        if last is not None and side == "机构":
            late = max((date.fromisoformat(filed_on or today) - last).days, 0)
        expected[number, kind, side] = ("已填写" if filed_on else "未填写", day(filed_on), late)
    assert expected.items() <= found.items()
    assert all(found[key][0] == "已填写" for key in found.keys() - expected.keys())


def test_what_is_overdue_agrees(report: Report, plain: Month) -> None:
    unfiled = {
        (number, day(deadline))
        for number, _kind, side, filed_on, deadline, today in plain.rows(FILINGS)
        if side == "机构" and not filed_on and deadline and deadline < today
    }
    rows = sheet(report, "逾期清单").rows
    assert {(row[0], row[5]) for row in rows if row[4] != "其他情况说明"} == unfiled
    silent = plain.rows(
        "SELECT number, json_extract(evidence, '$.deadline') FROM held JOIN month ON month.id = held.plan_id"
        " WHERE code = 'H17' AND json_array_length(evidence, '$.missing')"
    )
    told = {(row[0], row[5]) for row in rows if "其他情况说明" in str(row[4])}
    assert told == {(number, day(deadline)) for number, deadline in silent}
