"""The head of 导入, with what is there at any time, and the foot of an import that waits for a decision."""

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


class Foot(QWidget):
    """What accepting would do, in one line, and the buttons that end it."""

    def __init__(
        self,
        map_columns: Callable[[], None],
        export_refusals: Callable[[], None],
        leave: Callable[[], None],
        accept: Callable[[], None],
    ) -> None:
        super().__init__()
        self.setObjectName("foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(48)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        self.sum = Elided("", mode=Qt.TextElideMode.ElideRight)
        row.addWidget(self.sum, 1)
        row.addWidget(button("列对应…", map_columns, tip="Ctrl+M：选中文件的哪一列是什么"))
        self.refused = button("导出拒绝的行…", export_refusals, tip="Ctrl+E")
        self.leave = button("全部放弃", leave)
        self.accept = button("接受并判定", accept, "primary", tip="Ctrl+Enter")
        for one in (self.refused, self.leave, self.accept):
            row.addWidget(one)
