"""The text of an explanation: facts that were filled in are tinted, gaps stand out, pictures go to the files."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QFocusEvent, QImage, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from tianyi_desk.services.composing import Composed, Span, gaps_in, still_facts
from tianyi_desk.ui.theme import Theme

NOTHING = Composed("", ())


class FactsEdit(QTextEdit):
    """Plain text; a fact that somebody edits loses its tint. `written` is told of what a person wrote.

    `pictured` carries a picture that was pasted or dropped, `handed` the paths of files. `left` is told when the
    keyboard goes elsewhere.
    """

    written = Signal()
    pictured = Signal(QImage)
    handed = Signal(list)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._composed = NOTHING
        self._filling = False
        self.facts: Sequence[Span] = ()
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName("说明正文")
        self.setObjectName("explanation")  # the style sheet says how high it is at least
        self.textChanged.connect(self._changed)
        theme.changed.connect(self._tint)

    @property
    def text(self) -> str:
        """Return the text as it stands."""
        return self.toPlainText()

    def show_text(self, text: str, composed: Composed) -> None:
        """Show a text that is stored, or was composed; what stood before cannot be brought back."""
        self._composed = composed
        if text != self.text:
            self._filling = True
            self.setPlainText(text)
            self._filling = False
        self._tint()

    def write_anew(self, composed: Composed) -> None:
        """Put a composed text in the place of what stands, so that Ctrl+Z brings that back."""
        self._composed = composed
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(composed.text)
        self._tint()

    def know(self, composed: Composed) -> None:
        """Take other facts to be looked for in the text that stands."""
        self._composed = composed
        self._tint()

    def to_next_gap(self) -> bool:
        """Mark the next gap after the cursor, the first one after the last; tell whether there is any."""
        gaps = gaps_in(self.text)
        if not gaps:
            return False
        here = self.textCursor().position()
        begin, end = next((gap for gap in gaps if gap[0] >= here), gaps[0])
        cursor = self.textCursor()
        cursor.setPosition(begin)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        self.setFocus()
        return True

    def _changed(self) -> None:
        self._tint()
        if not self._filling:
            self.written.emit()

    def _tint(self) -> None:
        text = self.text
        self.facts = still_facts(self._composed, text)
        shown = [self._marked(span, "accent_soft", "") for span in self.facts]
        shown += [self._marked(span, "house_soft", "house") for span in gaps_in(text)]
        self.setExtraSelections(shown)

    def _marked(self, span: Span, ground: str, pen: str) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        look = QTextCharFormat()
        look.setBackground(self._theme.colour(ground))
        if pen:
            look.setForeground(self._theme.colour(pen))
        cursor = QTextCursor(self.document())
        cursor.setPosition(span[0])
        cursor.setPosition(span[1], QTextCursor.MoveMode.KeepAnchor)
        made.cursor, made.format = cursor, look
        return made

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take pictures and files besides text."""
        return source.hasImage() or bool(paths_in(source)) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Hand pictures and files on; write text as plain text."""
        if paths := paths_in(source):
            self.handed.emit(paths)
        elif source.hasImage() and not source.hasText():
            self.pictured.emit(QImage(source.imageData()))
        else:
            self.insertPlainText(source.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard goes elsewhere."""
        super().focusOutEvent(event)
        self.left.emit()


def paths_in(source: QMimeData) -> list[Path]:
    """Return the files of the local disk that are pasted or dropped."""
    return [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
