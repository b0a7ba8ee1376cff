"""Put right what the page shows: which fact is meant, the editor beside it, and what came of it."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QRect, Signal
from PySide6.QtWidgets import QApplication, QWidget

from tianyi_desk.services.correcting import Corrected
from tianyi_desk.services.correction_slots import Editable
from tianyi_desk.services.plan_page import PlanPage
from tianyi_desk.ui.correcting.acts import CorrectionActs, outcome_words
from tianyi_desk.ui.correcting.editor import Editor
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.plan_page.body import PageBody
from tianyi_desk.ui.plan_page.fact_label import FactLabel
from tianyi_desk.ui.widgets.short_list import ShortList

Shown = Mapping[str, tuple[str, ...]]
CHECK_INS: Shown = {
    "event": ("event",),
    "name": ("name", "phone"),
    "at": ("at",),
    "distance": ("position", "place"),
    "result": ("void", "plan", "channel", "declined", "remarks"),
}
PHOTOS: Shown = {
    "category": ("category",),
    "file_name": ("plan", "uploader"),
    "at": ("uploaded_at",),
    "result": ("void",),
}
TEAM: Shown = {"role": ("role",), "name": ("name", "remote", "absent", "phone")}
"""The fields that stand behind each column; the first is the one that the column shows."""


class PageCorrecting(QObject):
    """Opens the editor for what the keyboard or the mouse is on; `told` carries the line that says what changed."""

    told = Signal(str)

    def __init__(self, around: Surroundings, view: QWidget, body: PageBody) -> None:
        super().__init__(view)
        self._view, self._body = view, body
        self._page: PlanPage | None = None
        self._marks: list[Editable] = []
        self._before: QWidget | None = None
        self.acts = CorrectionActs(around, self)
        self.editor = Editor(around.remembered, self._save, view)
        self.editor.closed.connect(self._return)
        self.acts.done.connect(self._done)
        self.acts.refused.connect(self.told)
        body.corrections.undo_wanted.connect(lambda number: self.acts.undo([number]))
        for pairs in (body.addresses, body.particulars):
            pairs.wanted.connect(self.open)
        for one in self._lists():
            one.doubleClicked.connect(lambda index, one=one: self._open_cell(one, index))
            one.marked = partial(self._marked, one)

    def _lists(self) -> tuple[ShortList[Any], ...]:
        return self._body.check_ins, self._body.team, self._body.photos

    def show_page(self, page: PlanPage) -> None:
        """Put right what this page shows from now on."""
        self._page = page
        self._marks = [one for one in page.editables if one.mark is not None]
        for one in self._lists():
            one.viewport().update()

    def begin(self) -> None:
        """Put right what the keyboard is on: a value, a cell's row, else anything of the plan."""
        if self._page is None or self.editor.isVisible():
            return
        here = QApplication.focusWidget()
        if isinstance(here, FactLabel):
            self.open(here.editables, here)
            return
        for one in (*self._lists(), self._body.bound):
            if one is here and one.current() is not None:
                self._open_cell(one, one.currentIndex())
                return
        self.open(self._page.editables, self._view)

    def open(self, offered: Sequence[Editable], beside: QWidget, first: int = 0) -> None:
        """Open the editor beside a widget."""
        if not offered:
            return
        whole = beside is self._view
        place = (
            QRect(40, 80, 0, 0)
            if whole
            else QRect(beside.mapTo(self._view, beside.rect().topLeft()), beside.size())
        )
        self._show(offered, first, place)

    def _show(self, offered: Sequence[Editable], first: int, place: QRect) -> None:
        self._before = QApplication.focusWidget()
        self.editor.open(offered, first, place)

    def _open_cell(self, one: ShortList[Any], index: QModelIndex) -> None:
        column = one.rows.columns[index.column()].key
        offered, names = self._of_row(one, one.rows.row(index.row()), column)
        if not offered:
            self.told.emit("这一行没有可以在这里更正的内容")
            return
        fields = [self._name_of(one, each) for each in offered]
        first = next((fields.index(name) for name in names if name in fields), 0)
        cell = one.visualRect(index)
        top_left = one.viewport().mapTo(self._view, cell.topLeft())
        self._show(offered, first, QRect(top_left, cell.size()))

    def _name_of(self, one: ShortList[Any], each: Editable) -> str:
        return each.slot.aspect if one is self._body.team else each.slot.field

    def _marked(self, one: ShortList[Any], row: Any, column: str) -> str:
        """Return what was put right in a cell, "" for nothing."""
        if not self._marks:
            return ""
        offered, names = self._of_row(one, row, column)
        marks = [each.mark for each in offered if self._name_of(one, each) in names]
        return next((mark.words for mark in marks if mark is not None), "")

    def _of_row(self, one: ShortList[Any], row: Any, column: str) -> tuple[list[Editable], tuple[str, ...]]:
        """Return what may be put right of a row, and the fields that stand behind a column."""
        body, all_of = self._body, self._page.editables if self._page is not None else ()
        if one is body.check_ins:
            return [each for each in all_of if each.slot.which == ("签到记录", row.row.key)], CHECK_INS[
                column
            ]
        if one is body.photos:
            return [each for each in all_of if each.slot.which == ("照片", row.key)], PHOTOS.get(column, ())
        if one is body.bound:
            return [
                each for each in all_of if each.slot.entity == "绑定" and each.slot.aspect == row.number
            ], ()
        place = list(body.team.rows.rows).index(row)
        team = [each for each in all_of if each.slot.field == "team" and each.slot.part in {place, None}]
        return [each for each in team if each.slot.part == place] + [
            each for each in team if each.slot.part is None
        ], TEAM.get(column, ())

    def _save(self, one: Editable, text: str, reason: str) -> None:
        if self._page is not None:
            number = self._page.head.number
            self.acts.write(number, one, text, reason, self.editor.saved, self.editor.say)

    def _done(self, corrected: Corrected, undone: bool) -> None:
        mine = [self._page.head.number] if self._page is not None else []
        self.told.emit(outcome_words(corrected, mine, undone=undone))

    def _return(self) -> None:
        """Put the keyboard back where it was, or on the page."""
        before, self._before = self._before, None
        alive = before is not None and self._view.isAncestorOf(before) and before.isVisible()
        (before if alive and before is not None else self._view).setFocus()
