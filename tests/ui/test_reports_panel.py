"""报告 in the window: a month's pages are seen before they are saved, and what is saved is what was seen."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt

from tests.ui.conftest import Sit, Sitting
from tianyi_desk.ui.reporting.reports_panel import ReportsPanel


def panel_of(sitting: Sitting) -> ReportsPanel:
    sitting.opened.window.show_panel("reports")
    panel = sitting.opened.window.panels["reports"]
    assert isinstance(panel, ReportsPanel)
    sitting.wait_for(lambda: panel.preview is not None or not panel.months.rows)
    return panel


def test_the_newest_month_is_shown_page_by_page(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    assert panel.months.row(0).month == sitting.opened.shelf.months()[0][0]
    assert panel.pages.count > 1
    assert panel.place.text() == f"第 1 页 共 {panel.pages.count} 页"
    sitting.qtbot.keyClick(panel.pages, Qt.Key.Key_PageDown)
    assert panel.pages.page_in_sight() == 2
    sitting.qtbot.keyClick(panel.pages, Qt.Key.Key_End)
    assert panel.pages.page_in_sight() == panel.pages.count


def test_another_month_is_set_when_it_is_chosen(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    before = panel.preview
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_Down)
    sitting.wait_for(lambda: panel.preview is not None and panel.preview is not before)
    assert panel.preview is not None
    assert panel.pdf_button.isEnabled()


def test_what_is_saved_is_what_was_seen(sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    assert panel.preview is not None
    pdf, sheet = tmp_path / "报告.pdf", tmp_path / "报告.xlsx"
    chosen = iter([str(pdf), str(sheet)])
    monkeypatch.setattr(
        "tianyi_desk.ui.reporting.reports_panel.QFileDialog.getSaveFileName",
        lambda *_asked: (next(chosen), ""),
    )
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    sitting.wait_for(pdf.exists)
    assert pdf.read_bytes() == panel.preview.pdf
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    sitting.wait_for(sheet.exists)
    assert "口径" in openpyxl.load_workbook(sheet).sheetnames


def test_an_empty_desk_says_where_reports_come_from(sit: Sit) -> None:
    panel = panel_of(sit(filled=False))
    assert panel.empty.isVisible()
    assert not panel.pdf_button.isEnabled()


def test_pages_grow_and_shrink_and_fit_the_width(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    fitting = panel.pages._size(0).width()
    sitting.qtbot.keyClick(panel.pages, Qt.Key.Key_Minus)
    assert panel.pages._size(0).width() < fitting
    sitting.qtbot.keyClick(panel.pages, Qt.Key.Key_0)
    assert panel.pages._size(0).width() == fitting
    sitting.settle()
