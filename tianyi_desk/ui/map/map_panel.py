"""地图: audits by distance at the left, one of them or all of a period on the map."""

from collections import Counter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tianyi_desk.services.changed import Changed
from tianyi_desk.services.places_view import PlaceLine, Places, PlaceVerdict, load_places
from tianyi_desk.services.plan_place import PlanPlace, open_place
from tianyi_desk.ui.labels import Elided, label
from tianyi_desk.ui.map.columns import ROW_HEIGHT, PlaceDelegate, columns
from tianyi_desk.ui.map.verdict_toggles import VerdictToggles
from tianyi_desk.ui.panel import KeyHint, Panel, Surroundings
from tianyi_desk.ui.periods import period_words
from tianyi_desk.ui.runner import Running
from tianyi_desk.ui.tables import RowTableModel
from tianyi_desk.ui.widgets.empty import EmptyState
from tianyi_desk.ui.widgets.list_or_empty import ListOrEmpty
from tianyi_desk.ui.widgets.list_view import ListView

if TYPE_CHECKING:
    from tianyi_desk.ui.map.map_frame import MapFrame

STEP = 1.5
"""How many times nearer one step of the zoom keys comes."""
LIST_WIDTH, NARROW_LIST_WIDTH, NARROW = 376, 300, 900
NOTHING_YET = ("还没有地点可看", "先在“导入”里放进审核计划和签到记录；导入后会自动判定，签到距离列在这里。")
NOTHING_LEFT = ("没有符合条件的计划", "换一个期间，或打开上面其他结论的开关。")


