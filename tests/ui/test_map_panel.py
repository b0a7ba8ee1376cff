"""地图 in the window: the list by distance, one plan true to scale, all plans, keys, and the picture."""

import subprocess
import sys
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.modeltest import ModelTester

from tests.ui.conftest import Sit, Sitting
from tianyi_desk.geo.distance import distance_m
from tianyi_desk.services.places_view import PlaceVerdict
from tianyi_desk.ui.map.degrees import step_for
from tianyi_desk.ui.map.furniture import degree_numbers, length_words, nice_length
from tianyi_desk.ui.map.map_panel import MapPanel
from tianyi_desk.ui.panel import Period


def panel_of(sitting: Sitting) -> MapPanel:
    sitting.opened.window.show_panel("map")
    sitting.settle()
    panel = sitting.opened.window.panels["map"]
    assert isinstance(panel, MapPanel)
    return panel


def everything(sitting: Sitting) -> MapPanel:
    panel = panel_of(sitting)
    if not panel.toggles.toggles[PlaceVerdict.NORMAL].isChecked():
        panel.toggles.turn(PlaceVerdict.NORMAL)
    sitting.settle()
    return panel


def test_pyqtgraph_waits_until_the_map_is_opened() -> None:
    program = "from tianyi_desk.app import compose; import sys; assert 'pyqtgraph' not in sys.modules; assert compose"
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_list_begins_with_the_greatest_distance(sit: Sit) -> None:
    panel = everything(sit())
    distances = [line.distance_m for line in panel.model.rows if line.distance_m is not None]
    assert len(distances) > 3
    assert distances == sorted(distances, reverse=True)


def test_a_switch_hides_the_plans_of_its_verdict_and_counts_them(sit: Sit) -> None:
    sitting = sit()
    panel = everything(sitting)
    switch = panel.toggles.toggles[PlaceVerdict.NORMAL]
    normal = sum(line.verdict is PlaceVerdict.NORMAL for line in panel.model.rows)
    assert switch.text() == f"正常 {normal:,}"
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_5)
    assert all(line.verdict is not PlaceVerdict.NORMAL for line in panel.model.rows)
    assert switch.text() == f"正常 {normal:,}"


def test_the_current_plan_is_drawn_and_the_next_one_by_key(sit: Sit) -> None:
    sitting = sit()
    panel = everything(sitting)
    assert panel.frame is not None
    for place in (0, 1):
        panel.view.go_to(place) if not place else sitting.qtbot.keyClick(panel.view, Qt.Key.Key_Down)
        sitting.settle()
        drawn = panel.frame.view.plan.place
        assert drawn is not None
        assert drawn.number == panel.model.row(place).number
        assert panel.frame.title.text() == panel.model.row(place).enterprise
    sitting.qtbot.keyClick(panel.frame.view, Qt.Key.Key_Up)
    sitting.settle()
    assert panel.frame.view.plan.place is not None
    assert panel.frame.view.plan.place.number == panel.model.row(0).number


def test_a_ring_of_five_kilometres_is_five_kilometres_on_the_screen(sit: Sit) -> None:
    panel = everything(sit())
    view = panel.map.view
    ring = next(one for one in view.plan.rings if one.words.startswith("5 km"))
    frame = view.frame()
    x, y = frame.pixels(ring.x, ring.y)
    address = next(one.point for one in view.plan.place.addresses if one.point)  # type: ignore[union-attr]
    assert address is not None
    away = [distance_m(address, view.point_at(QPointF(a, b))) for a, b in zip(x[::12], y[::12], strict=True)]
    assert away == pytest.approx([5000] * len(away), abs=1)
    assert np.ptp(x) == pytest.approx(np.ptp(y), rel=0.002)


def test_enter_opens_the_plan_and_the_overview_turns_by_key(sit: Sit) -> None:
    sitting = sit()
    panel = everything(sitting)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    sitting.settle()
    page = sitting.opened.window.drawer.page
    assert page is not None
    assert page.number == panel.model.row(0).number
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_O)
    assert panel.overview
    assert panel.map.view.overview
    assert len(panel.map.view.dots.lines) == sum(line.point is not None for line in panel.model.rows)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_O)
    sitting.settle()
    assert not panel.map.view.overview


def test_the_overview_shows_the_whole_territory_and_every_plan_once(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    panel.turn_overview()
    view = panel.map.view
    view.viewport().repaint()
    frame = view.frame()
    for point in ((73.5, 39.5), (135.05, 48.4), (123.0, 53.5), (112.3, 3.5), (121.5, 23.5)):
        x, y = view.plane.flat(*point)
        spot = frame.pixel(float(x), float(y))
        assert 0 <= spot.x() <= frame.width
        assert 0 <= spot.y() <= frame.height
    members = np.concatenate([one.members for one in view.dots.clusters])
    assert sorted(members.tolist()) == list(range(len(view.dots.lines)))
    one = view.dots.clusters[0]
    assert f"{one.size:,}" in view.dots.tip_at(frame.pixel(one.x, one.y)) or one.size == 1


def test_a_click_on_a_cluster_comes_nearer(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    panel.turn_overview()
    view = panel.map.view
    view.viewport().repaint()
    great = next(one for one in view.dots.clusters if one.size > 1)
    before = view.frame().scale
    spot = view.frame().pixel(great.x, great.y)
    sitting.qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(spot.x()), round(spot.y()))
    )
    sitting.qtbot.waitUntil(lambda: view.frame().scale > before)


