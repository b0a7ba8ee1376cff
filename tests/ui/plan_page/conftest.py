"""What the tests of the plan page share: a theme, the surroundings of a page, and pages made of facts."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests import builders
from tests.builders import at
from tianyi_desk.app import has_display
from tianyi_desk.facts.intake import Draft, Fact
from tianyi_desk.progress import finish
from tianyi_desk.services.desk import Desk, throw_away_desk
from tianyi_desk.services.plan_page import PlanPage
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.ui.bulletin import Bulletin
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.plan_page.plan_page import PlanPageView
from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.runner import Runner
from tianyi_desk.ui.theme import Scheme, Theme

BOOK = load_rule_book()
AS_OF = at("2021-10-25 09:00")


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Paint in memory where there is no screen; the environment stays as it is for the other tests."""
    return ["tianyi-desk"] if has_display() else ["tianyi-desk", "-platform", "offscreen"]


@pytest.fixture(scope="session", name="theme")
def _theme(qapp: QApplication) -> Theme:
    theme = Theme(Scheme.LIGHT)
    theme.install(qapp)
    return theme


@pytest.fixture(name="desk")
def _desk() -> Iterator[Desk]:
    with throw_away_desk(BOOK) as desk:
        yield desk


@pytest.fixture(name="around")
def _around(theme: Theme, desk: Desk, tmp_path: Path) -> Iterator[Surroundings]:
    remembered = Remembered(tmp_path / "window.ini")
    around = Surroundings(desk, lambda: "林知夏", lambda: AS_OF, Runner(), Bulletin(), theme, remembered)
    yield around
    around.runner.close()


BringIn = Callable[..., None]


@pytest.fixture(name="bring_in")
def _bring_in(desk: Desk) -> BringIn:
    """Return what brings facts in and judges them as of a moment (None: leaves them unjudged)."""

    def bring_in(*facts: Fact | Draft, as_of: datetime | None = AS_OF) -> None:
        finish(desk.accept("录入员", desk.examine(builders.intake(*facts))))
        if as_of is not None:
            finish(desk.judge(as_of, "陆文静"))

    return bring_in


@pytest.fixture(name="page")
def _page(desk: Desk) -> Callable[[str], PlanPage]:
    """Return what reads the page of a plan by its number."""

    def page(number: str = builders.NUMBER) -> PlanPage:
        found = finish(desk.open_page(number, AS_OF))
        assert found is not None
        return found

    return page


@pytest.fixture(name="view")
def _view(qtbot: QtBot, around: Surroundings) -> PlanPageView:
    """Return an empty page of the drawer's size, shown."""
    view = PlanPageView(around)
    qtbot.addWidget(view)
    view.resize(752, 820)
    view.show()
    return view


@pytest.fixture(name="opened")
def _opened(qtbot: QtBot, view: PlanPageView, bring_in: BringIn) -> Callable[..., PlanPageView]:
    """Return what brings facts in and opens a plan as the drawer does."""

    def opened(
        *facts: Fact | Draft, number: str = builders.NUMBER, as_of: datetime | None = AS_OF
    ) -> PlanPageView:
        bring_in(*facts, as_of=as_of)
        view.show_plan(number)
        qtbot.waitUntil(lambda: view.page is not None)
        return view

    return opened
