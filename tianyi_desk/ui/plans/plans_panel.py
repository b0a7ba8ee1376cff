"""计划: 审核任务 (coming and running) and 审核经历 (done), with the manual's filters (M3.1, M3.3)."""

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QTabBar, QVBoxLayout, QWidget

from tianyi_desk.facts.vocabulary import Status
from tianyi_desk.services.changed import Changed
from tianyi_desk.services.deadlines import Deadlines
from tianyi_desk.services.plan_filter import PlanFilter
from tianyi_desk.services.plan_listing import PlanLine, Tab
from tianyi_desk.ui.correcting.bulk_acts import BulkActs
from tianyi_desk.ui.exporting import save_as
from tianyi_desk.ui.labels import Elided, button, icon_button, label
from tianyi_desk.ui.panel import KeyHint, Panel, Period, Surroundings
from tianyi_desk.ui.periods import period_words
from tianyi_desk.ui.plans.columns import columns
from tianyi_desk.ui.shelf import PlanShelf
from tianyi_desk.ui.tables import RowTableModel
from tianyi_desk.ui.widgets.list_or_empty import ListOrEmpty
from tianyi_desk.ui.widgets.list_view import ListView
from tianyi_desk.ui.widgets.nothing import Nothing

TYPING_MS = 120
ALL = ("全部一级", "全部二级", "全部项目")
LEVELS = ("认证项目第一级", "认证项目第二级", "认证项目")
ANY_STATUS = "全部签到情况"
NOT_JUDGED = "未判定"
NOTHING_YET = ("还没有审核计划", "先在“导入”里放进审核计划；计划、名册、签到记录可以一起拖进来。")
NOTHING_LEFT = ("没有符合条件的计划", "换一个期间，或清除上面的筛选条件。")


