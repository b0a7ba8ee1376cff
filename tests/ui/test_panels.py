"""Panels are made when they are first opened; the rail shows them all before."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Sit
from tianyi_desk import app
from tianyi_desk.progress import finish
from tianyi_desk.services.desk import throw_away_desk
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.ui.furniture import PANELS, loading_panels
from tianyi_desk.ui.panel import Period
from tianyi_desk.ui.periods import month_of
from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.theme import Theme

LATER = (
    *("tianyi_desk.rules.engine", "tianyi_desk.services.plan_page", "tianyi_desk.services.workbook"),
    *("tianyi_desk.services.intake", "sqlalchemy.dialects.postgresql"),
    *("PIL", "openpyxl", "pypdfium2", "pyqtgraph", "reportlab", "python_calamine", "alembic", "holidays"),
)
"""Modules that the first list does without."""


def test_every_panel_can_be_loaded_before_it_is_opened(qtbot: QtBot, theme: Theme) -> None:
    finish(loading_panels())
    with throw_away_desk(load_rule_book()) as desk:
        window = app.compose(desk, theme, Remembered(None)).window
        qtbot.addWidget(window)
        rooms = {name.split(".")[2] for name in sys.modules if name.startswith("tianyi_desk.ui.")}
        assert {"imports", "photos", "plan_page", "reporting"} <= rooms
        assert len(PANELS) == len(window.panels) + 1  # the 计划页, too
        window.close()


def test_the_rail_shows_every_panel_and_only_the_opened_one_is_made(qtbot: QtBot, theme: Theme) -> None:
    with throw_away_desk(load_rule_book()) as desk:
        opened = app.compose(desk, theme, Remembered(None))
        window = opened.window

        def made() -> list[str]:
            return [panel.name for panel in window.panels.made]

        qtbot.addWidget(window)
        window.show()
        assert len(window.rail.buttons) == len(window.panels) == 10
        assert made() == []
        opened.begin()
        assert made() == ["import"]
        window.show_panel("plans")
        window.show_panel("import")
        assert made() == ["import", "plans"]
        qtbot.waitUntil(lambda: opened.around.runner.idle)
        window.close()


def test_the_rail_says_of_a_panel_what_the_panel_says_of_itself(sit: Sit) -> None:
    sitting = sit(filled=False)
    window = sitting.opened.window
    for place in window.panels.places:
        panel = window.panels[place.name]
        assert (panel.name, panel.title, panel.icon) == (place.name, place.title, place.icon)
    sitting.settle()


def test_a_panel_opened_later_stands_in_the_period_chosen_before(sit: Sit) -> None:
    sitting = sit()
    window = sitting.opened.window
    wanted = month_of(sitting.opened.around.now().date().replace(day=1))
    window.top.period.set_period(wanted)
    window.top.period.chosen.emit(wanted)
    for panel in window.panels.values():
        assert panel.period == wanted
    assert wanted != Period()
    sitting.settle()


def test_a_panel_opened_after_the_plans_were_read_shows_them(sit: Sit) -> None:
    sitting = sit()
    window = sitting.opened.window
    assert sitting.opened.shelf.ready
    for name in ("plans", "reports", "calendar"):
        window.show_panel(name)
        sitting.settle()
    plans = window.panels["plans"]
    assert "0" not in plans.tabs.tabText(1)  # type: ignore[attr-defined]
    assert window.panels["reports"].choice.months.rowCount() > 0  # type: ignore[attr-defined]
    assert "还没有" not in window.panels["calendar"].head.summary.text()  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["anomalies", "import", "photos", "reports"])
def test_tab_goes_on_from_a_list_and_reaches_the_open_place_alone(sit: Sit, name: str) -> None:
    sitting = sit()
    window = sitting.opened.window
    sitting.qtbot.mouseClick(window.rail.buttons["plans"], Qt.MouseButton.LeftButton)
    window.show_panel(name)
    sitting.settle()
    passed = []
    for _step in range(80):
        sitting.qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        passed.append(window.focusWidget())
    reached = [place for place in window.rail.buttons.values() if place in passed]
    assert reached == [window.rail.buttons[name]]


@pytest.mark.parametrize("first", ["page", "panel"])
def test_tab_goes_from_the_panel_into_the_plan_page_whichever_was_made_first(sit: Sit, first: str) -> None:
    sitting = sit()
    window = sitting.opened.window
    if first == "panel":
        window.show_panel("plans")
    window.open_plan(sitting.opened.shelf.shelf.lines[0].number, False)
    sitting.settle()
    window.show_panel("plans")
    sitting.settle()
    window.rail.buttons["plans"].setFocus()
    passed = []
    for _step in range(80):
        sitting.qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        if window.focusWidget() is window.rail.buttons["plans"]:
            break
        passed.append(window.drawer.isAncestorOf(window.focusWidget()))
    assert any(passed), "the plan page is never reached"
    assert passed == sorted(passed)[: passed.index(True)] + [True] * passed.count(True) + [False] * 4


class Shown(QObject):
    """Notes every window that comes up."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    def eventFilter(self, widget: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Show and isinstance(widget, QWidget) and widget.isWindow():
            self.windows.append(type(widget).__name__)
        return False


def test_no_part_of_a_panel_or_plan_page_flashes_up_as_a_window_of_its_own(
    sit: Sit, qapp: QApplication
) -> None:
    sitting = sit()
    window, shown = sitting.opened.window, Shown()
    qapp.installEventFilter(shown)
    try:
        for name in window.panels:
            window.show_panel(name)
            sitting.settle()
        for line in sitting.opened.shelf.shelf.lines[:5]:
            window.open_plan(line.number, False)
            sitting.settle()
    finally:
        qapp.removeEventFilter(shown)
    assert shown.windows == []
    assert window.isActiveWindow()


EXCEL_LATER = (
    "anomalies.anomalies",
    "calendar.calendar",
    "imports.import",
    "map.map",
    "plans.plans",
    "roster.roster",
)


def test_what_the_first_list_does_without_is_not_loaded_for_it() -> None:
    assert loaded(LATER, "import tianyi_desk.app, tianyi_desk.ui.anomalies.anomalies_panel") == "[]"
    assert loaded(("numpy", *LATER), "import tianyi_desk.app, tianyi_desk.ui.today.today_panel") == "[]"


def test_excel_is_not_loaded_for_a_panel_but_for_an_export() -> None:
    panels = ", ".join(f"tianyi_desk.ui.{name}_panel" for name in EXCEL_LATER)
    assert loaded(("openpyxl",), f"import {panels}") == "[]"


def loaded(names: tuple[str, ...], act: str) -> str:
    """Return which modules an act loads, in a process of its own."""
    words = (
        f"{act}, tianyi_desk.ui.furniture, sys; print([name for name in {names!r} if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", words], check=True, capture_output=True, text=True)
    return found.stdout.strip()
