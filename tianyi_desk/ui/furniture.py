"""What a window is furnished with once its desk is open; loading it takes longer than showing the window."""

from tianyi_desk.ui.anomalies.anomalies_panel import AnomaliesPanel
from tianyi_desk.ui.calendar.calendar_panel import CalendarPanel
from tianyi_desk.ui.imports.import_panel import ImportPanel
from tianyi_desk.ui.judging import Judging
from tianyi_desk.ui.map.map_panel import MapPanel
from tianyi_desk.ui.panel import Panel, Surroundings
from tianyi_desk.ui.photos.photos_panel import PhotosPanel
from tianyi_desk.ui.plans.plans_panel import PlansPanel
from tianyi_desk.ui.reporting.reports_panel import ReportsPanel
from tianyi_desk.ui.roster.roster_panel import RosterPanel
from tianyi_desk.ui.shelf import PlanShelf
from tianyi_desk.ui.today.today_panel import TodayPanel


def shelf_on(around: Surroundings) -> PlanShelf:
    """Return the shelf of a desk's plans, empty until it is refreshed."""
    return PlanShelf(around.desk, around.runner, around.bulletin)


def judging_of(around: Surroundings) -> Judging:
    """Return what judges a desk in the background."""
    return Judging(around.desk, around.actor, around.now, around.runner, around.bulletin)


def panels_on(around: Surroundings, shelf: PlanShelf, judging: Judging) -> tuple[Panel, ...]:
    """Return the panels in the order of the rail."""
    importing = ImportPanel(around)
    judging.judged.connect(importing.show_found)
    return (
        TodayPanel(around),
        importing,
        PlansPanel(around, shelf),
        RosterPanel(around),
        CalendarPanel(around, shelf),
        MapPanel(around),
        PhotosPanel(around),
        AnomaliesPanel(around),
        ReportsPanel(around, shelf),
    )
