"""The unknown names of 名册: what is offered, chosen and ticked by key, settled with a reason, and taken back."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from tests import builders
from tests.builders import member, person, plan
from tests.ui.conftest import Sit, Sitting, typed
from tests.ui.test_roster_panel import CONTROL, panel_of
from tianyi_desk.facts.vocabulary import Role
from tianyi_desk.progress import finish
from tianyi_desk.services import trail
from tianyi_desk.services.roster import load_roster
from tianyi_desk.services.roster_editing import edit_person
from tianyi_desk.ui.roster.resolve_dialog import ResolveDialog


def unknown_desk(sit: Sit) -> Sitting:
    """Open a window on a desk whose plans write one name wrongly, name a stranger and one of two namesakes."""
    sitting = sit(filled=False)
    team = (member("崔明远", Role.LEADER), member("贾思其", phone="13812345678"))
    facts = (
        person("崔明远"),
        person("贾思齐", phone="13812345678"),
        person("王伟", ccaa_number="2020-N11-000003", department="北京总部"),
        person("王伟", ccaa_number="2020-N11-000004", department="山东分公司"),
        plan("R0123012021001", team=team),
        plan("R0123012021002", team=(member("崔明远", Role.LEADER), member("佘望舒"))),
        plan("R0123012021003", team=(member("崔明远", Role.LEADER), member("王伟"))),
    )
    piles = sitting.desk.examine(builders.intake(*facts))
    finish(sitting.desk.accept("录入员", piles))
    finish(sitting.desk.judge(sitting.opened.around.now(), "录入员"))
    return sitting


def answering_reason(does: Callable[[ResolveDialog], object]) -> None:
    """Let somebody answer the next question for a reason."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ResolveDialog)
        try:
            does(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()  # what went wrong is told, not waited for

    QTimer.singleShot(0, answer)


def unknown_of(sitting: Sitting) -> list[str]:
    roster = finish(load_roster(sitting.desk.database, sitting.opened.around.now()))
    return sorted(one.name for one in roster.unknown)


def test_safe_names_come_ticked_and_every_name_says_what_is_offered(sit: Sit) -> None:
    panel = panel_of(unknown_desk(sit))
    offered = {row.name: panel.unknown.choice(row).words for row in panel.unknown.model.rows}
    assert offered == {"贾思其": "认作", "佘望舒": "补入", "王伟": "选人"}
    assert [row.name for row in panel.unknown.model.ticked_rows()] == ["贾思其"]
    assert panel.unknown.words.text() == "已勾选 1 个，涉及 1 条计划"


def test_names_are_chosen_ticked_settled_and_taken_back_by_key(sit: Sit) -> None:
    sitting = unknown_desk(sit)
    panel = panel_of(sitting)
    view = panel.unknown.view
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_2, CONTROL)
    assert view.hasFocus()
    for name, key in (("佘望舒", Qt.Key.Key_Space), ("王伟", Qt.Key.Key_2)):
        view.go_to_key(next(row.key for row in panel.unknown.model.rows if row.name == name))
        sitting.qtbot.keyClick(view, key)
    assert len(panel.unknown.ticked()) == 3
    seen: list[str] = []

    def save(dialog: ResolveDialog) -> None:
        seen.extend(dialog.lines.item(place).text() for place in range(dialog.lines.count()))
        write_reason(dialog, "与审核组核实")
        sitting.qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)

    answering_reason(save)
    sitting.qtbot.keyClick(view, Qt.Key.Key_Return, CONTROL)
    sitting.wait_for(lambda: not panel.unknown.isVisible())
    assert unknown_of(sitting) == []
    assert any("山东分公司" in line for line in seen)
    entries = trail.history_of_plan(sitting.desk.database, "R0123012021001")
    assert ("team", "林知夏", "与审核组核实") in [(one.field, one.actor, one.reason) for one in entries]
    sitting.come_to_front()
    panel.view.setFocus()
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_Z, CONTROL)
    sitting.wait_for(panel.unknown.isVisible)
    assert unknown_of(sitting) == ["佘望舒", "王伟", "贾思其"]


def write_reason(dialog: ResolveDialog, words: str) -> None:
    line = dialog.reason.lineEdit()
    assert line is not None
    line.clear()
    assert not dialog.save_button.isEnabled()
    typed(line, words)


def test_a_tick_alone_does_not_say_which_of_two_namesakes_is_meant(sit: Sit) -> None:
    sitting = unknown_desk(sit)
    panel = panel_of(sitting)
    view = panel.unknown.view
    view.setFocus()
    view.go_to_key(next(row.key for row in panel.unknown.model.rows if row.name == "王伟"))
    sitting.qtbot.keyClick(view, Qt.Key.Key_Space)
    assert [row.name for row in panel.unknown.model.ticked_rows()] == ["贾思其"]
    assert "先选是哪一个人" in panel.unknown.words.text()


def test_what_cannot_be_done_stays_in_sight(sit: Sit) -> None:
    sitting = unknown_desk(sit)
    panel = panel_of(sitting)
    chosen = next(line.key for line in panel.roster.people if line.name == "贾思齐")
    finish(edit_person(sitting.desk.database, "陆文静", chosen, 1, {"state": "离职"}, "离职"))
    answering_reason(lambda dialog: dialog.save_button.click())
    panel.unknown.apply()
    sitting.wait_for(panel.unknown.left_out.isVisible)
    assert "“贾思齐”已离职" in panel.unknown.left_out.text()


def test_the_menu_of_a_name_offers_its_people_adding_and_leaving(sit: Sit) -> None:
    sitting = unknown_desk(sit)
    unknown = panel_of(sitting).unknown
    row = next(row for row in unknown.model.rows if row.name == "王伟")
    unknown.view.go_to_key(row.key)
    actions = [action for action in unknown.acts(row).actions() if action.text()]
    assert [action.text()[:2] for action in actions] == ["&1", "&2", "&0", "更正", "更正", "&A", "&L"]
    actions[1].trigger()
    assert unknown.choice(row).likely == row.likely[1]
    assert row in unknown.model.ticked_rows()
    actions[-1].trigger()
    assert row not in unknown.model.ticked_rows()


def test_a_digit_in_the_menu_is_the_menus(sit: Sit) -> None:
    sitting = unknown_desk(sit)
    unknown = panel_of(sitting).unknown
    row = next(row for row in unknown.model.rows if row.name == "王伟")
    unknown.view.setFocus()
    unknown.view.go_to_key(row.key)
    left_open: list[bool] = []

    def press() -> None:
        menu = QApplication.activePopupWidget()
        assert menu is not None
        sitting.qtbot.keyClick(menu, Qt.Key.Key_2)
        left_open.append(menu.isVisible())
        menu.close()

    QTimer.singleShot(0, press)
    sitting.qtbot.keyClick(unknown.view, Qt.Key.Key_M)
    assert left_open == [False]
    assert unknown.choice(row).likely == row.likely[1]