class MapPanel(Panel):
    """Where people signed."""

    name = "map"
    title = "地图"
    icon = "map"
    watches = Changed.FACTS | Changed.VERDICTS
    hints = (
        KeyHint("↑ ↓", "上一个、下一个计划"),
        KeyHint("Enter", "打开计划"),
        KeyHint("Ctrl+Enter", "独立窗口"),
        KeyHint("O", "单次与总览"),
        KeyHint("F", "显示全部"),
        KeyHint("+ -", "放大、缩小"),
        KeyHint("1…5", "显示或隐藏一种结论"),
        KeyHint("Ctrl+Shift+C", "复制图片"),
    )

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.places = Places((), ())
        self.frame: MapFrame | None = None
        self._opening: Running | None = None
        self.model = RowTableModel[PlaceLine](columns(), lambda line: line.number, parent=self)
        self.view = ListView[PlaceLine]("map", self.model, around.theme, around.remembered)
        self.view.setAccessibleName("按距离列出的计划")
        self.view.setItemDelegate(PlaceDelegate(around.theme, self.view))
        self.view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.toggles = VerdictToggles(around.theme)
        self._lay_out()
        self._connect()

    # Making it

    def _lay_out(self) -> None:
        self.left = QWidget()
        self.left.setObjectName("surface")
        self.left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.left.setMinimumWidth(NARROW_LIST_WIDTH - 20)
        self.list_empty = EmptyState(self.around.theme, "map", *NOTHING_LEFT)
        self.list_empty.sentence.setFixedWidth(220)
        self.pages = ListOrEmpty(self.view, self.list_empty)
        self.foot = Elided("", "small", Qt.TextElideMode.ElideRight)
        self.foot.setContentsMargins(16, 0, 16, 0)
        self.foot.setFixedHeight(28)
        column = QVBoxLayout(self.left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.toggles)
        column.addWidget(self.pages, 1)
        column.addWidget(self.foot)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.left)
        self.empty = EmptyState(self.around.theme, "map", *NOTHING_YET)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.splitter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _head(self) -> QWidget:
        head = QWidget()
        head.setObjectName("panelHead")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setFixedHeight(48)
        self.judged = Elided("", "small", Qt.TextElideMode.ElideRight)
        self.modes = QButtonGroup(self)
        self.one_button, self.all_button = (QPushButton(words) for words in ("单次", "总览"))
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(label("地图", "title"))
        row.addWidget(self.judged, 1)
        for one in (self.one_button, self.all_button):
            one.setCheckable(True)
            one.setProperty("role", "mode")
            one.setToolTip("O")
            self.modes.addButton(one)
            row.addWidget(one)
        row.setSpacing(4)
        self.one_button.setChecked(True)
        return head

    def _connect(self) -> None:
        self.view.opened.connect(lambda line: self.plan_wanted.emit(line.number, False))
        self.view.opened_apart.connect(lambda line: self.plan_wanted.emit(line.number, True))
        self.view.moved.connect(self._follow)
        self.toggles.changed.connect(self.narrow)
        self.modes.buttonToggled.connect(lambda _button, on: self._change_over() if on else None)
        keys: dict[str, Any] = {
            "O": self.turn_overview,
            "F": self.fit,
            "+": lambda: self.zoom(STEP),
            "=": lambda: self.zoom(STEP),
            "-": lambda: self.zoom(1 / STEP),
            "Ctrl+Shift+C": self.copy_picture,
        }
        for place, verdict in enumerate(PlaceVerdict, 1):
            keys[str(place)] = lambda verdict=verdict: self.toggles.turn(verdict)
        for key, does in keys.items():
            shortcut = QShortcut(QKeySequence(key), self, does)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    @property
    def map(self) -> "MapFrame":
        """Return the map, made when it is first asked for: pyqtgraph takes its time to load."""
        if self.frame is None:
            from tianyi_desk.ui.map.map_frame import MapFrame  # noqa: PLC0415 - half a second, for who wants a map

            self.frame = MapFrame(self.around, self.copy_picture)
            self.splitter.addWidget(self.frame)
            self.splitter.setStretchFactor(1, 1)
            self.frame.view.chosen.connect(lambda line: self.view.go_to_key(line.number))
            self.frame.view.opened.connect(lambda line: self.plan_wanted.emit(line.number, False))
            self.frame.view.list_key.connect(self._list_key)
            self._give_room()
        return self.frame

    # What it shows

    @property
    def overview(self) -> bool:
        """Tell whether all plans of the period are on the map."""
        return self.all_button.isChecked()

    def reload(self) -> None:
        """Read the places anew."""
        self.around.runner.start(load_places(self.around.desk.database, self.around.desk.book), self._loaded)

    def _loaded(self, places: Places) -> None:
        self.places = places
        self.narrow()
        if self.hasFocus():
            self.focus_list()  # the keyboard waited for the list to have something in it
        if self.map.view.overview or self.overview:
            return
        self._open(self.view.current())  # what was drawn may have changed

    def period_changed(self) -> None:
        """Show the plans that end in the period."""
        self.narrow()

    def narrow(self) -> None:
        """Show the plans of the period that have one of the chosen verdicts."""
        inside = [line for line in self.places.lines if self.period.holds(line.end.date())]
        chosen = self.toggles.chosen
        rows = [line for line in inside if line.verdict in chosen]
        self.toggles.show_counts(Counter(line.verdict for line in inside))
        self.judged.setText(f"应判 {len(inside):,} 条计划")
        self.model.set_rows(rows)
        self.pages.show_list(bool(rows))
        self.stack.setCurrentWidget(self.splitter if self.places.lines or self.places.waiting else self.empty)
        waiting = [one for one in self.places.waiting if self.period.holds(one.end.date())]
        self.foot.setText(_waiting_words(len(waiting), str(waiting[0].start.date()) if waiting else ""))
        self.foot.setVisible(bool(waiting))
        if rows and self.view.current() is None:
            self.view.go_to(0)
        if self.overview and self.isVisible():
            self.show_on_map()

    def _follow(self, line: PlaceLine | None) -> None:
        if self.overview:
            if self.frame is not None:
                self.frame.view.follow(line)
        else:
            self._open(line)

    def _change_over(self) -> None:
        self.toggles.change_over()
        self.narrow()
        if not self.overview:
            self.show_on_map()

    def show_on_map(self) -> None:
        """Show the current plan, or all plans of the list."""
        if not self.overview:
            self._open(self.view.current())
            return
        self.map.view.show_all(self.model.rows)
        self.map.view.mark(self.view.current())
        self.map.legend.show_for(overview=True)
        placed = len(self.map.view.dots.lines)
        left_out = len(self.model.rows) - placed
        words = f"{period_words(self.period)}，{placed:,} 条计划在图上"
        self.map.show_summary(words + (f"，{left_out:,} 条无法定位" if left_out else ""))

    def _open(self, line: PlaceLine | None) -> None:
        if self._opening is not None:
            self._opening.cancel()
            self._opening = None
        if line is None:
            self._show(None, None)
            return
        desk = self.around.desk
        self._opening = self.around.runner.start(
            open_place(desk.database, desk.book, line.number, self.around.now()),
            lambda place: self._show(line, place),
        )

    def _show(self, line: PlaceLine | None, place: PlanPlace | None) -> None:
        self._opening = None
        if self.overview or (line is None and self.frame is None):
            return
        self.map.legend.show_for(overview=False)
        self.map.show_head(line, place)
        self.map.view.show_plan(place, line)

    def turn_overview(self) -> None:
        """Change between one plan and all of them."""
        (self.one_button if self.overview else self.all_button).setChecked(True)

    def focus_list(self) -> None:
        """Put the keyboard into the list."""
        if self.places.lines:
            self.pages.take_focus()
        else:
            self.setFocus()

    def fit(self) -> None:
        """Show the whole plan, or the whole country."""
        self.map.view.fit()

    def zoom(self, times: float) -> None:
        """Come nearer, or go away for less than 1."""
        self.map.view.zoom(times)

    def copy_picture(self) -> None:
        """Put the map on the clipboard as a picture; where its ground is from stands on it."""
        QGuiApplication.clipboard().setPixmap(self.map.view.picture())
        self.told.emit("已复制地图图片，可直接粘贴")

    def _list_key(self, event: QKeyEvent) -> None:
        QApplication.sendEvent(
            self.view, QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the list give way where there is little room."""
        super().resizeEvent(event)
        if (event.oldSize().width() >= NARROW) != (
            event.size().width() >= NARROW
        ) or event.oldSize().width() < 0:
            self._give_room()

    def _give_room(self) -> None:
        width = LIST_WIDTH if self.width() >= NARROW else NARROW_LIST_WIDTH
        self.splitter.setSizes([width, max(self.width() - width, 1)])


def _waiting_words(count: int, first_day: str) -> str:
    return f"待开始而无法定位的计划 {count:,} 条，最早 {first_day}，上报前先补坐标" if count else ""
