"""Add a person or correct one: faults stand below their fields, doubts have to be waved through."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from tianyi_desk.facts.records import RosterEntry
from tianyi_desk.facts.wording import masked_id_number, masked_phone
from tianyi_desk.services.roster_editing import (
    DATED,
    STATES,
    Numbers,
    add_person,
    doubts,
    edit_person,
    faults,
    show_numbers,
    tidied,
    with_values,
)
from tianyi_desk.trouble import DeskError
from tianyi_desk.ui.labels import button, label
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.roster.since_box import SinceBox
from tianyi_desk.ui.runner import AtClose, Lane

TITLES = {
    "name": "姓名",
    "phone": "手机号",
    "id_number": "证件号码",
    "ccaa_number": "CCAA注册号",
    "department": "部门",
    "qualification": "资格",
    "state": "状态",
}
FAULTY = ("name", "phone", "id_number")
"""What can be wrong; the room for saying so is always there: fields must not move under the pointer."""
MASKS = {"phone": masked_phone, "id_number": masked_id_number}
READY = ("人事资料更新", "录入有误，按证件更正", "按计划补入名册", "已离职")
QUALIFICATIONS = ("高级审核员", "审核员", "实习审核员", "技术专家")


@dataclass(frozen=True, slots=True)
class Task:
    """What the dialog is for: `key` None adds a person, starting from `entry`; else that person is corrected.

    In a correction `entry` has the numbers masked: they are shown on demand only. `reason` is what is written as
    the reason unless somebody writes another.
    """

    entry: RosterEntry
    key: int | None = None
    version: int = 0
    reason: str = ""


class PersonDialog(QDialog):
    """One person's fields; it closes when they are saved, and `written` then carries the key.

    `stale` says that saving was refused: what the window shows of the person may be older than what is saved.

    That is told also where somebody closed the dialog while it was being saved; before that nothing is saved.
    """

    written = Signal(int)
    stale = Signal()

    def __init__(
        self,
        around: Surroundings,
        task: Task,
        departments: Sequence[str] = (),
        qualifications: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._around, self._task = around, task
        self._waved: tuple[str, ...] = ()
        self._shown = task.key is None and not (task.entry.phone or task.entry.id_number)
        self.setWindowTitle("新建人员" if task.key is None else f"更正 {task.entry.name}")
        self.setMinimumWidth(520)
        self.fields: dict[str, QLineEdit | QComboBox] = {}
        self.faults = {name: label("", "fault") for name in TITLES}
        self.doubts = label("", "house", wrap=True)
        self.trouble = label("", "official", wrap=True)
        self._make_fields(departments, [*qualifications, *QUALIFICATIONS])
        self._lay_out()
        self._check()

    # Making it

    def _make_fields(self, departments: Sequence[str], qualifications: Sequence[str]) -> None:
        offered = {"department": departments, "qualification": qualifications, "state": STATES}
        for name, title in TITLES.items():
            value = getattr(self._task.entry, name)
            if name in offered:
                box = QComboBox()
                box.setEditable(name != "state")
                box.addItems(list(dict.fromkeys(filter(None, [*offered[name], value]))))
                if not value and name == "state":
                    box.insertItem(0, "")  # a correction leaves what is blank blank
                box.setCurrentText(value)
                box.currentTextChanged.connect(self._changed)
                self.fields[name] = box
            else:
                line = QLineEdit()
                if name in MASKS and not self._shown and value:
                    masked = value if self._task.key is not None else MASKS[name](value)
                    line.setPlaceholderText(f"{masked}（不改就留空）")
                else:
                    line.setText(value)
                line.textChanged.connect(self._changed)
                self.fields[name] = line
            self.fields[name].setAccessibleName(title)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(12)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for place, (name, title) in enumerate(TITLES.items()):
            grid.addWidget(label(f"{title} *" if name == "name" else title, "muted"), 2 * place, 0)
            grid.addWidget(self.fields[name], 2 * place, 1)
            grid.addWidget(self.faults[name], 2 * place + 1, 1)
            if name in FAULTY:
                _keep_room(self.faults[name])
        self.show_button = button("显示", self.show_numbers, "link", tip="谁在何时看过会记入变更")
        self.show_button.setVisible(not self._shown)
        grid.addWidget(self.show_button, 2, 2, 3, 1)
        self._make_reason()
        self.since = SinceBox(self._around.now().date())
        _keep_room(self.since)
        grid.addWidget(label("原因 *", "muted"), 2 * len(TITLES), 0)
        grid.addWidget(self.reason, 2 * len(TITLES), 1)
        self.since_words = label("自", "muted")
        grid.addWidget(self.since_words, 2 * len(TITLES) - 1, 0)
        grid.addWidget(self.since, 2 * len(TITLES) - 1, 1)
        whole.addLayout(grid)
        for one in (self.doubts, self.trouble):
            one.hide()
            whole.addWidget(one)
        whole.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(button("取消", self.reject))
        self.save_button = button("保存", self.save, "primary", tip="Ctrl+Enter")
        foot.addWidget(self.save_button)
        whole.addLayout(foot)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._save_or_lead)
        self.fields["name"].setFocus()
        self.setTabOrder(self.fields["state"], self.reason)

    def since_day(self) -> date | None:
        """Return the day from which a new state, qualification or department holds, None where none is new."""
        return self.since.day() if self._dated() else None

    def _dated(self) -> bool:
        before = self._before()
        return before is not None and any(self._text(name) != getattr(before, name) for name in DATED)

    def _make_reason(self) -> None:
        self.reason = QComboBox()
        self.reason.setEditable(True)
        self.reason.addItems(list(dict.fromkeys(filter(None, (self._task.reason, *READY)))))
        self.reason.setCurrentText(self._task.reason)
        self.reason.setAccessibleName("原因")
        line = self.reason.lineEdit()
        if line is not None:
            line.setPlaceholderText("必填，会长期保存")
        self.reason.currentTextChanged.connect(self._check)

    # What was written

    def _text(self, name: str) -> str:
        field = self.fields[name]
        return (field.currentText() if isinstance(field, QComboBox) else field.text()).strip()

    def set_text(self, name: str, text: str) -> None:
        """Write into a field."""
        field = self.fields[name]
        if isinstance(field, QComboBox):
            field.setCurrentText(text)
        else:
            field.setText(text)

    def values(self) -> Mapping[str, str]:
        """Return what the fields say; a masked number that nobody touched is left out."""
        return {
            name: self._text(name) for name in TITLES if self._shown or name not in MASKS or self._text(name)
        }

    def _entry(self) -> RosterEntry:
        """Return what would be saved; in a correction masked numbers that stay are blank."""
        base = self._task.entry
        if self._task.key is not None:
            base = replace(base, phone="", id_number="")
        return tidied(with_values(base, self.values()))

    def _changed(self) -> None:
        self._waved = ()
        self.doubts.hide()
        self.trouble.hide()
        self.save_button.setText("保存")
        self._check()

    def _check(self) -> None:
        """Say what is wrong below the fields; only what nobody could save keeps the button shut."""
        found = {one.field: one.words for one in faults(self._entry(), self._before())}
        for one in (self.since, self.since_words):
            one.setVisible(self._dated())
        untouched = self._task.key is None and not self._text("name")
        for name, line in self.faults.items():
            words = "" if untouched and name == "name" else found.get(name, "")
            line.setText(words)
            line.setVisible(bool(words))
        self.save_button.setEnabled(not found and bool(self.reason.currentText().strip()))

    def _before(self) -> RosterEntry | None:
        return self._task.entry if self._task.key is not None else None

    # What it does

    def show_numbers(self) -> None:
        """Show the numbers; those of a person of the roster are shown only once that is written down."""
        key = self._task.key
        if key is None:
            self._numbers_came(Numbers(self._task.entry.phone, self._task.entry.id_number))
            return
        job = show_numbers(self._around.desk.database, self._around.actor(), key)
        self._around.runner.start(job, self._numbers_came, lane=Lane.WRITE, failed=self._failed)

    def _numbers_came(self, numbers: Numbers) -> None:
        typed = {name: self._text(name) for name in MASKS}
        self._shown = True
        self._task = replace(
            self._task, entry=replace(self._task.entry, phone=numbers.phone, id_number=numbers.id_number)
        )
        for name in MASKS:
            field = self.fields[name]
            if isinstance(field, QLineEdit):
                field.setPlaceholderText("")
                field.setText(typed[name] or getattr(numbers, name))
        self.show_button.hide()

    def _save_or_lead(self) -> None:
        """Save, or put the keyboard where something is wrong or missing."""
        wrong = [one.field for one in faults(self._entry(), self._before())]
        if wrong:
            self.fields[wrong[0]].setFocus()
        elif not self.reason.currentText().strip():
            self.reason.setFocus()
        self.save_button.click()

    def save(self) -> None:
        """Look for doubts first; save where there are none, or where they were seen already."""
        if not self.save_button.isEnabled():
            return
        self.save_button.setEnabled(False)
        self.save_button.setText("正在保存…")  # it may have to wait until a judgement is done
        entry = self._entry()
        if self._task.key is not None:
            before = self._task.entry
            kept = {
                name: ""
                for name in ("name", "ccaa_number", *MASKS)
                if getattr(entry, name) == getattr(before, name)
            }
            entry = with_values(entry, kept)
        self._around.runner.start(
            doubts(self._around.desk.database, entry, self._task.key), self._doubted, failed=self._failed
        )

    def _doubted(self, found: tuple[str, ...]) -> None:
        if self.isHidden():
            return  # somebody closed it before anything was written
        if found and found != self._waved:
            self._waved = found
            self.doubts.setText("\n".join(found))
            self.doubts.show()
            self.save_button.setText("仍要保存")
            self.save_button.setEnabled(True)
            return
        self._write()

    def _write(self) -> None:
        database, actor, reason = self._around.desk.database, self._around.actor(), self.reason.currentText()
        key = self._task.key
        if key is None:
            self._around.runner.start(
                add_person(database, actor, self._entry(), reason),
                self._done,
                lane=Lane.WRITE,
                title="正在保存人员",
                at_close=AtClose.FINISH,
                failed=self._failed,
            )
            return
        self._around.runner.start(
            edit_person(database, actor, key, self._task.version, self.values(), reason, self.since_day()),
            lambda _changed: self._done(key),
            lane=Lane.WRITE,
            title="正在保存人员",
            at_close=AtClose.FINISH,
            failed=self._failed,
        )

    def _done(self, key: int) -> None:
        self.accept()
        self.written.emit(key)

    def _failed(self, trouble: DeskError) -> None:
        self.trouble.setText(f"{trouble.happened}{trouble.safe}{trouble.to_do}")
        self.trouble.show()
        self.save_button.setText("保存")
        self.save_button.setEnabled(True)
        self.stale.emit()


def _keep_room(line: QWidget) -> None:
    policy = line.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    line.setSizePolicy(policy)
