"""Ask for a correction of many plans, and undo the last one of this sitting."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from tianyi_desk.ui.correcting.acts import CorrectionActs
from tianyi_desk.ui.panel import Surroundings

if TYPE_CHECKING:
    from tianyi_desk.services.correcting import Corrected  # with the first correction


class BulkActs(QObject):
    """Holds what was corrected last, to be undone; `told` carries a sentence for the strip."""

    told = Signal(str)

    def __init__(self, around: Surroundings, parent: QWidget) -> None:
        super().__init__(parent)
        self._around, self._window = around, parent
        self._last: tuple[int, ...] = ()
        self._acts = CorrectionActs(around, self)
        self._acts.done.connect(self._undone)
        self._acts.refused.connect(self.told)

    def ask(self, numbers: Sequence[str]) -> None:
        """Ask what the plans with these numbers shall be corrected to, and say what came of it."""
        from tianyi_desk.ui.correcting.bulk_dialog import BulkDialog, bulk_words  # noqa: PLC0415 - when asked for

        if not numbers:
            self.told.emit("先在列表里选中要更正的计划（Ctrl 或 Shift 可多选，Ctrl+A 全选）")
            return
        dialog = BulkDialog(self._around, numbers, self._window)
        if dialog.exec() and dialog.corrected is not None:
            self._last = dialog.corrected.numbers
            self.told.emit(bulk_words(dialog.corrected))

    def undo_last(self) -> None:
        """Undo the last bulk correction of this sitting."""
        if not self._last:
            self.told.emit("没有可以撤销的更正")
            return
        last, self._last = self._last, ()  # pressed twice it is undone once
        self._acts.undo(last)

    def _undone(self, corrected: "Corrected", _undone: bool) -> None:
        self.told.emit(f"已撤销 {len(corrected.plans):,} 条计划的更正；{corrected.told.summary()}")
