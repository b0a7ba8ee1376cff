"""Ask what goes into the template: the roster, and whether with numbers."""

from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from tianyi_desk.ui.labels import button, label

WORDS = "模板里有全部工作表的表头、填法说明和下拉选项，带 * 的列必填。"
NUMBERS = "完整的证件号码和手机号会写进文件，请勿外传；程序会记下是谁、何时导出的。"
NO_NUMBERS = "不勾选时号码留空；留空再导入不会抹去已有的号码。"


class TemplateDialog(QDialog):
    """Both boxes are clear at first; numbers can be asked for only with the roster."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("存导入模板")
        self.setMinimumWidth(460)
        self.roster = QCheckBox("在第二张表“审核组名册”里填入现有名册")
        self.numbers = QCheckBox("包括完整的证件号码和手机号")
        self.numbers.setEnabled(False)
        self.note = label(NO_NUMBERS, "small", wrap=True)
        self.roster.toggled.connect(self._fit)
        self.numbers.toggled.connect(self._fit)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("取消", self.reject))
        row.addWidget(button("选择位置…", self.accept, "primary"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(10)
        whole.addWidget(label(WORDS, wrap=True))
        whole.addWidget(self.roster)
        whole.addWidget(self.numbers)
        whole.addWidget(self.note)
        whole.addSpacing(6)
        whole.addLayout(row)

    def _fit(self) -> None:
        self.numbers.setEnabled(self.roster.isChecked())
        if not self.roster.isChecked():
            self.numbers.setChecked(False)
        self.note.setText(NUMBERS if self.numbers.isChecked() else NO_NUMBERS)
