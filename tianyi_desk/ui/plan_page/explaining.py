"""The composer in the place of the page, and the auditors' side from its foot."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tianyi_desk.facts.vocabulary import AnomalyKind
from tianyi_desk.services.plan_page import PlanPage
from tianyi_desk.ui.explaining.composer import Composer
from tianyi_desk.ui.explaining.returning import ask_auditor, auditors_wish, enter_for_auditor
from tianyi_desk.ui.panel import Surroundings


def owes_statement(page: PlanPage) -> bool:
    """Tell whether the plan owes the statement of a remote or mixed audit (F5)."""
    return any(due.title.startswith(AnomalyKind.STATEMENT.value) for due in page.head.dues)


class PageExplaining(QWidget):
    """Holds the composer, made when it is first wanted."""

    told = Signal(str)
    closed = Signal()

    def __init__(self, around: Surroundings, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = around
        self.composer: Composer | None = None
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)

    @property
    def number(self) -> str:
        """Return the plan whose explanation is open."""
        return self.composer.number if self.composer is not None else ""

    def open(self, number: str) -> None:
        """Open the explanation of a plan."""
        if self.composer is None:
            self.composer = Composer(self._around)
            self._inside.addWidget(self.composer)
            self.composer.told.connect(self.told)
            self.composer.closed.connect(self.closed)
        self.composer.open(number)

    def refresh(self) -> None:
        """Read anew what others wrote."""
        if self.composer is not None:
            self.composer.refresh()

    def ask(self, page: PlanPage | None) -> None:
        """Return the auditors' text to them."""
        if page is not None:
            ask_auditor(self, self._around, auditors_wish(page), self.told.emit)

    def enter(self, page: PlanPage | None) -> None:
        """Type in what an auditor of the plan reported."""
        if page is not None:
            names = [one.name for one in page.team.members]
            enter_for_auditor(self, self._around, auditors_wish(page), names, self.told.emit)
