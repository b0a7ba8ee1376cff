"""All photos of the period at once: a head with two filters and the size, and the wall of thumbnails."""

from collections.abc import Sequence
from itertools import compress

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tianyi_desk.facts.vocabulary import PhotoCategory
from tianyi_desk.services.gallery import UNDECIDED, Conclusion, VisitLine
from tianyi_desk.services.photo_wall import WallShot, list_wall
from tianyi_desk.ui.labels import button, icon_button, label
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.photos.darkroom import Darkroom
from tianyi_desk.ui.photos.wall_view import WallView, wall_words
from tianyi_desk.ui.tables import Column, RowTableModel
from tianyi_desk.ui.widgets.empty import EmptyState

EVERY_STATE, EVERY_STRIP = "全部结论", "全部类别"
NO_FILE = "没有文件"
NOTHING = "没有符合条件的照片", "换一个结论或类别。"


class Wall(QWidget):
    """The wall. `opened` carries the WallShot that somebody wants to see in its visit, `left` goes back without."""

    opened = Signal(object)
    left = Signal()

    def __init__(self, around: Surroundings, darkroom: Darkroom) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._around = around
        self._shots: tuple[WallShot, ...] = ()
        self._seek: int | None = None
        column = Column[WallShot]("photo", "照片", wall_words, 160, tip=wall_words)
        self.model = RowTableModel[WallShot]([column], lambda one: one.key, parent=self)
        self.view = WallView(self.model, around.theme, darkroom)
        self.view.opened.connect(self.opened)
        self.empty = EmptyState(around.theme, "photo", *NOTHING)
        self.count = label("", "muted")
        self.states = _choice("核查结论", (EVERY_STATE, UNDECIDED, *map(str, Conclusion)))
        self.strips = _choice("照片类别", (EVERY_STRIP, *(one.value for one in PhotoCategory), NO_FILE))
        for one in (self.states, self.strips):
            one.currentIndexChanged.connect(lambda _place: self._narrow())
        self.pages = QStackedWidget()
        self.pages.addWidget(self.view)
        self.pages.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head())
        whole.addWidget(self.pages, 1)

    def _head(self) -> QWidget:
        head = QWidget()
        head.setObjectName("panelHead")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setFixedHeight(48)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(label("全部照片", "title"))
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.strips)
        row.addWidget(self.states)
        theme = self._around.theme
        row.addWidget(icon_button(theme, "minus", "缩略图变小（-）", lambda: self.view.set_size(-1)))
        row.addWidget(icon_button(theme, "plus", "缩略图变大（+）", lambda: self.view.set_size(1)))
        row.addWidget(button("按审核看  G", self.left.emit))
        return head

    # What it shows

    def show_lines(self, lines: Sequence[VisitLine], seek: int | None = None) -> None:
        """Read the photos of these visits and show them; `seek` is the key of the one to begin at."""
        self._seek = seek
        desk = self._around.desk
        self._around.runner.start(list_wall(desk.database, lines), self._show)

    def _show(self, shots: tuple[WallShot, ...]) -> None:
        self._shots = shots
        self._narrow()
        place = self.model.place_of(self._seek) if self._seek is not None else None
        self._seek = None
        if place is not None:
            self.view.go_to(place)

    def _narrow(self) -> None:
        here = self.view.current()
        fits = [self._fits(one) for one in self._shots]
        self.model.set_rows(self._shots, list(compress(range(len(fits)), fits)))
        files = sum(one.shot.has_file for one in compress(self._shots, fits))
        shown = self.model.rowCount()
        lack = f"，{shown - files:,} 张没有文件" if files < shown else ""
        self.count.setText(f"{shown:,} 张{lack}" if self._shots else "")
        self.pages.setCurrentWidget(self.view if shown else self.empty)
        place = self.model.place_of(here.key) if here is not None else None
        self.view.go_to(place or 0)

    def _fits(self, one: WallShot) -> bool:
        state, strip = self.states.currentText(), self.strips.currentText()
        if state not in (EVERY_STATE, one.line.state):
            return False
        if strip == NO_FILE:
            return not one.shot.has_file
        return strip in (EVERY_STRIP, one.shot.category.value)


def _choice(name: str, words: Sequence[str]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    for one in words:
        made.addItem(str(one))
    return made
