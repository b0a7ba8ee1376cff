"""Ask for the reason before names on plans are taken for people of the roster, and say what will be written."""

from collections.abc import Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from tianyi_desk.services.unknown_names import UnknownName
from tianyi_desk.ui.labels import button, label
from tianyi_desk.ui.roster.unknown_columns import Choice

READY = ("计划写错，核对后认作", "按计划补入名册", "与审核组长核实", "按证件核实")
ROWS_SHOWN = 8
KNOWN = (
    "认作：这些计划的审核组、签到记录和照片核查里的写法改成名册的写法，逐条记为更正；原始文件不变，可撤销。"
)
NEW = "补入：写入姓名和计划给出的号码，状态为在职；部门、资格以后可以更正。"


class ResolveDialog(QDialog):
    """Every name with what becomes of it, and one reason for all; Ctrl+Enter saves."""

    def __init__(self, wanted: Sequence[tuple[UnknownName, Choice]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("处理未识别的名字")
        self.setMinimumWidth(520)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(12)
        whole.addWidget(label(_summary(wanted), "heading", wrap=True))
        for words, there in (
            (KNOWN, any(one.likely for _, one in wanted)),
            (NEW, any(one.new for _, one in wanted)),
        ):
            if there:
                whole.addWidget(label(words, "muted", wrap=True))
        self.lines = QListWidget()
        self.lines.setAccessibleName("将要处理的名字")
        self.lines.addItems([_line(row, choice) for row, choice in wanted])
        shown = min(max(len(wanted), 2), ROWS_SHOWN)
        self.lines.setFixedHeight(shown * 24 + 8)
        whole.addWidget(self.lines)
        whole.addWidget(label("原因 *", "muted"))
        self.reason = QComboBox()
        self.reason.setEditable(True)
        self.reason.addItems(READY)
        new_only = all(choice.new for _row, choice in wanted)
        self.reason.setCurrentText(READY[1] if new_only else READY[0])
        self.reason.setAccessibleName("原因")
        self.reason.currentTextChanged.connect(self._check)
        whole.addWidget(self.reason)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(button("取消", self.reject))
        self.save_button = button("保存", self.accept, "primary", tip="Ctrl+Enter")
        foot.addWidget(self.save_button)
        whole.addLayout(foot)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.save_button.click)
        self.reason.setFocus()

    def words(self) -> str:
        """Return the reason as written."""
        return self.reason.currentText().strip()

    def _check(self) -> None:
        self.save_button.setEnabled(bool(self.words()))


def _summary(wanted: Sequence[tuple[UnknownName, Choice]]) -> str:
    known = [row for row, choice in wanted if choice.likely is not None]
    plans = {number for row in known for number in row.plans}
    parts = [f"认作 {len(known)} 个名字，更正 {len(plans)} 条计划"] if known else []
    new = len(wanted) - len(known)
    return "；".join([*parts, *([f"补入名册 {new} 人"] if new else [])])


def _line(row: UnknownName, choice: Choice) -> str:
    clue = f"（{row.clue}）" if row.clue else ""
    if choice.likely is None:
        return f"补入　{row.name}{clue}"
    return f"认作　{row.name}{clue} → {choice.likely.words}　{len(row.plans)} 条计划"
