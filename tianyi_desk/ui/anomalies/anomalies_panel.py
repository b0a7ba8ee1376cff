"""异常: facets at the left, the findings, 为什么 below them, decisions in bulk."""

from operator import attrgetter
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from tianyi_desk.facts.vocabulary import Disposition, FindingClass
from tianyi_desk.services import deviations
from tianyi_desk.services.changed import Changed
from tianyi_desk.services.deciding import Settled, decide_deviations, take_back
from tianyi_desk.services.deviation_list import DeviationList, NarrowedList, load_list
from tianyi_desk.services.deviations import Deviation
from tianyi_desk.ui.anomalies.bulk_bar import BulkBar
from tianyi_desk.ui.anomalies.columns import columns
from tianyi_desk.ui.anomalies.decide_dialog import DecideDialog, keep_reason, reasons, what_words
from tianyi_desk.ui.anomalies.explaining_side import ExplainingSide, wish_of
from tianyi_desk.ui.anomalies.facet_groups import FOLDED, OF_CLASS, chosen_words, groups
from tianyi_desk.ui.anomalies.head import Head
from tianyi_desk.ui.anomalies.room import Room
from tianyi_desk.ui.anomalies.why_pane import WhyPane
from tianyi_desk.ui.day_watch import counting_deadlines
from tianyi_desk.ui.explaining.returning import ask_auditor
from tianyi_desk.ui.exporting import save_as
from tianyi_desk.ui.labels import Elided
from tianyi_desk.ui.panel import KeyHint, Panel, Period, Surroundings
from tianyi_desk.ui.periods import period_words
from tianyi_desk.ui.runner import AtClose, Lane
from tianyi_desk.ui.tables import RowTableModel
from tianyi_desk.ui.widgets.facet_tree import FacetTree
from tianyi_desk.ui.widgets.list_or_empty import ListOrEmpty
from tianyi_desk.ui.widgets.list_view import ListView
from tianyi_desk.ui.widgets.nothing import Nothing

FACETS_WIDTH = 208
TYPING_MS = 120
NOTHING_YET = ("还没有异常可看", "先在“导入”里放进审核计划和签到记录；导入后会自动判定，结果列在这里。")
NOTHING_LEFT = ("没有符合条件的异常", "换一个期间，或清除左边和上面的筛选条件。")
ALL_WELL = ("没有异常", "现有的判定结果里没有一条异常；按 F5 按现在的时刻重新判定。")


