"""The head of 导入: what is going on, and the buttons that are there at any time."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tianyi_desk.ui.labels import Elided, button, label
from tianyi_desk.ui.theme import Theme


class Head(QWidget):
    """Title, one line of news, and buttons for the template, a folder, files."""

    def __init__(
        self,
        theme: Theme,
        about: Elided,
        save_template: Callable[[], None],
        choose_folder: Callable[[], None],
        choose_files: Callable[[], None],
    ) -> None:
        super().__init__()
        self.setObjectName("panelHead")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(48)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(label("导入", "title"))
        row.addWidget(about, 1)
        self.template = button("存模板…", save_template, tip="导入模板.xlsx", theme=theme, icon="table")
        row.addWidget(self.template)
        row.addWidget(button("选择文件夹…", choose_folder, tip="Ctrl+Shift+O", theme=theme, icon="folder"))
        row.addWidget(button("选择文件…", choose_files, tip="Ctrl+O", theme=theme, icon="file"))
