"""The left side of 照片: how far the reviewing is, a filter, and the visits."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from tianyi_desk.services.gallery import UNDECIDED, Conclusion, VisitLine
from tianyi_desk.ui.labels import icon_button, label
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.photos.visit_list import STATES, VisitList, visit_model
from tianyi_desk.ui.theme import Theme

WIDTH = 272
EVERY = "全部"
ORDER = (Conclusion.PASSED, Conclusion.TROUBLED, Conclusion.LACKING)


class ShareBar(QWidget):
    """How many visits were decided how, as one bar; the numbers stand beside it in words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.counts: dict[str, int] = {}
        self.setFixedHeight(6)
        theme.changed.connect(self.update)

    def show_counts(self, counts: dict[str, int]) -> None:
        """Show how many there are of each."""
        self.counts = counts
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bar."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("sunken"))
        whole = sum(self.counts.values())
        left = 0.0
        for state in ORDER:
            width = self.width() * self.counts.get(state, 0) / whole if whole else 0.0
            painter.fillRect(QRectF(left, 0, width, self.height()), self._theme.colour(STATES[state][1]))
            left += width


class VisitsSide(QWidget):
    """The list of visits of the period. `moved` carries a VisitLine or None."""

    moved = Signal(object)
    wall_wanted = Signal()

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.setObjectName("surface")
        self._lines: Sequence[VisitLine] = ()
        self._theme = around.theme
        self.model = visit_model(self)
        self.view = VisitList(self.model, around.theme, around.remembered)
        self.view.moved.connect(self.moved)
        self.filter = QComboBox()
        self.filter.setAccessibleName("核查结论")
        for words in (EVERY, UNDECIDED, *ORDER):
            self.filter.addItem(str(words))
        self.filter.currentIndexChanged.connect(lambda _place: self._narrow())
        self.done, self.left, self.sums = label(), label("", "muted"), label("", "small")
        self.bar = ShareBar(around.theme)
        self.setMinimumWidth(200)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head())
        whole.addWidget(self._progress())
        whole.addWidget(self.view, 1)

    def _head(self) -> QWidget:
        head = _bar(48)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 12, 0)
        row.addWidget(label("照片", "title"))
        row.addStretch(1)
        row.addWidget(self.filter)
        row.addWidget(icon_button(self._theme, "grid", "全部照片（G）", self.wall_wanted.emit))
        return head

    def _progress(self) -> QWidget:
        head = _bar(70)
        whole = QVBoxLayout(head)
        whole.setContentsMargins(16, 8, 16, 8)
        whole.setSpacing(5)
        row = QHBoxLayout()
        row.addWidget(self.done)
        row.addStretch(1)
        row.addWidget(self.left)
        whole.addLayout(row)
        whole.addWidget(self.bar)
        whole.addWidget(self.sums)
        return head

    # What it shows

    def show_visits(self, lines: Sequence[VisitLine]) -> None:
        """Show the visits of the period."""
        self._lines = lines
        counts = dict.fromkeys([*map(str, ORDER), UNDECIDED], 0)
        for line in lines:
            counts[line.state] += 1
        decided = len(lines) - counts[UNDECIDED]
        self.done.setText(f"已判 {decided:,} / {len(lines):,} 次")
        self.left.setText(f"余 {counts[UNDECIDED]:,}")
        self.sums.setText("　".join(f"{state} {counts[state]:,}" for state in ORDER))
        self.bar.show_counts(counts)
        self._narrow()

    def _narrow(self) -> None:
        wanted = self.filter.currentText()
        current = self.view.current()
        # The one in hand stays in the list until another is chosen: deciding must not pull it away.
        kept = current.key if current is not None else ""
        shown = [line for line in self._lines if wanted in (EVERY, line.state) or line.key == kept]
        self.model.set_rows(shown)
        if self.view.current() is None:
            self.view.go_to(0)

    def seek(self, key: str) -> None:
        """Choose a visit, whatever the list was narrowed to."""
        if not self.view.go_to_key(key):
            self.filter.setCurrentText(EVERY)
            self.view.go_to_key(key)

    def step(self, by: int) -> None:
        """Go up or down."""
        self.view.go_to(max(0, self.view.currentIndex().row() + by))

    def neighbours(self) -> list[VisitLine]:
        """Return the visits that are likely to be looked at next."""
        place = self.view.currentIndex().row()
        return list(self.model.rows[place + 1 : place + 3])

    def next_undecided(self) -> bool:
        """Go to the next visit that nobody decided about, those with files first; tell whether there is one.

        After the last one it goes on from the top.
        """
        rows, here = self.model.rows, self.view.currentIndex().row()
        order = [*range(here + 1, len(rows)), *range(here)]
        open_ones = [place for place in order if not rows[place].decided]
        found = next((place for place in open_ones if rows[place].files), next(iter(open_ones), None))
        if found is not None:
            self.view.go_to(found)
        return found is not None


def _bar(height: int) -> QWidget:
    made = QWidget()
    made.setObjectName("panelHead")
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    made.setFixedHeight(height)
    return made
