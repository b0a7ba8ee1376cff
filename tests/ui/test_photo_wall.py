"""The wall of 照片: all photos of the period, of which only what is in sight is ever asked for."""

from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from tests.builders import NUMBER, at, photo, plan
from tests.photos.pictures import cut_short
from tests.services.photo_desk import bring_in, facts, photo_folder
from tests.ui.conftest import Sit, Sitting
from tests.ui.test_photos_panel import panel_of, press
from tianyi_desk.services.changed import Changed
from tianyi_desk.services.gallery import UNDECIDED
from tianyi_desk.ui.panel import Period
from tianyi_desk.ui.photos.keys import HINTS, WALL_HINTS
from tianyi_desk.ui.photos.wall_view import SIZES

NOW = at("2021-11-30 09:00")
MANY = "R0123012021050"
Key = Qt.Key


@pytest.fixture(name="sitting")
def _sitting(sit: Sit, tmp_path: Path) -> Sitting:
    """Open a window on a visit with three files, and one with 150 photos of which one has a broken file."""
    sitting = sit(filled=False, now=NOW)
    folder = photo_folder(tmp_path / "照片")
    cut_short(folder / MANY / "首次会议" / "000.jpg")
    many = plan(MANY, enterprise="鞍山钢结构", start=at("2021-10-11 08:30"), end=at("2021-10-12 17:00"))
    listed = [photo(MANY, file_name=f"{place:03}.jpg") for place in range(150)]
    bring_in(sitting.desk, *facts(), many, *listed, folder=folder)
    sitting.opened.around.bulletin.post(Changed.VERDICTS)
    return sitting


def shown(sitting: Sitting) -> list[str]:
    panel = panel_of(sitting)
    return [one.shot.file_name for one in panel.wall.model.rows]


def test_g_shows_all_photos_at_the_one_in_hand_and_goes_back(sitting: Sitting) -> None:
    panel = panel_of(sitting)
    press(sitting, Key.Key_Right, Key.Key_G)
    assert panel.pages.currentWidget() is panel.wall
    assert shown(sitting)[:4] == ["首1.jpg", "首2.jpg", "末1.jpg", "000.jpg"]
    assert panel.wall.count.text() == "153 张，149 张没有文件"
    current = panel.wall.view.current()
    assert current is not None
    assert current.shot.file_name == "首2.jpg"
    assert panel.hints is WALL_HINTS
    assert sitting.opened.window.strip.words.text().startswith("← → ↑ ↓ 换照片")
    press(sitting, Key.Key_G)
    assert panel.pages.currentWidget() is panel.splitter
    hints: object = panel.hints
    assert hints is HINTS
    press(sitting, Key.Key_1)
    assert panel.working is not None
    assert panel.working.mark(panel.shots[1]).people == ("崔明远",)


def test_keys_of_the_visit_do_nothing_on_the_wall(sitting: Sitting) -> None:
    panel = panel_of(sitting)
    press(sitting, Key.Key_G)
    press(sitting, Key.Key_1, Key.Key_E, Key.Key_A)
    assert panel.working is not None
    assert not panel.working.changed
    assert panel.line is not None
    assert panel.line.state == UNDECIDED


def test_enter_opens_the_visit_at_the_photo(sitting: Sitting) -> None:
    panel = panel_of(sitting)
    press(sitting, Key.Key_G)
    panel.wall.view.go_to(5)
    press(sitting, Key.Key_Return)
    assert panel.pages.currentWidget() is panel.splitter
    assert panel.line is not None
    assert (panel.line.key, panel.shot and panel.shot.file_name) == (MANY, "002.jpg")
    press(sitting, Key.Key_G)
    panel.wall.view.go_to(7)
    press(sitting, Key.Key_Space)
    assert panel.shot is not None
    assert panel.shot.file_name == "004.jpg"


def test_arrows_walk_over_the_wall(sitting: Sitting) -> None:
    panel = panel_of(sitting)
    press(sitting, Key.Key_G)
    press(sitting, Key.Key_Right, Key.Key_Down)
    assert panel.wall.view.currentIndex().row() == 1 + panel.wall.view.columns


def test_the_columns_fill_the_width_and_are_counted_right(sitting: Sitting) -> None:
    panel = panel_of(sitting)
    press(sitting, Key.Key_G)
    view = panel.wall.view
    for width, size in product((1024, 1183, 1366, 1440, 1537, 1920), range(len(SIZES))):
        sitting.opened.window.resize(width, 768)
        view.set_size(-9)
        view.set_size(size)
        QApplication.processEvents()
        tops = [view.visualRect(view.model().index(place, 0)).top() for place in range(view.columns + 1)]
        assert len(set(tops[:-1])) == 1
        assert tops[-1] > tops[0]
        rights = view.visualRect(view.model().index(view.columns - 1, 0)).right()
        assert view.viewport().width() - rights < view.columns + 6