class PlansPanel(Panel):
    """All plans by tab and filters."""

    name = "plans"
    title = "计划"
    icon = "plans"
    watches = Changed.NOTHING
    hints = (
        KeyHint("Enter", "打开计划"),
        KeyHint("Ctrl+Enter", "独立窗口"),
        KeyHint("Ctrl+1/2", "审核任务、审核经历"),
        KeyHint("/", "按企业查找"),
        KeyHint("F2", "批量更正选中的计划"),
        KeyHint("Ctrl+Z", "撤销上一次更正"),
        KeyHint("Ctrl+E", "导出 Excel"),
    )

    def __init__(self, around: Surroundings, shelf: PlanShelf) -> None:
        super().__init__(around)
        self._shelf = shelf
        self._filling = False
        self.model = RowTableModel[PlanLine](
            columns(Deadlines(around.desk.book.calendar, around.now().date())),
            attrgetter("plan.number"),
            parent=self,
        )
        self.view = ListView[PlanLine]("plans", self.model, around.theme, around.remembered)
        self.view.setAccessibleName("计划")
        self.acts = BulkActs(around, self)
        self.acts.told.connect(self.told)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._lay_out()
        self._connect()

    # Making it

    def _lay_out(self) -> None:
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for tab in Tab:
            self.tabs.addTab(tab.value)
        self.empty = Nothing(
            self.around.theme,
            "plans",
            NOTHING_YET,
            bring_in=lambda: self.panel_wanted.emit("import"),
            clear=self.clear_filters,
            everything=lambda: self.period_wanted.emit(Period()),
        )
        self.pages = ListOrEmpty(self.view, self.empty)
        self.foot = Elided("", "small", Qt.TextElideMode.ElideRight)
        self.foot.setContentsMargins(16, 0, 16, 0)
        self.foot.setFixedHeight(30)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head())
        whole.addWidget(self._filters())
        whole.addWidget(self.pages, 1)
        whole.addWidget(self.foot)

    def _head(self) -> QWidget:
        head = QWidget()
        head.setObjectName("panelHead")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setFixedHeight(48)
        self.export_button = button(
            "导出…", self.export, tip="Ctrl+E", theme=self.around.theme, icon="export"
        )
        self.correct_button = button(
            "批量更正…", self.correct, tip="F2", theme=self.around.theme, icon="pencil"
        )
        self.columns_button = icon_button(self.around.theme, "columns", "显示哪些列", self._columns)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(label("计划", "title"))
        row.addSpacing(8)
        row.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        row.addWidget(self.correct_button)
        row.addWidget(self.export_button)
        row.addWidget(self.columns_button)
        return head

    def _filters(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("panelHead")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bar.setFixedHeight(44)
        self.enterprise = QLineEdit()
        self.enterprise.setPlaceholderText("企业名称（/）")
        self.enterprise.setAccessibleName("企业名称")
        self.enterprise.setClearButtonEnabled(True)
        self.enterprise.setMaximumWidth(240)
        self.levels = [QComboBox() for _ in ALL]
        for box, words, level in zip(self.levels, ALL, LEVELS, strict=True):
            box.setAccessibleName(level)
            box.setToolTip(level)
            box.setMinimumWidth(96)
            box.setMaximumWidth(200)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.view().setMinimumWidth(220)
            box.addItem(words, "")
        self.status = QComboBox()
        self.status.setAccessibleName(ANY_STATUS)
        self.status.addItem(ANY_STATUS, "")
        for status in Status:
            self.status.addItem(status.value, status)
        self.status.addItem(NOT_JUDGED, None)
        self.clear_button = button("清除筛选", self.clear_filters, "link")
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.enterprise, 2)
        for box in self.levels:
            row.addWidget(box, 1)
        row.addWidget(self.status)
        row.addWidget(self.clear_button)
        row.addStretch(1)
        return bar

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self.narrow)
        self.enterprise.textChanged.connect(self._typing.start)
        self.enterprise.returnPressed.connect(self.focus_list)
        self._typing.timeout.connect(self.narrow)
        for place, box in enumerate(self.levels):
            box.currentIndexChanged.connect(lambda _index, place=place: self._level_chosen(place))
        self.status.currentIndexChanged.connect(self.narrow)
        self.view.opened.connect(lambda line: self.plan_wanted.emit(line.number, False))
        self.view.opened_apart.connect(lambda line: self.plan_wanted.emit(line.number, True))
        self._shelf.filled.connect(self._filled)
        keys: dict[str, Any] = {
            "/": self.enterprise.setFocus,
            "Ctrl+E": self.export,
            "F2": self.correct,
            "Ctrl+Z": self.acts.undo_last,
            "Ctrl+1": lambda: self.tabs.setCurrentIndex(0),
            "Ctrl+2": lambda: self.tabs.setCurrentIndex(1),
        }
        for key, does in keys.items():
            shortcut = QShortcut(QKeySequence(key), self, does)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # What it shows

    def reload(self) -> None:
        """Show what the shelf holds."""
        self._offer_levels()
        self.narrow()

    def _filled(self) -> None:
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def period_changed(self) -> None:
        """Show the plans that have a day in the period."""
        if self.isVisible():
            self.narrow()
        else:
            self._stale = True

    def filter(self) -> PlanFilter:
        """Return what is asked for."""
        one, two, three = (box.currentData() or "" for box in self.levels)
        chosen = self.status.currentData()
        return PlanFilter(
            first=self.period.first,
            last=self.period.last,
            enterprise=self.enterprise.text(),
            level1=one,
            level2=two,
            level3=three,
            statuses=frozenset() if chosen == "" else frozenset({chosen}),
        )

    @property
    def tab(self) -> Tab:
        """Return the tab in front."""
        return list(Tab)[self.tabs.currentIndex()]

    def narrow(self) -> None:
        """Show the plans of the tab that the filters leave; count both tabs."""
        if self._filling:
            return
        plans, wanted, now = self._shelf.shelf.plans, self.filter(), self.around.now()
        by_tab = plans.rows_by_tab(wanted, now)
        rows = by_tab[self.tab].tolist()
        self._say(wanted, {tab: len(found) for tab, found in by_tab.items()})
        self.model.set_rows(plans.lines, rows)
        if len(rows) and self.view.current() is None:
            self.view.go_to(0)
        self.pages.show_list(len(rows) > 0)
        self.empty.offer(
            NOTHING_LEFT if plans.lines else NOTHING_YET,
            empty=not plans.lines,
            filtered=not self.clear_button.isHidden(),
            bounded=self.period != Period(),
        )

    def _say(self, wanted: PlanFilter, counts: Mapping[Tab, int]) -> None:
        for place, tab in enumerate(Tab):
            self.tabs.setTabText(place, f"{tab.value} {counts[tab]:,}")
        blank = PlanFilter(first=wanted.first, last=wanted.last)
        self.clear_button.setVisible(wanted != blank)
        self.export_button.setEnabled(bool(self._shelf.shelf.plans.lines))
        self.foot.setText("带 * 的认证项目为监管要求的必签项目；同一次审核的计划各列一行")

    def _offer_levels(self) -> None:
        """Offer what there is under the chosen upper levels, keeping what is still there."""
        self._filling = True
        chosen = [box.currentData() or "" for box in self.levels]
        offered = self._shelf.shelf.plans.choices(chosen[0], chosen[1])
        for box, words, names, kept in zip(
            self.levels, ALL, (offered.level1, offered.level2, offered.level3), chosen, strict=True
        ):
            box.clear()
            box.addItem(words, "")
            for name in names:
                box.addItem(name, name)
            box.setCurrentIndex(max(0, box.findData(kept)))
        self._filling = False

    def _level_chosen(self, place: int) -> None:
        if self._filling:
            return
        if place < len(self.levels) - 1:
            self._offer_levels()
        self.narrow()

    def clear_filters(self) -> None:
        """Show every plan of the period."""
        self._filling = True
        self.enterprise.clear()
        for box in (*self.levels, self.status):
            box.setCurrentIndex(0)
        self._filling = False
        self._offer_levels()
        self.narrow()

    def focus_list(self) -> None:
        """Put the keyboard into the list."""
        self.pages.take_focus()

    def correct(self) -> None:
        """Put the same field of the chosen plans right."""
        self.acts.ask([line.number for line in self.view.chosen()])

    def _columns(self) -> None:
        place = self.columns_button.rect().bottomLeft()
        self.view.column_menu().exec(self.columns_button.mapToGlobal(place))

    def export(self) -> None:
        """Write what is shown to an Excel file."""
        from tianyi_desk.services.list_export import export_plans  # noqa: PLC0415 - Excel only where it is asked for

        asked = [f"企业：{self.enterprise.text()}"] if self.enterprise.text() else []
        asked += [box.currentText() for box in (*self.levels, self.status) if box.currentIndex() > 0]
        filters = [f"期间：{period_words(self.period)}（期间内有审核的计划）", self.tab.value, *asked]
        save_as(
            self,
            f"{self.tab.value} {period_words(self.period)}",
            lambda path: export_plans(
                path, self.tab.value, list(self.model.rows), filters, self.around.now()
            ),
        )
