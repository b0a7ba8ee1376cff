"""The piles of an import, a tab each, with a box before every row that accepting would write."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from tianyi_desk.services.importing import ChangeLine, FactLine, Preview, RefusedLine
from tianyi_desk.ui.imports.claims_view import ClaimsView
from tianyi_desk.ui.imports.columns import CHANGES, FACTS, REFUSED
from tianyi_desk.ui.imports.conflict_view import ConflictView
from tianyi_desk.ui.labels import label
from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.tables import RowTableModel
from tianyi_desk.ui.theme import Theme
from tianyi_desk.ui.widgets.list_view import ListView

ADDED, CHANGED, UNCHANGED, REFUSALS, CONFLICTS, CLAIMS = range(6)
TITLES = ("新增", "变更", "不变", "拒绝")
TO_CLAIM = "待认领"
NOTHING = (
    "这些文件里没有数据库还没有的行。",
    "没有一行与数据库里的不同。",
    "没有一行与数据库里的相同，文件之间也没有重复。",
    "没有拒绝任何一行。",
)


class PilesView(QWidget):
    """Tabs over the lists; `chosen_changed` is told when a box is ticked or cleared, or a conflict decided.

    冲突 is there only where a person's correction is contradicted.
    """

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
        self.conflicts = ConflictView(theme, remembered)
        self.conflicts.decided.connect(self.chosen_changed)
        self.tabs.addTab("冲突")
        self.views.append(self.conflicts.view)
        self.stack.addWidget(self.conflicts)
        self.claims = ClaimsView(theme, remembered)
        self.stack.addWidget(self.claims)
        self.tabs.addTab(TO_CLAIM)
        self.tabs.setTabVisible(CLAIMS, False)
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
        self.conflicts.show_lines(preview.conflicts)
        self.tabs.setTabText(CONFLICTS, f"冲突 {len(preview.conflicts):,}")
        self.tabs.setTabVisible(CONFLICTS, bool(preview.conflicts))
        self.added.ticked, self.changed.ticked = set(preview.added_places), set(preview.changed_places)
        unclaimed = preview.piles.unclaimed
        self.claims.show_unclaimed(unclaimed)
        self.tabs.setTabVisible(CLAIMS, bool(unclaimed))
        self.tabs.setTabText(CLAIMS, f"{TO_CLAIM} {sum(len(one.places) for one in unclaimed):,}")
        first = next(
            (place for place, (_, _, count) in enumerate(rows) if count and place != UNCHANGED), UNCHANGED
        )
        if preview.conflicts and not (preview.added or preview.changed):
            first = CONFLICTS
        first = CLAIMS if unclaimed else first
        self.tabs.setCurrentIndex(first)
        self._bring(first)
        self.chosen_changed.emit()

    def clear(self) -> None:
        """Hold no rows of an import that is over."""
        for model in (self.added, self.changed, self.unchanged, self.refused):
            model.set_rows(())

    def _bring(self, place: int) -> None:
        if place == CLAIMS:
            self.stack.setCurrentWidget(self.claims)
            self._say_reason()
            return
        view = self.views[place]
        if place == CONFLICTS:
            self.stack.setCurrentWidget(self.conflicts)
        else:
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
        if self.tabs.isTabVisible(place):
            self.tabs.setCurrentIndex(place)
            self.take_focus()

    def take_focus(self) -> None:
        """Put the keyboard into the pile in front."""
        place = self.tabs.currentIndex()
        if place == CLAIMS:
            self.claims.asked_view.setFocus()
            return
        view = self.views[place]
        (view if place == CONFLICTS or view.rows.rowCount() else self.empty[place]).setFocus()

    def chosen(self) -> frozenset[int]:
        """Return the positions of the drafts that are ticked."""
        places = [place for model in (self.added, self.changed) for place in model.ticked]
        return frozenset(place for place in places if isinstance(place, int))
