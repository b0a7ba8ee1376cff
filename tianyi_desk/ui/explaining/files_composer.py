"""The files beside an explanation: copied for the regulator's system, pasted, dropped, drawn, taken away."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTemporaryDir
from PySide6.QtGui import QGuiApplication, QImage
from shiboken6 import isValid

from tianyi_desk.facts.vocabulary import AttachmentKind, DraftStage
from tianyi_desk.services.attaching import attach, detach
from tianyi_desk.services.draft_views import Attachment, Draft
from tianyi_desk.services.drafting import mark_copied
from tianyi_desk.ui.explaining.text_composer import TextComposer
from tianyi_desk.ui.runner import Lane


def do_nothing() -> None:
    """Go on with nothing."""


class FilesComposer(TextComposer):
    """A text with its files."""

    def run(self, job: Any, done: Callable[[Any], None], title: str = "正在保存说明") -> None:
        """Start a job that writes; what goes wrong is told below the text."""
        self.around.runner.start(job, done, lane=Lane.WRITE, title=title, failed=self.failed)

    def copy(self) -> None:
        """Copy plan numbers and text for the regulator's system."""
        draft = self.draft
        if draft is None or not self.view.steps.copy.isEnabled():
            return
        numbers, kinds = "、".join(draft.numbers), "、".join(kind.value for kind in draft.kinds)
        QGuiApplication.clipboard().setText(f"计划编号：{numbers}\n异常类型：{kinds}\n{draft.text}")
        self.told.emit(f"已复制正文与计划编号（{len(draft.text)} 字）")
        self.run(mark_copied(self.around.desk.database, self.around.actor(), draft.key), self._kept, "")

    def paste(self) -> None:
        """Keep a picture or files from the clipboard: as proof once the text is accepted, else as a file beside it."""
        source = QGuiApplication.clipboard().mimeData()
        if self.view.edit.canInsertFromMimeData(source):
            paths = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
            if paths:
                self.add_files(paths)
            elif source.hasImage():
                self.keep_picture(QImage(source.imageData()))
            else:
                self.told.emit("剪贴板里没有图片或文件")

    @property
    def _purpose(self) -> AttachmentKind:
        proof = self.stage in (DraftStage.ACCEPTED, DraftStage.FILED)
        return AttachmentKind.PROOF if proof else AttachmentKind.EVIDENCE

    def keep_picture(self, picture: QImage, then: Callable[[], None] = do_nothing) -> None:
        """Keep a picture as a file beside the text."""
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
                self.run(job, kept, "正在保存附件")

        self.with_draft(add)

    def attach_sketch(self) -> None:
        """Have the program draw where people signed, and put the picture beside the text."""
        if self.view.files.sketch.isHidden():
            return

        from tianyi_desk.services.location_sketch import attach_sketch  # noqa: PLC0415 - with the first sketch

        def draw() -> None:
            if self.draft is not None:
                job = attach_sketch(self.around.desk, self.around.actor(), self.draft.key)
                self.run(job, self._sketched, "正在画位置示意图")

        self.with_draft(draw)

    def _sketched(self, draft: Draft) -> None:
        self._kept(draft)
        self.told.emit("已附上位置示意图；Enter 打开查看")

    def drop_file(self, row: Attachment) -> None:
        """Take a file away."""
        if self.draft is not None:
            job = detach(self.around.desk.database, self.around.actor(), self.draft.key, row.key)
            self.run(job, self._kept, "")

    def _kept(self, draft: Draft) -> None:
        if isValid(self) and self.draft is not None and self.draft.key == draft.key:
            self.draft = draft
            self.show_all()
