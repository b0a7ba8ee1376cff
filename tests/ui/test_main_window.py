"""The window: rail, search, period, drops, what it remembers, and what it says when something goes wrong."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFontDatabase, QRawFont
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from tests.ui.conftest import Sit, typed
from tianyi_desk.resources import resource
from tianyi_desk.trouble import DeskError
from tianyi_desk.ui.fitting import fit
from tianyi_desk.ui.keys_sheet import KeysSheet
from tianyi_desk.ui.main_window import LEAST_SIZE
from tianyi_desk.ui.panel import Period
from tianyi_desk.ui.periods import OwnPeriod, month_of, period_text, period_words, read_period
from tianyi_desk.ui.plan_page.plan_page import PlanPageView
from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.runner import Fault
from tianyi_desk.ui.theme import FAMILY, FONT_FILES, Scheme, Theme
from tianyi_desk.ui.trouble import TroubleDialog, dialog_for


def test_every_place_of_the_rail_works_by_mouse_and_by_key(sit: Sit) -> None:
    sitting = sit()
    window = sitting.opened.window
    for number, (name, place) in enumerate(window.rail.buttons.items(), 1):
        sitting.qtbot.mouseClick(place, Qt.MouseButton.LeftButton)
        assert window.panel.name == name
        window.show_panel("import")
        sitting.qtbot.keyClick(window, getattr(Qt.Key, f"Key_{number % 10}"), Qt.KeyboardModifier.AltModifier)
        assert window.panel.name == name
        assert window.panel.hints
    sitting.settle()


def test_a_plan_is_found_by_part_of_its_enterprise_and_opened_with_enter(sit: Sit) -> None:
    sitting = sit()
    window = sitting.opened.window
    line = sitting.opened.shelf.shelf.lines[3]
    sitting.qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    box = window.top.find_box
    typed(box, line.enterprise[2:6])
    assert box.found.isVisible()
    assert line.number in [row.number for row in box.model.rows]
    wanted = box.current()
    assert wanted is not None
    sitting.qtbot.keyClick(box, Qt.Key.Key_Return)
    sitting.settle()
    assert window.drawer.page is not None
    assert window.drawer.page.number == wanted.number
    assert not box.found.isVisible()


def test_what_is_not_found_is_said(sit: Sit) -> None:
    sitting = sit()
    box = sitting.opened.window.top.find_box
    typed(box, "绝无此企业")
    assert not box.model.rows
    assert box.nothing.isVisible()
    assert box.nothing.text().startswith("没有找到")
    sitting.qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""


def test_the_period_offers_the_months_there_are_plans_in(sit: Sit) -> None:
    sitting = sit()
    menu = sitting.opened.window.top.period.menu_now()
    assert isinstance(menu, QMenu)
    assert menu.layoutDirection() is Qt.LayoutDirection.LeftToRight
    offered = [action.text() for action in menu.actions()]
    assert any(text.startswith("2022 年 1 月    ") for text in offered)
    next(action for action in menu.actions() if action.text().startswith("2022 年 1 月")).trigger()
    assert sitting.opened.window.top.period.text() == "2022 年 1 月"
    assert sitting.remembered.text("period") == "2022-01-01/2022-01-31"


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Period(), "全部期间"),
        (month_of(date(2024, 2, 10)), "2024 年 2 月"),
        (Period(date(2026, 1, 1), date(2026, 12, 31)), "2026 年"),
        (Period(date(2026, 9, 21), date(2026, 10, 13)), "2026-09-21 — 2026-10-13"),
        (Period(date(2026, 9, 21), None), "2026-09-21 起"),
    ],
)
def test_a_period_is_written_and_read_back(period: Period, words: str) -> None:
    assert period_words(period) == words
    assert read_period(period_text(period)) == period


def test_a_broken_remembered_period_is_everything() -> None:
    assert read_period("坏的") == read_period("2026-13-01/x") == Period()


def test_a_period_of_ones_own_ends_after_it_began(sit: Sit) -> None:
    assert sit(filled=False)
    dialog = OwnPeriod(Period(date(2026, 10, 2), date(2026, 10, 1)), date(2026, 10, 1))
    dialog._check()
    assert not dialog._take.isEnabled()


def test_the_sheet_of_keys_names_those_of_the_panel(sit: Sit) -> None:
    sitting = sit()
    sitting.opened.window.show_panel("anomalies")
    sitting.settle()
    titles: list[str] = []

    def look() -> None:
        sheet = QApplication.activeModalWidget()
        assert isinstance(sheet, KeysSheet)
        titles.append(sheet.windowTitle())
        sheet.accept()

    QTimer.singleShot(0, look)
    sitting.qtbot.keyClick(sitting.opened.window, Qt.Key.Key_F1)
    assert titles == ["快捷键"]


def test_sizes_columns_and_scheme_are_remembered(sit: Sit, tmp_path: Path) -> None:
    path = tmp_path / "window.ini"
    first = sit(filled=False, remembered=Remembered(path))
    first.opened.window.resize(1200, 700)
    panel = first.opened.window.panels["anomalies"]
    panel.view.setColumnWidth(2, 301)  # type: ignore[attr-defined]
    first.opened.window.choose_scheme(Scheme.LIGHT)
    first.opened.window.close()
    again = Remembered(path)
    second = sit(filled=False, remembered=again)
    assert second.opened.window.size().height() == 700
    assert second.opened.window.panels["anomalies"].view.columnWidth(2) == 301  # type: ignore[attr-defined]
    assert again.text("scheme") == "浅色"


def test_trouble_says_what_happened_what_is_safe_and_what_to_do(sit: Sit, theme: Theme) -> None:
    sitting = sit(filled=False)
    dialog = dialog_for(theme, DeskError("出了事。", "数据完好。", "请重试。"))
    sitting.qtbot.addWidget(dialog)
    from PySide6.QtWidgets import QLabel

    said = [one.text() for one in dialog.findChildren(QLabel)]
    assert {"出了事。", "数据完好。", "请重试。"} <= set(said)


def test_a_bug_folds_its_details_out(sit: Sit, theme: Theme) -> None:
    sitting = sit(filled=False)
    dialog = dialog_for(theme, Fault("Traceback: 除以零"))
    sitting.qtbot.addWidget(dialog)
    assert isinstance(dialog, TroubleDialog)
    dialog.show()
    assert not dialog._details.isVisible()
    sitting.qtbot.mouseClick(dialog._fold, Qt.MouseButton.LeftButton)
    assert dialog._details.isVisible()
    assert "除以零" in dialog._details.toPlainText()


def test_the_fonts_hold_every_letter_a_name_may_have(theme: Theme) -> None:
    assert theme
    assert FAMILY in QFontDatabase.families()
    for name in FONT_FILES:
        face = QRawFont(str(resource("fonts", name)), 16)
        for letter in "天一签到核查●◆▲■○✓→—…·𬭎䶮㛃镕翀喆":
            assert face.supportsCharacter(ord(letter)), (name, letter)


def test_dark_and_light_dress_the_same_window(sit: Sit) -> None:
    sitting = sit()
    window, theme = sitting.opened.window, sitting.opened.around.theme
    window.show_panel("plans")
    sitting.settle()
    seen = {}
    for scheme in (Scheme.DARK, Scheme.LIGHT):
        theme.choose(scheme)
        seen[scheme] = window.grab().toImage().pixelColor(QPoint(window.width() - 4, 60)).lightness()
    assert seen[Scheme.DARK] < 60
    assert seen[Scheme.LIGHT] > 200


def test_a_window_asks_for_no_more_than_the_screen_has(sit: Sit) -> None:
    window = sit(filled=False).opened.window
    window.resize(1440, 900)
    fit(window, QRect(0, 0, 1366, 768), LEAST_SIZE)
    assert window.isMaximized()
    window.showNormal()
    window.resize(1200, 700)
    fit(window, QRect(0, 0, 1920, 1080), LEAST_SIZE)
    assert not window.isMaximized()
    fit(window, QRect(0, 0, 683, 384), LEAST_SIZE)
    assert window.minimumWidth() <= 683
    assert window.minimumHeight() <= 384 - 30, "the title of the window needs room too"


def test_a_plan_in_a_window_of_its_own_offers_no_second_one_and_judges_on_f5(sit: Sit) -> None:
    sitting = sit()
    window = sitting.opened.window
    window.open_plan(sitting.opened.shelf.shelf.lines[0].number, True)
    sitting.settle()
    (alone,) = window.drawer.windows
    assert isinstance(alone.page, PlanPageView)
    assert not alone.page.head.apart.isVisible()
    alone.activateWindow()
    sitting.qtbot.waitUntil(alone.isActiveWindow)
    with sitting.qtbot.waitSignal(window.judge_wanted):
        sitting.qtbot.keyClick(alone, Qt.Key.Key_F5)
    sitting.settle()


def test_the_page_shows_when_the_keyboard_is_in_it(sit: Sit) -> None:
    sitting = sit()
    window = sitting.opened.window
    window.show_panel("plans")
    window.open_plan(sitting.opened.shelf.shelf.lines[0].number, False)
    sitting.settle()
    page = window.drawer.page
    assert isinstance(page, PlanPageView)
    sitting.qtbot.keyClick(window, Qt.Key.Key_F6)
    assert page.mark.property("on") is True
    sitting.qtbot.keyClick(window, Qt.Key.Key_F6)
    assert page.mark.property("on") is False


def test_after_a_drop_the_keyboard_is_with_the_window_and_no_more_with_the_file_manager(
    sit: Sit, tmp_path: Path
) -> None:
    sitting = sit(filled=False)
    window = sitting.opened.window
    manager = QLineEdit()
    sitting.qtbot.addWidget(manager)
    manager.show()
    manager.activateWindow()
    sitting.qtbot.waitUntil(manager.isActiveWindow)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    where, button, keys = QPoint(400, 300), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copying = Qt.DropAction.CopyAction
    QApplication.sendEvent(window, QDragEnterEvent(where, copying, data, button, keys))
    assert window.veil.isVisible()
    QApplication.sendEvent(window, QDropEvent(QPointF(where), copying, data, button, keys))
    sitting.qtbot.waitUntil(window.isActiveWindow)
    assert not window.veil.isVisible()
    sitting.settle()
