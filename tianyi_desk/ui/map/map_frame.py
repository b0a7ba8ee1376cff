"""The map with what belongs to it: the plan's head above, tools and pointer on it, the legend below."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tianyi_desk.facts.wording import day_words, distance_words
from tianyi_desk.places.basemap import load_basemap
from tianyi_desk.services.places_view import PlaceLine, PlaceVerdict, Point
from tianyi_desk.services.plan_place import PlanPlace
from tianyi_desk.ui.chips import Chip
from tianyi_desk.ui.labels import Elided, icon_button, label
from tianyi_desk.ui.map.legend import Legend
from tianyi_desk.ui.map.map_view import FIXED, PASSING, STEP, MapView
from tianyi_desk.ui.map.marks import TONES
from tianyi_desk.ui.map.plan_signs import circled, point_words
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.widgets.chip_row import ChipRow

PAD = 12
NARROW = 480
SCALE_HEIGHT, NOTE_HEIGHT = 36, 42
WHAT_TO_DO = "补充或更正坐标后重新导入，会自动重新判定。"


class MapFrame(QWidget):
    """Head, map, legend; `copy` is what the tool for the picture does."""

    def __init__(self, around: Surroundings, copy: Callable[[], None]) -> None:
        super().__init__()
        theme = around.theme
        self.view = MapView(theme)
        self.legend = Legend(theme)
        self.title = Elided("", "heading", Qt.TextElideMode.ElideRight)
        self.detail = Elided("", "small", Qt.TextElideMode.ElideRight)
        self.chips = ChipRow(theme)
        self.notice = label("", "notice")
        self.notice.setWordWrap(True)
        self.notice.hide()
        self.tools = self._tools(around, copy)
        self.pointer = label("", "small")
        self.pointer.setObjectName("mapTool")
        self.pointer.setProperty("tool", PASSING)
        self.pointer.setParent(self.view)
        self.pointer.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head())
        whole.addWidget(self.notice)
        whole.addWidget(self.view, 1)
        whole.addWidget(self.legend)
        self.view.pointed.connect(self.show_pointer)
        self.view.installEventFilter(self)

    def _head(self) -> QWidget:
        head = QWidget()
        head.setObjectName("panelHead")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setFixedHeight(48)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.setContentsMargins(0, 4, 0, 4)
        words.addWidget(self.title)
        words.addWidget(self.detail)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(self.chips)
        return head

    def _tools(self, around: Surroundings, copy: Callable[[], None]) -> QWidget:
        theme, view = around.theme, self.view
        column = QWidget(view)
        column.setObjectName("mapTool")
        column.setProperty("tool", FIXED)
        column.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        stack = QVBoxLayout(column)
        stack.setContentsMargins(3, 3, 3, 3)
        stack.setSpacing(2)
        for icon, tip, does in (
            ("plus", "放大（+）", lambda: view.zoom(STEP)),
            ("minus", "缩小（-）", lambda: view.zoom(1 / STEP)),
            ("fit", "显示全部（F）", view.fit),
            ("copy", "复制图片（Ctrl+Shift+C）", copy),
        ):
            stack.addWidget(icon_button(theme, icon, tip, does))
        column.move(PAD, PAD)
        column.adjustSize()
        return column

    def show_head(self, line: PlaceLine | None, place: PlanPlace | None) -> None:
        """Name the plan that is shown, with the verdict on each event, and what keeps it from being placed."""
        words = missing_words(line, place) if line is not None and place is not None else ""
        self.notice.setText(words)
        self.notice.setVisible(bool(words))
        if line is None:
            self.title.setText("未选择计划")
            self.detail.setText("")
            self.chips.set_chips(())
            return
        self.title.setText(line.enterprise)
        days = day_words(line.start.date())
        if line.end.date() != line.start.date():
            days += f" – {day_words(line.end.date())[5:]}"
        reasons = dict.fromkeys(one.reference for one in line.events if one.reference)
        self.detail.setText("  ·  ".join((line.number, "、".join(line.starred), days, *reasons)))
        chips = [Chip(line.verdict.value, TONES[line.verdict])]
        chips += [Chip(f"{one.event.value} {distance_words(one.distance_m)}", "muted") for one in line.events]
        chips += [Chip(mark, "data") for mark in (place.marks if place is not None else ())]
        self.chips.set_chips(chips)
        self.chips.setVisible(self.width() >= NARROW)

    def show_summary(self, words: str) -> None:
        """Say what the overview shows."""
        self.title.setText("总览")
        self.detail.setText(words)
        self.chips.set_chips(())
        self.notice.hide()

    def show_pointer(self, point: Point | None) -> None:
        """Tell where the pointer is, in which county, and how far from the nearest address."""
        if point is None or abs(point[1]) > 89:
            self.pointer.hide()
            return
        base = load_basemap()
        county = base.county_at(*point)
        parts = [f"指针 {point_words(point)}  WGS-84"]
        nearest = self.view.nearest_address(point)
        if nearest is not None:
            parts.append(f"距{circled(nearest[0])} {distance_words(nearest[1])}")
        if county is not None:
            parts.append(base.full_name(county))
        self.pointer.setText("　".join(parts))
        self.pointer.show()
        self._place_pointer()

    def _place_pointer(self) -> None:
        self.pointer.setWordWrap(False)
        self.pointer.adjustSize()
        room = self.view.width() - 2 * PAD
        if self.pointer.width() > room:
            self.pointer.setWordWrap(True)
            self.pointer.resize(room, self.pointer.heightForWidth(room))
        below = SCALE_HEIGHT + (NOTE_HEIGHT if self.view.width() < NARROW else 0)
        self.pointer.move(PAD, self.view.height() - PAD - below - self.pointer.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the verdicts out where they would not let the plan be read; the list has them too."""
        super().resizeEvent(event)
        self.chips.setVisible(self.width() >= NARROW and bool(self.chips.chips))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the pointer's words in their corner."""
        if watched is self.view and event.type() == QEvent.Type.Resize:
            self._place_pointer()
        return super().eventFilter(watched, event)


def missing_words(line: PlaceLine, place: PlanPlace) -> str:
    """Say why a plan, or one of its events, cannot be placed, and what to do; "" where nothing is missing."""
    if not place.missing:
        return ""
    told = "；".join(place.missing)
    if line.verdict is PlaceVerdict.UNPLACED:
        return f"无法定位：{told}，所以没有判定地点偏差，也不算正常。{WHAT_TO_DO}"
    return f"{told}，这一项没有判定地点偏差。{WHAT_TO_DO}"
