"""The composer: an explanation from its ready cause to being filed, with what is done with it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTemporaryDir, QTimer
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QKeySequence, QShortcut
from shiboken6 import isValid

from tianyi_desk.facts.vocabulary import AnomalyKind, AttachmentKind, DraftAct, DraftStage
from tianyi_desk.services.attaching import attach, detach
from tianyi_desk.services.changed import Changed
from tianyi_desk.services.draft_views import Attachment, Draft
from tianyi_desk.services.drafting import mark_copied, may, take_step
from tianyi_desk.services.filing_words import Filed, correct_filed, file_draft
from tianyi_desk.ui.explaining.asking import ask_correction, ask_word, show_version
from tianyi_desk.ui.explaining.causes_dialog import CausesDialog
from tianyi_desk.ui.explaining.proving import ask_proof
from tianyi_desk.ui.explaining.text_composer import TextComposer
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.runner import Lane


def do_nothing() -> None:
    """Go on with nothing."""


class Composer(TextComposer):
    """Review, filing and files beside the text; `goes_on` says that somebody opens the next one."""

    def __init__(self, around: Surroundings, *, goes_on: bool = False) -> None:
        super().__init__(around)
        self._goes_on = goes_on
        self._connect_acts()

    def _connect_acts(self) -> None:
        view = self.view
        view.edit.pictured.connect(self._pictured)
        view.edit.handed.connect(self.add_files)
        view.files.handed.connect(self.add_files)
        view.files.unwanted.connect(self._drop_file)
        view.files.sketch_wanted.connect(self.attach_sketch)
        view.course.wanted.connect(lambda row: show_version(self, row))
        view.causes.clicked.connect(self.edit_causes)
        view.steps.copy_wanted.connect(self.copy)
        view.steps.proof_wanted.connect(self.paste)
        view.steps.changed.connect(self.show_acts)
        view.go.clicked.connect(self.go_on)
        view.back.clicked.connect(self.go_back)
        view.refuse.clicked.connect(self.refuse)
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
            self._run(
                take_step(
                    self.around.desk.database, self.around.actor(), draft.key, draft.version, act, word
                ),
                lambda after: self._stepped(act, after),
            )

    def _run(self, job: Any, done: Callable[[Any], None], title: str = "正在保存说明") -> None:
        self.around.runner.start(job, done, lane=Lane.WRITE, title=title, failed=self.failed)

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
        self.around.bulletin.post(Changed.WORDS)
        if act is DraftAct.HAND_IN:
            self.next_wanted.emit()

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
            self._pictured(proof.picture, self._mark_filed)
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
        self._run(job, lambda outcome: self._filed(outcome, "已记为填报"), "正在保存填报结果")

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
        self._run(job, lambda outcome: self._filed(outcome, "已更正"), "正在保存更正")

    def _filed(self, outcome: Filed, done: str) -> None:
        self.told.emit(f"{done}；{outcome.words}")
        self.around.bulletin.post(Changed.WORDS | Changed.VERDICTS)
        if not isValid(self) or outcome.draft is None:
            return
        if self.draft is not None and self.draft.key == outcome.draft.key:
            self.take(outcome.draft)
            self.show_all()
            self.next_wanted.emit()

    # Copying and files

    def copy(self) -> None:
        """Copy plan numbers and text for the regulator's system."""
        draft = self.draft
        if draft is None or not self.view.steps.copy.isEnabled():
            return
        numbers, kinds = "、".join(draft.numbers), "、".join(kind.value for kind in draft.kinds)
        QGuiApplication.clipboard().setText(f"计划编号：{numbers}\n异常类型：{kinds}\n{draft.text}")
        self.told.emit(f"已复制正文与计划编号（{len(draft.text)} 字）")
        self._run(mark_copied(self.around.desk.database, self.around.actor(), draft.key), self._kept, "")

    def paste(self) -> None:
        """Keep a picture or files from the clipboard: as proof once the text is accepted, else as a file beside it."""
        source = QGuiApplication.clipboard().mimeData()
        if self.view.edit.canInsertFromMimeData(source):
            paths = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
            if paths:
                self.add_files(paths)
            elif source.hasImage():
                self._pictured(QImage(source.imageData()))
            else:
                self.told.emit("剪贴板里没有图片或文件")

    @property
    def _purpose(self) -> AttachmentKind:
        proof = self.stage in (DraftStage.ACCEPTED, DraftStage.FILED)
        return AttachmentKind.PROOF if proof else AttachmentKind.EVIDENCE

    def _pictured(self, picture: QImage, then: Callable[[], None] = do_nothing) -> None:
        folder = QTemporaryDir()  # goes with the last who holds it, also where keeping the picture fails
        path = Path(folder.path()) / f"截图 {self.around.now():%Y-%m-%d %H%M%S}.png"
        if picture.isNull() or not picture.save(str(path), "PNG"):  # type: ignore[call-overload]
            self.view.say("剪贴板里的图片读不出来，请另存为文件后添加。")
            return
        self.add_files([path], folder, then)

    def add_files(
        self,
        paths: Sequence[Path],
        folder: QTemporaryDir | None = None,
        then: Callable[[], None] = do_nothing,
    ) -> None:
        """Put files beside the text; `folder` is thrown away afterwards, and `then` something else done."""
        kind = self._purpose

        def kept(draft: Draft) -> None:
            if folder is not None:
                folder.remove()
            self._kept(draft)
            then()

        def add() -> None:
            if self.draft is not None:
                job = attach(
                    self.around.desk.database, self.around.actor(), self.draft.key, kind, list(paths)
                )
                self._run(job, kept, "正在保存附件")

        self.with_draft(add)

    def attach_sketch(self) -> None:
        """Have the program draw where people signed, and put the picture beside the text."""
        if self.view.files.sketch.isHidden():
            return

        from tianyi_desk.services.location_sketch import attach_sketch  # noqa: PLC0415 - with the first sketch

        def draw() -> None:
            if self.draft is not None:
                job = attach_sketch(self.around.desk, self.around.actor(), self.draft.key)
                self._run(job, self._sketched, "正在画位置示意图")

        self.with_draft(draw)

    def _sketched(self, draft: Draft) -> None:
        self._kept(draft)
        self.told.emit("已附上位置示意图；Enter 打开查看")

    def _drop_file(self, row: Attachment) -> None:
        if self.draft is not None:
            job = detach(self.around.desk.database, self.around.actor(), self.draft.key, row.key)
            self._run(job, self._kept, "")

    def _kept(self, draft: Draft) -> None:
        if isValid(self) and self.draft is not None and self.draft.key == draft.key:
            self.draft = draft
            self.show_all()


def _is_escape(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and not event.modifiers()
