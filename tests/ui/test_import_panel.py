"""导入 in the window: files come in by drop, show their piles, and are saved or left."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.modeltest import ModelTester

from tests.ui.conftest import MONTH, MONTHS, Sit, Sitting
from tianyi_desk.facts.vocabulary import FindingClass
from tianyi_desk.progress import finish
from tianyi_desk.services.batches import list_batches
from tianyi_desk.ui.anomalies.anomalies_panel import AnomaliesPanel
from tianyi_desk.ui.imports.import_panel import ImportPanel

BUTTON, KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def panel_of(sitting: Sitting) -> ImportPanel:
    panel = sitting.opened.window.panels["import"]
    assert isinstance(panel, ImportPanel)
    return panel


def drop(sitting: Sitting, *paths: Path) -> None:
    window = sitting.opened.window
    what = QMimeData()
    what.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    # A file manager on the same disk proposes to move.
    actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    entering = QDragEnterEvent(QPoint(200, 200), actions, what, BUTTON, KEYS)
    entering.setDropAction(Qt.DropAction.MoveAction)
    QApplication.sendEvent(window, entering)
    assert window.veil.isVisible()
    dropping = QDropEvent(QPointF(200, 200), actions, what, BUTTON, KEYS)
    dropping.setDropAction(Qt.DropAction.MoveAction)
    QApplication.sendEvent(window, dropping)
    assert not window.veil.isVisible()
    assert entering.dropAction() is dropping.dropAction() is Qt.DropAction.CopyAction, (
        "after a move the file manager would delete the originals"
    )


def brought_in(sitting: Sitting, *paths: Path) -> ImportPanel:
    panel = panel_of(sitting)
    drop(sitting, *paths)
    sitting.wait_for(lambda: panel.preview is not None)
    return panel


def test_an_empty_desk_says_what_to_do_first(sit: Sit) -> None:
    sitting = sit(filled=False)
    sitting.opened.window.show_panel("import")
    sitting.settle()
    panel = panel_of(sitting)
    assert panel.idle.empty.isVisible()
    assert panel.idle.samples.isVisible()
    assert not panel.idle.batch_view.isVisible()
    assert panel.idle.choose_button.hasFocus()
    sentence = panel.idle.empty.sentence
    assert sentence.height() >= sentence.heightForWidth(sentence.width())


def test_enter_presses_the_button_that_has_the_keyboard(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def ask(_parent: object, title: str, *_more: object) -> tuple[list[str], str]:
        asked.append(title)
        return [], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", ask)
    sitting = sit(filled=False)
    sitting.opened.window.show_panel("import")
    sitting.settle()
    sitting.qtbot.keyClick(panel_of(sitting).idle.choose_button, Qt.Key.Key_Return)
    assert asked == ["选择要导入的文件"]


def test_a_folder_dropped_anywhere_shows_its_four_piles_and_writes_nothing(sit: Sit) -> None:
    sitting = sit(filled=False)
    sitting.opened.window.show_panel("anomalies")
    panel = brought_in(sitting, MONTH.folder)
    assert panel.isVisible()
    assert panel.files.rowCount() > 1
    assert panel.piles.tabs.tabText(0) == f"新增 {panel.piles.added.rowCount():,}"
    assert not sitting.desk.has_plans()


def test_accepting_by_keyboard_saves_one_batch_and_judges(sit: Sit) -> None:
    sitting = sit(filled=False)
    panel = brought_in(sitting, MONTH.folder)
    sitting.qtbot.keyClick(panel.piles.views[0], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    sitting.wait_for(lambda: panel.preview is None)
    sitting.settle()
    batches = finish(list_batches(sitting.desk.database))
    assert [batch.actor for batch in batches] == ["林知夏"]
    assert panel.idle.batches.rowCount() == 1
    assert sitting.opened.shelf.shelf.lines[0].status is not None


def test_after_an_import_the_anomalies_are_one_key_away(sit: Sit) -> None:
    sitting = sit(filled=False)
    panel = brought_in(sitting, MONTH.folder)
    sitting.qtbot.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    sitting.wait_for(lambda: "已判定" in panel.idle.outcome.sentence.text())
    assert panel.idle.outcome.isVisible()
    assert panel.idle.outcome.heading.text() == "已导入第 1 批"
    assert panel.idle.outcome.see.hasFocus()
    sitting.qtbot.keyClick(panel.idle.outcome.see, Qt.Key.Key_Return)
    sitting.settle()
    anomalies = sitting.opened.window.panel
    assert isinstance(anomalies, AnomaliesPanel)
    said = anomalies.foot.text()
    official = sum(row.finding_class is FindingClass.OFFICIAL for row in anomalies.model.rows)
    assert f"官方异常 {official:,}" in said
    assert f"官方异常 {official:,}" in panel.idle.outcome.sentence.text()
    assert anomalies.view.chosen() == [anomalies.model.row(0)]


def test_refused_rows_say_their_whole_reason_and_go_into_an_excel_file(
    sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = sit(filled=False)
    panel = brought_in(sitting, MONTHS["2021-10"].folder)
    window = sitting.opened.window
    sitting.qtbot.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert panel.piles.reason.isVisible()
    assert panel.piles.reason.text() == panel.piles.refused.row(0).reason
    sitting.qtbot.keyClick(panel.piles.views[3], Qt.Key.Key_Down)
    assert panel.piles.reason.text() == panel.piles.refused.row(1).reason
    path = tmp_path / "拒绝.xlsx"
    monkeypatch.setattr("tianyi_desk.ui.exporting.ask_for_place", lambda *_asked: path)
    sitting.qtbot.mouseClick(panel.refused_button, Qt.MouseButton.LeftButton)
    sitting.wait_for(path.exists)
    sheets = [sheet for sheet in openpyxl.load_workbook(path) if sheet.title != "说明"]
    rows = {(row.file, row.sheet, row.row) for row in panel.piles.refused.rows if row.row}
    assert sum(sheet.max_row - 1 for sheet in sheets) == len(rows)
    sitting.qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert panel.piles.empty[1].isVisible()
    assert not panel.piles.reason.isVisible()


def test_what_is_not_ticked_is_not_written(sit: Sit) -> None:
    sitting = sit(filled=False)
    panel = brought_in(sitting, MONTH.folder)
    whole = panel.piles.added.rowCount()
    people = [place for place, row in enumerate(panel.piles.added.rows) if row.kind == "审核组名册"]
    panel.piles.added.tick(people, on=False)
    assert f"未勾选 {len(people):,} 行不写入" in panel.sum.text()
    panel.accept()
    sitting.wait_for(lambda: panel.preview is None)
    sitting.settle()
    (batch,) = finish(list_batches(sitting.desk.database))
    assert batch.added == whole - len(people)


def test_leaving_writes_nothing(sit: Sit) -> None:
    sitting = sit(filled=False)
    panel = brought_in(sitting, MONTH.folder)
    sitting.qtbot.mouseClick(panel.leave_button, BUTTON)
    assert panel.preview is None
    assert finish(list_batches(sitting.desk.database)) == ()


def test_giving_up_while_it_is_written_stops_the_writing(sit: Sit) -> None:
    sitting = sit(filled=False)
    panel = brought_in(sitting, MONTH.folder)
    panel.accept()
    assert panel.leave_button.text() == "停止导入"
    panel.piles.added.tick([0], on=False)
    assert not panel.accept_button.isEnabled(), "it cannot be accepted twice"
    sitting.qtbot.mouseClick(panel.leave_button, Qt.MouseButton.LeftButton)
    sitting.settle()
    assert not sitting.desk.has_plans()
    assert panel.preview is not None
    assert "没有写入" in sitting.opened.window.strip.words.text()
    assert panel.accept_button.isEnabled()


def test_files_dropped_while_others_are_written_are_read_afterwards(sit: Sit) -> None:
    sitting = sit(filled=False)
    panel = brought_in(sitting, MONTH.folder)
    panel.accept()
    drop(sitting, MONTHS["2021-10"].folder)
    sitting.wait_for(lambda: panel.preview is not None and panel.preview.paths[0].name == "2021-10")
    assert len(finish(list_batches(sitting.desk.database))) == 1


def test_of_two_folders_dropped_one_after_the_other_the_last_is_shown(sit: Sit) -> None:
    sitting = sit(filled=False)
    panel = panel_of(sitting)
    panel.take_files([MONTHS["2021-10"].folder])
    panel.take_files([MONTH.folder])
    sitting.wait_for(lambda: panel.preview is not None)
    assert panel.preview is not None
    assert panel.preview.paths == (MONTH.folder,)


def test_the_same_files_again_change_nothing(sit: Sit) -> None:
    sitting = sit()
    panel = brought_in(sitting, MONTH.folder)
    assert panel.piles.tabs.currentIndex() in (2, 3)
    assert panel.sum.text().startswith("没有要写入的数据")
    assert not panel.accept_button.isEnabled()


def test_a_file_that_is_no_table_is_refused_with_its_reason(sit: Sit, tmp_path: Path) -> None:
    wrong = tmp_path / "会议纪要.docx"
    wrong.write_bytes(b"PK\x03\x04 nothing")
    sitting = sit(filled=False)
    panel = brought_in(sitting, wrong)
    assert panel.piles.tabs.tabText(3) == "拒绝 1"
    assert panel.piles.refused.row(0).file == "会议纪要.docx"


def test_the_models_of_the_import_keep_qts_rules(sit: Sit, qtmodeltester: ModelTester) -> None:
    sitting = sit()
    panel = brought_in(sitting, MONTH.folder)
    for model in (
        panel.files,
        panel.idle.batches,
        panel.piles.added,
        panel.piles.unchanged,
        panel.piles.refused,
    ):
        qtmodeltester.check(model)


def test_a_sheet_that_lacks_a_column_is_not_said_to_be_read_and_other_files_are_named(
    sit: Sit, tmp_path: Path
) -> None:
    folder = tmp_path / "十月"
    folder.mkdir()
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["计划编号", "企业名称", "认证项目", "审核时间（起至）", "审核地址", "审核组"])
    sheet.append(["R0123012029999", "某公司", "ISO9001", "2021-10-18 08:30至2021-10-19 17:00", "某地", "甲"])
    book.save(folder / "计划.xlsx")
    (folder / "会议纪要.docx").write_bytes(b"PK")
    panel = brought_in(sit(filled=False), folder)
    (line,) = panel.files.rows
    assert line.kind is None
    assert "没有读取" in line.reason
    assert "会议纪要.docx" in panel.notes.text()


def test_the_welcome_is_whole_above_the_batches_of_a_low_window(sit: Sit) -> None:
    sitting = sit()
    sitting.opened.window.show_panel("import")
    sitting.opened.window.resize(1024, 640)
    sitting.settle()
    panel = panel_of(sitting)
    assert panel.idle.batch_view.isVisible()
    sentence = panel.idle.empty.sentence
    assert sentence.height() >= sentence.heightForWidth(sentence.width())
    bottom = panel.idle.choose_button.mapTo(panel.idle, panel.idle.choose_button.rect().bottomLeft()).y()
    assert bottom <= panel.idle.sizes()[0]
