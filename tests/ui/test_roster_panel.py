"""名册 in the window: people and their pages by key, adding, correcting, unmasking, resolving unknown names."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.modeltest import ModelTester

from tests import builders
from tests.builders import member, person, plan
from tests.ui.conftest import Sit, Sitting, typed
from tianyi_desk.facts.vocabulary import Role
from tianyi_desk.progress import finish
from tianyi_desk.services import trail
from tianyi_desk.services.roster import PersonLine, load_roster
from tianyi_desk.services.roster_editing import edit_person
from tianyi_desk.ui.roster.person_dialog import PersonDialog
from tianyi_desk.ui.roster.roster_panel import RosterPanel

CONTROL = Qt.KeyboardModifier.ControlModifier
ID = "11010519491231002X"


def panel_of(sitting: Sitting) -> RosterPanel:
    sitting.opened.window.show_panel("roster")
    panel = sitting.opened.window.panels["roster"]
    assert isinstance(panel, RosterPanel)
    sitting.settle()
    return panel


def person_of(sitting: Sitting, panel: RosterPanel, holds: Callable[[PersonLine], bool]) -> PersonLine:
    """Go to the first person of whom something holds and wait for the page."""
    line = next(one for one in panel.roster.people if holds(one))
    panel.view.go_to_key(line.key)
    sitting.wait_for(lambda: panel.person.page is not None and panel.person.page.key == line.key)
    return line


def answering(does: Callable[[PersonDialog], object]) -> None:
    """Let somebody answer the next dialog."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PersonDialog)
        try:
            does(dialog)
        except BaseException:
            dialog.reject()  # what went wrong is told, not waited for
            raise

    QTimer.singleShot(0, answer)


def write(dialog: PersonDialog, **values: str) -> None:
    for name, value in values.items():
        field = dialog.fields[name]
        if isinstance(field, QComboBox):
            field.setCurrentText(value)
        else:
            field.clear()
            typed(field, value)


def person_line(sitting: Sitting, name: str) -> PersonLine:
    roster = finish(load_roster(sitting.desk.database, sitting.opened.around.now()))
    return next(line for line in roster.people if line.name == name)


def test_the_tabs_count_whom_they_show(sit: Sit) -> None:
    panel = panel_of(sit())
    for place in range(panel.tabs.count()):
        panel.tabs.setCurrentIndex(place)
        assert panel.tabs.tabText(place) == f"{panel.tab.title} {panel.model.rowCount():,}"
    panel.tabs.setCurrentIndex(0)
    assert panel.model.rowCount() == len(panel.roster.people)


def test_the_text_narrows_by_name_and_branch(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    line = panel.roster.people[3]
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_Slash)
    typed(panel.text, f"{line.name} {line.department}")
    sitting.qtbot.waitUntil(lambda: [one.key for one in panel.model.rows] == [line.key])
    typed(panel.text, "没有这个人")
    sitting.qtbot.waitUntil(lambda: panel.model.rowCount() == 0)
    assert panel.empty.heading.text() == "没有符合条件的人"


def test_enter_leads_to_the_person_and_enter_again_to_the_plan(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    person_of(sitting, panel, lambda line: line.visits > 0)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert panel.person.visits.hasFocus()
    sitting.qtbot.keyClick(panel.person.visits, Qt.Key.Key_Down)
    row = panel.person.visits.current()
    assert row is not None
    sitting.qtbot.keyClick(panel.person.visits, Qt.Key.Key_Return)
    sitting.settle()
    page = sitting.opened.window.drawer.page
    assert page is not None
    assert page.number == row.number
    assert panel.person.isVisible()
    sitting.opened.window.drawer.put_away()
    sitting.qtbot.waitUntil(panel.left.isVisible)


def test_numbers_are_shown_on_demand_only_and_that_is_written_down(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    line = person_of(sitting, panel, lambda line: bool(line.phone and line.id_number))
    assert panel.person.values["phone"].text() == line.phone
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_H)
    sitting.settle()
    assert panel.person.numbers is not None
    assert panel.person.values["phone"].text() == panel.person.numbers.phone
    assert "*" not in panel.person.values["id_number"].text()
    (entry,) = trail.history(sitting.desk.database, trail.LOOKED, line.key)
    assert entry.actor == "林知夏"
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_H)
    assert panel.person.values["phone"].text() == line.phone
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_H)
    sitting.settle()
    other = person_of(sitting, panel, lambda one: bool(one.key != line.key and one.phone))
    assert panel.person.values["phone"].text() == other.phone


def test_a_person_is_added_with_faults_and_doubts_shown_first(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    known = panel.roster.people[0]

    def fill(dialog: PersonDialog) -> None:
        write(dialog, name=known.name, phone="1380", id_number=ID[:-1] + "1")
        assert "11 位" in dialog.faults["phone"].text()
        assert "校验码" in dialog.faults["id_number"].text()
        assert not dialog.save_button.isEnabled()
        write(dialog, phone="13812345678", id_number=ID, department="海南分公司")
        sitting.qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
        sitting.wait_for(dialog.doubts.isVisible)
        assert "同名" in dialog.doubts.text()
        assert dialog.save_button.text() == "仍要保存"
        sitting.qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)

    answering(fill)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_N, CONTROL)
    sitting.settle()
    sitting.come_to_front()
    current = panel.view.current()
    assert current is not None
    assert (current.name, current.department, current.phone) == (known.name, "海南分公司", "138****5678")
    assert current.namesakes == known.namesakes + 1


