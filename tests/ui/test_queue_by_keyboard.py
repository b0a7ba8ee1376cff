"""A person works 今天要办 down to nothing by keyboard alone, and the reports' figures follow."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from tests import builders
from tests.builders import at
from tests.services.words_desk import DRAFTER, NOW, REVIEWER, book, bring_in, put_words_file
from tests.ui.conftest import Sitting, typed
from tianyi_desk.app import compose
from tianyi_desk.facts.intake import Fact
from tianyi_desk.facts.vocabulary import AuditMode, DraftStage, Event, PhotoCategory
from tianyi_desk.models import tables as t
from tianyi_desk.progress import finish
from tianyi_desk.services.desk import Desk, open_desk
from tianyi_desk.services.report_facts import month_period, read_plans
from tianyi_desk.services.report_figures import Tally, tally
from tianyi_desk.services.work_papers import WorkPaper, report_of_work
from tianyi_desk.ui.explaining.composer import Composer
from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.theme import Theme
from tianyi_desk.ui.today.today_panel import TodayPanel

PLAIN, CTRL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
START, END = at("2026-09-29 08:30"), at("2026-09-30 17:00")


def audit(number: str, *, signed: bool = True, late_minutes: int = 0, **changes: object) -> list[Fact]:
    """Build an audit that was signed and photographed, or not at all."""
    made: list[Fact] = [builders.plan(number, start=START, end=END, **changes)]
    if signed:
        made += [
            builders.check_in(number, at=START + timedelta(minutes=late_minutes)),
            builders.check_in(number, event=Event.CLOSING, at=END),
            builders.photo(number, uploaded_at=START),
            builders.photo(number, category=PhotoCategory.CLOSING_MEETING, uploaded_at=END),
        ]
    return made


def put_desk(path: Path) -> None:
    """Make a desk with one item of every kind: deviations of a visit, nothing signed, a statement, an H, a D."""
    put_words_file(path)
    with open_desk(path, book()) as desk:
        bring_in(
            desk,
            *audit("R-未签", signed=False, enterprise="无锡聿霖纺织有限公司"),
            *audit("R-远程", enterprise="山东霁榆新材料有限公司", mode=AuditMode.MIXED),
            *audit("R-迟到", enterprise="日照屹砺阀门有限公司", late_minutes=45),
            *audit("R-坐标", enterprise="洛阳翀岫精密铸造有限公司", projects=("ISO9001", "怪项目")),
        )


@dataclass
class Person:
    """Somebody with a keyboard and nothing else."""

    sitting: Sitting
    panel: TodayPanel

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Press a key, wherever the keyboard is, and wait until nothing is on its way."""
        QTest.keyClick(QApplication.focusWidget() or self.sitting.opened.window, key, modifiers)
        self.sitting.settle()

    def press_and_answer(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier, *answers: Callable[[QWidget], object]
    ) -> None:
        """Press a key that opens something, and answer that, and what opens next."""
        left = list(answers)

        def answer() -> None:
            shown = QApplication.activePopupWidget() or QApplication.activeModalWidget()
            if shown is None or not shown.isActiveWindow():
                QTimer.singleShot(1, answer)
                return
            does = left.pop(0)
            if left:
                QTimer.singleShot(0, answer)
            does(shown)

        QTimer.singleShot(0, answer)
        self.press(key, modifiers)
        self.sitting.come_to_front()
        self.sitting.settle()
        assert not left

    def become(self, name: str) -> None:
        """Sit down as somebody else: F10, A, the name, Enter."""

        def choose(menu: QWidget) -> None:
            assert isinstance(menu, QMenu)
            QTest.keyClick(menu, Qt.Key.Key_A)

        def write(dialog: QWidget) -> None:
            assert isinstance(dialog, QInputDialog)
            line = QApplication.focusWidget()
            assert isinstance(line, QLineEdit)
            typed(line, name)
            QTest.keyClick(line, Qt.Key.Key_Return)

        self.press_and_answer(Qt.Key.Key_F10, PLAIN, choose, write)
        assert self.sitting.opened.around.actor() == name
        self.sitting.settle()

    def write(self, text: str) -> Callable[[QWidget], None]:
        """Return what writes into the dialog's focused line and goes on with Ctrl+Enter."""

        def does(_dialog: QWidget) -> None:
            line = QApplication.focusWidget()
            assert line is not None
            typed(line, text)
            QTest.keyClick(line, Qt.Key.Key_Return, CTRL)

        return does

    @property
    def composer(self) -> Composer:
        """Return the composer that is open."""
        found = [one for one in self.sitting.opened.window.findChildren(Composer) if one.isVisible()]
        assert len(found) == 1
        return found[0]

    def at(self, stage: DraftStage) -> None:
        """See how far the text is."""
        assert self.composer.stage is stage

    def explain(self) -> None:
        """Write the current item's text, have it reviewed, copy and file it, and go back to the list."""
        self.press(Qt.Key.Key_E)
        composer, edit = self.composer, self.composer.view.edit
        assert QApplication.focusWidget() is edit
        while not composer.view.gap.isHidden():
            self.press(Qt.Key.Key_F4)
            typed(edit, "经核实，当时手机没有信号")
        self.press(Qt.Key.Key_Return, CTRL)
        self.at(DraftStage.WAITING)
        self.become(REVIEWER)
        self.press(Qt.Key.Key_Return, CTRL)
        self.at(DraftStage.ACCEPTED)
        self.become(DRAFTER)
        self.press(Qt.Key.Key_C, CTRL | Qt.KeyboardModifier.ShiftModifier)
        self.press(Qt.Key.Key_T, ALT)

        def without_proof(dialog: QWidget) -> None:
            QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Tab)
            QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Tab)
            self.write("截图稍后补上")(dialog)

        self.press_and_answer(Qt.Key.Key_Return, CTRL, without_proof)
        self.at(DraftStage.FILED)
        self.press(Qt.Key.Key_F6)
        here = QApplication.focusWidget()
        assert here is not None
        assert self.panel.isAncestorOf(here)

    def decide(self) -> None:
        """Confirm what is open on the current item."""
        before = self.panel.queue
        self.press_and_answer(Qt.Key.Key_Y, PLAIN, self.write("已核实"))
        self.sitting.wait_for(lambda: self.panel.queue is not before)


