"""异常说明 on the page: both sides at the foot, always in sight, and every filing in full in the body."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tianyi_desk.facts.vocabulary import DraftStage, Side
from tianyi_desk.services.draft_views import Draft
from tianyi_desk.services.drafts import DraftState
from tianyi_desk.services.plan_filings import ExplanationRow, SideState
from tianyi_desk.ui.chips import Chip
from tianyi_desk.ui.labels import Elided, button, label
from tianyi_desk.ui.theme import Theme, font
from tianyi_desk.ui.widgets.chip_row import ChipRow

LINES = 2
NO_DRAFT = DraftState()
SEEN = (DraftStage.WAITING, DraftStage.ACCEPTED, DraftStage.FILED)
STAGES: dict[DraftStage, tuple[str, str]] = {
    DraftStage.WRITING: ("remind", "ring"),
    DraftStage.WAITING: ("remind", "ring"),
    DraftStage.RETURNED: ("official", "cross"),
    DraftStage.ACCEPTED: ("good", "tick"),
}
WAITS: dict[DraftStage, str] = {
    DraftStage.WRITING: "正在起草，还没有送复核",
    DraftStage.WAITING: "待另一人复核",
    DraftStage.RETURNED: "被退回",
    DraftStage.ACCEPTED: "复核通过，待在监管系统填报",
}


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

    def show_side(self, state: SideState, filings: Sequence[ExplanationRow], draft: DraftState) -> None:
        """Show whether the side filed, what it filed last, and how far its draft is."""
        self.state.set_chips([_state_chip(state)])
        mine = [one for one in filings if one.side is self.side]
        underway = _underway(self.side, draft)
        if underway is not None and (state.missing or self.side is Side.AUDITOR or not mine):
            chip, who, words = underway
            self.state.set_chips([chip])
            self.who.setText(who)
            self.text.say(words, "text")
            return
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


def _underway(side: Side, draft: DraftState) -> tuple[Chip, str, str] | None:
    """Return how far a side's text is on its way: chip, who and when, words; None where nothing is."""
    if side is Side.AUDITOR:
        when = f"{draft.asked_at:%m-%d %H:%M} 退回" if draft.asked_at else ""
        return (Chip("被退回", "official", "cross", soft=False), when, draft.asked) if draft.asked else None
    if draft.stage is None or draft.stage in (DraftStage.FILED, DraftStage.DROPPED):
        return None
    tone, shape = STAGES[draft.stage]
    when = f" {draft.since:%m-%d %H:%M}" if draft.since else ""
    kinds = "、".join(kind.value for kind in draft.kinds)
    words = f"退回：{draft.word}" if draft.word else f"{kinds}的说明{WAITS[draft.stage]}"
    return Chip(draft.stage.value, tone, shape, soft=False), f"{draft.author}{when}", words


def _state_chip(state: SideState) -> Chip:
    if not state.needed and not state.filed:
        return Chip(state.words, "muted", soft=False)
    if state.missing:
        return Chip(state.words, "official", "cross", soft=False)
    return Chip(state.words, "good", "tick", soft=False)


class FilingsFoot(QWidget):
    """Both sides beside each other; one line where there is nothing to explain.

    `explain`, `ask` and `enter` ask for the body's text, its return to the auditors, and an auditor's own text.
    """

    explain = Signal()
    ask = Signal()
    enter = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.cards = tuple(SideCard(theme, side) for side in Side)
        self.note = label("", "small")
        self.write = button("写说明  E", self.explain.emit, "primary", tip="E", theme=theme, icon="pencil")
        self.back = button("退回审核员…", self.ask.emit, tip="T")
        self.type_in = button("代填审核员说明…", self.enter.emit, tip="D")
        head = QHBoxLayout()
        head.addWidget(label("异常说明", "heading"))
        head.setSpacing(8)
        head.addWidget(self.note)
        head.addStretch(1)
        for one in (self.type_in, self.back, self.write):
            head.addWidget(one)
        row = QHBoxLayout()
        row.setSpacing(16)
        for card in self.cards:
            row.addWidget(card, 1)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(16, 4, 16, 10)
        inside.setSpacing(4)
        inside.addLayout(head)
        inside.addLayout(row)

    def show_filings(
        self,
        states: Sequence[SideState],
        filings: Sequence[ExplanationRow],
        draft: DraftState = NO_DRAFT,
        *,
        statement: bool = False,
    ) -> None:
        """Show the four states, the last text of each side, and how far a draft is; `statement` says that one is owed."""
        idle = not any(one.needed or one.filed for one in states) and not statement
        self.write.setVisible(not idle or draft.stage is not None)
        self.write.setText("看说明  E" if draft.stage in SEEN else "写说明  E")
        for one in (self.back, self.type_in):
            one.setVisible(any(one.needed for one in states))
        self.note.setText(
            "没有官方异常，无需说明" if idle else "，".join(f"{one.side.value}{one.words}" for one in states)
        )
        for card, state in zip(self.cards, states, strict=True):
            card.setVisible(not idle)
            card.show_side(state, filings, draft)


class FilingsBody(QWidget):
    """Every filing in full."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(8)

    def show_filings(self, filings: Sequence[ExplanationRow], drafts: Sequence[Draft] = ()) -> None:
        """Show other filings, and the course of every draft."""
        while (item := self._inside.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for one in filings:
            self._inside.addWidget(self._filing(one))
        for draft in drafts:
            self._inside.addWidget(_course(draft))
        if not filings and not drafts:
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


def _course(draft: Draft) -> QWidget:
    """Return who did what with a draft, one line a version; the tip tells the text as it stood."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    kinds = "、".join(kind.value for kind in draft.kinds)
    plans = f"　{len(draft.numbers)} 条计划共用" if len(draft.numbers) > 1 else ""
    files = f"　附件 {len(draft.attachments)} 份" if draft.attachments else ""
    files += "　缺填报凭证" if draft.unproven else ""
    heading = f"{draft.side.value} {kinds} 经过"
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(label(heading, "heading"))
    row.addWidget(Elided(f"{draft.stage.value}{plans}{files}", "small", Qt.TextElideMode.ElideRight), 1)
    column.addLayout(row)
    for one in draft.versions:
        line = Elided(f"{one.at:%m-%d %H:%M}　{one.words}", "note", Qt.TextElideMode.ElideRight)
        column.addWidget(line)
    return made


def _filing_words(one: ExplanationRow) -> str:
    told = [one.author, f"{one.filed_on.isoformat()} 填写"]
    told += [f"{one.reported_on.isoformat()} 在监管系统填报"] if one.reported_on else []
    told += [f"原因：{one.cause}"] if one.cause else []
    told += [] if one.own else [f"填在绑定计划 {one.plan}"]
    return "　".join(filter(None, told))