def test_a_correction_leaves_masked_numbers_alone(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    line = person_of(sitting, panel, lambda line: bool(line.active and line.phone and line.id_number))

    def fill(dialog: PersonDialog) -> None:
        phone = dialog.fields["phone"]
        assert isinstance(phone, QLineEdit)
        assert (phone.text(), phone.placeholderText().startswith(line.phone)) == ("", True)
        write(dialog, department="海南分公司")
        assert not dialog.save_button.isEnabled()  # no reason yet
        dialog.reason.setCurrentText("人事资料更新")
        sitting.qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)

    answering(fill)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_C)
    sitting.settle()
    after = person_line(sitting, line.name)
    assert (after.department, after.phone, after.id_number) == ("海南分公司", line.phone, line.id_number)
    sitting.wait_for(
        lambda: panel.person.page is not None and panel.person.page.history[0].reason == "人事资料更新"
    )


def test_shown_in_the_dialog_a_number_can_be_taken_away(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    line = person_of(sitting, panel, lambda line: bool(line.active and line.phone and line.namesakes < 2))

    def fill(dialog: PersonDialog) -> None:
        sitting.qtbot.mouseClick(dialog.show_button, Qt.MouseButton.LeftButton)
        sitting.wait_for(lambda: not dialog.show_button.isVisible())
        phone = dialog.fields["phone"]
        assert isinstance(phone, QLineEdit)
        assert len(phone.text()) == 11
        phone.clear()
        dialog.reason.setCurrentText("停机")
        sitting.qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)

    answering(fill)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_C)
    sitting.settle()
    assert person_line(sitting, line.name).phone == ""
    assert trail.history(sitting.desk.database, trail.LOOKED, line.key)


def test_somebody_elses_newer_correction_is_not_written_over(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    line = person_of(sitting, panel, lambda line: line.active and line.namesakes < 2)

    def fill(dialog: PersonDialog) -> None:
        database = sitting.desk.database
        finish(edit_person(database, "陆文静", line.key, line.version, {"department": "海南分公司"}, "调动"))
        write(dialog, department="西藏分公司")
        dialog.reason.setCurrentText("调动")
        sitting.qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
        sitting.wait_for(dialog.trouble.isVisible)
        assert "刚刚在别处被改动过" in dialog.trouble.text()
        dialog.reject()

    answering(fill)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_C)
    assert person_line(sitting, line.name).department == "海南分公司"


def test_closed_while_it_saves_a_dialog_still_tells_what_was_written(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)

    def fill(dialog: PersonDialog) -> None:
        runner = sitting.opened.around.runner
        runner.began.connect(lambda job: dialog.reject() if job.title == "正在保存人员" else None)
        write(dialog, name="韩照野", phone="13812345678")
        sitting.qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)

    answering(fill)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_N, CONTROL)
    sitting.wait_for(lambda: "韩照野" in {line.name for line in panel.roster.people})


def test_closed_before_it_saves_a_dialog_writes_nothing(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    before = len(panel.roster.people)

    def fill(dialog: PersonDialog) -> None:
        write(dialog, name="韩照野", phone="13812345678")
        sitting.qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
        dialog.reject()

    answering(fill)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_N, CONTROL)
    sitting.settle()
    assert len(finish(load_roster(sitting.desk.database, sitting.opened.around.now())).people) == before


def strange(sitting: Sitting) -> RosterPanel:
    """Bring in a plan with two names that the roster does not know; one is like somebody's."""
    team = (member("顾念兹", Role.LEADER), member("裴照临", phone="13600000925"))
    facts = builders.intake(person("顾念慈"), plan(team=team))
    finish(sitting.desk.accept("录入员", sitting.desk.examine(facts)))
    panel = panel_of(sitting)
    sitting.wait_for(lambda: panel.unknown.model.rowCount() >= 2)
    return panel


def test_an_unknown_name_is_added_to_the_roster_and_leaves_the_list(sit: Sit) -> None:
    sitting = sit()
    panel = strange(sitting)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_2, CONTROL)
    assert panel.unknown.view.hasFocus()
    place = next(place for place, row in enumerate(panel.unknown.model.rows) if not row.likely)
    panel.unknown.view.go_to(place)
    name = panel.unknown.model.row(place).name

    def fill(dialog: PersonDialog) -> None:
        assert dialog.values()["name"] == name
        sitting.qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)

    answering(fill)
    sitting.qtbot.keyClick(panel.unknown.view, Qt.Key.Key_A)
    sitting.settle()
    sitting.come_to_front()
    assert name not in {row.name for row in panel.unknown.model.rows}
    current = panel.view.current()
    assert current is not None
    assert current.name == name
    assert current.visits > 0


