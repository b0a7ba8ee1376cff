"""The box of Ctrl+K: groups with headings, walked with the arrows, opening plans and people."""

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from tests.ui.conftest import Sit, typed
from tianyi_desk.ui.found_list import Found, FoundModel
from tianyi_desk.ui.roster.roster_panel import RosterPanel

ROWS = (
    Found(first="计划", second="1 条"),
    Found("R1", None, "大连海川机械有限公司", ((0, 2),), "R1"),
    Found(first="人员", second="1 人"),
    Found("", 7, "单云帆", ((0, 1),), "高级审核员"),
)


def test_the_model_keeps_qts_rules_and_headings_are_stepped_over(qtmodeltester: ModelTester) -> None:
    model = FoundModel()
    qtmodeltester.check(model)
    assert model.next_row(-1, 1) == -1
    model.set_rows(ROWS)
    qtmodeltester.check(model)
    assert [model.next_row(place, 1) for place in (-1, 1, 3)] == [1, 3, 1]
    assert [model.next_row(place, -1) for place in (1, 3)] == [3, 1]
    assert model.data(model.index(3)) == "单云帆 高级审核员"
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable


def test_a_person_is_found_by_pinyin_and_shown_in_the_roster_from_anywhere(sit: Sit) -> None:
    sitting = sit()
    window = sitting.opened.window
    someone = next(one for one in sitting.opened.shelf.shelf.search.people if one.active)
    box = window.top.find_box
    typed(box, someone.name)
    place = next(place for place, row in enumerate(box.model.rows) if row.person == someone.key)
    while box.found.currentIndex().row() != place:
        sitting.qtbot.keyClick(box, Qt.Key.Key_Down)
    assert not box.found.grab().isNull()
    sitting.qtbot.keyClick(box, Qt.Key.Key_Return)
    sitting.settle()
    panel = window.panel
    assert isinstance(panel, RosterPanel)
    current = panel.view.current()
    assert current is not None
    assert current.key == someone.key
    assert not box.found.isVisible()
    panel.text.setText("没有这个人")
    panel.narrow()
    panel.show_person(someone.key)
    assert panel.text.text() == ""
    sitting.settle()


def test_what_is_found_of_an_enterprise_stands_below_its_heading_with_the_part_marked(sit: Sit) -> None:
    sitting = sit()
    box = sitting.opened.window.top.find_box
    line = sitting.opened.shelf.shelf.lines[0]
    typed(box, line.enterprise[2:5])
    rows = box.model.rows
    assert rows[0].heading
    assert rows[0].first == "企业"
    assert all(
        start == 2 for row in rows if row.first == line.enterprise for start, _length in row.first_marks
    )
    sitting.qtbot.keyClick(box, Qt.Key.Key_Up)
    last = box.current()
    assert last is not None
    assert not last.heading
    sitting.qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert not box.text()
