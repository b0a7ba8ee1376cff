"""今天要办 in the window: worked off by keyboard, groups, filters, reminders by the clock, today's done, messages."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from tests import builders
from tests.ui.conftest import MONTH, Sit, Sitting, typed
from tianyi_desk.facts.intake import Fact
from tianyi_desk.facts.vocabulary import Disposition, Event, PhotoCategory
from tianyi_desk.progress import finish
from tianyi_desk.services.changed import Changed
from tianyi_desk.services.queue import Queue
from tianyi_desk.services.queue_items import Group, Item, Turn
from tianyi_desk.services.queue_reading import load_queue
from tianyi_desk.ui.explaining.asking import AuditorDialog
from tianyi_desk.ui.explaining.word_dialog import WordDialog
from tianyi_desk.ui.plan_page.plan_page import PlanPageView
from tianyi_desk.ui.today.dispose_dialog import DisposeDialog
from tianyi_desk.ui.today.done_dialog import DoneDialog
from tianyi_desk.ui.today.morning_dialog import MorningDialog
from tianyi_desk.ui.today.queue_delegate import HEAD, ROW
from tianyi_desk.ui.today.queue_model import QueueModel
from tianyi_desk.ui.today.reminder_card import ReminderCard, tone_of
from tianyi_desk.ui.today.today_panel import TodayPanel

CTRL = Qt.KeyboardModifier.ControlModifier


def panel_of(sitting: Sitting) -> TodayPanel:
    sitting.opened.window.show_panel("today")
    panel = sitting.opened.window.panels["today"]
    assert isinstance(panel, TodayPanel)
    sitting.settle()
    return panel


def answering(kind: type[Any], does: Callable[[Any], object]) -> None:
    """Let somebody answer the next dialog."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            does(dialog)
        else:
            QTimer.singleShot(20, answer)

    QTimer.singleShot(0, answer)


def settle_item(sitting: Sitting, panel: TodayPanel, key: Qt.Key, word: str) -> None:
    def write(dialog: DisposeDialog) -> None:
        typed(dialog.reason, word)
        dialog.save.click()

    before = panel.queue
    answering(DisposeDialog, write)
    sitting.qtbot.keyClick(panel.view, key)
    sitting.wait_for(lambda: panel.queue is not before)
    sitting.settle()
    sitting.come_to_front()


def stored(sitting: Sitting) -> Queue:
    return finish(load_queue(sitting.desk.database, sitting.desk.book, MONTH.as_of))


def go_to_decidable(panel: TodayPanel) -> Item:
    item = next(one for one in panel.queue.items if one.decidable)
    panel.view.fold(item.group, on=False)
    place = panel.view.queue.place_of(item.key)
    assert place is not None
    panel.view.go_to(place)
    panel.view.setFocus()
    return item


def late_audit(sitting: Sitting, panel: TodayPanel) -> None:
    """Bring in an audit with everything in order but a late 签到 and a stranger's."""
    start = MONTH.as_of.replace(hour=8, minute=30) - timedelta(days=7)
    end = start + timedelta(hours=8)
    facts: list[Fact] = [
        builders.plan("R-迟到", enterprise="迟到的企业", start=start, end=end),
        builders.check_in("R-迟到", at=start + timedelta(minutes=45)),
        builders.check_in("R-迟到", name="外人", at=start),
        builders.check_in("R-迟到", event=Event.CLOSING, at=end),
        builders.photo("R-迟到", uploaded_at=start),
        builders.photo("R-迟到", category=PhotoCategory.CLOSING_MEETING, uploaded_at=end),
    ]
    finish(sitting.desk.accept("录入员", sitting.desk.examine(builders.intake(*facts))))
    finish(sitting.desk.judge(MONTH.as_of, "录入员"))
    panel.reload()
    sitting.settle()


