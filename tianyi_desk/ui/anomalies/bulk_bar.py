"""What can be done with the findings that are ticked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tianyi_desk.facts.vocabulary import Disposition
from tianyi_desk.services.deviations import Deviation
from tianyi_desk.ui.anomalies.explaining_side import wish_of
from tianyi_desk.ui.labels import Elided, button


class BulkBar(QWidget):
    """Comes up when something is ticked; `decide` carries the wish, `cleared` that nothing shall be ticked.

    `explain` asks for the explanation of the ticked visit, `ask` for its return to the auditors.
    """

    decide = Signal(object)
    explain = Signal()
    ask = Signal()
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bulkBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(40)
        self.words = Elided("", "heading", Qt.TextElideMode.ElideRight)
        self.write = button("写说明  E", self.explain.emit, "primary", tip="E")
        self.back = button("退回审核员…", self.ask.emit)
        self.confirm = button("确认…  Y", lambda: self.decide.emit(Disposition.CONFIRMED), tip="Y")
        self.dismiss = button("排除…  X", lambda: self.decide.emit(Disposition.DISMISSED), tip="X")
        self.clear = button("取消勾选", self.cleared.emit, "link", tip="Esc")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        for widget in (self.write, self.back, self.confirm, self.dismiss, self.clear):
            row.addWidget(widget)
        self.hide()

    def show_ticked(self, rows: Sequence[Deviation]) -> None:
        """Say how many are ticked, and what they have in common."""
        self.setVisible(bool(rows))
        decidable = sum(row.disposition is not None for row in rows)
        parts = [f"已选 {len(rows):,} 条", *_common(rows)]
        if 0 < decidable < len(rows):
            parts.append(f"其中 {len(rows) - decidable:,} 条由说明决定")
        self.words.setText("   ".join(parts))
        explained = wish_of(rows) is not None
        for widget in (self.write, self.back):
            widget.setVisible(explained)
        for widget in (self.confirm, self.dismiss):
            widget.setVisible(bool(decidable) or not explained)
            widget.setEnabled(bool(decidable))


def _common(rows: Sequence[Deviation]) -> list[str]:
    """Name what all the rows share: one visit, one enterprise, one code."""
    if len(rows) < 2:
        return []
    numbers = {row.number for row in rows}
    first = rows[0]
    if numbers <= {first.number, *first.bound_with} and len(numbers) > 1:
        return ["同一次现场审核"]
    if len({row.enterprise for row in rows}) == 1:
        return [first.enterprise]
    return [f"都是 {first.code} {first.title}"] if len({row.code for row in rows}) == 1 else []
