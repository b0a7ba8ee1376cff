"""Ask whether somebody is sure, in words that say what will be."""

from PySide6.QtWidgets import QMessageBox, QWidget


def asked(parent: QWidget, question: str, after: str, does: str) -> bool:
    """Return whether the button was pressed that does it; Esc and 取消 leave everything as it is."""
    box = QMessageBox(QMessageBox.Icon.Question, does, question, parent=parent)
    box.setInformativeText(after)
    yes = box.addButton(does, QMessageBox.ButtonRole.AcceptRole)
    box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return box.clickedButton() is yes
