"""Files and folders dropped anywhere on the window."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt
from PySide6.QtGui import QColor, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from tianyi_desk.ui.theme import Theme, font


def dropped_paths(what: QMimeData) -> list[Path]:
    """Return the files and folders of this computer that are being dropped."""
    return [Path(url.toLocalFile()) for url in what.urls() if url.isLocalFile()]


def accept_as_copy(event: QDropEvent) -> None:
    """Take a drop as a copy, never as a move: after a move a file manager deletes the originals."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


class DropVeil(QWidget):
    """Covers the window while something hovers over it, and says what letting go does."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._over = theme, parent
        self.count = 0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def cover(self, count: int) -> None:
        """Cover the parent."""
        self.count = count
        self.setGeometry(self._over.rect())
        self.raise_()
        self.show()

    def let_go(self) -> None:
        """Uncover the parent and give it the keyboard, which was with the program the files come from."""
        self.hide()
        self._over.activateWindow()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the veil."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(self._theme.colour("accent_soft"))  # a copy: the theme's own is everybody's
        ground.setAlphaF(0.92)
        painter.fillRect(self.rect(), ground)
        frame = QRectF(self.rect()).adjusted(24, 24, -24, -24)
        painter.setPen(QPen(self._theme.colour("accent"), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(frame, 8, 8)
        self._theme.icon("import", "accent", 48).paint(
            painter, int(frame.center().x()) - 24, int(frame.center().y()) - 64, 48, 48
        )
        painter.setPen(self._theme.colour("accent"))
        painter.setFont(font(17, bold=True))
        painter.drawText(frame, int(Qt.AlignmentFlag.AlignCenter), f"松开即读取这 {self.count} 项")
        painter.setFont(font(13))
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(
            frame.translated(0, 32),
            int(Qt.AlignmentFlag.AlignCenter),
            "先列出新增、变更和拒绝，确认之前不写入任何数据",
        )
