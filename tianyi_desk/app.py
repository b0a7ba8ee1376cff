"""The composition root of the window: what it is made of, in the order it is made."""

import getpass
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from tianyi_desk import clock
from tianyi_desk.progress import Job, Progress, finish
from tianyi_desk.services.first_look import require_database
from tianyi_desk.settings import default_database, default_folder
from tianyi_desk.trouble import DeskError
from tianyi_desk.ui.bulletin import Bulletin
from tianyi_desk.ui.drawer import Page
from tianyi_desk.ui.fitting import fit
from tianyi_desk.ui.main_window import LEAST_SIZE, TITLE, MainWindow
from tianyi_desk.ui.memory import keep_memory_small
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.runner import AtClose, Lane, Runner
from tianyi_desk.ui.theme import Scheme, Theme
from tianyi_desk.ui.tidying import tidied
from tianyi_desk.ui.trouble import details_of, dialog_for
from tianyi_desk.ui.words import speak_chinese

if TYPE_CHECKING:  # what works on a desk takes a second to load: the window is in sight before
    from tianyi_desk.services.desk import Desk
    from tianyi_desk.ui.elsewhere import Elsewhere
    from tianyi_desk.ui.judging import Judging
    from tianyi_desk.ui.shelf import PlanShelf

SETTINGS = "window.ini"
UNSEEN = ("offscreen", "minimal")
"""Platforms of Qt that draw into memory only."""
AT_REST_MS = 400
"""How long the window has been at rest before the other panels are looked after."""


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
    keep_memory_small()
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
    shelf: "PlanShelf"
    judging: "Judging"
    elsewhere: "Elsewhere"

    def first_panel(self) -> str:
        """Return where to begin: what is to be done, else the anomalies, or the import where nothing came in yet."""
        desk = self.around.desk
        if not desk.has_plans():
            return "import"
        return "today" if desk.has_work(self.around.now().date()) else "anomalies"

    def _count_notices(self) -> None:
        """Say at the rail how many notices were not read yet."""
        from tianyi_desk.services.notices import unread  # noqa: PLC0415 - not before the first list is there

        around, place = self.around, self.window.rail.buttons["notices"]
        around.runner.start(unread(around.desk.database, around.desk.book, around.actor()), place.set_badge)

    def count_today(self) -> None:
        """Say at the rail how much is to be done, until the panel itself is there and does so."""
        from tianyi_desk.services.queue_reading import load_queue  # noqa: PLC0415 - not before the first list is there

        around, place = self.around, self.window.rail.buttons["today"]
        if all(panel.name != "today" for panel in self.window.panels.made):
            job = load_queue(around.desk.database, around.desk.book, around.now())
            around.runner.start(job, lambda queue: place.set_badge(queue.owed), lane=Lane.LISTS)

    def _load_the_rest(self) -> None:
        """Load what the other panels are made with while nobody asks for them, so that each opens at once."""
        from tianyi_desk.ui.furniture import loading_panels  # noqa: PLC0415 - see above

        runner = self.around.runner
        QTimer.singleShot(
            AT_REST_MS, runner, lambda: runner.start(loading_panels(), lambda _nothing: None, lane=Lane.LISTS)
        )

    def begin(self) -> None:
        """Fill the first panel, then read the plans for the others, then judge; each would slow the one before."""
        runner = self.around.runner
        steps = [
            *(self.shelf.refresh, self._count_notices),
            *(self.judging.start_if_old, self._load_the_rest),
        ]

        def go_on() -> None:
            if steps and runner.idle:
                steps.pop(0)()

        self.window.show_panel(self.first_panel())
        runner.ended.connect(
            go_on, Qt.ConnectionType.QueuedConnection
        )  # after what was read is on the screen
        go_on()  # a panel that was in sight before has read already


def compose(
    desk: "Desk", theme: Theme, remembered: Remembered, now: Callable[[], datetime] = clock.now
) -> Opened:
    """Put a window together on a desk; it is not shown yet."""
    return furnish(empty_window(theme, remembered, now), desk)


def empty_window(theme: Theme, remembered: Remembered, now: Callable[[], datetime]) -> MainWindow:
    """Return a window that has no desk yet."""
    around = Surroundings(
        None,
        actor=lambda: remembered.text("actor") or login_name(),
        now=now,
        runner=Runner(),
        bulletin=Bulletin(),
        theme=theme,
        remembered=remembered,
    )
    return MainWindow(around, _page)


