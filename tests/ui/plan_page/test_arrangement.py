"""The timeline on the screen: to scale, inside its room, and no text over another."""

from collections.abc import Callable, Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from tests.builders import at, check_in, photo, plan
from tests.ui.plan_page.conftest import BringIn
from tianyi_desk.facts.vocabulary import Event, PhotoCategory
from tianyi_desk.progress import finish
from tianyi_desk.services.desk import throw_away_desk
from tianyi_desk.services.plan_page import PlanPage
from tianyi_desk.services.plan_timeline import Timeline
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.services.samples import sample_sets
from tianyi_desk.ui.plan_page.arrangement import NAMES, Arrangement, arrange
from tianyi_desk.ui.plan_page.timeline_view import TimelineView
from tianyi_desk.ui.theme import Theme

WIDTHS = (448, 720, 1068)
BOOK = load_rule_book()


@pytest.fixture(name="view")
def _view(qtbot: QtBot, theme: Theme) -> TimelineView:
    view = TimelineView(theme)
    qtbot.addWidget(view)
    return view


@pytest.fixture(scope="session", name="timelines")
def _timelines() -> list[tuple[str, Timeline]]:
    """Return the timelines of all sample months."""
    found = []
    for month in sample_sets():
        with throw_away_desk(BOOK) as desk:
            finish(desk.accept("录入员", desk.examine(finish(desk.read([month.folder])))))
            for verdict in finish(desk.judge(month.as_of, "陆文静")):
                page = finish(desk.open_page(verdict.plan, month.as_of))
                assert page is not None
                found.append((verdict.plan, page.timeline))
    return found


def overlaps(made: Arrangement) -> Iterator[tuple[str, str]]:
    for one, other in combinations(made.texts, 2):
        common = one.box.intersected(other.box)
        if common.width() > 1 and common.height() > 1:
            yield one.words, other.words


@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_of_any_sample_lies_over_another(
    view: TimelineView, timelines: list[tuple[str, Timeline]], width: int
) -> None:
    bad = {
        number: found
        for number, timeline in timelines
        if (found := list(overlaps(arrange(timeline, float(width), view.measure))))
    }
    assert bad == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_everything_stays_inside(
    view: TimelineView, timelines: list[tuple[str, Timeline]], width: int
) -> None:
    for number, timeline in timelines:
        made = arrange(timeline, float(width), view.measure)
        for text in made.texts:
            assert text.box.left() >= 0, number
            assert text.box.right() <= width + 2, (number, text)
            assert text.box.bottom() <= made.height + 1, (number, text)
            if not text.cut:
                assert view.measure(text.words, text.bold) <= text.box.width() + 1, (number, text)
        assert all(NAMES <= dot.x <= width for dot in made.dots), number


@pytest.mark.parametrize("width", WIDTHS[1:])
def test_the_minutes_of_the_judged_record_are_always_written_whole(
    view: TimelineView, timelines: list[tuple[str, Timeline]], width: int
) -> None:
    for number, timeline in timelines:
        whole = {text.words for text in arrange(timeline, float(width), view.measure).texts if not text.cut}
        wanted = {
            mark.text
            for segment in timeline.segments
            for mark in segment.marks
            if any(tick.decides for tick in mark.ticks)
        }
        assert wanted <= whole, number


def test_the_day_is_drawn_to_scale(
    view: TimelineView, bring_in: BringIn, page: Callable[[], PlanPage]
) -> None:
    bring_in(plan(), check_in(at=at("2021-10-18 09:00")), check_in(name="贾思齐", at=at("2021-10-18 09:30")))
    made = arrange(page().timeline, 720.0, view.measure)
    segment = page().timeline.segments[0]
    lines = sorted({stroke.x1 for stroke in made.strokes if stroke.x1 < 390})
    opening, house, regulator = lines
    minute = (regulator - opening) / 120
    assert abs((house - opening) - 30 * minute) <= 1
    first, second = sorted(dot.x for dot in made.dots)
    assert abs((second - first) - 30 * minute) <= 1
    assert abs(first - house) <= 1
    assert abs((390 - NAMES) / minute - (segment.end - segment.start).total_seconds() / 60) < 60


def test_a_late_record_is_drawn_from_the_planned_moment(
    view: TimelineView, bring_in: BringIn, page: Callable[[], PlanPage]
) -> None:
    bring_in(plan(), check_in(at=at("2021-10-18 09:17:42")))
    made = arrange(page().timeline, 720.0, view.measure)
    (stroke,) = [one for one in made.strokes if one.wide]
    (dot,) = made.dots
    assert stroke.x2 == dot.x
    assert stroke.x1 < stroke.x2
    assert (stroke.token, dot.token) == ("house", "house")


def test_where_no_other_room_is_left_the_minutes_stand_on_that_line(
    view: TimelineView, bring_in: BringIn, page: Callable[[], PlanPage]
) -> None:
    bring_in(plan(), check_in(at=at("2021-10-18 10:41")))
    made = arrange(page().timeline, 720.0, view.measure)
    (text,) = [one for one in made.texts if one.words == "10:41 迟 131 分"]
    assert (text.cut, text.ground) == (False, "official_soft")


def test_the_pointer_is_told_what_is_below_it(
    qtbot: QtBot, view: TimelineView, bring_in: BringIn, page: Callable[[], PlanPage]
) -> None:
    bring_in(
        plan(end=at("2021-10-22 17:00")),
        check_in(),
        photo(uploaded_at=at("2021-10-18 08:40")),
        photo(category=PhotoCategory.CLOSING_MEETING, uploaded_at=at("2021-10-24 08:00")),
        check_in(event=Event.CLOSING, at=at("2021-10-20 17:00")),
    )
    view.resize(720, 130)
    view.show_timeline(page().timeline)
    dot = view.arrangement.dots[0]
    assert "崔明远 2021-10-18 08:20" in view.hint_at(QPointF(dot.x, dot.y))
    assert "10-19—10-21，3 天" in view.hint_at(QPointF(390, 40))
    assert view.hint_at(QPointF(5, 5)) == ""
    words = [text.words for text in view.arrangement.texts]
    assert "另有" in words
    assert "2021-10-18 周一" in view.accessibleDescription()
    assert view.sizeHint().height() == int(view.arrangement.height)
    view.show()
    qtbot.waitExposed(view)
    assert not view.grab().isNull()
