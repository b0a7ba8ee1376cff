"""Three boxes that narrow a paper: branch, field, leader."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QSizePolicy, QWidget

from tianyi_desk.services.report_filter import FilterChoices, PaperFilter
from tianyi_desk.ui.labels import label

BOXES = (("branch", "分支", "全部分支机构"), ("field", "领域", "全部领域"), ("leader", "组长", "全部组长"))


class Narrowing(QWidget):
    """`changed` is told when somebody chose; what is chosen stays while it is offered."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[str, QComboBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setSpacing(4)
        grid.setColumnStretch(1, 1)
        for place, (name, title, everything) in enumerate(BOXES):
            box = self.boxes[name] = QComboBox()
            box.setAccessibleName(title)
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.addItem(everything, "")
            box.currentIndexChanged.connect(lambda _index: self.changed.emit())
            grid.addWidget(label(title, "muted"), place, 0)
            grid.addWidget(box, place, 1)

    @property
    def wanted(self) -> PaperFilter:
        """Return what is chosen."""
        return PaperFilter(**{name: str(box.currentData()) for name, box in self.boxes.items()})

    def offer(self, choices: FilterChoices) -> None:
        """Offer what there is; nothing is told of it unless what was chosen is gone."""
        before = self.wanted
        for name, several in (
            ("branch", choices.branches),
            ("field", choices.fields),
            ("leader", choices.leaders),
        ):
            self._fill(self.boxes[name], several)
        if self.wanted != before:
            self.changed.emit()

    def _fill(self, box: QComboBox, several: tuple[str, ...]) -> None:
        if [box.itemData(place) for place in range(1, box.count())] == list(several):
            return
        chosen = box.currentData()
        box.blockSignals(True)
        while box.count() > 1:
            box.removeItem(1)
        for one in several:
            box.addItem(one, one)
        box.setCurrentIndex(max(box.findData(chosen), 0))
        box.blockSignals(False)
