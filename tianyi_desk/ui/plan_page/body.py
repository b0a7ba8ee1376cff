"""The middle of the page: two columns that scroll together, or one where there is no room for two."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from tianyi_desk.facts.vocabulary import Event
from tianyi_desk.services.plan_changes import ChangeKind
from tianyi_desk.services.plan_page import PlanPage
from tianyi_desk.services.plan_people import Team
from tianyi_desk.ui.labels import label
from tianyi_desk.ui.plan_page.columns import (
    BOUND_COLUMNS,
    CHANGE_COLUMNS,
    CHECK_IN_COLUMNS,
    PHOTO_COLUMNS,
    TEAM_COLUMNS,
    CheckInLine,
    TeamLine,
    check_in_lines,
    team_lines,
)
from tianyi_desk.ui.plan_page.corrections import CorrectionsBody
from tianyi_desk.ui.plan_page.filings import FilingsBody
from tianyi_desk.ui.plan_page.findings_body import FindingsBody, note_of
from tianyi_desk.ui.plan_page.particulars import (
    Pairs,
    SourceRows,
    address_pairs,
    of_addresses,
    of_particulars,
    particulars,
)
from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.tables import Column, RowTableModel
from tianyi_desk.ui.theme import Theme
from tianyi_desk.ui.widgets.section import Section
from tianyi_desk.ui.widgets.short_list import ShortList

LEFT_WIDTH, TWO_COLUMNS = 376, 660
"""The left column of two, and the least width that has room for both; pixels."""


class Inside(QWidget):
    """What scrolls: as high as its wrapped texts are at its width, and no higher."""

    def minimumSizeHint(self) -> QSize:
        """Leave the height to the width: Qt would guess it from texts that are not wrapped yet."""
        return QSize(280, 0)


class PageBody(QScrollArea):
    """Place, team, photos, bound plans and particulars beside findings, explanations, history and source rows."""

    plan_wanted = Signal(str, bool)
    apart_wanted = Signal()

    def __init__(
        self, theme: Theme, remembered: Remembered, read_clause: Callable[[str], None] | None = None
    ) -> None:
        super().__init__()
        self._theme, self._remembered = theme, remembered
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().setSingleStep(40)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.addresses = Pairs((), 48, theme)
        self.check_ins = self._list("page-check-ins", CHECK_IN_COLUMNS, _check_in_ground)
        self.team = self._list("page-team", TEAM_COLUMNS, _team_ground)
        self.photos = self._list("page-photos", PHOTO_COLUMNS)
        self.bound = self._list("page-bound", BOUND_COLUMNS)
        self.particulars = Pairs(theme=theme)
        self.corrections = CorrectionsBody()
        self.findings = FindingsBody(theme, read_clause)
        self.filings = FilingsBody(theme)
        self.changes = self._list("page-changes", CHANGE_COLUMNS)
        self.sources = SourceRows(theme)
        self._empty: dict[int, QWidget] = {}
        self._make_sections()
        self._lay_out()
        self.bound.opened.connect(lambda row: self.plan_wanted.emit(row.number, False))
        self.bound.opened_apart.connect(lambda row: self.plan_wanted.emit(row.number, True))
        for one in (self.check_ins, self.team, self.photos, self.changes):
            one.opened_apart.connect(lambda _row: self.apart_wanted.emit())

    def _list(
        self, name: str, columns: Sequence[Column[Any]], ground: Callable[[Any], str] | None = None
    ) -> ShortList[Any]:
        model: RowTableModel[Any] = RowTableModel(columns, id)
        made = ShortList(name, model, self._theme, self._remembered, ground)
        model.setParent(made)
        return made

    def _make_sections(self) -> None:
        theme = self._theme
        self.place = Section(theme, "地点与签到")
        self.place.add(self.addresses)
        self._add_list(self.place, self.check_ins, "没有签到签退记录")
        self.people = Section(theme, "审核组")
        self._add_list(self.people, self.team, "没有审核组")
        self.pictures = Section(theme, "照片")
        self._add_list(self.pictures, self.photos, "没有照片记录")
        self.together = Section(theme, "绑定计划")
        self._add_list(self.together, self.bound, "没有绑定的计划，单独签到")
        self.about = Section(theme, "计划")
        self.about.add(self.particulars)
        self.wrongs = Section(theme, "异常")
        self.wrongs.add(self.findings)
        self.words = Section(theme, "说明", foldable=True)
        self.words.add(self.filings)
        self.mended = Section(theme, "更正记录")
        self.mended.add(self.corrections)
        self.history = Section(theme, "变更", foldable=True)
        self._add_list(self.history, self.changes, "没有变更记录")
        self.origin = Section(theme, "原始行", foldable=True)
        self.origin.add(self.sources)
        self.sections = (
            self.place,
            self.people,
            self.pictures,
            self.wrongs,
            self.words,
            self.history,
            self.origin,
            self.about,
            self.mended,
        )

    def _add_list(self, section: Section, one: ShortList[Any], words: str) -> None:
        """Put a list into a section with what stands there when it is empty."""
        empty = label(words, "small")
        self._empty[id(one)] = empty
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(empty)
        inside.addWidget(one)
        section.add(holder)

    def _lay_out(self) -> None:
        inside = Inside()
        inside.setObjectName("surface")
        self._left, self._right = QWidget(), QWidget()
        left, right = QVBoxLayout(self._left), QVBoxLayout(self._right)
        for column, sections in (
            (left, (self.place, self.people, self.pictures, self.together, self.about)),
            (right, (self.wrongs, self.mended, self.words, self.history, self.origin)),
        ):
            column.setContentsMargins(16, 8, 16, 12)
            column.setSpacing(12)
            for section in sections:
                column.addWidget(section)
            column.addStretch(1)
        self._between = QFrame()
        self._between.setObjectName("divider")
        self._columns = QHBoxLayout(inside)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(0)
        self._columns.addWidget(self._left)
        self._columns.addWidget(self._between)
        self._columns.addWidget(self._right, 1)
        self.setWidget(inside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns beside each other, or the findings above the rest where it is narrow."""
        super().resizeEvent(event)
        two = self.width() >= TWO_COLUMNS
        self._between.setVisible(two)
        direction = QHBoxLayout.Direction.LeftToRight if two else QHBoxLayout.Direction.BottomToTop
        self._columns.setDirection(direction)
        self._left.setMinimumWidth(0)
        if two:
            self._left.setFixedWidth(min(max(LEFT_WIDTH, self.width() * 44 // 100), 480))
        else:
            self._left.setMaximumWidth(16_777_215)

    def show_page(self, page: PlanPage) -> None:
        """Show another page; the same plan keeps its place."""
        pairs = address_pairs(page.addresses) or [("地址", "没有审核地址")]
        self.addresses.set_pairs(pairs, of_addresses(page.editables))
        signed = sorted((*page.check_ins, *page.void_check_ins), key=lambda row: row.record.at)
        self._fill(self.check_ins, check_in_lines(signed))
        self._fill(self.team, team_lines(page.team) if page.team.members else [])
        self._fill(self.photos, (*page.photos, *page.void_photos))
        self._fill(self.bound, page.bound)
        self.together.setVisible(bool(page.bound))
        self.particulars.set_pairs(particulars(page.head), of_particulars(page.editables))
        mended = self.corrections.show_changes(page.changes)
        self.mended.setVisible(bool(mended))
        self.mended.set_note(f"{mended} 笔" if mended else "")
        self.findings.show_findings(page)
        self.filings.show_filings(page.explanations, page.drafts)
        self._fill(self.changes, tuple(reversed(page.changes)))
        self.sources.show_rows(page.sources, page.head.number)
        self._notes(page)

    def _fill(self, one: ShortList[Any], rows: Sequence[Any]) -> None:
        one.rows.set_rows(rows)
        one.setVisible(bool(rows))
        self._empty[id(one)].setVisible(not rows)

    def _notes(self, page: PlanPage) -> None:
        by_people = sum(one.kind in (ChangeKind.CORRECTION, ChangeKind.DECISION) for one in page.changes)
        self.place.set_note(place_note(page))
        self.people.set_note(people_note(page.team))
        self.pictures.set_note(f"{len(page.photos)} 张" if page.photos else "")
        self.wrongs.set_note(note_of(page))
        self.words.set_note(words_note(page))
        self.history.set_note(f"{len(page.changes)} 笔，其中人工 {by_people} 笔")
        self.origin.set_note(f"{len(page.sources)} 行")

    def jump(self, place: int) -> None:
        """Open a part, bring it into sight and put the keyboard there."""
        if not 0 <= place < len(self.sections):
            return
        section = self.sections[place]
        section.set_open(on=True)
        section.take_focus()
        self.ensureWidgetVisible(section, 0, 8)


def words_note(page: PlanPage) -> str:
    """Say how many explanations are filed, and how far a draft is."""
    told = [f"{len(page.explanations)} 份"] if page.explanations else []
    return "，".join([*told, *([page.draft.stage.value] if page.draft.stage else [])])


def place_note(page: PlanPage) -> str:
    """Say how far off the nearest counted records were."""
    told = []
    for event in Event:
        near = [
            row
            for row in page.check_ins
            if row.record.event is event and row.counted and row.distance_m is not None
        ]
        if near:
            nearest = min(near, key=lambda row: row.distance_m or 0.0)
            told.append(f"{event.value} {nearest.distance_words}")
    return "，".join(told)


def people_note(team: Team) -> str:
    """Say how many there are, and whether photos were reviewed."""
    reviewed = f"已核查照片 {team.reviewed} 张" if team.reviewed else "照片尚未核查"
    return f"{len(team.members)} 人，{reviewed}" if team.members else ""


def _check_in_ground(line: CheckInLine) -> str:
    return "official_soft" if line.row.counted and line.row.too_far else ""


def _team_ground(row: TeamLine) -> str:
    return "house_soft" if row.codes else ""
