"""The 计划页, in the drawer or in a window of its own."""

from PySide6.QtWidgets import QVBoxLayout

from tianyi_desk.ui.drawer import Page
from tianyi_desk.ui.labels import label
from tianyi_desk.ui.panel import Surroundings


class PlanPageView(Page):
    """One plan."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.around = around
        self.head = label("", "title")
        whole = QVBoxLayout(self)
        whole.addWidget(self.head)
        whole.addStretch(1)

    def show_plan(self, number: str) -> None:
        """Show the plan with a number."""
        self.number = number
        self.head.setText(number)