def test_land_is_filled_alike_county_by_county_and_as_a_whole(sit: Sit) -> None:
    panel = panel_of(sit())
    panel.turn_overview()
    view = panel.map.view
    x, y = view.plane.flat([116.6, 118.4], [36.0, 37.2])
    view.look_at(QRectF(x[0], y[0], x[1] - x[0], y[1] - y[0]), 0)
    frame = view.frame()
    paths = [view.ground.borders.land(frame, by_county=by_county) for by_county in (True, False)]
    for across in range(1, 20):
        for down in range(1, 15):
            spot = QPointF(frame.width * across / 20, frame.height * down / 15)
            assert [path.contains(spot) for path in paths] == [True, True]


def test_plus_minus_and_fit_move_the_map(sit: Sit) -> None:
    sitting = sit()
    panel = everything(sitting)
    view = panel.map.view
    start = view.frame().scale
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_Plus)
    assert view.frame().scale == pytest.approx(start * 1.5)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_Minus)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_Minus)
    assert view.frame().scale == pytest.approx(start / 1.5)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_F)
    assert view.frame().scale == pytest.approx(start)


def test_the_pointer_tells_where_it_is(sit: Sit) -> None:
    panel = everything(sit())
    panel.map.show_pointer((121.5382, 38.9406))
    assert "121.53820° E, 38.94060° N" in panel.map.pointer.text()
    assert "辽宁省大连市沙河口区" in panel.map.pointer.text()
    assert "距①" in panel.map.pointer.text()
    panel.map.show_pointer(None)
    assert not panel.map.pointer.isVisible()


