"""The head of 今天要办: how much there is, whose turn, which branch and leader, and what can be done with it all."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from tianyi_desk.facts.wording import day_words
from tianyi_desk.services.queue import Queue, Wanted
from tianyi_desk.services.queue_items import Turn
from tianyi_desk.ui.labels import Elided, button, icon_button, label, set_role
from tianyi_desk.ui.theme import Theme

HEIGHT, TABS, FILTERS = 44, 36, 40
COUNTS_PLANS = 600
"""From this many pixels on there is room to count the plans, too."""
ANY = ("全部分支", "全部组长")


class Head(QWidget):
    """Title, moment and counts; `changed` is told when the tab or a filter is another one."""

    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        *,
        following: Callable[[], None],
        done: Callable[[], None],
        messages: Callable[[], None],
    ) -> None:
        super().__init__()
        self.setObjectName("panelHead")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._filling = self._wide = False
        self._amount = 0, 0
        self.when = label("", "muted")
        self.count = Elided("", "muted", Qt.TextElideMode.ElideRight)
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.filter_button = icon_button(theme, "filter", "按分支、组长筛选（F）", self.turn_filters)
        self.messages_button = icon_button(theme, "message", "晨间提醒：给每位组长的消息（M）", messages)
        self.done_button = button("已办", done, tip="今天已办，可撤销（B）")
        self.next_button = button("下一条待定  N", following, tip="到下一条需要处理的（N）")
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setAccessibleName("轮到谁")
        self.tabs.currentChanged.connect(self._chosen)
        self.branch, self.leader = (QComboBox() for _ in ANY)
        self.clear_button = button("清除筛选", self.clear, "link")
        self.turns: list[Turn | None] = []
        self._lay_out()
        self._fill_tabs([None], {})

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setContentsMargins(16, 8, 16, 8)
        first.setSpacing(8)
        first.addWidget(label("今天要办", "title"))
        first.addWidget(self.when)
        first.addWidget(self.count, 1)
        for widget in (self.filter_button, self.messages_button, self.done_button, self.next_button):
            first.addWidget(widget)
        self.filters = QWidget()
        self.filters.setFixedHeight(FILTERS)
        row = QHBoxLayout(self.filters)
        row.setContentsMargins(16, 2, 16, 6)
        row.setSpacing(8)
        for box, words in zip((self.branch, self.leader), ANY, strict=True):
            box.addItem(words, "")
            box.setAccessibleName(words)
            box.setMinimumWidth(136)
            box.setMaximumWidth(200)
            box.currentIndexChanged.connect(self._chosen)
            row.addWidget(box)
        row.insertWidget(0, self.clear_button)
        row.addStretch(1)
        self.filters.hide()
        self.clear_button.hide()
        self._beside = QHBoxLayout()
        self._beside.setContentsMargins(12, 0, 0, 0)
        self._beside.addWidget(self.tabs, 1)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addLayout(first)
        self._whole.addWidget(self.filters)
        self._whole.addLayout(self._beside)

    def be_wide(self, wide: bool) -> None:
        """Put the filters beside the tabs where there is room; else they come up below the title when asked for."""
        self._wide = wide
        set_role(self.tabs, "" if wide else "narrow")
        if wide:
            self._beside.addWidget(self.filters)
        else:
            self._whole.insertWidget(1, self.filters)
        narrowed = self.wanted().branch or self.wanted().leader
        self.filters.setVisible(wide or bool(narrowed))
        self.filter_button.setVisible(not wide)
        self._say_count()

    def wanted(self) -> Wanted:
        """Return what the queue is narrowed to."""
        turn = self.turns[self.tabs.currentIndex()] if self.turns else None
        return Wanted(turn, self.branch.currentData() or "", self.leader.currentData() or "")

    def offer(self, queue: Queue) -> None:
        """Offer the branches and leaders there are."""
        self._filling = True
        _fill(self.branch, ANY[0], queue.branches)
        _fill(self.leader, ANY[1], queue.leaders)
        self._filling = False

    def show_queue(self, queue: Queue, shown: int, shown_plans: int) -> None:
        """Say how much is shown; tabs without anything are left out, except the chosen one."""
        self._filling = True
        counts, chosen = queue.counts(self.wanted()), self.wanted().turn
        self._fill_tabs([None, *(turn for turn in Turn if counts.get(turn) or turn is chosen)], counts)
        self._filling = False
        filtered = Wanted(None, self.wanted().branch, self.wanted().leader) != Wanted()
        self.clear_button.setVisible(filtered)
        self._amount = shown, shown_plans
        self._say_count()

    def _say_count(self) -> None:
        items, plans = self._amount
        beside = f" {plans:,} 条计划" if self._wide or self.width() >= COUNTS_PLANS else ""
        self.count.setText(f"{items:,} 项{beside}" if items else "")

    def show_moment(self, moment: datetime) -> None:
        """Write the day and the time."""
        self.when.setText(f"{day_words(moment.date())} {moment:%H:%M}")

    def show_done(self, count: int) -> None:
        """Say how much was done today."""
        self.done_button.setText(f"已办 {count:,}" if count else "已办")

    def choose(self, place: int) -> None:
        """Choose the tab at a place, counted from 0."""
        if place < self.tabs.count():
            self.tabs.setCurrentIndex(place)

    def turn_filters(self) -> None:
        """Show the filters, or put them away; where there is room they always stay."""
        if self._wide:
            self.branch.setFocus()
            return
        self.filters.setHidden(not self.filters.isHidden())
        if not self.filters.isHidden():
            self.branch.setFocus()

    def clear(self) -> None:
        """Show every branch and every leader again."""
        self._filling = True
        for box in (self.branch, self.leader):
            box.setCurrentIndex(0)
        self._filling = False
        self._chosen()

    def _fill_tabs(self, turns: Sequence[Turn | None], counts: Mapping[Turn, int]) -> None:
        chosen = self.turns[self.tabs.currentIndex()] if self.turns else None
        if list(turns) != self.turns:
            self.turns = list(turns)
            while self.tabs.count() > len(turns):
                self.tabs.removeTab(self.tabs.count() - 1)
            while self.tabs.count() < len(turns):
                self.tabs.addTab("")
            self.tabs.setCurrentIndex(self.turns.index(chosen))
        for place, turn in enumerate(turns):
            count = sum(counts.values()) if turn is None else counts.get(turn, 0)
            words = f"{'全部' if turn is None else turn.value} {count:,}"
            if self.tabs.tabText(place) != words:
                self.tabs.setTabText(place, words)
                self.tabs.setTabToolTip(place, f"按 {place + 1}")

    def _chosen(self) -> None:
        if not self._filling:
            self.changed.emit()


def _fill(box: QComboBox, words: str, names: Sequence[str]) -> None:
    """Offer names in a box; the chosen one stays, also where nothing has it any more."""
    kept = box.currentData()
    offered = [*names] if not kept or kept in names else [kept, *names]
    if offered != [box.itemData(place) for place in range(1, box.count())]:
        box.clear()
        box.addItem(words, "")
        for name in offered:
            box.addItem(name, name)
        box.setCurrentIndex(offered.index(kept) + 1 if kept else 0)
