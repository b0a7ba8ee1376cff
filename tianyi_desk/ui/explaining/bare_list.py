"""A short list without headings, for a narrow place where every row speaks for itself."""

from typing import Any, TypeVar

from PySide6.QtCore import QSize

from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.tables import RowTableModel
from tianyi_desk.ui.theme import Theme
from tianyi_desk.ui.widgets.short_list import ROW, ShortList

R = TypeVar("R")


class BareList(ShortList[R]):
    """As high as its rows."""

    def __init__(self, name: str, model: RowTableModel[Any], theme: Theme, remembered: Remembered) -> None:
        super().__init__(name, model, theme, remembered)
        self.horizontalHeader().hide()

    def sizeHint(self) -> QSize:
        """Return the height of every row."""
        return QSize(320, ROW * self.rows.rowCount())
