"""Show what taking back would do, ask for the reason, and leave it to a person."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QHBoxLayout, QTabBar, QVBoxLayout, QWidget

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
THINGS: tuple[Column[Line], ...] = (
    Column("kind", "类别", lambda one: one.kind, 96, tone=lambda _one: "muted"),
    Column("name", "对象", lambda one: one.name, 220, bold=True, middle=True),
    Column("field", "字段", lambda one: one.field, 96, tone=lambda _one: "muted"),
    Column("before", "现在", lambda one: one.before, 150, tone=lambda _one: "muted"),
    Column("after", "收回后", lambda one: one.after, 150, bold=True),
    Column("why", "为什么", lambda one: one.why, 230, stretch=True),
)
FINDINGS: tuple[Column[FindingLine], ...] = (
    Column("code", "异常", lambda one: f"{one.code} {one.title}", 190, chips=lambda one: (_chip(one),)),
    Column("plan", "计划编号", lambda one: one.plan, 140),
    Column("message", "情形", lambda one: one.message, 300, stretch=True),
)
GOES, CHANGES, STAYS, OVER, NEW = range(5)
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
        for title in ("去掉", "恢复", "保留", "不再成立的异常", "新出现的异常"):
            self.tabs.addTab(title)
        self.tabs.currentChanged.connect(self._bring)
        whole.addWidget(self.tabs)
        self.things = RowTableModel[Line](THINGS, lambda one: (one.kind, one.name, one.field), parent=self)
        self.thing_view = ListView[Line]("take-back-things", self.things, theme, remembered)
        self.thing_view.setAccessibleName("受影响的数据")
        self.findings = RowTableModel[FindingLine](
            FINDINGS, lambda one: (one.plan, one.code, one.message), parent=self
        )
        self.finding_view = ListView[FindingLine]("take-back-findings", self.findings, theme, remembered)
        self.finding_view.setAccessibleName("受影响的异常")
        whole.addWidget(self.thing_view, 1)
        whole.addWidget(self.finding_view, 1)
        whole.addLayout(self._foot())
        self._bring(GOES)
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
            len(preview.changes),
            len(preview.kept) + len(preview.stays),
            len(preview.over),
            len(preview.new),
        )
        titles = ("去掉", "恢复", "保留", "不再成立的异常", "新出现的异常")
        for place, (title, count) in enumerate(zip(titles, counts, strict=True)):
            self.tabs.setTabText(place, f"{title} {count:,}")
        first = next((place for place, count in enumerate(counts) if count), GOES)
        self.tabs.setCurrentIndex(first)
        self._bring(first)
        self._check()

    def words(self) -> str:
        """Return the reason as written."""
        return self.reason.currentText().strip()

    def _look_again(self, everything: bool) -> None:
        self.preview = None
        self.sum.setText(WAITING)
        self._check()
        self.wanted.emit(everything)

    def _bring(self, place: int) -> None:
        shown = self.preview
        if shown is not None:
            of_things = {GOES: shown.goes, CHANGES: shown.changes, STAYS: (*shown.kept, *shown.stays)}
            self.things.set_rows(of_things.get(place, ()))
            self.findings.set_rows({OVER: shown.over, NEW: shown.new}.get(place, ()))
        self.thing_view.setVisible(place < OVER)
        self.finding_view.setVisible(place >= OVER)
        for name, used in (
            ("field", place != GOES),
            ("before", place == CHANGES),
            ("after", place == CHANGES),
        ):
            column = next(at for at, one in enumerate(THINGS) if one.key == name)
            self.thing_view.setColumnHidden(column, not used)
        why = next(at for at, one in enumerate(THINGS) if one.key == "why")
        self.thing_view.setColumnHidden(why, place == CHANGES)

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
