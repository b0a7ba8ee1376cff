"""The fields of the template, each with the file's column that it is read from."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from tianyi_desk.services.mapping_lines import FieldLine, Layout
from tianyi_desk.ui.labels import Elided, label, set_role

NAME_WIDTH, COMBO_WIDTH = 104, 152
NO_COLUMN = "—"


class ColumnCombo(QComboBox):
    """A choice that the wheel changes only while it has the keyboard: else scrolling the list would change it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the list."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class FieldList(QScrollArea):
    """Every field with its column; `changed` is told when one is given another column."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.combos: dict[str, ColumnCombo] = {}
        self._reasons: dict[str, tuple[Elided, FieldLine]] = {}
        self._names: dict[str, QWidget] = {}
        self._filling = False

    def show_layout(self, layout: Layout) -> None:
        """Show the fields of a kind of sheet with the columns suggested."""
        self._filling = True
        self.combos, self._reasons = {}, {}
        inner = QWidget()
        inner.setObjectName("surface")
        inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        grid = QGridLayout()
        grid.setContentsMargins(16, 4, 12, 4)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        lines = sorted(layout.fields, key=lambda one: (not one.required, not one.key))
        for row, one in enumerate(lines):
            self._add(grid, row, one, layout)
        grid.setColumnStretch(2, 1)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(grid)
        column.addStretch(1)
        self.setWidget(inner)
        self._filling = False
        self.mark(())

    def _add(self, grid: QGridLayout, row: int, one: FieldLine, layout: Layout) -> None:
        name = label(f"{one.name} *" if one.required else one.name)
        name.setFixedWidth(NAME_WIDTH)
        combo = ColumnCombo()
        combo.setFixedWidth(COMBO_WIDTH)
        combo.setAccessibleName(f"{one.name}读自哪一列")
        combo.addItem(NO_COLUMN, "")
        for column in layout.columns:
            combo.addItem(column.heading, column.key)
            tip = "、".join(column.samples)
            combo.setItemData(combo.count() - 1, tip or None, Qt.ItemDataRole.ToolTipRole)
        combo.setCurrentIndex(max(0, combo.findData(one.key)))
        combo.currentIndexChanged.connect(lambda _place, field=one.field: self._chosen(field))
        reason = Elided("", "muted", Qt.TextElideMode.ElideRight)
        self.combos[one.field], self._reasons[one.field] = combo, (reason, one)
        self._names[one.field] = name
        grid.addWidget(name, row, 0)
        grid.addWidget(combo, row, 1)
        grid.addWidget(reason, row, 2)

    def _chosen(self, field: str) -> None:
        """Take the column away from whatever field had it before: no column is two fields."""
        if self._filling:
            return
        key = self.combos[field].currentData()
        self._filling = True
        for other, combo in self.combos.items():
            if other != field and key and combo.currentData() == key:
                combo.setCurrentIndex(0)
        self._filling = False
        self.changed.emit()

    def columns(self) -> Mapping[str, str]:
        """Return the fields that have a column, with its key."""
        return {field: key for field, combo in self.combos.items() if (key := combo.currentData())}

    def mark(self, missing: tuple[str, ...]) -> None:
        """Say of each field what its column rests on, or that it is missing."""
        lacking = {name for one in missing for part in one.split(" 或 ") for name in part.split("＋")}
        for field, (reason, one) in self._reasons.items():
            key = self.combos[field].currentData()
            absent = not key and one.required and one.name in lacking
            words = one.why if key and key == one.key else "人工选择" if key else ""
            reason.setText("缺少，请选一列" if absent else words)
            set_role(reason, "fault" if absent else "muted")

    def go_to_first_missing(self) -> None:
        """Put the keyboard to the first field that lacks its column, else to the first one."""
        first = next(
            (
                self.combos[field]
                for field, (reason, _one) in self._reasons.items()
                if reason.property("role") == "fault"
            ),
            None,
        )
        target = first or next(iter(self.combos.values()), None)
        if target is not None:
            target.setFocus()
            self.ensureWidgetVisible(target)
