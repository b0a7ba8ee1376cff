"""Ask which of the open findings are decided on, and for the word that is kept with the decision."""

from collections import defaultdict
from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from tianyi_desk.facts.codes import CODE
from tianyi_desk.facts.vocabulary import Disposition
from tianyi_desk.services.queue_items import Item, OpenFinding
from tianyi_desk.ui.anomalies.decide_dialog import DecideDialog
from tianyi_desk.ui.labels import label

MOST_BOXES = 8
"""Codes to choose from; beyond that only all of them are decided on."""


class DisposeDialog(DecideDialog):
    """The dialog of 异常 with a box for every code where there are several; all are ticked at first."""

    def __init__(
        self,
        disposition: Disposition,
        items: Sequence[Item],
        last_reasons: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        findings = [one for item in items for one in item.decidable]
        official = sum(bool(item.coded.official) for item in items)
        beside = "官方异常由机构说明决定，不受影响。" if official else ""
        super().__init__(disposition, _what(items, findings), beside, last_reasons, parent)
        self._of: defaultdict[str, list[OpenFinding]] = defaultdict(list)
        for one in sorted(findings, key=lambda one: list(CODE).index(one.code)):
            self._of[one.code].append(one)
        self.boxes: dict[str, QCheckBox] = {}
        if 1 < len(self._of) <= MOST_BOXES:
            self._offer_codes()

    def _offer_codes(self) -> None:
        inside = QVBoxLayout()
        inside.setSpacing(4)
        inside.addWidget(label("处理哪些", "small"))
        for code, several in self._of.items():
            subjects = "、".join(dict.fromkeys(one.subject for one in several if one.subject))
            words = f"{code} {CODE[code].title}" + (f"　{subjects[:40]}" if subjects else "")
            box = QCheckBox(words + (f"　{len(several)} 条" if len(several) > 1 else ""))
            box.setChecked(True)
            box.toggled.connect(self._check)
            self.boxes[code] = box
            inside.addWidget(box)
        whole = self.layout()
        if isinstance(whole, QVBoxLayout):
            whole.insertLayout(2, inside)

    def findings(self) -> list[OpenFinding]:
        """Return the findings that are decided on."""
        return [
            one
            for code, several in self._of.items()
            if code not in self.boxes or self.boxes[code].isChecked()
            for one in several
        ]

    def _check(self) -> None:
        self.save.setEnabled(bool(self.words()) and bool(self.findings()))


def _what(items: Sequence[Item], findings: Sequence[OpenFinding]) -> str:
    if len(items) > 1:
        return f"{len(items):,} 项，共 {len(findings):,} 条"
    codes = list(dict.fromkeys(one.code for one in findings))
    if len(codes) == 1:
        return f"{codes[0]} {CODE[codes[0]].title}　{items[0].enterprise}　{items[0].number}"
    return f"{items[0].enterprise}　{items[0].number}"
