"""What a person sees when something went wrong: what happened, what is safe, what to do; details fold out."""

import traceback
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from tianyi_desk.trouble import DeskError
from tianyi_desk.ui.labels import button, label
from tianyi_desk.ui.runner import Fault
from tianyi_desk.ui.theme import Theme

BUG = DeskError(
    "程序自己出了错，刚才的操作没有做完。",
    "已经保存的数据没有受影响：每次写入要么完整，要么一点不留。",
    "请再试一次；还是这样，请把下面的详情复制给开发人员。",
)


class TroubleDialog(QDialog):
    """One trouble in three sentences."""

    def __init__(
        self, theme: Theme, trouble: DeskError, details: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("没能完成")
        self.setMinimumWidth(480)
        head = label(trouble.happened, "heading", wrap=True, selectable=True)
        head.setAlignment(Qt.AlignmentFlag.AlignTop)
        sign = label()
        sign.setPixmap(theme.pixmap("anomalies", "house", 24))
        sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(12)
        words.addWidget(head)
        for title, text in (("数据", trouble.safe), ("请您", trouble.to_do)):
            line = QHBoxLayout()
            name = label(title, "muted")
            name.setFixedWidth(36)
            name.setAlignment(Qt.AlignmentFlag.AlignTop)
            line.addWidget(name)
            said = label(text, wrap=True, selectable=True)
            said.setAlignment(Qt.AlignmentFlag.AlignTop)
            line.addWidget(said, 1)
            words.addLayout(line)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(sign)
        top.addLayout(words, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 24, 24, 16)
        whole.setSpacing(16)
        whole.addLayout(top)
        foot = QHBoxLayout()
        if details:
            self._details = QPlainTextEdit(details)
            self._details.setReadOnly(True)
            self._details.setMinimumHeight(180)
            self._details.hide()
            whole.addWidget(self._details)
            self._fold = button("显示详情", self._turn, "link")
            foot.addWidget(self._fold)
            foot.addWidget(button("复制详情", lambda: QGuiApplication.clipboard().setText(details), "link"))
        foot.addStretch(1)
        close = button("知道了", self.accept, "primary")
        close.setDefault(True)
        foot.addWidget(close)
        whole.addLayout(foot)

    def _turn(self) -> None:
        hidden = self._details.isHidden()
        self._details.setVisible(hidden)
        self._fold.setText("收起详情" if hidden else "显示详情")
        self.adjustSize()


def dialog_for(theme: Theme, what: object, parent: QWidget | None = None) -> TroubleDialog:
    """Return the dialog for a fault of the environment, or for a bug with its details."""
    if isinstance(what, DeskError):
        return TroubleDialog(theme, what, parent=parent)
    details = what.text if isinstance(what, Fault) else str(what)
    return TroubleDialog(theme, BUG, details, parent)


def details_of(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> str:
    """Return the lines of a bug for its details."""
    return "".join(traceback.format_exception(kind, error, where))
