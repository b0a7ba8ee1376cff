"""异常 in the window: facets whose counts agree with the list, 为什么 one key away, decisions in bulk."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from tests.ui.conftest import Sit, Sitting, typed
from tianyi_desk.facts.vocabulary import Disposition, FindingClass
from tianyi_desk.progress import finish
from tianyi_desk.services import deviations
from tianyi_desk.ui.anomalies.anomalies_panel import AnomaliesPanel
from tianyi_desk.ui.anomalies.decide_dialog import DecideDialog
from tianyi_desk.ui.panel import Period
from tianyi_desk.ui.remembered import Remembered


def panel_of(sitting: Sitting) -> AnomaliesPanel:
    sitting.opened.window.show_panel("anomalies")
    panel = sitting.opened.window.panels["anomalies"]
    assert isinstance(panel, AnomaliesPanel)
    sitting.wait_for(lambda: bool(panel.list.rows))
    return panel


def answering(does: Callable[[DecideDialog], object]) -> None:
    """Let somebody answer the next dialog."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, DecideDialog)
        does(dialog)

    QTimer.singleShot(0, answer)


def decide(sitting: Sitting, panel: AnomaliesPanel, key: Qt.Key, reason: str) -> None:
    def write(dialog: DecideDialog) -> None:
        typed(dialog.reason, reason)
        sitting.qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)

    answering(write)
    sitting.qtbot.keyClick(panel.view, key)
    sitting.settle()
    sitting.come_to_front()


def stored(sitting: Sitting) -> dict[tuple[str, str, str], deviations.Deviation]:
    return {row.key: row for row in finish(sitting.desk.deviations())}


def test_every_count_is_what_ticking_that_line_shows(sit: Sit) -> None:
    panel = panel_of(sit())
    everything = panel.list.narrow({})
    for facet in panel.list.facets.facets:
        for label, count in zip(facet.labels, everything.counts[facet.key], strict=True):
            panel.tree.choose({facet.key: [label]})
            assert panel.model.rowCount() == count, (facet.title, label)
    panel.clear_filters()
    assert panel.model.rowCount() == len(panel.list.rows)


def test_the_foot_counts_each_class_apart(sit: Sit) -> None:
    panel = panel_of(sit())
    for one in FindingClass:
        count = sum(row.finding_class is one for row in panel.list.rows)
        assert (f"{one.value} {count:,}" in panel.foot.text()) == bool(count)


def test_one_key_shows_why_and_it_follows_the_row(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    assert panel.view.chosen() == [panel.model.row(0)]
    sitting.wait_for(panel.why.isVisible)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_W)
    assert not panel.why.isVisible()
    sitting.qtbot.mouseClick(panel.head.why_button, Qt.MouseButton.LeftButton)
    sitting.settle()
    assert panel.why.isVisible()
    assert panel.model.row(0).number in panel.why.head.text()
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_Down)
    sitting.wait_for(lambda: panel.model.row(1).number in panel.why.head.text())
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_W)
    assert not panel.why.isVisible()


def test_a_pane_put_away_stays_away_the_next_time(sit: Sit) -> None:
    remembered = Remembered(None)
    panel = panel_of(sit(remembered=remembered))
    panel.turn_why()
    assert panel.why.isHidden()
    assert panel_of(sit(remembered=remembered)).why.isHidden()


def test_beside_a_plans_page_the_list_keeps_the_room(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    sitting.opened.window.resize(1366, 740)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    sitting.wait_for(lambda: not panel.why.isVisible())
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_Escape)
    sitting.wait_for(panel.why.isVisible)


def test_where_filters_or_the_period_leave_nothing_a_button_brings_it_back(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    sitting.opened.window.top.period.set_period(Period(date(2030, 1, 1), date(2030, 1, 31)))
    panel.head.text.setText("绝无此企业")
    sitting.qtbot.waitUntil(panel.empty.clear.isVisible)
    assert panel.empty.everything.isVisible()
    assert not panel.empty.bring_in.isVisible()
    sitting.qtbot.mouseClick(panel.empty.clear, Qt.MouseButton.LeftButton)
    assert not panel.empty.clear.isVisible()
    sitting.qtbot.keyClick(panel.empty.everything, Qt.Key.Key_Return)
    assert sitting.opened.window.top.period.text() == "全部期间"
    assert panel.model.rowCount() == len(panel.list.rows)


def test_an_empty_desk_leads_to_the_import(sit: Sit) -> None:
    sitting = sit(filled=False)
    sitting.opened.window.show_panel("anomalies")
    sitting.settle()
    panel = sitting.opened.window.panel
    assert isinstance(panel, AnomaliesPanel)
    assert panel.empty.bring_in.hasFocus()
    assert [part.isVisible() for part in (panel.side, panel.why, panel.foot)] == [False] * 3
    sitting.qtbot.keyClick(panel.empty.bring_in, Qt.Key.Key_Return)
    assert sitting.opened.window.panel.name == "import"


def test_ticked_findings_are_dismissed_with_a_reason_and_the_decision_is_taken_back(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    panel.show_class(FindingClass.HOUSE)
    panel.view.go_to(0)
    wanted = panel.model.row(0).key
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_Space)
    assert panel.bulk.isVisible()
    decide(sitting, panel, Qt.Key.Key_X, "定位漂移")
    row = stored(sitting)[wanted]
    assert (row.disposition, row.decided_by, row.decided_reason) == (
        Disposition.DISMISSED,
        "林知夏",
        "定位漂移",
    )
    assert not panel.bulk.isVisible()
    assert next(one for one in panel.model.rows if one.key == wanted).disposition is Disposition.DISMISSED

    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    sitting.settle()
    assert stored(sitting)[wanted].disposition is Disposition.OPEN


def test_an_official_anomaly_cannot_be_dismissed(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    panel.show_class(FindingClass.OFFICIAL)
    panel.view.go_to(0)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_X)
    assert "由机构说明决定" in sitting.opened.window.strip.words.text()


def test_a_decision_needs_a_reason(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    panel.show_class(FindingClass.HOUSE)
    panel.view.go_to(0)
    seen: list[bool] = []

    def look(dialog: DecideDialog) -> None:
        seen.append(dialog.save.isEnabled())
        dialog.reject()

    answering(look)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_Y)
    assert seen == [False]
    assert panel.model.row(0).disposition is Disposition.OPEN


def test_the_text_narrows_and_enter_returns_to_the_list(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    number = panel.model.row(0).number
    sitting.qtbot.keyClicks(panel.head.text, number)
    sitting.qtbot.waitUntil(lambda: {row.number for row in panel.model.rows} == {number})
    assert panel.head.clear_button.isVisible()


def test_what_is_shown_goes_into_the_excel_file(
    sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    panel.show_class(FindingClass.HOUSE)
    path = tmp_path / "导出.xlsx"
    monkeypatch.setattr("tianyi_desk.ui.exporting.ask_for_place", lambda *_asked: path)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    sitting.wait_for(path.exists)
    sheet = openpyxl.load_workbook(path)["异常"]
    assert sheet.max_row == panel.model.rowCount() + 1
    assert {row[0] for row in sheet.iter_rows(min_row=2, max_col=1, values_only=True)} == {"机构要求"}


def test_the_model_keeps_qts_rules(sit: Sit, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(panel_of(sit()).model)
