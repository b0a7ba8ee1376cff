"""The calendar's filters: 分支, 组长, 领域, 签到情况, and only what is in 异常; beside them what the colours mean."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from tianyi_desk.facts.vocabulary import Status
from tianyi_desk.services.briefs import status_word
from tianyi_desk.services.calendar_filter import CalendarFilter, choices
from tianyi_desk.services.plan_listing import PlanLine
from tianyi_desk.ui.calendar.legend import Legend
from tianyi_desk.ui.labels import button
from tianyi_desk.ui.theme import Theme

ALL = ("全部分支", "全部组长", "全部领域", "全部情况")


class FilterBar(QWidget):
    """Choose what the calendar shows; `changed` is told of every choice."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("panelHead")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(44)
        self._filling = False
        self.boxes = [QComboBox() for _ in ALL]
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        for box, words in zip(self.boxes, ALL, strict=True):
            box.setAccessibleName(words)
            box.addItem(words, "")
            box.setMinimumWidth(96)
            box.setMaximumWidth(168)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(6)
            box.view().setMinimumWidth(200)
            box.currentIndexChanged.connect(self._chosen)
            row.addWidget(box, 10)
        self.branch, self.leader, self.area, self.status = self.boxes
        self.only = QCheckBox("只看异常")
        self.only.toggled.connect(self._chosen)
        self.clear_button = button("清除筛选", self.clear, "link")
        self.clear_button.setVisible(False)
        row.addWidget(self.only)
        row.addWidget(self.clear_button)
        row.addStretch(1)
        self.legend = Legend(theme)
        row.addWidget(self.legend)

    def wanted(self) -> CalendarFilter:
        """Return what is asked for."""
        branch, leader, area, status = (box.currentData() for box in self.boxes)
        return CalendarFilter(branch, leader, area, status, self.only.isChecked())

    def words(self) -> list[str]:
        """Return what is chosen, in words."""
        chosen = [box.currentText() for box in self.boxes if box.currentIndex() > 0]
        return [*chosen, *(["只看异常"] if self.only.isChecked() else [])]

    def offer(self, lines: Iterable[PlanLine]) -> None:
        """Offer what there is among plans; what is chosen stays, even where no plan has it."""
        found = choices(lines)
        self._filling = True
        for box, words, names in zip(
            self.boxes, ALL, (found.branches, found.leaders, found.areas, found.statuses), strict=True
        ):
            _fill(box, words, names)
        self._filling = False

    def clear(self) -> None:
        """Show everything again."""
        self._filling = True
        for box in self.boxes:
            box.setCurrentIndex(0)
        self.only.setChecked(False)
        self._filling = False
        self._chosen()

    def _chosen(self) -> None:
        if not self._filling:
            self.clear_button.setVisible(self.wanted() != CalendarFilter())
            self.changed.emit()


def _fill(box: QComboBox, words: str, names: Sequence[str | Status | None]) -> None:
    kept, kept_words = box.currentData(), box.currentText()
    offered = [(_word(name), name) for name in names]
    if kept != "" and kept not in names:
        offered.append((kept_words, kept))
    if offered == [(box.itemText(place), box.itemData(place)) for place in range(1, box.count())]:
        return
    box.clear()
    box.addItem(words, "")
    for text, name in offered:
        box.addItem(text, name)
    place = next((place for place, (_text, name) in enumerate(offered, 1) if name == kept), 0)
    box.setCurrentIndex(place)


def _word(name: str | Status | None) -> str:
    return status_word(name) if name is None or isinstance(name, Status) else name
