"""Where it is announced that something was written, and where anybody asks for the text of a clause."""

from PySide6.QtCore import QObject, Signal

from tianyi_desk.services.changed import Changed


class Bulletin(QObject):
    """Carries `Changed` from whoever wrote to whoever shows it, and the clause that somebody wants to read."""

    posted = Signal(object)
    clause_wanted = Signal(str)

    def post(self, changed: Changed) -> None:
        """Announce what was written."""
        if changed:
            self.posted.emit(changed)
