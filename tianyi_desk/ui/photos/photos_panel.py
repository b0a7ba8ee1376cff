"""照片: look at the photos of a visit, tick who is seen, decide, go on to the next; all of it by keys."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget

from tianyi_desk.facts.vocabulary import PhotoCategory
from tianyi_desk.services.gallery import Conclusion, Shot, VisitLine, VisitPhotos, list_visits, open_visit
from tianyi_desk.services.photo_wall import WallShot
from tianyi_desk.ui.labels import button
from tianyi_desk.ui.panel import KeyHint, Panel, Surroundings
from tianyi_desk.ui.photos.ahead import Ahead
from tianyi_desk.ui.photos.category_menu import ask_category
from tianyi_desk.ui.photos.darkroom import Darkroom
from tianyi_desk.ui.photos.keys import HINTS, WALL_HINTS, bind, visit_keys, wall_keys
from tianyi_desk.ui.photos.roster import WIDTH as ROSTER
from tianyi_desk.ui.photos.roster import RosterPane, SeatRow
from tianyi_desk.ui.photos.saver import Saver
from tianyi_desk.ui.photos.stage import Stage
from tianyi_desk.ui.photos.thinking import Thinking
from tianyi_desk.ui.photos.visits_side import WIDTH as SIDE
from tianyi_desk.ui.photos.visits_side import VisitsSide
from tianyi_desk.ui.photos.wall import Wall
from tianyi_desk.ui.photos.working import Working
from tianyi_desk.ui.widgets.empty import EmptyState

NOTHING_YET = (
    "还没有照片",
    "在“导入”里放进照片清单或照片文件夹（照片/计划编号/首次会议/…），或把一个月的文件夹一起拖进来。",
)
NOTHING_NOW = ("这个期间没有照片", "换一个期间，或导入这个期间的照片。")
NARROW, NARROWER = 900, 620


class PhotosPanel(Panel):
    """The visits at the left, the photos in the middle, who has to be seen at the right."""

    name = "photos"
    title = "照片"
    icon = "photo"
    hints: tuple[KeyHint, ...] = HINTS

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._lines: tuple[VisitLine, ...] = ()
        self._in_period: list[VisitLine] = []
        self._workings: dict[str, Working] = {}
        self.line: VisitLine | None = None
        self.working: Working | None = None
        self.shot: Shot | None = None
        self.large, self.on_wall = False, False
        self._sought: int | None = None
        self.darkroom = Darkroom(around.desk, around.runner)
        self.saver, self.thinking = Saver(around), Thinking(around)
        self.side = VisitsSide(around)
        self.stage = Stage(around, self.darkroom)
        self.ahead = Ahead(around, self.darkroom, self.stage)
        self.roster = RosterPane(around.theme, around.remembered)
        self.wall = Wall(around, self.darkroom)
        self.empty = EmptyState(around.theme, "photo", *NOTHING_YET, [self._import_button()])
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()
        self._connect()

    # Making it

    def _import_button(self) -> QPushButton:
        return button("去导入", lambda: self.panel_wanted.emit("import"), "primary")

    def _lay_out(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for part in (self.side, self.stage, self.roster):
            self.splitter.addWidget(part)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([SIDE, 784, ROSTER])
        self.pages = QStackedWidget()
        self.pages.addWidget(self.splitter)
        self.pages.addWidget(self.wall)
        self.pages.addWidget(self.empty)
        self.pages.setCurrentWidget(self.empty)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)

    def _connect(self) -> None:
        stage = self.stage
        self.saver.told.connect(self.told)
        self.saver.saved.connect(self._written)
        self.side.moved.connect(self._visit_chosen)
        self.side.view.dropped.connect(partial(ask_category, self, self.saver))
        self.side.view.opened.connect(lambda _line: self.open_plan())
        stage.plan_wanted.connect(self.open_plan)
        stage.strips.chosen.connect(self.show_shot)
        stage.strips.dropped.connect(self.add_pictures)
        stage.strips.resized.connect(self._want_thumbnails)
        stage.decided.connect(self.decide)
        stage.undo_wanted.connect(self.undo)
        stage.next_wanted.connect(self.go_on)
        stage.stepped.connect(self.step)
        stage.twin_wanted.connect(lambda number: self.plan_wanted.emit(number, False))
        self.roster.turned.connect(self.turn)
        self.ahead.heads_ready.connect(stage.show_heads)
        self.ahead.twins_ready.connect(stage.show_twins)
        self.thinking.done.connect(self.roster.foreseen.show_findings)
        self.side.wall_wanted.connect(self.turn_wall)
        self.wall.left.connect(self.turn_wall)
        self.wall.opened.connect(self.open_from_wall)
        self.visit_keys = bind(self, visit_keys(self))
        self.wall_keys = bind(self, wall_keys(self))
        bind(self, {"G": self.turn_wall})

    # The visits

    def reload(self) -> None:
        """Read the visits anew."""
        desk = self.around.desk
        self.around.runner.start(list_visits(desk.database, desk.book), self._show_visits)

    def _show_visits(self, lines: Sequence[VisitLine]) -> None:
        self._lines = tuple(lines)
        before = self.line
        self._narrow()
        if before is not None and self.line is not None and before.key == self.line.key:
            self._open(self.line)  # the same visit, whose photos and reviews may be other ones now

    def _narrow(self) -> None:
        shown = [line for line in self._lines if self.period.holds(line.plan.end.date())]
        self.empty.say(*(NOTHING_NOW if self._lines else NOTHING_YET))
        here = self.focusWidget()
        waiting = self.hasFocus() or here is self.empty
        self._in_period = shown
        self._turn_page()
        self.side.show_visits(shown)
        if self.on_wall:
            self.wall.show_lines(shown)
        if waiting:
            self.focus_list()

    def _turn_page(self) -> None:
        """Show the wall or the visits, or that there are none; each has keys of its own."""
        page = self.wall if self.on_wall else self.splitter
        self.pages.setCurrentWidget(page if self._in_period else self.empty)
        self.hints = WALL_HINTS if self.on_wall else HINTS
        self.hints_changed.emit()
        for keys, on in ((self.visit_keys, not self.on_wall), (self.wall_keys, self.on_wall)):
            for one in keys:
                one.setEnabled(on)

    def turn_wall(self) -> None:
        """Show all photos of the period at once, or go back to one visit after the other."""
        self.on_wall = not self.on_wall
        self._turn_page()
        if self.on_wall:
            self.thinking.leave_off()
            self.wall.show_lines(self._in_period, self.shot.key if self.shot is not None else None)
        else:
            self._want_thumbnails()
        self.focus_list()

    def open_from_wall(self, one: WallShot) -> None:
        """Look at a photo of the wall in its visit."""
        self.turn_wall()
        if self.line is not None and self.line.key == one.line.key and self.working is not None:
            self.show_shot(next((shot for shot in self.shots if shot.key == one.key), self.shot))
            return
        self._sought = one.key
        self.side.seek(one.line.key)

    def period_changed(self) -> None:
        """Show the visits that end in the period."""
        self._narrow()

    def _visit_chosen(self, line: VisitLine | None) -> None:
        if line is None:
            self.line, self.working, self.shot = None, None, None
            return
        before, self.line = self.line, line
        if before is not None and before.key == line.key and self.working is not None:
            self.stage.show_state(line.state)
            return
        self.working, self.shot = None, None
        self._open(line)

    def _open(self, line: VisitLine) -> None:
        desk = self.around.desk
        self.around.runner.start(open_visit(desk.database, line.key, line.numbers), self._show_visit)

    def _show_visit(self, visit: VisitPhotos) -> None:
        line = self.line
        if line is None or visit.key != line.key:
            return
        same = self.working is not None and self.working.visit.key == visit.key
        working = Working(visit)
        former = self.working if same else self._workings.pop(visit.key, None)
        if former is not None and former.changed:
            working.take_over(former)
        self.working = working
        self.stage.show_visit(line, working)
        here = self.shot.key if self.shot is not None else self._sought
        self._sought = None
        kept = next((shot for shot in visit.shots if shot.key == here), None)
        self.show_shot(kept or next(iter(visit.shots), None))
        self._want_thumbnails()
        self.ahead.opened(line, working, self.side.neighbours())

    def _want_thumbnails(self) -> None:
        if self.working is not None:
            self.darkroom.want_thumbnails(self.working.visit.shots, self.stage.strips.pixels)

    # The photos

    @property
    def shots(self) -> tuple[Shot, ...]:
        """Return the photos of the visit in hand."""
        return self.working.visit.shots if self.working is not None else ()

    def show_shot(self, shot: Shot | None) -> None:
        """Show a photo, and have those beside it ready."""
        self.shot = shot
        shown = self.working if shot is not None else None
        self.stage.show_shot(shot, shown.place_words(shot) if shown is not None and shot is not None else "")
        self._show_ticks()
        for beside in shown.beside(shot) if shown is not None and shot is not None else ():
            self.darkroom.want_picture(beside, self.stage.view.box)

    def step(self, by: int) -> None:
        """Show the next photo, or the one before."""
        if self.shot is None:
            return
        place = self.shots.index(self.shot) + by
        if 0 <= place < len(self.shots):
            self.show_shot(self.shots[place])

    def turn_large(self) -> None:
        """Give the picture the room of the list and the strips, or take it back."""
        self.large = not self.large
        self.stage.set_large(self.large)
        self._fit()

    # Ticks

    def turn(self, row: SeatRow) -> None:
        """Tick somebody in the photo that is shown, or clear the tick."""
        if self.working is None or self.shot is None:
            return
        if row.name:
            self.working.turn_person(self.shot, row.name)
        else:
            self.working.turn_enterprise(self.shot)
        self._ticked()

    def turn_key(self, key: str) -> None:
        """Tick whom a key stands for, or clear the tick."""
        row = next((row for row in self.roster.model.rows if row.key == key), None)
        if row is not None:
            self.turn(row)

    def turn_video(self) -> None:
        """Say that the people of this photo are seen by video, or on site."""
        if self.working is not None and self.shot is not None:
            self.working.turn_video(self.shot)
            self._ticked()

    def _ticked(self) -> None:
        working, line = self.working, self.line
        if working is None or line is None:
            return
        if working.changed:
            self._workings[line.key] = working
        else:
            self._workings.pop(line.key, None)
        self.stage.show_state(line.state)
        self._show_ticks()

    def _show_ticks(self) -> None:
        self.roster.show_ticks(self.working, self.shot)
        self.stage.show_ticks()
        self.thinking.about(self.line, self.working)

    # Deciding and adding

    def decide(self, conclusion: Conclusion) -> None:
        """Save the ticks of the visit with a conclusion, and judge its plans again."""
        if self.working is not None:
            reason = "" if conclusion is Conclusion.PASSED else self.roster.reason()
            self.saver.decide(self.working, conclusion, reason)

    def _written(self, working: Working) -> None:
        self._workings.pop(working.visit.key, None)
        if working is self.working:
            self.roster.clear_reasons()

    def undo(self) -> None:
        """Take the last tick of this visit back, else the last decision."""
        if self.working is not None and self.working.undo():
            self._ticked()
        elif not self.saver.undo():
            self.told.emit("没有可撤销的操作")

    def go_on(self) -> None:
        """Go to the next visit that nobody decided about."""
        if not self.side.next_undecided():
            self.told.emit("列表中的照片都已判定")

    def add_pictures(self, category: PhotoCategory, paths: Sequence[Path]) -> None:
        """Add pictures to the visit's plan, to that of the photo in sight where it has several."""
        if self.line is not None and self.working is not None:
            plan = self.shot.plan if self.shot is not None else self.line.numbers[0]
            self.saver.add(plan, category, paths)

    # Room

    def open_plan(self, *, apart: bool = False) -> None:
        """Open the 计划页 of the photo that is shown, of the visit's first plan where there is none."""
        if self.line is not None:
            number = self.shot.plan if self.shot is not None else self.line.numbers[0]
            self.plan_wanted.emit(number, apart)

    def focus_list(self) -> None:
        """Put the keyboard into the list of visits."""
        if self.pages.currentWidget() is self.wall:
            self.wall.view.setFocus()
            return
        listed = self.pages.currentWidget() is self.splitter
        (self.side.view if listed and self.side.isVisible() else self).setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave off thinking ahead."""
        super().hideEvent(event)
        self.darkroom.rest()
        self.thinking.leave_off()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put parts away where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.roster.setVisible(self.width() >= NARROWER)
        self.side.setVisible(not self.large and self.width() >= NARROW)
