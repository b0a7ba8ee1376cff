"""Write one explanation: composed from a ready cause, edited, saved while it is written."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from tianyi_desk.facts.vocabulary import AnomalyKind, DraftStage
from tianyi_desk.progress import finish
from tianyi_desk.services.attaching import kept_path
from tianyi_desk.services.changed import Changed
from tianyi_desk.services.composing import LONGEST, Composed, gaps_in
from tianyi_desk.services.draft_views import Attachment, Draft
from tianyi_desk.services.draft_writing import Wish
from tianyi_desk.services.drafting import save_draft
from tianyi_desk.services.explaining import OTHER, Ground, open_ground
from tianyi_desk.trouble import DeskError
from tianyi_desk.ui.explaining.composer_view import STAGE_CHIPS, UNWRITTEN, ComposerView
from tianyi_desk.ui.labels import set_role
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.runner import Lane, Running

SAVE_MS = 600
"""How long nobody must have typed before what is written is saved."""


class TextComposer(QWidget):
    """One explanation; `closed` is told when it is put away, `next_wanted` when the next one may come.

    What somebody writes is saved as it is written: closing the window, or losing it, loses nothing.
    """

    closed = Signal()
    next_wanted = Signal()
    told = Signal(str)

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.around = around
        self.ground: Ground | None = None
        self.draft: Draft | None = None
        self.number = ""
        self.numbers: tuple[str, ...] = ()
        self.kinds: tuple[AnomalyKind, ...] = ()
        self._asked: tuple[tuple[AnomalyKind, ...], tuple[str, ...]] = ((), ())
        self._composed = Composed("", ())
        self._dirty = False
        self._saving: Running | None = None
        self._then: Callable[[], None] | None = None
        self._sitting = 0  # counts what was opened, so that a save that comes in late is known
        self.view = ComposerView(around.theme, around.remembered, self._where, self.put_away)
        self._pause = QTimer(self, singleShot=True, interval=SAVE_MS)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.view)
        self._connect_text()

    def _connect_text(self) -> None:
        view = self.view
        self._pause.timeout.connect(self.save)
        view.edit.written.connect(self._written)
        view.edit.left.connect(self.save)
        view.cause.activated.connect(lambda _place: self.compose_anew())
        view.anew.clicked.connect(self.compose_anew)
        view.gap.clicked.connect(view.edit.to_next_gap)
        view.auditors.quoted.connect(self._quote)
        view.shared.clicked.connect(self._share)
        for box in view.kind_boxes.values():
            box.clicked.connect(self._kinds_ticked)

    def show_acts(self) -> None:
        """Offer what can be done next with the text."""

    def put_away(self) -> None:
        """Close; what is written is saved."""
        self.save()
        self.closed.emit()

    # Opening

    def open(self, number: str, kinds: Sequence[AnomalyKind] = (), numbers: Sequence[str] = ()) -> None:
        """Open the explanation of a plan: of these kinds and for these plans, else of what is still owed."""
        self.save()
        self.number, self._asked = number, (tuple(kinds), tuple(numbers))
        self.draft, self.ground, self._dirty = None, None, False
        self._sitting += 1
        self.view.say("")
        if self._saving is not None:
            self._then = lambda: self._read(fresh=True)
        else:
            self._read(fresh=True)
        self.show()

    def refresh(self) -> None:
        """Read anew what others wrote; what is being written here stays."""
        if self.number:
            self._read(fresh=False)

    def _read(self, *, fresh: bool) -> None:
        number, desk = self.number, self.around.desk
        self.around.runner.start(
            open_ground(desk.database, desk.book, number, self.around.now()),
            lambda ground: self._arrived(number, ground, fresh=fresh),
        )

    def _arrived(self, number: str, ground: Ground | None, *, fresh: bool) -> None:
        if not isValid(self) or number != self.number:
            return
        if ground is None:
            self.view.say(f"数据库里没有计划 {number}，可能已被收回。")
            return
        self.ground = ground
        if fresh:
            self._begin(ground)
            self.view.edit.setFocus()
            self.view.edit.to_next_gap()
        elif not self._dirty and self._saving is None and self.draft is not None:
            known = next((one for one in ground.drafts if self.draft and one.key == self.draft.key), None)
            if known is not None:
                self.take(known)
        self.show_all()

    def _begin(self, ground: Ground) -> None:
        """Take the draft there is, else compose a text for what is still owed."""
        kinds, numbers = self._asked
        owed = ground.of(self.number)
        found = [ground.draft_for(self.number, kind) for kind in kinds] if kinds else [ground.open_draft()]
        missing = owed.missing if owed is not None else ()
        draft = next(filter(None, found), None)
        if draft is not None and not (draft.stage is DraftStage.FILED and not kinds and missing):
            self.take(draft)
            return
        official = tuple(kind for kind in missing if kind is not AnomalyKind.STATEMENT)
        self.kinds = kinds or official or missing or (owed.needs if owed else ()) or (AnomalyKind.STATEMENT,)
        self.numbers = numbers or ground.needing(self.kinds)
        sure = [one.code for one in ground.offers(self.numbers, self.kinds) if one.sure]
        self._fill_causes(sure[0] if sure else OTHER)
        self._composed = ground.compose(self.cause, self.numbers, self.kinds)
        self.view.edit.show_text(self._composed.text, self._composed)

    def take(self, draft: Draft) -> None:
        """Show a draft as it is stored."""
        ground = self.ground
        if ground is None:
            return
        self.draft, self._dirty = draft, False
        self.numbers, self.kinds = draft.numbers, draft.kinds
        self._fill_causes(draft.cause)
        self._composed = ground.compose(draft.cause, draft.numbers, draft.kinds)
        self.view.edit.show_text(draft.text, self._composed)

    def _fill_causes(self, chosen: str) -> None:
        """Offer what the evidence speaks for first, then every other cause."""
        ground, box = self.ground, self.view.cause
        if ground is None:
            return
        offered = [one.code for one in ground.offers(self.numbers, self.kinds)]
        box.clear()
        for code in [*offered, *(one for one in ground.causes if one not in offered)]:
            box.addItem(ground.causes[code].title + ("（推荐）" if code in offered else ""), code)
        place = box.findData(chosen)
        box.setCurrentIndex(place if place >= 0 else max(box.findData(OTHER), 0))

    @property
    def cause(self) -> str:
        """Return the code of the chosen cause."""
        return str(self.view.cause.currentData() or "")

    # Showing

    @property
    def stage(self) -> DraftStage:
        """Return how far the text is; one that nobody wrote yet counts as being written."""
        return self.draft.stage if self.draft is not None else DraftStage.WRITING

    @property
    def editable(self) -> bool:
        """Tell whether the text may be written on."""
        return self.draft is None or self.draft.editable

    def show_all(self) -> None:
        """Show how everything stands."""
        ground, view, draft = self.ground, self.view, self.draft
        if ground is None:
            return
        view.show_what(self.kinds, ground.kinds(), ground.enterprise, ground.due)
        view.stage.set_chips([STAGE_CHIPS[draft.stage] if draft else UNWRITTEN])
        view.show_shared(self.number, self.numbers, able=len(ground.needing(self.kinds)) > 1)
        offers = {one.code: one.why for one in ground.offers(self.numbers, self.kinds)}
        view.why.setText(offers.get(self.cause, ""))
        known = ground.causes.get(self.cause)
        view.clause.setText(known.clause if known else "")
        view.clause.setVisible(bool(view.clause.text()))
        view.let_edit(editable=self.editable)
        view.auditors.show_filings(ground.filings, self.kinds, editable=self.editable)
        view.show_draft(draft)
        due = ground.due.day if ground.due else None
        view.steps.show_draft(draft, self.around.now().date(), ground.ended_on.date(), due)
        self._count()
        self.show_acts()

    def _count(self) -> None:
        view, text = self.view, self.view.edit.text
        gaps = len(gaps_in(text))
        view.gap.setText(f"还有 {gaps} 处待补")
        view.gap.setVisible(bool(gaps) and self.editable)
        view.filled.setText(f"事实 {len(view.edit.facts)} 处")
        view.length.setText(f"{len(text)} / {LONGEST} 字")
        set_role(view.length, "fault" if len(text) > LONGEST else "small")

    # Writing

    def _written(self) -> None:
        self._dirty = True
        self._count()
        self.view.saved.setText("")
        self.view.say("")
        self._pause.start()

    def _quote(self, words: str) -> None:
        """Write the auditors' words where the cursor is: over a gap that is marked, for one."""
        if self.editable:
            self.view.edit.insertPlainText(words)
            self.view.edit.setFocus()

    def compose_anew(self) -> None:
        """Write the text anew from the chosen cause; Ctrl+Z brings the former one back."""
        if self.ground is None or not self.editable:
            return
        self._composed = self.ground.compose(self.cause, self.numbers, self.kinds)
        self.view.edit.write_anew(self._composed)
        self._dirty = True
        self._pause.start()
        self.show_all()

    def _share(self) -> None:
        """Change between one text for all bound plans and one for this plan alone."""
        if self.ground is not None and self.editable:
            alone = len(self.numbers) > 1
            self._about((self.number,) if alone else self.ground.needing(self.kinds), self.kinds)

    def _kinds_ticked(self) -> None:
        boxes = self.view.kind_boxes
        kinds = tuple(kind for kind, box in boxes.items() if box.isChecked() and not box.isHidden())
        self._about(self.numbers, kinds or self.kinds)

    def _about(self, numbers: tuple[str, ...], kinds: tuple[AnomalyKind, ...]) -> None:
        """Take other plans and kinds; a text that nobody has touched is composed for them."""
        ground = self.ground
        if ground is None:
            return
        untouched = self.view.edit.text == self._composed.text
        self.numbers, self.kinds = numbers, kinds
        self._composed = ground.compose(self.cause, numbers, kinds)
        if untouched:
            self.view.edit.write_anew(self._composed)
        else:
            self.view.edit.know(self._composed)
        self._dirty = True
        self._pause.start()
        self.show_all()

    def _wish(self) -> Wish:
        return Wish(self.numbers, self.kinds, self.cause, self.view.edit.text)

    # Saving

    def save(self) -> None:
        """Save what was written, unless it is saved already; the newest text follows one that is on its way."""
        if not self._dirty or self._saving is not None or self.ground is None or not self.editable:
            return
        self._pause.stop()
        wish, draft = self._wish(), self.draft
        sitting, self._dirty = self._sitting, False
        self._saving = self.around.runner.start(
            save_draft(
                self.around.desk.database,
                self.around.actor(),
                wish,
                draft.key if draft else None,
                draft.version if draft else 0,
            ),
            lambda saved: self._saved(saved, sitting, new=draft is None),
            lane=Lane.WRITE,
            failed=self.failed,
        )

    def _saved(self, draft: Draft, sitting: int, *, new: bool) -> None:
        if not isValid(self):
            return
        self._saving = None
        if sitting == self._sitting:
            self.draft = draft
            self.view.saved.setText(f"{draft.written_at:%H:%M} 已保存")
        if new:
            self.around.bulletin.post(Changed.WORDS)
        if self._dirty:
            self.save()
        elif self._then is not None:
            then, self._then = self._then, None
            then()
        else:
            self.show_all()

    def failed(self, trouble: DeskError) -> None:
        """Say below the text what went wrong; what was written stays."""
        if isValid(self):
            self._saving, self._then = None, None
            self._dirty = self.editable
            self.view.say(f"{trouble.happened}{trouble.safe}{trouble.to_do}")
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Save what is not saved; where the window closes, at once, for its jobs are stopped."""
        if (self._dirty or self._saving is not None) and not self.window().isVisible():
            self._save_now()
        else:
            self.save()
        super().hideEvent(event)

    def _save_now(self) -> None:
        if self._saving is not None:
            self._saving.cancel()
        self._dirty = False
        key = self.draft.key if self.draft is not None else None
        try:
            finish(save_draft(self.around.desk.database, self.around.actor(), self._wish(), key, None))
        except DeskError as trouble:
            self.told.emit(trouble.happened)

    def with_draft(self, then: Callable[[], None]) -> None:
        """Do something once everything is saved, and there is a draft."""
        if self.draft is None or self._dirty or self._saving is not None:
            self._dirty = self._dirty or self.draft is None
            self._then = then
            self.save()
        else:
            then()

    def _where(self, row: Attachment) -> Path | None:
        return kept_path(self.around.desk.database, row)
