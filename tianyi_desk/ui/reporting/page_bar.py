"""The bar above the pages: which page is in sight, how large pages are."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from tianyi_desk.ui.labels import Elided, icon_button, label
from tianyi_desk.ui.reporting.pages import Fit, PagesView
from tianyi_desk.ui.theme import Theme

HEIGHT = 48


class PageBar(QWidget):
    """Buttons for what keys do to the pages; `message` is what is being done or went wrong."""

    def __init__(self, theme: Theme, pages: PagesView) -> None:
        super().__init__()
        self._pages = pages
        self.setObjectName("panelHead")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self.place = label("", "muted")
        self.place.setMinimumWidth(76)
        self.place.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.zoomed = label("", "muted")
        self.zoomed.setMinimumWidth(44)
        self.zoomed.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message = Elided("", "muted", Qt.TextElideMode.ElideRight)
        self.message.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._fits = {fit: self._fit_button(fit) for fit in Fit}
        self._fits[Fit.WIDTH].setToolTip("0")
        self._fits[Fit.WHOLE].setToolTip("9")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 16, 0)
        row.setSpacing(4)
        row.addWidget(icon_button(theme, "chevron-left", "上一页（PageUp）", self._turner(-1)))
        row.addWidget(self.place)
        row.addWidget(icon_button(theme, "chevron-right", "下一页（PageDown）", self._turner(1)))
        row.addSpacing(8)
        row.addWidget(icon_button(theme, "minus", "缩小（-）", lambda: pages.zoom(-1)))
        row.addWidget(self.zoomed)
        row.addWidget(icon_button(theme, "plus", "放大（+）", lambda: pages.zoom(1)))
        row.addSpacing(8)
        for one in self._fits.values():
            row.addWidget(one)
        row.addSpacing(8)
        row.addWidget(self.message, 1)
        pages.at_page.connect(self._say_page)
        pages.scaled.connect(self._say_size)

    def _turner(self, step: int) -> Callable[[], None]:
        return lambda: self._pages.go_to(self._pages.page_in_sight() + step)

    def _fit_button(self, fit: Fit) -> QPushButton:
        made = QPushButton(fit.value)
        made.setProperty("role", "switch")
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.clicked.connect(lambda _checked=False: self._pages.fit(fit))
        return made

    def _say_page(self, page: int) -> None:
        self.place.setText(f"第 {page} 页 共 {self._pages.count} 页" if self._pages.count else "")

    def _say_size(self, scale: float) -> None:
        self.zoomed.setText(f"{scale:.0%}" if self._pages.count else "")
        for fit, one in self._fits.items():
            one.setChecked(fit is self._pages.fitted)
