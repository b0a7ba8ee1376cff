"""A list becomes an Excel file with real dates and numbers, that nobody can hide a formula in, whole or not at all."""

import csv
import errno
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from tianyi_desk.progress import finish
from tianyi_desk.services.workbook import ABOUT, Column, Kind, Value, clean, sheet_title, write_list
from tianyi_desk.trouble import DeskError

COLUMNS = (
    Column("企业名称", Kind.TEXT, 24),
    Column("条数", Kind.WHOLE),
    Column("距离", Kind.NUMBER),
    Column("日期", Kind.DAY),
    Column("时间", Kind.MOMENT, 18),
)
MOMENT = datetime(2021, 10, 18, 8, 30, 15)
ROW: tuple[Value, ...] = ("大连海川机械有限公司", 3, 7190.4, date(2021, 10, 18), MOMENT)


def write(path: Path, rows: Sequence[Sequence[Value]], columns: Sequence[Column] = COLUMNS) -> Path:
    assert finish(write_list(path, "异常", columns, rows, ["筛选：代码：O2", "没有标题的一行"])) == len(rows)
    return path


def texts_of(path: Path) -> list[Any]:
    sheet: Any = load_workbook(path)["异常"]
    return [cell.value for (cell,) in sheet.iter_rows(min_row=2, max_col=1)]


def test_numbers_and_dates_are_real_ones(tmp_path: Path) -> None:
    sheet: Any = load_workbook(write(tmp_path / "表.xlsx", [ROW]))["异常"]
    assert [cell.value for cell in sheet[1]] == [column.heading for column in COLUMNS]
    assert [cell.value for cell in sheet[2]] == [*ROW[:3], datetime(2021, 10, 18), MOMENT]
    assert [cell.number_format for cell in sheet[2]] == [column.kind.value for column in COLUMNS]
    assert [cell.data_type for cell in sheet[2]][1:] == ["n", "n", "d", "d"]


