"""A notice to read: what it is, which policies it changed, its clauses one below the other, its files."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from tianyi_desk.facts.wording import day_words, moment_words
from tianyi_desk.services.notices import Notice, NoticeFile, Part
from tianyi_desk.ui.labels import button, label, set_role
from tianyi_desk.ui.theme import Theme

NUMBER_WIDTH, TEXT_WIDTH = 56, 720


def meta_words(one: Notice) -> str:
    """Say who issued a notice, when, and from when on it holds."""
    words = [one.number, one.issuer]
    words += [f"{day_words(one.published)} 发布"] if one.published else []
    words += [f"{day_words(one.effective)} 起生效"] if one.effective else []
    words += [f"{moment_words(one.withdrawn)} 撤下"] if one.withdrawn else []
    return "　".join(filter(None, words))


def size_words(size: int) -> str:
    """Write a size in bytes as people read it."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} KB"


class Reading(QWidget):
    """Shows one notice; `file_wanted` carries the NoticeFile that shall be saved somewhere."""

    file_wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.notice: Notice | None = None
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = label("", "title", wrap=True, selectable=True)
        self.meta = label("", "muted", wrap=True, selectable=True)
        self.changes = label("", "note", wrap=True, selectable=True)
        self.intro = label("", "", wrap=True, selectable=True)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName("通知正文")
        self.parts: dict[str, tuple[QLabel, QLabel]] = {}
        self._inside = QWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(24, 16, 24, 12)
        head.setSpacing(6)
        for one in (self.title, self.meta, self.changes):
            head.addWidget(one)
        self._files = QHBoxLayout()
        self._files.setSpacing(12)
        self._files.addStretch(1)
        head.addLayout(self._files)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.area, 1)

    def show_notice(self, one: Notice | None) -> None:
        """Show a notice from its beginning; nothing for None."""
        self.notice = one
        self.title.setText(one.title if one else "选一份通知来读")
        self.meta.setText(meta_words(one) if one else "")
        words = "；".join(one.changes) if one else ""
        self.changes.setText(f"改变了签到政策：{words}" if words else "")
        self.changes.setVisible(bool(words))
        self._show_files(one.files if one else ())
        self._show_parts(one)
        self.area.verticalScrollBar().setValue(0)

    def _show_files(self, files: tuple[NoticeFile, ...]) -> None:
        while self._files.count() > 1:
            item = self._files.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for place, one in enumerate(files):
            made = button(
                f"{one.name}　{size_words(one.size)}",
                lambda one=one: self.file_wanted.emit(one),  # type: ignore[misc]
                "link",
                tip="另存为…",
                theme=self._theme,
                icon="file",
            )
            self._files.insertWidget(place, made)

    def _show_parts(self, one: Notice | None) -> None:
        inside = QWidget()
        inside.setObjectName("surface")
        inside.setMaximumWidth(TEXT_WIDTH + NUMBER_WIDTH + 48)
        grid = QGridLayout(inside)
        grid.setContentsMargins(24, 4, 24, 24)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.setColumnMinimumWidth(0, NUMBER_WIDTH)
        grid.setColumnStretch(1, 1)
        self.parts = {}
        if one is not None and one.intro:
            grid.addWidget(label(one.intro, "muted", wrap=True, selectable=True), 0, 0, 1, 2)
        for place, part in enumerate(one.parts if one else (), 1):
            self._add_part(grid, place, part)
        grid.setRowStretch(grid.rowCount(), 1)
        self.area.setWidget(inside)

    def _add_part(self, grid: QGridLayout, place: int, part: Part) -> None:
        number = label(part.number, "muted", selectable=True)
        number.setAlignment(Qt.AlignmentFlag.AlignTop)
        text = label(part.text, "", wrap=True, selectable=True)
        text.setAlignment(Qt.AlignmentFlag.AlignTop)
        if part.title:
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(2)
            column.addWidget(label(part.title, "heading", wrap=True, selectable=True))
            column.addWidget(text)
            grid.addWidget(holder, place, 1)
        else:
            grid.addWidget(text, place, 1)
        grid.addWidget(number, place, 0)
        if part.number:
            self.parts[part.number] = number, text

    def point_at(self, number: str) -> None:
        """Bring a clause into sight and set it off from the others."""
        for one, labels in self.parts.items():
            for each in labels:
                set_role(each, "pointed" if one == number else "muted" if each is labels[0] else "")
        if number in self.parts:
            # Once the labels have wrapped: before that nobody knows how far down the clause stands.
            QTimer.singleShot(0, self, lambda: self._reveal(number))

    def _reveal(self, number: str) -> None:
        if number in self.parts:
            self.area.ensureWidgetVisible(self.parts[number][1], 0, 48)
