"""Saying which column is which: the preview, and profiles that are kept, changed and forgotten."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.importers.sheets import write_rows
from tests.importers.test_profiles import COLUMNS, HEADINGS, ROW, profile
from tianyi_desk.facts.profile import TimeForm
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.models import tables as t
from tianyi_desk.progress import finish
from tianyi_desk.services import mapping
from tianyi_desk.services.desk import Desk, throw_away_desk
from tianyi_desk.services.importing import preview
from tianyi_desk.services.mapping_lines import SheetName
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.services.profiles import forget_profile, load_profiles, save_profile, saved_for
from tianyi_desk.trouble import DeskError


@pytest.fixture(name="desk")
def _desk() -> Iterator[Desk]:
    with throw_away_desk(load_rule_book()) as desk:
        yield desk


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> Path:
    bad = (*ROW[:2], "乱写", *ROW[3:])
    return write_rows(tmp_path / "打卡.xlsx", [["导出"], HEADINGS, ROW, bad], "打卡")


def opened(path: Path) -> mapping.Sample:
    return finish(mapping.open_sample([path], SheetName("打卡.xlsx", "打卡")))


def test_a_sheet_with_unknown_headings_asks_for_its_columns_and_a_known_one_does_not(
    desk: Desk, path: Path, tmp_path: Path
) -> None:
    assert finish(preview(desk, [path])).to_map == (SheetName("打卡.xlsx", "打卡"),)
    known = write_rows(tmp_path / "名册.xlsx", [["姓名", "手机号"], ["甲乙", "13800000001"]])
    assert finish(preview(desk, [known])).to_map == ()


def test_the_preview_shows_what_would_be_read_and_marks_the_wrong_cell(path: Path) -> None:
    sample = opened(path)
    row = mapping.likely_row(sample)
    layout = mapping.layout(sample, row)
    assert row == 2
    assert {one.field: one.key for one in layout.fields if one.key} == COLUMNS
    assert [column.heading for column in layout.columns] == list(HEADINGS)
    trial = mapping.try_out(sample, layout, profile())
    good, bad = trial.lines
    assert good.cells[trial.fields.index("at")].text == "2021-10-18 08:21"
    assert not good.refused
    assert bad.cells[trial.fields.index("event")].wrong == "签到 或 签退"
    assert trial.refused == 1
    assert trial.missing == ()


def test_a_required_column_that_nobody_chose_is_missing(path: Path) -> None:
    sample = opened(path)
    layout = mapping.layout(sample, 2, Entity.PLAN)
    one = profile()
    without = type(one)(one.fingerprint, Entity.PLAN, {"number": "活动单号"}, None, TimeForm.AUTO)
    assert "企业名称" in mapping.try_out(sample, layout, without).missing


def test_a_file_that_is_gone_meanwhile_is_told_in_a_sentence(path: Path) -> None:
    path.unlink()
    with pytest.raises(DeskError, match="读不到"):
        opened(path)


def test_a_profile_is_used_silently_from_then_on_until_it_is_changed_or_forgotten(
    desk: Desk, path: Path
) -> None:
    finish(save_profile(desk.database, "林知夏", profile(times=TimeForm.AUTO)))
    kept = finish(save_profile(desk.database, "许承安", profile()))
    shown = finish(preview(desk, [path]))
    assert shown.to_map == ()
    assert len(shown.refused) == 2, "the wrong word, and the plan that is not known"
    assert shown.recognised[0].profile == kept.fingerprint
    assert saved_for(desk.database, opened(path)) == kept
    finish(forget_profile(desk.database, "许承安", kept.fingerprint))
    assert load_profiles(desk.database) == {}
    assert finish(preview(desk, [path])).to_map
    with desk.database.reading() as session:
        actors = [row.actor for row in session.execute(t.column_profile.select())]
    assert actors == ["林知夏", "许承安", "许承安"], "what was said once is kept"