class AnomaliesPanel(Panel):
    """The findings that hold."""

    name = "anomalies"
    title = "异常"
    icon = "anomalies"
    hints = (
        KeyHint("E", "写说明"),
        KeyHint("W", "为什么"),
        KeyHint("Enter", "打开计划"),
        KeyHint("Ctrl+Enter", "独立窗口"),
        KeyHint("空格", "勾选"),
        KeyHint("Y", "确认"),
        KeyHint("X", "排除"),
        KeyHint("Ctrl+Z", "撤销上一次处理"),
        KeyHint("/", "在结果中查找"),
        KeyHint("Ctrl+E", "导出 Excel"),
        KeyHint("T", "退回审核员"),
    )

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.list = DeviationList(())
        self._last: Settled | None = None
        self.tree = FacetTree(around.theme)
        self.tree.fold(FOLDED)
        self.model = RowTableModel[Deviation](
            columns(counting_deadlines(around, self)),
            attrgetter("plan.number", "code", "subject"),
            ticks=True,
            parent=self,
        )
        self.view = ListView[Deviation]("anomalies", self.model, around.theme, around.remembered)
        self.view.setAccessibleName("异常")
        self.why = WhyPane(around, self.turn_why)
        self.bulk = BulkBar()
        self.explaining = ExplainingSide(around)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._lay_out()
        self._connect()
        self._room = Room(self.side, self.main, self.why, self.explaining)

    # Making it

    def _lay_out(self) -> None:
        self.side = QWidget()
        self.side.setObjectName("side")
        self.side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.side.setFixedWidth(FACETS_WIDTH)
        column = QVBoxLayout(self.side)
        column.setContentsMargins(0, 8, 1, 0)
        column.addWidget(self.tree)
        self.tree.setStyleSheet("background: transparent;")
        self.head = Head(
            self.around.theme,
            clear=self.clear_filters,
            why=self.turn_why,
            export=self.export,
            facets=self._turn_side,
            columns=self._columns,
        )
        self.empty = Nothing(
            self.around.theme,
            "anomalies",
            NOTHING_YET,
            bring_in=lambda: self.panel_wanted.emit("import"),
            clear=self.clear_filters,
            everything=lambda: self.period_wanted.emit(Period()),
        )
        self.pages = ListOrEmpty(self.view, self.empty)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setHandleWidth(1)
        split.addWidget(self.pages)
        split.addWidget(self.why)
        split.setSizes([460, 260])
        split.setChildrenCollapsible(False)
        self.foot = Elided("", "small", Qt.TextElideMode.ElideRight)
        self.foot.setContentsMargins(16, 0, 16, 0)
        self.foot.setFixedHeight(30)
        self.main = QWidget()
        main = QVBoxLayout(self.main)
        main.setContentsMargins(0, 0, 0, 0)
        main.setSpacing(0)
        main.addWidget(self.head)
        main.addWidget(self.bulk)
        main.addWidget(split, 1)
        main.addWidget(self.foot)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.side)
        whole.addWidget(self.main, 1)
        whole.addWidget(self.explaining)

    def _connect(self) -> None:
        self.tree.changed.connect(self.narrow)
        self.head.text.textChanged.connect(self._typing.start)
        self._typing.timeout.connect(self.narrow)
        self.head.text.returnPressed.connect(self.focus_list)
        self.view.opened.connect(lambda row: self.plan_wanted.emit(row.number, False))
        self.view.opened_apart.connect(lambda row: self.plan_wanted.emit(row.number, True))
        self.view.moved.connect(self.why.follow)
        self.model.ticked_changed.connect(lambda: self.bulk.show_ticked(self.model.ticked_rows()))
        self.bulk.decide.connect(self.decide)
        self.bulk.cleared.connect(self._clear_ticks)
        self.bulk.explain.connect(self.explain)
        self.bulk.ask.connect(self.ask_auditor)
        self.explaining.told.connect(self.told)
        self.explaining.closed.connect(self._explained)
        self.explaining.next_wanted.connect(self._explain_next)
        keys: dict[str, Any] = {
            "E": self.explain,
            "W": self.turn_why,
            "T": self.ask_auditor,
            "Y": lambda: self.decide(Disposition.CONFIRMED),
            "X": lambda: self.decide(Disposition.DISMISSED),
        }
        for key, does in keys.items():
            shortcut = QShortcut(QKeySequence(key), self.view, does)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        for key, does in (("Ctrl+Z", self.undo), ("/", self.head.text.setFocus), ("Ctrl+E", self.export)):
            shortcut = QShortcut(QKeySequence(key), self, does)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave = QShortcut(QKeySequence("Esc"), self.view, self._clear_ticks, enabled=False)
        leave.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.model.ticked_changed.connect(lambda: leave.setEnabled(bool(self.model.ticked)))

    # What it shows

    def reload(self) -> None:
        """Read the findings anew."""
        job = load_list(self.around.desk.database, self.around.desk.book)
        self.around.runner.start(job, self._loaded, lane=Lane.LISTS)

    def _loaded(self, found: DeviationList) -> None:
        self.around.runner.let_go(self.list.rows)
        self.list = found
        self.explaining.refresh()
        self.narrow()

    def period_changed(self) -> None:
        """Show the findings of plans that end in the period."""
        self.narrow()

    def narrow(self) -> None:
        """Show what the facets, the period and the text leave."""
        found = self.list.narrow(self.tree.chosen, self.period.first, self.period.last, self.head.text.text())
        self.model.set_rows(found.everything, found.places)
        self.tree.show_groups(groups(self.list.facets, found.counts, self.tree.chosen))
        self.bulk.show_ticked(self.model.ticked_rows())
        self._say(found)
        if found.places and self.view.current() is None:
            self.view.go_to(0)
        self._fit()
        self._say(found)

    def _say(self, found: NarrowedList) -> None:
        words = chosen_words(self.list.facets, self.tree.chosen)
        self.head.filters.setText("　".join(words))
        self.head.clear_button.setVisible(bool(words or self.head.text.text()))
        self.pages.show_list(bool(found.places))
        empty = not self.list.rows and not self.around.desk.has_plans()
        said = NOTHING_LEFT if self.list.rows else NOTHING_YET if empty else ALL_WELL
        bounded = self.period != Period()
        self.empty.offer(said, empty=empty, filtered=bool(words or self.head.text.text()), bounded=bounded)
        self.head.export_button.setText(f"导出 {len(found.places):,} 条…")
        self.head.export_button.setEnabled(bool(found.places))
        classes = self.list.facets[deviations.CLASS].labels  # nobody ticks them: they count what is left
        counted = zip(classes, found.counts[deviations.CLASS], strict=True)
        told = "　".join(f"{one} {count:,}" for one, count in counted if count)
        self.foot.setText(f"{told}　　五类各自计数，不相加" if told else "")
        self.foot.setVisible(bool(told))

    def focus_list(self) -> None:
        """Put the keyboard into the list."""
        self.pages.take_focus()

    def show_class(self, finding_class: FindingClass) -> None:
        """Show one class only."""
        self.tree.choose({deviations.CODES: OF_CLASS[finding_class]})

    def clear_filters(self) -> None:
        """Show everything of the period."""
        self.head.text.clear()
        self.tree.clear_chosen()
        self.narrow()

    def turn_why(self) -> None:
        """Open 为什么 for the current row, or put it away."""
        shown = self.why.isHidden()
        if shown:
            self.why.open(self.view.current())
        else:
            self.why.hide()
        self.around.remembered.keep("why", "shown" if shown else "hidden")
        self.focus_list()

    def _turn_side(self) -> None:
        self.side.setHidden(not self.side.isHidden())

    def _columns(self) -> None:
        self.view.column_menu().exec(
            self.head.columns_button.mapToGlobal(self.head.columns_button.rect().bottomLeft())
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the list the room of facets and 为什么 where there is little: the page beside it says why."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = bool(self.model.rowCount())
        if self._room.fit(self.width(), self.around.remembered, facets=bool(self.list.rows), rows=shown):
            self.why.open(self.view.current())

    # What it does

    def _clear_ticks(self) -> None:
        self.model.tick(range(self.model.rowCount()), on=False)

    def chosen(self) -> list[Deviation]:
        """Return the ticked rows, else the selected ones."""
        return self.model.ticked_rows() or self.view.chosen()

    def decide(self, disposition: Disposition) -> None:
        """Ask for a reason and decide on what is ticked or selected."""
        rows = self.chosen()
        able = [row for row in rows if row.disposition is not None]
        if not able:
            if rows:
                self.told.emit("官方异常由机构说明决定，提醒随时间消失，不在此确认或排除")
            return
        beside = f"另有 {len(rows) - len(able):,} 条官方异常或提醒不受影响。" if len(able) < len(rows) else ""
        dialog = DecideDialog(disposition, what_words(able), beside, reasons(self.around.remembered), self)
        if dialog.exec():
            keep_reason(self.around.remembered, dialog.words())
            self._run(
                decide_deviations(
                    self.around.desk.database,
                    self.around.actor(),
                    [row.key for row in able],
                    disposition,
                    dialog.words(),
                )
            )

    def explain(self) -> None:
        """Write the explanation of what is ticked or selected."""
        self.explaining.open(self.chosen())
        self._fit()

    def _explained(self) -> None:
        self._fit()
        self.focus_list()

    def _explain_next(self) -> None:
        """Go on with the next row that still owes an explanation."""
        self._clear_ticks()
        self.explaining.go_on(self.view, self.model)

    def ask_auditor(self) -> None:
        """Return what is chosen to the auditors with a word."""
        ask_auditor(self, self.around, wish_of(self.chosen()), self.told.emit)

    def undo(self) -> None:
        """Take the last decision of this sitting back."""
        if self._last is None:
            self.told.emit("没有可以撤销的处理")
            return
        self._run(take_back(self.around.desk.database, self.around.actor(), self._last), undone=True)

    def _run(self, job: Any, *, undone: bool = False) -> None:
        self.around.runner.start(
            job,
            lambda settled: self._settled(settled, undone=undone),
            lane=Lane.WRITE,
            title="正在保存处理意见",
            at_close=AtClose.FINISH,
        )

    def _settled(self, settled: Settled, *, undone: bool) -> None:
        self._last = None if undone else settled
        self._clear_ticks()
        words = [f"{'已撤销' if undone else '已处理'} {len(settled.written):,} 条", *settled.words]
        if settled.left_out:
            words.append(f"{len(settled.left_out):,} 条没有变化")
        self.told.emit("；".join(words) + ("" if undone else "；Ctrl+Z 撤销"))
        self.around.bulletin.post(Changed.DECISIONS)

    def export(self) -> None:
        """Write what is shown to an Excel file."""
        from tianyi_desk.services.list_export import export_deviations  # noqa: PLC0415 - Excel only where it is asked for

        shown = [*chosen_words(self.list.facets, self.tree.chosen)]
        shown += [f"查找：{self.head.text.text()}"] if self.head.text.text() else []
        filters = [f"期间：{period_words(self.period)}（按计划结束日期）", *shown]
        save_as(
            self,
            f"异常 {period_words(self.period)}",
            lambda path: export_deviations(path, "异常", list(self.model.rows), filters, self.around.now()),
        )
