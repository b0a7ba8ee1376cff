"""计划 in the window: tabs by time, the manual's filters, and the way to a plan."""

from datetime import date, datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from tests.ui.conftest import Sit, Sitting, typed
from tianyi_desk.ui.correcting.bulk_dialog import BulkDialog
from tianyi_desk.ui.panel import Period
from tianyi_desk.ui.plans.plans_panel import PlansPanel


def panel_of(sitting: Sitting) -> PlansPanel:
    sitting.opened.window.show_panel("plans")
    sitting.settle()
    panel = sitting.opened.window.panels["plans"]
    assert isinstance(panel, PlansPanel)
    return panel


def test_plans_to_come_are_tasks_and_plans_done_are_history(sit: Sit) -> None:
    everything = len(sit().opened.shelf.shelf.lines)
    for now, tasks in ((datetime(2021, 1, 1), everything), (datetime(2030, 1, 1), 0)):
        panel = panel_of(sit(now=now))
        assert panel.tabs.tabText(0) == f"审核任务 {tasks:,}"
        assert panel.tabs.tabText(1) == f"审核经历 {everything - tasks:,}"
        assert panel.model.rowCount() == tasks


def test_the_enterprise_filter_narrows_both_tabs(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    panel.tabs.setCurrentIndex(1)
    name = panel.model.row(0).enterprise
    typed(panel.enterprise, name)
    sitting.qtbot.waitUntil(lambda: {row.enterprise for row in panel.model.rows} == {name})
    assert panel.clear_button.isVisible()
    panel.clear_filters()
    assert len({row.enterprise for row in panel.model.rows}) > 1


def test_a_lower_level_of_projects_offers_only_what_is_under_the_upper_one(sit: Sit) -> None:
    panel = panel_of(sit())
    panel.tabs.setCurrentIndex(1)
    top, middle, low = panel.levels
    before = low.count()
    top.setCurrentIndex(1)
    middle.setCurrentIndex(1)
    assert 1 < low.count() <= before
    wanted = top.currentData(), middle.currentData()
    assert all(any(path[:2] == wanted for path in row.paths) for row in panel.model.rows)
    assert panel.model.rowCount() > 0


def test_a_project_that_must_be_signed_bears_a_star(sit: Sit) -> None:
    panel = panel_of(sit())
    panel.tabs.setCurrentIndex(1)
    shown = {panel.model.columns[2].text(row) for row in panel.model.rows}
    assert any(text.endswith("*") for text in shown)


def test_the_period_keeps_plans_that_have_a_day_in_it(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    panel.tabs.setCurrentIndex(1)
    line = panel.model.row(0)
    day = line.start.date()
    sitting.opened.window.top.period.set_period(Period(day, day))
    assert line.number in {row.number for row in panel.model.rows}
    assert all(row.start.date() <= day <= row.end.date() for row in panel.model.rows)
    sitting.opened.window.top.period.set_period(Period(date(1999, 1, 1), date(1999, 1, 2)))
    assert panel.empty.isVisible()


def test_enter_opens_the_plan_in_the_drawer_and_escape_closes_it(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    panel.tabs.setCurrentIndex(1)
    window = sitting.opened.window
    panel.view.go_to(1)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    sitting.settle()
    assert window.drawer.isVisible()
    assert window.drawer.page is not None
    assert window.drawer.page.number == panel.model.row(1).number
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_Escape)
    assert not window.drawer.isVisible()


def test_the_model_keeps_qts_rules(sit: Sit, qtmodeltester: ModelTester) -> None:
    panel = panel_of(sit())
    panel.tabs.setCurrentIndex(1)
    qtmodeltester.check(panel.model)


def test_chosen_plans_are_put_right_in_bulk_and_that_is_undone(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    panel.tabs.setCurrentIndex(1)
    said: list[str] = []
    panel.told.connect(said.append)

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, BulkDialog)
        dialog.field.setCurrentIndex(dialog.field.findText("涉密"))
        dialog.choice.setCurrentIndex(dialog.choice.findData("是"))
        dialog.reason.setEditText("名单")
        sitting.qtbot.waitUntil(dialog.save.isEnabled)
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    panel.view.setFocus()
    panel.view.selectAll()
    numbers = len(panel.view.chosen())
    QTimer.singleShot(0, answer)
    QTest.keyClick(panel.view, Qt.Key.Key_F2)
    assert said[-1].startswith(f"已更正 {numbers} 条计划；")
    sitting.settle()
    sitting.come_to_front()
    QTest.keyClick(panel.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    sitting.wait_for(lambda: said[-1].startswith(f"已撤销 {numbers} 条计划的更正"))
    QTest.keyClick(panel.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert said[-1] == "没有可以撤销的更正"
