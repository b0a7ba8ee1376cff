"""What a person does in 名册: add, correct, settle unknown names, and take the last settling back."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QInputDialog, QWidget

from tianyi_desk.facts.records import RosterEntry
from tianyi_desk.services.changed import Changed
from tianyi_desk.services.person_acts import undo
from tianyi_desk.services.person_page import PersonPage, open_person
from tianyi_desk.services.phone_check import adopt_phone
from tianyi_desk.services.plan_changes import ChangeRow
from tianyi_desk.services.regrouping import Regrouped
from tianyi_desk.services.resolving import Answer, Resolved, resolve, take_back
from tianyi_desk.services.roster import PersonLine
from tianyi_desk.services.unknown_names import UnknownName
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.roster.merge_dialog import MergeDialog
from tianyi_desk.ui.roster.part_dialog import PartDialog
from tianyi_desk.ui.roster.person_dialog import PersonDialog, Task
from tianyi_desk.ui.roster.resolve_dialog import ResolveDialog
from tianyi_desk.ui.roster.sure import asked
from tianyi_desk.ui.roster.unknown_columns import Choice
from tianyi_desk.ui.runner import Lane


class RosterActs(QObject):
    """Asks, writes, and has what was written judged.

    `written` carries the key of a person who was saved, `left_out` in words what could not be done, `told` a
    sentence for the strip.
    """

    written = Signal(int)
    left_out = Signal(object)
    told = Signal(str)

    def __init__(self, around: Surroundings, parent: QWidget) -> None:
        super().__init__(parent)
        self._around, self._window = around, parent
        self._last: Resolved | None = None
        self._last_act = 0
        self._people: Sequence[PersonLine] = ()
        self._departments: Sequence[str] = ()
        self._qualifications: Sequence[str] = ()

    def know(self, people: Sequence[PersonLine]) -> None:
        """Note who there is, and what departments and qualifications, to be offered."""
        self._people = people
        self._departments = sorted({line.department for line in people} - {""})
        self._qualifications = sorted({line.qualification for line in people} - {""})

    def add(self) -> None:
        """Ask for a new person's fields and save them."""
        self._ask(Task(RosterEntry("", state="在职"), reason="人工新建"))

    def add_unknown(self, name: UnknownName) -> None:
        """Ask for the fields of a person whom plans name, starting from what they say."""
        self._ask(Task(name.entry, reason=f"计划 {name.plans[0]} 等 {len(name.plans)} 条中有此人，补入名册"))

    def edit(self, page: PersonPage, reason: str = "") -> None:
        """Ask for corrections of a person and save them."""
        entry = RosterEntry(
            page.name,
            page.id_number,
            page.ccaa_number,
            page.phone,
            page.department,
            page.qualification,
            page.state,
        )
        self._ask(Task(entry, page.key, page.version, reason))

    def edit_key(self, key: int, name: UnknownName) -> None:
        """Ask for corrections of the person whom an unknown name means."""
        desk = self._around.desk

        def came(page: PersonPage | None) -> None:
            if page is not None:
                self.edit(page, f"计划中写作“{name.name}”，核对后更正名册")

        self._around.runner.start(open_person(desk.database, desk.book, key, self._around.now()), came)

    def _ask(self, task: Task) -> None:
        dialog = PersonDialog(self._around, task, self._departments, self._qualifications, self._window)

        def written(key: int) -> None:
            self.written.emit(key)
            words = "已补入名册" if task.key is None else "已更正"
            self.told.emit(f"{words}：{dialog.values()['name']}；正在重新判定")
            self._around.bulletin.post(Changed.FACTS)

        dialog.written.connect(written)
        dialog.stale.connect(lambda: self._around.bulletin.post(Changed.VERDICTS))
        dialog.exec()

    # Two entries of one person, one entry of two people

    def merge(self, page: PersonPage) -> None:
        """Ask with whom a person is one, and merge."""
        dialog = MergeDialog(self._around, page, self._people, self._window)
        dialog.merged.connect(self._regrouped)
        dialog.exec()

    def part(self, page: PersonPage) -> None:
        """Ask which plans are another's, and part."""
        dialog = PartDialog(self._around, page, self._window)
        dialog.parted.connect(self._regrouped)
        dialog.exec()

    def adopt_phone(self, page: PersonPage, phone: str) -> None:
        """Ask why a phone in use shall be the registered one, and register it."""
        question = f"把 {page.name} 登记的手机由 {page.phone or '（空）'} 改为 {phone} 的原因"
        reason, sure = QInputDialog.getText(
            self._window, "改登记的手机", question, text="本人换号，签到用的是新号"
        )
        if not sure or not reason.strip():
            return

        def adopted(_fields: tuple[str, ...]) -> None:
            self.written.emit(page.key)
            self.told.emit(f"{page.name} 登记的手机已改为 {phone}；正在重新判定")
            self._around.bulletin.post(Changed.FACTS)

        database, actor = self._around.desk.database, self._around.actor()
        job = adopt_phone(database, actor, (page.key, page.version), phone, reason)
        self._around.runner.start(job, adopted, lane=Lane.WRITE, title="正在保存人员")

    def ask_undo(self, row: ChangeRow) -> None:
        """Ask whether a merging or parting shall be undone that the history tells of."""
        words = f"撤销{row.actor}于 {row.at:%Y-%m-%d %H:%M} 的{row.field}？"
        after = "名册、计划、签到和照片核查改回原来的写法，作为新的更正记入变更；此后另有更正的不动。"
        if asked(self._window, words, after, "撤销"):
            self._undo_act(row.number)

    def _regrouped(self, outcome: Regrouped) -> None:
        self._last, self._last_act = None, outcome.number
        self.left_out.emit(outcome.followed.left_out)
        self.written.emit(outcome.key)
        self.told.emit(f"{outcome.words}；正在重新判定；Ctrl+Z 撤销")
        self._around.bulletin.post(Changed.FACTS)

    def _undo_act(self, number: int) -> None:
        def undone(outcome: Regrouped) -> None:
            self._last_act = 0
            self.left_out.emit(outcome.followed.left_out)
            self.written.emit(outcome.key)
            self.told.emit(f"{outcome.words}；正在重新判定")
            self._around.bulletin.post(Changed.FACTS)

        job = undo(self._around.desk.database, self._around.actor(), number)
        self._around.runner.start(job, undone, lane=Lane.WRITE, title="正在撤销")

    # Names on plans

    def resolve(self, wanted: Sequence[tuple[UnknownName, Choice]]) -> None:
        """Ask for the reason and settle the names."""
        dialog = ResolveDialog(wanted, self._window)
        if not dialog.exec():
            return
        answers = [Answer(row, choice.likely.key if choice.likely else None) for row, choice in wanted]
        database, actor = self._around.desk.database, self._around.actor()
        self._run(resolve(database, actor, answers, dialog.words()), undone=False)

    def undo(self) -> None:
        """Take the last settling, merging or parting of this sitting back."""
        if self._last_act:
            number, self._last_act = self._last_act, 0
            self._undo_act(number)
            return
        if self._last is None:
            self.told.emit("没有可以撤销的处理")
            return
        last, self._last = self._last, None  # pressed twice it is taken back once
        self._run(take_back(self._around.desk.database, self._around.actor(), last), undone=True)

    def _run(self, job: Any, *, undone: bool) -> None:
        self._around.runner.start(
            job,
            lambda resolved: self._resolved(resolved, undone=undone),
            lane=Lane.WRITE,
            title="正在保存",
        )

    def _resolved(self, resolved: Resolved, *, undone: bool) -> None:
        did = bool(resolved.rewritten or resolved.added)
        self._last, self._last_act = resolved if did and not undone else None, 0
        words = "已撤销上一次处理" if undone else resolved.words
        self.left_out.emit(resolved.left_out)
        if did or undone:
            words += "；正在重新判定" + ("" if undone else "；Ctrl+Z 撤销")
            self._around.bulletin.post(Changed.FACTS)
        self.told.emit(words)
