"""Ask into which strip pictures go that were dropped on a visit's line in the list."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from tianyi_desk.facts.vocabulary import PhotoCategory
from tianyi_desk.services.gallery import VisitLine
from tianyi_desk.ui.photos.saver import Saver


def ask_category(parent: QWidget, saver: Saver, line: VisitLine, paths: Sequence[Path]) -> QMenu:
    """Show a menu of the strips at the mouse; the chosen one gets the pictures, in the visit's first plan."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addSection(f"{len(paths)} 张照片加到 {line.numbers[0]}")
    for category in PhotoCategory:
        menu.addAction(category.value, partial(saver.add, line.numbers[0], category, paths))
    menu.popup(QCursor.pos())
    return menu
