"""Where it is announced that something was written, and where anybody asks for the text of a clause."""

from PySide6.QtCore import QObject, Signal

from tianyi_desk.services.changed import Changed


class Bulletin(QObject):
    """Carries `Changed` from whoever wrote to whoever shows it, and the clause that somebody wants to read.

    `posted` tells of everything; `written` of what this window wrote only, to whoever has to go on from there.
    """

    posted = Signal(object)
    written = Signal(object)
    clause_wanted = Signal(str)

    def post(self, changed: Changed) -> None:
        """Announce what this window wrote."""
        if changed:
            self.posted.emit(changed)
            self.written.emit(changed)

    def hear(self, changed: Changed) -> None:
        """Announce what somebody else wrote."""
        if changed:
            self.posted.emit(changed)
