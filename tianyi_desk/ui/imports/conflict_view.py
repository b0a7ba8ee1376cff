"""The pile 冲突: corrections that a file contradicts; each stays unless somebody takes the file's word."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tianyi_desk.services.conflict_lines import ConflictLine
from tianyi_desk.ui.chips import Chip
from tianyi_desk.ui.labels import Elided, button
from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.tables import Column, RowTableModel
from tianyi_desk.ui.theme import Theme
from tianyi_desk.ui.widgets.list_view import ListView

KEEP = Chip("保留更正", "house", "diamond")
TAKE = Chip("采用文件", "muted", "tick", soft=False)
Which = tuple[int, str]


class ConflictView(QWidget):
    """A list of conflicts with a decision each; `decided` is told when one is taken."""

    decided = Signal()

    def __init__(self, theme: Theme, remembered: Remembered) -> None:
        super().__init__()
        self.adopted: set[Which] = set()
        self.model = RowTableModel[ConflictLine](
            self._columns(), lambda one: (one.place, one.name), parent=self
        )
        self.view = ListView[ConflictLine]("pile-conflicts", self.model, theme, remembered)
        self.view.setAccessibleName("冲突")
        self.keep_button = button("保留更正", lambda: self.decide(adopt=False), tip="Alt+K，所选的行")
        self.take_button = button("采用文件", lambda: self.decide(adopt=True), tip="Alt+F，所选的行")
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 6, 16, 6)
        bar.setSpacing(8)
        words = "这些字段由人更正过，文件里又是另一个值。不选就保留更正；决定会留痕，同一个文件以后不再询问。"
        bar.addWidget(Elided(words, "muted", mode=Qt.TextElideMode.ElideRight), 1)
        for one in (
            self.keep_button,
            self.take_button,
            button("全部保留", lambda: self.decide_all(adopt=False), "link"),
            button("全部采用文件", lambda: self.decide_all(adopt=True), "link"),
        ):
            bar.addWidget(one)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(bar)
        whole.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        for key, adopt in (("Alt+K", False), ("Alt+F", True)):
            shortcut = QShortcut(QKeySequence(key), self, lambda adopt=adopt: self.decide(adopt=adopt))
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _columns(self) -> tuple[Column[ConflictLine], ...]:
        return (
            Column("about", "对象", lambda one: one.about, 200, bold=True, middle=True),
            Column("kind", "类别", lambda one: one.kind.value, 84, tone=lambda _one: "muted", rank=2),
            Column("field", "字段", lambda one: one.field, 96, tone=lambda _one: "muted"),
            Column("corrected", "更正为", lambda one: one.corrected, 190, bold=True),
            Column("who", "何人何时为何更正", lambda one: one.who, 230, stretch=True),
            Column("said", "文件中", lambda one: one.said, 190),
            Column(
                "choice",
                "决定",
                lambda one: self._choice(one).words,
                112,
                chips=lambda one: (self._choice(one),),
            ),
            Column(
                "source", "来源", lambda one: one.source, 150, tone=lambda _one: "muted", rank=1, middle=True
            ),
        )

    def _choice(self, one: ConflictLine) -> Chip:
        return TAKE if (one.place, one.name) in self.adopted else KEEP

    def show_lines(self, lines: Sequence[ConflictLine]) -> None:
        """Show the conflicts of an import; every correction stays until somebody decides otherwise."""
        self.adopted = set()
        self.model.set_rows(lines)

    def decide(self, *, adopt: bool) -> None:
        """Keep the chosen rows' corrections, or take the file's word."""
        self._set(self.view.chosen(), adopt=adopt)

    def decide_all(self, *, adopt: bool) -> None:
        """Decide on every row alike."""
        self._set(self.model.rows, adopt=adopt)

    def _set(self, lines: Sequence[ConflictLine], *, adopt: bool) -> None:
        which = {(one.place, one.name) for one in lines}
        self.adopted = self.adopted | which if adopt else self.adopted - which
        if self.model.rowCount():
            last = self.model.index(self.model.rowCount() - 1, self.model.columnCount() - 1)
            self.model.dataChanged.emit(self.model.index(0, 0), last)
        self.decided.emit()

    @property
    def words(self) -> str:
        """Say what is decided, "" where there is nothing to decide."""
        count = self.model.rowCount()
        if not count:
            return ""
        taken = len(self.adopted)
        parts = [f"保留更正 {count - taken:,}"] if count > taken else []
        parts += [f"采用文件 {taken:,}"] if taken else []
        return f"冲突 {count:,}：" + "、".join(parts)
