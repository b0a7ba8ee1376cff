"""日历 in the window: bars where the layout says, mouse and keys, the week by person, filters, the day's list."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPdfWriter
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.calendar_lines import month_of_lines
from tests.ui.conftest import Sit, Sitting
from tianyi_desk.facts.vocabulary import Status
from tianyi_desk.models import tables as t
from tianyi_desk.services.calendar_bars import Half
from tianyi_desk.services.calendar_view import lay_out, months_away
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.ui.calendar.bars import TOKENS
from tianyi_desk.ui.calendar.calendar_panel import CalendarPanel
from tianyi_desk.ui.calendar.day_list import NOTE
from tianyi_desk.ui.calendar.month_view import MonthView
from tianyi_desk.ui.calendar.picture import put_on_paper
from tianyi_desk.ui.calendar.week_grid import HEADS
from tianyi_desk.ui.calendar.week_paint import WeekPainter
from tianyi_desk.ui.calendar.words import short_name
from tianyi_desk.ui.keys_sheet import EVERYWHERE
from tianyi_desk.ui.panel import Period
from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.theme import Theme

DAY = timedelta(days=1)
CONTROL = Qt.KeyboardModifier.ControlModifier


def panel_of(sitting: Sitting) -> CalendarPanel:
    sitting.opened.window.show_panel("calendar")
    sitting.settle()
    panel = sitting.opened.window.panels["calendar"]
    assert isinstance(panel, CalendarPanel)
    return panel


def busy_day(panel: CalendarPanel) -> date:
    """Return the first day of the month that a bar is drawn on."""
    return next(cell.day for week in panel.month.weeks for cell in week.days if cell.count and cell.in_month)


def click(sitting: Sitting, view: QWidget, place: QPointF) -> None:
    sitting.qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place.toPoint())
    sitting.settle()


def cell_of(panel: CalendarPanel, day: date) -> QRectF:
    first = panel.month.weeks[0].days[0].day
    row, place = divmod((day - first).days, 7)
    return panel.month_view.grid.cell(row, place)


def first_bar(panel: CalendarPanel) -> tuple[str, QRectF]:
    view = panel.month_view
    for row, week in enumerate(panel.month.weeks):
        for bar in week.bars:
            if bar.lane < view.grid.room_for(week):
                return bar.line.number, view.grid.bar_box(row, bar)
    raise AssertionError("no bar is in sight")


def test_the_calendar_begins_with_the_month_of_now_and_the_day_of_now(sit: Sit) -> None:
    panel = panel_of(sit(now=datetime(2022, 1, 20, 9)))
    assert panel.head.title.text() == "2022 年 1 月"
    assert panel.day == date(2022, 1, 20)
    assert panel.month_view.hasFocus()


def test_arrows_move_the_day_and_page_keys_the_month(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    start = panel.day
    for key, days in (("Right", 1), ("Left", -1), ("Down", 7), ("Up", -7)):
        panel.go_to(start)
        sitting.qtbot.keyClick(panel.month_view, getattr(Qt.Key, f"Key_{key}"))
        assert panel.day == start + DAY * days
    for pressed, months in ((Qt.Key.Key_PageDown, 1), (Qt.Key.Key_PageUp, -1)):
        panel.go_to(start)
        sitting.qtbot.keyClick(panel.month_view, pressed)
        assert panel.day == months_away(start, months)
        assert panel.month.first == panel.day.replace(day=1)
    sitting.qtbot.keyClick(panel.month_view, Qt.Key.Key_End)
    assert panel.day == panel.month.first + 30 * DAY
    panel.go_to(date(2020, 2, 29))
    sitting.qtbot.keyClick(panel.month_view, Qt.Key.Key_Home)
    assert panel.day == start


def test_letters_go_to_today_to_the_week_and_to_the_month(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    today = panel.day
    panel.go_to(date(2020, 2, 29))
    sitting.qtbot.keyClick(panel.month_view, Qt.Key.Key_T)
    assert panel.day == today
    sitting.qtbot.keyClick(panel.month_view, Qt.Key.Key_W)
    assert panel.in_week
    assert panel.week.hasFocus()
    sitting.qtbot.keyClick(panel.week, Qt.Key.Key_M)
    assert not panel.in_week
    assert panel.month_view.hasFocus()


def test_a_click_on_a_bar_opens_its_plan_and_chooses_it(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    number, box = first_bar(panel)
    click(sitting, panel.month_view, box.center())
    drawer = sitting.opened.window.drawer
    assert drawer.isVisible()
    assert drawer.page is not None
    assert drawer.page.number == number
    assert panel.list.number() == number
    assert panel.month_view.chosen == number


def test_enter_opens_the_first_plan_of_the_day_in_the_drawer_or_apart(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    panel.go_to(busy_day(panel))
    asked: list[tuple[str, bool]] = []
    panel.plan_wanted.connect(lambda number, apart: asked.append((number, apart)))
    sitting.qtbot.keyClick(panel.month_view, Qt.Key.Key_Return)
    sitting.settle()
    first = panel.list.cards.entries[0].line.number
    assert asked == [(first, False)]
    panel.month_view.setFocus()
    sitting.qtbot.keyClick(panel.month_view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    sitting.settle()
    assert asked[1] == (first, True)


def test_a_click_on_a_day_lists_its_plans(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    day = busy_day(panel)
    click(sitting, panel.month_view, cell_of(panel, day).topLeft() + QPointF(12, 12))
    assert panel.day == day
    listed = {entry.line.number for entry in panel.list.cards.entries if entry.half}
    lines = sitting.opened.shelf.shelf.lines
    assert listed == {one.number for one in lines if one.start.date() <= day <= one.end.date()}
    assert str(len(listed)) in panel.side.note.text()


def test_the_list_is_gone_into_and_left_by_key_and_opens_the_plan(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    panel.go_to(max(
        (cell for week in panel.month.weeks for cell in week.days), key=lambda cell: cell.count
    ).day)  # fmt: skip
    sitting.qtbot.keyClick(panel.month_view, Qt.Key.Key_L)
    assert panel.list.hasFocus()
    sitting.qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    second = panel.list.cards.entries[1].line.number
    assert panel.list.number() == second
    assert panel.month_view.chosen == second
    sitting.qtbot.keyClick(panel.list, Qt.Key.Key_Left)
    assert panel.month_view.hasFocus()
    with sitting.qtbot.waitSignal(panel.plan_wanted) as asked:
        sitting.qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert asked.args == [second, False]
    sitting.settle()


def test_a_click_on_a_card_opens_its_plan(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    panel.go_to(busy_day(panel))
    box = panel.list.visualRect(panel.list.cards.index(0))
    with sitting.qtbot.waitSignal(panel.plan_wanted) as asked:
        sitting.qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert asked.args == [panel.list.cards.entries[0].line.number, False]
    sitting.settle()


def test_what_has_no_room_leads_into_the_list(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    panel.views.setFixedHeight(320)
    sitting.qtbot.waitUntil(lambda: panel.month_view.grid.room == 0)
    row, week = next((row, week) for row, week in enumerate(panel.month.weeks) if week.lanes > 1)
    place = week.bars[0].first // 2
    box = panel.month_view.grid.more_box(row, place)
    assert panel.month_view.more_at(box.center()) is not None
    click(sitting, panel.month_view, box.center())
    assert panel.day == week.days[place].day
    assert panel.list.hasFocus()


def test_every_day_of_a_bar_is_painted_in_the_colour_of_its_half(theme: Theme, qtbot: QtBot) -> None:
    view, first = MonthView(theme), date(2026, 10, 1)
    qtbot.addWidget(view)
    view.resize(1400, 800)
    month = lay_out(month_of_lines(40), first, load_rule_book().calendar)
    view.show_month(month, first, first)
    picture = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    ratio, seen = picture.width() / view.width(), set()
    for row, week in enumerate(month.weeks):
        for bar in week.bars:
            if bar.lane >= view.grid.room_for(week):
                continue
            for place in bar.days:
                part = view.grid.bar_box(row, bar).intersected(view.grid.cell(row, place))
                spot = QPointF(part.right() - 8, part.bottom() - 1.5) * ratio
                soft = theme.palette.of(f"{TOKENS[bar.half(place)]}_soft")
                assert picture.pixelColor(spot.toPoint()) == QColor(soft)
                seen.add(bar.half(place))
    assert seen == set(Half)


def test_a_tip_says_everything_a_bar_has_no_room_for(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    number, box = first_bar(panel)
    words = panel.month_view.hint_at(box.center())
    line = next(one for one in sitting.opened.shelf.shelf.lines if one.number == number)
    assert {line.enterprise, number} <= set(words.replace("　", "\n").split("\n"))
    assert any(str(half) in words for half in Half)
    day = busy_day(panel)
    told = panel.month_view.hint_at(cell_of(panel, day).topLeft() + QPointF(12, 12))
    assert "次审核" in told
    assert panel.month_view.hint_at(QPointF(-5, -5)) == ""


def test_the_chosen_day_is_told_to_a_reader_of_screens(sit: Sit) -> None:
    panel = panel_of(sit())
    panel.go_to(date(2022, 1, 1))
    assert "2022-01-01 周六" in panel.month_view.accessibleDescription()
    assert "元旦放假" in panel.month_view.accessibleDescription()


def test_filters_narrow_the_month_the_list_and_can_be_cleared(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    everything = len(panel.month.lines)
    panel.filters.leader.setCurrentIndex(1)
    leader = panel.filters.leader.currentText()
    assert 0 < len(panel.month.lines) < everything
    assert all(leader in one.plan.leaders for one in panel.month.lines)
    assert panel.filters.clear_button.isVisible()
    panel.go_to(months_away(panel.day, -6))
    assert panel.filters.leader.currentText() == leader
    panel.filters.clear()
    panel.go_to_today()
    assert len(panel.month.lines) == everything
    panel.filters.only.setChecked(True)
    assert all(one.status is Status.ANOMALOUS for one in panel.month.lines)


def test_the_week_by_person_moves_by_keys_and_opens_the_plan_of_the_day(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    panel.turn_to(panel.week)
    panel.go_to(busy_day(panel))
    week = panel.week
    assert len(week.rows) > 1
    sitting.qtbot.keyClick(week, Qt.Key.Key_Down)
    assert week.place == 1
    assert panel.side.title.text() == week.rows[1].name
    sitting.qtbot.keyClick(week, Qt.Key.Key_End)
    assert week.place == len(week.rows) - 1
    bar = week.rows[-1].bars[0]
    panel.go_to(week.monday + DAY * bar.days[0])
    with sitting.qtbot.waitSignal(panel.plan_wanted) as asked:
        sitting.qtbot.keyClick(week, Qt.Key.Key_Return)
    assert asked.args == [bar.line.number, False]
    sitting.settle()
    before = panel.day
    sitting.qtbot.keyClick(week, Qt.Key.Key_PageDown)
    assert panel.day == before + 7 * DAY
    sitting.qtbot.keyClick(week, Qt.Key.Key_Left)
    assert panel.day == before + 6 * DAY


def test_a_click_in_the_week_finds_person_day_and_plan(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    panel.turn_to(panel.week)
    panel.go_to(busy_day(panel))
    week = panel.week
    bar = week.rows[1].bars[0]
    place = week.grid.bar_box(1, bar).center() + QPointF(0, HEADS)
    assert week.rows[1].name not in ("", week.hint_at(QPointF(20, place.y())))
    assert bar.line.enterprise in week.hint_at(place)
    number = bar.line.number
    click(sitting, week.viewport(), place)
    assert week.person is not None
    assert week.person.name == panel.week.rows[1].name
    assert panel.list.number() == number
    drawer = sitting.opened.window.drawer
    assert drawer.page is not None
    assert drawer.page.number == number


def test_a_row_out_of_sight_is_brought_into_sight(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    panel.turn_to(panel.week)
    panel.go_to(busy_day(panel))
    panel.week.setFixedHeight(140)
    sitting.qtbot.waitUntil(lambda: panel.week.viewport().height() <= 140)
    panel.week.go_to(len(panel.week.rows) - 1)
    assert panel.week.verticalScrollBar().value() == panel.week.verticalScrollBar().maximum() > 0
    panel.week.grab()
    panel.week.go_to(0)
    assert panel.week.verticalScrollBar().value() == 0


def test_a_period_leads_the_calendar_to_its_month(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    period = sitting.opened.window.top.period
    period.set_period(Period(date(2021, 10, 1), date(2021, 10, 31)))
    assert panel.month.first == date(2021, 10, 1)
    period.set_period(Period(date(2022, 1, 1), date(2022, 12, 31)))
    assert panel.day == date(2022, 1, 20)
    period.set_period(Period())
    assert panel.day == date(2022, 1, 20)


def test_a_month_without_plans_says_where_the_nearest_are(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    panel.go_to(date(2024, 6, 1))
    assert "本月没有计划，最近有计划的是 2022-01" in panel.notice.note.text()
    sitting.qtbot.mouseClick(panel.notice.go_button, Qt.MouseButton.LeftButton)
    assert panel.month.first == date(2022, 1, 1)
    assert panel.month_view.hasFocus()
    assert not panel.notice.isVisible()


def test_filters_that_hide_everything_are_named_as_the_reason(sit: Sit) -> None:
    panel = panel_of(sit())
    panel.go_to(busy_day(panel))
    panel.filters.boxes[0].addItem("海南分公司", "海南分公司")
    panel.filters.boxes[0].setCurrentIndex(panel.filters.boxes[0].count() - 1)
    assert panel.notice.note.text() == "本月没有符合筛选的计划"
    assert not panel.notice.go_button.isVisible()


def test_a_year_without_its_days_off_is_told_in_sight(sit: Sit) -> None:
    panel = panel_of(sit())
    panel.go_to(date(2035, 3, 1))
    assert "2035" in panel.notice.note.text()
    assert panel.notice.isVisible()


def test_the_picture_has_title_view_and_legend_and_goes_to_the_clipboard(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    for view in (panel.month_view, panel.week):
        panel.turn_to(view)
        QGuiApplication.clipboard().clear()
        sitting.qtbot.keyClick(view, Qt.Key.Key_C, CONTROL | Qt.KeyboardModifier.ShiftModifier)
        copied = QGuiApplication.clipboard().image()
        assert copied.size() == panel.picture().size()
        assert copied.pixelColor(2, 2) == QColor("#ffffff")


def test_a_long_week_goes_on_on_further_sheets(qtbot: QtBot, tmp_path: Path) -> None:
    paper = QPdfWriter(str(tmp_path / "周.pdf"))
    tall = QImage(1300, 6000, QImage.Format.Format_RGB32)
    tall.fill(QColor("white"))
    assert put_on_paper(paper, tall) == 4


def test_painting_a_conflict_leaves_the_themes_colours_alone(qtbot: QtBot, theme: Theme) -> None:
    picture = QImage(200, 80, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    WeekPainter(theme)._conflict(painter, QRectF(10, 10, 100, 40))
    painter.end()
    assert theme.colour("doubt").alpha() == 255


def test_a_sheet_of_paper_takes_the_picture(sit: Sit, tmp_path: Path) -> None:
    panel = panel_of(sit())
    paper = QPdfWriter(str(tmp_path / "日历.pdf"))
    assert put_on_paper(paper, panel.picture()) == 1
    assert (tmp_path / "日历.pdf").stat().st_size > 10_000


def test_an_empty_desk_says_what_to_do_and_takes_the_keys(sit: Sit) -> None:
    sitting = sit(filled=False)
    panel = panel_of(sitting)
    assert panel.empty.isVisible()
    assert panel.empty.hasFocus()
    sitting.qtbot.keyClick(panel.empty, Qt.Key.Key_W)
    sitting.qtbot.keyClick(panel.empty, Qt.Key.Key_T)
    assert panel.empty.isVisible()


def test_the_view_is_remembered(sit: Sit) -> None:
    kept = Remembered(None)
    panel = panel_of(sit(remembered=kept))
    panel.turn_to(panel.week)
    assert panel_of(sit(remembered=kept)).in_week


def test_the_list_gives_way_where_there_is_no_room(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    assert panel.side.isVisible()
    number, _box = first_bar(panel)
    sitting.opened.window.open_plan(number, False)
    sitting.settle()
    assert not panel.side.isVisible()
    panel.go_to(busy_day(panel))
    sitting.qtbot.keyClick(panel.month_view, Qt.Key.Key_L)
    assert not panel.list.hasFocus()


def test_the_pointer_lights_up_every_bar_of_a_plan(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    _number, box = first_bar(panel)
    before = panel.month_view.grab().toImage()
    sitting.qtbot.mouseMove(panel.month_view, box.center().toPoint())
    assert panel.month_view.cursor().shape() is Qt.CursorShape.PointingHandCursor
    assert panel.month_view.grab().toImage() != before
    sitting.qtbot.mouseMove(panel.month_view, QPoint(4, 4))
    assert panel.month_view.cursor().shape() is Qt.CursorShape.ArrowCursor


@pytest.mark.parametrize(
    ("whole", "short"),
    [
        ("大连海川机械有限公司", "大连海川机械"),
        ("大连海川集团股份有限公司", "大连海川"),
        ("海川有限公司", "海川有限公司"),
        ("某研究院", "某研究院"),
    ],
)
def test_a_bar_leaves_the_legal_form_out(whole: str, short: str) -> None:
    assert short_name(whole) == short


def test_no_panel_takes_a_key_that_is_the_windows(sit: Sit) -> None:
    panels = sit().opened.window.panels.values()
    taken = {hint.keys for hint in EVERYWHERE} - {"Ctrl+O"}  # in 导入 it is the same act
    assert not [(panel.title, hint.keys) for panel in panels for hint in panel.hints if hint.keys in taken]


def test_beside_a_plan_the_legend_goes_below_the_calendar(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    assert panel.filters.legend.isVisible()
    assert not panel.foot.isVisible()
    panel.go_to(busy_day(panel))
    panel.plan_wanted.emit(panel.list.number(), False)
    sitting.settle()
    sitting.qtbot.waitUntil(panel.foot.isVisible)
    assert not panel.filters.legend.isVisible()
    assert all(box.width() >= 96 for box in panel.filters.boxes)


def test_the_cards_say_where_the_audit_is_and_what_was_found(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    panel.go_to(busy_day(panel))
    sitting.wait_for(lambda: bool(panel.list.cards.notes))
    shown = {
        entry.line.number: panel.list.cards.index(row).data(NOTE)
        for row, entry in enumerate(panel.list.cards.entries)
    }
    with sitting.desk.database.reading() as session:
        plan, address = t.plan.c, t.address.c
        rows = session.execute(
            select(plan.number, address.text).join_from(t.plan, t.address).where(address.place == 0)
        )
        first = {number: text for number, text in rows if number in shown}
    assert shown
    assert all(note.where.startswith(first[number]) for number, note in shown.items())
    anomalous = {line.number for line in panel.month.lines if line.status is Status.ANOMALOUS}
    assert {number for number, note in shown.items() if note.codes} >= anomalous & set(shown)


def test_the_cards_of_the_day_are_a_sound_model(sit: Sit, qtmodeltester: ModelTester) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    panel.go_to(busy_day(panel))
    sitting.settle()
    qtmodeltester.check(panel.list.cards)
    panel.go_to(date(2024, 6, 1))
    qtmodeltester.check(panel.list.cards)
