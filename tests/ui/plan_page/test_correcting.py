"""Facts put right on the 计划页 with the keyboard and the mouse, and many plans at once from their list."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.builders import NUMBER, at, check_in, member, photo, plan, position
from tests.ui.conftest import typed
from tianyi_desk.facts.vocabulary import Event, Role
from tianyi_desk.services.desk import Desk
from tianyi_desk.ui.correcting.bulk_dialog import BulkDialog, bulk_words
from tianyi_desk.ui.correcting.editor import Editor
from tianyi_desk.ui.correcting.reasons import KEY
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.plan_page.fact_label import FactLabel
from tianyi_desk.ui.plan_page.plan_page import PlanPageView

Opened = Callable[..., PlanPageView]
FACTS = (
    plan(region="辽宁省大连市", contact="王工", contact_phone="13812345678"),
    check_in(),
    check_in(event=Event.CLOSING, position=position(120.1, 30.2)),
    photo(),
)


def here() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def editor_of(view: PlanPageView) -> Editor:
    return view.correcting.editor


def settle(qtbot: QtBot, view: PlanPageView, before: object) -> None:
    qtbot.waitUntil(lambda: view.page is not before and view.around.runner.idle)


def fact(view: PlanPageView, name: str) -> FactLabel:
    pairs = view.body.particulars
    names = [one for one, _value in pairs.pairs]
    found = pairs.facts[[one for one in names if any(one == each for each in EDITED)].index(name)]
    assert isinstance(found, FactLabel)
    return found


EDITED = ("企业名称", "审核时间", "审核方式", "审核活动", "认证领域", "签到渠道", "行政区划", "联系人")


def test_a_value_is_put_right_with_the_keyboard_and_what_changed_is_said(
    qtbot: QtBot, opened: Opened
) -> None:
    view = opened(*FACTS)
    view.activateWindow()
    value = fact(view, "企业名称")
    value.setFocus()
    qtbot.waitUntil(value.hasFocus)
    QTest.keyClick(here(), Qt.Key.Key_F2)
    editor = editor_of(view)
    assert editor.isVisible()
    assert editor.present.text() == "现为 大连海川机械有限公司"
    assert editor.line.hasFocus()
    typed(editor.line, "大连海川重工有限公司")
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.reason.hasFocus() or editor.reason.lineEdit() is here()
    assert editor.fault.text() == "请写明原因"
    typed(here(), "营业执照")
    before = view.page
    QTest.keyClick(here(), Qt.Key.Key_Return)
    settle(qtbot, view, before)
    assert not editor.isVisible()
    assert view.outcome.text() == "已更正；异常没有变化；Ctrl+Z 撤销"
    assert view.head.name.text() == "大连海川重工有限公司"
    mended = fact(view, "企业名称")
    assert mended.text() == "大连海川重工有限公司\n原为 大连海川机械有限公司"
    assert "林知夏，原因：营业执照" in mended.toolTip()
    assert view.around.remembered.text(KEY) == "营业执照"


def test_what_is_not_understood_is_said_in_the_editor_and_what_was_typed_stays(
    qtbot: QtBot, opened: Opened
) -> None:
    view = opened(*FACTS)
    QTest.mouseDClick(view.body.addresses.facts[0], Qt.MouseButton.LeftButton)
    editor = editor_of(view)
    editor.which.setCurrentIndex(1)
    typed(editor.line, "一百二")
    editor.reason.setEditText("图纸")
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(editor.fault.text()))
    assert "应为经度、纬度和坐标系" in editor.fault.text()
    assert editor.line.text().endswith("一百二")
    QTest.keyClick(editor.line, Qt.Key.Key_Escape)
    assert not editor.isVisible()


def test_a_record_is_put_right_from_its_row_and_undone_with_a_key(qtbot: QtBot, opened: Opened) -> None:
    view = opened(*FACTS)
    view.activateWindow()
    records = view.body.check_ins
    records.setFocus()
    records.go_to(1)
    records.setCurrentIndex(records.model().index(1, 3))
    QTest.keyClick(records, Qt.Key.Key_F2)
    editor = editor_of(view)
    assert editor.one.label == "经纬度"
    editor.line.selectAll()
    QTest.keyClicks(editor.line, "121.614786,38.913962 WGS-84")
    editor.reason.setEditText("手机定位截图")
    before = view.page
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    settle(qtbot, view, before)
    assert view.outcome.text().startswith("已更正；O2 地点偏差（签退） 已消除")
    undo = view.body.corrections.findChild(QPushButton)
    assert undo is not None
    assert undo.text() == "撤销"
    before = view.page
    QTest.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, view, before)
    assert view.outcome.text().startswith("已撤销；新增 O2 地点偏差")
    assert view.body.mended.note.text() == "2 笔"
    QTest.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert view.outcome.text() == "没有可以撤销的更正"


def test_an_entry_of_the_record_is_undone_by_its_own_button(qtbot: QtBot, opened: Opened, desk: Desk) -> None:
    view = opened(*FACTS)
    value = fact(view, "审核方式")
    view.correcting.open(value.editables, value)
    editor = editor_of(view)
    editor.choice.setCurrentIndex(editor.choice.findData("远程"))
    editor.reason.setEditText("录入有误")
    before = view.page
    QTest.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    settle(qtbot, view, before)
    undo = view.body.corrections.findChild(QPushButton)
    assert undo is not None
    before = view.page
    undo.setFocus()
    QTest.keyClick(undo, Qt.Key.Key_Return)
    settle(qtbot, view, before)
    assert fact(view, "审核方式").text() == "现场"


def test_a_void_record_stays_in_the_list_and_can_be_brought_back(qtbot: QtBot, opened: Opened) -> None:
    view = opened(*FACTS)
    for word, shown in (("是", "不计入：作废"), ("否", "在时限内")):
        line = view.body.check_ins.rows.rows[0]
        found = (
            [one for one in view.page.editables if one.slot.which == ("签到记录", line.row.key)]
            if view.page
            else []
        )
        view.correcting.open([one for one in found if one.slot.field == "void"], view.body.check_ins)
        editor = editor_of(view)
        editor.choice.setCurrentIndex(editor.choice.findData(word))
        editor.reason.setEditText("重复录入")
        before = view.page
        editor.accept()
        settle(qtbot, view, before)
        texts = [column.text(view.body.check_ins.rows.rows[0]) for column in view.body.check_ins.rows.columns]
        assert texts[-1] == shown


def test_without_a_place_any_fact_of_the_plan_can_be_chosen(qtbot: QtBot, opened: Opened) -> None:
    view = opened(*FACTS)
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    QTest.keyClick(view, Qt.Key.Key_F2)
    editor = editor_of(view)
    words = [editor.which.itemText(place) for place in range(editor.which.count())]
    assert {"企业名称", "地址 1 审核地址的坐标", "崔明远 成员身份", "增加成员", "与另一计划绑定"} <= set(
        words
    )
    assert "签到 崔明远 10-18 08:20 所属计划" in words
    editor.which.setCurrentIndex(words.index("联系电话"))
    assert (editor.line.text(), editor.present.text()) == ("", "现为 138****5678")
    view.resize(420, 500)
    editor.place(view.rect())
    assert view.rect().contains(editor.geometry())


def test_a_bound_plan_is_unbound_from_its_row(qtbot: QtBot, opened: Opened) -> None:
    view = opened(*FACTS, plan("R0123012021002", projects=("ISO14001",)))
    view.activateWindow()
    bound = view.body.bound
    bound.setFocus()
    QTest.keyClick(bound, Qt.Key.Key_F2)
    editor = editor_of(view)
    assert editor.title.text() == "R0123012021002 同时签到绑定"
    editor.choice.setCurrentIndex(editor.choice.findData("不绑定"))
    editor.reason.setEditText("两次审核")
    before = view.page
    QTest.keyClick(editor.choice, Qt.Key.Key_Return)
    settle(qtbot, view, before)
    assert view.page is not None
    assert view.page.bound == ()
    assert "R0123012021002" in view.outcome.text()


def test_many_plans_are_put_right_at_once_after_a_preview(
    qtbot: QtBot, around: Surroundings, bring_in: Callable[..., None]
) -> None:
    other = "R0123012021002"
    bring_in(
        plan(),
        plan(other, enterprise="青" * 40, mode="远程", team=(member("韩照野", Role.LEADER),)),
        plan("R3", start=at("2021-10-20 08:30"), end=at("2021-10-20 17:00"), enterprise="丙"),
    )
    dialog = BulkDialog(around, [NUMBER, other, "R3"])
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.choice.setCurrentIndex(dialog.choice.findData("远程"))
    qtbot.waitUntil(lambda: dialog.count.text() == "将更正 2 条，1 条已是如此")
    dialog.field.setCurrentIndex(dialog.field.findText("审核结束时间"))
    QTest.keyClicks(dialog.line, "2021-10-19 16:00")
    qtbot.waitUntil(lambda: dialog.count.text() == "将更正 2 条，1 条不能这样更正")
    assert "不晚于开始时间" in dialog.model.row(2).refused
    QTest.keyClick(dialog.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.fault.text() == "请写明原因"
    dialog.reason.setEditText("客户来函")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.corrected is not None)
    assert dialog.corrected is not None
    assert bulk_words(dialog.corrected).startswith("已更正 2 条计划；")
    QTimer.singleShot(0, dialog.close)