def test_the_heading_stays_in_sight_and_filters(tmp_path: Path) -> None:
    book = load_workbook(write(tmp_path / "表.xlsx", [ROW, ROW]))
    sheet: Any = book["异常"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:E3")
    assert [sheet.column_dimensions[letter].width for letter in "ABE"] == [24, 12, 18]
    assert sheet["A1"].font.bold
    assert sheet.print_title_rows == "$1:$1"


def test_a_second_sheet_says_what_the_list_is(tmp_path: Path) -> None:
    book = load_workbook(write(tmp_path / "表.xlsx", [ROW, ROW]))
    assert book.sheetnames == ["异常", ABOUT]
    about: Any = book[ABOUT]
    assert [tuple(cell.value for cell in row) for row in about.iter_rows()] == [
        ("名称", "异常"),
        ("筛选", "代码：O2"),
        (None, "没有标题的一行"),
        ("条数", "2"),
    ]


def test_an_empty_list_is_a_file_too(tmp_path: Path) -> None:
    book = load_workbook(write(tmp_path / "表.xlsx", []))
    assert book["异常"].auto_filter.ref == "A1:E1"


RISKY = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", '=HYPERLINK("http://x")', "#N/A", "=", "＝1", "'=1")


@pytest.mark.parametrize("text", RISKY)
def test_no_text_becomes_a_formula(tmp_path: Path, text: str) -> None:
    path = write(tmp_path / "表.xlsx", [(text, *ROW[1:])])
    cell: Any = load_workbook(path)["异常"]["A2"]
    assert cell.data_type != "f"
    assert cell.value == text
    assert bool(cell.quotePrefix) == (text[0] in "=+-@\t＝")
    with ZipFile(path) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<f " not in sheet


def test_phones_and_id_numbers_are_hidden_everywhere(tmp_path: Path) -> None:
    private = "崔明远 13912345678 110101199001011237"
    path = tmp_path / "表.xlsx"
    finish(write_list(path, "甲", [Column(private)], [(private,)], [f"查找：{private}"]))
    with ZipFile(path) as parts:
        whole = "".join(parts.read(name).decode() for name in parts.namelist())
    assert whole.count("139****5678") == 3
    assert "13912345678" not in whole
    assert "110101199001011237" not in whole


def test_what_excel_cannot_hold_is_left_out(tmp_path: Path) -> None:
    rows: list[tuple[Value, ...]] = [
        ("甲\x00\x07乙\x0b\x1f\ud800\uffff丙\n丁", None, float("inf"), None, None),
        ('_x0041_ & <b> "x" ]]>', True, float("nan"), date(1899, 1, 1), None),
        ("长" * 40_000, -5, 1e-9, None, datetime(2021, 10, 18)),
    ]
    path = write(tmp_path / "表.xlsx", rows)
    sheet: Any = load_workbook(path)["异常"]
    assert [cell.value for cell in sheet[2]] == ["甲乙丙\n丁", None, None, None, None]
    assert [cell.value for cell in sheet[3]][1:] == ["是", None, "1899-01-01", None]
    assert [len(sheet["A4"].value), sheet["B4"].value, sheet["C4"].value] == [32_767, -5, 1e-9]
    assert "_x005F_x0041_ &amp; &lt;b&gt;" in ZipFile(path).read("xl/worksheets/sheet1.xml").decode()


@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=10))
@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
def test_any_text_comes_back_as_it_was(tmp_path: Path, texts: list[str]) -> None:
    path = write(tmp_path / "表.xlsx", [("头",), *((text,) for text in texts), ("尾",)], [Column("文字")])
    wanted = ["头", *(clean(text) for text in texts), "尾"]
    shown = [
        re.sub(r"_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), text or "")
        for text in texts_of(path)
    ]
    assert shown == wanted
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("异常").to_python()
    assert rows[0] == ["文字"]


@pytest.mark.parametrize(
    ("title", "sheet"),
    [("异常 2021/10", "异常 2021 10"), ("[a]*?:\\'", "a"), ("", "列表"), ("长" * 50, "长" * 31)],
)
def test_a_title_is_made_one_that_excel_takes(tmp_path: Path, title: str, sheet: str) -> None:
    assert sheet_title(title) == sheet
    path = tmp_path / "表.xlsx"
    finish(write_list(path, title, COLUMNS, [ROW], []))
    assert load_workbook(path).sheetnames == [sheet, ABOUT]


def test_equal_lists_make_files_of_equal_content(tmp_path: Path) -> None:
    one, other = write(tmp_path / "一.xlsx", [ROW]), write(tmp_path / "二.xlsx", [ROW])
    with ZipFile(one) as first, ZipFile(other) as second:
        names = [name for name in first.namelist() if "docProps" not in name]
        assert [first.read(name) for name in names] == [second.read(name) for name in names]


def test_closing_the_job_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_text("旧", encoding="utf-8")
    rows = [ROW] * 1200
    steps = len([*write_list(tmp_path / "全.xlsx", "异常", COLUMNS, rows, [])])
    for many in range(1, steps + 1):
        job = write_list(path, "异常", COLUMNS, rows, [])
        for _ in range(many):
            next(job)
        job.close()
    assert path.read_text(encoding="utf-8") == "旧"
    assert {one.name for one in tmp_path.iterdir()} == {"表.xlsx", "全.xlsx"}


def test_rows_that_fail_leave_what_was_there(tmp_path: Path) -> None:
    def failing() -> Iterator[Sequence[Value]]:
        yield ROW
        raise RuntimeError("坏了")

    with pytest.raises(RuntimeError):
        finish(write_list(tmp_path / "表.xlsx", "异常", COLUMNS, failing(), []))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "可能正在 Excel 等程序中打开着"),
        (OSError(errno.ENOSPC, "No space left on device"), "磁盘已满"),
    ],
)
def test_a_file_that_cannot_be_written_is_told_and_the_old_one_is_safe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: OSError, said: str
) -> None:
    path = write(tmp_path / "表.xlsx", [ROW])
    before = path.read_bytes()

    def refuse(_self: Path, _target: Path) -> Path:
        raise trouble

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(DeskError, match=said):
        write(path, [ROW, ROW])
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["表.xlsx"]


def test_a_missing_folder_is_told_before_the_work_begins(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="文件夹不存在"):
        next(write_list(tmp_path / "没有" / "表.xlsx", "异常", COLUMNS, [ROW], []))


def test_a_list_too_long_for_excel_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tianyi_desk.reports.workbook.MOST_ROWS", 2)
    write(tmp_path / "表.xlsx", [ROW, ROW])
    with pytest.raises(DeskError, match="一张 Excel 表放不下"):
        finish(write_list(tmp_path / "长.xlsx", "异常", COLUMNS, [ROW] * 3, []))
    assert not (tmp_path / "长.xlsx").exists()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_reads_it(tmp_path: Path) -> None:
    path = write(tmp_path / "表.xlsx", [ROW, ("=1+1", None, None, None, None)])
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76,1",  # commas, quotes, UTF-8
    ]
    environment = {**os.environ, "HOME": str(tmp_path)}
    subprocess.run([*command, "--outdir", tmp_path, path], check=True, capture_output=True, env=environment)
    lines = [*csv.reader((tmp_path / "表.csv").read_text(encoding="utf-8").splitlines())]
    assert lines[0] == [column.heading for column in COLUMNS]
    assert lines[1] == ["大连海川机械有限公司", "3", "7,190.4", "2021-10-18", "2021-10-18 08:30"]
    assert lines[2][0] == "=1+1"
