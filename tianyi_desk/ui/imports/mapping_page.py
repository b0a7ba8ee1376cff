"""列对应: which column of a file is which field, with its first rows as they would be read."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from tianyi_desk.facts.profile import Profile, TimeForm
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.geo.datum import Datum
from tianyi_desk.services import mapping
from tianyi_desk.services.mapping_lines import Layout, Trial
from tianyi_desk.ui.imports.field_list import FieldList
from tianyi_desk.ui.imports.trial_table import TrialTable
from tianyi_desk.ui.labels import Elided, button, label
from tianyi_desk.ui.theme import Theme

FIELDS_WIDTH = 500
BY_COLUMN = "按文件或默认"
LEAVE, SKIP, READ = "返回", "这张表不导入", "保存并按此读取"


class MappingPage(QWidget):
    """One sheet at a time.

    `confirmed` carries the Profile to be kept and read by; `skipped` says that the sheet is not wanted this time,
    `left` that nobody wants to go on; `forgotten` carries the fingerprint of a saved profile.
    """

    confirmed = Signal(object)
    skipped = Signal()
    left = Signal()
    forgotten = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sample: mapping.Sample | None = None
        self._layout: Layout | None = None
        self._saved: Profile | None = None
        self._filling = False
        self.fields = FieldList()
        self.fields.changed.connect(self._try_out)
        self.table = TrialTable(theme)
        self.unknown = label("", "muted", wrap=True)
        self.unknown.setContentsMargins(16, 6, 16, 6)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head())
        whole.addWidget(self._middle(), 1)
        whole.addWidget(self._foot())
        away = QShortcut(QKeySequence("Escape"), self, self.left.emit)
        away.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # Making it

    def _head(self) -> QWidget:
        head = QWidget()
        head.setObjectName("panelHead")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setFixedHeight(44)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        self.title = Elided("", "heading")
        row.addWidget(label("列对应", "heading"))
        row.addWidget(self.title, 1)
        self.kind = self._combo(row, "认作", "这张表是什么", 116)
        for kind in mapping.KINDS:
            self.kind.addItem(kind.value, kind)
        self.head_row = self._combo(row, "表头", "表头在哪一行", 96)
        self.head_row.view().setMinimumWidth(420)
        self.datum = self._combo(row, "坐标系", "坐标系", 116)
        self.datum.addItem(BY_COLUMN, None)
        for datum in mapping.DATUMS:
            self.datum.addItem(datum.value, datum)
        self.times = self._combo(row, "时间", "日期和时间的写法", 128)
        for form in TimeForm:
            self.times.addItem(form.value, form)
        self.kind.currentIndexChanged.connect(partial(self._lay_out_anew, keep_kind=True))
        self.head_row.currentIndexChanged.connect(partial(self._lay_out_anew, keep_kind=False))
        self.datum.currentIndexChanged.connect(self._try_out)
        self.times.currentIndexChanged.connect(self._try_out)
        return head

    @staticmethod
    def _combo(row: QHBoxLayout, title: str, name: str, width: int) -> QComboBox:
        row.addWidget(label(title, "muted"))
        combo = QComboBox()
        combo.setFixedWidth(width)
        combo.setAccessibleName(name)
        row.addWidget(combo)
        return combo

    def _middle(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.fields, 1)
        column.addWidget(self.unknown)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.table)
        split.setStretchFactor(1, 1)
        split.setSizes([FIELDS_WIDTH, 800])
        return split

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setObjectName("foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot.setFixedHeight(48)
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        self.sum = Elided("", mode=Qt.TextElideMode.ElideRight)
        row.addWidget(self.sum, 1)
        self.forget_button = button("忘记已保存的", self._forget, tip="以后按表头的名称识别")
        row.addWidget(self.forget_button)
        row.addWidget(button(LEAVE, self.left.emit, tip="Esc"))
        self.skip_button = button(SKIP, self.skipped.emit)
        row.addWidget(self.skip_button)
        self.read_button = button(READ, self.confirm, "primary", tip="Ctrl+Enter")
        row.addWidget(self.read_button)
        return foot

    # What it shows

    def show_sample(self, sample: mapping.Sample, saved: Profile | None, *, wanted: bool) -> None:
        """Show a sheet as suggested, or as saved; `wanted` says that it cannot be read without."""
        self._filling = True
        self._sample, self._saved = sample, saved
        self.title.setText(f"{sample.file}　{sample.sheet}")
        self.head_row.clear()
        for number, texts in mapping.rows_to_choose(sample):
            self.head_row.addItem(f"第 {number} 行", number)
            self.head_row.setItemData(self.head_row.count() - 1, texts, Qt.ItemDataRole.ToolTipRole)
        row = mapping.likely_row(sample, saved)
        self.head_row.setCurrentIndex(max(0, self.head_row.findData(row)))
        self.datum.setCurrentIndex(max(0, self.datum.findData(saved.datum) if saved is not None else 0))
        self.forget_button.setVisible(saved is not None)
        self.skip_button.setVisible(wanted)
        self._lay_out(mapping.layout(sample, row, None, saved))

    def _lay_out(self, layout: Layout) -> None:
        self._filling = True
        self._layout = layout
        self.kind.setCurrentIndex(self.kind.findData(layout.entity))
        self.times.setCurrentIndex(self.times.findData(layout.times))
        self.fields.show_layout(layout)
        self._filling = False
        self._try_out()
        self.fields.go_to_first_missing()

    def _lay_out_anew(self, _place: int, *, keep_kind: bool) -> None:
        row = self.head_row.currentData()
        if self._filling or self._sample is None or row is None:
            return
        kind = Entity(self.kind.currentData()) if keep_kind else None
        self._lay_out(mapping.layout(self._sample, row, kind, self._saved if keep_kind else None))

    def _try_out(self, _place: int = 0) -> None:
        if self._filling or self._sample is None or self._layout is None:
            return
        trial = mapping.try_out(self._sample, self._layout, self.profile())
        self.fields.mark(trial.missing)
        self.table.show_trial(trial)
        used = set(self.fields.columns().values())
        left = [column.heading for column in self._layout.columns if column.key not in used]
        self.unknown.setText(f"不导入、但保留原值的列：{'、'.join(left)}" if left else "所有的列都已对应")
        self._sum_up(trial)

    def _sum_up(self, trial: Trial) -> None:
        if trial.missing:
            self.sum.setText(f"缺少必填的列：{'、'.join(trial.missing)}")
        elif trial.refused:
            self.sum.setText(
                f"前 {len(trial.lines):,} 行里有 {trial.refused:,} 行会被拒绝，标红的格子说明原因"
            )
        else:
            self.sum.setText(f"前 {len(trial.lines):,} 行都能读取；以后这样的文件不再询问")
        self.read_button.setEnabled(not trial.missing)

    def profile(self) -> Profile:
        """Return what is chosen."""
        fingerprint = self._layout.fingerprint if self._layout is not None else ""
        datum = self.datum.currentData()
        return Profile(
            fingerprint,
            Entity(self.kind.currentData()),  # Qt hands words back as plain text
            self.fields.columns(),
            Datum(datum) if datum else None,
            TimeForm(self.times.currentData()),
        )

    def confirm(self) -> None:
        """Read the file so, now and from now on."""
        if self.read_button.isEnabled():
            self.confirmed.emit(self.profile())

    def _forget(self) -> None:
        if self._saved is not None:
            self.forgotten.emit(self._saved.fingerprint)
