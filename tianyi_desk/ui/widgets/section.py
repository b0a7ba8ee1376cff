"""A part of a page: its heading, a word beside it, and what stands below; some fold."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from tianyi_desk.ui.labels import Elided, label
from tianyi_desk.ui.theme import Theme


class Section(QWidget):
    """A heading with a note at its right; a foldable one shows its body only when it is opened."""

    def __init__(self, theme: Theme, title: str, *, foldable: bool = False) -> None:
        super().__init__()
        self._theme, self.title, self.foldable = theme, title, foldable
        self.note = Elided("", "small", Qt.TextElideMode.ElideRight)
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._head: QWidget
        if foldable:
            self.sign = QPushButton(title)
            self.sign.setCheckable(True)
            self.sign.setProperty("role", "fold")
            self.sign.setAutoDefault(False)
            self.sign.toggled.connect(self._turn)
            theme.changed.connect(self._draw)
            self._head = self.sign
        else:
            self._head = label(title, "heading")
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._head)
        row.addWidget(self.note, 1)
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(4)
        self._inside.addLayout(row)
        self.bodies: list[QWidget] = []
        if foldable:
            self._draw()

    def add(self, body: QWidget) -> None:
        """Put something below the heading."""
        self.bodies.append(body)
        self._inside.addWidget(body)
        if self.foldable:
            body.setVisible(self.sign.isChecked())

    def set_note(self, words: str) -> None:
        """Write beside the heading."""
        self.note.setText(words)

    def set_open(self, on: bool) -> None:
        """Fold the body out or in, where it folds."""
        if self.foldable:
            self.sign.setChecked(on)

    def take_focus(self) -> None:
        """Put the keyboard on the first thing here that takes it."""
        first = self._head if self.foldable else next(filter(None, map(_first_focusable, self.bodies)), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _turn(self, on: bool) -> None:
        for body in self.bodies:
            body.setVisible(on)
        self._draw()

    def _draw(self) -> None:
        name = "chevron-down" if self.sign.isChecked() else "chevron-right"
        self.sign.setIcon(self._theme.icon(name, "muted", 12))


def _first_focusable(widget: QWidget) -> QWidget | None:
    if widget.isHidden():
        return None
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled():
        return widget
    children = widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return next(filter(None, map(_first_focusable, children)), None)
