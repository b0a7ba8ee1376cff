"""Starting: the window is there before its desk, then one thing after the other; garbage waits for quiet moments."""

import gc
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import MONTH, Sit
from tianyi_desk import app, clock
from tianyi_desk.trouble import DeskError
from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.runner import Runner
from tianyi_desk.ui.theme import Theme
from tianyi_desk.ui.tidying import tidied, tidy_now


def test_a_window_without_a_desk_can_be_seen_and_closed_and_heeds_no_key(qtbot: QtBot, theme: Theme) -> None:
    window = app.empty_window(theme, Remembered(None), clock.now)
    window.show()
    for key in (Qt.Key.Key_Question, Qt.Key.Key_Escape, Qt.Key.Key_F6, Qt.Key.Key_F10):
        qtbot.keyClick(window, key)
    assert window.isVisible()
    assert not window.top.isEnabled()
    with pytest.raises(LookupError):
        _ = window.around.desk
    assert window.close()
    window.deleteLater()


def test_the_first_list_the_plans_and_the_judgement_come_one_after_the_other(sit: Sit) -> None:
    from datetime import timedelta

    sitting = sit(now=MONTH.as_of + timedelta(days=1))
    opened = sitting.opened
    opened.shelf.ready = False
    told: list[str] = []
    opened.judging.told.connect(told.append)
    opened.begin()
    assert opened.window.panel.name == "today"
    sitting.wait_for(lambda: bool(told) and opened.shelf.ready)
    assert len(told) == 1
    assert told[0].startswith(f"已判定全部 {len(opened.shelf.shelf.lines):,} 条计划：")


def test_what_is_no_database_is_told_and_the_program_ends(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[DeskError] = []

    class Dialog:
        def exec(self) -> None:
            pass

    def dialog_for(_theme: Theme, trouble: DeskError, _parent: object) -> Dialog:
        told.append(trouble)
        return Dialog()

    monkeypatch.setattr(app, "has_display", lambda: True)
    monkeypatch.setattr(app, "default_folder", lambda: tmp_path)
    monkeypatch.setattr(app, "dialog_for", dialog_for)
    wrong = tmp_path / "letter.txt"
    wrong.write_text("亲爱的同事" * 200, encoding="utf-8")
    try:
        assert app.open_window(str(wrong), None) == 3
    finally:
        qapp.setQuitOnLastWindowClosed(True)
    assert len(told) == 1
    assert gc.isenabled()


class Circle:
    """Holds itself, so that only the collector frees it."""

    def __init__(self) -> None:
        self.self = self


def test_garbage_is_collected_while_nothing_is_on_its_way() -> None:
    with tidied(Runner()):
        assert not gc.isenabled()
        known = weakref.ref(Circle())
        kept = [[] for _ in range(2000)]  # type: ignore[var-annotated]
        tidy_now()
        assert known() is None
        assert len(kept) == 2000
    assert gc.isenabled()
