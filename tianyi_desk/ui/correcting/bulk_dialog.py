"""批量更正: one field of many plans, with what that changes plan by plan before it is saved."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tianyi_desk.services.bulk_correcting import BULK_FIELDS, BulkField, BulkLine, preview
from tianyi_desk.services.correcting import Corrected
from tianyi_desk.ui.correcting.acts import CorrectionActs
from tianyi_desk.ui.correcting.reasons import ReasonBox
from tianyi_desk.ui.labels import Elided, button, label
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.tables import Column, RowTableModel
from tianyi_desk.ui.widgets.list_view import ListView

TYPING_MS = 150
NOTHING = "（空）"
FIRST = "mode"
"""The field offered first."""


def _result(line: BulkLine) -> str:
    if line.refused:
        return line.refused
    return "更正" if line.wish is not None else "已是如此"


def _tone(line: BulkLine) -> str:
    return "official" if line.refused else "accent" if line.wish is not None else "muted"


COLUMNS: tuple[Column[BulkLine], ...] = (
    Column("number", "计划编号", lambda line: line.number, 130),
    Column("enterprise", "企业", lambda line: line.enterprise, 170),
    Column("before", "现为", lambda line: line.before or NOTHING, 150, tone=lambda _line: "muted"),
    Column("after", "改为", lambda line: line.after or NOTHING, 150, stretch=True),
    Column("result", "结果", _result, 110, tip=_result, tone=_tone),
)


class BulkDialog(QDialog):
    """Ctrl+Enter saves what the list shows as 更正; what is refused or stands so already is left out."""

    def __init__(self, around: Surroundings, numbers: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around, self._numbers = around, tuple(numbers)
        self.acts = CorrectionActs(around, self)
        self.acts.done.connect(self._done)
        self.corrected: Corrected | None = None
        self.setWindowTitle("批量更正")
        self.setMinimumSize(760, 480)
        self.field = QComboBox()
        self.field.setAccessibleName("更正哪一项")
        self.field.setMaxVisibleItems(20)
        for one in BULK_FIELDS:
            self.field.addItem(one.label, one)
        self.field.setCurrentIndex([one.name for one in BULK_FIELDS].index(FIRST))
        self.line = QLineEdit()
        self.line.setAccessibleName("改为")
        self.choice = QComboBox()
        self.choice.setAccessibleName("改为")
        self.expected = label("", "small")
        self.reason = ReasonBox(around.remembered)
        self.model = RowTableModel[BulkLine](COLUMNS, lambda line: line.number, parent=self)
        self.view = ListView[BulkLine]("bulk-correction", self.model, around.theme, around.remembered)
        self.view.setAccessibleName("预览")
        self.count = Elided("", "small", Qt.TextElideMode.ElideRight)
        self.fault = label("", "fault", wrap=True)
        self.fault.hide()
        self.save = button("保存更正", self.accept_correction, "primary", tip="Ctrl+Enter")
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._lay_out()
        self._connect()
        self._field_chosen()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        rows: Sequence[tuple[str, Sequence[QWidget]]] = (
            ("更正", [self.field]),
            ("改为", [self.line, self.choice]),
            ("", [self.expected]),
            ("原因", [self.reason]),
        )
        for place, (name, parts) in enumerate(rows):
            grid.addWidget(label(name, "muted"), place, 0)
            for part in parts:
                grid.addWidget(part, place, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.count, 1)
        foot.addWidget(button("取消", self.reject))
        foot.addWidget(self.save)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(12)
        whole.addWidget(label(f"选中的 {len(self._numbers):,} 条计划，同一项改为同一个值", "heading"))
        whole.addLayout(grid)
        whole.addWidget(self.view, 1)
        whole.addWidget(self.fault)
        whole.addLayout(foot)

    def _connect(self) -> None:
        self.field.currentIndexChanged.connect(self._field_chosen)
        self.line.textChanged.connect(lambda _text: self._typing.start())
        self.choice.currentIndexChanged.connect(lambda _index: self._typing.start())
        self._typing.timeout.connect(self.look)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.save.click)

    @property
    def chosen(self) -> BulkField:
        """Return the field to put right."""
        one: BulkField = self.field.currentData()
        return one

    def text(self) -> str:
        """Return the new value."""
        if not self.chosen.choices:
            return self.line.text()
        word: str = self.choice.currentData()
        return word

    def _field_chosen(self) -> None:
        one = self.chosen
        self.line.setVisible(not one.choices)
        self.choice.setVisible(bool(one.choices))
        self.choice.clear()
        for word in one.choices:
            self.choice.addItem(word or NOTHING, word)
        self.line.clear()
        self.expected.setText(f"应为{one.expected}")
        self.look()

    def look(self) -> None:
        """Look what saving would change."""
        self.save.setEnabled(False)
        database = self._around.desk.database
        asked = self.chosen.name, self.text()
        self._around.runner.start(
            preview(database, self._numbers, *asked), lambda lines: self._looked(asked, lines)
        )

    def _looked(self, asked: tuple[str, str], lines: Sequence[BulkLine]) -> None:
        if asked != (self.chosen.name, self.text()):
            return
        self.model.set_rows(lines)
        wanted = sum(line.wish is not None for line in lines)
        refused = sum(bool(line.refused) for line in lines)
        same = len(lines) - wanted - refused
        parts = [f"将更正 {wanted:,} 条"]
        parts += [f"{same:,} 条已是如此"] if same else []
        parts += [f"{refused:,} 条不能这样更正"] if refused else []
        self.count.setText("，".join(parts))
        self.save.setText(f"保存更正 {wanted:,} 条" if wanted else "保存更正")
        self.save.setEnabled(bool(wanted))

    def accept_correction(self) -> None:
        """Save what the list shows."""
        if not self.reason.words():
            self.reason.setFocus()
            self._refused("请写明原因")
            return
        wishes = [line.wish for line in self.model.rows if line.wish is not None]
        self.save.setEnabled(False)
        self.acts.correct(wishes, self.reason.words(), self.reason.keep, self._refused)

    def _refused(self, words: str) -> None:
        self.fault.setText(words)
        self.fault.show()
        self.save.setEnabled(True)

    def _done(self, corrected: Corrected, _undone: bool) -> None:
        self.corrected = corrected
        self.accept()


def bulk_words(corrected: Corrected) -> str:
    """Say what correcting many plans did."""
    return f"已更正 {len(corrected.plans):,} 条计划；{corrected.told.summary()}；Ctrl+Z 撤销"