def _page(around: Surroundings) -> Page:
    from tianyi_desk.ui.plan_page.plan_page import PlanPageView  # noqa: PLC0415 - with the first plan that is opened

    return PlanPageView(around)


def furnish(window: MainWindow, desk: "Desk") -> Opened:
    """Lay a desk and offer the panels in a window."""
    from tianyi_desk.ui.furniture import elsewhere_of, judging_of, lead_to_people, places_on, shelf_on  # noqa: PLC0415 - see above

    around = window.around
    around.lay(desk)
    shelf, judging = shelf_on(around), judging_of(around)
    window.furnish(shelf, places_on(around, shelf, judging))
    lead_to_people(window)
    judging.told.connect(window.strip.tell)
    window.judge_wanted.connect(judging.start)
    opened = Opened(window, around, shelf, judging, elsewhere_of(around, window))
    judging.judged.connect(lambda _found: opened.count_today())
    return opened


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
    now = (lambda: as_of) if as_of else clock.now
    window = empty_window(theme, remembered, now)
    with ExitStack() as kept, bugs_shown(window), tidied(window.around.runner):
        fit(window, application.primaryScreen().availableGeometry(), LEAST_SIZE)
        window.show()
        opened: list[Opened] = []  # lives as long as the window

        def begin(desk: "Desk") -> None:
            opened.append(furnish(window, desk))
            opened[0].begin()

        def give_up(trouble: DeskError) -> None:
            dialog_for(theme, trouble, window).exec()
            application.setQuitOnLastWindowClosed(False)
            window.close()
            application.exit(3)

        opening = _open(where or default_database(), kept, now)
        window.around.runner.start(
            opening, begin, title="正在打开", failed=give_up, at_close=AtClose.STOP, stoppable=False
        )
        return application.exec()


def _open(where: str | Path, kept: ExitStack, now: Callable[[], datetime]) -> "Job[Desk]":
    """Open the desk off the window's thread; whoever holds `kept` closes it."""
    yield Progress("正在打开数据库")
    require_database(where)
    from tianyi_desk.services.desk import open_desk  # noqa: PLC0415 - see above
    from tianyi_desk.services.policies import load_rule_book  # noqa: PLC0415 - see above

    import_module("tianyi_desk.services.queue_reading")  # the first panel rests on it, or on the next
    desk = kept.enter_context(open_desk(where, load_rule_book()))
    if not desk.has_work(now().date()):
        import_module("tianyi_desk.services.deviation_list")
    return desk


def show_demonstration(where: str | None, as_of: datetime | None, tell: Callable[[Progress], None]) -> int:
    """Open the window on the samples; the desk is thrown away unless `where` names a database."""
    from tianyi_desk.services import demonstration as samples  # noqa: PLC0415 - see above
    from tianyi_desk.services.desk import open_desk  # noqa: PLC0415 - see above
    from tianyi_desk.services.policies import load_rule_book  # noqa: PLC0415 - see above

    now = as_of or samples.demonstration_moment()
    application = make_application()
    theme = Theme()
    theme.install(application)
    remembered = Remembered(None)
    remembered.keep("actor", samples.ACTOR)
    with open_desk(where, load_rule_book()) if where else samples.passing_desk() as desk:
        finish(samples.bring_in_samples(desk, now), tell)
        opened = compose(desk, theme, remembered, lambda: now)
        with bugs_shown(opened.window), tidied(opened.around.runner):
            fit(opened.window, application.primaryScreen().availableGeometry(), LEAST_SIZE)
            opened.window.show()
            opened.begin()
            return application.exec()


def draw_offscreen() -> None:
    """Have Qt draw without a display; to be called before an application is made."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"


@contextmanager
def bugs_shown(window: MainWindow) -> Iterator[None]:
    """Show in the window what no part of the program foresaw, instead of losing it on a terminal."""

    def show(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        dialog_for(window.around.theme, details_of(kind, error, where), window).exec()

    before, sys.excepthook = sys.excepthook, show
    try:
        yield
    finally:
        sys.excepthook = before


def _scheme(remembered: Remembered) -> Scheme:
    kept = remembered.text("scheme")
    return Scheme(kept) if kept in list(Scheme) else Scheme.SYSTEM
