"""What a person does to put facts right: write, bind, undo; each is judged at once, and told."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from tianyi_desk.services.changed import Changed
from tianyi_desk.trouble import DeskError
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.runner import Lane

if TYPE_CHECKING:  # what reads files is loaded with the first correction, not with the first list
    from tianyi_desk.services.correcting import Corrected, Wish
    from tianyi_desk.services.correction_slots import Editable

Refused = Callable[[str], None]


class CorrectionActs(QObject):
    """Runs corrections in the lane of writes.

    `done` carries the Corrected and whether it was an undo; `refused` says in words why an undo could not be.
    """

    done = Signal(object, bool)
    refused = Signal(str)

    def __init__(self, around: Surroundings, parent: QObject) -> None:
        super().__init__(parent)
        self._around = around
        self._last: tuple[int, ...] = ()

    def correct(
        self, wishes: "Sequence[Wish]", reason: str, saved: Callable[[], None], refused: Refused
    ) -> None:
        """Write what was typed; `saved` when it stands, `refused` with a sentence where it cannot."""
        desk, now = self._around.desk, self._around.now()
        self._run(desk.correct(self._around.actor(), wishes, reason, now), saved, refused)

    def write(
        self,
        number: str,
        one: "Editable",
        text: str,
        reason: str,
        saved: Callable[[], None],
        refused: Refused,
    ) -> None:
        """Write what was typed into one slot of the plan with a number."""
        from tianyi_desk.services.correcting import Wish  # noqa: PLC0415 - see above
        from tianyi_desk.services.correction_fields import BOUND_BY_WORDS  # noqa: PLC0415 - as above
        from tianyi_desk.services.correction_slots import is_binding  # noqa: PLC0415 - as above

        if not is_binding(one.slot):
            self.correct([Wish(one.slot, text, one.seen)], reason, saved, refused)
            return
        other = one.slot.aspect or text.strip()
        bound = BOUND_BY_WORDS.get(text) if one.slot.aspect else True
        desk, now = self._around.desk, self._around.now()
        self._run(desk.bind(self._around.actor(), (number, other), bound, reason, now), saved, refused)

    def undo(self, numbers: Sequence[int]) -> None:
        """Undo changes by their numbers."""
        desk, now = self._around.desk, self._around.now()
        self._around.runner.start(
            desk.undo(self._around.actor(), numbers, now),
            lambda corrected: self._done(corrected, undone=True),
            lane=Lane.WRITE,
            title="正在撤销更正",
            failed=lambda trouble: self.refused.emit(words_of(trouble)),
        )

    def undo_last(self) -> None:
        """Undo the last correction of this sitting."""
        if not self._last:
            self.refused.emit("没有可以撤销的更正")
            return
        last, self._last = self._last, ()  # pressed twice it is undone once
        self.undo(last)

    def _run(self, job: object, saved: Callable[[], None], refused: Refused) -> None:
        def came(corrected: "Corrected") -> None:
            saved()
            self._done(corrected, undone=False)

        self._around.runner.start(
            job,  # type: ignore[arg-type]
            came,
            lane=Lane.WRITE,
            title="正在保存更正",
            failed=lambda trouble: refused(words_of(trouble)),
        )

    def _done(self, corrected: "Corrected", *, undone: bool) -> None:
        self._last = () if undone else corrected.numbers
        self.done.emit(corrected, undone)
        if corrected.written:
            judged = Changed.NOTHING if corrected.told.trouble else Changed.VERDICTS
            self._around.bulletin.post(Changed.FACTS | judged)


def words_of(trouble: DeskError) -> str:
    """Say what happened and what to do."""
    return f"{trouble.happened}{trouble.to_do}"


def outcome_words(corrected: "Corrected", mine: Sequence[str], *, undone: bool) -> str:
    """Say what was done and what that changed, in one calm line; other plans than `mine` are named."""
    if not corrected.written:
        return "没有改动"
    if undone:
        return f"已撤销；{corrected.told.words(mine)}"
    return f"已更正；{corrected.told.words(mine)}；Ctrl+Z 撤销"