def test_the_window_begins_with_what_is_to_be_done(sit: Sit) -> None:
    sitting = sit()
    assert sitting.opened.first_panel() == "today"
    assert next(iter(sitting.opened.window.panels)) == "today"
    panel = panel_of(sitting)
    assert panel.queue.items == stored(sitting).items
    assert sitting.opened.window.rail.buttons["today"].badge == panel.queue.owed > 0


def test_every_tab_shows_as_many_as_it_says(sit: Sit) -> None:
    panel = panel_of(sit())
    everything = panel.head.tabs.count()
    for place in range(everything):
        panel.head.choose(place)
        shown = sum(isinstance(row, Item) for row in panel.view.queue.rows)
        assert panel.head.tabs.tabText(place).endswith(f" {shown:,}")


def test_the_whole_queue_is_worked_off_by_keyboard_until_only_explanations_are_left(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    panel.view.setFocus()
    while any(item.decidable for item in panel.queue.items):
        item = panel.view.current()
        if item is None or not item.decidable:
            before = item
            sitting.qtbot.keyClick(panel.view, Qt.Key.Key_N)
            assert panel.view.current() is not before
            continue
        settle_item(sitting, panel, Qt.Key.Key_Y, "已核实")
    assert panel.queue.items == stored(sitting).items
    assert all(item.coded.official and not item.decidable for item in panel.queue.items)


def test_a_decision_moves_on_and_is_undone_with_a_key(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    late_audit(sitting, panel)
    item = next(one for one in panel.queue.items if one.number == "R-迟到")
    place = panel.view.queue.place_of(item.key)
    assert place is not None
    panel.view.go_to(place)
    shown = [row for row in panel.view.queue.rows if isinstance(row, Item)]
    before, here = panel.queue, shown.index(item)
    following = [*shown[:here], *shown[here + 1 :]][min(here, len(shown) - 2)]
    settle_item(sitting, panel, Qt.Key.Key_X, "重复提示")
    assert panel.view.current() == following
    assert item.key not in {one.key for one in panel.queue.items}
    sitting.wait_for(lambda: panel.head.done_button.text() == "已办 1")
    assert "Ctrl+Z" in sitting.opened.window.strip.words.text()
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_Z, CTRL)
    sitting.wait_for(lambda: panel.queue.items == before.items)
    sitting.wait_for(lambda: panel.head.done_button.text() == "已办")


def test_only_the_ticked_codes_are_decided_on(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    late_audit(sitting, panel)
    item = next(one for one in panel.queue.items if one.number == "R-迟到")
    assert {"H02", "H08"} <= set(item.coded.others)
    place = panel.view.queue.place_of(item.key)
    assert place is not None
    panel.view.go_to(place)

    def leave_one_out(dialog: DisposeDialog) -> None:
        typed(dialog.reason, "属实")
        for box in dialog.boxes.values():
            box.setChecked(False)
        assert not dialog.save.isEnabled()
        dialog.boxes[item.coded.others[0]].setChecked(True)
        dialog.save.click()

    answering(DisposeDialog, leave_one_out)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_Y)
    sitting.settle()
    left = next(one for one in stored(sitting).items if one.key == item.key)
    assert left.coded.others == item.coded.others[1:]


def test_an_official_anomaly_alone_is_not_decided_but_explained(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    item = next(one for one in panel.queue.items if not one.decidable)
    place = panel.view.queue.place_of(item.key)
    assert place is not None
    panel.view.go_to(place)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_Y)
    assert "官方异常由机构说明决定" in sitting.opened.window.strip.words.text()
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_E)
    page = sitting.opened.window.drawer.page
    assert isinstance(page, PlanPageView)
    sitting.wait_for(page.explaining.isVisible)
    assert (page.number, page.explaining.number) == (item.number, item.number)


def test_enter_opens_the_plan_and_the_page_follows_the_list(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    drawer = sitting.opened.window.drawer
    first = panel.view.current()
    assert first is not None
    sitting.wait_for(lambda: drawer.page is not None and drawer.page.number == first.number)
    panel.view.setFocus()
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_Down)
    second = panel.view.current()
    assert second is not None
    assert second.key != first.key
    sitting.wait_for(lambda: drawer.page is not None and drawer.page.number == second.number)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_Return, CTRL)
    assert [window.page.number for window in drawer.windows] == [second.number]


