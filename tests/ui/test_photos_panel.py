"""照片 in the window: from a visit nobody decided about to a decision, by keys alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.modeltest import ModelTester

from tests import builders
from tests.builders import NUMBER, at, photo, plan
from tests.photos.pictures import cut_short, picture, turned
from tests.services.photo_desk import OPENING, bring_in, facts, photo_folder
from tests.ui.conftest import Sit, Sitting
from tianyi_desk.facts.vocabulary import PhotoCategory, SeenBy
from tianyi_desk.progress import finish
from tianyi_desk.services.changed import Changed
from tianyi_desk.services.gallery import UNDECIDED
from tianyi_desk.services.photo_adding import add_photos
from tianyi_desk.ui.panel import Period
from tianyi_desk.ui.photos.photos_panel import PhotosPanel

SECOND = "R0123012021050"
NOW = at("2021-11-30 09:00")
Key = Qt.Key


@pytest.fixture(name="sitting")
def _sitting(sit: Sit, tmp_path: Path) -> Sitting:
    """Open a window on two visits: one with three files, one whose only file is broken and whose other is missing."""
    sitting = sit(filled=False, now=NOW)
    folder = photo_folder(tmp_path / "照片")
    cut_short(folder / SECOND / "首次会议" / "坏.jpg")
    second = plan(SECOND, enterprise="鞍山钢结构", start=at("2021-10-11 08:30"), end=at("2021-10-12 17:00"))
    listed = [photo(SECOND, file_name="坏.jpg"), photo(SECOND, file_name="没有.jpg")]
    bring_in(sitting.desk, *facts(), second, *listed, folder=folder)
    finish(sitting.desk.judge(NOW, "录入员"))
    sitting.opened.around.bulletin.post(Changed.VERDICTS)
    return sitting


def panel_of(sitting: Sitting) -> PhotosPanel:
    sitting.opened.window.show_panel("photos")
    sitting.settle()
    panel = sitting.opened.window.panels["photos"]
    assert isinstance(panel, PhotosPanel)
    return panel


def press(sitting: Sitting, *keys: Qt.Key, ctrl: bool = False) -> None:
    target = QApplication.focusWidget() or sitting.opened.window
    held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    for key in keys:
        sitting.qtbot.keyClick(target, key, held)
    sitting.settle()


def thought(sitting: Sitting, panel: PhotosPanel, holds: Callable[[list[str]], bool]) -> None:
    sitting.wait_for(lambda: holds(panel.roster.foreseen.lines))


def state(panel: PhotosPanel) -> str:
    line = next(line for line in panel.side.model.rows if line.key == NUMBER)
    return line.state


def findings(sitting: Sitting) -> set[tuple[str, str]]:
    return {
        (one.code, one.subject)
        for one in finish(sitting.desk.deviations())
        if one.code in {"H11", "H12", "H13"}
    }


def test_the_first_visit_is_open_with_its_strips_and_its_picture(sitting: Sitting) -> None:
    panel = panel_of(sitting)
    assert panel.line is not None
    assert panel.line.key == NUMBER
    assert [shot.file_name for shot in panel.shots] == ["首1.jpg", "首2.jpg", "末1.jpg"]
    assert panel.stage.view.full == (400, 300)
    assert [row.title for row in panel.roster.model.rows] == ["崔明远", "贾思齐", "受审核方"]
    assert panel.side.done.text() == "已判 0 / 2 次"


def test_ticks_decision_and_findings_by_keys_alone(sitting: Sitting) -> None:
    panel = panel_of(sitting)
    press(sitting, Key.Key_1, Key.Key_E)
    thought(sitting, panel, lambda lines: any("贾思齐" in line for line in lines))
    press(sitting, Key.Key_Right, Key.Key_Right, Key.Key_1, Key.Key_2, Key.Key_E)
    assert panel.shot is not None
    assert panel.shot.file_name == "末1.jpg"
    assert panel.stage.state.text().endswith("有未保存的勾选")
    assert findings(sitting) == set()
    press(sitting, Key.Key_X)
    assert state(panel) == "有问题"
    assert findings(sitting) == {("H11", "贾思齐")}
    assert panel.stage.state.text() == "有问题"
    marks = {shot.file_name: (shot.mark.people, shot.mark.reviewer) for shot in panel.shots}
    assert marks == {
        "首1.jpg": (("崔明远",), "林知夏"),
        "首2.jpg": ((), "林知夏"),
        "末1.jpg": (("崔明远", "贾思齐"), "林知夏"),
    }
    press(sitting, Key.Key_Left, Key.Key_2, Key.Key_A)
    assert state(panel) == "通过"
    assert findings(sitting) == set()


def test_ctrl_z_takes_ticks_back_and_then_the_decision(sitting: Sitting) -> None:
    panel = panel_of(sitting)
    press(sitting, Key.Key_1, Key.Key_2)
    press(sitting, Key.Key_Z, ctrl=True)
    assert panel.working is not None
    assert panel.working.mark(panel.shots[0]).people == ("崔明远",)
    press(sitting, Key.Key_W)
    assert state(panel) == "待补充"
    assert findings(sitting) != set()
    press(sitting, Key.Key_Z, ctrl=True)
    assert state(panel) == UNDECIDED
    assert findings(sitting) == set()
    assert {shot.mark.version for shot in panel.shots} == {0}
    press(sitting, Key.Key_Z, ctrl=True)
    assert sitting.opened.window.strip.words.text() == "没有可撤销的操作"


def test_the_chosen_reasons_go_into_the_history(sitting: Sitting) -> None:
    panel = panel_of(sitting)
    panel.roster.reasons[0].click()
    panel.roster.reasons[2].click()
    panel.side.view.setFocus()
    press(sitting, Key.Key_X)
    reasons = {entry.reason for entry in sitting.desk.history_of_plan(NUMBER) if entry.entity == "照片核查"}
    assert reasons == {"照片核查有问题：成员未见全、看不清"}
    assert panel.roster.reason() == ""


def test_n_goes_to_the_next_undecided_visit_and_says_when_there_is_none(sitting: Sitting) -> None:
    panel = panel_of(sitting)
    press(sitting, Key.Key_A, Key.Key_N)
    assert panel.line is not None
    assert panel.line.key == SECOND
    press(sitting, Key.Key_A)
    press(sitting, Key.Key_N)
    assert panel.line.key == SECOND
    assert sitting.opened.window.strip.words.text() == "列表中的照片都已判定"
    press(sitting, Key.Key_Up)
    assert panel.line.key == NUMBER


def test_broken_and_missing_pictures_are_said_to_be(sitting: Sitting) -> None:
    panel = panel_of(sitting)
    press(sitting, Key.Key_Down)
    assert panel.stage.view._word.text() == "图片已损坏"
    assert not panel.stage.view.has_picture
    press(sitting, Key.Key_Right)
    assert panel.stage.view._word.text() == "没有文件"


def test_unsaved_ticks_stay_while_one_looks_at_another_visit(sitting: Sitting) -> None:
    panel = panel_of(sitting)
    press(sitting, Key.Key_2, Key.Key_Down)
    press(sitting, Key.Key_Up)
    assert panel.working is not None
    assert panel.working.mark(panel.shots[0]).people == ("贾思齐",)
    press(sitting, Key.Key_Z, ctrl=True)
    assert not panel.working.changed


def test_v_says_that_people_are_seen_by_video(sitting: Sitting) -> None:
    panel = panel_of(sitting)
    press(sitting, Key.Key_1, Key.Key_V, Key.Key_A)
    assert panel.shots[0].mark.seen_by is SeenBy.VIDEO


def test_space_gives_the_picture_the_room_and_z_shows_it_at_its_own_size(sitting: Sitting) -> None:
    panel = panel_of(sitting)
    press(sitting, Key.Key_Space)
    assert not panel.side.isVisible()
    assert not panel.stage.area.isVisible()
    assert panel.roster.isVisible()
    press(sitting, Key.Key_Z)
    assert panel.stage.view.scale_now == pytest.approx(1.0)
    assert panel.stage.zoom_words.text() == "100 %"
    press(sitting, Key.Key_Plus)
    assert panel.stage.view.scale_now == pytest.approx(1.25)
    press(sitting, Key.Key_Minus, Key.Key_Space)
    assert panel.side.isVisible()


def test_a_large_picture_is_decoded_whole_when_it_is_shown_at_its_own_size(
    sitting: Sitting, tmp_path: Path
) -> None:
    large = picture(tmp_path / "大.jpg", (3000, 2000))
    panel = panel_of(sitting)
    panel.add_pictures(OPENING, [large])
    sitting.wait_for(lambda: len(panel.shots) == 4)
    panel.show_shot(next(shot for shot in panel.shots if shot.file_name == "大.jpg"))
    sitting.wait_for(lambda: panel.stage.view.full == (3000, 2000))
    assert panel.stage.view.scale_now < 0.5
    assert panel.stage.view._item.pixmap().width() < 3000
    press(sitting, Key.Key_Z)
    sitting.wait_for(lambda: panel.stage.view._item.pixmap().width() == 3000)
    assert panel.stage.view.scale_now == pytest.approx(1.0)


def test_a_picture_taken_on_its_side_stands_upright(sitting: Sitting, tmp_path: Path) -> None:
    panel = panel_of(sitting)
    panel.add_pictures(OPENING, [turned(tmp_path / "竖.jpg", 6)])
    sitting.wait_for(lambda: len(panel.shots) == 4)
    panel.show_shot(next(shot for shot in panel.shots if shot.file_name == "竖.jpg"))
    sitting.wait_for(lambda: panel.stage.view.full == (300, 400))


def test_pictures_dropped_onto_a_strip_are_listed_there(sitting: Sitting, tmp_path: Path) -> None:
    panel = panel_of(sitting)
    strips = panel.stage.strips
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture(tmp_path / "现场.jpg", seed=8)))])
    other = strips._groups[2].area.center()
    action, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(other, action, data, button, keys)
    QApplication.sendEvent(strips, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(strips, QDropEvent(QPointF(other), action, data, button, keys))
    sitting.wait_for(lambda: len(panel.shots) == 4)
    assert [shot.file_name for shot in panel.shots if shot.category is PhotoCategory.OTHER] == ["现场.jpg"]
    assert "新增 1 张" in sitting.opened.window.strip.words.text()


def test_a_click_on_a_thumbnail_shows_it_and_one_on_a_member_ticks_them(sitting: Sitting) -> None:
    panel = panel_of(sitting)
    box = panel.stage.strips._groups[1].boxes[0]
    sitting.qtbot.mouseClick(panel.stage.strips, Qt.MouseButton.LeftButton, pos=box.center())
    assert panel.shot is not None
    assert panel.shot.file_name == "末1.jpg"
    seats = panel.roster.list
    row = seats.visualRect(panel.roster.model.index(1, 0)).center()
    sitting.qtbot.mouseClick(seats.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(row.x(), row.y()))
    sitting.settle()
    assert panel.working is not None
    assert panel.working.mark(panel.shot).people == ("贾思齐",)


def test_the_filter_and_the_period_narrow_the_list(sitting: Sitting) -> None:
    panel = panel_of(sitting)
    press(sitting, Key.Key_A)
    panel.side.filter.setCurrentText("有问题")
    assert [line.key for line in panel.side.model.rows] == [NUMBER]
    panel.side.filter.setCurrentText(UNDECIDED)
    panel.side.filter.setCurrentText("全部")
    assert len(panel.side.model.rows) == 2
    sitting.opened.window.top.period.set_period(Period(at("2021-10-01").date(), at("2021-10-14").date()))
    sitting.settle()
    assert [line.key for line in panel.side.model.rows] == [SECOND]
    sitting.opened.window.top.period.set_period(Period(at("1999-10-01").date(), at("1999-10-14").date()))
    assert panel.empty.isVisible()
    assert panel.empty.heading.text() == "这个期间没有照片"


def test_enter_opens_the_plan_beside_and_the_panel_makes_room(sitting: Sitting) -> None:
    panel = panel_of(sitting)
    press(sitting, Key.Key_Return)
    window = sitting.opened.window
    assert window.drawer.page is not None
    assert window.drawer.page.number == NUMBER
    assert panel.stage.isVisible()


def test_thumbnails_become_larger_with_ctrl_and_the_wheel(sitting: Sitting) -> None:
    panel = panel_of(sitting)
    before = panel.stage.strips.height()
    panel.stage.strips.set_size(1)
    sitting.settle()
    assert panel.stage.strips.height() > before
    assert panel.darkroom.thumbnail(panel.shots[0], panel.stage.strips.pixels) is not None
    panel.stage.strips.set_size(-9)
    assert panel.stage.strips.height() == before


def test_an_empty_desk_says_how_photos_come_in(sit: Sit) -> None:
    panel = panel_of(sit(filled=False))
    assert panel.empty.isVisible()
    assert panel.empty.heading.text() == "还没有照片"
    panel.step(1)
    panel.undo()
    panel.go_on()


def test_a_review_imported_meanwhile_comes_into_sight(sitting: Sitting) -> None:
    panel = panel_of(sitting)
    piles = sitting.desk.examine(builders.intake(builders.review(file_name="首1.jpg", people=("崔明远",))))
    finish(sitting.desk.accept("陆文静", piles))
    sitting.opened.around.bulletin.post(Changed.VERDICTS)
    sitting.settle()
    assert panel.shots[0].mark.people == ("崔明远",)
    assert panel.roster.model.row(0).seen == (True, False, False)


def test_the_models_keep_qts_rules(sitting: Sitting, qtmodeltester: ModelTester) -> None:
    panel = panel_of(sitting)
    qtmodeltester.check(panel.side.model)
    qtmodeltester.check(panel.roster.model)


def test_the_policys_limit_and_the_uploads_minutes_stand_over_the_strips(sitting: Sitting) -> None:
    late = photo(NUMBER, file_name="首1.jpg", uploaded_at=at("2021-10-18 09:41"))
    finish(sitting.desk.accept("录入员", sitting.desk.examine(builders.intake(late))))
    panel = panel_of(sitting)
    heads = panel.stage.strips._heads
    assert [heads[category].limit for category in PhotoCategory] == ["限 1–3", "限 1–3", "至多 9"]
    assert heads[OPENING].timing == "09:41 迟 71 分"
    assert panel.stage.strips._head_tip(QPoint(20, 10)).endswith("1 张中 1 张在时限外（H07）")
    assert not panel.stage.strips.grab().isNull()


def test_the_same_file_in_another_visit_is_pointed_out_and_leads_there(
    sitting: Sitting, tmp_path: Path
) -> None:
    same = picture(tmp_path / "同一张.jpg", seed=1)
    finish(add_photos(sitting.desk.database, "林知夏", SECOND, PhotoCategory.OTHER, [same]))
    panel = panel_of(sitting)
    stage = panel.stage
    sitting.wait_for(lambda: bool(stage._twins))
    assert panel.shot is not None
    assert panel.shot.file_name == "首1.jpg"
    assert not stage.twin_bar.isHidden()
    assert stage.twin_words.text() == f"与 {SECOND} 鞍山钢结构 其他照片为同一文件"
    press(sitting, Key.Key_Right)
    assert stage.twin_bar.isHidden()
    press(sitting, Key.Key_Left)
    stage._open_twin()
    assert sitting.opened.window.drawer.page is not None
    assert sitting.opened.window.drawer.page.number == SECOND


def test_the_codes_of_a_visit_stand_in_its_head(sitting: Sitting) -> None:
    panel = panel_of(sitting)
    press(sitting, Key.Key_1, Key.Key_X)
    assert [chip.strong for chip in panel.stage.codes.chips] == ["H11", "H12"]


def test_an_original_deleted_behind_ones_back_is_said_to_be_gone(sitting: Sitting) -> None:
    panel = panel_of(sitting)
    last = panel.shots[-1]
    assert sitting.desk.database.kept_files is not None
    (sitting.desk.database.kept_files / last.kept_as).unlink()
    panel.darkroom.forget()
    panel.show_shot(last)
    sitting.wait_for(lambda: panel.stage.view._word.text() == "没有文件")


def dropped(target: QWidget, point: QPoint, path: Path) -> QDropEvent:
    """Drop a file that a file manager offers to move."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    moves = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(point, moves, data, button, keys)
    entering.setDropAction(Qt.DropAction.MoveAction)
    QApplication.sendEvent(target, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(target, QDragMoveEvent(point, moves, data, button, keys))
    dropping = QDropEvent(QPointF(point), moves, data, button, keys)
    dropping.setDropAction(Qt.DropAction.MoveAction)
    QApplication.sendEvent(target, dropping)
    return dropping


def test_a_drop_is_a_copy_and_never_a_move(sitting: Sitting, tmp_path: Path) -> None:
    panel = panel_of(sitting)
    event = dropped(
        panel.stage.strips, panel.stage.strips._groups[2].area.center(), picture(tmp_path / "移.jpg", seed=8)
    )
    assert event.dropAction() is Qt.DropAction.CopyAction
    sitting.wait_for(lambda: len(panel.shots) == 4)
    event = dropped(panel.stage, QPoint(200, 300), picture(tmp_path / "移2.jpg", seed=9))
    assert event.dropAction() is Qt.DropAction.CopyAction
    sitting.wait_for(lambda: len(panel.shots) == 5)


def test_pictures_dropped_on_a_visits_line_are_asked_about_and_added(
    sitting: Sitting, tmp_path: Path
) -> None:
    panel = panel_of(sitting)
    view = panel.side.view
    point = view.visualRect(panel.side.model.index(1, 0)).center()
    event = dropped(view.viewport(), point, picture(tmp_path / "现场.jpg", seed=8))
    assert event.dropAction() is Qt.DropAction.CopyAction
    sitting.wait_for(lambda: panel.findChild(QMenu) is not None)
    menu = panel.findChild(QMenu)
    assert isinstance(menu, QMenu)
    words = [action.text() for action in menu.actions()]
    assert words == [f"1 张照片加到 {SECOND}", "首次会议", "末次会议", "其他照片"]
    menu.actions()[2].trigger()
    menu.close()
    sitting.wait_for(lambda: panel.line is not None and panel.line.counts == (2, 1, 0))
    assert panel.line is not None
    assert panel.line.key == SECOND
