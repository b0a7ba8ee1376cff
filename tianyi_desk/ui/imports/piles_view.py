"""The four piles of an import, a tab each, with a box before every row that accepting would write."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from tianyi_desk.services.importing import ChangeLine, FactLine, Preview, RefusedLine
from tianyi_desk.ui.imports.columns import CHANGES, FACTS, REFUSED
from tianyi_desk.ui.labels import label
from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.tables import RowTableModel
from tianyi_desk.ui.theme import Theme
from tianyi_desk.ui.widgets.list_view import ListView

ADDED, CHANGED, UNCHANGED, REFUSALS = range(4)
TITLES = ("新增", "变更", "不变", "拒绝")
NOTHING = (
    "这些文件里没有数据库还没有的行。",
    "没有一行与数据库里的不同。",
    "没有一行与数据库里的相同，文件之间也没有重复。",
    "没有拒绝任何一行。",
)


class PilesView(QWidget):
    """Tabs over four lists; `chosen_changed` is told when a box is ticked or cleared."""

    chosen_changed = Signal()

    def __init__(self, theme: Theme, remembered: Remembered) -> None:
        super().__init__()
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.stack = QStackedWidget()
        self.added = RowTableModel[FactLine](FACTS, lambda one: one.place, ticks=True, parent=self)
        self.changed = RowTableModel[ChangeLine](
            CHANGES,
            lambda one: (one.place, one.field),
            ticks=True,
            tick_key=lambda one: one.place,
            parent=self,
        )
        self.unchanged = RowTableModel[FactLine](FACTS, lambda one: one.place, parent=self)
        self.refused = RowTableModel[RefusedLine](REFUSED, lambda one: one.place, parent=self)
        self.views: list[ListView[Any]] = []
        self.empty: list[QLabel] = []
        models: tuple[RowTableModel[Any], ...] = (self.added, self.changed, self.unchanged, self.refused)
        for title, model in zip(TITLES, models, strict=True):
            self.tabs.addTab(title)
            view = ListView[Any](f"pile-{len(self.views)}", model, theme, remembered)
            view.setAccessibleName(title)
            self.views.append(view)
            self.stack.addWidget(view)
            nothing = label(NOTHING[len(self.empty)], "muted")
            nothing.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.empty.append(nothing)
            self.stack.addWidget(nothing)
            model.ticked_changed.connect(self.chosen_changed)
        self.tabs.currentChanged.connect(self._bring)
        # A row of the list has no room for a whole sentence, and the keyboard has no tips.
        self.reason = label("", "note", wrap=True, selectable=True)
        self.reason.setContentsMargins(16, 6, 16, 6)
        self.views[REFUSALS].moved.connect(lambda _row: self._say_reason())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.tabs)
        whole.addWidget(self.stack, 1)
        whole.addWidget(self.reason)

    def show_preview(self, preview: Preview) -> None:
        """Show the piles of an import, everything that can be written ticked."""
        rows: tuple[tuple[RowTableModel[Any], Sequence[Any], int], ...] = (
            (self.added, preview.added, len(preview.added)),
            (self.changed, preview.changed, len(preview.piles.changed)),
            (self.unchanged, preview.unchanged, len(preview.unchanged)),
            (self.refused, preview.refused, len(preview.refused)),
        )
        for place, (model, lines, count) in enumerate(rows):
            model.set_rows(lines)
            self.tabs.setTabText(place, f"{TITLES[place]} {count:,}")
        self.added.ticked, self.changed.ticked = set(preview.added_places), set(preview.changed_places)
        first = next(
            (place for place, (_, _, count) in enumerate(rows) if count and place != UNCHANGED), UNCHANGED
        )
        self.tabs.setCurrentIndex(first)
        self._bring(first)
        self.chosen_changed.emit()

    def clear(self) -> None:
        """Hold no rows of an import that is over."""
        for model in (self.added, self.changed, self.unchanged, self.refused):
            model.set_rows(())

    def _bring(self, place: int) -> None:
        view = self.views[place]
        self.stack.setCurrentWidget(view if view.rows.rowCount() else self.empty[place])
        if view.rows.rowCount() and view.current() is None:
            view.go_to(0)
        self._say_reason()

    def _say_reason(self) -> None:
        row = self.views[REFUSALS].current()
        self.reason.setVisible(self.tabs.currentIndex() == REFUSALS and row is not None)
        self.reason.setText(row.reason if row is not None else "")

    def go_to(self, place: int) -> None:
        """Bring a pile to the front and the keyboard into it."""
        self.tabs.setCurrentIndex(place)
        self.take_focus()

    def take_focus(self) -> None:
        """Put the keyboard into the pile in front."""
        place = self.tabs.currentIndex()
        view = self.views[place]
        (view if view.rows.rowCount() else self.empty[place]).setFocus()

    def chosen(self) -> frozenset[int]:
        """Return the positions of the drafts that are ticked."""
        places = [place for model in (self.added, self.changed) for place in model.ticked]
        return frozenset(place for place in places if isinstance(place, int))