def test_a_group_folds_away_and_n_opens_it_again(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    panel.view.setFocus()
    groups = [section.group for section in panel.view.queue.sections]
    for _group in groups:
        sitting.qtbot.keyClick(panel.view, Qt.Key.Key_Left)
        sitting.qtbot.keyClick(panel.view, Qt.Key.Key_Down)
    assert panel.view.queue.folded == set(groups)
    assert panel.view.current() is None
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_N)
    item = panel.view.current()
    assert item is not None
    assert item.asks
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_Left)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert item.group not in panel.view.queue.folded


def test_filters_by_leader_narrow_list_and_counts_and_are_cleared(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    name = panel.queue.leaders[0]
    panel.head.leader.setCurrentText(name)
    items = [row for row in panel.view.queue.rows if isinstance(row, Item)]
    assert items
    assert all(name in plan.leaders for item in items for plan in item.plans[:1])
    assert panel.head.tabs.tabText(0) == f"全部 {len(items):,}"
    panel.head.clear_button.click()
    assert panel.head.tabs.tabText(0) == f"全部 {len(panel.queue.items):,}"


def test_nothing_to_do_says_so_and_leads_to_what_was_done(sit: Sit) -> None:
    panel = panel_of(sit())
    panel._loaded(Queue(MONTH.as_of, ()))
    assert panel.empty.heading.text() == "今天没有要办的"
    assert panel.look_back.isVisible()
    assert not panel.bring_in.isVisible()


def test_an_empty_desk_leads_to_the_import(sit: Sit) -> None:
    sitting = sit(filled=False)
    panel = panel_of(sitting)
    assert sitting.opened.first_panel() == "import"
    assert panel.bring_in.hasFocus()
    sitting.qtbot.keyClick(panel.bring_in, Qt.Key.Key_Return)
    assert sitting.opened.window.panel.name == "import"


def test_filters_that_leave_nothing_offer_to_be_cleared(sit: Sit) -> None:
    panel = panel_of(sit())
    panel._loaded(panel.queue)
    panel.head.leader.addItem("没有这个人", "没有这个人")
    panel.head.leader.setCurrentText("没有这个人")
    assert panel.clear.isVisible()
    panel.clear.click()
    assert not panel.clear.isVisible()
    assert panel.view.queue.rowCount() > 0


# Today's audits


def with_an_audit(sitting: Sitting) -> datetime:
    start = MONTH.as_of.replace(hour=8, minute=30)
    audit = builders.plan("R-今天", enterprise="今天审核的企业", start=start, end=start + timedelta(hours=8))
    finish(sitting.desk.accept("录入员", sitting.desk.examine(builders.intake(audit))))
    return start


def test_an_audit_of_today_is_reminded_of_and_leaves_when_it_is_signed(sit: Sit) -> None:
    sitting = sit(now=MONTH.as_of.replace(hour=9, minute=10))
    panel = panel_of(sitting)
    assert not panel.live.isVisible()
    start = with_an_audit(sitting)
    panel.live.tick()
    sitting.wait_for(panel.live.isVisible)
    assert panel.live.card.title.text() == "签到提醒 1"
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_R)
    assert "今天审核的企业" in QGuiApplication.clipboard().text()
    signed = builders.check_in("R-今天", at=start)
    finish(sitting.desk.accept("录入员", sitting.desk.examine(builders.intake(signed))))
    panel.live.tick()
    sitting.wait_for(lambda: panel.live.card.title.text() == "今天的审核")
    assert panel.live.isVisible()


