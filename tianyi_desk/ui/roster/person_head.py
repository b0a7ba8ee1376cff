"""The head of a person's page: the name, what they are, and what can be done with them."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from tianyi_desk.services.person_page import PersonPage
from tianyi_desk.ui.chips import Chip
from tianyi_desk.ui.labels import Elided, button, icon_button
from tianyi_desk.ui.theme import Theme
from tianyi_desk.ui.widgets.chip_row import ChipRow


class PersonHead(QWidget):
    """Name and marks at the left, the button that corrects at the right, a menu of everything else beside it."""

    def __init__(self, theme: Theme, edit: Callable[[], None], acts: Callable[[], QMenu]) -> None:
        super().__init__()
        self._acts = acts
        self.setFixedHeight(48)
        self.name = Elided("", "title", Qt.TextElideMode.ElideRight)
        self.marks = ChipRow(theme)
        self.edit_button = button("更正…  C", edit, tip="C", theme=theme, icon="pencil")
        self.more = icon_button(theme, "more", "合并、分开、改登记的手机", self._pop)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.name, 1)
        for one in (self.marks, self.edit_button, self.more):
            row.addWidget(one)

    def show_page(self, page: PersonPage) -> None:
        """Show a person."""
        self.name.setText(page.name)
        state = page.state or "状态未填"
        marks = [Chip(page.qualification, "muted")] if page.qualification else []
        marks.append(Chip(state, "good", "tick") if page.active else Chip(state, "muted", "cross"))
        self.marks.set_chips(marks)

    def _pop(self) -> None:
        self._acts().exec(self.more.mapToGlobal(self.more.rect().bottomLeft()))
