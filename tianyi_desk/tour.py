"""A picture of every panel, dialog and empty state, for the manual and for harsh eyes."""

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor

from tianyi_desk.app import Opened, compose, make_application
from tianyi_desk.facts.vocabulary import Disposition
from tianyi_desk.progress import Progress, finish
from tianyi_desk.services.demonstration import ACTOR, bring_in_samples, demonstration_moment, passing_desk
from tianyi_desk.services.desk import Desk
from tianyi_desk.services.samples import sample_sets
from tianyi_desk.tour_stops import Tour, calendar, maps, photos, reports, roster, settle, today
from tianyi_desk.trouble import DeskError
from tianyi_desk.ui.anomalies.anomalies_panel import AnomaliesPanel
from tianyi_desk.ui.anomalies.decide_dialog import DecideDialog
from tianyi_desk.ui.imports.import_panel import ImportPanel
from tianyi_desk.ui.keys_sheet import EVERYWHERE, KeysSheet
from tianyi_desk.ui.periods import OwnPeriod, month_of
from tianyi_desk.ui.plans.plans_panel import PlansPanel
from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.theme import Scheme, Theme
from tianyi_desk.ui.trouble import BUG, TroubleDialog

SIZES = ((1366, 768), (1920, 1080))
SCHEMES = (Scheme.LIGHT, Scheme.DARK)
LONG_NAME = "北京市朝阳区望京新兴产业区精密智能制造装备与工业互联网技术研究开发股份有限公司"
TROUBLE = DeskError(
    "数据库正在被另一个程序使用。",
    "没有写入任何数据，原有数据完好。",
    "请关闭另一个窗口或等它做完，再试一次。",
)


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


def _with_plans(tour: Tour) -> Iterator[Path]:
    window = tour.opened.window
    imports, plans, anomalies = _panels(tour.opened)
    yield from today(tour)
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
    yield from roster(tour)
    yield from calendar(tour, "日历")
    window.top.find_box.setText("新材料")
    window.top.find_box.textEdited.emit("新材料")
    yield tour.take("查找", window.top.find_box.found.window())
    window.top.find_box.close_list()
    window.top.find_box.clear()
    yield from maps(tour)
    yield from photos(tour)
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
    yield from reports(tour)
    yield from _dialogs(tour)


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
    yield from calendar(tour, "长名-日历")
    window.show_panel("map")
    yield tour.take("长名-地图")
    window.show_panel("today")
    yield tour.take("长名-今天要办")
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
