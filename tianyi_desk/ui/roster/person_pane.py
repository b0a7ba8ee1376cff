"""The person at the right of 名册: facts with masked numbers, figures, audits, findings, history."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tianyi_desk.facts.vocabulary import FindingClass
from tianyi_desk.services.deviations import Deviation
from tianyi_desk.services.person_acts import can_undo
from tianyi_desk.services.person_page import PersonPage, PersonVisit, open_person
from tianyi_desk.services.person_past import Span
from tianyi_desk.services.phone_check import PhoneUse
from tianyi_desk.services.plan_changes import ChangeRow
from tianyi_desk.services.roster_editing import Numbers, show_numbers
from tianyi_desk.ui.labels import label, ruler, set_role
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.roster.columns import FINDINGS, HISTORY, visit_columns
from tianyi_desk.ui.roster.month_bars import MonthBars
from tianyi_desk.ui.roster.person_columns import NO_PHONES, PAST, PHONES, left_words, phone_words
from tianyi_desk.ui.roster.person_facts import PersonFacts
from tianyi_desk.ui.roster.person_head import PersonHead
from tianyi_desk.ui.runner import Lane, Running
from tianyi_desk.ui.tables import RowTableModel
from tianyi_desk.ui.widgets.empty import EmptyState
from tianyi_desk.ui.widgets.section import Section
from tianyi_desk.ui.widgets.short_list import ShortList

SETTLE_MS = 60
SHOWN = (FindingClass.OFFICIAL, FindingClass.HOUSE, FindingClass.DOUBT, FindingClass.DATA)
TONE = {
    FindingClass.OFFICIAL: "figureOfficial",
    FindingClass.HOUSE: "figureHouse",
    FindingClass.DOUBT: "figureDoubt",
    FindingClass.DATA: "figureData",
}
ATTRIBUTION = "指名到人的算本人的，其余算组长的；同一次审核只列一次"
NOBODY = ("没有选中的人", "在左边选一个人，看这个人的审核、异常和变更。")


class PersonPane(QWidget):
    """Follows the person that it is told of; `edit_wanted` carries the page that shall be mended.

    So do `merge_wanted` and `part_wanted`; `undo_wanted` carries the line of the history that shall be undone,
    `phone_wanted` the page and the phone in use that shall be the registered one.
    """

    plan_wanted = Signal(str, bool)
    edit_wanted = Signal(object)
    merge_wanted = Signal(object)
    part_wanted = Signal(object)
    undo_wanted = Signal(object)
    phone_wanted = Signal(object, str)

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._key: int | None = None
        self._running: Running | None = None
        self._waiting = False
        self.page: PersonPage | None = None
        self.numbers: Numbers | None = None
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._read)
        self.visits: ShortList[PersonVisit] = self._list(
            "person-visits", visit_columns(around.now().date()), "审核", lambda row: row.numbers
        )
        self.findings: ShortList[Deviation] = self._list(
            "person-findings", FINDINGS, "与本人有关的异常", lambda row: row.key
        )
        self.history: ShortList[ChangeRow] = self._list(
            "person-history", HISTORY, "变更", lambda row: row.number
        )
        self.phones: ShortList[PhoneUse] = self._list(
            "person-phones", PHONES, "用过的手机号", lambda row: (row.phone, row.where)
        )
        self.past: ShortList[Span] = self._list(
            "person-past", PAST, "资格与部门经历", lambda row: (row.field, row.since)
        )
        self.head = PersonHead(self._around.theme, self.edit, self.acts)
        self.name, self.marks, self.edit_button = self.head.name, self.head.marks, self.head.edit_button
        self.facts = PersonFacts()
        self.values, self.show_button = self.facts.values, self.facts.show_button
        self.facts.turn_wanted.connect(self.turn_numbers)
        self._lay_out()
        self.history.opened.connect(self._ask_undo)
        for one in (self.visits, self.findings, self.phones):
            one.opened.connect(lambda row: self.plan_wanted.emit(row.number, False))
            one.opened_apart.connect(lambda row: self.plan_wanted.emit(row.number, True))

    # Making it

    def _list(self, name: str, columns: Any, words: str, key: Callable[[Any], Hashable]) -> ShortList[Any]:
        model: RowTableModel[Any] = RowTableModel(columns, key)
        made = ShortList(name, model, self._around.theme, self._around.remembered)
        made.setAccessibleName(words)
        model.setParent(made)
        return made

    def _lay_out(self) -> None:
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.doubts = label("", "notice", wrap=True)
        for part in (self.head, self.facts, self.doubts, ruler(), self._figures(), ruler()):
            column.addWidget(part)
        column.addWidget(self._body(), 1)
        self.nobody = EmptyState(self._around.theme, "person", *NOBODY)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.nobody)
        self.stack.addWidget(shown)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _figures(self) -> QWidget:
        band = QWidget()
        row = QHBoxLayout(band)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(16)
        self.begun = label("", "figure")
        row.addLayout(_figure(self.begun, "审核"))
        self.figures = {one: label("", TONE[one]) for one in SHOWN}
        for one, number in self.figures.items():
            row.addLayout(_figure(number, one.value))
        row.addStretch(1)
        self.bars = MonthBars(self._around.theme)
        row.addWidget(self.bars)
        return band

    def _body(self) -> QScrollArea:
        theme = self._around.theme
        self._inside = QWidget()
        self._inside.setObjectName("surface")
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(16, 8, 16, 12)
        column.setSpacing(16)
        self.sections = {
            one: Section(theme, title, foldable=foldable)
            for one, title, foldable in (
                (self.visits, "审核", False),
                (self.findings, "与本人有关的异常", False),
                (self.phones, "手机号", False),
                (self.past, "资格、部门与在职经历", False),
                (self.history, "变更记录", True),
            )
        }
        self.blanks: dict[ShortList[Any], QWidget] = {}
        for one, words in (
            (self.visits, "没有列入任何计划"),
            (self.findings, "没有与本人有关的异常"),
            (self.phones, NO_PHONES),
        ):
            self.blanks[one] = label(words, "small")
            self.sections[one].add(self.blanks[one])
        for view, section in self.sections.items():
            section.add(view)
            column.addWidget(section)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self._inside)
        return self.area

    # What it shows

    def follow(self, key: int | None) -> None:
        """Show a person as soon as they have been current for a moment."""
        if key != self._key:
            self.numbers = None
        self._key = key
        self._settle.start()

    def refresh(self) -> None:
        """Read the person anew."""
        self._settle.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was wanted while the person was out of sight."""
        super().showEvent(event)
        if self._waiting:
            self._settle.start()

    def _read(self) -> None:
        self._waiting = not self.isVisible()
        if self._waiting:
            return  # the window may be closed by now
        if self._running is not None:
            self._running.cancel()
            self._running = None
        if self._key is None:
            self.page = None
            self.stack.setCurrentIndex(0)
            return
        desk = self._around.desk
        job = open_person(desk.database, desk.book, self._key, self._around.now())
        self._running = self._around.runner.start(job, self._show)

    def _show(self, page: PersonPage | None) -> None:
        self._running = None
        if page is not None and page.key != self._key:
            return
        fresh = self.page is None or page is None or self.page.key != page.key
        self.page = page
        self.stack.setCurrentIndex(int(page is not None))
        if page is None:
            return
        self.head.show_page(page)
        self.doubts.setText("号码待核：" + "；".join(page.doubts))
        self.doubts.setVisible(bool(page.doubts))
        self._show_facts()
        self.begun.setText(f"{page.begun}")
        for one, number in self.figures.items():
            number.setText(f"{page.figures[one]}")
            set_role(number, TONE[one] if page.figures[one] else "figure")
        self.bars.set_months(page.months)
        self._fill(self.visits, page.visits)
        self._fill(self.findings, page.findings)
        self._fill(self.phones, page.phones.uses)
        self.past.rows.set_rows(page.past)
        self.history.rows.set_rows(page.history)
        coming = f"，待审 {page.coming} 次" if page.coming else ""
        self.sections[self.visits].set_note(f"已开始 {page.begun} 次{coming}")
        self.sections[self.findings].set_note(ATTRIBUTION)
        self.sections[self.phones].set_note(phone_words(page.phones))
        self.sections[self.past].set_note(left_words(page))
        self.sections[self.history].set_note(
            f"{len(page.history)} 条，查看号码的也在内；合并、分开可按 Enter 撤销"
        )
        # A scroll area does not hear of lists that grew while it was out of sight.
        QCoreApplication.postEvent(self._inside, QEvent(QEvent.Type.LayoutRequest))
        if fresh:
            self.area.verticalScrollBar().setValue(0)

    def _fill(self, view: ShortList[Any], rows: Sequence[Any]) -> None:
        view.rows.set_rows(rows)
        view.setVisible(bool(rows))
        self.blanks[view].setVisible(not rows)

    def _show_facts(self) -> None:
        if self.page is not None:
            self.facts.show_page(self.page, self.numbers)

    # What it does

    def turn_numbers(self) -> None:
        """Show the numbers, which is written down, or hide them again."""
        if self.page is None or not self.show_button.isEnabled():
            return
        if self.numbers is not None:
            self.numbers = None
            self._show_facts()
            return
        key = self.page.key
        self._around.runner.start(
            show_numbers(self._around.desk.database, self._around.actor(), key),
            lambda numbers: self._numbers_came(key, numbers),
            lane=Lane.WRITE,
        )

    def _numbers_came(self, key: int, numbers: Numbers) -> None:
        if key == self._key:
            self.numbers = numbers
            self._show_facts()
            self.refresh()

    def merge(self) -> None:
        """Ask for the person to be merged with another entry."""
        if self.page is not None:
            self.merge_wanted.emit(self.page)

    def part(self) -> None:
        """Ask for the person to be parted in two."""
        if self.page is not None:
            self.part_wanted.emit(self.page)

    def acts(self) -> QMenu:
        """Return a menu of what else can be done with the person."""
        menu = QMenu(self)
        for words, does in (("合并重复的条目…    M", self.merge), ("分开同名的两人…    P", self.part)):
            menu.addAction(words).triggered.connect(lambda _on=False, does=does: does())
        differing = dict.fromkeys(one.phone for one in self.page.phones.differing) if self.page else {}
        for phone in differing:
            action = menu.addAction(f"登记的手机改为 {phone}…")
            action.triggered.connect(lambda _on=False, phone=phone: self.phone_wanted.emit(self.page, phone))
        return menu

    def _ask_undo(self, row: ChangeRow) -> None:
        if can_undo(row.reason, row.field):
            self.undo_wanted.emit(row)

    def edit(self) -> None:
        """Ask for the person to be mended."""
        if self.page is not None:
            self.edit_wanted.emit(self.page)


def _figure(number: Any, words: str) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addStretch(1)
    column.addWidget(number)
    column.addWidget(label(words, "small"))
    column.addStretch(1)
    return column
