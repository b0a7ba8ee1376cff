"""为什么 of one finding: 条款, 输入, 算式, 假如, each beside its name."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tianyi_desk.facts.finding import Input, Why
from tianyi_desk.services.plan_findings import FindingRow
from tianyi_desk.ui.labels import button, label

NAME_WIDTH = 36
LONG, SHORT = 120, 72
"""From how many letters on a clause is folded, and how many are shown then."""
NO_COUNTERFACTUAL = "没有找到只改一处就能消除这一条的情形"


class WhyView(QWidget):
    """The four parts in a grid; what a file brought in can be selected and copied.

    `read_clause` is asked to show a citation where its notice can be read.
    """

    def __init__(self, read_clause: Callable[[str], None] | None = None) -> None:
        super().__init__()
        self._read_clause = read_clause
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, NAME_WIDTH)
        self._grid.setColumnStretch(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(self._grid)
        whole.addStretch(1)

    def show_why(self, row: FindingRow) -> None:
        """Show why a finding holds, or why that cannot be said any more."""
        self.clear()
        why = row.why
        if why is None:
            self._line("说明", label(row.no_why, "house", wrap=True))
            return
        if why.clause:
            self._line("条款", Clause(_clause_words(why), self._reads(why.clause)))
        for place, one in enumerate(why.inputs):
            words = label(f"{one.name}：{one.value}{_where(one)}", wrap=True, selectable=True)
            words.setToolTip(str(one.source) if one.source is not None else "")
            self._line("输入" if place == 0 else "", words)
        self._line("算式", label(why.formula, "heading", wrap=True, selectable=True))
        self._line(
            "假如",
            label(
                why.counterfactual or NO_COUNTERFACTUAL, "good" if why.counterfactual else "muted", wrap=True
            ),
        )
        self._line("处置", label(row.hint, "muted", wrap=True))

    def _reads(self, clause: str) -> Callable[[], None] | None:
        read = self._read_clause
        return None if read is None else lambda: read(clause)

    def clear(self) -> None:
        """Show nothing."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()

    def _line(self, name: str, words: QWidget) -> None:
        place = self._grid.rowCount()
        title = label(name, "muted")
        title.setAlignment(Qt.AlignmentFlag.AlignTop)
        words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._grid.addWidget(title, place, 0)
        self._grid.addWidget(words, place, 1)


class Clause(QWidget):
    """The sentences of a clause; long ones begin folded, so that what the finding rests on stays in sight."""

    def __init__(self, words: str, read: Callable[[], None] | None = None) -> None:
        super().__init__()
        self.words = words
        self.text = label("", wrap=True, selectable=True)
        self.more = button("", self._turn, "link")
        self._whole = len(words) <= LONG
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.text)
        links = QHBoxLayout()
        links.setSpacing(12)
        links.addWidget(self.more)
        if read is not None:
            self.read = button("在通知中看", read, "link", tip="打开“通知”里的这一条")
            links.addWidget(self.read)
        links.addStretch(1)
        inside.addLayout(links)
        self.more.setHidden(self._whole)
        self._write()

    def _turn(self) -> None:
        self._whole = not self._whole
        self._write()

    def _write(self) -> None:
        self.text.setText(self.words if self._whole else f"{self.words[:SHORT].rstrip()}…")
        self.more.setText("收起" if self._whole else "条款全文")


def _clause_words(why: Why) -> str:
    """Write the clause before its sentence; where several are cited each sentence bears its own number already."""
    numbered = why.clause_text.startswith(why.clause.split(",")[0].split("–")[0])
    return why.clause_text if numbered else f"{why.clause}　{why.clause_text}"


def _where(one: Input) -> str:
    """Name the sheet and the row that a value was read from; the file stands in the tip."""
    if one.source is None:
        return ""
    return (
        f"　〔{one.source.sheet.sheet} 第 {one.source.row} 行〕" if one.source.row else f"　〔{one.source}〕"
    )
