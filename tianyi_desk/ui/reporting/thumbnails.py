"""Small pages in a column beside the preview: where one is, and a click away from any other."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent

from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.reporting.pages import PagesView

WIDTH = 120


class Thumbnails(PagesView):
    """`wanted` carries the number of a page (1 is the first) that was clicked."""

    wanted = Signal(int)
    margin, least_scale = 16, 0.05

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._current = 0
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("页的缩略图")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def mark(self, page: int) -> None:
        """Frame the page that is in sight beside it, and bring it into sight here."""
        if page != self._current:
            self._current = page
            self.bring_in(page)
            self.viewport().update()

    def edge(self, page: int) -> QColor:
        """Return the colour of a page's frame."""
        return self._around.theme.colour("accent" if page == self._current else "line_strong")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for the page that was clicked."""
        line = self.verticalScrollBar().value() + event.position().y()
        page = sum(top <= line for top in self._tops())
        if page:
            self.wanted.emit(page)
