"""待认领 in the window: a person says which plan check-ins mean, by keyboard."""

from pathlib import Path

from PySide6.QtCore import Qt

from tests.importers.sheets import CHECK_IN, PLAN, write
from tests.ui.conftest import Sit
from tests.ui.test_import_panel import brought_in
from tianyi_desk.ui.imports.piles_view import CLAIMS


def test_what_is_not_clear_waits_in_a_tab_of_its_own_until_a_person_says_its_plan(
    sit: Sit, tmp_path: Path
) -> None:
    plans = write(
        tmp_path / "计划.xlsx",
        PLAN,
        {**PLAN, "计划编号": "R0123012021002", "企业名称": "沈阳海川机械有限公司"},
    )
    named = {
        **CHECK_IN,
        "计划编号": "",
        "企业名称": "海川机械",
        "审核时间": "2021-10-18 08:30至2021-10-20 15:30",
    }
    records = write(tmp_path / "签到.xlsx", named, sheet="签到")
    sitting = sit(filled=False)
    panel = brought_in(sitting, plans, records)
    view = panel.piles.claims
    assert panel.piles.tabs.currentIndex() == CLAIMS
    assert panel.piles.tabs.tabText(CLAIMS) == "待认领 1"
    assert "待认领 1 行不写入" in panel.sum.text()
    assert view.may_be.rowCount() == 2
    sitting.qtbot.keyClick(view.asked_view, Qt.Key.Key_Return)
    assert view.may_be_view.hasFocus()
    sitting.qtbot.keyClick(view.may_be_view, Qt.Key.Key_Return)
    sitting.wait_for(lambda: panel.preview is not None and not panel.preview.piles.unclaimed)
    assert not panel.piles.tabs.isTabVisible(CLAIMS)
    assert any("林知夏认领" in line.about for line in panel.piles.added.rows)
