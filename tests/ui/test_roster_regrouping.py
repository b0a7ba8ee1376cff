"""Merging and parting by hand: dialogs that show what follows, undone by key and from the history."""

from collections.abc import Callable

from PySide6.QtCore import QDate, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QInputDialog, QMessageBox
from pytestqt.modeltest import ModelTester

from tests import builders
from tests.builders import check_in, member, person, plan
from tests.ui.conftest import Sit, Sitting
from tests.ui.test_roster_panel import panel_of, person_of
from tianyi_desk.facts.vocabulary import Event, Role
from tianyi_desk.progress import finish
from tianyi_desk.services.changed import Changed
from tianyi_desk.ui.roster.merge_dialog import MergeDialog
from tianyi_desk.ui.roster.part_dialog import PartDialog
from tianyi_desk.ui.roster.person_dialog import PersonDialog
from tianyi_desk.ui.roster.roster_panel import RosterPanel

LONG = "纪" + "云归" * 14
FACTS = (
    person("张伟", ccaa_number="2020-N11-000001", department="北京总部"),
    person("章伟", phone="13812345678"),
    person("王敏", phone="13912345678", department="北京总部"),
    person(LONG, phone="13612345678", department="很长的部门名称" * 5),
    plan("R1", team=(member("张伟", Role.LEADER), member("王敏"))),
    plan("R2", team=(member("章伟", Role.LEADER, phone="13812345678"),), enterprise="北京天泽有限公司"),
    plan("R3", team=(member("章伟"), member("王敏", Role.LEADER)), enterprise="山东元宏有限公司" * 4),
    check_in("R3", "王敏", Event.OPENING, phone="13700000003"),
)


def filled(sit: Sit) -> tuple[Sitting, RosterPanel]:
    sitting = sit(filled=False)
    finish(sitting.desk.accept("录入员", sitting.desk.examine(builders.intake(*FACTS))))
    finish(sitting.desk.judge(sitting.opened.around.now(), "录入员"))
    sitting.opened.around.bulletin.post(Changed.FACTS)
    return sitting, panel_of(sitting)


def in_dialog(sitting: Sitting, kind: type[QDialog], does: Callable[..., object]) -> None:
    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, kind)
        if not sitting.opened.around.runner.idle:
            QTimer.singleShot(10, look)
            return
        try:
            does(dialog)
        except BaseException:
            dialog.reject()
            raise

    QTimer.singleShot(0, look)


def test_two_entries_are_merged_with_what_follows_shown_and_undone_by_key(sit: Sit) -> None:
    sitting, panel = filled(sit)
    person_of(sitting, panel, lambda line: line.name == "张伟")

    def answer(dialog: MergeDialog) -> None:
        assert dialog.others.item(0).text().startswith("章伟")
        assert "同音 zhang wei" in dialog.others.item(0).text()
        assert "更正 2 条计划的审核组" in dialog.follows.text()
        assert dialog.taken()["phone"] == 1
        dialog.reason.setCurrentText("")
        assert not dialog.save_button.isEnabled()
        dialog.reason.setCurrentText("同一人录了两次")
        sitting.qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    in_dialog(sitting, MergeDialog, answer)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_M)
    sitting.wait_for(lambda: "章伟" not in {line.name for line in panel.roster.people})
    (line,) = [line for line in panel.roster.people if line.name == "张伟"]
    assert (line.phone, line.visits) == ("138****5678", 3)
    sitting.come_to_front()
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    sitting.wait_for(lambda: "章伟" in {line.name for line in panel.roster.people})


def test_anybody_can_be_looked_for_and_the_other_entry_kept(sit: Sit) -> None:
    sitting, panel = filled(sit)
    page_line = person_of(sitting, panel, lambda line: line.name == "张伟")
    page = panel.person.page
    assert page is not None
    dialog = MergeDialog(panel.around, page, panel.roster.people, panel)
    sitting.qtbot.addWidget(dialog)
    dialog.text.setText("没有这个人")
    assert dialog.other() is None
    assert not dialog.save_button.isEnabled()
    dialog.text.setText("王敏")
    dialog.turned.setChecked(True)
    sitting.settle()
    both = dialog.kept_and_gone()
    assert both is not None
    assert both[1] == page_line.key
    assert "两人同在 1 条计划" in dialog.warnings.text()
    assert dialog.minimumSizeHint().height() < 760


