"""更正记录: what people put right in a plan and its records, each with its reason and 撤销."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from tianyi_desk.facts.wording import moment_words
from tianyi_desk.services.plan_changes import ChangeKind, ChangeRow
from tianyi_desk.ui.labels import Elided, button, label

SHOWN = 200
"""So many are shown; the list of all changes below has the rest."""


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


def _change(one: ChangeRow) -> QLabel:
    """Return what was written: before, struck out, and after; only the marks are the page's own, the words plain."""
    name, before, after = (escape(text) for text in (one.field, one.before, one.after))
    new = after if one.undone else f"<b>{after}</b>"
    made = label("", "note", wrap=True)
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setText(f"{name}　<s>{before}</s> → {new}")
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setMinimumWidth(0)
    made.setAccessibleName(f"{one.field}：{one.before} → {one.after}")
    return made