def test_the_clock_runs_only_while_the_panel_is_in_sight(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    assert panel.live.ticking.isActive()
    assert panel.live.ticking.interval() == 30_000
    sitting.opened.window.show_panel("plans")
    assert not panel.live.ticking.isActive()


def test_another_day_reads_everything_anew(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    panel.around.now = lambda: MONTH.as_of + timedelta(days=1)
    panel.live.tick()
    sitting.wait_for(lambda: panel.queue.moment.date() == MONTH.as_of.date() + timedelta(days=1))


def test_what_is_left_of_the_window_has_a_colour(sit: Sit) -> None:
    sitting = sit(now=MONTH.as_of.replace(hour=9, minute=10))
    panel = panel_of(sitting)
    start = with_an_audit(sitting)
    panel.live.tick()
    sitting.wait_for(panel.live.isVisible)
    (one,) = panel.live.audits.reminders
    tones = [tone_of(replace(one, moment=start + timedelta(minutes=past))) for past in (10, 31, 91, 200)]
    assert tones == ["accent", "house", "official", "official"]


def test_more_reminders_than_there_is_room_for_are_told_of(sit: Sit) -> None:
    sitting = sit(now=MONTH.as_of.replace(hour=9, minute=10))
    panel = panel_of(sitting)
    with_an_audit(sitting)
    panel.live.tick()
    sitting.wait_for(panel.live.isVisible)
    card: ReminderCard = panel.live.card
    card.show_audits(replace(panel.live.audits, reminders=panel.live.audits.reminders * 5))
    assert "另有 2 场待签在后" in card.words.text()
    assert len(card.rows) == 3
    card.show_audits(replace(panel.live.audits, reminders=()))
    assert not any(row.isVisible() for row in card.rows)


# Today's done and the messages


def test_what_was_done_today_is_listed_and_taken_back(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    item = go_to_decidable(panel)
    before = panel.queue
    settle_item(sitting, panel, Qt.Key.Key_Y, "已与组长核实")
    seen: list[tuple[str, bool]] = []

    def undo(dialog: DoneDialog) -> None:
        row = dialog.view.current()
        assert row is not None
        seen.append((row.reason, dialog.undo_button.isEnabled()))
        dialog.model.modelReset.connect(dialog.accept)
        dialog.undo_button.click()

    answering(DoneDialog, undo)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_B)
    sitting.wait_for(lambda: panel.queue.items == before.items)
    assert seen == [("已与组长核实", True)]
    assert item.key in {one.key for one in panel.queue.items}


def test_a_message_is_copied_and_the_next_leader_comes_up(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    seen: list[tuple[str, str, int]] = []

    def copy(dialog: MorningDialog) -> None:
        first = dialog.model.row(0)
        sitting.qtbot.keyClick(dialog.view, Qt.Key.Key_Return)
        current = dialog.view.current()
        assert current is not None
        seen.append((first.text, current.leader, len(dialog.copied)))
        dialog.accept()

    answering(MorningDialog, copy)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_M)
    ((text, leader, copied),) = seen
    assert QGuiApplication.clipboard().text() == text
    assert text.startswith(panel_first_leader(panel))
    assert leader not in text.splitlines()[0]
    assert copied == 1


def panel_first_leader(panel: TodayPanel) -> str:
    waiting = [item for item in panel.queue.items if item.turn is Turn.AUDITOR]
    names = {name for item in waiting for plan in item.plans for name in plan.leaders}
    names |= {name for visit in panel.live.audits.visits for plan in visit for name in plan.leaders}
    return min(names, key=lambda name: name.encode("gb18030"))


def test_the_badge_follows_what_others_write_while_the_panel_is_out_of_sight(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    sitting.opened.window.show_panel("plans")
    item = next(one for one in panel.queue.items if one.decidable)
    keys = [one.key for one in item.decidable]
    finish(sitting.desk.decide_deviations("别人", keys, Disposition.CONFIRMED, "属实"))
    before = panel.queue
    panel.around.bulletin.post(Changed.DECISIONS)
    sitting.wait_for(lambda: panel.queue is not before)
    assert panel.queue.items == stored(sitting).items


def test_the_badge_is_there_before_the_panel_was_ever_opened(sit: Sit) -> None:
    sitting = sit()
    opened = sitting.opened
    opened.window.show_panel("plans")
    opened.judging.start()
    badge = opened.window.rail.buttons["today"]
    sitting.wait_for(lambda: badge.badge > 0)
    assert badge.badge == stored(sitting).owed
    assert all(panel.name != "today" for panel in opened.window.panels.made)


def test_an_answer_that_was_asked_for_again_since_is_not_shown(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    before = panel.queue
    panel.reload()
    panel.reload()
    sitting.settle()
    assert panel.queue.items == before.items
    shown = panel.queue
    panel._arrived(panel._asked - 1, Queue(MONTH.as_of, ()))
    assert panel.queue is shown


def test_a_year_without_a_calendar_warns_over_the_list(sit: Sit) -> None:
    panel = panel_of(sit())
    assert not panel.warning.isVisible()
    panel._loaded(replace(panel.queue, warnings=("缺少 2027 年的放假调休安排",)))
    assert panel.warning.isVisible()
    assert "2027" in panel.warning.text()


@pytest.mark.parametrize("folded", [(), (Group.CHECK,)])
def test_the_model_keeps_qts_rules(sit: Sit, qtmodeltester: ModelTester, folded: tuple[Group, ...]) -> None:
    panel = panel_of(sit())
    model: QueueModel = panel.view.queue
    for group in folded:
        model.fold(group, on=True)
    qtmodeltester.check(model)


def test_every_row_is_as_high_as_it_must_be_whatever_was_shown_before(sit: Sit) -> None:
    panel = panel_of(sit())
    for place in range(panel.head.tabs.count()):
        panel.head.choose(place)
        heights = [panel.view.rowHeight(row) for row in range(panel.view.queue.rowCount())]
        expected = [ROW if isinstance(row, Item) else HEAD for row in panel.view.queue.rows]
        assert heights == expected
        assert panel.head.count.text().startswith(f"{sum(height == ROW for height in heights):,} 项")


def test_home_and_end_go_to_the_first_and_the_last_item(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    items = [row for row in panel.view.queue.rows if isinstance(row, Item)]
    for key, item in ((Qt.Key.Key_End, items[-1]), (Qt.Key.Key_Home, items[0])):
        sitting.qtbot.keyClick(panel.view, key)
        assert panel.view.current() is item


def test_the_keys_of_the_auditors_side_ask_and_type_in_for_the_whole_visit(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    item = next(one for one in panel.queue.items if one.turn is Turn.AUDITOR and one.bound > 1)
    panel.view.fold(item.group, on=False)
    panel.view.go_to(panel.view.queue.place_of(item.key) or 0)

    def ask(dialog: WordDialog) -> None:
        typed(dialog.word, "请补填")
        dialog.go.click()

    answering(WordDialog, ask)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_T)
    sitting.wait_for(lambda: any("退回" in one.who for one in panel.queue.items if one.key == item.key))
    sitting.come_to_front()

    def tell(dialog: AuditorDialog) -> None:
        typed(dialog.text, "当天手机没有信号")
        dialog.go.click()

    answering(AuditorDialog, tell)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_D)
    sitting.wait_for(lambda: any(one.turn is Turn.BODY for one in panel.queue.items if one.key == item.key))


def test_what_is_typed_ahead_of_the_composer_does_nothing_to_the_list(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    panel.view.setFocus()
    item = next(one for one in panel.queue.items if one.coded.due)
    panel.view.go_to(panel.view.queue.place_of(item.key) or 0)
    sitting.qtbot.keyClick(panel.view, Qt.Key.Key_E)
    for key in (Qt.Key.Key_M, Qt.Key.Key_Y, Qt.Key.Key_T, Qt.Key.Key_E):
        there = QApplication.focusWidget()
        assert there is not None
        sitting.qtbot.keyClick(there, key)
        assert QApplication.activeModalWidget() is None
    sitting.settle()
    page = sitting.opened.window.drawer.page
    assert isinstance(page, PlanPageView)
    assert page.explaining.composer is not None
    assert page.explaining.composer.isVisible()
