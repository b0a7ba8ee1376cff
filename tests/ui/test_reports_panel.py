"""报告 in the window: a paper's pages are seen before they are saved, and what is saved is what was seen."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPageLayout, QWheelEvent
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from tests.ui.conftest import MONTH, Sit, Sitting, typed
from tianyi_desk.services.changed import Changed
from tianyi_desk.services.work_papers import WorkPaper
from tianyi_desk.ui.panel import Period
from tianyi_desk.ui.periods import month_of
from tianyi_desk.ui.reporting import reports_panel
from tianyi_desk.ui.reporting.choice import PERIOD, PLAN
from tianyi_desk.ui.reporting.columns import ABOUT, PartLine
from tianyi_desk.ui.reporting.pages import Fit
from tianyi_desk.ui.reporting.reports_panel import ReportsPanel

CONTROL = Qt.KeyboardModifier.ControlModifier


def panel_of(sitting: Sitting) -> ReportsPanel:
    sitting.opened.window.show_panel("reports")
    panel = sitting.opened.window.panels["reports"]
    assert isinstance(panel, ReportsPanel)
    sitting.wait_for(lambda: panel.preview is not None or not panel.choice.months.rows)
    return panel


def another(sitting: Sitting, panel: ReportsPanel) -> None:
    before = panel.preview
    sitting.wait_for(lambda: panel.preview is not None and panel.preview is not before)


def one_plan(sitting: Sitting) -> ReportsPanel:
    panel = panel_of(sitting)
    sitting.qtbot.keyClick(panel, Qt.Key.Key_2, CONTROL)
    another(sitting, panel)
    return panel


def test_the_newest_month_is_shown_page_by_page(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    month, many = sitting.opened.shelf.months()[0]
    line = panel.choice.months.row(0)
    assert (f"{line.period.first:%Y-%m}", line.plans) == (month, many)
    assert panel.pages.count > 1
    assert panel.bar.place.text() == f"第 1 页 共 {panel.pages.count} 页"
    sitting.qtbot.keyClick(panel.pages, Qt.Key.Key_PageDown)
    assert panel.pages.page_in_sight() == 2
    sitting.qtbot.keyClick(panel.pages, Qt.Key.Key_End)
    assert panel.pages.page_in_sight() == panel.pages.count


def test_another_period_is_set_when_it_is_chosen(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    assert panel.choice.months.row(-1).period == Period()
    sitting.qtbot.keyClick(panel.choice.month_view, Qt.Key.Key_End, CONTROL)
    another(sitting, panel)
    assert panel.preview is not None
    assert panel.preview.report.title == "现场审核签到监督报告"
    assert panel.parts.pdf.isEnabled()


def test_a_period_of_the_top_bar_is_offered_too(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    first = panel.choice.months.row(0).period.first
    assert first is not None
    days = Period(first, first.replace(day=28))
    panel.set_period(days)
    another(sitting, panel)
    assert panel.choice.current() is panel.choice.months.row(0)
    assert panel.choice.months.row(0).period == days
    assert panel.preview is not None
    assert f"{first} 至 {first.replace(day=28)}" in panel.preview.report.subtitle
    panel.set_period(month_of(first))
    another(sitting, panel)
    assert panel.preview.report.title == "现场审核签到月度监督报告"


def test_one_plan_has_a_paper_of_its_own_without_a_workbook(sit: Sit) -> None:
    sitting = sit()
    panel = one_plan(sitting)
    line = panel.choice.plans.row(0)
    assert panel.preview is not None
    assert line.number in panel.preview.report.subtitle
    assert panel.parts.pdf.isEnabled()
    assert not panel.parts.workbook.isEnabled()
    panel.save_workbook()  # says nothing, writes nothing
    sitting.qtbot.keyClick(panel, Qt.Key.Key_1, CONTROL)
    another(sitting, panel)
    assert panel.choice.kinds.currentIndex() == PERIOD
    assert panel.parts.workbook.isEnabled()


def test_a_plan_is_found_by_name_and_nothing_found_is_said(sit: Sit) -> None:
    sitting = sit()
    panel = one_plan(sitting)
    wanted = panel.choice.plans.row(len(panel.choice.plans.rows) - 1)
    typed(panel.choice.find_box, wanted.number)
    sitting.wait_for(lambda: [line.number for line in panel.choice.plans.rows] == [wanted.number])
    sitting.wait_for(lambda: panel.preview is not None and wanted.number in panel.preview.report.subtitle)
    typed(panel.choice.find_box, "没有的企业")
    sitting.wait_for(lambda: not panel.choice.plans.rows)
    assert panel.empty.heading.text() == "没有这样的计划"
    assert not panel.parts.pdf.isEnabled()
    assert panel.choice.kinds.currentIndex() == PLAN


def test_a_part_of_the_contents_leads_to_its_page(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    titles = [part.title for part in panel.parts.model.rows]
    assert titles[:2] == ["摘要", "总体"]
    panel.parts.view.go_to(len(titles) - 1)
    sitting.qtbot.keyClick(panel.parts.view, Qt.Key.Key_Return)
    assert panel.pages.page_in_sight() == panel.parts.model.row(len(titles) - 1).page


def test_a_part_that_is_cleared_is_not_on_the_paper_and_comes_back(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    pages = panel.pages.count
    panel.parts.view.go_to(1)
    sitting.qtbot.keyClick(panel.parts.view, Qt.Key.Key_Space)
    another(sitting, panel)
    assert panel.preview is not None
    assert "总体" not in [section.title for section in panel.preview.report.sections]
    assert panel.pages.count < pages
    assert panel.parts.model.row(1) == PartLine("总体", None)
    panel.parts.view.go_to(1)
    sitting.qtbot.keyClick(panel.parts.view, Qt.Key.Key_Space)
    another(sitting, panel)
    assert panel.pages.count == pages


def test_a_paper_is_narrowed_to_a_branch_and_says_so(
    sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    box = panel.choice.narrowing.boxes["branch"]
    box.setCurrentIndex(1)
    another(sitting, panel)
    assert panel.preview is not None
    assert f"分支机构 {box.itemText(1)}" in panel.preview.report.subtitle
    asked: list[str] = []

    def place(_panel: object, suggested: Path, _kind: str) -> None:
        asked.append(suggested.stem)

    monkeypatch.setattr("tianyi_desk.ui.exporting.ask_for_place", place)
    panel.save_pdf()
    assert asked[0].endswith(box.itemText(1))
    sitting.qtbot.keyClick(panel, Qt.Key.Key_2, CONTROL)
    assert panel.choice.narrowing.isHidden()


def test_a_small_page_leads_to_its_page_and_the_one_in_sight_is_framed(sit: Sit) -> None:
    sitting = sit()
    sitting.opened.window.resize(1440, 900)
    panel = panel_of(sitting)
    small = panel.thumbnails
    assert small.isVisible()
    second = QPoint(60, int(small._tops()[1]) + 5 - small.verticalScrollBar().value())
    sitting.qtbot.mouseClick(small.viewport(), Qt.MouseButton.LeftButton, pos=second)
    assert panel.pages.page_in_sight() == 2
    assert small.edge(2) == sitting.opened.around.theme.colour("accent")
    sitting.settle()


def test_a_month_that_is_over_is_closed_after_a_question_and_then_says_so(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    note = panel.choice.closing
    monkeypatch.setattr(panel.around, "now", lambda: datetime(2027, 3, 1, 9))
    monkeypatch.setattr(panel.choice, "_now", lambda: datetime(2027, 3, 1, 9))
    panel.choice.say_closing()
    month = sitting.opened.shelf.months()[0][0]
    assert note.isVisible()
    assert note.words.text() == f"{month} 还没有月结。"

    def yes(box: QMessageBox) -> int:
        box.buttons()[0].click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", yes)
    sitting.qtbot.mouseClick(note.close_it, Qt.MouseButton.LeftButton)
    sitting.wait_for(lambda: month in note.closed and note.close_it.isHidden())
    assert f"{month} 已于 2027-03-01 09:00" in note.words.text()
    sitting.settle()


def test_papers_follow_the_day(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    sitting = sit()
    panel = to_do(sitting)
    shown = panel.preview
    panel.look_at_clock()
    assert panel.preview is shown
    tomorrow = MONTH.as_of + timedelta(days=1)
    monkeypatch.setattr(panel.around, "now", lambda: tomorrow)
    panel.look_at_clock()
    another(sitting, panel)
    assert panel.preview is not None
    assert panel.preview.report.as_of == tomorrow


def test_what_is_saved_is_what_was_seen(sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    assert panel.preview is not None
    asked: list[str] = []

    def place(_panel: object, suggested: Path, kind: str) -> Path:
        asked.append(f"{suggested.name} {kind}")
        return tmp_path / f"报告{suggested.suffix}"

    monkeypatch.setattr("tianyi_desk.ui.exporting.ask_for_place", place)
    pdf, sheet = tmp_path / "报告.pdf", tmp_path / "报告.xlsx"
    sitting.qtbot.keyClick(panel.choice.month_view, Qt.Key.Key_S, CONTROL)
    sitting.wait_for(pdf.exists)
    assert pdf.read_bytes() == panel.preview.pdf
    sitting.qtbot.keyClick(panel.choice.month_view, Qt.Key.Key_E, CONTROL)
    sitting.wait_for(sheet.exists)
    assert "口径" in openpyxl.load_workbook(sheet).sheetnames
    month = sitting.opened.shelf.months()[0][0]
    assert asked == [f"签到核查报告 {month}.pdf PDF 文件", f"签到核查报告 {month}.xlsx Excel 工作簿"]


def to_do(sitting: Sitting) -> ReportsPanel:
    panel = panel_of(sitting)
    sitting.qtbot.keyClick(panel, Qt.Key.Key_3, CONTROL)
    another(sitting, panel)
    return panel


def is_shown(panel: ReportsPanel, paper: WorkPaper) -> bool:
    return panel.preview is not None and panel.preview.report.title == paper


def test_the_days_papers_are_offered_with_what_they_are_for(sit: Sit) -> None:
    sitting = sit()
    panel = to_do(sitting)
    view = panel.choice.work_view
    for paper in WorkPaper:
        sitting.wait_for(partial(is_shown, panel, paper))
        assert panel.choice.about.text().startswith(ABOUT[paper])
        assert panel.parts.pdf.isEnabled()
        assert panel.parts.workbook.isEnabled()
        sitting.qtbot.keyClick(view, Qt.Key.Key_Down)
    assert panel.pages._size(0).width() > panel.pages._size(0).height()


def test_a_paper_of_the_day_is_saved_under_its_name_and_moment(
    sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = sit()
    panel = to_do(sitting)
    assert panel.preview is not None
    asked: list[str] = []

    def place(_panel: object, suggested: Path, _kind: str) -> Path:
        asked.append(suggested.name)
        return tmp_path / f"表{suggested.suffix}"

    monkeypatch.setattr("tianyi_desk.ui.exporting.ask_for_place", place)
    pdf, sheet = tmp_path / "表.pdf", tmp_path / "表.xlsx"
    sitting.qtbot.keyClick(panel.choice.work_view, Qt.Key.Key_S, CONTROL)
    sitting.wait_for(pdf.exists)
    assert pdf.read_bytes() == panel.preview.pdf
    sitting.qtbot.keyClick(panel.choice.work_view, Qt.Key.Key_E, CONTROL)
    sitting.wait_for(sheet.exists)
    assert openpyxl.load_workbook(sheet).sheetnames == ["异常说明报送表", "口径"]
    moment = f"{MONTH.as_of:%Y-%m-%d %H%M}"
    assert asked == [f"异常说明报送表 {moment}.pdf", f"异常说明报送表 {moment}.xlsx"]


def test_a_paper_follows_what_is_written_of_explanations(sit: Sit) -> None:
    sitting = sit()
    panel = to_do(sitting)
    sitting.opened.around.bulletin.post(Changed.WORDS)
    another(sitting, panel)
    assert panel.preview is not None
    assert panel.preview.report.title == WorkPaper.FILING


def test_wide_pages_are_printed_across(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    sitting = sit()
    panel = to_do(sitting)
    seen: list[bool] = []

    class Asked(QPrintDialog):
        def exec(self) -> int:
            across = QPageLayout.Orientation.Landscape
            seen.append(self.printer().pageLayout().orientation() is across)
            return 0

    monkeypatch.setattr("tianyi_desk.ui.reporting.printing.QPrintDialog", Asked)
    panel.print()
    assert seen == [True]


def test_a_setting_that_was_stopped_can_be_begun_again(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    panel.set_again()
    assert panel._running is not None
    panel._running.cancel()
    sitting.wait_for(lambda: panel._running is None)
    assert panel.empty.heading.text() == "已停止排版"
    assert not panel.parts.pdf.isEnabled()
    assert panel._again.isVisible()
    panel._again.click()
    another(sitting, panel)
    assert panel.pages.isVisible()


def test_an_empty_desk_says_where_reports_come_from(sit: Sit) -> None:
    sitting = sit(filled=False)
    panel = panel_of(sitting)
    for key in (Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_1):
        sitting.qtbot.keyClick(panel, key, CONTROL)
        assert panel.preview is None
    assert panel.empty.isVisible()
    assert panel.empty.heading.text() == reports_panel.NOTHING_YET[0]
    assert not panel.parts.pdf.isEnabled()
    assert not panel._again.isVisible()
    sitting.qtbot.mouseClick(panel._bring_in, Qt.MouseButton.LeftButton)
    assert sitting.opened.window.panel.name == "import"


def test_pages_grow_and_shrink_and_fit(sit: Sit) -> None:
    sitting = sit()
    panel = panel_of(sitting)
    pages = panel.pages
    fitting = pages._size(0).width()
    sitting.qtbot.keyClick(pages, Qt.Key.Key_Minus)
    assert pages._size(0).width() < fitting
    assert pages.fitted is None
    sitting.qtbot.keyClick(pages, Qt.Key.Key_9)
    assert pages._size(0).height() < pages.viewport().height()
    assert panel.bar._fits[Fit.WHOLE].isChecked()
    sitting.qtbot.keyClick(pages, Qt.Key.Key_0)
    assert pages._size(0).width() == fitting
    middle = QPointF(pages.viewport().rect().center())
    turn = QWheelEvent(
        middle,
        pages.viewport().mapToGlobal(middle),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        CONTROL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(pages.viewport(), turn)
    assert pages._size(0).width() > fitting
    assert panel.bar.zoomed.text() == f"{pages.scale():.0%}"
    sitting.settle()


def test_beside_a_plans_page_the_pages_keep_the_room(sit: Sit) -> None:
    sitting = sit()
    window = sitting.opened.window
    window.resize(1366, 768)
    panel = panel_of(sitting)
    assert panel.parts.isVisible()
    window.open_plan(sitting.opened.shelf.shelf.lines[0].number, False)
    sitting.wait_for(panel.parts.isHidden)
    assert panel.pages.width() > panel.width() // 2
    parts = [one for one in panel.bar.children() if isinstance(one, QWidget) and one.isVisible()]
    assert max(one.geometry().right() for one in parts) <= panel.bar.width()
    window.drawer.put_away()
    sitting.wait_for(lambda: panel.parts.isVisible() and panel.choice.isVisible())
