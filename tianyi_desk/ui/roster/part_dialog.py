"""分开: who the second person is, which plans are theirs and what tells so, and why."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tianyi_desk.facts.records import RosterEntry
from tianyi_desk.services.parting import GOES, Parting, PartPreview, PartRow, part, preview
from tianyi_desk.services.person_page import PersonPage
from tianyi_desk.services.regrouping import Regrouped
from tianyi_desk.services.roster_editing import STATES, faults, tidied, with_values
from tianyi_desk.trouble import DeskError
from tianyi_desk.ui.chips import Chip
from tianyi_desk.ui.labels import Elided, button, label
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.runner import AtClose, Lane
from tianyi_desk.ui.tables import Column, RowTableModel
from tianyi_desk.ui.widgets.list_view import ListView

READY = ("两人同名，误录为一人", "按手机号核对，是两个人", "按证件核对，是两个人")
SIZE = 860, 640
FIELDS = (
    ("name", "姓名"),
    ("department", "部门"),
    ("ccaa_number", "CCAA注册号"),
    ("qualification", "资格"),
    ("id_number", "证件号码"),
    ("state", "状态"),
)

PLANS: tuple[Column[PartRow], ...] = (
    Column("start", "开始", lambda row: f"{row.start:%Y-%m-%d}", 84, sort=lambda row: row.start),
    Column("number", "计划编号", lambda row: row.number, 124, rank=1),
    Column("enterprise", "企业", lambda row: row.enterprise, 180, middle=True, stretch=True),
    Column("evidence", "分辨的依据", lambda row: row.evidence, 250, tip=lambda row: row.evidence),
    Column(
        "sure",
        "把握",
        lambda row: "号码" if row.sure else "推测" if row.suggested == GOES else "待定",
        68,
        chips=lambda row: (
            Chip("号码", "good") if row.sure else Chip("推测" if row.suggested == GOES else "待定", "house"),
        ),
    ),
)


class PartDialog(QDialog):
    """Give the second person and tick their plans; `parted` carries what was done."""

    parted = Signal(object)

    def __init__(self, around: Surroundings, page: PersonPage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around, self._page = around, page
        self.seen: PartPreview | None = None
        self.setWindowTitle(f"分开 {page.name}")
        self.resize(*SIZE)
        self.fields: dict[str, QLineEdit | QComboBox] = {}
        self.model = RowTableModel[PartRow](PLANS, lambda row: row.number, ticks=True, parent=self)
        self.view = ListView[PartRow]("part-plans", self.model, around.theme, around.remembered)
        self.view.setAccessibleName("名下的计划，勾选的归第二人")
        self._lay_out()
        self.model.ticked_changed.connect(self._check)
        around.runner.start(preview(around.desk.database, page.key), self._show, failed=self._failed)
        self._check()

    # Making it

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(8)
        whole.addWidget(label(f"“{self._page.name}”其实是两个人：第二个人是", "heading"))
        whole.addLayout(self._second())
        self.count = label("", "heading")
        self.guess_button = button(
            "勾选推测的",
            self.tick_guesses,
            "link",
            tip="按同组的人多属哪个部门推测，没有号码佐证",
        )
        self.guess_button.hide()
        above = QHBoxLayout()
        above.addWidget(self.count, 1)
        above.addWidget(self.guess_button)
        whole.addLayout(above)
        whole.addWidget(self.view, 1)
        self.trouble = label("", "official", wrap=True)
        whole.addWidget(self.trouble)
        whole.addWidget(label("原因 *", "muted"))
        self.reason = QComboBox()
        self.reason.setEditable(True)
        self.reason.addItems(READY)
        self.reason.setAccessibleName("原因")
        self.reason.currentTextChanged.connect(lambda _text: self._check())
        whole.addWidget(self.reason)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(
            Elided("签到记录和照片核查跟着计划走；逐条记入变更，可随时在变更记录里撤销", "small"), 1
        )
        foot.addWidget(button("取消", self.reject))
        self.save_button = button("分开", self.save, "primary", tip="Ctrl+Enter")
        foot.addWidget(self.save_button)
        whole.addLayout(foot)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.save_button.click)

    def _second(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for place, (name, title) in enumerate(FIELDS):
            row, pair = divmod(place, 2)
            grid.addWidget(label(title, "muted"), row, pair * 2)
            grid.addWidget(self._field(name, title), row, pair * 2 + 1)
        grid.addWidget(label("手机号", "muted"), len(FIELDS) // 2, 0)
        self.phone = QComboBox()
        self.phone.setEditable(True)
        self.phone.setAccessibleName("第二人的手机号")
        line = self.phone.lineEdit()
        if line is not None:
            line.setPlaceholderText("选一个用过的，或填写 11 位号码")
        self.phone.currentTextChanged.connect(lambda _text: self._check())
        grid.addWidget(self.phone, len(FIELDS) // 2, 1, 1, 3)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        return grid

    def _field(self, name: str, title: str) -> QWidget:
        page = self._page
        given = {"name": page.name, "qualification": page.qualification, "state": "在职"}
        made: QLineEdit | QComboBox
        if name == "state":
            made = QComboBox()
            made.addItems(STATES)
            made.currentTextChanged.connect(lambda _text: self._check())
        else:
            made = QLineEdit(given.get(name, ""))
            made.textChanged.connect(lambda _text: self._check())
        made.setAccessibleName(f"第二人的{title}")
        self.fields[name] = made
        return made

    # What it shows

    def _show(self, seen: PartPreview) -> None:
        self.seen = seen
        for one in seen.phones:
            mark = "（登记的）" if one.registered else ""
            self.phone.addItem(f"{one.phone}{mark}　{one.plans} 条计划")
        other = next((place for place, one in enumerate(seen.phones) if not one.registered), -1)
        self.phone.setCurrentIndex(other)
        self.model.set_rows(seen.rows)
        self._tick(sure=True)  # what only a branch tells is left to a person
        if seen.rows:
            self.view.go_to(0)
        self.guess_button.setVisible(any(row.suggested == GOES and not row.sure for row in seen.rows))
        self.view.setFocus()
        self._check()

    def tick_guesses(self) -> None:
        """Tick the plans, too, that only the branch of the others on the team speaks for."""
        self._tick(sure=False)

    def _tick(self, *, sure: bool) -> None:
        goes = [
            place for place, row in enumerate(self.model.rows) if row.suggested == GOES and row.sure is sure
        ]
        if goes:
            self.model.tick(goes, on=True)

    def second(self) -> RosterEntry:
        """Return the second person as written; a phone that was chosen among those seen is left out."""
        values = {
            name: (one.currentText() if isinstance(one, QComboBox) else one.text()).strip()
            for name, one in self.fields.items()
        }
        phone = "" if self.seen_phone() is not None else self.phone.currentText().strip()
        return tidied(with_values(RosterEntry(""), {**values, "phone": phone}))

    def seen_phone(self) -> tuple[int, str] | None:
        """Return the place of the phone that was chosen among those seen, and what is shown of it."""
        place = self.phone.currentIndex()
        if self.seen is None or place < 0 or self.phone.currentText() != self.phone.itemText(place):
            return None
        return (place, self.seen.phones[place].phone) if place < len(self.seen.phones) else None

    def _check(self) -> None:
        second = self.second()
        wrong = "；".join(one.words for one in faults(second))
        numbered = any((second.phone, second.ccaa_number, second.id_number, self.seen_phone()))
        if not wrong and not numbered and second.name == self._page.name:
            wrong = "两人同名，请至少给第二人一个号码，否则计划里分不清"
        self.trouble.setText(wrong)
        self.trouble.setVisible(bool(wrong))
        goes, total = len(self.model.ticked), self.model.rowCount()
        self.count.setText(f"勾选的 {goes} 条计划归第二人，其余 {total - goes} 条留下（空格勾选）")
        ready = self.seen is not None and not wrong and bool(self.reason.currentText().strip())
        self.save_button.setEnabled(ready)

    # What it does

    def save(self) -> None:
        """Part the two."""
        if self.seen is None or not self.save_button.isEnabled():
            return
        self.save_button.setEnabled(False)
        goes = frozenset(row.number for row in self.model.ticked_rows())
        wanted = Parting(self.seen.key, self.seen.version, self.second(), self.seen_phone(), {}, goes)
        job = part(self._around.desk.database, self._around.actor(), wanted, self.reason.currentText())
        self._around.runner.start(
            job, self._done, lane=Lane.WRITE, title="正在分开", at_close=AtClose.FINISH, failed=self._failed
        )

    def _done(self, outcome: Regrouped) -> None:
        self.accept()
        self.parted.emit(outcome)

    def _failed(self, trouble: DeskError) -> None:
        self.trouble.setText(f"{trouble.happened}{trouble.safe}{trouble.to_do}")
        self.trouble.show()
        self.save_button.setEnabled(self.seen is not None)
