"""待认领: check-ins that name an enterprise and a time, and the plans that may be meant, for a person to say."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from tianyi_desk.facts.wording import moment_words
from tianyi_desk.services.piles import Candidate, Unclaimed
from tianyi_desk.ui.labels import Elided, button
from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.tables import Column, RowTableModel
from tianyi_desk.ui.theme import Theme
from tianyi_desk.ui.widgets.list_view import ListView

ABOUT = (
    "这些签到没有计划编号，按企业名称和时间找不到唯一的计划。请逐条认领；不认领的不写入，下次导入仍会列出。"
)

ASKED: tuple[Column[Unclaimed], ...] = (
    Column(
        "enterprise", "文件中的企业名称", lambda one: one.reference.enterprise, 300, stretch=True, middle=True
    ),
    Column(
        "time",
        "文件中的审核时间",
        lambda one: f"{moment_words(one.reference.start)} 至 {moment_words(one.reference.end)}",
        290,
        sort=lambda one: one.reference.start,
    ),
    Column("people", "签到人", lambda one: "、".join(one.people), 160, rank=2),
    Column(
        "many", "条数", lambda one: f"{len(one.places):,}", 60, sort=lambda one: len(one.places), right=True
    ),
    Column(
        "best",
        "最像",
        lambda one: f"{one.candidates[0].score}",
        60,
        sort=lambda one: one.candidates[0].score,
        right=True,
    ),
)
MAY_BE: tuple[Column[Candidate], ...] = (
    Column("score", "相似度", lambda one: f"{one.score}", 64, sort=lambda one: one.score, right=True),
    Column("enterprise", "企业名称", lambda one: one.enterprise, 260, stretch=True, bold=True, middle=True),
    Column("number", "计划编号", lambda one: one.number, 150),
    Column(
        "time",
        "审核时间",
        lambda one: f"{moment_words(one.start)} 至 {moment_words(one.end)}",
        290,
        sort=lambda one: one.start,
    ),
    Column("why", "依据", lambda one: one.why, 300, tone=lambda _one: "muted"),
)


class ClaimsView(QWidget):
    """Above what is to be claimed, below the plans that may be meant; `claimed` carries both."""

    claimed = Signal(object, object)

    def __init__(self, theme: Theme, remembered: Remembered) -> None:
        super().__init__()
        self.asked = RowTableModel[Unclaimed](ASKED, lambda one: one.key, parent=self)
        self.may_be = RowTableModel[Candidate](MAY_BE, lambda one: one.number, parent=self)
        self.asked_view = ListView[Unclaimed]("claims", self.asked, theme, remembered)
        self.asked_view.setAccessibleName("待认领的签到")
        self.may_be_view = ListView[Candidate]("claim-plans", self.may_be, theme, remembered)
        self.may_be_view.setAccessibleName("可能的计划")
        self.asked_view.moved.connect(self._show_candidates)
        self.asked_view.opened.connect(lambda _one: self.may_be_view.setFocus())
        self.may_be_view.opened.connect(lambda _one: self.claim())
        split = QSplitter(Qt.Orientation.Vertical)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.asked_view)
        split.addWidget(self.may_be_view)
        split.setSizes([200, 200])
        row = QHBoxLayout()
        row.setContentsMargins(16, 6, 16, 6)
        row.addWidget(Elided(ABOUT, "muted", Qt.TextElideMode.ElideRight), 1)
        self.claim_button = button("认领到选中的计划", self.claim, tip="Enter")
        row.addWidget(self.claim_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(split, 1)
        whole.addLayout(row)

    def show_unclaimed(self, unclaimed: tuple[Unclaimed, ...]) -> None:
        """Show what a person has to say, the likeliest plan of each in front."""
        self.asked.set_rows(unclaimed)
        if unclaimed and self.asked_view.current() is None:
            self.asked_view.go_to(0)
        self._show_candidates(self.asked_view.current())

    def _show_candidates(self, one: Unclaimed | None) -> None:
        self.may_be.set_rows(one.candidates if one is not None else ())
        self.may_be_view.go_to(0)
        self.claim_button.setEnabled(one is not None)

    def claim(self) -> None:
        """Say that the check-ins in front mean the plan in front."""
        one, chosen = self.asked_view.current(), self.may_be_view.current()
        if one is not None and chosen is not None:
            self.claimed.emit(one, chosen)
