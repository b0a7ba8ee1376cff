"""列对应 in the window: a foreign file is asked about once, read silently the next time, and can be asked about again."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from tests.importers.sheets import write_rows
from tests.importers.test_profiles import HEADINGS, ROW
from tests.ui.conftest import Sit, Sitting
from tests.ui.test_import_panel import brought_in, panel_of
from tianyi_desk.ui.imports.import_panel import ImportPanel
from tianyi_desk.ui.imports.mapping_page import MappingPage

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> Path:
    bad = (*ROW[:2], "乱写", *ROW[3:])
    return write_rows(tmp_path / "打卡.xlsx", [HEADINGS, ROW, bad], "打卡")


def asked_about(sitting: Sitting, path: Path) -> tuple[ImportPanel, MappingPage]:
    panel = brought_in(sitting, path)
    sitting.wait_for(lambda: panel.mapping.asking)
    assert panel.mapping.page is not None
    return panel, panel.mapping.page


def test_a_foreign_file_is_asked_about_and_read_as_confirmed_by_keyboard(sit: Sit, path: Path) -> None:
    sitting = sit(filled=False)
    panel, page = asked_about(sitting, path)
    assert page.read_button.isEnabled()
    assert panel.hints[0].does == "保存并按此读取"
    assert "1 行会被拒绝" in page.sum.text()
    assert "业务员" in page.unknown.text()
    sitting.qtbot.keyClick(page.fields.combos["plan"], Qt.Key.Key_Return, CONTROL)
    sitting.wait_for(lambda: not panel.mapping.asking)
    assert panel.hints is ImportPanel.hints
    (line,) = panel.files.rows
    assert line.reason.startswith("按已保存的对应关系读取（林知夏")
    panel.leave()
    panel = brought_in(sitting, path)
    sitting.settle()
    assert not panel.mapping.asking, "it was told once"


def test_a_column_chosen_for_one_field_is_taken_from_the_other_and_what_lacks_one_is_marked(
    sit: Sit, path: Path, qtmodeltester: ModelTester
) -> None:
    _panel, page = asked_about(sit(filled=False), path)
    place = page.fields.combos["place"]
    place.setCurrentIndex(place.findData("打卡人"))
    assert page.fields.combos["name"].currentData() == ""
    assert "姓名" in page.sum.text()
    assert not page.read_button.isEnabled()
    page.confirm()
    assert page.isVisible(), "nothing is read while a required column is missing"
    page.head_row.setCurrentIndex(1)
    assert page.table.rows.rowCount() == 1, "only one row is below the second one"
    page.head_row.setCurrentIndex(0)
    page.kind.setCurrentIndex(0)
    assert "enterprise" in page.fields.combos, "another kind has other fields"
    qtmodeltester.check(page.table.rows)


def test_skipping_shows_the_piles_and_a_saved_sheet_can_be_opened_and_forgotten(sit: Sit, path: Path) -> None:
    sitting = sit(filled=False)
    panel, page = asked_about(sitting, path)
    sitting.qtbot.keyClick(page.fields.combos["plan"], Qt.Key.Key_Escape)
    assert not panel.mapping.asking
    assert panel.file_view.isVisible()
    panel.file_view.opened.emit(panel.files.row(0))
    sitting.wait_for(lambda: panel.mapping.asking)
    page.confirm()
    sitting.wait_for(lambda: not panel.mapping.asking)
    panel.file_view.opened.emit(panel.files.row(0))
    sitting.wait_for(lambda: panel.mapping.asking)
    assert page.forget_button.isVisible()
    page.forget_button.click()
    sitting.wait_for(lambda: panel.preview is not None and panel.preview.to_map != ())
    sitting.wait_for(lambda: panel.mapping.asking)
    assert panel_of(sitting).mapping.page is page
