"""异常说明 on the page: both sides at the foot, always in sight, and every filing in full in the body."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tianyi_desk.facts.vocabulary import Side
from tianyi_desk.services.plan_filings import ExplanationRow, SideState
from tianyi_desk.ui.chips import Chip
from tianyi_desk.ui.labels import Elided, label
from tianyi_desk.ui.theme import Theme, font
from tianyi_desk.ui.widgets.chip_row import ChipRow

LINES = 2


class TwoLines(QWidget):
    """A text on at most two lines, cut at the end of the second; the tip tells all of it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.text = ""
        self.tone = "text"
        self._face = font(12)
        self._metrics = QFontMetrics(self._face)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def say(self, text: str, tone: str = "text") -> None:
        """Show another text in a token's colour."""
        self.text, self.tone = text, tone
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of two lines."""
        return QSize(200, LINES * self._metrics.height() + 2)

    def shown(self) -> list[str]:
        """Return the lines as they are painted."""
        words, room, lines = " ".join(self.text.split()), self.width(), list[str]()
        while words and len(lines) < LINES:
            if len(lines) == LINES - 1:
                lines.append(self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, room))
                break
            cut = next(
                (
                    place
                    for place in range(len(words), 0, -1)
                    if self._metrics.horizontalAdvance(words[:place]) <= room
                ),
                1,
            )
            lines.append(words[:cut])
            words = words[cut:].lstrip()
        return lines

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines."""
        painter = QPainter(self)
        painter.setFont(self._face)
        painter.setPen(self._theme.colour(self.tone))
        for place, line in enumerate(self.shown()):
            painter.drawText(0, place * self._metrics.height() + self._metrics.ascent(), line)


class SideCard(QFrame):
    """What one side filed last, or that it has not."""

    def __init__(self, theme: Theme, side: Side) -> None:
        super().__init__()
        self.side = side
        self.setObjectName("card")
        self.who = Elided("", "small", Qt.TextElideMode.ElideRight)
        self.state = ChipRow(theme)
        self.text = TwoLines(theme)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(label(side.value, "heading"))
        first.addWidget(self.who, 1)
        first.addWidget(self.state)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(10, 4, 10, 6)
        inside.setSpacing(0)
        inside.addLayout(first)
        inside.addWidget(self.text)

    def show_side(self, state: SideState, filings: Sequence[ExplanationRow]) -> None:
        """Show whether the side filed, and what it filed last."""
        self.state.set_chips([_state_chip(state)])
        mine = [one for one in filings if one.side is self.side]
        if not mine:
            kinds = "、".join(kind.value for kind in state.missing)
            self.who.setText("")
            self.text.say(f"待填写：{kinds}" if kinds else "没有需要说明的官方异常", "muted")
            return
        last = mine[-1]
        more = f"，共 {len(mine)} 份" if len(mine) > 1 else ""
        self.who.setText(f"{last.author} {last.filed_on:%m-%d} {last.kind.value}{more}".strip())
        missing = f"（还缺：{'、'.join(kind.value for kind in state.missing)}）" if state.missing else ""
        self.text.say(missing + last.text)


def _state_chip(state: SideState) -> Chip:
    if not state.needed and not state.filed:
        return Chip(state.words, "muted", soft=False)
    if state.missing:
        return Chip(state.words, "official", "cross", soft=False)
    return Chip(state.words, "good", "tick", soft=False)


class FilingsFoot(QWidget):
    """Both sides beside each other; one line where there is nothing to explain."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.cards = tuple(SideCard(theme, side) for side in Side)
        self.note = label("", "small")
        head = QHBoxLayout()
        head.addWidget(label("异常说明", "heading"))
        head.addStretch(1)
        head.addWidget(self.note)
        row = QHBoxLayout()
        row.setSpacing(16)
        for card in self.cards:
            row.addWidget(card, 1)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(16, 4, 16, 10)
        inside.setSpacing(4)
        inside.addLayout(head)
        inside.addLayout(row)

    def show_filings(self, states: Sequence[SideState], filings: Sequence[ExplanationRow]) -> None:
        """Show the four states and the last text of each side."""
        idle = not any(one.needed or one.filed for one in states)
        self.note.setText(
            "没有官方异常，无需说明" if idle else "，".join(f"{one.side.value}{one.words}" for one in states)
        )
        for card, state in zip(self.cards, states, strict=True):
            card.setVisible(not idle)
            card.show_side(state, filings)


class FilingsBody(QWidget):
    """Every filing in full."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(8)

    def show_filings(self, filings: Sequence[ExplanationRow]) -> None:
        """Show other filings."""
        while (item := self._inside.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for one in filings:
            self._inside.addWidget(self._filing(one))
        if not filings:
            self._inside.addWidget(label("没有填写过说明", "small"))

    def _filing(self, one: ExplanationRow) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(f"{one.side.value} {one.kind.value}", "heading"))
        row.addWidget(Elided(_filing_words(one), "small", Qt.TextElideMode.ElideRight), 1)
        if one.late_days:
            row.addWidget(ChipRow(self._theme, [Chip(f"晚 {one.late_days} 天", "official", "", soft=True)]))
        column.addLayout(row)
        column.addWidget(label(one.text or "（没有文字）", "note", wrap=True, selectable=True))
        return made


def _filing_words(one: ExplanationRow) -> str:
    told = [one.author, f"{one.filed_on.isoformat()} 填写"]
    told += [f"{one.reported_on.isoformat()} 在监管系统填报"] if one.reported_on else []
    told += [f"原因：{one.cause}"] if one.cause else []
    told += [] if one.own else [f"填在绑定计划 {one.plan}"]
    return "　".join(filter(None, told))