def test_the_picture_goes_to_the_clipboard_without_the_tools(sit: Sit) -> None:
    sitting = sit()
    panel = everything(sitting)
    view = panel.map.view
    sitting.qtbot.keyClick(
        panel.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    taken = QGuiApplication.clipboard().image()
    assert taken.width() >= view.viewport().width()
    assert panel.map.tools.isVisible()
    assert sitting.opened.window.strip.words.text().startswith("已复制")


def test_a_period_without_plans_says_so_and_an_empty_desk_what_to_do(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    sitting.opened.window.top.period.set_period(Period(date(1999, 1, 1), date(1999, 1, 2)))
    assert panel.list_empty.isVisible()
    empty = panel_of(sit(filled=False))
    assert empty.empty.isVisible()


def test_names_keep_clear_of_each_other_of_plans_and_of_what_stands_on_the_map(sit: Sit) -> None:
    panel = everything(sit())
    view = panel.map.view
    for overview in (False, True):
        if overview:
            panel.turn_overview()
        for _ in range(6):
            view.viewport().repaint()
            frame = view.frame()
            whole = QRectF(0, 0, frame.width, frame.height)
            crowd = view.dots.crowd(frame) if overview else view.plan.crowd(frame)
            names = [box for _text, box in view.names.standing(frame) if box.intersects(whole)]
            assert all(whole.contains(box) for box in names)
            for place, box in enumerate(names):
                others = [*names[:place], *view.standing(frame), *crowd.boxes]
                assert not any(box.intersects(one) for one in others)
            view.zoom(0.4 if not overview else 2.5)
    assert view.names.standing(view.frame())


def test_the_lines_of_degrees_lie_where_their_numbers_say(sit: Sit) -> None:
    panel = panel_of(sit())
    panel.turn_overview()
    view = panel.map.view
    view.viewport().repaint()
    numbers = degree_numbers(view.frame(), view.ground.degrees)
    assert len(numbers) > 6
    for box, words in numbers:
        longitude, latitude = view.point_at(box.center())
        degrees, side = words.split("° ")
        assert (longitude if side == "E" else latitude) == pytest.approx(float(degrees), abs=1.5)


@pytest.mark.parametrize(("scale", "step"), [(1e-4, 20.0), (0.001, 2.0), (0.1, 0.02), (50.0, 0.001)])
def test_lines_of_degrees_are_neither_crowded_nor_lost(scale: float, step: float) -> None:
    assert step_for(scale) == step


def test_taiwan_is_named_as_a_province_at_every_zoom(sit: Sit) -> None:
    panel = panel_of(sit())
    panel.turn_overview()
    view = panel.map.view
    view.viewport().repaint()
    names = {text for text, _box in view.names.standing(view.frame())}
    assert {"台湾省", "香港", "澳门", "海南", "西藏", "新疆", "南海诸岛", "钓鱼岛"} <= names
    for kilometres in (1500, 800, 500):
        x, y = view.plane.flat(121.0, 23.8)
        half = kilometres * 500
        view.look_at(QRectF(float(x) - half, float(y) - half / 2, 2 * half, half), 0)
        view.settle()
        view.viewport().repaint()
        named = [text for text, _box in view.names.standing(view.frame())]
        assert named.count("台湾省") == 1


def test_names_are_placed_anew_when_the_map_has_been_moved(sit: Sit) -> None:
    sitting = sit()
    view = everything(sitting).map.view
    view.zoom(0.1)
    view.viewport().repaint()
    before = view.names.standing(view.frame())
    view.box.translateBy(x=-120 / view.frame().scale, y=0.0)
    view.viewport().repaint()
    frame = view.frame()
    assert [box.translated(120, 0) for _text, box in before] == [
        box for _text, box in view.names.standing(frame)
    ]
    view.settle()
    view.viewport().repaint()
    whole = QRectF(0, 0, frame.width, frame.height)
    seen = [box for _text, box in view.names.standing(frame) if box.intersects(whole)]
    assert all(whole.contains(box) for box in seen)


def test_check_ins_on_one_point_are_counted_and_all_told(sit: Sit) -> None:
    panel = everything(sit())
    view = panel.map.view
    place = view.plan.place
    assert place is not None
    one = next(signed for signed in place.signed if signed.point)
    crowd = tuple(replace(one, name=f"第{number}人", decides=False, fix=None) for number in range(20))
    view.show_plan(replace(place, signed=crowd), panel.view.current())
    view.viewport().repaint()
    (counted,) = [stood for stood in view.plan.stood if len(stood.tips) > 1]
    assert len(counted.tips) == 20
    told = view.plan.tip_at(counted.spot)
    assert "第0人" in told
    assert told.endswith("… 共 20 条")


def test_plans_on_one_spot_are_chosen_one_after_the_other(sit: Sit) -> None:
    sitting = sit()
    panel = everything(sitting)
    panel.turn_overview()
    view = panel.map.view
    lines = [replace(line, point=(121.6, 38.9)) for line in panel.model.rows if line.point][:3]
    view.show_all(lines)
    view.mark(lines[0])
    view.viewport().repaint()
    (cluster,) = view.dots.clusters
    assert all(line.number in view.dots.tip_at(view.frame().pixel(cluster.x, cluster.y)) for line in lines)
    chosen = []
    for _ in range(4):
        view.enter(cluster)
        chosen.append(panel.view.current().number)  # type: ignore[union-attr]
    assert chosen == [line.number for line in (*lines[1:], *lines[:2])]


def test_moving_in_the_list_brings_the_plan_into_sight_on_the_overview(sit: Sit) -> None:
    sitting = sit()
    panel = everything(sitting)
    panel.turn_overview()
    view = panel.map.view
    x, y = view.plane.flat(80.0, 40.0)
    view.look_at(QRectF(float(x), float(y), 3e5, 3e5), 0)
    place = next(place for place, line in enumerate(panel.model.rows) if place and line.point)
    panel.view.go_to(place)
    line = panel.model.row(place)
    assert line.point is not None
    frame = view.frame()
    x, y = view.plane.flat(*line.point)
    assert QRectF(0, 0, frame.width, frame.height).contains(frame.pixel(float(x), float(y)))


def test_a_plan_that_cannot_be_placed_says_why_and_what_to_do(sit: Sit) -> None:
    sitting = sit()
    panel = everything(sitting)
    line, place = panel.view.current(), panel.map.view.plan.place
    assert line is not None
    assert place is not None
    panel.map.show_head(replace(line, verdict=PlaceVerdict.UNPLACED), replace(place, missing=("没有坐标",)))
    assert panel.map.notice.isVisible()
    assert panel.map.notice.text().startswith("无法定位：没有坐标")
    assert "重新导入" in panel.map.notice.text()
    panel.map.show_head(line, place)
    assert not panel.map.notice.isVisible()


def test_the_keyboard_is_in_the_list_as_soon_as_the_map_is_opened(sit: Sit) -> None:
    sitting = sit()
    assert panel_of(sitting).list_empty.hasFocus()  # of this month's plans none is off
    sitting.qtbot.keyClick(panel_of(sitting).list_empty, Qt.Key.Key_5)
    assert panel_of(sitting).view.hasFocus()


@pytest.mark.parametrize(
    ("most", "words"), [(230.0, "200 m"), (999.0, "500 m"), (2400.0, "2 km"), (700_000.0, "500 km")]
)
def test_the_scale_bar_takes_a_round_length(most: float, words: str) -> None:
    assert length_words(nice_length(most)) == words


def test_the_model_keeps_qts_rules(sit: Sit, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(everything(sit()).model)
