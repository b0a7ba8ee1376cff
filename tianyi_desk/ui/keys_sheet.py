"""The sheet of keys, shown on F1 and ?: what is true everywhere, and in the present panel."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from tianyi_desk.ui.labels import button, label
from tianyi_desk.ui.panel import KeyHint

EVERYWHERE = (
    KeyHint("Ctrl+K", "查找企业、编号、人员、地址，可用拼音"),
    KeyHint("Ctrl+O", "选择文件导入"),
    KeyHint("Ctrl+P", "期间"),
    KeyHint("Alt+1…9、0", "换栏目"),
    KeyHint("F6", "在列表与计划页之间换位"),
    KeyHint("Esc", "停止正在做的事，或关闭计划页"),
    KeyHint("F5", "按现在的时刻重新判定"),
    KeyHint("F10", "菜单；再按 A 换经办人"),
    KeyHint("F1 或 ?", "全部快捷键"),
)

WRITES = "写说明"
WRITING = (
    KeyHint("Ctrl+Enter", "送复核、复核通过、填报，下一步"),
    KeyHint("Ctrl+Backspace", "退回"),
    KeyHint("Alt+Z", "撤回或放弃"),
    KeyHint("F4", "下一处待补〔……〕"),
    KeyHint("Alt+K、Alt+R", "选原因、按原因重新填入"),
    KeyHint("Alt+A", "引用审核员的原话"),
    KeyHint("Alt+B", "绑定计划共用或各写各的"),
    KeyHint("Alt+S", "另写还没有写的一项"),
    KeyHint("Alt+F、Ctrl+V", "添加附件、粘贴截图"),
    KeyHint("Alt+W", "附位置示意图（地点偏差）"),
    KeyHint("Ctrl+Shift+C", "复制正文与计划编号"),
    KeyHint("Alt+T", "已在监管系统填报"),
    KeyHint("Esc", "收起，写好的已保存"),
)
"""What works while an explanation is being written."""


class KeysSheet(QDialog):
    """Groups of keys beside each other; where explanations can be written, the keys for that, too."""

    def __init__(
        self, groups: Sequence[tuple[str, Sequence[KeyHint]]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("快捷键")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(16)
        columns = QHBoxLayout()
        columns.setSpacing(40)
        writes = any(hint.does.startswith(WRITES) for _title, hints in groups for hint in hints)
        for title, hints in (*groups, *([(WRITES, WRITING)] if writes else [])):
            column = QGridLayout()
            column.setHorizontalSpacing(16)
            column.setVerticalSpacing(8)
            column.addWidget(label(title, "heading"), 0, 0, 1, 2)
            for place, hint in enumerate(hints, 1):
                keys = label(hint.keys, "muted")
                keys.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
                column.addWidget(keys, place, 0)
                column.addWidget(label(hint.does), place, 1)
            column.setRowStretch(len(hints) + 1, 1)
            columns.addLayout(column)
        whole.addLayout(columns)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("关闭", self.accept))
        whole.addLayout(foot)
