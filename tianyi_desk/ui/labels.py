"""Labels and buttons by role, so that the style sheet alone says how they look."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from tianyi_desk.ui.theme import Theme

CHORD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def label(text: str = "", role: str = "", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """Return a label in a role of the style sheet; its text is plain, whatever a file brought in."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget another role and have it dressed anew."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class IconOf(QObject):
    """Keeps something's icon in a token's colour of the palette in force; goes when its owner goes."""

    def __init__(
        self, theme: Theme, owner: QAbstractButton | QAction, icon: str, tone: str = "muted"
    ) -> None:
        super().__init__(owner)
        self._theme, self._owner, self._icon, self._tone = theme, owner, icon, tone
        # A method of a QObject: Qt lets go of it when the object is gone, which it cannot do for a lambda.
        theme.changed.connect(self.draw)
        self.draw()

    def draw(self) -> None:
        """Draw the icon anew."""
        self._owner.setIcon(self._theme.icon(self._icon, self._tone))


class PressedByEnter(QPushButton):
    """A button that Enter presses like Space; Qt does so in dialogs only."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & CHORD:
            self.click()
        else:
            super().keyPressEvent(event)


def button(
    text: str,
    does: Callable[[], object],
    role: str = "",
    *,
    tip: str = "",
    theme: Theme | None = None,
    icon: str = "",
) -> QPushButton:
    """Return a button that does something when it is pressed; an icon follows the theme."""
    made = PressedByEnter(text)
    made.setAutoDefault(False)
    made.clicked.connect(lambda _checked=False: does())
    if role:
        made.setProperty("role", role)
    if tip:
        made.setToolTip(tip)
    if theme is not None and icon:
        made.setIconSize(QSize(16, 16))
        IconOf(
            theme, made, icon, "on_accent" if role == "primary" else "accent" if role == "link" else "text"
        )
    return made


def icon_button(theme: Theme, icon: str, tip: str, does: Callable[[], object]) -> QToolButton:
    """Return a flat button with nothing but an icon, which says in its tip what it does."""
    made = QToolButton()
    made.setProperty("role", "flat")
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    made.setIconSize(QSize(16, 16))
    IconOf(theme, made, icon)
    made.clicked.connect(lambda _checked=False: does())
    return made


def ruler() -> QFrame:
    """Return a line of one pixel."""
    made = QFrame()
    made.setObjectName("ruler")
    return made


class Elided(QLabel):
    """A label whose text is cut where the room ends, whole in its tip."""

    def __init__(
        self, text: str = "", role: str = "", mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle
    ) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._mode = mode
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if role:
            self.setProperty("role", role)

    def minimumSizeHint(self) -> QSize:
        """Return that the text may be cut down to a few letters."""
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint as much of the text as there is room for."""
        painter = QPainter(self)
        room = self.contentsRect()
        shown = QFontMetrics(self.font()).elidedText(self.text(), self._mode, room.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setFont(self.font())
        painter.drawText(room, int(self.alignment() | Qt.TextFlag.TextSingleLine), shown)
