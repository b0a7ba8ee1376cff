"""What stands where there is nothing yet: what this place is for, and what to do next."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from tianyi_desk.ui.labels import label
from tianyi_desk.ui.theme import Theme

WIDTH = 520


class EmptyState(QWidget):
    """An icon, a heading, a sentence, and the buttons that lead on."""

    def __init__(
        self, theme: Theme, icon: str, heading: str, sentence: str, buttons: Sequence[QPushButton] = ()
    ) -> None:
        super().__init__()
        self._theme, self._icon = theme, icon
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.sign = label()
        self.sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.heading = label(heading, "title")
        self.heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence = label(sentence, "muted", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.sentence.setMaximumWidth(WIDTH)
        whole = QVBoxLayout(self)
        whole.setSpacing(12)
        whole.addStretch(2)
        whole.addWidget(self.sign)
        whole.addWidget(self.heading)
        # Between two stretches, not by an alignment, which would not ask how high the wrapped words are.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.sentence, WIDTH)
        middle.addStretch(1)
        whole.addLayout(middle)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for one in buttons:
            row.addWidget(one)
        row.addStretch(1)
        whole.addLayout(row)
        whole.addStretch(3)
        theme.changed.connect(self._draw)
        self._draw()

    def say(self, heading: str, sentence: str) -> None:
        """Say something else."""
        self.heading.setText(heading)
        self.sentence.setText(sentence)

    def _draw(self) -> None:
        self.sign.setPixmap(self._theme.pixmap(self._icon, "faint", 40))
