"""Files whose headings are not the template's: what is suggested, and how a confirmed profile reads them."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.importers.sheets import write_rows
from tianyi_desk.facts.intake import Intake
from tianyi_desk.facts.profile import Profile, TimeForm
from tianyi_desk.facts.records import CheckIn
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.geo.datum import Datum
from tianyi_desk.importers import apart
from tianyi_desk.importers.amending import standard_time
from tianyi_desk.importers.column_keys import OURS, fingerprint_of
from tianyi_desk.importers.contents import time_form_of
from tianyi_desk.importers.headings import LOOKUP
from tianyi_desk.importers.reading import read_files
from tianyi_desk.importers.suggesting import suggest
from tianyi_desk.progress import finish

HEADINGS = ("活动单号", "打卡人", "打卡种类", "打卡时刻", "坐标X", "坐标Y", "业务员")
ROW = ("R0123012021001", "崔明远", "签到", "18/10/2021 08:21", 121.6148, 38.9139, "小王")
COLUMNS = {
    "plan": "活动单号",
    "name": "打卡人",
    "event": "打卡种类",
    "at": "打卡时刻",
    "longitude": "坐标X",
    "latitude": "坐标Y",
}


def profile(
    headings: tuple[str, ...] = HEADINGS, datum: Datum | None = None, times: TimeForm = TimeForm.DAY_FIRST
) -> Profile:
    at = datetime(2021, 11, 1, 9)
    return Profile(fingerprint_of(headings), Entity.CHECK_IN, COLUMNS, datum, times, "林知夏", at)


def read_by(one: Profile, path: Path) -> Intake:
    return finish(read_files([path], {one.fingerprint: one}))


def only_check_in(intake: Intake) -> CheckIn:
    assert intake.complaints == ()
    (draft,) = intake.drafts
    assert isinstance(draft.fact, CheckIn)
    return draft.fact


def test_every_column_of_a_foreign_file_finds_its_field_by_likeness_or_by_its_cells() -> None:
    found = suggest(HEADINGS, [ROW], "Sheet1")
    assert found.entity is Entity.CHECK_IN
    assert {field: one.key for field, one in found.columns.items()} == COLUMNS
    assert found.times is TimeForm.DAY_FIRST
    assert "内容像经度" in found.columns["longitude"].why
    assert "相似" in found.columns["event"].why


def test_a_column_whose_cells_say_otherwise_is_not_taken_for_a_time() -> None:
    found = suggest(
        ("计划编号", "签到人", "类型", "打卡时刻", "打卡时长"),
        [("R01230120", "甲乙", "签到", "2021-10-18 08:00", "两小时")],
        "",
    )
    assert found.columns["at"].key == "打卡时刻"


def test_a_confirmed_profile_reads_the_file_with_its_datum_and_its_order_of_the_day(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "打卡.xlsx", [["十月导出"], HEADINGS, ROW])
    intake = read_by(profile(datum=Datum.BD09), path)
    record = only_check_in(intake)
    assert record.at == datetime(2021, 10, 18, 8, 21)
    assert record.position is not None
    assert record.position.datum is Datum.BD09
    assert record.position.datum_stated
    assert intake.drafts[0].raw["打卡时刻"] == "18/10/2021 08:21"
    (recognised,) = intake.recognised
    assert recognised.reason.startswith("按已保存的对应关系读取（林知夏 2021-11-01）")
    assert recognised.profile == fingerprint_of(HEADINGS)


def test_the_order_of_the_columns_and_our_own_extra_ones_do_not_make_it_another_kind_of_file(
    tmp_path: Path,
) -> None:
    headings, row = (*reversed(HEADINGS), *sorted(OURS)), (*reversed(ROW), "", "", "", "说明")
    path = write_rows(tmp_path / "打卡.csv", [headings, [str(cell) for cell in row]])
    assert only_check_in(read_by(profile(), path)).name == "崔明远"


def test_without_a_profile_the_same_file_is_refused_as_ever(tmp_path: Path) -> None:
    intake = finish(read_files([write_rows(tmp_path / "打卡.xlsx", [HEADINGS, ROW])]))
    assert intake.drafts == ()
    assert len(intake.complaints) == 1


def test_a_row_that_is_refused_quotes_the_cell_as_the_file_has_it(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "打卡.xlsx", [HEADINGS, (*ROW[:3], "31/02/2021 08:21", *ROW[4:])])
    (complaint,) = read_by(profile(), path).complaints
    assert complaint.column == "打卡时刻"
    assert complaint.found == "31/02/2021 08:21"


@pytest.mark.parametrize(
    ("text", "form", "standard"),
    [
        ("18/10/2021 8:30", TimeForm.DAY_FIRST, "2021-10-18 8:30"),
        ("10/18/21 8:30 PM", TimeForm.MONTH_FIRST, "2021-10-18 8:30 PM"),
        ("21.10.18", TimeForm.YEAR_FIRST, "2021-10-18"),
        ("2021-10-18 08:30", TimeForm.DAY_FIRST, "2021-10-18 08:30"),
        ("1634517688000", TimeForm.STAMP, "2021-10-18 08:41:28"),
        ("1634517688", TimeForm.STAMP, "2021-10-18 08:41:28"),
        ("18/10/2021 08:30至19/10/2021 17:00", TimeForm.DAY_FIRST, "2021-10-18 08:30至2021-10-19 17:00"),
        ("R1634517688", TimeForm.AUTO, "R1634517688"),
    ],
)
def test_times_are_put_in_order_as_the_profile_says(text: str, form: TimeForm, standard: str) -> None:
    assert standard_time(text, form) == standard


def test_the_form_of_times_is_told_by_those_that_fit_one_only() -> None:
    assert time_form_of(["2021-10-18 08:30", ""]) is TimeForm.AUTO
    assert time_form_of(["05/06/2021", "18/10/2021"]) is TimeForm.DAY_FIRST
    assert time_form_of(["05/06/2021", "10/18/2021"]) is TimeForm.MONTH_FIRST
    assert time_form_of(["1634517688000"]) is TimeForm.STAMP


def test_the_columns_that_exporting_refused_rows_adds_mean_nothing_to_any_kind_of_sheet() -> None:
    assert not OURS & {name for names in LOOKUP.values() for name in names}


def test_in_a_process_of_its_own_a_foreign_file_is_read_by_its_profile_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "is_harmless", lambda _path: False)
    path = write_rows(tmp_path / "打卡.xlsx", [HEADINGS, ROW])
    assert only_check_in(read_by(profile(), path)).at == datetime(2021, 10, 18, 8, 21)
    report = [["姓名", "签到时间", "签到地点"], ["崔明远", "2021-10-18 08:21", "某地"]]
    intake = finish(read_files([write_rows(tmp_path / "钉钉.xlsx", report)]))
    assert only_check_in(intake).name == "崔明远"
    assert intake.recognised[0].reason.startswith("钉钉签到报表")
