"""签到提醒: today's audits in a line, and one row for each where somebody still has to sign."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from tianyi_desk.facts.codes import CODE
from tianyi_desk.services.reminders import Audits, Reminder, reminder_text
from tianyi_desk.ui.chips import code_chip
from tianyi_desk.ui.labels import Elided, button, label, set_role
from tianyi_desk.ui.theme import Theme
from tianyi_desk.ui.widgets.chip_row import ChipRow

SHOWN = 3
"""More rows than these would leave no room for the queue; the others come up as these leave."""
HEAD, ROW, BAR_WIDTH = 28, 34, 72
TITLED = 580
"""From this many pixels on a row says what its code means."""


class WindowBar(QWidget):
    """How much of the window has passed, with the company's own line as a tick."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.reminder: Reminder | None = None
        self.setFixedSize(BAR_WIDTH, 16)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the track, what has passed of it, and the tick."""
        one = self.reminder
        if one is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("line_strong"))
        painter.drawRoundedRect(QRectF(0, 6, BAR_WIDTH, 4), 2, 2)
        painter.setBrush(self._theme.colour(tone_of(one)))
        passed = min(1.0, one.minutes_since / one.window_minutes)
        painter.drawRoundedRect(QRectF(0, 6, max(4.0, BAR_WIDTH * passed), 4), 2, 2)
        if one.house_minutes is not None:
            painter.setBrush(self._theme.colour("text"))
            painter.drawRect(QRectF(BAR_WIDTH * one.house_minutes / one.window_minutes - 1, 3, 2, 10))


def tone_of(reminder: Reminder) -> str:
    """Return the colour of what is left: red when short, amber beyond the company's line, else the accent."""
    if reminder.short:
        return "official"
    over = reminder.house_minutes is not None and reminder.minutes_since > reminder.house_minutes
    return "house" if over else "accent"


class ReminderRow(QWidget):
    """One audit where somebody has to sign."""

    def __init__(self, theme: Theme, copy: Callable[[Reminder], None]) -> None:
        super().__init__()
        self.setFixedHeight(ROW)
        self._theme = theme
        self.reminder: Reminder | None = None
        self.chip = ChipRow(theme)
        self.firm = Elided("", "", Qt.TextElideMode.ElideRight)
        self.began = label("", "small")
        self.bar = WindowBar(theme)
        self.left = label("")
        self.left.setMinimumWidth(56)
        self.copy = button(
            "复制提醒",
            lambda: copy(self.reminder) if self.reminder is not None else None,
            "reason",
            tip="复制发给组长的提醒（已隐去号码）",
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self.chip)
        row.addWidget(self.firm, 1)
        for widget in (self.began, self.bar, self.left, self.copy):
            row.addWidget(widget)

    def show_reminder(self, reminder: Reminder) -> None:
        """Show another audit, or the same a while later."""
        self.reminder = self.bar.reminder = reminder
        self._say_code()
        self.firm.setText(reminder.enterprise)
        self.began.setText(reminder.began)
        self.left.setText(reminder.left_words)
        set_role(self.left, {"official": "official", "house": "house"}.get(tone_of(reminder), "heading"))
        title = CODE[reminder.code].title
        self.copy.setAccessibleName(f"复制{title} {reminder.enterprise} {reminder.left_words}")
        self.setToolTip(
            f"{reminder.enterprise}　{'、'.join(plan.number for plan in reminder.plans)}\n"
            f"组长 {reminder.plans[0].leader}　{reminder.began}　最晚 {reminder.last:%m-%d %H:%M}"
        )
        self.bar.update()

    def _say_code(self) -> None:
        if self.reminder is not None:
            self.chip.set_chips([code_chip(self.reminder.code, title=self.width() >= TITLED)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the room of the code's title to the name where there is little."""
        super().resizeEvent(event)
        self._say_code()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line that parts the row from what is above."""
        QPainter(self).fillRect(1, 0, self.width() - 2, 1, self._theme.colour("line"))


class ReminderCard(QFrame):
    """The card over the queue; away while there is no audit today. `told` says that a text was copied."""

    told = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("card")
        self._theme = theme
        self.rows: list[ReminderRow] = []
        self.sign = QLabel()
        self.title = label("", "heading")
        self.words = Elided("", "small", Qt.TextElideMode.ElideRight)
        self.note = label("余为距时限，自动刷新", "small")
        head = QWidget()
        head.setFixedHeight(HEAD)
        line = QHBoxLayout(head)
        line.setContentsMargins(8, 0, 8, 0)
        line.setSpacing(8)
        line.addWidget(self.sign)
        line.addWidget(self.title)
        line.addWidget(self.words, 1)
        line.addWidget(self.note)
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(0)
        self._inside.addWidget(head)
        theme.changed.connect(self._draw)
        self._draw()
        self.hide()

    def _draw(self) -> None:
        self.sign.setPixmap(self._theme.pixmap("bell", "accent", 16))

    def show_audits(self, audits: Audits) -> None:
        """Show how today's audits stand; rows leave by themselves when somebody has signed."""
        reminders = audits.reminders
        self.title.setText(f"签到提醒 {len(reminders)}" if reminders else "今天的审核")
        more = f"，另有 {len(reminders) - SHOWN} 场待签在后" if len(reminders) > SHOWN else ""
        self.words.setText(audits.words + more)
        self.note.setVisible(bool(reminders))
        shown = reminders[:SHOWN]
        while len(self.rows) < len(shown):
            made = ReminderRow(self._theme, self.copy)
            self.rows.append(made)
            self._inside.addWidget(made)
        for place, row in enumerate(self.rows):
            row.setVisible(place < len(shown))
            if place < len(shown):
                row.show_reminder(shown[place])
        self.setVisible(bool(audits.visits))

    def copy(self, reminder: Reminder) -> None:
        """Put the message about an audit on the clipboard."""
        QGuiApplication.clipboard().setText(reminder_text(reminder))
        self.told.emit(f"已复制发给 {reminder.plans[0].leader} 的{CODE[reminder.code].title}，可粘贴到消息里")
