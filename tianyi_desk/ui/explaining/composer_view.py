"""What the composer looks like, in working order: what, why, text, files, course, filing."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from tianyi_desk.facts.codes import CODE
from tianyi_desk.facts.vocabulary import AnomalyKind, DraftStage
from tianyi_desk.services.draft_views import Attachment, Draft
from tianyi_desk.services.plan_head import Due
from tianyi_desk.ui.chips import Chip, code_chip
from tianyi_desk.ui.explaining.auditors_words import AuditorsWords
from tianyi_desk.ui.explaining.course import CourseList
from tianyi_desk.ui.explaining.facts_edit import FactsEdit
from tianyi_desk.ui.explaining.files_list import FilesList
from tianyi_desk.ui.explaining.steps import FilingSteps
from tianyi_desk.ui.labels import Elided, button, icon_button, label, ruler, set_role
from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.theme import Theme
from tianyi_desk.ui.widgets.chip_row import ChipRow

WIDTH = 396
STAGE_CHIPS: dict[DraftStage, Chip] = {
    DraftStage.WRITING: Chip("起草", "remind"),
    DraftStage.WAITING: Chip("待复核", "remind", "ring"),
    DraftStage.RETURNED: Chip("被退回", "official", "cross"),
    DraftStage.ACCEPTED: Chip("复核通过", "good", "tick"),
    DraftStage.FILED: Chip("已填报", "good", "tick"),
    DraftStage.DROPPED: Chip("已放弃", "muted"),
}
UNWRITTEN = Chip("未起草", "muted")
CODE_OF = {AnomalyKind.NOT_SIGNED: "O1", AnomalyKind.DEVIATION: "O2", AnomalyKind.NO_PHOTOS: "O3"}


def kind_chip(kind: AnomalyKind) -> Chip:
    """Return the chip of a kind of anomaly, with its code where it has one."""
    code = CODE_OF.get(kind)
    return code_chip(code) if code in CODE else Chip(kind.value, "remind", "ring")


class ComposerView(QWidget):
    """The widgets; what they do is the composer's."""

    def __init__(
        self,
        theme: Theme,
        remembered: Remembered,
        where: Callable[[Attachment], Path | None],
        put_away: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self.stage = ChipRow(theme)
        self.saved = Elided("", "small", Qt.TextElideMode.ElideRight)
        self.saved.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.leave = icon_button(theme, "close", "收起异常说明（Esc）", put_away)
        self.kinds_shown = ChipRow(theme)
        self.enterprise = Elided("", "heading")
        self.shared = QPushButton()
        self.shared.setCheckable(True)
        self.shared.setAutoDefault(False)
        self.shared.setProperty("role", "switch")
        self.due = label("", "house")
        self.other = button("", lambda: None, "link", tip="为这条计划另一项还没有写的说明起草（Alt+S）")
        self.kind_boxes: dict[AnomalyKind, QCheckBox] = {kind: QCheckBox(kind.value) for kind in AnomalyKind}
        self.auditors = AuditorsWords()
        self.why = Elided("", "small", Qt.TextElideMode.ElideRight)
        self.why.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.cause = QComboBox()
        self.cause.setAccessibleName("原因")
        self.clause = label("", "small")
        self.anew = button("重新填入", lambda: None, "link", tip="按所选原因重写正文；Ctrl+Z 恢复（Alt+R）")
        self.causes = button("范文…", lambda: None, "link", tip="查看、修改原因与范文")
        self.filled = label("", "small")
        self.length = label("", "small")
        self.edit = FactsEdit(theme)
        self.gap = button("", lambda: None, "link", tip="F4")
        self.word = label("", "notice", wrap=True)
        self.trouble = label("", "official", wrap=True)
        self.files = FilesList(theme, remembered, where)
        self.course = CourseList(theme, remembered)
        self.steps = FilingSteps(theme)
        self.back = button("", lambda: None, tip="Alt+Z")
        self.refuse = button("退回…", lambda: None, tip="Ctrl+Backspace")
        self.go = button("", lambda: None, "primary", tip="Ctrl+Enter")
        self._lay_out()

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head())
        whole.addWidget(ruler())
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setObjectName("surface")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addWidget(self.word)
        column.addWidget(self._what())
        column.addWidget(self.auditors)
        column.addLayout(self._reason())
        column.addLayout(self._text(), 1)
        column.addWidget(self.files)
        course = QVBoxLayout()
        course.setSpacing(2)
        course.addWidget(self.course_head)
        course.addWidget(self.course)
        column.addLayout(course)
        column.addWidget(self.steps)
        self.area.setWidget(inside)
        whole.addWidget(self.area, 1)
        whole.addWidget(self._foot())

    def _head(self) -> QWidget:
        head = QWidget()
        head.setFixedHeight(47)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 10, 0)
        row.setSpacing(8)
        row.addWidget(label("异常说明", "title"))
        row.addWidget(self.saved, 1)
        row.addWidget(self.stage)
        row.addWidget(self.leave)
        return head

    def _what(self) -> QWidget:
        card = QFrame()
        card.setObjectName("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(10, 8, 10, 8)
        inside.setSpacing(6)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.kinds_shown)
        first.addWidget(self.enterprise, 1)
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(self.shared)
        second.addWidget(self.other)
        second.addStretch(1)
        second.addWidget(self.due)
        third = QHBoxLayout()
        third.setSpacing(12)
        for box in self.kind_boxes.values():
            third.addWidget(box)
        third.addStretch(1)
        inside.addLayout(first)
        inside.addLayout(second)
        inside.addLayout(third)
        return card

    def _reason(self) -> QVBoxLayout:
        head = QHBoxLayout()
        head.addWidget(label("原因", "heading"))
        head.addWidget(self.why, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.cause, 1)
        row.addWidget(self.clause)
        row.addWidget(self.anew)
        row.addWidget(self.causes)
        made = QVBoxLayout()
        made.setSpacing(4)
        made.addLayout(head)
        made.addLayout(row)
        return made

    def _text(self) -> QVBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label("说明正文", "heading"))
        head.addStretch(1)
        head.addWidget(self.gap)
        head.addWidget(self.filled)
        head.addWidget(self.length)
        self.course_head = label("经过", "heading")
        made = QVBoxLayout()
        made.setSpacing(4)
        made.addLayout(head)
        made.addWidget(self.edit, 1)
        made.addWidget(self.trouble)
        return made

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setObjectName("foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.refuse)
        row.addWidget(self.go)
        return foot

    def show_what(
        self, kinds: Sequence[AnomalyKind], offered: Sequence[AnomalyKind], enterprise: str, due: Due | None
    ) -> None:
        """Show what the text is about; `offered` are the kinds that may be ticked."""
        self.kinds_shown.set_chips([kind_chip(kind) for kind in kinds])
        self.enterprise.setText(enterprise)
        self.due.setText("")
        if due is not None:
            pending = due.pending
            self.due.setText(f"{due.words} {due.day:%m-%d}" if pending else f"期限 {due.day:%m-%d}")
            set_role(self.due, "small" if not pending else "official" if due.overdue else "house")
        for kind, box in self.kind_boxes.items():
            box.blockSignals(True)
            box.setChecked(kind in kinds)
            box.blockSignals(False)
            box.setVisible(len(offered) > 1 and kind in offered)

    def show_shared(self, number: str, numbers: Sequence[str], *, able: bool) -> None:
        """Show whether bound plans share the text, where they are `able` to."""
        several = len(numbers) > 1
        self.shared.setChecked(several)
        self.shared.setVisible(several or able)
        self.shared.setText(
            f"绑定 {len(numbers)} 条共用一份说明" if several else f"只写 {number[-4:]} 这一条"
        )
        self.shared.setToolTip("、".join(numbers) + "\n切换：绑定的计划共用一份，或各写各的（Alt+B）")

    def let_edit(self, *, editable: bool) -> None:
        """Let the text and what it is about be changed, or only be read."""
        for widget in (self.cause, self.shared, *self.kind_boxes.values()):
            widget.setEnabled(editable)
        self.anew.setVisible(editable)
        self.edit.setReadOnly(not editable)

    def show_draft(self, draft: Draft | None) -> None:
        """Show the word, the files, the course and the steps of a draft."""
        stage = draft.stage if draft is not None else None
        self.word.setText(f"{draft.reviewer or '审核'} 退回：{draft.word}" if draft and draft.word else "")
        self.word.setVisible(bool(self.word.text()))
        self.files.show_files(draft.attachments if draft else (), may_drop=stage is not DraftStage.FILED)
        self.course.show_course(draft.versions if draft else ())
        self.course_head.setVisible(draft is not None)
        self.steps.setVisible(stage in (DraftStage.ACCEPTED, DraftStage.FILED))

    def say(self, trouble: str) -> None:
        """Say below the text what went wrong, "" for nothing."""
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))
