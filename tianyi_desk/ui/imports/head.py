"""The head of 导入: its title, what to do, and the two buttons."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tianyi_desk.ui.labels import Elided, button, label
from tianyi_desk.ui.theme import Theme


class Head(QWidget):
    """Title and buttons; `about` says what is on its way or to be done."""

    def __init__(
        self, theme: Theme, choose_folder: Callable[[], None], choose_files: Callable[[], None]
    ) -> None:
        super().__init__()
        self.setObjectName("panelHead")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(48)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(label("导入", "title"))
        self.about = Elided("文件和文件夹可拖到窗口任何位置", "muted")
        row.addWidget(self.about, 1)
        row.addWidget(button("选择文件夹…", choose_folder, tip="Ctrl+Shift+O", theme=theme, icon="folder"))
        row.addWidget(button("选择文件…", choose_files, tip="Ctrl+O", theme=theme, icon="file"))
