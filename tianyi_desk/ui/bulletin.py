"""Where it is announced that something was written."""

from PySide6.QtCore import QObject, Signal

from tianyi_desk.services.changed import Changed


class Bulletin(QObject):
    """Carries `Changed` from whoever wrote to whoever shows it."""

    posted = Signal(object)

    def post(self, changed: Changed) -> None:
        """Announce what was written."""
        if changed:
            self.posted.emit(changed)
