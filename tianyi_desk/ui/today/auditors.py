"""The auditors' side of the current item: return their text to them, or type in what they reported."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tianyi_desk.services.draft_writing import Wish
from tianyi_desk.services.queue_items import Item
from tianyi_desk.ui.explaining.returning import (
    NOTHING_OWED,
    ask_auditor,
    auditors_wish,
    enter_for_auditor,
)
from tianyi_desk.ui.panel import Surroundings

if TYPE_CHECKING:
    from tianyi_desk.services.plan_page import PlanPage


class AuditorActs:
    """What is done with the auditors' side of an item; its plan is read first, for the team and what they wrote."""

    def __init__(self, around: Surroundings, parent: QWidget, tell: Callable[[str], object]) -> None:
        self._around, self._parent, self._tell = around, parent, tell

    def ask(self, item: Item | None) -> None:
        """Return the auditors' text of every plan of the visit, or its absence, to them."""

        def go_on(page: "PlanPage") -> None:
            ask_auditor(self._parent, self._around, self._wish(page, item), self._tell)

        self._read(item, go_on)

    def enter(self, item: Item | None) -> None:
        """Type in what an auditor of the visit reported."""

        def go_on(page: "PlanPage") -> None:
            names = [one.name for one in page.team.members]
            enter_for_auditor(self._parent, self._around, self._wish(page, item), names, self._tell)

        self._read(item, go_on)

    def _wish(self, page: "PlanPage", item: Item | None) -> Wish | None:
        return auditors_wish(page, item.unexplained if item is not None else ())

    def _read(self, item: Item | None, go_on: Callable[["PlanPage"], None]) -> None:
        if item is None:
            return
        if not item.unexplained:
            self._tell(NOTHING_OWED)
            return

        def arrived(page: "PlanPage | None") -> None:
            if page is not None:
                go_on(page)

        around = self._around
        around.runner.start(around.desk.open_page(item.number, around.now()), arrived)
