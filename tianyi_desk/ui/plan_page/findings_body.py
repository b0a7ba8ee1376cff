"""The findings of the page: a line each, and below it why it holds and what was decided."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tianyi_desk.facts.vocabulary import Disposition, FindingClass, Status
from tianyi_desk.facts.wording import moment_words
from tianyi_desk.services.plan_findings import FindingRow
from tianyi_desk.services.plan_page import PlanPage
from tianyi_desk.ui.chips import Chip, code_chip
from tianyi_desk.ui.labels import label
from tianyi_desk.ui.theme import Theme
from tianyi_desk.ui.widgets.folds import Fold, FoldLine, FoldList
from tianyi_desk.ui.widgets.why_view import WhyView

EMPTY: dict[Status | None, str] = {
    None: "还没有判定过，按 F5 判定后这里列出异常",
    Status.CANCELLED: "计划已作废，不判定",
    Status.NOT_APPLICABLE: "没有适用的签到政策，不判定签到",
    Status.NOT_STARTED: "审核还没有开始",
}


class FindingsBody(QWidget):
    """Every finding that held when the plan was judged; the first official one is folded out at once."""

    def __init__(self, theme: Theme, read_clause: Callable[[str], None] | None = None) -> None:
        super().__init__()
        self._theme, self._read_clause = theme, read_clause
        self.list = FoldList()
        self.empty = label("", "small", wrap=True)
        self._number = ""
        self._keys: list[tuple[str, str, str]] = []
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.empty)
        inside.addWidget(self.list)

    def show_findings(self, page: PlanPage) -> None:
        """Show a page's findings; of the same plan, those that were folded out stay so."""
        again = page.head.number == self._number
        kept = {key for key, fold in zip(self._keys, self.list.folds, strict=True) if fold.is_open}
        self._number = page.head.number
        self._keys = [row.finding.key for row in page.findings]
        self.empty.setVisible(not page.findings)
        self.empty.setText(EMPTY.get(page.head.status, "没有发现异常"))
        folds = [
            Fold(self._theme, _line(row), partial(_why, row, self._read_clause)) for row in page.findings
        ]
        self.list.set_folds(folds)
        for place, (row, fold) in enumerate(zip(page.findings, folds, strict=True)):
            official = row.finding_class is FindingClass.OFFICIAL
            fold.set_open(row.finding.key in kept if again else place == 0 and (official or len(folds) == 1))

    def open_key(self, key: tuple[str, str, str]) -> bool:
        """Fold out one finding and put the keyboard there; tell whether it is shown."""
        if key not in self._keys:
            return False
        fold = self.list.folds[self._keys.index(key)]
        fold.set_open(on=True)
        fold.head.setFocus()
        return True


def note_of(page: PlanPage) -> str:
    """Count the findings class by class; classes are never added up."""
    counts = [f"{one.value} {page.count(one)}" for one in FindingClass if page.count(one)]
    official = [row for row in page.findings if row.finding_class is FindingClass.OFFICIAL]
    bound = f"；绑定 {len(page.bound) + 1} 条" if official and page.bound else ""
    return "，".join(counts) + bound


DECIDED_TONES = {Disposition.CONFIRMED: "house", Disposition.DISMISSED: "muted"}


def _line(row: FindingRow) -> FoldLine:
    finding = row.finding
    chips = [code_chip(finding.code)]
    chips += [Chip("预期", "muted")] if finding.expected else []
    chips += [Chip("临界", "house")] if finding.evidence.get("borderline") else []
    if finding.disposition in DECIDED_TONES and finding.disposition is not None:
        chips.append(Chip(finding.disposition.value, DECIDED_TONES[finding.disposition]))
    clause = row.clause.split(",")[0].split("–")[0]
    return FoldLine(tuple(chips), row.message, clause, f"{finding.code} {row.title}：{row.message}")


def _why(row: FindingRow, read_clause: Callable[[str], None] | None) -> QWidget:
    made = QWidget()
    made.setObjectName("compact")
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(label(row.message, "note", wrap=True, selectable=True))
    view = WhyView(read_clause)
    view.show_why(row)
    column.addWidget(view)
    if row.decided is not None and row.finding.disposition is not None:
        words = f"{row.finding.disposition.value}：{row.decided.by} {moment_words(row.decided.at)}"
        reason = f"，{row.decided.reason}" if row.decided.reason else ""
        column.addWidget(label(words + reason, "small", wrap=True, selectable=True))
    return made