def test_one_entry_is_parted_by_its_phones_and_put_together_from_the_history(sit: Sit) -> None:
    sitting, panel = filled(sit)
    person_of(sitting, panel, lambda line: line.name == "王敏")
    assert [row.phone for row in panel.person.phones.rows.rows] == ["137****0003"]

    def answer(dialog: PartDialog) -> None:
        assert [row.number for row in dialog.model.ticked_rows()] == ["R3"]
        assert dialog.seen_phone() == (0, "137****0003")
        assert dialog.count.text().startswith("勾选的 1 条计划归第二人，其余 1 条留下")
        dialog.phone.setCurrentText("")
        assert not dialog.save_button.isEnabled()
        dialog.phone.setCurrentIndex(0)
        dialog.reason.setCurrentText("两人同名")
        dialog.save()

    in_dialog(sitting, PartDialog, answer)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_P)
    sitting.wait_for(lambda: [line.name for line in panel.roster.people].count("王敏") == 2)
    person_of(sitting, panel, lambda line: line.name == "王敏" and line.department == "北京总部")
    sitting.wait_for(lambda: any(row.field == "分开" for row in panel.person.history.rows.rows))
    row = next(row for row in panel.person.history.rows.rows if row.field == "分开")

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(one for one in box.buttons() if one.text() == "撤销").click()

    QTimer.singleShot(0, press)
    panel.person.history.opened.emit(row)
    sitting.wait_for(lambda: [line.name for line in panel.roster.people].count("王敏") == 1)


def test_what_only_the_branch_tells_is_ticked_when_asked_for(sit: Sit, qtmodeltester: ModelTester) -> None:
    sitting = sit(filled=False)
    people = (
        person("王敏", phone="13912345678", department="山东分公司"),
        person("崔明远", phone="13800000001", department="北京总部"),
        plan("R1", team=(member("王敏", Role.LEADER), member("崔明远"))),
    )
    finish(sitting.desk.accept("录入员", sitting.desk.examine(builders.intake(*people))))
    panel = panel_of(sitting)
    person_of(sitting, panel, lambda line: line.name == "王敏")
    page = panel.person.page
    assert page is not None
    dialog = PartDialog(panel.around, page, panel)
    sitting.qtbot.addWidget(dialog)
    dialog.show()
    sitting.settle()
    assert dialog.model.ticked_rows() == []
    assert dialog.guess_button.isVisible()
    qtmodeltester.check(dialog.model)
    dialog.guess_button.click()
    assert [row.number for row in dialog.model.ticked_rows()] == ["R1"]


def test_a_state_that_is_new_is_asked_since_when(sit: Sit) -> None:
    sitting, panel = filled(sit)
    person_of(sitting, panel, lambda line: line.name == "王敏")

    def answer(dialog: PersonDialog) -> None:
        assert dialog.since_day() is None
        dialog.set_text("state", "离职")
        assert dialog.since.isVisible()
        dialog.since.setDate(QDate(2021, 3, 1))
        dialog.reason.setCurrentText("已离职")
        dialog.save()

    in_dialog(sitting, PersonDialog, answer)
    panel.person.edit()
    sitting.wait_for(lambda: panel.person.page is not None and not panel.person.page.active)
    assert (
        panel.person.sections[panel.person.past].note.text() == "自 2021-03-01 起离职；以前的计划仍算在名下"
    )


def test_who_signed_with_another_phone_has_a_tab_and_the_page_says_which_is_registered(
    sit: Sit, qtmodeltester: ModelTester
) -> None:
    sitting, panel = filled(sit)
    titles = [panel.tabs.tabText(place) for place in range(panel.tabs.count())]
    panel.tabs.setCurrentIndex(
        next(place for place, title in enumerate(titles) if title.startswith("手机不符"))
    )
    assert [line.name for line in panel.model.rows] == ["王敏"]
    person_of(sitting, panel, lambda line: line.name == "王敏")
    note = panel.person.sections[panel.person.phones].note.text()
    assert note.startswith("登记的是 139****5678（")
    assert [span.value for span in panel.person.past.rows.rows if span.field == "department"] == ["北京总部"]
    for model in (panel.person.phones.rows, panel.person.past.rows):
        qtmodeltester.check(model)

    def write() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QInputDialog)
        box.accept()

    QTimer.singleShot(0, write)
    action = next(one for one in panel.person.acts().actions() if "137****0003" in one.text())
    action.trigger()
    sitting.wait_for(lambda: all(not line.other_phones for line in panel.roster.people))
    sitting.wait_for(lambda: panel.person.values["phone"].text() == "137****0003")
