"""Another day begins while the window is open: what counts from today counts anew."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.services.words_desk import QMS, put_words_file
from tests.ui.conftest import Sitting
from tianyi_desk.app import compose
from tianyi_desk.services.desk import open_desk
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.ui.anomalies.anomalies_panel import AnomaliesPanel
from tianyi_desk.ui.calendar.calendar_panel import CalendarPanel
from tianyi_desk.ui.day_watch import DayWatch
from tianyi_desk.ui.plans.plans_panel import PlansPanel
from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.theme import Theme

MOMENT = datetime(2026, 10, 12, 23, 59)


@pytest.fixture(name="clock")
def _clock() -> list[datetime]:
    return [MOMENT]


@pytest.fixture(name="sitting")
def _sitting(qtbot: QtBot, theme: Theme, tmp_path: Path, clock: list[datetime]) -> Iterator[Sitting]:
    put_words_file(tmp_path / "desk.sqlite3")
    with open_desk(tmp_path / "desk.sqlite3", load_rule_book()) as desk:
        kept = Remembered(None)
        kept.keep("actor", "林知夏")
        opened = compose(desk, theme, kept, lambda: clock[0])
        opened.window.resize(1440, 900)
        opened.window.show()
        opened.shelf.refresh()
        sitting = Sitting(opened, desk, qtbot, kept)
        sitting.settle()
        yield sitting
        opened.window.close()
        opened.window.deleteLater()


def watch_of(panel: PlansPanel | AnomaliesPanel | CalendarPanel) -> DayWatch:
    (watch,) = panel.findChildren(DayWatch)
    return watch


def shown(panel: PlansPanel | AnomaliesPanel) -> str:
    model: Any = panel.model
    column = next(place for place, one in enumerate(model.columns, model.first) if one.key == "deadline")
    rows = (place for place, one in enumerate(model.rows) if one.number == QMS and one.deadline is not None)
    return str(model.data(model.index(next(rows), column)))


def test_the_days_left_of_a_list_follow_the_clock_past_midnight(
    sitting: Sitting, clock: list[datetime]
) -> None:
    window = sitting.opened.window
    for name, kind in (("plans", PlansPanel), ("anomalies", AnomaliesPanel)):
        clock[0] = MOMENT
        window.show_panel(name)
        sitting.settle()
        panel = window.panels[name]
        assert isinstance(panel, PlansPanel | AnomaliesPanel)
        assert isinstance(panel, kind)
        if isinstance(panel, PlansPanel):
            panel.tabs.setCurrentIndex(1)
        assert shown(panel) == "剩 1 天 10-13"
        assert watch_of(panel).timer.isActive()
        clock[0] = datetime(2026, 10, 13, 0, 0, 20)
        watch_of(panel).timer.timeout.emit()
        assert shown(panel) == "今天到期 10-13"
        window.show_panel("import")
        assert not watch_of(panel).timer.isActive()
        clock[0] = datetime(2026, 10, 14, 9)
        window.show_panel(name)
        assert shown(panel) == "逾期 1 天 10-13"


def test_the_calendar_moves_its_mark_of_today(sitting: Sitting, clock: list[datetime]) -> None:
    sitting.opened.window.show_panel("calendar")
    sitting.settle()
    panel = sitting.opened.window.panels["calendar"]
    assert isinstance(panel, CalendarPanel)
    assert panel.month_view.today == date(2026, 10, 12)
    clock[0] = datetime(2026, 10, 13, 0, 1)
    watch_of(panel).timer.timeout.emit()
    assert (panel.month_view.today, panel.day) == (date(2026, 10, 13), date(2026, 10, 12))
