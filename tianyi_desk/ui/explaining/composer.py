"""The composer: an explanation from its ready cause to being filed, with what is done with it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from shiboken6 import isValid

from tianyi_desk.facts.vocabulary import AnomalyKind, DraftAct, DraftStage
from tianyi_desk.services.changed import Changed
from tianyi_desk.services.draft_views import Draft
from tianyi_desk.services.drafting import may, take_step
from tianyi_desk.services.filing_words import Filed, correct_filed, file_draft
from tianyi_desk.ui.explaining.asking import ask_correction, ask_word, show_version
from tianyi_desk.ui.explaining.causes_dialog import CausesDialog
from tianyi_desk.ui.explaining.files_composer import FilesComposer
from tianyi_desk.ui.explaining.proving import ask_proof
from tianyi_desk.ui.panel import Surroundings


class Composer(FilesComposer):
    """Review, filing and files beside the text; `goes_on` says that somebody opens the next one."""

    def __init__(self, around: Surroundings, *, goes_on: bool = False) -> None:
        super().__init__(around)
        self._goes_on = goes_on
        self._connect_acts()

    def _connect_acts(self) -> None:
        view = self.view
        view.edit.pictured.connect(self.keep_picture)
        view.edit.handed.connect(self.add_files)
        view.files.handed.connect(self.add_files)
        view.files.unwanted.connect(self.drop_file)
        view.files.sketch_wanted.connect(self.attach_sketch)
        view.course.wanted.connect(lambda row: show_version(self, row))
        view.causes.clicked.connect(self.edit_causes)
        view.steps.copy_wanted.connect(self.copy)
        view.steps.proof_wanted.connect(self.paste)
        view.steps.changed.connect(self.show_acts)
        view.go.clicked.connect(self.go_on)
        view.back.clicked.connect(self.go_back)
        view.refuse.clicked.connect(self.refuse)
        view.other.clicked.connect(self.write_other)
        keys: dict[str, Callable[[], Any]] = {
            "Ctrl+Return": self.go_on,
            "Ctrl+Enter": self.go_on,
            "Ctrl+Shift+C": self.copy,
            "Ctrl+V": self.paste,
            "Ctrl+Backspace": self.refuse,
            "F4": view.edit.to_next_gap,
            "Alt+R": self.compose_anew,
            "Alt+F": view.files.choose,
            "Alt+B": view.shared.click,
            "Alt+K": view.cause.setFocus,
            "Alt+A": view.auditors.quote,
            "Alt+W": self.attach_sketch,
            "Alt+S": self.write_other,
            "Alt+T": view.steps.turn,
            "Alt+Z": self.go_back,
        }
        for key, does in keys.items():
            shortcut = QShortcut(QKeySequence(key), self, does)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def event(self, event: QEvent) -> bool:
        """Keep Esc for the composer: a window of its own would close on it; look anew who sits here."""
        if event.type() == QEvent.Type.ShortcutOverride and _is_escape(event):
            event.accept()
            return True
        if event.type() == QEvent.Type.WindowActivate and self.ground is not None:
            self.show_acts()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put the composer away on Esc."""
        if _is_escape(event):
            self.put_away()
        else:
            super().keyPressEvent(event)

    def show_acts(self) -> None:
        """Offer what can be done next; what cannot says why in its tip."""
        view, draft, actor = self.view, self.draft, self.around.actor()
        stage = self.stage
        others = self._others()
        view.other.setText(f"另写{'、'.join(kind.value for kind in others)}")
        view.other.setVisible(bool(others))
        far = AnomalyKind.DEVIATION in self.kinds and stage is not DraftStage.FILED
        view.files.sketch.setVisible(far)
        view.back.setVisible(draft is not None and stage is not DraftStage.FILED)
        view.back.setText("放弃…" if self.editable else "撤回…")
        waiting = stage is DraftStage.WAITING
        why_not = may(draft, DraftAct.ACCEPT, actor) if draft is not None and waiting else ""
        view.refuse.setVisible(
            draft is not None
            and stage in (DraftStage.WAITING, DraftStage.ACCEPTED)
            and not may(draft, DraftAct.RETURN, actor)
        )
        words = {
            DraftStage.WAITING: "待另一人复核" if why_not else "复核通过  Ctrl+Enter",
            DraftStage.ACCEPTED: f"保存{'，看下一条' if self._goes_on else ''}  Ctrl+Enter",
            DraftStage.FILED: "更正…",
        }
        view.go.setText(words.get(stage, "送复核  Ctrl+Enter"))
        view.go.setToolTip(f"{why_not}。换人请点右上角的经办人。" if why_not else "Ctrl+Enter")
        ready = stage is not DraftStage.ACCEPTED or view.steps.box.isChecked()
        view.go.setEnabled(not why_not and ready)
        if stage is DraftStage.ACCEPTED:
            QTimer.singleShot(0, self, self._bring_steps)  # once everything has its place

    def _others(self) -> tuple[AnomalyKind, ...]:
        """Return what the plan owes besides that no text is about yet: a statement while another text is reviewed."""
        ground, draft = self.ground, self.draft
        owed = ground.of(self.number) if ground is not None else None
        if ground is None or owed is None or draft is None:
            return ()
        return tuple(
            kind
            for kind in owed.missing
            if kind not in draft.kinds and ground.draft_for(self.number, kind) is None
        )

    def write_other(self) -> None:
        """Begin the text of what is owed besides."""
        others = self._others()
        if others:
            self.open(self.number, others)

    def _bring_steps(self) -> None:
        self.view.area.ensureWidgetVisible(self.view.steps, 0, 12)

    def edit_causes(self) -> None:
        """Let the ready causes and their texts be edited; the text here stays as it is."""
        if self.ground is not None:
            dialog = CausesDialog(self.around, self.ground.causes, self.cause, self)
            dialog.written.connect(
                lambda cause: self.told.emit(f"已保存原因“{cause.title}”；按“重新填入”采用")
            )
            dialog.written.connect(self.refresh)
            dialog.exec()

    # Acts

    def go_on(self) -> None:
        """Do what comes next: hand in, accept, file, correct."""
        self.show_acts()
        if not self.view.go.isEnabled() or self.ground is None:
            return
        acts = {
            DraftStage.WAITING: lambda: self._step(DraftAct.ACCEPT, ""),
            DraftStage.ACCEPTED: self._file,
            DraftStage.FILED: self._correct,
        }
        does = acts.get(self.stage)
        if does is not None:
            does()
        else:
            self.with_draft(self._hand_in)

    def _hand_in(self) -> None:
        draft = self.draft
        if draft is None:
            return
        why_not = may(draft, DraftAct.HAND_IN, self.around.actor())
        if why_not:
            self.view.say(f"{why_not}，还不能送复核。")
            self.view.edit.to_next_gap()
            self.show_all()
            return
        self._step(DraftAct.HAND_IN, "")

    def go_back(self) -> None:
        """Withdraw a text that was handed in, or give one up."""
        if self.draft is None or self.view.back.isHidden():
            return
        act = DraftAct.DROP if self.editable else DraftAct.WITHDRAW
        word = ask_word(self, act, self.draft)
        if word is not None:
            self.with_draft(lambda: self._step(act, word))

    def refuse(self) -> None:
        """Return the text to its writer with a word."""
        if self.draft is None or self.view.refuse.isHidden():
            return
        word = ask_word(self, DraftAct.RETURN, self.draft)
        if word:
            self._step(DraftAct.RETURN, word)

    def _step(self, act: DraftAct, word: str) -> None:
        draft = self.draft
        if draft is not None:
            self.run(
                take_step(
                    self.around.desk.database, self.around.actor(), draft.key, draft.version, act, word
                ),
                lambda after: self._stepped(act, after),
            )

    def _stepped(self, act: DraftAct, draft: Draft) -> None:
        if not isValid(self):
            return
        names = "、".join(kind.value for kind in draft.kinds)
        self.told.emit(f"{names} 的说明：{act.value}")
        self.view.say("")
        if act is DraftAct.DROP:
            self.draft = None
            self.around.bulletin.post(Changed.WORDS)
            self.put_away()
            return
        self.take(draft)
        self.show_all()
        self._stay()
        self.around.bulletin.post(Changed.WORDS)
        if act is DraftAct.HAND_IN:
            self.next_wanted.emit()

    def _stay(self) -> None:
        """Keep the keyboard here: what had it may not be used any more, and Qt would put it anywhere."""
        if self.isVisible():
            self.view.edit.setFocus()

    def _file(self) -> None:
        """Mark the text as filed, once there is proof or a word why there is none."""
        draft = self.draft
        if draft is None:
            return
        if draft.proofs:
            self._mark_filed("")
            return
        proof = ask_proof(self, f"{draft.numbers[0]}　{self.view.steps.chosen_day():%Y-%m-%d} 填报")
        if proof is None:
            return
        if proof.picture is not None:
            self.keep_picture(proof.picture, self._mark_filed)
        elif proof.paths:
            self.add_files(proof.paths, then=self._mark_filed)
        else:
            self._mark_filed(proof.reason)

    def _mark_filed(self, no_proof: str = "") -> None:
        draft, desk, day = self.draft, self.around.desk, self.view.steps.chosen_day()
        if draft is None:
            return
        now, actor = self.around.now(), self.around.actor()
        job = file_draft(desk.database, desk.book, now, actor, draft.key, draft.version, day, no_proof)
        self.run(job, lambda outcome: self._filed(outcome, "已记为填报"), "正在保存填报结果")

    def _correct(self) -> None:
        draft, desk = self.draft, self.around.desk
        if draft is None:
            return
        asked = ask_correction(self, draft, self.around.now().date())
        if asked is None:
            return
        text, day, reason = asked
        now, actor = self.around.now(), self.around.actor()
        job = correct_filed(desk.database, desk.book, now, actor, draft.key, draft.version, text, day, reason)
        self.run(job, lambda outcome: self._filed(outcome, "已更正"), "正在保存更正")

    def _filed(self, outcome: Filed, done: str) -> None:
        self.told.emit(f"{done}；{outcome.words}")
        self.around.bulletin.post(Changed.WORDS | Changed.VERDICTS)
        if not isValid(self) or outcome.draft is None:
            return
        if self.draft is not None and self.draft.key == outcome.draft.key:
            self.take(outcome.draft)
            self.show_all()
            self._stay()
            self.next_wanted.emit()


def _is_escape(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and not event.modifiers()
