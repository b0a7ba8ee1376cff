"""A window on a desk of its own, and a database with a sample month in it to start from."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tianyi_desk.app import Opened, compose
from tianyi_desk.progress import finish
from tianyi_desk.services.desk import Desk, open_desk
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.services.samples import sample_sets
from tianyi_desk.ui.palette import Palette
from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.theme import Scheme, Theme

LONGEST_WAIT_MS = 20_000
MONTHS = {sample.folder.name: sample for sample in sample_sets()}
MONTH = MONTHS["2022-01"]
"""A small month: it imports and judges in a fraction of a second."""
TOKENS = [field.name for field in fields(Palette) if field.name != "name"]


@pytest.fixture(scope="session", name="theme")
def _theme(qapp: QApplication) -> Theme:
    theme = Theme(Scheme.LIGHT)
    theme.install(qapp)
    return theme


@pytest.fixture(scope="session", name="month_file")
def _month_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with the small month in it, judged; to be copied, not written to."""
    path = tmp_path_factory.mktemp("desk") / "desk.sqlite3"
    with open_desk(path, load_rule_book()) as desk:
        piles = desk.examine(finish(desk.read([MONTH.folder])))
        finish(desk.accept("录入员", piles))
        finish(desk.judge(MONTH.as_of, "录入员"))
    return path


def typed(widget: QWidget, text: str) -> None:
    """Write Chinese into a widget as an input method does; QTest's keys only know Latin letters."""
    widget.setFocus()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


@dataclass(frozen=True, slots=True)
class Sitting:
    """A window in a test: its parts, its desk, and how to wait until nothing is on its way."""

    opened: Opened
    desk: Desk
    qtbot: QtBot
    remembered: Remembered

    def settle(self) -> None:
        """Wait until no job is on its way."""
        self.qtbot.waitUntil(lambda: self.opened.around.runner.idle, timeout=LONGEST_WAIT_MS)

    def come_to_front(self) -> None:
        """Make the window the active one again, as a window system does when a dialog closes."""
        self.opened.window.activateWindow()
        self.qtbot.waitUntil(self.opened.window.isActiveWindow)

    def wait_for(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds and nothing is on its way."""
        self.qtbot.waitUntil(lambda: holds() and self.opened.around.runner.idle, timeout=LONGEST_WAIT_MS)


Sit = Callable[..., Sitting]


@pytest.fixture(name="sit")
def _sit(qtbot: QtBot, theme: Theme, tmp_path: Path, month_file: Path) -> Iterator[Sit]:
    """Return what opens a window: on an empty desk, or on one with the small month."""
    desks: list[AbstractContextManager[Desk]] = []
    windows: list[Opened] = []

    def open_one(
        *, filled: bool = True, now: datetime = MONTH.as_of, remembered: Remembered | None = None
    ) -> Sitting:
        path = tmp_path / f"desk-{len(desks)}.sqlite3"
        if filled:
            shutil.copyfile(month_file, path)
        context = open_desk(path, load_rule_book())
        desk = context.__enter__()
        desks.append(context)
        kept = remembered or Remembered(None)
        kept.keep("actor", "林知夏")
        opened = compose(desk, theme, kept, lambda: now)
        windows.append(opened)
        if remembered is None:
            opened.window.resize(1440, 900)
        opened.window.show_panel("plans")
        opened.window.show()
        opened.shelf.refresh()
        sitting = Sitting(opened, desk, qtbot, kept)
        sitting.settle()
        sitting.come_to_front()
        return sitting

    yield open_one
    for opened in windows:
        opened.window.close()
        opened.window.deleteLater()
    for context in desks:
        context.__exit__(None, None, None)
    touched = [token for token in TOKENS if theme.colour(token) != QColor(theme.palette.of(token))]
    assert not touched, "somebody painted with a changed colour of the theme itself"
