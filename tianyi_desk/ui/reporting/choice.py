"""The left side of 报告: which kind of paper, and of which period or plan, or which of the day's papers."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from tianyi_desk.services.plan_listing import PlanLine
from tianyi_desk.services.report_filter import choices_of
from tianyi_desk.services.work_papers import WorkPaper
from tianyi_desk.ui.labels import label
from tianyi_desk.ui.panel import Period, Surroundings
from tianyi_desk.ui.reporting.closing_note import ClosingNote
from tianyi_desk.ui.reporting.columns import PLANS, SPANS, WORK, SpanLine, WorkLine, spans
from tianyi_desk.ui.reporting.narrowing import Narrowing
from tianyi_desk.ui.shelf import PlanShelf
from tianyi_desk.ui.tables import RowTableModel
from tianyi_desk.ui.widgets.list_view import ROW_HEIGHT, ListView

WIDTH = 248
KINDS = ("期间", "单项", "办理")
PERIOD, PLAN, TO_DO = range(len(KINDS))
PAUSE_MS = 120
"""How long somebody has to pause typing before plans are looked for."""
Chosen = SpanLine | PlanLine | WorkLine


class Choice(QWidget):
    """`chosen` carries the SpanLine, PlanLine or WorkLine that a paper is wanted of, None for nothing.

    `narrowing` and `closing` are what papers of periods and of the day's work are narrowed to, and whether the
    chosen month is closed.
    """

    chosen = Signal(object)

    def __init__(self, around: Surroundings, shelf: PlanShelf) -> None:
        super().__init__()
        self._shelf, self._now = shelf, around.now
        self._period = Period()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self.kinds = QTabBar()
        self.kinds.setDrawBase(False)
        self.kinds.setExpanding(False)
        self.kinds.setAccessibleName("报告种类")
        for title in KINDS:
            self.kinds.addTab(title)
        self.months = RowTableModel[SpanLine](SPANS, lambda one: one.period, parent=self)
        self.month_view = ListView[SpanLine]("months", self.months, around.theme, around.remembered)
        self.month_view.setAccessibleName("期间")
        self.plans = RowTableModel[PlanLine](PLANS, lambda one: one.number, parent=self)
        self.plan_view = ListView[PlanLine]("papers", self.plans, around.theme, around.remembered)
        self.plan_view.setAccessibleName("计划")
        self.work = RowTableModel[WorkLine](WORK, lambda one: one.paper, parent=self)
        self.work_view = ListView[WorkLine]("work", self.work, around.theme, around.remembered)
        self.work_view.setAccessibleName("办理用表")
        self.about = label("", "muted", wrap=True)
        self.narrowing = Narrowing()
        self.closing = ClosingNote()
        self.find_box = QLineEdit()
        self.find_box.setPlaceholderText("企业、计划编号、姓名")
        self.find_box.setAccessibleName("查找计划")
        self.find_box.setClearButtonEnabled(True)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(PAUSE_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        plans = QWidget()
        column = QVBoxLayout(plans)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        holder = QVBoxLayout()
        holder.setContentsMargins(12, 8, 12, 8)
        holder.addWidget(self.find_box)
        column.addLayout(holder)
        column.addWidget(self.plan_view, 1)
        self.stack = QStackedWidget()
        for one in (self._period_side(), plans, self._work_side()):
            self.stack.addWidget(one)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 1, 0)
        whole.setSpacing(0)
        tabs = QVBoxLayout()
        tabs.setContentsMargins(12, 0, 12, 0)
        tabs.addWidget(self.kinds)
        whole.addLayout(tabs)
        whole.addWidget(self.narrowing)
        whole.addWidget(self.stack, 1)

    def _period_side(self) -> QWidget:
        """Return the list of periods with the note on closing."""
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.month_view, 1)
        column.addWidget(self.closing)
        return side

    def _work_side(self) -> QWidget:
        """Return the list of the day's papers with what the chosen one is for."""
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.work_view.setMaximumHeight(ROW_HEIGHT * (len(WorkPaper) + 1) + 8)
        column.addWidget(self.work_view)
        holder = QVBoxLayout()
        holder.setContentsMargins(12, 8, 12, 8)
        holder.addWidget(self.about)
        column.addLayout(holder)
        column.addStretch(1)
        return side

    def _connect(self) -> None:
        self.kinds.currentChanged.connect(self._turn)
        self.month_view.moved.connect(self._turn_to_period)
        self.narrowing.changed.connect(lambda: self.chosen.emit(self.current()))
        self.plan_view.moved.connect(lambda line: self._tell(PLAN, line))
        self.work_view.moved.connect(self._turn_to_work)
        self.find_box.textChanged.connect(lambda _text: self._typing.start())
        self.find_box.returnPressed.connect(self.plan_view.setFocus)
        self._typing.timeout.connect(self.list_plans)

    def reload(self, period: Period) -> None:
        """Offer the months and plans anew, and choose the period itself or the newest month begun if none is."""
        moved = period != self._period
        self._period = period
        held = sum(period.holds(line.end.date()) for line in self._shelf.shelf.lines)
        self.months.set_rows(spans(self._shelf.months(), period, held))
        places = [line.period for line in self.months.rows]
        if self.months.rows and (self.month_view.current() is None or (moved and period in places)):
            self.month_view.go_to(places.index(period) if period in places[:-1] else self._begun())
        self.list_plans()
        self.narrowing.offer(choices_of(self._shelf.shelf.lines))
        self.say_closing()
        self.work.set_rows([WorkLine(paper) for paper in WorkPaper] if self._shelf.shelf.lines else [])
        if self.work.rows and self.work_view.current() is None:
            self.work_view.go_to(0)

    def _begun(self) -> int:
        """Return the place of the newest month that has begun."""
        today = self._now().date()
        begun = (
            place
            for place, line in enumerate(self.months.rows)
            if line.period.first is not None and line.period.first <= today
        )
        return next(begun, 0)

    def list_plans(self) -> None:
        """List the plans of the period, the latest first; those that a text names where one is given."""
        text = self.find_box.text().strip()
        lines = [line for line in self._shelf.shelf.lines if self._period.holds(line.end.date())]
        if text:
            lines = list(self._shelf.shelf.search.plans(text))
        else:
            lines.sort(key=lambda line: (line.end, line.number), reverse=True)
        self.plans.set_rows(lines)
        if lines and self.plan_view.current() is None:
            self.plan_view.go_to(0)

    def current(self) -> Chosen | None:
        """Return what a paper is wanted of."""
        return self._view().current()

    def take_focus(self) -> None:
        """Put the keyboard into the list in sight."""
        self._view().setFocus()

    def _view(self) -> ListView[SpanLine] | ListView[PlanLine] | ListView[WorkLine]:
        return (self.month_view, self.plan_view, self.work_view)[self.kinds.currentIndex()]

    def show_kind(self, kind: int) -> None:
        """Offer another kind of paper."""
        self.kinds.setCurrentIndex(kind)

    def _turn(self, kind: int) -> None:
        self.stack.setCurrentIndex(kind)
        self.narrowing.setVisible(kind != PLAN)
        self.chosen.emit(self.current())

    def _tell(self, kind: int, line: Chosen | None) -> None:
        if kind == self.kinds.currentIndex():
            self.chosen.emit(line)

    def say_closing(self) -> None:
        """Tell whether the chosen month is closed."""
        line = self.month_view.current()
        self.closing.show_period(line.period if line is not None else None, self._now().date())

    def _turn_to_period(self, line: SpanLine | None) -> None:
        self.say_closing()
        self._tell(PERIOD, line)

    def _turn_to_work(self, line: WorkLine | None) -> None:
        self.about.setText(line.about if line is not None else "")
        self._tell(TO_DO, line)
