"""What the auditors wrote themselves, above the body's own text: to be read, and quoted with one key."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from tianyi_desk.facts.vocabulary import AnomalyKind, Side
from tianyi_desk.services.plan_filings import ExplanationRow
from tianyi_desk.ui.labels import button, label


class AuditorsWords(QFrame):
    """The auditors' latest text for each kind that the body's is about; `quoted` carries its words."""

    quoted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.texts: tuple[str, ...] = ()
        self.words = label("", "note", wrap=True, selectable=True)
        self.quote_button = button("引用", self.quote, "link", tip="把审核员的原话写进正文（Alt+A）")
        head = QHBoxLayout()
        head.addWidget(label("审核员说明", "heading"))
        head.addStretch(1)
        head.addWidget(self.quote_button)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(10, 4, 10, 8)
        inside.setSpacing(2)
        inside.addLayout(head)
        inside.addWidget(self.words)

    def show_filings(
        self, filings: Sequence[ExplanationRow], kinds: Collection[AnomalyKind], *, editable: bool
    ) -> None:
        """Show what was filed for these kinds; one text for several kinds stands once."""
        asked = [kind for kind in AnomalyKind if kind in kinds and kind is not AnomalyKind.STATEMENT]
        latest = {one.kind: one for one in filings if one.side is Side.AUDITOR and one.kind in asked}
        told: dict[str, list[ExplanationRow]] = {}
        for kind in asked:
            if kind in latest:
                told.setdefault(latest[kind].text, []).append(latest[kind])
        lines = [
            f"{rows[0].author} {rows[0].filed_on:%m-%d} {'、'.join(one.kind.value for one in rows)}：{text}"
            for text, rows in told.items()
        ]
        missing = [kind.value for kind in asked if kind not in latest]
        lines += [f"还没有填写：{'、'.join(missing)}"] if missing else []
        self.texts = tuple(told)
        self.words.setText("\n".join(lines))
        self.quote_button.setVisible(bool(self.texts) and editable)
        self.setVisible(bool(asked))

    def quote(self) -> None:
        """Hand the words on, so that they can be written into the body's text."""
        if not self.quote_button.isHidden():
            self.quoted.emit("；".join(f"审核员说明：“{text.rstrip('。')}”" for text in self.texts))
