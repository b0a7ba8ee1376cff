"""Refused rows are handed out as they were, and go in once they are mended."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from tests.importers.sheets import CHECK_IN, PLAN, write, write_rows
from tests.importers.test_profiles import HEADINGS, ROW, profile
from tianyi_desk.progress import finish
from tianyi_desk.services.desk import Desk, throw_away_desk
from tianyi_desk.services.importing import Preview, preview
from tianyi_desk.services.mending import export_to_mend
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.services.profiles import save_profile
from tianyi_desk.trouble import DeskError

AT = datetime(2021, 11, 1, 9)
BAD = {
    **CHECK_IN,
    "类型": "乱写",
    "经度": "东边",
    "时间": datetime(2021, 10, 18, 8, 21, 28),
    "位置": '=HYPERLINK("http://x","y")',
    "备注": "-1+1",
    "门禁卡号": 12345,
}


@pytest.fixture(name="desk")
def _desk() -> Iterator[Desk]:
    with throw_away_desk(load_rule_book()) as desk:
        yield desk


def exported(desk: Desk, *paths: Path) -> tuple[Preview, Path]:
    shown = finish(preview(desk, paths))
    target = paths[0].with_name("拒绝的行.xlsx")
    finish(export_to_mend(desk.database, target, shown, AT))
    return shown, target


def test_a_refused_row_comes_out_as_it_was_with_every_wrong_cell_coloured_and_nothing_that_runs(
    desk: Desk, tmp_path: Path
) -> None:
    plans = write(tmp_path / "计划.xlsx", PLAN, sheet="审核计划")
    path = write_rows(
        tmp_path / "签到.csv", [list(BAD), list(CHECK_IN.values()), [str(cell) for cell in BAD.values()]]
    )
    _shown, target = exported(desk, path, plans)
    book = openpyxl.load_workbook(target)
    sheet = book["签到"]
    heads = [cell.value for cell in sheet[1]]
    assert heads == [*BAD, "拒绝原因", "原文件", "原工作表", "原行号"]
    row = dict(zip(heads, sheet[2], strict=True))
    assert sheet.max_row == 2
    assert row["手机号"].value == "15400010002", "masked it could not be handed in again"
    assert row["位置"].value == BAD["位置"]
    assert row["位置"].data_type == "s"
    assert row["备注"].quotePrefix
    coloured = [name for name, cell in row.items() if cell.fill.fgColor.rgb == "FFFFC7CE"]
    assert coloured == ["类型", "经度"]
    assert "签到 或 签退" in str(row["类型"].comment)
    assert "乱写" in str(row["拒绝原因"].value)
    assert "经度" in str(row["拒绝原因"].value)
    assert (row["原文件"].value, row["原行号"].value) == ("签到.csv", 3)
    assert "没有遮盖" in " ".join(str(cell.value) for cell in book["说明"]["C"])


def test_mended_and_handed_in_again_it_goes_in_by_the_same_profile(desk: Desk, tmp_path: Path) -> None:
    finish(save_profile(desk.database, "林知夏", profile()))
    plans = write(tmp_path / "计划.xlsx", PLAN, sheet="审核计划")
    path = write_rows(tmp_path / "打卡.xlsx", [HEADINGS, (*ROW[:2], "乱写", *ROW[3:])], "打卡")
    _shown, target = exported(desk, path, plans)
    book = openpyxl.load_workbook(target)
    place = [cell.value for cell in book["打卡"][1]].index("打卡种类") + 1
    book["打卡"].cell(2, place).value = "签退"
    book.save(target)
    again = finish(preview(desk, [target, plans]))
    assert again.refused == ()
    assert [line.kind.value for line in again.added] == ["签到记录", "审核计划"]


def test_what_only_comparing_found_is_told_and_its_cell_coloured_too(desk: Desk, tmp_path: Path) -> None:
    _shown, target = exported(desk, write(tmp_path / "签到.xlsx", CHECK_IN, sheet="签到"))
    sheet = openpyxl.load_workbook(target)["签到"]
    assert sheet["A2"].fill.fgColor.rgb == "FFFFC7CE"
    assert "请先导入该计划" in str([cell.value for cell in sheet[2]])


def test_a_file_that_was_changed_since_it_was_read_is_not_mistaken_for_the_one_shown(
    desk: Desk, tmp_path: Path
) -> None:
    path = write(tmp_path / "签到.xlsx", CHECK_IN)
    shown = finish(preview(desk, [path]))
    write(path, {**CHECK_IN, "姓名": "甲"})
    with pytest.raises(DeskError, match="改动"):
        finish(export_to_mend(desk.database, tmp_path / "x.xlsx", shown, AT))
