"""Where an Excel file goes: nothing is replaced without a question."""

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox

from tests.ui.conftest import Sit
from tianyi_desk.ui.exporting import ask_for_place


def test_a_name_without_its_ending_still_asks_before_a_file_is_replaced(sit: Sit, tmp_path: Path) -> None:
    panel = sit(filled=False).opened.window.panel
    (tmp_path / "旧.xlsx").write_bytes(b"old")
    asked: list[str] = []

    def refuse() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        box.reject()
        QTimer.singleShot(0, leave)

    def leave() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        dialog.reject()

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        name = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(name, QLineEdit)
        name.setText(str(tmp_path / "旧"))
        QTimer.singleShot(0, refuse)
        dialog.accept()

    QTimer.singleShot(0, answer)
    assert ask_for_place(panel, tmp_path / "新.xlsx") is None
    assert len(asked) == 1
    assert "旧.xlsx" in asked[0]
