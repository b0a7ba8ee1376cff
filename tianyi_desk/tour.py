"""A picture of every panel, dialog and empty state, for the manual and for harsh eyes."""

import csv
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop, QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QWidget

from tianyi_desk.app import Opened, compose, make_application
from tianyi_desk.facts.vocabulary import Disposition
from tianyi_desk.progress import Progress, finish
from tianyi_desk.services.demonstration import ACTOR, bring_in_samples, demonstration_moment, passing_desk
from tianyi_desk.services.desk import Desk
from tianyi_desk.services.places_view import PlaceVerdict
from tianyi_desk.services.samples import sample_sets
from tianyi_desk.trouble import DeskError
from tianyi_desk.ui.anomalies.anomalies_panel import AnomaliesPanel
from tianyi_desk.ui.anomalies.decide_dialog import DecideDialog
from tianyi_desk.ui.calendar.calendar_panel import CalendarPanel
from tianyi_desk.ui.imports.import_panel import ImportPanel
from tianyi_desk.ui.keys_sheet import EVERYWHERE, KeysSheet
from tianyi_desk.ui.map.map_panel import MapPanel
from tianyi_desk.ui.periods import OwnPeriod, month_of
from tianyi_desk.ui.photos.photos_panel import PhotosPanel
from tianyi_desk.ui.plans.plans_panel import PlansPanel
from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.reporting.choice import PLAN, TO_DO
from tianyi_desk.ui.reporting.pages import Fit
from tianyi_desk.ui.reporting.reports_panel import ReportsPanel
from tianyi_desk.ui.roster.person_dialog import PersonDialog, Task
from tianyi_desk.ui.roster.resolve_dialog import ResolveDialog
from tianyi_desk.ui.roster.roster_panel import RosterPanel
from tianyi_desk.ui.theme import Scheme, Theme
from tianyi_desk.ui.trouble import BUG, TroubleDialog

SIZES = ((1366, 768), (1920, 1080))
SCHEMES = (Scheme.LIGHT, Scheme.DARK)
QUIET_S = 0.25
"""How long nothing must have happened before a picture is taken: timers of lists wait up to 0.12 s."""
QUIET_ROUNDS = 12
"""How often the events must have run besides: on a busy machine the time alone passes before a layout is made."""
LONG_NAME = "北京市朝阳区望京新兴产业区精密智能制造装备与工业互联网技术研究开发股份有限公司"
TROUBLE = DeskError(
    "数据库正在被另一个程序使用。",
    "没有写入任何数据，原有数据完好。",
    "请关闭另一个窗口或等它做完，再试一次。",
)


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
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        rounds += 1
        if not opened.around.runner.idle:
            quiet_since, rounds = time.monotonic(), 0


def tour(folder: Path, tell: Callable[[Progress], None] | None = None) -> list[Path]:
    """Write the pictures of every size and look into a folder, made if need be; return their paths."""
    with desk_with_samples(tell) as (desk, now):
        return pictures(folder, desk, now, SIZES, SCHEMES)


def short_tour(folder: Path, tell: Callable[[Progress], None] | None = None) -> list[Path]:
    """Write the pictures of one size and look."""
    with desk_with_samples(tell) as (desk, now):
        return pictures(folder, desk, now, SIZES[:1], (Scheme.LIGHT,))


@contextmanager
def desk_with_samples(
    tell: Callable[[Progress], None] | None = None,
) -> Iterator[tuple[Desk, datetime]]:
    """Make the demonstration's desk, judged as of its own moment."""
    now = demonstration_moment()
    with passing_desk() as desk:
        finish(bring_in_samples(desk, now), tell)
        yield desk, now


def pictures(
    folder: Path,
    desk: Desk,
    now: datetime,
    sizes: tuple[tuple[int, int], ...],
    schemes: tuple[Scheme, ...],
) -> list[Path]:
    """Take the pictures of these sizes and looks: with the desk's plans, with nothing, with long names."""
    make_application()
    paths: list[Path] = []
    for scheme in schemes:
        for size in sizes:
            suffix = f"{scheme.value}-{size[0]}x{size[1]}"
            with _window(desk, now, scheme, size) as opened:
                paths += _with_plans(Tour(opened, folder, suffix))
            with passing_desk() as empty, _window(empty, now, scheme, size) as opened:
                paths += _with_nothing(Tour(opened, folder, suffix))
            with passing_desk() as wide, _window(wide, now, scheme, size) as opened:
                paths += _with_long_names(Tour(opened, folder, suffix))
    return paths


@contextmanager
def _window(desk: Desk, now: datetime, scheme: Scheme, size: tuple[int, int]) -> Iterator[Opened]:
    application = make_application()
    QCursor.setPos(QPoint(0, 0))
    remembered = Remembered(None)
    remembered.keep("actor", ACTOR)
    theme = Theme(scheme)
    theme.install(application)
    opened = compose(desk, theme, remembered, lambda: now)
    opened.window.resize(*size)
    opened.window.show()
    opened.shelf.refresh()
    settle(opened)
    try:
        yield opened
    finally:
        opened.window.close()
        opened.window.deleteLater()
        settle(opened)


def _panels(opened: Opened) -> tuple[ImportPanel, PlansPanel, AnomaliesPanel]:
    found = opened.window.panels
    imports, plans, anomalies = found["import"], found["plans"], found["anomalies"]
    assert isinstance(imports, ImportPanel)
    assert isinstance(plans, PlansPanel)
    assert isinstance(anomalies, AnomaliesPanel)
    return imports, plans, anomalies


