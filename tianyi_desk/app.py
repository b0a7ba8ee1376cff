"""The composition root of the window: what it is made of, in the order it is made."""

import getpass
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from tianyi_desk import clock
from tianyi_desk.progress import Progress, finish
from tianyi_desk.services.demonstration import ACTOR, bring_in_samples, demonstration_moment, passing_desk
from tianyi_desk.services.desk import Desk, open_desk
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.settings import default_database, default_folder
from tianyi_desk.trouble import DeskError
from tianyi_desk.ui.anomalies.anomalies_panel import AnomaliesPanel
from tianyi_desk.ui.bulletin import Bulletin
from tianyi_desk.ui.fitting import fit
from tianyi_desk.ui.imports.import_panel import ImportPanel
from tianyi_desk.ui.judging import Judging
from tianyi_desk.ui.main_window import LEAST_SIZE, TITLE, MainWindow
from tianyi_desk.ui.panel import Panel, Surroundings
from tianyi_desk.ui.photos.photos_panel import PhotosPanel
from tianyi_desk.ui.plan_page.plan_page import PlanPageView
from tianyi_desk.ui.plans.plans_panel import PlansPanel
from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.runner import Runner
from tianyi_desk.ui.shelf import PlanShelf
from tianyi_desk.ui.theme import Scheme, Theme
from tianyi_desk.ui.trouble import details_of, dialog_for
from tianyi_desk.ui.words import speak_chinese

SETTINGS = "window.ini"
UNSEEN = ("offscreen", "minimal")
"""Platforms of Qt that draw into memory only."""


def has_display() -> bool:
    """Tell whether a window can be seen here."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if platform.startswith(UNSEEN):
        return False
    if sys.platform in {"win32", "darwin"} or platform:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def make_application() -> QApplication:
    """Return the application, made if there is none, speaking Chinese and sharp at any scale."""
    known = QApplication.instance()
    if isinstance(known, QApplication):
        return known
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    application = QApplication(sys.argv[:1])
    application.setApplicationName(TITLE)
    speak_chinese(application)
    return application


@dataclass(frozen=True, slots=True)
class Opened:
    """A window and what must live as long as it does."""

    window: MainWindow
    around: Surroundings
    shelf: PlanShelf
    judging: Judging

    def first_panel(self) -> str:
        """Return where to begin: the anomalies, or the import where nothing came in yet."""
        return "anomalies" if self.around.desk.has_plans() else "import"


def compose(
    desk: Desk, theme: Theme, remembered: Remembered, now: Callable[[], datetime] = clock.now
) -> Opened:
    """Put a window together on a desk; it is not shown yet."""
    around = Surroundings(
        desk=desk,
        actor=lambda: remembered.text("actor") or login_name(),
        now=now,
        runner=Runner(),
        bulletin=Bulletin(),
        theme=theme,
        remembered=remembered,
    )
    shelf = PlanShelf(desk, around.runner, around.bulletin)
    judging = Judging(desk, around.actor, now, around.runner, around.bulletin)
    importing = ImportPanel(around)
    panels: tuple[Panel, ...] = (
        importing,
        PlansPanel(around, shelf),
        PhotosPanel(around),
        AnomaliesPanel(around),
    )
    window = MainWindow(around, shelf, panels, PlanPageView)
    judging.told.connect(window.strip.tell)
    judging.judged.connect(importing.show_found)
    window.judge_wanted.connect(judging.start)
    return Opened(window, around, shelf, judging)


def login_name() -> str:
    """Return the name that this computer knows its user by."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "本机用户"


def open_window(where: str | None, as_of: datetime | None) -> int:
    """Open the window on a database (the user's own unless named), run until it is closed; return 0.

    Raises DeskError where there is no display.
    """
    if not has_display():
        raise DeskError(
            "这里没有显示环境，打不开窗口。",
            "没有改动任何数据。",
            "请在桌面环境中打开；没有桌面时可用 check、import、demo 等命令（--help 列出全部）。",
        )
    application = make_application()
    remembered = Remembered(default_folder() / SETTINGS)
    theme = Theme(_scheme(remembered))
    theme.install(application)
    try:
        with open_desk(where or default_database(), load_rule_book()) as desk:
            return run(application, desk, theme, remembered, (lambda: as_of) if as_of else clock.now)
    except DeskError as trouble:
        dialog_for(theme, trouble).exec()
        return 3


def show_demonstration(where: str | None, as_of: datetime | None, tell: Callable[[Progress], None]) -> int:
    """Open the window on the samples; the desk is thrown away unless `where` names a database."""
    now = as_of or demonstration_moment()
    application = make_application()
    theme = Theme()
    theme.install(application)
    remembered = Remembered(None)
    remembered.keep("actor", ACTOR)
    with open_desk(where, load_rule_book()) if where else passing_desk() as desk:
        finish(bring_in_samples(desk, now), tell)
        return run(application, desk, theme, remembered, lambda: now)


def draw_offscreen() -> None:
    """Have Qt draw without a display; to be called before an application is made."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"


def run(
    application: QApplication,
    desk: Desk,
    theme: Theme,
    remembered: Remembered,
    now: Callable[[], datetime],
) -> int:
    """Show a window on a desk and run until it is closed."""
    opened = compose(desk, theme, remembered, now)
    with bugs_shown(opened):
        opened.window.show_panel(opened.first_panel())
        fit(opened.window, application.primaryScreen().availableGeometry(), LEAST_SIZE)
        opened.window.show()
        opened.window.panel.focus_list()
        opened.shelf.refresh()
        opened.judging.start_if_old()
        return application.exec()


@contextmanager
def bugs_shown(opened: Opened) -> Iterator[None]:
    """Show in the window what no part of the program foresaw, instead of losing it on a terminal."""

    def show(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        dialog_for(opened.around.theme, details_of(kind, error, where), opened.window).exec()

    before, sys.excepthook = sys.excepthook, show
    try:
        yield
    finally:
        sys.excepthook = before


def _scheme(remembered: Remembered) -> Scheme:
    kept = remembered.text("scheme")
    return Scheme(kept) if kept in list(Scheme) else Scheme.SYSTEM
