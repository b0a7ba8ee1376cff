"""Qt's own words: not one of its dialogs may speak English."""

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from tianyi_desk.ui.words import MISSING, speak_chinese


@pytest.fixture(scope="module", autouse=True)
def _speaking(qapp: QApplication) -> None:
    speak_chinese(qapp)


@pytest.mark.parametrize(
    ("context", "source"),
    [
        *MISSING,
        ("QFileDialog", "File &name:"),
        ("QFileDialog", "&Open"),
        ("QFileDialog", "&Choose"),
        ("QFileDialog", "Parent Directory"),
        ("QFileDialog", "Create New Folder"),
        ("QFileDialog", "Show &hidden files"),
        ("QFileDialog", "%1 already exists.\nDo you want to replace it?"),
        ("QFileSystemModel", "Date Modified"),
        ("QLineEdit", "&Paste"),
        ("QWidgetTextControl", "Select All"),
        ("QPlatformTheme", "Cancel"),
        ("QDialogButtonBox", "OK"),
    ],
)
def test_qt_says_it_in_chinese(context: str, source: str) -> None:
    said = QCoreApplication.translate(context, source)
    assert said != source
    assert any("\u4e00" <= letter <= "\u9fff" for letter in said)


def test_what_nobody_translates_stays_as_it_is(qapp: QApplication) -> None:
    assert qapp
    assert QCoreApplication.translate("Elsewhere", "Look in:") == "Look in:"
