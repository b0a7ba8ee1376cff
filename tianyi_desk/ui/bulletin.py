"""Where it is announced that something was written."""

from PySide6.QtCore import QObject, Signal

from tianyi_desk.services.changed import Changed


class Bulletin(QObject):
    """Carries `Changed` from whoever wrote to whoever shows it.

    `posted` tells of everything; `written` of what this window wrote only, to whoever has to go on from there.
    """

    posted = Signal(object)
    written = Signal(object)

    def post(self, changed: Changed) -> None:
        """Announce what this window wrote."""
        if changed:
            self.posted.emit(changed)
            self.written.emit(changed)

    def hear(self, changed: Changed) -> None:
        """Announce what somebody else wrote."""
        if changed:
            self.posted.emit(changed)
