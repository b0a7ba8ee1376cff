"""The plan page as a person meets it: read, shown, folded out, left by keyboard."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests import builders
from tests.builders import address, at, check_in, draft, explanation, member, photo, plan, position, review
from tests.ui.plan_page.conftest import AS_OF, BringIn
from tianyi_desk.facts.vocabulary import AnomalyKind, Disposition, Event, PhotoCategory, Role, Side
from tianyi_desk.services.changed import Changed
from tianyi_desk.services.desk import Desk
from tianyi_desk.services.plan_page import PlanPage
from tianyi_desk.ui.drawer import PlanWindow
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.plan_page.head import status_chips
from tianyi_desk.ui.plan_page.plan_page import STALE, UNJUDGED, PlanPageView
from tianyi_desk.ui.theme import Scheme
from tianyi_desk.ui.widgets.why_view import Clause

NUMBER = builders.NUMBER
LATE = check_in(at=at("2021-10-18 09:17:42"))
Opened = Callable[..., PlanPageView]
NOW = {"start": at("2026-09-28 08:30"), "end": at("2026-09-30 17:00")}
LONG = "中国北方重型机械装备制造集团股份有限公司内蒙古自治区呼和浩特第三分公司铸造加工中心"


def texts(widget: QWidget) -> list[str]:
    """Return what the labels in sight say."""
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]


def focused() -> QWidget:
    """Return where the keyboard is."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_a_plan_is_read_off_the_window_and_shown(opened: Opened) -> None:
    view = opened(plan(), LATE, photo(), explanation(side=Side.AUDITOR))
    assert view.head.name.text() == "大连海川机械有限公司"
    assert view.head.line.text().startswith(f"ISO9001* {NUMBER}")
    assert [chip.words for chip in view.head.chips.chips] == ["异常", "照片未复核"]
    assert [fold.head.line.chips[0].strong for fold in view.body.findings.list.folds] == ["O1", "O3", "H02"]
    assert view.body.wrongs.note.text() == "官方异常 2，机构要求 1"
    assert [row.row.record.name for row in view.body.check_ins.rows.rows] == ["崔明远"]
    assert view.timeline.arrangement.dots


def test_the_first_official_finding_is_folded_out_at_once_with_its_reason(opened: Opened) -> None:
    view = opened(plan(), LATE)
    folds = view.body.findings.list.folds
    assert [fold.is_open for fold in folds] == [True, False, False]
    shown = texts(folds[0])
    assert {"条款", "输入", "算式", "假如"} <= set(shown)


def test_enter_folds_out_and_arrows_move(qtbot: QtBot, opened: Opened) -> None:
    view = opened(plan(), LATE)
    first, second, third = view.body.findings.list.folds
    QTest.mouseClick(first.head, Qt.MouseButton.LeftButton)
    assert not first.is_open
    first.head.setFocus()
    QTest.keyClick(first.head, Qt.Key.Key_Down)
    QTest.keyClick(second.head, Qt.Key.Key_Down)
    QTest.keyClick(third.head, Qt.Key.Key_Return)
    assert third.is_open
    assert "48 分钟 > 30 分钟" in " ".join(texts(third))
    QTest.keyClick(third.head, Qt.Key.Key_Left)
    assert not third.is_open
    QTest.keyClick(third.head, Qt.Key.Key_Right)
    assert third.is_open
    QTest.keyClick(third.head, Qt.Key.Key_Down)  # the last: stays


def test_the_same_plan_read_anew_keeps_what_is_folded_out(
    qtbot: QtBot, opened: Opened, around: Surroundings, desk: Desk
) -> None:
    view = opened(plan(), LATE)
    view.body.findings.list.folds[0].set_open(on=False)
    view.body.findings.list.folds[2].set_open(on=True)
    before = view.page
    desk.decide("林知夏", [(NUMBER, "H02", "签到")], Disposition.CONFIRMED, "属实")
    around.bulletin.post(Changed.DECISIONS)
    qtbot.waitUntil(lambda: view.page is not before)
    folds = view.body.findings.list.folds
    assert [fold.is_open for fold in folds] == [False, False, True]
    assert folds[2].head.line.chips[-1].words == "已确认"
    qtbot.waitUntil(lambda: any("已确认：林知夏" in text for text in texts(folds[2])))
    assert view.body.history.note.text().endswith("其中人工 1 笔")


def test_a_page_out_of_sight_catches_up_when_it_is_seen(
    qtbot: QtBot, opened: Opened, around: Surroundings
) -> None:
    view = opened(plan())
    before = view.page
    view.hide()
    around.bulletin.post(Changed.FACTS)
    assert around.runner.idle
    view.show()
    qtbot.waitUntil(lambda: view.page is not before)


