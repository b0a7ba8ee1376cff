"""The 计划页, in the drawer or in a window of its own."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QAbstractSlider, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from tianyi_desk.services.changed import Changed
from tianyi_desk.services.plan_page import PlanPage
from tianyi_desk.ui.drawer import Page
from tianyi_desk.ui.labels import label, ruler
from tianyi_desk.ui.panel import KeyHint, Surroundings
from tianyi_desk.ui.plan_page.body import PageBody
from tianyi_desk.ui.plan_page.correcting import PageCorrecting
from tianyi_desk.ui.plan_page.explaining import PageExplaining, owes_statement
from tianyi_desk.ui.plan_page.filings import FilingsFoot
from tianyi_desk.ui.plan_page.head import HeadBand
from tianyi_desk.ui.plan_page.timeline_view import TimelineView
from tianyi_desk.ui.runner import Running
from tianyi_desk.ui.widgets.empty import EmptyState
from tianyi_desk.ui.widgets.list_view import ENTER

STALE = "判定之后这条计划又有新的数据，下面的异常可能已不准确。按 F5 重新判定。"
UNJUDGED = "这条计划还没有判定过。按 F5 判定。"
JUMPS = {key: place for place, key in enumerate(range(Qt.Key.Key_1, Qt.Key.Key_9 + 1))}

SCROLLS = {
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}


class PlanPageView(Page):
    """One plan: head, timeline, a body that scrolls, both sides' explanations at the foot.

    Alt+1…9 jump to its parts while the keyboard is inside; it reads itself anew when something was written.
    """

    hints = (
        KeyHint("E", "写说明（光标在计划页内时，下同）"),
        KeyHint("T", "退回审核员"),
        KeyHint("D", "代填审核员说明"),
        KeyHint("F2", "更正：光标所在的值、行，或任何一项"),
        KeyHint("Ctrl+Z", "撤销上一次更正"),
        KeyHint("Alt+1…9", "跳到各部分"),
        KeyHint("Ctrl+Enter", "独立窗口"),
        KeyHint("Enter", "展开为什么；打开绑定计划"),
        KeyHint("↑ ↓", "上一条、下一条"),
    )

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.around = around
        self.page: PlanPage | None = None
        self._running: Running | None = None
        self._again = self._stale = False
        theme = around.theme
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.head = HeadBand(theme)
        self.notice = label("", "notice", wrap=True)
        self.timeline = TimelineView(theme)
        self.body = PageBody(theme, around.remembered, around.bulletin.clause_wanted.emit)
        self.foot = FilingsFoot(theme)
        self.explaining = PageExplaining(around, self)
        self.correcting = PageCorrecting(around, self, self.body)
        self.outcome = label("", "outcome", wrap=True)
        self.outcome.hide()
        self._to_explain = ""
        self.nothing = EmptyState(theme, "plans", "正在打开", "")
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        time_band = QWidget()
        band = QVBoxLayout(time_band)
        band.setContentsMargins(16, 4, 16, 6)
        band.addWidget(self.timeline)
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, ruler(), self.notice, self.outcome, time_band, ruler()):
            column.addWidget(part)
        column.addWidget(self.body, 1)
        column.addWidget(self.foot)
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(shown)
        self._stack.addWidget(self.explaining)
        self._stack.setFrameShape(QFrame.Shape.NoFrame)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self.mark = QFrame()
        self.mark.setObjectName("here")
        whole.addWidget(self.mark)
        whole.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.head.close_wanted.connect(self.close_wanted)
        self.head.apart_wanted.connect(lambda: self.apart_wanted.emit(self.number))
        self.head.plan_wanted.connect(lambda number: self.plan_wanted.emit(number, False))
        self.body.plan_wanted.connect(self.plan_wanted)
        self.body.apart_wanted.connect(lambda: self.apart_wanted.emit(self.number))
        self.foot.explain.connect(self.explain)
        self.foot.ask.connect(self.ask_auditor)
        self.foot.enter.connect(self.enter_for_auditor)
        self.explaining.told.connect(self.told)
        self.explaining.closed.connect(self._explained)
        self.correcting.told.connect(self._tell)
        self.correcting.watch(self.head.name, "enterprise")
        self.correcting.watch(self.head.line, "projects")
        keys = (
            ("E", self.explain),
            ("T", self.ask_auditor),
            ("D", self.enter_for_auditor),
            ("F2", self.correcting.begin),
            ("Ctrl+Z", self.correcting.acts.undo_last),
        )
        for key, does in keys:
            shortcut = QShortcut(QKeySequence(key), self, does)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.around.bulletin.posted.connect(self._hear)
        self.around.runner.ended.connect(self._ended)

    def _tell(self, words: str) -> None:
        """Say on the page and in the strip what came of a correction."""
        self.outcome.setText(words)
        self.outcome.show()
        self.told.emit(words)

    # Reading

    def show_plan(self, number: str) -> None:
        """Show the plan with a number; what is shown stays until the other one is read."""
        if number != self.number or self.page is None:
            self.outcome.hide()
            self.correcting.editor.hide()
            self.number = number
            self._read()

    def stand_alone(self) -> None:
        """Offer no window of its own any more: it is in one."""
        self.head.apart.hide()

    def _read(self) -> None:
        """Read the plan; while one is being read, the last one asked for waits, and those between are left out."""
        if self._running is not None:
            self._again = True
            return
        self._again = False
        number = self.number
        self._running = self.around.runner.start(
            self.around.desk.open_page(number, self.around.now()),
            lambda page: self._arrived(number, page),
        )

    def _ended(self, running: object) -> None:
        if running is self._running:
            self._running = None
            if self._again:
                self._read()

    def _arrived(self, number: str, page: PlanPage | None) -> None:
        if not isValid(self) or number != self.number:  # its window may have been closed meanwhile
            return
        self.page = page
        if page is None:
            self._to_explain = ""
            self.nothing.say("没有这条计划", f"数据库里没有编号为 {number} 的计划；它可能已被收回。")
            self._stack.setCurrentIndex(0)
            return
        self.fill(page)

    def fill(self, page: PlanPage) -> None:
        """Show what was read."""
        self.page, self.number = page, page.head.number
        self.head.show_page(page)
        state = STALE if page.head.stale else UNJUDGED if page.head.as_of is None else ""
        self.notice.setText("\n".join(filter(None, (state, *page.head.warnings))))
        self.notice.setVisible(bool(self.notice.text()))
        self.timeline.show_timeline(page.timeline)
        self.body.show_page(page)
        self.correcting.show_page(page)
        self.foot.show_filings(page.sides, page.explanations, page.draft, statement=owes_statement(page))
        if self._stack.currentWidget() is self.explaining and self.explaining.number == self.number:
            self.explaining.refresh()
        else:
            self._stack.setCurrentIndex(1)
        self._explain_if_wanted()

    def explain_plan(self, number: str) -> None:
        """Show a plan with its explanation being written, as soon as the plan is read.

        The keyboard comes here at once: what somebody types ahead must not decide on anything in the list.
        """
        self._to_explain = number
        self.setFocus()
        self.show_plan(number)
        if self.page is not None and self.page.head.number == number:
            self._explain_if_wanted()

    def _explain_if_wanted(self) -> None:
        if self._to_explain == self.number:
            self._to_explain = ""
            self.explain()

    def explain(self) -> None:
        """Put the composer in the place of the page, where there is anything to explain."""
        waits = bool(self._to_explain)
        if (
            self.page is not None
            and not waits
            and not self.foot.write.isHidden()
            and self.explaining.isHidden()
        ):
            self.explaining.open(self.number)
            self._stack.setCurrentWidget(self.explaining)

    def ask_auditor(self) -> None:
        """Return the auditors' text to them."""
        if self.explaining.isHidden() and not self._to_explain:
            self.explaining.ask(self.page)

    def enter_for_auditor(self) -> None:
        """Type in what an auditor of the plan reported."""
        if self.explaining.isHidden() and not self._to_explain:
            self.explaining.enter(self.page)

    def _explained(self) -> None:
        self._stack.setCurrentIndex(1)
        self.setFocus()

    def _hear(self, changed: Changed) -> None:
        if not changed or not self.number:
            return
        if self.isVisible():
            self._read()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was written while the page was out of sight."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self._read()

    # Keys

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is here."""
        super().focusInEvent(event)
        self._show_mark(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that it is elsewhere."""
        super().focusOutEvent(event)
        self._show_mark(False)

    def _show_mark(self, on: bool) -> None:
        self.mark.setProperty("on", on)
        self.mark.style().unpolish(self.mark)
        self.mark.style().polish(self.mark)

    def event(self, event: QEvent) -> bool:
        """Keep Alt+1…9 for the parts of the page, while the keyboard is in it."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.modifiers() == Qt.KeyboardModifier.AltModifier
            and event.key() in JUMPS
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Jump to a part, go to a window of its own, scroll where nothing else wants the arrows."""
        place = JUMPS.get(event.key())
        move = SCROLLS.get(Qt.Key(event.key()))
        if place is not None and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.body.jump(place)
        elif event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.apart_wanted.emit(self.number)
        elif move is not None and not event.modifiers():
            self.body.verticalScrollBar().triggerAction(move)
        else:
            super().keyPressEvent(event)
