"""Batches and conflicts in the window: a batch is opened, taken back with a look before, and corrections are kept."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.modeltest import ModelTester

from tests import builders
from tests.ui.conftest import Sit, Sitting
from tianyi_desk.progress import finish
from tianyi_desk.services.batches import list_batches
from tianyi_desk.services.conflict_lines import conflict_lines
from tianyi_desk.services.intake import accept, examine
from tianyi_desk.services.plan_listing import load
from tianyi_desk.ui.imports.conflict_view import ConflictView
from tianyi_desk.ui.imports.import_panel import ImportPanel
from tianyi_desk.ui.imports.take_back_dialog import TakeBackDialog


def panel_of(sitting: Sitting) -> ImportPanel:
    sitting.opened.window.show_panel("import")
    sitting.settle()
    panel = sitting.opened.window.panels["import"]
    assert isinstance(panel, ImportPanel)
    return panel


def open_first(sitting: Sitting) -> ImportPanel:
    panel = panel_of(sitting)
    panel.idle.batch_view.setFocus()
    panel.idle.batch_view.go_to(0)
    sitting.qtbot.keyClick(panel.idle.batch_view, Qt.Key.Key_Return)
    sitting.wait_for(panel.batch.isVisible)
    return panel


def answer(monkeypatch: pytest.MonkeyPatch, sitting: Sitting, seen: list[str], *, reason: str) -> None:
    """Answer the dialog as a person does once it shows what would happen: with a reason, or by leaving."""

    def execute(dialog: TakeBackDialog) -> QDialog.DialogCode:
        assert not dialog.save.isEnabled()
        sitting.wait_for(lambda: dialog.preview is not None)
        seen.append(dialog.sum.text())
        dialog.reason.setCurrentText(reason)
        assert dialog.save.isEnabled() is bool(reason)
        return QDialog.DialogCode.Accepted if reason else QDialog.DialogCode.Rejected

    monkeypatch.setattr(TakeBackDialog, "exec", execute)


def test_a_batch_is_opened_taken_back_and_marked(
    sit: Sit, monkeypatch: pytest.MonkeyPatch, qtmodeltester: ModelTester
) -> None:
    sitting = sit()
    panel = open_first(sitting)
    batch = panel.batch
    qtmodeltester.check(batch.rows)
    assert batch.title.text() == "第 1 批"
    assert batch.rows.rowCount() > 10
    assert not batch.field_button.isEnabled(), "what was added has no field to go back"
    seen: list[str] = []
    answer(monkeypatch, sitting, seen, reason="选错了文件")
    batch.whole_button.click()
    sitting.settle()
    assert seen[0].startswith("去掉 审核计划")
    (one,) = finish(list_batches(sitting.desk.database))
    assert one.taken_words == "已收回"
    assert finish(load(sitting.desk.database, sitting.desk.book)) == ()
    sitting.wait_for(lambda: "收回整批：选错了文件" in batch.state.text())
    assert not batch.whole_button.isEnabled()
    assert not batch.row_button.isEnabled()
    sitting.qtbot.keyClick(batch.view, Qt.Key.Key_Escape)
    assert panel.idle.isVisible()
    assert panel.idle.batch_view.hasFocus()


def test_leaving_the_dialog_changes_nothing_and_one_row_can_go_alone(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = sit()
    panel = open_first(sitting)
    plans = len(finish(load(sitting.desk.database, sitting.desk.book)))
    seen: list[str] = []
    answer(monkeypatch, sitting, seen, reason="")
    panel.batch.row_button.click()
    sitting.settle()
    assert finish(list_batches(sitting.desk.database))[0].taken == ()
    answer(monkeypatch, sitting, seen, reason="看错了")
    panel.batch.row_button.click()
    sitting.wait_for(lambda: "收回部分：看错了" in panel.batch.state.text())
    assert len(finish(load(sitting.desk.database, sitting.desk.book))) == plans - 1
    assert panel.batch.page is not None
    assert panel.batch.page.batch.taken_words == "部分收回"


def test_the_dialog_shows_what_goes_stays_and_which_findings_differ(sit: Sit) -> None:
    from tianyi_desk.services.take_back_preview import preview_take_back
    from tianyi_desk.services.taking_back import Scope

    sitting = sit()
    around = sitting.opened.around
    asked: list[bool] = []
    dialog = TakeBackDialog("第 1 批", around.theme, around.remembered)
    dialog.wanted.connect(asked.append)
    sitting.qtbot.addWidget(dialog)
    job = preview_take_back(sitting.desk.database, sitting.desk.book, around.now(), Scope(1))
    dialog.show_preview(finish(job))
    assert dialog.lists[0].rowCount() > 10
    assert "随计划去掉" in dialog.sum.text()
    assert dialog.tabs.tabText(0).startswith("去掉 ")
    dialog.everything.setChecked(True)
    assert asked == [True]
    assert not dialog.save.isEnabled()


def test_corrections_against_a_file_are_a_pile_of_their_own_and_stay_unless_decided(
    sit: Sit, tmp_path: Path
) -> None:
    from tests.services.acts import correct, facts_of
    from tianyi_desk.facts.vocabulary import Entity

    sitting = sit(filled=False)
    database = sitting.desk.database
    first = builders.intake(builders.plan(remarks="一"), builders.plan("R2", remarks="一", enterprise="乙"))
    finish(accept(database, "录入员", examine(database, first)))
    correct(database, Entity.PLAN, 1, "remarks", "人工")
    correct(database, Entity.PLAN, 2, "remarks", "人工")
    again = builders.intake(builders.plan(remarks="二"), builders.plan("R2", remarks="二", enterprise="乙"))
    piles = examine(database, again)
    lines = list(conflict_lines(piles))
    assert [(one.about, one.field, one.corrected, one.said) for one in lines] == [
        (builders.NUMBER, "备注", "人工", "二"),
        ("R2", "备注", "人工", "二"),
    ]
    assert "陆文静 2021-11-01 09:00 核对原件" in lines[0].who
    view = ConflictView(sitting.opened.around.theme, sitting.remembered)
    sitting.qtbot.addWidget(view)
    view.show_lines(lines)
    assert view.words == "冲突 2：保留更正 2"
    view.view.go_to(1)
    view.take_button.click()
    assert view.words == "冲突 2：保留更正 1、采用文件 1"
    finish(accept(database, "录入员", piles, adopted=view.adopted))
    assert [getattr(one, "remarks", "") for one in facts_of(database).values()] == ["人工", "二"]
    assert not examine(database, again).conflicts
