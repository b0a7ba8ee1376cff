"""What the tour takes pictures of in each panel, and how it waits until a picture can be taken."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tianyi_desk.app import Opened
from tianyi_desk.facts.vocabulary import Disposition
from tianyi_desk.services.places_view import PlaceVerdict
from tianyi_desk.ui.calendar.calendar_panel import CalendarPanel
from tianyi_desk.ui.map.map_panel import MapPanel
from tianyi_desk.ui.photos.photos_panel import PhotosPanel
from tianyi_desk.ui.reporting.choice import PLAN, TO_DO
from tianyi_desk.ui.reporting.pages import Fit
from tianyi_desk.ui.reporting.reports_panel import ReportsPanel
from tianyi_desk.ui.roster.merge_dialog import MergeDialog
from tianyi_desk.ui.roster.part_dialog import PartDialog
from tianyi_desk.ui.roster.person_dialog import PersonDialog, Task
from tianyi_desk.ui.roster.resolve_dialog import ResolveDialog
from tianyi_desk.ui.roster.roster_panel import RosterPanel
from tianyi_desk.ui.today.dispose_dialog import DisposeDialog
from tianyi_desk.ui.today.today_panel import TodayPanel

QUIET_S = 0.18
"""How long nothing must have happened before a picture is taken: timers of lists wait up to 0.12 s."""
QUIET_ROUNDS = 12
"""How often the events must have run besides: on a busy machine the time alone passes before a layout is made."""


@dataclass(frozen=True, slots=True)
class Tour:
    """One window of one size and look, and where its pictures go."""

    opened: Opened
    folder: Path
    suffix: str

    def take(self, name: str, widget: QWidget | None = None) -> Path:
        """Wait until everything stands still, and save a picture of a widget, of the window unless told."""
        settle(self.opened)
        path = self.folder / f"{name}-{self.suffix}.png"
        (widget or self.opened.window).grab().save(str(path))
        return path

    def take_dialog(self, name: str, dialog: QWidget) -> Path:
        """Save a picture of a dialog."""
        dialog.show()
        path = self.take(name, dialog)
        dialog.close()
        return path


def settle(opened: Opened) -> None:
    """Let the window work until no job is on its way and nothing has happened for a moment."""
    application = QApplication.instance()
    quiet_since, rounds = time.monotonic(), 0
    while application is not None and (time.monotonic() - quiet_since < QUIET_S or rounds < QUIET_ROUNDS):
        resting = (
            QEventLoop()
        )  # not processEvents again and again: that takes the processor from the jobs waited for
        QTimer.singleShot(15, resting.quit)
        resting.exec()
        rounds += 1
        if not opened.around.runner.idle:
            quiet_since, rounds = time.monotonic(), 0


def calendar(tour: Tour, name: str) -> Iterator[Path]:
    """Take the week and the month."""
    calendar = tour.opened.window.panels["calendar"]
    assert isinstance(calendar, CalendarPanel)
    tour.opened.window.show_panel("calendar")
    calendar.turn_to(calendar.week)
    yield tour.take(f"{name}-周")
    calendar.turn_to(calendar.month_view)
    yield tour.take(f"{name}-月")


def today(tour: Tour) -> Iterator[Path]:
    """Take the queue, beside a plan, and its dialogs."""
    window = tour.opened.window
    panel = window.panels["today"]
    assert isinstance(panel, TodayPanel)
    window.show_panel("today")
    yield tour.take("今天要办")
    item = next(one for one in panel.queue.items if len(one.coded.others) > 1)
    window.open_plan(item.number, False)
    yield tour.take("今天要办-计划页")
    window.drawer.put_away()
    yield tour.take_dialog("今天要办-处理", DisposeDialog(Disposition.CONFIRMED, [item], (), window))
    yield tour.take_dialog("晨间提醒", panel.messages_dialog())


def roster(tour: Tour) -> Iterator[Path]:
    """Take the people, one beside a plan, and a new one."""
    window = tour.opened.window
    panel = window.panels["roster"]
    assert isinstance(panel, RosterPanel)
    window.show_panel("roster")
    settle(tour.opened)
    busy = max(panel.roster.people, key=lambda line: line.counts)
    panel.view.go_to_key(busy.key)
    yield tour.take("名册")
    panel.person.turn_numbers()
    panel.person.sections[panel.person.history].set_open(True)
    page = panel.person.page
    assert page is not None
    window.open_plan(page.visits[0].number, False)
    panel.go_to(2)
    yield tour.take("名册-计划页")
    window.drawer.put_away()
    task = Task(panel.unknown.model.row(0).entry, reason="补入名册")
    dialog = PersonDialog(panel.around, task, parent=window)
    dialog.set_text("phone", "1380")
    yield tour.take_dialog("名册-新建", dialog)
    for name, other in (
        ("名册-合并", MergeDialog(panel.around, page, panel.roster.people, window)),
        ("名册-分开", PartDialog(panel.around, page, window)),
    ):
        settle(tour.opened)
        yield tour.take_dialog(name, other)
    panel.unknown.turn_all()
    yield tour.take_dialog("名册-处理", ResolveDialog(panel.unknown.ticked(), window))
    window.show_panel("plans")


def maps(tour: Tour) -> Iterator[Path]:
    """Take one visit and the overview."""
    tour.opened.window.show_panel("map")
    settle(tour.opened)
    panel = tour.opened.window.panels["map"]
    assert isinstance(panel, MapPanel)
    borderline = [line.number for line in panel.model.rows if line.verdict is PlaceVerdict.BORDERLINE]
    panel.view.go_to_key(borderline[0])
    yield tour.take("地图-单次")
    panel.turn_overview()
    yield tour.take("地图-总览")
    panel.turn_overview()


def photos(tour: Tour) -> Iterator[Path]:
    """Take a plan without files, one with them, and a photo at full size."""
    window = tour.opened.window
    photos = window.panels["photos"]
    assert isinstance(photos, PhotosPanel)
    window.show_panel("photos")
    yield tour.take("照片-没有文件")
    photos.go_on()
    settle(tour.opened)
    photos.turn(photos.roster.model.row(0))
    yield tour.take("照片")
    photos.turn_large()
    yield tour.take("照片-大图")
    photos.turn_large()
    photos.turn_wall()
    yield tour.take("照片-全部")
    photos.turn_wall()
    photos.undo()


def reports(tour: Tour) -> Iterator[Path]:
    """Take the first page of a month's figures, one plan's paper as a whole page, and what is to be filed."""
    window = tour.opened.window
    panel = window.panels["reports"]
    if not isinstance(panel, ReportsPanel):
        return
    window.show_panel("reports")
    settle(tour.opened)
    panel.pages.go_to(3)
    yield tour.take("报告")
    panel.choice.show_kind(PLAN)
    settle(tour.opened)
    panel.pages.fit(Fit.WHOLE)
    yield tour.take("报告-单项")
    panel.choice.show_kind(TO_DO)
    settle(tour.opened)
    panel.pages.fit(Fit.WIDTH)
    yield tour.take("报告-办理")
