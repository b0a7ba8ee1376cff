"""What is asked for beside the text: words, corrections, an auditor's own explanation."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from tianyi_desk.facts.vocabulary import AnomalyKind, DraftAct
from tianyi_desk.services.draft_views import Draft, Version
from tianyi_desk.ui.explaining.word_dialog import WordDialog
from tianyi_desk.ui.labels import button, label

ASKED: dict[DraftAct, tuple[str, str, bool, tuple[str, ...]]] = {
    DraftAct.RETURN: (
        "退回说明",
        "退回给起草人修改，这句话会留在经过里。",
        True,
        ("请写明实际地点和依据", "请附会议签到表", "与照片、签到时间不一致，请核对"),
    ),
    DraftAct.WITHDRAW: (
        "撤回说明",
        "撤回后可以再改，改完须重新送复核。",
        False,
        ("需要补充材料", "正文有误"),
    ),
    DraftAct.DROP: (
        "放弃说明",
        "放弃后不再列出；写过的内容仍留在变更记录里。",
        False,
        ("重复起草", "异常已不成立"),
    ),
}


def ask_word(parent: QWidget, act: DraftAct, draft: Draft) -> str | None:
    """Ask for the word of an act; None where nobody wants it any more."""
    title, what, needed, ready = ASKED[act]
    numbers = f"{draft.numbers[0]}{f' 等 {len(draft.numbers)} 条' if len(draft.numbers) > 1 else ''}"
    dialog = WordDialog(title, f"{numbers}　{what}", act.value, ready, needed=needed, parent=parent)
    return dialog.words() if dialog.exec() else None


class TextDialog(QDialog):
    """A text with a day, and what else a subclass asks for; Ctrl+Enter saves."""

    def __init__(self, title: str, text: str, day: date, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(560)
        self.form = QFormLayout()
        self.form.setSpacing(8)
        self.day = QDateEdit(QDate(day.year, day.month, day.day))
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd ddd")
        self.day.setMaximumDate(QDate(today.year, today.month, today.day))
        self.text = QPlainTextEdit(text)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(160)
        self.text.setAccessibleName("说明正文")
        self.text.textChanged.connect(self.check)
        self.note = label("", "small", wrap=True)
        self.go = button("保存", self.accept, "primary", tip="Ctrl+Enter")
        foot = QHBoxLayout()
        foot.addWidget(self.note, 1)
        foot.addWidget(button("取消", self.reject))
        foot.addWidget(self.go)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(12)
        whole.addLayout(self.form)
        whole.addLayout(foot)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.go.click)

    def words(self) -> str:
        """Return the text as written."""
        return self.text.toPlainText().strip()

    def chosen_day(self) -> date:
        """Return the day."""
        chosen = self.day.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def check(self) -> None:
        """Say what is missing; nothing is saved before it is there."""
        missing = self.missing()
        self.go.setEnabled(not missing)
        self.note.setText(f"还缺：{'、'.join(missing)}" if missing else "")

    def missing(self) -> list[str]:
        """Return what is missing."""
        return [] if self.words() else ["正文"]


class CorrectDialog(TextDialog):
    """Correct a filed explanation: text, day, and why."""

    def __init__(self, draft: Draft, today: date, parent: QWidget | None = None) -> None:
        super().__init__("填报后更正", draft.text, draft.filed_on or today, today, parent)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("必填；原来的内容仍留在记录里")
        self.reason.textChanged.connect(self.check)
        self.form.addRow("填报日期", self.day)
        self.form.addRow("正文", self.text)
        self.form.addRow("更正理由", self.reason)
        self.check()

    def missing(self) -> list[str]:
        """Return what is missing: the reason, too."""
        return super().missing() + ([] if self.reason.text().strip() else ["理由"])


class AuditorDialog(TextDialog):
    """Type in what an auditor reported: who, when, for which kinds."""

    def __init__(
        self,
        names: Sequence[str],
        kinds: Sequence[AnomalyKind],
        today: date,
        plans: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("代填审核员说明", "", today, today, parent)
        self.author = QComboBox()
        self.author.setEditable(True)
        self.author.addItems(list(names))
        self.author.setAccessibleName("审核员")
        self.author.currentTextChanged.connect(self.check)
        self.boxes = {kind: QCheckBox(kind.value) for kind in kinds}
        row = QHBoxLayout()
        for box in self.boxes.values():
            box.setChecked(True)
            box.toggled.connect(self.check)
            row.addWidget(box)
        row.addStretch(1)
        self.text.setPlaceholderText("审核员反馈的原话或要点")
        self.form.addRow("审核员", self.author)
        self.form.addRow("填写日期", self.day)
        self.form.addRow("异常类型", row)
        self.form.addRow("正文", self.text)
        if plans > 1:
            self.form.addRow("", label(f"绑定的 {plans} 条计划一并记入。", "small"))
        self.text.setFocus()
        self.check()

    def kinds(self) -> tuple[AnomalyKind, ...]:
        """Return the kinds that are ticked."""
        return tuple(kind for kind, box in self.boxes.items() if box.isChecked())

    def missing(self) -> list[str]:
        """Return what is missing: author and kind, too."""
        told = [] if self.author.currentText().strip() else ["审核员"]
        told += [] if self.kinds() else ["异常类型"]
        return told + super().missing()


def ask_correction(parent: QWidget, draft: Draft, today: date) -> tuple[str, date, str] | None:
    """Ask for another text or day of a filed explanation, and why."""
    dialog = CorrectDialog(draft, today, parent)
    return (dialog.words(), dialog.chosen_day(), dialog.reason.text().strip()) if dialog.exec() else None


def show_version(parent: QWidget, version: Version) -> None:
    """Show a former version to be read and copied."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(f"{version.at:%Y-%m-%d %H:%M} {version.words}")
    dialog.setMinimumWidth(520)
    text = QPlainTextEdit(version.text)
    text.setReadOnly(True)
    text.setAccessibleName("这一版的正文")
    whole = QVBoxLayout(dialog)
    whole.setContentsMargins(24, 20, 24, 16)
    whole.addWidget(label(f"{version.at:%Y-%m-%d %H:%M}　{version.words}", "heading", wrap=True))
    whole.addWidget(text)
    foot = QHBoxLayout()
    foot.addStretch(1)
    foot.addWidget(button("关闭", dialog.accept, "primary"))
    whole.addLayout(foot)
    dialog.exec()
