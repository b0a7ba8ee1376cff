"""The composer in the place of the page, and the auditors' side from its foot."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tianyi_desk.facts.vocabulary import AnomalyKind, Side
from tianyi_desk.services.draft_writing import Wish
from tianyi_desk.services.plan_page import PlanPage
from tianyi_desk.ui.explaining.composer import Composer
from tianyi_desk.ui.explaining.returning import ask_auditor, enter_for_auditor
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
            ask_auditor(self, self._around, _auditors_wish(page), self.told.emit)

    def enter(self, page: PlanPage | None) -> None:
        """Type in what an auditor of the plan reported."""
        wish = _auditors_wish(page) if page is not None else None
        if page is not None and wish is not None:
            names = [one.name for one in page.team.members]
            enter_for_auditor(self, self._around, wish, names, self.told.emit)


def _auditors_wish(page: PlanPage) -> Wish | None:
    """Return what the auditors have to explain of the plan, with the last that they filed."""
    side = next((one for one in page.sides if one.side is Side.AUDITOR), None)
    if side is None or not side.needed:
        return None
    texts = [one.text for one in page.explanations if one.side is Side.AUDITOR]
    return Wish((page.head.number,), side.needed, "", texts[-1] if texts else "", Side.AUDITOR)
