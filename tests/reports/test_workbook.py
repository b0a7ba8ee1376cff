"""A report as a workbook: a sheet a table, sums apart from what filters, and no formula whatever a cell says."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from tests.reports.papers import as_it_is, report
from tianyi_desk.progress import finish
from tianyi_desk.reports.content import Column, Kind, Report, Table
from tianyi_desk.reports.workbook import workbook_bytes

COLUMNS = (
    Column("名称", Kind.TEXT, 20),
    Column("率%", Kind.SHARE),
    Column("日期", Kind.DAY),
    Column("时间", Kind.MOMENT),
)
ROW = ("甲", 0.985, date(2026, 10, 27), datetime(2026, 10, 27, 8, 30, 15))


def made(*tables: Table) -> Report:
    return replace(report(), sheets=tables, definitions=(("签到率", "完整签到 ÷ 已结束。"), ("=1+1", "=2")))


def read(*tables: Table) -> dict[str, list[tuple[object, ...]]]:
    book = load_workbook(BytesIO(finish(workbook_bytes(made(*tables), as_it_is))))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_every_table_is_a_sheet_and_the_last_says_what_figures_mean() -> None:
    found = read(Table("一", COLUMNS, (ROW,)), Table("二", COLUMNS, ()))
    assert list(found) == ["一", "二", "口径"]
    assert found["一"][1] == ("甲", 0.985, datetime(2026, 10, 27), datetime(2026, 10, 27, 8, 30, 15))
    assert found["口径"][0] == ("签到率", "完整签到 ÷ 已结束。")


def test_sums_and_notes_stand_below_what_filters() -> None:
    table = Table("一", COLUMNS, (ROW,) * 3, ("合计", 0.5, None, None), note="=各行之和可以大于合计")
    book = load_workbook(BytesIO(finish(workbook_bytes(made(table), as_it_is))))
    sheet = book["一"]
    assert sheet.auto_filter.ref == "A1:D4"
    assert sheet["A5"].value == "合计"
    assert sheet["A5"].font.bold
    assert sheet["B5"].number_format == "0.0%"
    assert sheet["A7"].value == "=各行之和可以大于合计"
    assert sheet["A7"].data_type == "s"


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", '=HYPERLINK("http://x","y")', "#REF!"]
)
def test_no_text_becomes_a_formula(text: str) -> None:
    package = finish(workbook_bytes(made(Table("一", COLUMNS[:1], ((text,),))), as_it_is))
    with ZipFile(BytesIO(package)) as parts:
        for name in parts.namelist():
            assert b"<f>" not in parts.read(name)
            assert b"<f " not in parts.read(name)
    cell = load_workbook(BytesIO(package))["一"]["A2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_it_is_dated_by_what_it_speaks_of() -> None:
    properties = load_workbook(BytesIO(finish(workbook_bytes(made(), as_it_is)))).properties
    assert properties.created == datetime(2026, 10, 27, 13, 40)


def test_the_same_report_makes_the_same_bytes_whenever_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table("一", COLUMNS, (ROW, ("乙", None, None, None)), ("合计", 1.0, None, None), note="注")
    first = finish(workbook_bytes(made(table), as_it_is))
    monkeypatch.setattr("zipfile.time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("zipfile.time.localtime", lambda *_now: (2033, 5, 18, 3, 33, 20, 0, 0, 0))
    assert finish(workbook_bytes(made(table), as_it_is)) == first
    with ZipFile(BytesIO(first)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(2026, 10, 27, 13, 40, 0)}


def test_a_cell_that_is_used_again_keeps_nothing_of_what_it_held() -> None:
    columns = (Column("甲"), Column("乙"), Column("数", Kind.WHOLE), Column("日", Kind.DAY))
    rows = (
        ("=1", "-2", 3, date(2026, 10, 27)),
        ("平", "", None, None),
        ("+1", "平", True, date(1899, 1, 1)),
        ("#REF!", "平", float("inf"), date(2026, 10, 28)),
    )
    assert read(Table("一", columns, rows))["一"][1:] == [
        ("=1", "-2", 3, datetime(2026, 10, 27)),
        ("平", None, None, None),
        ("+1", "平", "是", "1899-01-01"),
        ("#REF!", "平", None, datetime(2026, 10, 28)),
    ]


def test_headings_stand_where_their_figures_do_and_printed_pages_are_numbered() -> None:
    book = load_workbook(BytesIO(finish(workbook_bytes(made(Table("一", COLUMNS, (ROW,))), as_it_is))))
    sheet: Any = book["一"]
    assert [cell.alignment.horizontal for cell in sheet[1]] == [None, "right", "right", "right"]
    assert sheet.oddFooter.right.text == "第 &P 页　共 &N 页"
