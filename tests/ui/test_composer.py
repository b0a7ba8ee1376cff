"""An explanation is written, reviewed and filed with real keys, and nothing that was written is lost."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QTimer, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.builders import explanation
from tests.services.words_desk import (
    DRAFTER,
    EMS,
    FAR,
    NOW,
    NUMBERS,
    OHSMS,
    QMS,
    REVIEWER,
    accepted,
    book,
    bring_in,
    ground,
    put_words_file,
    statuses,
    step,
    visit,
    written,
)
from tests.ui.conftest import Sitting, typed
from tianyi_desk.app import compose
from tianyi_desk.facts.vocabulary import (
    AnomalyKind,
    AttachmentKind,
    AuditMode,
    DraftAct,
    DraftStage,
    Side,
    Status,
)
from tianyi_desk.services.desk import open_desk
from tianyi_desk.services.draft_views import Draft
from tianyi_desk.ui.anomalies.anomalies_panel import AnomaliesPanel
from tianyi_desk.ui.anomalies.explaining_side import next_to_explain
from tianyi_desk.ui.explaining import returning, text_composer
from tianyi_desk.ui.explaining.asking import AuditorDialog, CorrectDialog
from tianyi_desk.ui.explaining.causes_dialog import CausesDialog
from tianyi_desk.ui.explaining.composer import Composer
from tianyi_desk.ui.explaining.proving import ProofDialog
from tianyi_desk.ui.explaining.word_dialog import WordDialog
from tianyi_desk.ui.plan_page.plan_page import PlanPageView
from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.theme import Theme

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(name="at_desk")
def _at_desk(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Sitting]:
    """Yield a window on the visit of three plans; the small month has no deadlines yet."""
    path = tmp_path / "库" / "desk.sqlite3"
    put_words_file(path)
    with open_desk(path, book()) as desk:
        kept = Remembered(None)
        kept.keep("actor", DRAFTER)
        kept.keep("why", "hidden")
        opened = compose(desk, theme, kept, lambda: NOW)
        opened.window.resize(1440, 900)
        opened.window.show()
        sitting = Sitting(opened, desk, qtbot, kept)
        opened.window.show_panel("anomalies")
        sitting.settle()
        sitting.come_to_front()
        yield sitting
        opened.window.close()
        opened.window.deleteLater()


def panel_of(sitting: Sitting) -> AnomaliesPanel:
    panel = sitting.opened.window.panel
    assert isinstance(panel, AnomaliesPanel)
    return panel


def composing(sitting: Sitting) -> Composer:
    """Open the composer with E on the first finding."""
    panel = panel_of(sitting)
    panel.view.go_to(0)
    panel.view.setFocus()
    QTest.keyClick(panel.view, Qt.Key.Key_E)
    sitting.settle()
    composer = panel.explaining.composer
    assert composer is not None
    assert composer.isVisible()
    return composer


def press(
    composer: Composer, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(QApplication.focusWidget() or composer, key, modifiers)


def go_on(sitting: Sitting, composer: Composer) -> None:
    composer.view.edit.setFocus()
    press(composer, Qt.Key.Key_Return, CTRL)
    sitting.settle()


def sit_as(sitting: Sitting, name: str, composer: Composer) -> None:
    """Let another person sit down, as the name at the top does."""
    sitting.remembered.keep("actor", name)
    composer.refresh()
    sitting.settle()


def answer(
    fill: Callable[[QDialog], None], key: Qt.Key = Qt.Key.Key_Return, modifiers: Qt.KeyboardModifier = CTRL
) -> None:
    """Fill in the next dialog, and accept it unless another key is pressed."""

    def when_active() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None or not dialog.isActiveWindow():
            QTimer.singleShot(1, when_active)
            return
        assert isinstance(dialog, QDialog)
        fill(dialog)
        QTest.keyClick(QApplication.focusWidget() or dialog, key, modifiers)

    QTimer.singleShot(0, when_active)


def say(text: str) -> Callable[[QDialog], None]:
    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, WordDialog)
        dialog.word.setPlainText(text)

    return fill


def without_proof(dialog: QDialog) -> None:
    assert isinstance(dialog, ProofDialog)
    assert not dialog.go.isEnabled()
    typed(dialog.reason, "截图稍后补上")


def picture_on_clipboard(colour: str = "red") -> None:
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(QColor(colour))
    QGuiApplication.clipboard().setImage(picture)


def stored(sitting: Sitting) -> Draft:
    found = ground(sitting.desk).open_draft()
    assert found is not None
    return found


def test_from_the_finding_to_explained_by_keyboard_alone(at_desk: Sitting) -> None:
    composer = composing(at_desk)
    assert composer.numbers == NUMBERS
    assert composer.view.edit.textCursor().selectedText() == "〔原因及核实情况……〕"
    typed(composer.view.edit, "首次会议应企业安排在其第二厂区召开")
    assert composer.view.gap.isHidden()
    go_on(at_desk, composer)
    assert (composer.stage, stored(at_desk).stage) == (DraftStage.WAITING, DraftStage.WAITING)
    assert not composer.view.go.isEnabled()
    assert "须由另一人复核" in composer.view.go.toolTip()
    sit_as(at_desk, REVIEWER, composer)
    go_on(at_desk, composer)
    assert composer.stage is DraftStage.ACCEPTED
    sit_as(at_desk, DRAFTER, composer)
    composer.view.edit.setFocus()
    press(composer, Qt.Key.Key_C, CTRL | SHIFT)
    at_desk.settle()
    assert (
        QGuiApplication.clipboard()
        .text()
        .startswith(f"计划编号：{'、'.join(NUMBERS)}\n异常类型：地点偏差\n2026 年")
    )
    picture_on_clipboard()
    press(composer, Qt.Key.Key_V, CTRL)
    at_desk.settle()
    press(composer, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    assert composer.view.steps.box.isChecked()
    go_on(at_desk, composer)
    assert statuses(at_desk.desk) == [Status.EXPLAINED] * 3
    filed = stored(at_desk)
    assert (filed.stage, [one.kind for one in filed.attachments]) == (
        DraftStage.FILED,
        [AttachmentKind.PROOF],
    )
    assert filed.versions[-1].word == "2026-10-13"
    rows = panel_of(at_desk).model.rows
    assert {row.handling for row in rows if row.code == "O2"} == {"已填报"}


def test_what_is_filed_is_told_with_what_changed(at_desk: Sitting) -> None:
    accepted(at_desk.desk)
    composer = composing(at_desk)
    told: list[str] = []
    composer.told.connect(told.append)
    composer.view.steps.box.setChecked(True)
    answer(without_proof)
    go_on(at_desk, composer)
    assert "已记为填报；签到情况：异常 → 已说明（3 条计划）" in told


def test_proof_is_asked_for_and_kept_or_a_word_says_why_there_is_none(at_desk: Sitting) -> None:
    accepted(at_desk.desk)
    composer = composing(at_desk)
    composer.view.steps.box.setChecked(True)

    answer(lambda _dialog: None, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    go_on(at_desk, composer)
    assert stored(at_desk).stage is DraftStage.ACCEPTED
    at_desk.come_to_front()

    def paste(dialog: QDialog) -> None:
        picture_on_clipboard("blue")
        QTest.keyClick(dialog, Qt.Key.Key_V, CTRL)
        assert isinstance(dialog, ProofDialog)
        assert dialog.given.text() == "凭证：剪贴板的图片，8 × 8"

    answer(paste)
    go_on(at_desk, composer)
    at_desk.settle()
    (proof,) = stored(at_desk).proofs
    assert proof.kind is AttachmentKind.PROOF
    assert (stored(at_desk).stage, stored(at_desk).unproven) == (DraftStage.FILED, False)


def test_a_filing_without_proof_says_so_until_it_is_pasted(at_desk: Sitting) -> None:
    accepted(at_desk.desk)
    composer = composing(at_desk)
    composer.view.steps.box.setChecked(True)
    answer(without_proof)
    go_on(at_desk, composer)
    assert stored(at_desk).unproven
    assert stored(at_desk).versions[-1].word == "2026-10-13，没有凭证：截图稍后补上"
    assert "缺填报凭证" in composer.view.steps.proof.text()
    at_desk.come_to_front()
    picture_on_clipboard()
    press(composer, Qt.Key.Key_V, CTRL)
    at_desk.settle()
    assert not stored(at_desk).unproven


def test_the_sketch_of_the_place_is_put_beside_a_text_with_one_key(at_desk: Sitting) -> None:
    composer = composing(at_desk)
    for _time in range(2):  # the same picture is not put twice
        press(composer, Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
        at_desk.settle()
    (file,) = stored(at_desk).attachments
    assert (file.kind, file.name) == (AttachmentKind.EVIDENCE, f"位置示意图 {QMS}.png")
    kept = composer._where(file)
    assert kept is not None
    assert QImage(str(kept)).width() > 1000


def test_what_the_auditors_wrote_stands_above_the_text_and_is_quoted_with_a_key(at_desk: Sitting) -> None:
    composer = composing(at_desk)
    shown = composer.view.auditors
    assert (shown.words.text(), shown.quote_button.isHidden()) == ("还没有填写：地点偏差", True)
    text = "首次会议在第二厂区召开，电话 13812345678。"
    sheet = explanation(QMS, FAR, Side.AUDITOR, filed_on=date(2026, 10, 10), author="顾念慈", text=text)
    bring_in(at_desk.desk, sheet)
    composer.refresh()
    at_desk.settle()
    assert shown.words.text() == "顾念慈 10-10 地点偏差：首次会议在第二厂区召开，电话 138****5678。"
    press(composer, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    assert "审核员说明：“首次会议在第二厂区召开，电话 138****5678”" in composer.view.edit.text
    assert composer.view.gap.isHidden()  # the marked gap was written over


def test_the_statement_of_a_remote_audit_is_begun_while_another_text_is_reviewed(at_desk: Sitting) -> None:
    bring_in(at_desk.desk, *visit(mode=AuditMode.MIXED))
    composer = composing(at_desk)
    assert composer.kinds == (FAR,)
    assert composer.view.other.isHidden()
    while not composer.view.gap.isHidden():
        press(composer, Qt.Key.Key_F4)
        typed(composer.view.edit, "首次会议在第二厂区召开")
    go_on(at_desk, composer)
    assert composer.stage is DraftStage.WAITING
    assert composer.view.other.text() == "另写其他情况说明"
    press(composer, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    at_desk.settle()
    assert (composer.kinds, composer.cause) == ((AnomalyKind.STATEMENT,), "remote")
    assert composer.draft is None


def test_a_text_with_a_gap_goes_nowhere_and_the_gap_is_marked(at_desk: Sitting) -> None:
    composer = composing(at_desk)
    go_on(at_desk, composer)
    assert composer.view.trouble.text() == "还有 1 处〔……〕没有补写，还不能送复核。"
    assert composer.view.edit.textCursor().hasSelection()
    assert composer.stage is DraftStage.WRITING


def test_what_is_typed_is_saved_by_itself_and_again_when_the_window_closes(
    at_desk: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    composer = composing(at_desk)
    composer._pause.setInterval(1)
    typed(composer.view.edit, "第二厂区")
    at_desk.wait_for(lambda: bool(ground(at_desk.desk).drafts))
    assert "第二厂区" in stored(at_desk).text
    monkeypatch.setattr(text_composer, "SAVE_MS", 60_000)
    composer._pause.setInterval(60_000)
    typed(composer.view.edit, "，刚刚写的")
    at_desk.opened.window.close()
    assert "第二厂区，刚刚写的" in stored(at_desk).text
    assert len(ground(at_desk.desk).drafts) == 1


def test_a_text_that_nobody_touched_leaves_no_draft_behind(at_desk: Sitting) -> None:
    composer = composing(at_desk)
    press(composer, Qt.Key.Key_Escape)
    at_desk.settle()
    assert panel_of(at_desk).explaining.isHidden()
    assert ground(at_desk.desk).drafts == ()


def test_another_cause_writes_the_text_anew_and_ctrl_z_brings_the_former_back(at_desk: Sitting) -> None:
    composer = composing(at_desk)
    before = composer.view.edit.text
    composer.view.cause.setCurrentIndex(composer.view.cause.findData("forgotten"))
    composer.view.cause.activated.emit(composer.view.cause.currentIndex())
    assert "审核组忘记操作" in composer.view.edit.text
    composer.view.edit.setFocus()
    press(composer, Qt.Key.Key_Z, CTRL)
    assert composer.view.edit.text == before


def test_a_fact_that_is_edited_loses_its_tint(at_desk: Sitting) -> None:
    edit = composing(at_desk).view.edit
    facts = len(edit.facts)
    assert len(edit.extraSelections()) == facts + 1
    edit.setPlainText(edit.text.replace("7.39 公里", "7.4 公里"))
    assert len(edit.facts) < facts


def test_the_bound_plans_share_a_text_or_one_has_its_own(at_desk: Sitting) -> None:
    composer = composing(at_desk)
    assert composer.view.shared.text() == "绑定 3 条共用一份说明"
    composer.view.edit.setFocus()
    press(composer, Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)
    assert composer.numbers == (composer.number,)
    assert composer.view.shared.text() == f"只写 {composer.number[-4:]} 这一条"
    assert "QMS、EMS" not in composer.view.edit.text


def test_the_reviewer_returns_a_text_with_a_word_that_the_writer_sees(at_desk: Sitting) -> None:
    step(at_desk.desk, written(at_desk.desk), DraftAct.HAND_IN, DRAFTER)
    composer = composing(at_desk)
    assert composer.view.refuse.isHidden()
    sit_as(at_desk, REVIEWER, composer)
    answer(say("请写明厂区地址"))
    composer.view.edit.setFocus()
    press(composer, Qt.Key.Key_Backspace, CTRL)
    at_desk.settle()
    sit_as(at_desk, DRAFTER, composer)
    assert composer.view.word.text() == f"{REVIEWER} 退回：请写明厂区地址"
    assert composer.view.edit.isReadOnly() is False
    assert [row.words for row in stored(at_desk).versions][-1] == f"{REVIEWER} 退回：请写明厂区地址"


def test_a_text_that_was_handed_in_is_withdrawn_and_one_being_written_given_up(at_desk: Sitting) -> None:
    step(at_desk.desk, written(at_desk.desk), DraftAct.HAND_IN, DRAFTER)
    composer = composing(at_desk)
    answer(say(""))
    composer.view.back.click()
    at_desk.settle()
    assert composer.stage is DraftStage.WRITING
    answer(say("重复"))
    composer.view.back.click()
    at_desk.settle()
    assert ground(at_desk.desk).drafts == ()
    assert panel_of(at_desk).explaining.isHidden()


def test_a_filed_text_is_corrected_with_a_reason(at_desk: Sitting) -> None:
    accepted(at_desk.desk)
    composer = composing(at_desk)
    composer.view.steps.box.setChecked(True)
    answer(without_proof)
    go_on(at_desk, composer)

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, CorrectDialog)
        assert not dialog.go.isEnabled()
        dialog.text.setPlainText("更正后的正文。")
        dialog.reason.setText("地址写错")

    answer(fill)
    composer.view.go.click()
    at_desk.settle()
    assert composer.view.edit.text == "更正后的正文。"
    assert {one.text for one in ground(at_desk.desk).filings} == {"更正后的正文。"}


def test_the_next_text_does_not_come_ticked_as_filed(at_desk: Sitting) -> None:
    first = accepted(at_desk.desk)
    composer = composing(at_desk)
    composer.view.steps.box.setChecked(True)
    assert "看下一条" in composer.view.go.text()
    steps, day = composer.view.steps, NOW.date()
    steps.show_draft(replace(first, key=first.key + 1), day, day, None)
    assert not steps.box.isChecked()


def test_a_day_before_the_audits_end_or_after_the_deadline_is_told(at_desk: Sitting) -> None:
    accepted(at_desk.desk)
    steps = composing(at_desk).view.steps
    steps.box.setChecked(True)
    assert steps.odd.isHidden()
    steps.day.setDate(steps.day.date().addDays(-20))
    assert "早于审核结束日" in steps.odd.text()
    assert steps.day.maximumDate().toPython() == date(2026, 10, 13)


def test_a_screenshot_is_pasted_as_proof_once_accepted_and_as_a_file_before(
    at_desk: Sitting, tmp_path: Path
) -> None:
    composer = composing(at_desk)
    paper = tmp_path / "会议签到表.pdf"
    paper.write_bytes(b"%PDF-1.4 something")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(paper))])
    QGuiApplication.clipboard().setMimeData(data)
    composer.view.edit.setFocus()
    press(composer, Qt.Key.Key_V, CTRL)
    at_desk.settle()
    (file,) = stored(at_desk).attachments
    assert (file.kind, file.name) == (AttachmentKind.EVIDENCE, "会议签到表.pdf")
    draft = stored(at_desk)
    typed(composer.view.edit, "在第二厂区")
    go_on(at_desk, composer)
    waiting = stored(at_desk)
    assert waiting.key == draft.key
    step(at_desk.desk, waiting, DraftAct.ACCEPT, REVIEWER)
    composer.refresh()
    at_desk.settle()
    picture_on_clipboard()
    composer.view.cause.setFocus()
    composer.view.edit.setFocus()
    press(composer, Qt.Key.Key_V, CTRL)
    at_desk.settle()
    proof = stored(at_desk).attachments[1]
    assert (proof.kind, proof.name) == (AttachmentKind.PROOF, "截图 2026-10-13 134000.png")
    kept = composer._where(proof)
    assert kept is not None
    assert kept.read_bytes().startswith(b"\x89PNG")
    composer.view.files.rows.go_to(0)
    composer.view.files.rows.setFocus()
    press(composer, Qt.Key.Key_Delete)
    at_desk.settle()
    assert [one.kind for one in stored(at_desk).attachments] == [AttachmentKind.PROOF]


def test_ticked_findings_of_one_visit_are_explained_together_from_the_bar(at_desk: Sitting) -> None:
    panel = panel_of(at_desk)
    places = [place for place, row in enumerate(panel.model.rows) if row.code == "O2" and row.number != OHSMS]
    panel.model.tick(places, on=True)
    assert panel.bulk.write.isVisible()
    panel.bulk.write.click()
    at_desk.settle()
    composer = panel.explaining.composer
    assert composer is not None
    assert composer.numbers == (QMS, EMS)
    assert composer.kinds == (AnomalyKind.DEVIATION,)


def test_the_next_to_explain_is_of_another_visit_and_still_owed(at_desk: Sitting) -> None:
    rows = panel_of(at_desk).model.rows
    assert next_to_explain(rows, 0, ()) == 1
    assert next_to_explain(rows, 0, NUMBERS) is None


def test_findings_that_need_no_explanation_open_nothing(at_desk: Sitting) -> None:
    panel = panel_of(at_desk)
    told: list[str] = []
    panel.told.connect(told.append)
    place = next(place for place, row in enumerate(panel.model.rows) if row.code == "H02")
    panel.view.go_to(place)
    panel.view.setFocus()
    QTest.keyClick(panel.view, Qt.Key.Key_E)
    assert panel.explaining.isHidden()
    assert told == ["所选的不需要机构说明：只有官方异常和其他情况说明要写"]


def test_e_in_the_plans_page_puts_the_composer_in_its_place_and_esc_brings_it_back(at_desk: Sitting) -> None:
    window = at_desk.opened.window
    panel_of(at_desk).plan_wanted.emit(QMS, False)
    at_desk.settle()
    page = window.drawer.page
    assert isinstance(page, PlanPageView)
    assert page.foot.write.isVisible()
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_E)
    at_desk.settle()
    composer = page.explaining.composer
    assert composer is not None
    assert composer.isVisible()
    typed(composer.view.edit, "e 在第二厂区")
    press(composer, Qt.Key.Key_Escape)
    at_desk.settle()
    assert not composer.isVisible()
    assert page.foot.cards[1].who.text().startswith(DRAFTER)
    assert page.page is not None
    assert page.page.draft.stage is DraftStage.WRITING


def test_esc_in_a_window_of_its_own_closes_the_composer_first(at_desk: Sitting) -> None:
    panel_of(at_desk).plan_wanted.emit(QMS, True)
    at_desk.settle()
    (window,) = at_desk.opened.window.drawer.windows
    page = window.page
    assert isinstance(page, PlanPageView)
    at_desk.qtbot.waitUntil(window.isActiveWindow)
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_E)
    at_desk.settle()
    composer = page.explaining.composer
    assert composer is not None
    at_desk.qtbot.waitUntil(composer.view.edit.hasFocus)
    press(composer, Qt.Key.Key_Escape)
    assert not composer.isVisible()
    assert window.isVisible()


def test_the_auditors_text_is_returned_and_typed_in_from_the_plans_page(at_desk: Sitting) -> None:
    panel_of(at_desk).plan_wanted.emit(QMS, False)
    at_desk.settle()
    page = at_desk.opened.window.drawer.page
    assert isinstance(page, PlanPageView)
    answer(say("请写明原因"))
    page.foot.back.click()
    at_desk.settle()
    assert page.foot.cards[0].text.text == "请写明原因"

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, AuditorDialog)
        assert dialog.author.currentText() == "顾念慈"
        dialog.text.setPlainText("企业安排在第二厂区。")

    answer(fill)
    page.foot.type_in.click()
    at_desk.settle()
    assert page.page is not None
    (filed,) = [one for one in page.page.explanations if one.side is Side.AUDITOR]
    assert (filed.author, filed.text) == ("顾念慈", "企业安排在第二厂区。")
    assert page.foot.cards[0].text.text == "企业安排在第二厂区。"


def test_a_change_by_somebody_else_is_told_and_the_own_words_stay(at_desk: Sitting) -> None:
    written(at_desk.desk)
    composer = composing(at_desk)
    draft = stored(at_desk)
    step(at_desk.desk, draft, DraftAct.HAND_IN, DRAFTER)
    composer.view.edit.setPlainText("我刚写的")
    composer.save()
    at_desk.settle()
    assert "别处改过" in composer.view.trouble.text()
    assert composer.view.edit.text == "我刚写的"


def test_the_models_of_the_composer_keep_qts_contract(at_desk: Sitting, qtmodeltester: ModelTester) -> None:
    accepted(at_desk.desk)
    view = composing(at_desk).view
    assert view.course.model_of_rows.rowCount() == 3
    qtmodeltester.check(view.course.model_of_rows)
    qtmodeltester.check(view.files.model)


def test_a_ready_text_is_edited_and_taken_when_it_is_asked_for(at_desk: Sitting) -> None:
    composer = composing(at_desk)
    before = composer.view.edit.text

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, CausesDialog)
        assert dialog.which.currentData() == "other"
        dialog.template.setPlainText("{企业}的说明：〔原因……〕。")
        assert not dialog.save.isEnabled()
        dialog.reason.setText("用语统一")

    answer(fill)
    composer.view.causes.click()
    at_desk.settle()
    assert composer.view.edit.text == before
    composer.view.anew.click()
    assert composer.view.edit.text == "山东筠砺轴承制造有限公司的说明：〔原因……〕。"


def test_a_cause_of_ones_own_comes_last_by_a_code_of_its_own(at_desk: Sitting) -> None:
    causes = ground(at_desk.desk).causes
    dialog = CausesDialog(at_desk.opened.around, causes, "other", at_desk.opened.window)
    dialog.which.setCurrentIndex(dialog.which.count() - 1)
    dialog.title.setText("受灾停电")
    dialog.template.setPlainText("因受灾停电，{异常}。")
    made = dialog.cause()
    assert (made.code, made.title, made.place) == ("own-1", "受灾停电", len(causes) + 1)


def test_the_auditors_side_says_when_there_is_nothing_to_return(at_desk: Sitting) -> None:
    told: list[str] = []
    returning.ask_auditor(at_desk.opened.window, at_desk.opened.around, None, told.append)
    assert told == ["所选的没有要审核员说明的官方异常"]
