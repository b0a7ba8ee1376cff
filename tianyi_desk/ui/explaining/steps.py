"""填报 in three steps: copy the text, mark it as filed on a day, keep the proof."""

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QDateEdit, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tianyi_desk.facts.vocabulary import AnomalyKind, DraftStage
from tianyi_desk.services.draft_views import Draft
from tianyi_desk.services.filing_words import day_faults
from tianyi_desk.ui.chips import paint_shape
from tianyi_desk.ui.labels import Elided, button, label, ruler, set_role
from tianyi_desk.ui.theme import Theme, font

ROUND = 20


class StepMark(QWidget):
    """The number of a step in a ring; a tick on green once it is done."""

    def __init__(self, theme: Theme, number: int) -> None:
        super().__init__()
        self._theme, self._number = theme, number
        self.done = False
        self.setFixedSize(ROUND + 1, ROUND + 1)
        theme.changed.connect(self.update)

    def set_done(self, *, done: bool) -> None:
        """Show whether the step is done."""
        self.done = done
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ring or the tick."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        if self.done:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("good"))
            painter.drawEllipse(box)
            paint_shape(painter, box.adjusted(6, 6, -6, -6), "tick", self._theme.colour("surface"))
            return
        painter.setPen(self._theme.colour("line_strong"))
        painter.drawEllipse(box)
        painter.setFont(font(12))
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))


class FilingSteps(QWidget):
    """`copy_wanted` and `proof_wanted` ask for steps 1 and 3; step 2 is done by saving, with `day` and `ticked`."""

    copy_wanted = Signal()
    proof_wanted = Signal()
    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._today = self._ended = date.min
        self._last: date | None = None
        self._key: int | None = None
        self._overdue = "H16"
        self.marks = tuple(StepMark(theme, number) for number in (1, 2, 3))
        self.copied = Elided("复制正文与计划编号", "", Qt.TextElideMode.ElideRight)
        self.copy = button("复制", self.copy_wanted.emit, tip="Ctrl+Shift+C", theme=theme, icon="copy")
        self.box = QCheckBox("已在监管系统填报")
        self.box.setToolTip("Alt+T")
        self.day = QDateEdit()
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd ddd")
        self.day.setAccessibleName("填报日期")
        self.proof = Elided("填报凭证：粘贴截图或拖入文件", "", Qt.TextElideMode.ElideRight)
        self.paste = button("粘贴", self.proof_wanted.emit, tip="Ctrl+V")
        self.odd = label("", "house", wrap=True)
        self.card = QFrame()
        self.card.setObjectName("card")
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(10, 6, 10, 6)
        inside.setSpacing(5)
        rows = ((self.copied, self.copy), (self.box, self.day), (self.proof, self.paste))
        for place, (mark, (first, last)) in enumerate(zip(self.marks, rows, strict=True)):
            if place:
                inside.addWidget(ruler())
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(mark)
            row.addWidget(first, 1)
            row.addWidget(last)
            inside.addLayout(row)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(label("填报", "heading"))
        whole.addWidget(self.card)
        whole.addWidget(self.odd)
        self.box.toggled.connect(self._say)
        self.day.dateChanged.connect(self._say)

    def turn(self) -> None:
        """Tick that it is filed, and go to the day; or take the tick away."""
        if self.box.isEnabled():
            self.box.toggle()
            self.day.setFocus()

    def chosen_day(self) -> date:
        """Return the day that it was filed on."""
        chosen = self.day.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def show_draft(self, draft: Draft | None, today: date, ended_on: date, last: date | None) -> None:
        """Show how far the filing of a draft is; `last` is the deadline."""
        self._today, self._ended, self._last = today, ended_on, last
        stage = draft.stage if draft is not None else None
        ready, filed = stage is DraftStage.ACCEPTED, stage is DraftStage.FILED
        copied = draft.copied_at if draft is not None else None
        alone = draft is not None and draft.kinds == (AnomalyKind.STATEMENT,)
        self._overdue = "H17" if alone else "H16"
        proofs = draft.proofs if draft is not None else ()
        self.copied.setText(f"正文与编号 {copied:%H:%M} 已复制" if copied else "复制正文与计划编号")
        self.copy.setText("再次复制" if copied else "复制")
        self.copy.setEnabled(ready or filed)
        lacking = "缺填报凭证，请粘贴截图补上" if filed else "填报凭证：粘贴截图或拖入文件"
        self.proof.setText(f"填报凭证 {len(proofs)} 份" if proofs else lacking)
        self.paste.setEnabled(ready or filed)
        for mark, done in zip(self.marks, (bool(copied), filed, bool(proofs)), strict=True):
            mark.set_done(done=done)
        for widget in (self.box, self.day):
            widget.blockSignals(True)
            widget.setEnabled(ready)
        self.day.setMaximumDate(QDate(today.year, today.month, today.day))
        shown = draft.filed_on if draft is not None and draft.filed_on else today
        self.day.setDate(QDate(shown.year, shown.month, shown.day))
        same = draft is not None and draft.key == self._key
        self._key = draft.key if draft is not None else None
        self.box.setChecked(filed or (ready and same and self.box.isChecked()))
        for widget in (self.box, self.day):
            widget.blockSignals(False)
        self._say()

    def _say(self) -> None:
        """Say what is odd about the day."""
        day = self.chosen_day()
        fault, odd = day_faults(day, self._today, self._ended)
        if not fault and not odd and self._last is not None and day > self._last:
            odd = f"晚于说明期限 {self._last:%Y-%m-%d}，填报后 {self._overdue} 仍保留"
        shown = self.box.isChecked()
        self.odd.setText((fault or odd) if shown else "")
        self.odd.setVisible(bool(self.odd.text()))
        set_role(self.odd, "official" if fault else "house")
        self.changed.emit()
