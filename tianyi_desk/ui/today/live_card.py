"""The card of today's audits, kept up to date by the clock while it is in sight; it reads and never writes."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tianyi_desk.services.reminders import Audits, load_audits
from tianyi_desk.trouble import DeskError
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.today.reminder_card import ReminderCard

TICK_MS = 30_000


class LiveCard(QWidget):
    """Looks at today's audits every half minute; `ticked` lets others look at the clock, too."""

    told = Signal(str)
    ticked = Signal()

    def __init__(self, around: Surroundings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._around = around
        self._looking = False
        self.audits = Audits(around.now(), (), 0, 0, ())
        self.card = ReminderCard(around.theme)
        self.card.told.connect(self.told)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(16, 8, 16, 8)
        inside.addWidget(self.card)
        # The parent's visibility decides: the card itself is away while there is no audit.
        self.ticking = QTimer(parent, interval=TICK_MS)
        self.ticking.timeout.connect(self.tick)
        self.hide()

    def run(self, on: bool) -> None:
        """Start looking, or stop."""
        if on:
            self.ticking.start()
            self.tick()
        else:
            self.ticking.stop()

    def tick(self) -> None:
        """Look again; not while looking is still under way."""
        self.ticked.emit()
        self.look()

    def look(self) -> None:
        """Read how today's audits stand now."""
        if not self._looking:
            self._looking = True
            desk = self._around.desk
            job = load_audits(desk.database, desk.book, self._around.now())
            self._around.runner.start(job, self._show, failed=self._failed)

    def _show(self, audits: Audits) -> None:
        self._looking = False
        self.audits = audits
        self.card.show_audits(audits)
        self.setVisible(bool(audits.visits))

    def _failed(self, trouble: DeskError) -> None:
        self._looking = False
        self.told.emit(trouble.happened)

    def copy_first(self) -> None:
        """Copy the message about the audit that is most pressed for time."""
        if self.audits.reminders:
            self.card.copy(self.audits.reminders[0])
        else:
            self.told.emit("现在没有要提醒签到、签退的审核")
