"""Show what taking back would do, ask for the reason, and leave it to a person."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from tianyi_desk.facts.codes import CODE
from tianyi_desk.services.take_back_preview import FindingLine, Line, TakeBackPreview
from tianyi_desk.ui.chips import SHAPE_OF, Chip
from tianyi_desk.ui.labels import button, label
from tianyi_desk.ui.palette import TONES
from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.tables import Column, RowTableModel
from tianyi_desk.ui.theme import Theme
from tianyi_desk.ui.widgets.list_view import ListView

READY = ("选错了文件", "文件内容有误", "重复导入", "导入到了错误的数据库")
KIND = Column[Line]("kind", "类别", lambda one: one.kind, 96, tone=lambda _one: "muted")
NAME = Column[Line]("name", "对象", lambda one: one.name, 240, bold=True, middle=True)
FIELD = Column[Line]("field", "字段", lambda one: one.field or "（整条）", 96, tone=lambda _one: "muted")
GOING = (KIND, NAME, Column[Line]("about", "内容", lambda one: one.before, 400, stretch=True))
CHANGING = (
    KIND,
    NAME,
    FIELD,
    Column[Line]("before", "现在", lambda one: one.before, 180, tone=lambda _one: "muted"),
    Column[Line]("after", "收回后", lambda one: one.after, 180, bold=True, stretch=True),
)
STAYING = (KIND, NAME, FIELD, Column[Line]("why", "为什么保留", lambda one: one.why, 340, stretch=True))
FINDINGS: tuple[Column[FindingLine], ...] = (
    Column("code", "异常", lambda one: f"{one.code} {one.title}", 190, chips=lambda one: (_chip(one),)),
    Column("plan", "计划编号", lambda one: one.plan, 140),
    Column("message", "情形", lambda one: one.message, 300, stretch=True),
)
TITLES = ("去掉", "恢复", "保留", "不再成立的异常", "新出现的异常")
WAITING = "正在查看收回的影响…"


def _chip(one: FindingLine) -> Chip:
    kind = CODE[one.code].finding_class
    return Chip(one.title, TONES[kind], SHAPE_OF[kind], one.code)


class TakeBackDialog(QDialog):
    """What goes, changes and stays, which findings differ, and a reason; Ctrl+Enter takes back.

    `wanted` asks to look again, with or without what people have worked on.
    """

    wanted = Signal(bool)

    def __init__(
        self,
        what: str,
        theme: Theme,
        remembered: Remembered,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.preview: TakeBackPreview | None = None
        self.setWindowTitle("收回")
        self.resize(880, 600)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(10)
        whole.addWidget(label(f"收回{what}", "heading", wrap=True))
        self.sum = label(WAITING, wrap=True)
        whole.addWidget(self.sum)
        note = "收回是另记一笔：导入的文件、原来的历史都保留；人写下的更正不动。"
        whole.addWidget(label(note, "muted", wrap=True))
        self.everything = QCheckBox("")
        self.everything.setVisible(False)
        self.everything.toggled.connect(self._look_again)
        whole.addWidget(self.everything)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for title in TITLES:
            self.tabs.addTab(title)
        whole.addWidget(self.tabs)
        self.lists: list[RowTableModel[Any]] = []
        self.stack = QStackedWidget()
        self.tabs.currentChanged.connect(self.stack.setCurrentIndex)
        columns_of: tuple[tuple[Column[Any], ...], ...] = (GOING, CHANGING, STAYING, FINDINGS, FINDINGS)
        for place, columns in enumerate(columns_of):
            model = RowTableModel[Any](columns, lambda one: one, parent=self)
            view = ListView[Any](f"take-back-{place}", model, theme, remembered)
            view.setAccessibleName(TITLES[place])
            self.lists.append(model)
            self.stack.addWidget(view)
        whole.addWidget(self.stack, 1)
        whole.addLayout(self._foot())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.save.click)
        self.reason.setFocus()

    def _foot(self) -> QHBoxLayout:
        self.reason = QComboBox()
        self.reason.setEditable(True)
        self.reason.addItems(READY)
        self.reason.setCurrentText("")
        line = self.reason.lineEdit()
        if line is not None:
            line.setPlaceholderText("原因（必填，会长期保存）")
        self.reason.setAccessibleName("原因")
        self.reason.setMinimumWidth(320)
        self.reason.currentTextChanged.connect(self._check)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(label("原因 *", "muted"))
        foot.addWidget(self.reason, 1)
        foot.addWidget(button("取消", self.reject))
        self.save = button("收回", self.accept, "primary", tip="Ctrl+Enter")
        self.save.setEnabled(False)
        foot.addWidget(self.save)
        return foot

    def show_preview(self, preview: TakeBackPreview) -> None:
        """Show what taking back would do."""
        self.preview = preview
        self.sum.setText(sum_words(preview))
        if preview.kept_count:
            self.everything.setText(
                f"连同人处理过的 {preview.kept_count:,} 项一起收回（所写的说明、核查等也会去掉）"
            )
        self.everything.setVisible(bool(preview.kept_count) or self.everything.isChecked())
        counts = (
            sum(preview.removed.values()),
            preview.fields,
            len(preview.kept) + len(preview.stays),
            len(preview.over),
            len(preview.new),
        )
        lines = (preview.goes, preview.changes, (*preview.kept, *preview.stays), preview.over, preview.new)
        for place, (title, count) in enumerate(zip(TITLES, counts, strict=True)):
            self.tabs.setTabText(place, f"{title} {count:,}")
            self.lists[place].set_rows(lines[place])
        first = next((place for place, count in enumerate(counts) if count), 0)
        self.tabs.setCurrentIndex(first)
        self._check()

    def words(self) -> str:
        """Return the reason as written."""
        return self.reason.currentText().strip()

    def _look_again(self, everything: bool) -> None:
        self.preview = None
        self.sum.setText(WAITING)
        self._check()
        self.wanted.emit(everything)

    def _check(self) -> None:
        shown = self.preview
        self.save.setEnabled(bool(self.words()) and shown is not None)

    def keyPressEvent(self, event: object) -> None:
        """Leave on Escape only; Enter in the reason does nothing."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # type: ignore[attr-defined]
            return
        super().keyPressEvent(event)  # type: ignore[arg-type]


def sum_words(preview: TakeBackPreview) -> str:
    """Say in one sentence what taking back would do."""
    removed = "、".join(f"{kind} {count:,} 条" for kind, count in preview.removed.items())
    parts = [f"去掉 {removed}"] if removed else []
    parts += [f"{preview.restored:,} 条恢复原值"] if preview.restored else []
    parts = parts or ["没有数据会改变：后来的文件或更正也这样说"]
    parts += [f"人处理过的 {preview.kept_count:,} 项保留"] if preview.kept_count else []
    gone = len(preview.over) + preview.going_along
    if gone or preview.new:
        along = f"（其中 {preview.going_along:,} 条随计划去掉）" if preview.going_along else ""
        parts += [f"异常少 {gone:,} 条{along}，多 {len(preview.new):,} 条"]
    elif not preview.nothing:
        parts += ["异常不变"]
    return "；".join(parts) + "。"
