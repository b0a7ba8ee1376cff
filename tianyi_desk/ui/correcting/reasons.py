"""Ask for the reason of a correction, with the last ones offered."""

from PySide6.QtWidgets import QComboBox

from tianyi_desk.ui.remembered import Remembered

KEPT = 5
KEY = "correction-reasons"
READY = ("按原始记录更正", "企业来函更正", "录入有误", "经与审核组长核实")
"""Reasons offered before a person has given any."""


class ReasonBox(QComboBox):
    """A line to write the reason in; the arrow offers the last ones, the latest stands there already."""

    def __init__(self, remembered: Remembered) -> None:
        super().__init__()
        self._remembered = remembered
        self.setEditable(True)
        self.setAccessibleName("原因")
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumWidth(120)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        line = self.lineEdit()
        if line is not None:
            line.setPlaceholderText("原因（必填，会长期保存）")
        self.offer()

    def offer(self) -> None:
        """Offer the reasons given last, then the ready ones."""
        last = [one for one in self._remembered.text(KEY).split("\n") if one]
        self.clear()
        self.addItems(list(dict.fromkeys([*last, *READY])))
        self.setEditText(last[0] if last else "")

    def words(self) -> str:
        """Return the reason as written."""
        return self.currentText().strip()

    def keep(self) -> None:
        """Remember the reason as the latest."""
        words = self.words().replace("\n", " ")
        kept = [words, *(one for one in self._remembered.text(KEY).split("\n") if one not in {words, ""})]
        self._remembered.keep(KEY, "\n".join(kept[:KEPT]))
