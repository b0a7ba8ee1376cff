"""合并: which entry is the same person, what each field becomes, what follows, and why."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.facts.wording import width_folded
from tianyi_desk.services.merging import MergePreview, Twin, merge, preview, twins
from tianyi_desk.services.person_page import PersonPage
from tianyi_desk.services.regrouping import Followed, Regrouped
from tianyi_desk.services.roster import PersonLine
from tianyi_desk.trouble import DeskError
from tianyi_desk.ui.labels import Elided, button, label
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.roster.person_dialog import TITLES
from tianyi_desk.ui.runner import AtClose, Lane, Running

READY = ("同一人录了两次", "改名前后的同一人", "两个部门各录了一次")
MOST = 30
WIDTH = 720


class MergeDialog(QDialog):
    """Choose the other entry, look at what follows, give the reason; `merged` carries what was done."""

    merged = Signal(object)

    def __init__(
        self,
        around: Surroundings,
        page: PersonPage,
        people: Sequence[PersonLine],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._around, self._page = around, page
        self._people = [line for line in people if line.key != page.key]
        self._twins: tuple[Twin, ...] = ()
        self._looking: Running | None = None
        self.preview: MergePreview | None = None
        self.setWindowTitle(f"合并 {page.name}")
        self.setMinimumWidth(WIDTH)
        self.choices: dict[str, QButtonGroup] = {}
        self._lay_out()
        around.runner.start(twins(around.desk.database, page.key), self._twins_came)
        self._check()

    # Making it

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(8)
        whole.addWidget(label(f"与“{self._page.name}”是同一个人的是", "heading"))
        self.text = QLineEdit()
        self.text.setPlaceholderText("可能的在下面；其他人输入姓名、部门、注册号查找")
        self.text.setAccessibleName("查找另一人")
        self.text.setClearButtonEnabled(True)
        self.text.textChanged.connect(lambda _text: self._list())
        whole.addWidget(self.text)
        self.others = QListWidget()
        self.others.setAccessibleName("可能是同一个人的")
        self.others.setFixedHeight(4 * 26 + 8)
        self.others.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.others.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.others.currentItemChanged.connect(lambda _item, _before: self._look(fresh=True))
        whole.addWidget(self.others)
        self.turned = QCheckBox("反过来：并入对方，保留对方的条目")
        self.turned.toggled.connect(lambda _on: self._look(fresh=True))
        whole.addWidget(self.turned)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self._fields = QWidget()
        self._fields.setLayout(self._grid)
        whole.addWidget(self._fields)
        self._make_fields()
        self.follows = label("", "muted", wrap=True)
        self.warnings = label("", "house", wrap=True)
        self.trouble = label("", "official", wrap=True)
        for one in (self.follows, self.warnings, self.trouble):
            whole.addWidget(one)
        whole.addWidget(label("原因 *", "muted"))
        self.reason = QComboBox()
        self.reason.setEditable(True)
        self.reason.addItems(READY)
        self.reason.setAccessibleName("原因")
        self.reason.currentTextChanged.connect(lambda _text: self._check())
        whole.addWidget(self.reason)
        whole.addStretch(1)
        self._foot(whole)

    def _make_fields(self) -> None:
        self.heads = (label("保留的条目", "small"), label("并入的条目", "small"))
        for place, head in enumerate(self.heads, 1):
            self._grid.addWidget(head, 0, place)
        for row, (name, title) in enumerate(TITLES.items(), 1):
            self._grid.addWidget(label(title, "muted"), row, 0)
            group = QButtonGroup(self)
            for place in (0, 1):
                choice = QRadioButton()
                choice.setAccessibleName(f"{title}取{'保留' if place == 0 else '并入'}的")
                group.addButton(choice, place)
                self._grid.addWidget(choice, row, place + 1)
            group.idClicked.connect(lambda _place: self._look(fresh=False))
            self.choices[name] = group

    def _foot(self, whole: QVBoxLayout) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(Elided("逐条记入变更；并入的条目不再列出，可随时在变更记录里撤销", "small"), 1)
        foot.addWidget(button("取消", self.reject))
        self.save_button = button("合并", self.save, "primary", tip="Ctrl+Enter")
        foot.addWidget(self.save_button)
        whole.addLayout(foot)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.save_button.click)
        self.text.setFocus()

    # Whom

    def _twins_came(self, found: tuple[Twin, ...]) -> None:
        self._twins = found
        self._list()

    def _list(self) -> None:
        """List who may be the same person, or whom the text finds."""
        words = width_folded(self.text.text()).casefold().split()
        if words:
            lines = [line for line in self._people if all(word in line.folded for word in words)][:MOST]
            rows = [(line.key, " ".join(filter(None, _about(line)))) for line in lines]
        else:
            rows = [(one.key, f"{one.words}（{one.reason}）") for one in self._twins]
        self.others.clear()
        for key, told in rows:
            item = QListWidgetItem(told)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setToolTip(told)
            self.others.addItem(item)
        if not rows:
            item = QListWidgetItem("没有相近的人" if not words else "没有找到")
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.others.addItem(item)
        elif words or self._twins:
            self.others.setCurrentRow(0)

    def other(self) -> int | None:
        """Return the key of the entry that is chosen."""
        item = self.others.currentItem()
        key = None if item is None else item.data(Qt.ItemDataRole.UserRole)
        return key if isinstance(key, int) else None

    def kept_and_gone(self) -> tuple[int, int] | None:
        """Return which entry stays and which goes into it."""
        other = self.other()
        if other is None:
            return None
        return (other, self._page.key) if self.turned.isChecked() else (self._page.key, other)

    def taken(self) -> dict[str, int]:
        """Return of each field whose value stays: 0 the kept entry's, 1 the other's."""
        return {name: group.checkedId() for name, group in self.choices.items() if group.checkedId() >= 0}

    # What follows

    def _look(self, *, fresh: bool) -> None:
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None
        both = self.kept_and_gone()
        self.trouble.clear()
        if both is None:
            self.preview = None
            self._check()
            return
        taken = None if fresh else self.taken()
        job = preview(self._around.desk.database, *both, taken)
        self._looking = self._around.runner.start(
            job, lambda seen: self._show(seen, fresh=fresh), failed=self._failed
        )

    def _show(self, seen: MergePreview, *, fresh: bool) -> None:
        self._looking = None
        self.preview = seen
        if fresh:
            for pair in seen.fields:
                self._show_field(pair.name, pair.values, pair.taken)
        followed = seen.followed
        self.follows.setText(
            f"保留的条目现有 {seen.plans[0]} 条计划，并入的 {seen.plans[1]} 条。{_written(followed)}"
        )
        self.follows.setToolTip("\n".join(followed.numbers[:40]))
        words = (*seen.warnings, *followed.left_out[:3])
        self.warnings.setText("；".join(words))
        self.warnings.setVisible(bool(words))
        self._check()

    def _show_field(self, name: str, values: tuple[str, str], taken: int) -> None:
        group = self.choices[name]
        for place, value in enumerate(values):
            choice = group.button(place)
            choice.setText(_short(value) or "（空）")
            choice.setToolTip(value)
            choice.setEnabled(values[0] != values[1])
            choice.setChecked(place == taken)

    def _check(self) -> None:
        there = self.preview is not None
        self._fields.setEnabled(there)
        self.save_button.setEnabled(there and bool(self.reason.currentText().strip()))
        if not there:
            self.follows.setText("选定另一人后，这里列出哪些计划、签到和照片核查跟着改。")
            self.warnings.hide()

    def save(self) -> None:
        """Merge the entries."""
        both = self.kept_and_gone()
        if both is None or not self.save_button.isEnabled():
            return
        self.save_button.setEnabled(False)
        job = merge(
            self._around.desk.database,
            self._around.actor(),
            *both,
            self.taken(),
            self.reason.currentText(),
        )
        self._around.runner.start(
            job, self._done, lane=Lane.WRITE, title="正在合并", at_close=AtClose.FINISH, failed=self._failed
        )

    def _done(self, outcome: Regrouped) -> None:
        self.accept()
        self.merged.emit(outcome)

    def _failed(self, trouble: DeskError) -> None:
        self.trouble.setText(f"{trouble.happened}{trouble.safe}{trouble.to_do}")
        self.save_button.setEnabled(False)


def _about(line: PersonLine) -> tuple[str, ...]:
    return line.name, line.department, line.qualification, line.state, line.phone or line.ccaa_number


def _written(followed: Followed) -> str:
    kinds = ((Entity.PLAN, "条计划的审核组"), (Entity.CHECK_IN, "条签到记录"), (Entity.REVIEW, "条照片核查"))
    parts = [f"{followed.count(kind)} {words}" for kind, words in kinds if followed.count(kind)]
    return f"将更正 {'、'.join(parts)} 的写法，然后重新判定。" if parts else "计划里的写法不用改。"


def _short(value: str) -> str:
    return value if len(value) <= 22 else f"{value[:21]}…"
