"""Correct whom to ask."""

from collections.abc import Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tianyi_desk.services.contacts import Contact
from tianyi_desk.ui.labels import button, label

FIELDS = (("department", "部门"), ("name", "姓名"), ("phone", "电话"))


class ContactsDialog(QDialog):
    """One row a role; `contacts` is what was written when it is accepted."""

    def __init__(self, known: Sequence[Contact], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("联系人")
        self.setMinimumWidth(600)
        self._roles = [one.role for one in known]
        self.fields: dict[tuple[str, str], QLineEdit] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for column, (_name, title) in enumerate(FIELDS, 1):
            grid.addWidget(label(title, "muted"), 0, column)
        for place, one in enumerate(known, 1):
            grid.addWidget(label(one.role), place, 0)
            for column, (name, title) in enumerate(FIELDS, 1):
                field = QLineEdit(getattr(one, name))
                field.setAccessibleName(f"{one.role}{title}")
                self.fields[one.role, name] = field
                grid.addWidget(field, place, column)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(16)
        whole.addLayout(grid)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("取消", self.reject))
        self.save = button("保存", self.accept, "primary", tip="Ctrl+Enter")
        foot.addWidget(self.save)
        whole.addLayout(foot)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.save.click)

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """Return what was written."""
        return tuple(
            Contact(role, *(self.fields[role, name].text().strip() for name, _title in FIELDS))
            for role in self._roles
        )
