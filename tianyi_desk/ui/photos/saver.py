"""Write reviews and pictures, have their plans judged again at once, and take the last review back."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from tianyi_desk.facts.vocabulary import PhotoCategory
from tianyi_desk.services.changed import Changed
from tianyi_desk.services.gallery import Conclusion
from tianyi_desk.services.photo_adding import AddedPhotos, add_photos
from tianyi_desk.services.reviewing import Reviewed, review, take_back, to_write
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.photos.working import Working
from tianyi_desk.ui.runner import Lane

NO_FILES = "这次审核的照片都没有文件，也没有勾选任何人，不能判定"


class Saver(QObject):
    """Everything 照片 writes; `told` says how it went, `saved` carries the Working that was written."""

    told = Signal(str)
    saved = Signal(object)

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._done: list[Reviewed] = []

    def decide(self, working: Working, conclusion: Conclusion, reason: str) -> bool:
        """Save the ticks of a visit with a conclusion; tell whether there is anything to save."""
        marks = to_write(working.visit, working.marks)
        if not marks:
            self.told.emit(NO_FILES)
            return False
        around = self._around
        working.being_saved()

        def reviewed(done: Reviewed) -> None:
            self._done.append(done)
            self.saved.emit(working)
            self._judge(done.plans, f"{conclusion.value}：已保存 {len(marks)} 张照片的核查结果")

        around.runner.start(
            review(around.desk.database, around.actor(), marks, conclusion.value, reason),
            reviewed,
            lane=Lane.WRITE,
        )
        return True

    def undo(self) -> bool:
        """Take the last decision back; tell whether there was one."""
        if not self._done:
            return False
        around, last = self._around, self._done.pop()
        around.runner.start(
            take_back(around.desk.database, around.actor(), last),
            lambda done: self._judge(done.plans, f"已撤销：{len(done.after)} 张照片恢复到判定之前"),
            lane=Lane.WRITE,
        )
        return True

    def add(self, plan: str, category: PhotoCategory, paths: Sequence[Path]) -> None:
        """Add pictures to a plan."""
        around = self._around
        around.runner.start(
            add_photos(around.desk.database, around.actor(), plan, category, paths),
            self._adder(category),
            lane=Lane.WRITE,
            title="正在保存照片",
            stopped=lambda: self.told.emit("已停止，没有保存任何照片"),
        )

    def _adder(self, category: PhotoCategory) -> Callable[[AddedPhotos], None]:
        def added(done: AddedPhotos) -> None:
            parts = [f"新增 {len(done.added)} 张"] if done.added else []
            parts += [f"补上文件 {len(done.filled)} 张"] if done.filled else []
            parts += [f"已有 {len(done.known)} 张，未重复保存"] if done.known else []
            words = f"{done.plan} {category.value}：{'，'.join(parts)}"
            if done.added or done.filled:
                self._judge([done.plan], words)
            else:
                self.told.emit(words)

        return added

    def _judge(self, plans: Sequence[str], words: str) -> None:
        """Judge what was written, and nothing else, then let everybody look again."""
        around = self._around
        around.runner.start(
            around.desk.judge_only(around.now(), around.actor(), plans),
            lambda _verdicts: self._judged(words),
            lane=Lane.WRITE,
            failed=lambda trouble: self._judged(f"{words}；{trouble.happened}请按 F5 重新判定"),
        )

    def _judged(self, words: str) -> None:
        self.told.emit(words)
        self._around.bulletin.post(Changed.VERDICTS)