def test_whom_a_name_means_is_mended_from_there(sit: Sit) -> None:
    sitting = sit()
    panel = strange(sitting)
    panel.go_to(1)
    place = next(place for place, row in enumerate(panel.unknown.model.rows) if len(row.likely) == 1)
    panel.unknown.view.go_to(place)
    name = panel.unknown.model.row(place).name
    seen: list[str] = []

    def fill(dialog: PersonDialog) -> None:
        seen.append(dialog.values()["name"])
        assert name in dialog.reason.currentText()
        write(dialog, name=name)
        sitting.qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)

    def answer() -> None:
        if isinstance(dialog := QApplication.activeModalWidget(), PersonDialog):
            fill(dialog)
        else:
            QTimer.singleShot(20, answer)

    answer()
    sitting.qtbot.keyClick(panel.unknown.view, Qt.Key.Key_E)
    sitting.wait_for(lambda: name not in {row.name for row in panel.unknown.model.rows})
    assert seen == ["顾念慈"]
    assert person_line(sitting, name).visits == 1


def test_enter_on_an_unknown_name_opens_its_latest_plan(sit: Sit) -> None:
    sitting = sit()
    panel = strange(sitting)
    panel.go_to(1)
    panel.unknown.view.go_to(0)
    sitting.qtbot.keyClick(panel.unknown.view, Qt.Key.Key_Return)
    sitting.settle()
    page = sitting.opened.window.drawer.page
    assert page is not None
    assert page.number == panel.unknown.model.row(0).plans[0]


def test_without_a_roster_the_way_in_is_shown_and_taken(sit: Sit) -> None:
    sitting = sit(filled=False)
    panel = panel_of(sitting)
    assert panel.empty.isVisible()
    assert panel.empty.heading.text() == "还没有名册"
    assert not panel.unknown.isVisible()
    assert not panel.export_button.isEnabled()
    sitting.qtbot.mouseClick(panel.import_button, Qt.MouseButton.LeftButton)
    assert sitting.opened.window.panel.name == "import"


def test_what_is_shown_goes_into_the_excel_file_with_numbers_masked(
    sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    path = tmp_path / "名册.xlsx"
    monkeypatch.setattr("tianyi_desk.ui.exporting.ask_for_place", lambda *_asked: path)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_E, CONTROL)
    sitting.wait_for(path.exists)
    sheet = openpyxl.load_workbook(path)["名册"]
    assert sheet.max_row == panel.model.rowCount() + 1
    titles = [cell.value for cell in sheet[1]]
    phones = [row[titles.index("手机号")].value for row in sheet.iter_rows(min_row=2)]
    assert all("****" in str(phone) for phone in phones if phone)


@pytest.mark.parametrize("which", ["people", "unknown", "visits", "findings", "history"])
def test_the_models_keep_qts_rules(sit: Sit, qtmodeltester: ModelTester, which: str) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    models = {
        "people": panel.model,
        "unknown": panel.unknown.model,
        "visits": panel.person.visits.rows,
        "findings": panel.person.findings.rows,
        "history": panel.person.history.rows,
    }
    qtmodeltester.check(models[which])


def test_the_fields_stay_where_they_are_while_something_wrong_is_typed(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    tops: list[list[int]] = []

    def fill(dialog: PersonDialog) -> None:
        for phone in ("1380", "13812345678"):
            write(dialog, name="陶然", phone=phone)
            QApplication.processEvents()
            tops.append([field.y() for field in dialog.fields.values()])
        dialog.reject()

    answering(fill)
    panel.acts.add()
    assert tops[0] == tops[1]


def test_a_correction_made_while_judging_runs_is_saved_after_it_and_judged(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    line = person_of(sitting, panel, lambda line: line.visits > 0)
    judged: list[object] = []
    sitting.opened.judging.judged.connect(judged.append)

    def fill(dialog: PersonDialog) -> None:
        write(dialog, department="海南分公司")
        dialog.reason.setCurrentText("人事资料更新")
        sitting.opened.judging.start()
        sitting.qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
        assert dialog.save_button.text() == "正在保存…"

    answering(fill)
    panel.person.edit()
    sitting.wait_for(lambda: len(judged) == 2)
    assert person_line(sitting, line.name).department == "海南分公司"
    sitting.wait_for(lambda: panel.person.values["department"].text() == "海南分公司")


def test_saving_without_a_reason_leads_to_it(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    person_of(sitting, panel, lambda line: line.visits > 0)
    focused: list[bool] = []

    def fill(dialog: PersonDialog) -> None:
        dialog.activateWindow()
        sitting.qtbot.waitUntil(dialog.isActiveWindow)
        sitting.qtbot.keyClick(dialog.fields["name"], Qt.Key.Key_Return, CONTROL)
        focused.append(dialog.reason.hasFocus())
        dialog.reject()

    answering(fill)
    panel.person.edit()
    assert focused == [True]