@pytest.fixture(name="person")
def _person(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Person]:
    path = tmp_path / "库" / "desk.sqlite3"
    put_desk(path)
    with open_desk(path, book()) as desk:
        kept = Remembered(None)
        kept.keep("actor", DRAFTER)
        opened = compose(desk, theme, kept, lambda: NOW)
        opened.window.resize(1440, 900)
        opened.window.show()
        opened.shelf.refresh()
        opened.window.show_panel("today")
        sitting = Sitting(opened, desk, qtbot, kept)
        sitting.settle()
        sitting.come_to_front()
        panel = opened.window.panels["today"]
        assert isinstance(panel, TodayPanel)
        yield Person(sitting, panel)
        opened.window.close()
        opened.window.deleteLater()


def figures(desk: Desk) -> Tally:
    with desk.database.reading() as session:
        return tally(read_plans(session, desk.book, month_period("2026-09")))


def filed(desk: Desk) -> int:
    """Count the filings in the database itself."""
    with desk.database.reading() as session:
        return session.scalar(select(func.count()).select_from(t.explanation)) or 0


def test_the_queue_is_worked_down_to_nothing_by_keyboard_and_every_figure_follows(person: Person) -> None:
    panel, desk = person.panel, person.sitting.desk
    before = figures(desk)
    assert (before.anomalous, before.explained, before.in_time, filed(desk)) == (4, 0, 0, 0)
    assert {len(panel.queue.items), panel.queue.owed} == {5, 3}
    rounds = 0
    while panel.queue.items:
        item = panel.view.current()
        assert item is not None
        if item.coded.due:
            person.explain()
        else:
            person.decide()
        rounds += 1
        assert rounds < 20
    after = figures(desk)
    assert (after.anomalous, after.explained, after.in_time, after.overdue) == (4, 4, 4, 0)
    assert filed(desk) == 6  # three deviations, two kinds of the unsigned one, one statement
    assert panel.queue.owed == 0
    assert panel.look_back.isVisible()
    for paper in (WorkPaper.FILING, WorkPaper.OVERDUE):
        assert finish(report_of_work(desk, paper, NOW)).sheets[0].rows == ()
