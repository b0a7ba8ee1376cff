"""Windows ask for no more than the screen has: a small one, or one at 200 %."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QWidget

FRAME = 32
"""What a window system's own title takes off the height of a screen."""


def fit(window: QWidget, room: QRect, least: QSize) -> None:
    """Keep a window, not shown yet, inside a screen's room; one that would not fit fills it."""
    window.setMinimumSize(least.boundedTo(room.size()))
    if window.width() > room.width() or window.height() > room.height() - FRAME:
        window.resize(window.size().boundedTo(room.size()))
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
