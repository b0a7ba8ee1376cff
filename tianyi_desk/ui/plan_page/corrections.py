"""更正记录: what people put right in a plan and its records, each with its reason and 撤销."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tianyi_desk.facts.wording import moment_words
from tianyi_desk.services.plan_changes import ChangeKind, ChangeRow
from tianyi_desk.ui.labels import Elided, button, label

SHOWN = 200
LONG = 60


def corrections_of(changes: Sequence[ChangeRow]) -> list[ChangeRow]:
    """Return the corrections of fields, the latest first."""
    found = [one for one in changes if one.kind is ChangeKind.CORRECTION and one.field]
    return list(reversed(found))


class CorrectionsBody(QWidget):
    """Two lines for each: before → after; reason, who, when, and 撤销. `undo_wanted` carries a change's number."""

    undo_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(8)

    def show_changes(self, changes: Sequence[ChangeRow]) -> int:
        """Show the corrections among a plan's changes; return how many there are."""
        while (item := self._inside.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        found = corrections_of(changes)
        for one in found[:SHOWN]:
            self._inside.addWidget(self._block(one))
        return len(found)

    def _block(self, one: ChangeRow) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        about = "" if one.entity == "审核计划" else f"{one.entity} {one.what}"
        if about:
            column.addWidget(Elided(about, "small"))
        column.addWidget(_change(one))
        last = QHBoxLayout()
        last.setSpacing(8)
        why = Elided(
            f"{one.actor} {moment_words(one.at)}，原因：{one.reason}", "small", Qt.TextElideMode.ElideRight
        )
        last.addWidget(why, 1)
        if one.undone:
            last.addWidget(label("已撤销", "small"))
        elif one.can_undo:
            undo = button(
                "撤销", lambda: self.undo_wanted.emit(one.number), "link", tip=f"撤销这一条更正：{one.field}"
            )
            undo.setAccessibleName(f"撤销 {one.field}")
            last.addWidget(undo)
        column.addLayout(last)
        return block


def _change(one: ChangeRow) -> QWidget:
    """Return before → after on one line, or below each other where they are long."""
    holder = QWidget()
    long = len(one.before) + len(one.after) > LONG
    line: QHBoxLayout | QVBoxLayout = QVBoxLayout(holder) if long else QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(1 if long else 6)
    line.addWidget(label(one.field, "small"))
    before = label(one.before, "struck", wrap=long)
    after = label(one.after if long else f"→ {one.after}", "small" if one.undone else "noteBold", wrap=long)
    before.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    after.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    line.addWidget(before)
    line.addWidget(after)
    if not long:
        line.addStretch(1)
    return holder
