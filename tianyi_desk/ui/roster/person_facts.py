"""The facts of a person at the head of the page: numbers masked until somebody asks, which is written down."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from tianyi_desk.services.person_page import PersonPage
from tianyi_desk.services.roster_editing import Numbers
from tianyi_desk.ui.labels import Elided, button, label

FACTS = (
    ("department", "部门"),
    ("phone", "手机"),
    ("ccaa_number", "注册号"),
    ("fields", "领域"),
    ("id_number", "证件号"),
    ("source", "来源"),
)


class PersonFacts(QWidget):
    """Six facts in two rows; `turn_wanted` asks for the numbers to be shown or hidden."""

    turn_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 0, 16, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        self.values: dict[str, QLabel] = {}
        for place, (key, title) in enumerate(FACTS):
            row, pair = divmod(place, 3)
            grid.addWidget(label(title, "small"), row, pair * 2)
            number = key in {"phone", "id_number"}
            self.values[key] = (
                label(selectable=True) if number else Elided("", mode=Qt.TextElideMode.ElideRight)
            )
            grid.addWidget(self.values[key], row, pair * 2 + 1)
        for pair, stretch in ((1, 3), (3, 0), (5, 4)):
            grid.setColumnStretch(pair, stretch)
        self.show_button = button(
            "显示",
            self.turn_wanted.emit,
            "link",
            tip="显示手机号和证件号码（H）；谁在何时看过会记入变更",
        )
        grid.addWidget(self.show_button, 0, 6, 2, 1)

    def show_page(self, page: PersonPage, numbers: Numbers | None) -> None:
        """Show a person, with the numbers whole where they were asked for."""
        shown = {key: getattr(page, key) for key, _title in FACTS if key != "fields"}
        shown["fields"] = " ".join(dict.fromkeys(one for visit in page.visits for one in visit.fields))
        if numbers is not None:
            shown |= {"phone": numbers.phone, "id_number": numbers.id_number}
        for key, value in self.values.items():
            value.setText(shown[key] or "–")
        since = page.phones.since
        told = [page.phones.source, f"自 {since:%Y-%m-%d}" if since else ""]
        self.values["phone"].setToolTip("登记：" + "，".join(filter(None, told)) if page.phone else "")
        self.show_button.setText("隐藏" if numbers is not None else "显示")
        self.show_button.setEnabled(bool(page.phone or page.id_number))