def test_alt_and_a_figure_jump_to_a_part_while_the_keyboard_is_inside(qtbot: QtBot, opened: Opened) -> None:
    view = opened(draft(plan(), raw={"计划编号": NUMBER, "自定": "甲"}), LATE)
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    QTest.keyClick(view, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    assert view.body.findings.list.folds[0].head.hasFocus()
    QTest.keyClick(focused(), Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    assert view.body.origin.sign.isChecked()
    row, _record = view.body.sources.list.folds
    assert row.isVisible()
    row.set_open(on=True)
    assert "甲" in texts(row)
    QTest.keyClick(focused(), Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert view.body.check_ins.hasFocus()
    assert view.body.check_ins.current() is not None


def test_arrows_scroll_where_no_list_wants_them(qtbot: QtBot, opened: Opened) -> None:
    view = opened(plan(), LATE)
    view.resize(752, 500)
    bar = view.body.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    QTest.keyClick(view, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    QTest.keyClick(view, Qt.Key.Key_Home)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert 0 < bar.value() < 100


def test_ctrl_enter_and_the_buttons_ask_the_window(qtbot: QtBot, opened: Opened) -> None:
    view = opened(plan())
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    with qtbot.waitSignal(view.apart_wanted) as apart:
        QTest.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert apart.args == [NUMBER]
    with qtbot.waitSignal(view.apart_wanted):
        QTest.mouseClick(view.head.apart, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(view.close_wanted):
        QTest.mouseClick(view.head.close_button, Qt.MouseButton.LeftButton)


def test_bound_plans_open_from_the_head_and_from_their_list(qtbot: QtBot, opened: Opened) -> None:
    view = opened(plan(), plan("R2", projects=("ISO14001",)))
    assert view.head.bound.text() == "绑定 2 条"
    (action,) = view.head.bound_menu().actions()
    assert action.text() == "R2　ISO14001*　异常"
    with qtbot.waitSignal(view.plan_wanted) as wanted:
        action.trigger()
    assert wanted.args == ["R2", False]
    view.body.bound.go_to(0)
    with qtbot.waitSignal(view.plan_wanted) as wanted:
        QTest.keyClick(view.body.bound, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert wanted.args == ["R2", True]
    view.body.team.go_to(0)
    with qtbot.waitSignal(view.apart_wanted) as apart:
        QTest.keyClick(view.body.team, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert apart.args == [NUMBER]


def test_a_plan_that_is_gone_says_so(qtbot: QtBot, view: PlanPageView) -> None:
    view.show_plan("没有这个计划")
    qtbot.waitUntil(lambda: view.nothing.heading.text() == "没有这条计划")
    assert "没有这个计划" in view.nothing.sentence.text()


def test_only_the_plan_asked_for_last_is_shown(qtbot: QtBot, view: PlanPageView, bring_in: BringIn) -> None:
    bring_in(plan(), plan("R2", enterprise="乙公司"))
    view.show_plan(NUMBER)
    view.show_plan("R2")
    qtbot.waitUntil(lambda: view.page is not None)
    assert view.head.name.text() == "乙公司"


def test_a_plan_that_was_not_judged_says_what_to_do(opened: Opened) -> None:
    view = opened(plan(), as_of=None)
    assert view.notice.text() == UNJUDGED
    assert view.body.findings.empty.text().startswith("还没有判定过")
    assert [chip.words for chip in view.head.chips.chips] == ["尚未判定"]


def test_facts_written_since_are_told_of(
    qtbot: QtBot,
    view: PlanPageView,
    bring_in: BringIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    moments = iter(at(f"2021-10-25 {hour:02}:00") for hour in range(9, 24))
    monkeypatch.setattr("tianyi_desk.clock.now", lambda: next(moments))
    bring_in(plan(), check_in(), check_in(event=Event.CLOSING))
    bring_in(photo(), photo(category=PhotoCategory.CLOSING_MEETING), as_of=None)
    view.show_plan(NUMBER)
    qtbot.waitUntil(lambda: view.page is not None)
    assert view.notice.text() == STALE
    (fold,) = view.body.findings.list.folds
    assert any("请重新判定" in text for text in texts(fold))


def test_empty_parts_say_so(opened: Opened) -> None:
    view = opened(plan(addresses=(), team=(), state="撤销"))
    shown = texts(view)
    for words in (
        "没有审核地址",
        "没有签到签退记录",
        "没有审核组",
        "没有照片记录",
        "计划已作废，不判定",
        "没有官方异常，无需说明",
    ):
        assert words in shown
    assert not view.head.due.isVisible()
    view.body.words.set_open(on=True)
    assert "没有填写过说明" in texts(view)
    assert not any(card.isVisible() for card in view.foot.cards)


def test_one_check_in_left_on_several_plans_is_one_line(opened: Opened) -> None:
    both = [check_in(number, at=at("2021-10-18 08:20")) for number in (NUMBER, "R2")]
    view = opened(plan(), plan("R2", projects=("ISO14001",)), *both)
    (line,) = view.body.check_ins.rows.rows
    assert set(line.plans) == {NUMBER, "R2"}
    tip = view.body.check_ins.rows.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "同时签到，记在" in tip
    assert "按这一条判定时间" in tip


def test_far_and_late_check_ins_are_told_in_colour_and_words(opened: Opened) -> None:
    view = opened(
        plan(addresses=(address("一厂", position(121.9, 39.4)),)),
        LATE,
        check_in(name="生人", at=at("2021-10-18 08:00"), position=None),
    )
    rows = view.body.check_ins.rows
    told = [[rows.index(place, column).data() for column in range(rows.columnCount())] for place in (0, 1)]
    assert told == [
        ["签到", "生人", "10-18 08:00", "无坐标", "不计入：签到人不在该计划审核组"],
        ["签到", "崔明远", "10-18 09:17", "59.3 km", "迟 48 分"],
    ]
    assert view.body.place.note.text() == "签到 59.3 km"


def test_the_team_shows_who_was_seen_where(opened: Opened) -> None:
    view = opened(
        plan(team=(member("崔明远", Role.LEADER), member("贾思齐", remote=True))),
        photo(),
        photo(category=PhotoCategory.CLOSING_MEETING),
        review(people=("崔明远",)),
    )
    rows = view.body.team.rows
    told = [[rows.index(place, column).data() for column in range(rows.columnCount())] for place in range(3)]
    assert told == [
        ["组长", "崔明远", "识别到", "未核查", "未核查", ""],
        ["组员", "贾思齐（远程）", "未识别", "未核查", "未核查", "H11"],
        ["受审核方", "企业", "识别到", "未核查", "未核查", ""],
    ]


def test_both_sides_are_always_in_sight(opened: Opened) -> None:
    filed = explanation(side=Side.AUDITOR, text="首次会议在第二厂区召开，" * 12)
    view = opened(plan(), filed)
    auditor, body = view.foot.cards
    assert [chip.words for chip in auditor.state.chips] == ["未填写"]  # 未上传照片 lacks
    assert auditor.text.text.startswith("（还缺：未上传照片）首次会议在第二厂区召开")
    assert len(auditor.text.shown()) == 2
    assert auditor.text.shown()[1].endswith("…")
    assert body.text.text == "待填写：未签到、未上传照片"


def test_a_late_filing_is_told_in_full(opened: Opened) -> None:
    late = explanation(filed_on=date(2026, 10, 15), reported_on=date(2026, 10, 16), cause="忘记签到")
    view = opened(plan(**NOW), late, as_of=at("2026-10-19 09:00"))  # type: ignore[arg-type]
    view.body.words.set_open(on=True)
    assert "机构 未签到" in texts(view.body.filings)
    assert any("2026-10-16 在监管系统填报" in text for text in texts(view.body.filings))


@pytest.mark.parametrize(
    ("as_of", "words", "role"),
    [
        ("2026-10-19 09:00", "逾期 4 天", "dueOfficial"),
        ("2026-10-13 09:00", "今天到期", "dueHouse"),
        ("2026-10-08 09:00", "剩 4 天", "due"),
    ],
)
def test_the_deadline_speaks_by_how_near_it_is(
    view: PlanPageView, bring_in: BringIn, desk: Desk, as_of: str, words: str, role: str
) -> None:
    from tianyi_desk.progress import finish

    bring_in(plan(**NOW), as_of=at(as_of))  # type: ignore[arg-type]
    page = finish(desk.open_page(NUMBER, at(as_of)))
    assert page is not None
    view.fill(page)
    assert (view.head.due.words.text(), view.head.due.words.property("role")) == (words, role)
    assert view.head.due.reason.text() == "10-13 周二，审核结束后第 5 个工作日"
    assert "说明期限 2026-10-13 周二" in view.head.due.toolTip()


def test_a_filed_deadline_is_only_told(
    view: PlanPageView, bring_in: BringIn, page: Callable[[], PlanPage]
) -> None:
    filed = [explanation(kind=kind, filed_on=date(2026, 10, 9)) for kind in list(AnomalyKind)[:3]]
    bring_in(plan(**NOW), *filed, as_of=at("2026-10-19 09:00"))  # type: ignore[arg-type]
    view.fill(page())
    assert (view.head.due.words.text(), view.head.due.words.property("role")) == ("10-13 周二", "due")


def test_a_name_of_forty_characters_is_cut_and_told_by_the_tip(qtbot: QtBot, opened: Opened) -> None:
    long_name = "阿卜杜热合曼·买买提艾力·努尔买买提江·吐尔逊那依阿卜杜热西提"
    view = opened(
        plan(
            enterprise=LONG,
            team=(member(long_name, Role.LEADER),),
            addresses=(address(LONG * 2, position()),),
            remarks="备注" * 60,
        ),
        check_in(name=long_name),
    )
    assert len(LONG) >= 40
    view.grab()
    assert view.head.name.toolTip() == LONG
    assert view.width() == 752
    index = view.body.check_ins.rows.index(0, 1)
    assert long_name in index.data(Qt.ItemDataRole.ToolTipRole)
    inside = view.body.widget()
    assert inside is not None
    assert inside.width() <= view.body.viewport().width()


def test_it_folds_into_one_column_where_it_is_narrow(qtbot: QtBot, opened: Opened) -> None:
    view = opened(plan(), LATE)
    assert view.body.wrongs.mapTo(view, view.body.wrongs.rect().topLeft()).x() > 300
    view.resize(560, 820)
    qtbot.waitUntil(lambda: view.body.wrongs.mapTo(view, view.body.wrongs.rect().topLeft()).x() < 40)
    assert view.body.place.mapTo(view, view.body.place.rect().topLeft()).y() > 300


def test_the_body_is_no_higher_than_what_is_in_it(qtbot: QtBot, opened: Opened) -> None:
    view = opened(plan(), LATE)
    for fold in view.body.findings.list.folds:
        fold.set_open(on=True)
    inside = view.body.widget()
    assert inside is not None
    qtbot.waitUntil(
        lambda: inside.height() == max(view.body.viewport().height(), inside.heightForWidth(inside.width()))
    )


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_it_is_painted_in_both_themes(opened: Opened, around: Surroundings, scheme: Scheme) -> None:
    view = opened(plan(), LATE, check_in(name="生人"), photo(uploaded_at=at("2021-10-18 10:00")), review())
    around.theme.choose(scheme)
    for section in view.body.sections:
        section.set_open(on=True)
    picture = view.grab().toImage()
    assert picture.size() == QSize(752, 820)
    ground = QColor(around.theme.palette.surface)
    assert picture.pixelColor(4, 4) == ground


def test_every_list_is_a_sound_model(opened: Opened) -> None:
    view = opened(plan(), plan("R2", projects=("ISO14001",)), LATE, photo(), review())
    body = view.body
    for one in (body.check_ins, body.team, body.photos, body.bound, body.changes):
        tester = QAbstractItemModelTester(one.rows, QAbstractItemModelTester.FailureReportingMode.Warning)
        assert one.rows.rowCount() > 0
        for column in range(one.rows.columnCount()):
            one.rows.sort(column)
        assert tester.model() is one.rows
        assert one.sizeHint().height() == 24 * (one.rows.rowCount() + 1)


def test_a_long_clause_begins_folded(qtbot: QtBot, theme: object) -> None:
    clause = Clause("N6.2 " + "签到照片应能识别审核组全体成员。" * 20)
    qtbot.addWidget(clause)
    clause.show()
    assert clause.text.text().endswith("…")
    QTest.mouseClick(clause.more, Qt.MouseButton.LeftButton)
    assert clause.text.text() == clause.words
    assert clause.more.text() == "收起"
    short = Clause("M2.5　仅在审核结束当日才能签退")
    qtbot.addWidget(short)
    assert short.more.isHidden()


def test_escape_closes_a_window_of_its_own(qtbot: QtBot, around: Surroundings, bring_in: BringIn) -> None:
    bring_in(plan())
    view = PlanPageView(around)
    view.show_plan(NUMBER)
    window = PlanWindow(view, around)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: view.page is not None and window.isActiveWindow())
    with qtbot.waitSignal(window.gone):
        QTest.keyClick(window, Qt.Key.Key_Escape)


def test_marks_of_the_plan_stand_beside_its_status(bring_in: BringIn, page: Callable[[], PlanPage]) -> None:
    bring_in(plan(confidential=True, adjustment="停电"))
    assert [chip.words for chip in status_chips(page().head)] == ["异常", "涉密", "临时调整"]
    assert page().head.as_of == AS_OF


def test_a_window_closed_while_its_plan_is_read_takes_no_harm(
    qtbot: QtBot, around: Surroundings, bring_in: BringIn
) -> None:
    bring_in(plan())
    view = PlanPageView(around)
    window = PlanWindow(view, around)
    window.show()
    with qtbot.waitSignal(window.destroyed):
        view.show_plan(NUMBER)
        window.close()
    qtbot.waitUntil(lambda: around.runner.idle)
