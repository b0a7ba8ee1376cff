"""Ask for the reason of a decision about findings."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from tianyi_desk.facts.vocabulary import Disposition
from tianyi_desk.services.deviations import Deviation
from tianyi_desk.ui.labels import button, label
from tianyi_desk.ui.remembered import Remembered

REASONS_KEPT = 3

READY: dict[Disposition, tuple[str, ...]] = {
    Disposition.CONFIRMED: ("已与审核组长核实，情况属实", "已通知审核组整改", "审核组已书面说明"),
    Disposition.DISMISSED: (
        "数据有误，已更正",
        "定位漂移，照片可证明到场",
        "计划临时变更，按实际情况签到",
        "重复提示",
    ),
}
"""Reasons offered before a person has given any."""
MEANS: dict[Disposition, str] = {
    Disposition.CONFIRMED: "确认：情况属实，记为机构要求问题或疑点；计划的签到情况转为“已核”。",
    Disposition.DISMISSED: "排除：经核实不成立，不再计入；计划可转为“正常”。",
}


class DecideDialog(QDialog):
    """One reason for all chosen findings; Ctrl+Enter saves."""

    def __init__(
        self,
        disposition: Disposition,
        what: str,
        beside: str,
        last_reasons: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(disposition.value)
        self.setMinimumWidth(480)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(12)
        whole.addWidget(label(what, "heading", wrap=True))
        whole.addWidget(label(MEANS[disposition], "muted", wrap=True))
        if beside:
            whole.addWidget(label(beside, "house", wrap=True))
        self.reason = QPlainTextEdit()
        self.reason.setPlaceholderText("理由（必填，会长期保存）")
        self.reason.setAccessibleName("理由")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(84)
        self.reason.textChanged.connect(self._check)
        whole.addWidget(self.reason)
        offered = QVBoxLayout()
        offered.setSpacing(0)
        offered.addWidget(label("常用理由", "small"))
        for text in list(dict.fromkeys([*last_reasons, *READY[disposition]]))[:5]:
            one = button(text, lambda text=text: self._take(text), "link")  # type: ignore[misc]
            offered.addWidget(one, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addLayout(offered)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("取消", self.reject))
        self.save = button(f"保存为{disposition.value}", self.accept, "primary", tip="Ctrl+Enter")
        self.save.setEnabled(False)
        foot.addWidget(self.save)
        whole.addLayout(foot)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.save.click)
        self.reason.setFocus()

    def words(self) -> str:
        """Return the reason as written."""
        return self.reason.toPlainText().strip()

    def _take(self, text: str) -> None:
        self.reason.setPlainText(text)
        self.save.setFocus()

    def _check(self) -> None:
        self.save.setEnabled(bool(self.words()))


def reasons(remembered: Remembered) -> list[str]:
    """Return the reasons that were given last."""
    return [one for one in remembered.text("reasons").split("\n") if one]


def keep_reason(remembered: Remembered, reason: str) -> None:
    """Remember a reason as the latest."""
    kept = [reason.replace("\n", " "), *(one for one in reasons(remembered) if one != reason)]
    remembered.keep("reasons", "\n".join(kept[:REASONS_KEPT]))


def what_words(rows: Sequence[Deviation]) -> str:
    """Say what is decided on."""
    if len(rows) == 1:
        row = rows[0]
        return f"{row.code} {row.title}  {row.enterprise}  {row.number}"
    codes = Counter(f"{row.code} {row.title}" for row in rows)
    return f"{len(rows):,} 条：" + "、".join(f"{code} {count:,} 条" for code, count in codes.most_common(6))
