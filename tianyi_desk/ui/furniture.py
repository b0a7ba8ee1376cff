"""What a window is furnished with once its desk is open; a panel and what it rests on load when it is opened."""

from PySide6.QtCore import QObject

from tianyi_desk.services.noticing import Noticing
from tianyi_desk.services.privacy import may_see_numbers
from tianyi_desk.ui.elsewhere import Elsewhere
from tianyi_desk.ui.judging import Judging
from tianyi_desk.ui.main_window import MainWindow
from tianyi_desk.ui.panel import Panel, Surroundings
from tianyi_desk.ui.panels import Place
from tianyi_desk.ui.shelf import PlanShelf

# ruff: noqa: PLC0415 - every panel is imported by what makes it


def shelf_on(around: Surroundings) -> PlanShelf:
    """Return the shelf of a desk's plans, empty until it is refreshed."""
    return PlanShelf(around.desk, around.runner, around.bulletin, lambda: may_see_numbers(around.actor()))


def lead_to_people(window: MainWindow) -> None:
    """Have a person that was found at the top shown in 名册."""

    def show(key: int) -> None:
        from tianyi_desk.ui.roster.roster_panel import RosterPanel

        window.show_panel("roster")
        roster = window.panels["roster"]
        if isinstance(roster, RosterPanel):
            roster.show_person(key)

    window.top.find_box.person_wanted.connect(show)


def judging_of(around: Surroundings) -> Judging:
    """Return what judges a desk in the background."""
    return Judging(around.desk, around.actor, around.now, around.runner, around.bulletin)


def elsewhere_of(around: Surroundings, window: QObject) -> Elsewhere:
    """Return what hears of others' writing as long as a window lives."""
    return Elsewhere(Noticing(around.desk.database), around.runner, around.bulletin, window)


def places_on(around: Surroundings, shelf: PlanShelf, judging: Judging) -> tuple[Place, ...]:
    """Return the panels to be made, in the order of the rail."""
    return (
        Place("today", "今天", "today", lambda: _today(around)),
        Place("import", "导入", "import", lambda: _imports(around, judging), takes_files=True),
        Place("plans", "计划", "plans", lambda: _plans(around, shelf)),
        Place("roster", "名册", "roster", lambda: _roster(around)),
        Place("calendar", "日历", "calendar", lambda: _calendar(around, shelf)),
        Place("map", "地图", "map", lambda: _map(around)),
        Place("photos", "照片", "photo", lambda: _photos(around)),
        Place("anomalies", "异常", "anomalies", lambda: _anomalies(around)),
        Place("reports", "报告", "report", lambda: _reports(around, shelf)),
        Place("notices", "通知", "notices", lambda: _notices(around)),
    )


def _today(around: Surroundings) -> Panel:
    from tianyi_desk.ui.today.today_panel import TodayPanel

    return TodayPanel(around)


def _imports(around: Surroundings, judging: Judging) -> Panel:
    from tianyi_desk.ui.imports.import_panel import ImportPanel

    panel = ImportPanel(around)
    judging.judged.connect(panel.show_found)
    return panel


def _plans(around: Surroundings, shelf: PlanShelf) -> Panel:
    from tianyi_desk.ui.plans.plans_panel import PlansPanel

    return PlansPanel(around, shelf)


def _roster(around: Surroundings) -> Panel:
    from tianyi_desk.ui.roster.roster_panel import RosterPanel

    return RosterPanel(around)


def _calendar(around: Surroundings, shelf: PlanShelf) -> Panel:
    from tianyi_desk.ui.calendar.calendar_panel import CalendarPanel

    return CalendarPanel(around, shelf)


def _map(around: Surroundings) -> Panel:
    from tianyi_desk.ui.map.map_panel import MapPanel

    return MapPanel(around)


def _photos(around: Surroundings) -> Panel:
    from tianyi_desk.ui.photos.photos_panel import PhotosPanel

    return PhotosPanel(around)


def _anomalies(around: Surroundings) -> Panel:
    from tianyi_desk.ui.anomalies.anomalies_panel import AnomaliesPanel

    return AnomaliesPanel(around)


def _notices(around: Surroundings) -> Panel:
    from tianyi_desk.ui.notices.notices_panel import NoticesPanel

    return NoticesPanel(around)


def _reports(around: Surroundings, shelf: PlanShelf) -> Panel:
    from tianyi_desk.ui.reporting.reports_panel import ReportsPanel

    return ReportsPanel(around, shelf)
