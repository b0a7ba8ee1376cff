"""通知 in the window: what is unread, where a reason's clause stands, notices of one's own, contacts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QInputDialog
from pytestqt.modeltest import ModelTester

from tests.ui.conftest import Sit, Sitting, typed
from tianyi_desk.progress import finish
from tianyi_desk.services.contacts import contacts
from tianyi_desk.services.notices import notices
from tianyi_desk.ui.anomalies.anomalies_panel import AnomaliesPanel
from tianyi_desk.ui.notices import notices_panel
from tianyi_desk.ui.notices.contacts_dialog import ContactsDialog
from tianyi_desk.ui.notices.notice_dialog import NoticeDialog
from tianyi_desk.ui.notices.notices_panel import NoticesPanel
from tianyi_desk.ui.widgets.why_view import Clause


@pytest.fixture(autouse=True)
def _read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices_panel, "READ_MS", 0)


def panel_of(sitting: Sitting) -> NoticesPanel:
    """Open 通知 and wait until it has read everything."""
    sitting.opened.window.show_panel("notices")
    panel = sitting.opened.window.panels["notices"]
    assert isinstance(panel, NoticesPanel)
    sitting.wait_for(lambda: bool(panel.all) and bool(panel.contacts))
    return panel


def answering(does: Callable[[QDialog], object]) -> None:
    """Do something in the next dialog, which is then open."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        does(dialog)

    QTimer.singleShot(0, answer)


def test_a_notice_that_was_in_sight_is_read_and_n_goes_to_the_next_unread_one(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    sitting.wait_for(lambda: panel.model.row(0).read)
    unread = [one.code for one in panel.model.rows if not one.read]
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_N)
    current = panel.view.current()
    assert current is not None
    assert current.code == unread[0]
    sitting.wait_for(lambda: panel.model.row(1).read)
    desk = sitting.desk
    assert sum(one.read for one in finish(notices(desk.database, desk.book, "林知夏"))) == 2


def test_the_rail_says_how_many_notices_wait_before_the_panel_is_opened(sit: Sit) -> None:
    sitting = sit()
    place = sitting.opened.window.rail.buttons["notices"]
    sitting.opened.begin()
    sitting.wait_for(lambda: place.badge == 9)
    panel = panel_of(sitting)
    sitting.wait_for(lambda: panel.model.row(0).read and place.badge == 8)


def test_a_reason_leads_to_its_clause(sit: Sit) -> None:
    sitting = sit()
    window = sitting.opened.window
    window.show_panel("anomalies")
    anomalies = window.panels["anomalies"]
    assert isinstance(anomalies, AnomaliesPanel)
    sitting.wait_for(lambda: anomalies.model.rowCount() > 0)
    anomalies.view.go_to(0)
    sitting.wait_for(lambda: bool(anomalies.why.view.findChildren(Clause)))
    clause = anomalies.why.view.findChildren(Clause)[-1]
    number = clause.words.split()[0].split("　")[0]
    sitting.qtbot.mouseClick(clause.read, Qt.MouseButton.LeftButton)
    panel = window.panel
    assert isinstance(panel, NoticesPanel)
    sitting.wait_for(lambda: panel.reading.notice is not None)
    shown = panel.reading.notice
    assert shown is not None
    assert shown.holds(number)
    assert panel.reading.parts[number][1].property("role") == "pointed"
    assert panel.reading.parts[number][1].visibleRegion().boundingRect().height() > 0


def test_searching_leaves_the_notices_in_which_every_word_stands(sit: Sit) -> None:
    panel = panel_of(sit())
    typed(panel.search, "涉密 异常说明")
    assert [one.code for one in panel.model.rows] == ["company-2021-23"]
    typed(panel.search, " 没有这个词")
    assert panel.model.rowCount() == 0
    assert panel.reading.notice is None


def test_a_notice_of_ones_own_is_written_corrected_and_withdrawn(sit: Sit, tmp_path: Path) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    file = tmp_path / "安排.txt"
    file.write_text("照常", encoding="utf-8")

    def write(dialog: QDialog) -> None:
        assert isinstance(dialog, NoticeDialog)
        assert not dialog.save.isEnabled()
        typed(dialog.title, "国庆期间签到安排")
        typed(dialog.text, "照常签到。")
        dialog.add_files([file, tmp_path])
        sitting.qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)

    answering(write)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    sitting.wait_for(lambda: len(panel.all) == 10)
    mine = next(one for one in panel.all if one.key is not None)
    assert (mine.title, [one.name for one in mine.files]) == ("国庆期间签到安排", ["安排.txt"])
    panel.view.go_to(list(panel.model.rows).index(mine))

    def correct(dialog: QDialog) -> None:
        assert isinstance(dialog, NoticeDialog)
        assert dialog.title.text() == "国庆期间签到安排"
        typed(dialog.text, "另有安排的除外。")
        dialog.save.click()

    answering(correct)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    sitting.wait_for(lambda: any("另有安排" in one.text for one in panel.all))

    def give_reason(dialog: QDialog) -> None:
        assert isinstance(dialog, QInputDialog)
        dialog.setTextValue("另有新通知")
        dialog.accept()

    answering(give_reason)
    panel.withdraw_button.click()
    sitting.wait_for(lambda: panel.all[-1].withdrawn is not None)
    assert panel.withdraw_button.text() == "恢复…"


def test_a_shipped_notice_cannot_be_corrected(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    told: list[str] = []
    panel.told.connect(told.append)
    panel.view.go_to(0)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told == ["随程序附带的通知不能修改；可以另写一份新通知"]
    assert panel.edit_button.isHidden()


def test_a_contact_is_corrected(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)

    def correct(dialog: QDialog) -> None:
        assert isinstance(dialog, ContactsDialog)
        field = dialog.fields["签到联络员", "name"]
        field.clear()
        typed(field, "林知夏")
        dialog.save.click()

    answering(correct)
    panel.edit_contacts()
    sitting.wait_for(lambda: panel.contacts[0].name == "林知夏")
    assert finish(contacts(sitting.desk.database))[0].name == "林知夏"


def test_the_model_keeps_qts_rules(sit: Sit, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(panel_of(sit()).model)