def _calendar(tour: Tour, name: str) -> Iterator[Path]:
    calendar = tour.opened.window.panels["calendar"]
    assert isinstance(calendar, CalendarPanel)
    tour.opened.window.show_panel("calendar")
    calendar.turn_to(calendar.week)
    yield tour.take(f"{name}-周")
    calendar.turn_to(calendar.month_view)
    yield tour.take(f"{name}-月")


def _with_plans(tour: Tour) -> Iterator[Path]:
    window = tour.opened.window
    imports, plans, anomalies = _panels(tour.opened)
    window.show_panel("import")
    yield tour.take("导入-批次")
    imports.take_files([sample_sets()[0].folder])
    settle(tour.opened)
    yield tour.take("导入-四堆")
    imports.piles.go_to(3)
    yield tour.take("导入-拒绝")
    imports.leave()
    window.show_panel("plans")
    yield tour.take("计划-审核任务")
    plans.tabs.setCurrentIndex(1)
    yield tour.take("计划-审核经历")
    yield from _roster(tour)
    yield from _calendar(tour, "日历")
    window.top.find_box.setText("新材料")
    window.top.find_box.textEdited.emit("新材料")
    yield tour.take("查找", window.top.find_box.found.window())
    window.top.find_box.close_list()
    window.top.find_box.clear()
    yield from _maps(tour)
    yield from _photos(tour)
    window.show_panel("notices")
    window.show_clause("M5.9(2)")
    yield tour.take("通知")
    window.show_panel("anomalies")
    yield tour.take("异常")
    anomalies.model.tick(range(2, 5), on=True)
    anomalies.view.go_to(2)
    anomalies.turn_why()
    yield tour.take("异常-勾选-为什么")
    anomalies.turn_why()
    anomalies.explain()
    yield tour.take("异常-写说明")
    anomalies.explaining.put_away()
    window.open_plan(anomalies.model.row(2).number, False)
    yield tour.take("异常-计划页")
    yield from _reports(tour)
    yield from _dialogs(tour)


def _roster(tour: Tour) -> Iterator[Path]:
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
    panel.unknown.turn_all()
    yield tour.take_dialog("名册-处理", ResolveDialog(panel.unknown.ticked(), window))
    window.show_panel("plans")


def _maps(tour: Tour) -> Iterator[Path]:
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


def _photos(tour: Tour) -> Iterator[Path]:
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


def _dialogs(tour: Tour) -> Iterator[Path]:
    window, theme = tour.opened.window, tour.opened.around.theme
    _, _, anomalies = _panels(tour.opened)
    today = tour.opened.around.now().date()
    yield tour.take_dialog("快捷键", KeysSheet([("随处可用", EVERYWHERE), ("异常", anomalies.hints)], window))
    yield tour.take_dialog("出错", TroubleDialog(theme, TROUBLE, parent=window))
    yield tour.take_dialog("内部出错", TroubleDialog(theme, BUG, "Traceback …", window))
    yield tour.take_dialog("期间", OwnPeriod(month_of(today), today, window))
    yield tour.take_dialog(
        "处理",
        DecideDialog(Disposition.DISMISSED, "2 条：H02 签到迟 2 条", "另有 1 条不受影响。", (), window),
    )
    yield tour.take_dialog("期间菜单", window.top.period.menu_now())
    yield tour.take_dialog("菜单", window.menu_now())


def _reports(tour: Tour) -> Iterator[Path]:
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


def _with_nothing(tour: Tour) -> Iterator[Path]:
    for name, panel in tour.opened.window.panels.items():
        tour.opened.window.show_panel(name)
        yield tour.take(f"空-{panel.title}")


def _with_long_names(tour: Tour) -> Iterator[Path]:
    imports, plans, anomalies = _panels(tour.opened)
    window = tour.opened.window
    with TemporaryDirectory() as folder:
        file = Path(folder) / "审核计划.csv"
        _write_long_names(file)
        window.show_panel("import")
        imports.take_files([file])
        settle(tour.opened)
        yield tour.take("长名-导入")
        imports.accept()
        settle(tour.opened)
    window.show_panel("plans")
    plans.tabs.setCurrentIndex(1)
    yield tour.take("长名-计划")
    yield from _calendar(tour, "长名-日历")
    window.show_panel("map")
    yield tour.take("长名-地图")
    window.show_panel("anomalies")
    yield tour.take("长名-异常")
    window.open_plan(anomalies.model.row(0).number, False)
    yield tour.take("长名-计划页")


def _write_long_names(path: Path) -> None:
    headings = ("计划编号", "企业名称", "认证项目", "审核活动", "审核时间", "审核地址", "审核组")
    times = "2026-10-12 08:30至2026-10-13 17:00"
    address = f"北京市朝阳区望京东园{'七' * 12}号院三号楼"
    team = "【组长】买买提·艾力·阿卜杜热西提·吐尔逊江 【组员】欧阳静姝"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(headings)
        for place in range(12):
            number = f"R01230420269{place:02}-2026-A-{'0' * 12}"
            rows.writerow(
                (
                    number,
                    f"{LONG_NAME}{place}",
                    "质量管理体系认证（ISO9001）",
                    "监督审核",
                    times,
                    address,
                    team,
                )
            )