def test_only_what_is_in_sight_and_beside_it_is_asked_for(sitting: Sitting) -> None:
    panel = panel_of(sitting)
    press(sitting, Key.Key_G)
    view = panel.wall.view
    seen = view.in_sight()
    assert 0 < len(seen) < 60
    at_hand = [one for one in panel.wall.model.rows if panel.darkroom.thumbnail(one.shot, view.pixels)]
    assert len(seen) <= len(at_hand) < 130
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    sitting.settle()
    last = panel.wall.model.row(panel.wall.model.rowCount() - 1)
    assert last in view.in_sight()
    sitting.wait_for(lambda: panel.darkroom.thumbnail(last.shot, view.pixels) is not None)


def test_broken_pictures_and_missing_files_are_said_to_be(sitting: Sitting) -> None:
    panel = panel_of(sitting)
    press(sitting, Key.Key_G)
    view, rows = panel.wall.view, panel.wall.model.rows
    made = [panel.darkroom.thumbnail(one.shot, view.pixels) for one in rows[:5]]
    assert [one.fault for one in made if one is not None] == ["", "", "", "图片已损坏", "没有文件"]
    assert not view.grab().isNull()


def test_filters_narrow_the_wall(sitting: Sitting) -> None:
    panel = panel_of(sitting)
    press(sitting, Key.Key_A, Key.Key_G)
    wall = panel.wall
    wall.states.setCurrentText("通过")
    assert shown(sitting) == ["首1.jpg", "首2.jpg", "末1.jpg"]
    wall.strips.setCurrentText("末次会议")
    assert shown(sitting) == ["末1.jpg"]
    wall.strips.setCurrentText("没有文件")
    assert wall.pages.currentWidget() is wall.empty
    wall.states.setCurrentIndex(0)
    assert wall.model.rowCount() == 149
    wall.strips.setCurrentIndex(0)
    sitting.opened.window.top.period.set_period(Period(at("2021-10-01").date(), at("2021-10-14").date()))
    sitting.settle()
    assert wall.model.rowCount() == 150
    sitting.opened.window.top.period.set_period(Period(at("1999-10-01").date(), at("1999-10-14").date()))
    assert panel.pages.currentWidget() is panel.empty


def test_ctrl_and_the_wheel_and_plus_make_thumbnails_larger(sitting: Sitting) -> None:
    panel = panel_of(sitting)
    press(sitting, Key.Key_G)
    view = panel.wall.view
    middle = QPointF(view.viewport().rect().center())
    turn = QWheelEvent(
        middle,
        view.viewport().mapToGlobal(middle),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), turn)
    assert view.width_of_one == SIZES[1]
    press(sitting, Key.Key_Plus)
    assert view.width_of_one == SIZES[2]
    press(sitting, Key.Key_Minus, Key.Key_Minus, Key.Key_Minus)
    assert view.width_of_one == SIZES[0]


def test_a_double_click_opens_the_visit(sitting: Sitting) -> None:
    panel = panel_of(sitting)
    panel.turn_wall()
    sitting.settle()
    view = panel.wall.view
    box = view.visualRect(view.model().index(4, 0))
    sitting.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    sitting.qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    sitting.settle()
    assert panel.line is not None
    assert panel.line.key == MANY


def test_a_visit_of_the_wall_is_found_though_the_list_was_narrowed(sitting: Sitting) -> None:
    panel = panel_of(sitting)
    press(sitting, Key.Key_A)
    panel.side.filter.setCurrentText("通过")
    press(sitting, Key.Key_G)
    panel.wall.view.go_to(9)
    press(sitting, Key.Key_Return)
    assert panel.line is not None
    assert panel.line.key == MANY
    assert panel.side.filter.currentText() == "全部"


def test_the_walls_model_keeps_qts_rules(sitting: Sitting, qtmodeltester: ModelTester) -> None:
    panel = panel_of(sitting)
    press(sitting, Key.Key_G)
    assert panel.wall.model.rowCount() == 153
    assert NUMBER in {one.line.key for one in panel.wall.model.rows}
    qtmodeltester.check(panel.wall.model)


def test_what_is_looked_at_stays_in_sight_when_the_size_changes(sitting: Sitting) -> None:
    panel = panel_of(sitting)
    press(sitting, Key.Key_G)
    view = panel.wall.view
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    middle = view.in_sight()[len(view.in_sight()) // 2]
    view.set_size(1)
    QApplication.processEvents()
    assert middle in view.in_sight()
    view.go_to(3)
    view.set_size(1)
    QApplication.processEvents()
    assert panel.wall.model.row(3) in view.in_sight()
