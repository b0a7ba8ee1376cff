"""From an empty machine to a disposed finding, with the mouse and the keyboard a person has."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import MONTHS, Sitting, typed
from tianyi_desk.app import compose
from tianyi_desk.facts.vocabulary import Disposition, FindingClass
from tianyi_desk.progress import finish
from tianyi_desk.services.desk import open_desk
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.ui.anomalies.anomalies_panel import AnomaliesPanel
from tianyi_desk.ui.anomalies.decide_dialog import DecideDialog
from tianyi_desk.ui.imports.import_panel import ImportPanel
from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.theme import Scheme, Theme

MONTH = MONTHS["2021-10"]
CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def test_from_an_empty_machine_to_a_disposed_finding(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme = Theme(Scheme.LIGHT)
    theme.install(qapp)
    with open_desk(tmp_path / "我的数据" / "desk.sqlite3", load_rule_book()) as desk:
        remembered = Remembered(tmp_path / "window.ini")
        opened = compose(desk, theme, remembered, lambda: MONTH.as_of)
        sitting = Sitting(opened, desk, qtbot, remembered)
        window = opened.window
        window.show_panel(opened.first_panel())
        window.show()
        sitting.settle()
        sitting.come_to_front()

        imports, anomalies = window.panels["import"], window.panels["anomalies"]
        assert isinstance(imports, ImportPanel)
        assert isinstance(anomalies, AnomaliesPanel)
        assert window.panel is imports
        assert imports.idle.empty.isVisible()

        _drop(window, MONTH.folder)
        sitting.wait_for(lambda: imports.preview is not None)
        assert imports.piles.refused.rowCount() > 0
        qtbot.mouseClick(imports.accept_button, LEFT)
        sitting.wait_for(lambda: imports.preview is None)
        sitting.settle()

        qtbot.mouseClick(window.rail.buttons["anomalies"], LEFT)
        sitting.wait_for(lambda: bool(anomalies.list.rows))
        anomalies.show_class(FindingClass.OFFICIAL)
        official = anomalies.model.rowCount()
        assert f"官方异常 {official:,}" in anomalies.foot.text()

        assert anomalies.why.isVisible()
        qtbot.keyClick(anomalies.view, Qt.Key.Key_W)
        assert not anomalies.why.isVisible()
        qtbot.keyClick(anomalies.view, Qt.Key.Key_Return)
        sitting.settle()
        assert window.drawer.isVisible()
        qtbot.keyClick(anomalies.view, Qt.Key.Key_Escape)
        assert not window.drawer.isVisible()

        anomalies.show_class(FindingClass.HOUSE)
        anomalies.view.go_to(0)
        row = anomalies.model.row(0)
        QTimer.singleShot(0, lambda: _answer(qtbot, "与审核组核实，情况属实"))
        qtbot.keyClick(anomalies.view, Qt.Key.Key_Y)
        sitting.settle()
        decided = {one.key: one for one in finish(desk.deviations())}[row.key]
        assert decided.disposition is Disposition.CONFIRMED
        assert decided.decided_reason == "与审核组核实，情况属实"

        path = tmp_path / "异常.xlsx"
        monkeypatch.setattr("tianyi_desk.ui.exporting.ask_for_place", lambda *_asked: path)
        sitting.come_to_front()
        qtbot.keyClick(anomalies.view, Qt.Key.Key_E, CTRL)
        sitting.wait_for(path.exists)
        assert openpyxl.load_workbook(path)["异常"].max_row == anomalies.model.rowCount() + 1
        window.close()
        window.deleteLater()


def _drop(window: QWidget, folder: Path) -> None:
    what = QMimeData()
    what.setUrls([QUrl.fromLocalFile(str(folder))])
    copy = Qt.DropAction.CopyAction
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(600, 400), copy, what, LEFT, NONE))
    QApplication.sendEvent(window, QDropEvent(QPointF(600, 400), copy, what, LEFT, NONE))


def _answer(qtbot: QtBot, reason: str) -> None:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, DecideDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    typed(dialog.reason, reason)
    qtbot.keyClick(dialog.reason, Qt.Key.Key_Return, CTRL)
