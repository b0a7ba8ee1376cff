"""A list, or what stands in its place while there is nothing in it; the keyboard stays where the work is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from tianyi_desk.ui.widgets.empty import EmptyState


class ListOrEmpty(QStackedWidget):
    """Show the list where it has rows, else the empty state; whichever is shown takes the keyboard over."""

    def __init__(self, view: QWidget, empty: EmptyState) -> None:
        super().__init__()
        self._view, self._empty = view, empty
        empty.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.addWidget(view)
        self.addWidget(empty)
        self.setCurrentWidget(empty)

    def show_list(self, there_are_rows: bool) -> None:
        """Show the list or the empty state."""
        had_focus = self._view.hasFocus() or self._empty.hasFocus()
        self.setCurrentWidget(self._view if there_are_rows else self._empty)
        if had_focus:
            self.take_focus()

    def take_focus(self) -> None:
        """Put the keyboard into what is shown."""
        (self._empty if self.currentWidget() is self._empty else self._view).setFocus()
