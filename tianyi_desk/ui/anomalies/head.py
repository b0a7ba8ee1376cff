"""The head of 异常: what it is narrowed to, the text, and what can be done with the list as a whole."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from tianyi_desk.ui.labels import Elided, button, icon_button, label
from tianyi_desk.ui.theme import Theme

NARROW = 520
"""Below this the button 为什么 gives way: the plan page stands beside the list then and says why."""


class Head(QWidget):
    """Title, filters in words, and the buttons."""

    def __init__(
        self,
        theme: Theme,
        *,
        clear: Callable[[], None],
        why: Callable[[], None],
        export: Callable[[], None],
        facets: Callable[[], None],
        columns: Callable[[], None],
    ) -> None:
        super().__init__()
        self.setObjectName("panelHead")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(48)
        self.filters = Elided("", "muted", Qt.TextElideMode.ElideRight)
        self.clear_button = button("清除筛选", clear, "link")
        self.text = QLineEdit()
        self.text.setPlaceholderText("在结果中查找（/）")
        self.text.setAccessibleName("在结果中查找")
        self.text.setClearButtonEnabled(True)
        self.text.setMinimumWidth(88)
        self.text.setMaximumWidth(176)
        self.why_button = button(
            "为什么", why, tip="显示或收起当前一条的判定依据（W）", theme=theme, icon="info"
        )
        self.export_button = button("导出…", export, tip="Ctrl+E", theme=theme, icon="export")
        self.facets_button = icon_button(theme, "filter", "显示或收起筛选", facets)
        self.columns_button = icon_button(theme, "columns", "显示哪些列", columns)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(label("异常", "title"))
        row.addWidget(self.filters, 1)
        row.addWidget(self.clear_button)
        row.addWidget(self.text, 2)
        for widget in (self.why_button, self.export_button, self.facets_button, self.columns_button):
            row.addWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the other buttons whole where there is little room; the key W still works."""
        super().resizeEvent(event)
        self.why_button.setVisible(event.size().width() >= NARROW)
