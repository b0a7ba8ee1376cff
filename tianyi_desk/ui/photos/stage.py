"""The middle of 照片: what the visit is, its strips, the picture with its caption, and the decision."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from tianyi_desk.facts.vocabulary import PhotoCategory
from tianyi_desk.services.gallery import Conclusion, Shot, VisitLine
from tianyi_desk.services.photo_adding import are_pictures
from tianyi_desk.services.same_files import Twin
from tianyi_desk.services.strip_heads import StripHead
from tianyi_desk.ui.chips import code_chip
from tianyi_desk.ui.drop import accept_as_copy, dropped_paths
from tianyi_desk.ui.labels import Elided, button, icon_button, label
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.photos.darkroom import Darkroom, Print
from tianyi_desk.ui.photos.picture_view import PictureView
from tianyi_desk.ui.photos.strips import Strips, shot_words
from tianyi_desk.ui.photos.working import Working
from tianyi_desk.ui.widgets.chip_row import ChipRow

NOTHING_CHOSEN = "没有选中照片"
DEVELOPING = "正在打开…"
KEYS = {Conclusion.PASSED: "A", Conclusion.TROUBLED: "X", Conclusion.LACKING: "W"}


class Stage(QWidget):
    """Show one visit and one of its photos.

    `decided` carries a Conclusion; `undo_wanted`, `next_wanted`, `plan_wanted` and `stepped` (−1, 1) are buttons, as is
    `twin_wanted`, which carries the number of another plan with the same file.
    """

    decided = Signal(object)
    undo_wanted = Signal()
    next_wanted = Signal()
    plan_wanted = Signal()
    stepped = Signal(int)
    twin_wanted = Signal(str)

    def __init__(self, around: Surroundings, darkroom: Darkroom) -> None:
        super().__init__()
        self._theme, self._darkroom = around.theme, darkroom
        self._shot: Shot | None = None
        self._working: Working | None = None
        self._twins: Mapping[int, Sequence[Twin]] = {}
        self._full = False
        self._shown: tuple[int, str] | None = None
        self.setAcceptDrops(True)
        self.strips = Strips(around.theme, darkroom)
        self.view = PictureView(around.theme)
        self.whole = QVBoxLayout(self)
        self.whole.setContentsMargins(0, 0, 0, 0)
        self.whole.setSpacing(0)
        self.head = self._head()
        self.area = QScrollArea()
        self.area.setWidget(self.strips)
        self.area.setWidgetResizable(True)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for part in (self.head, self.area, self.view, self._caption(), self._twin_bar(), self._decision()):
            self.whole.addWidget(part, 1 if part is self.view else 0)
        self.strips.laid_out.connect(self._fit_strips)
        self.strips.sought.connect(self._seek)
        self._fit_strips()
        darkroom.picture_ready.connect(self._picture_ready)
        self.view.full_wanted.connect(self._want_full)
        self.view.box_changed.connect(self._room_changed)
        self.view.zoomed.connect(self._say_zoom)

    # Making it

    def _head(self) -> QWidget:
        head = _bar("panelHead", 56)
        self.title = Elided("", "heading")
        self.about = Elided("", "small", Qt.TextElideMode.ElideRight)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.about)
        words.addStretch(1)
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(8)
        row.addLayout(words, 1)
        self.codes = ChipRow(self._theme)
        self.state = label("", "muted")
        row.addWidget(self.codes)
        row.addWidget(self.state)
        self.plan_button = button("计划页", self.plan_wanted.emit, tip="Enter")
        row.addWidget(self.plan_button)
        return head

    def _caption(self) -> QWidget:
        bar = _bar("foot", 32)
        self.words = Elided("", "", Qt.TextElideMode.ElideRight)
        self.zoom_words = label("", "muted")
        row = QHBoxLayout(bar)
        row.setContentsMargins(14, 0, 8, 0)
        row.setSpacing(4)
        row.addWidget(self.words, 1)
        theme = self._theme
        row.addWidget(icon_button(theme, "chevron-left", "上一张（←）", lambda: self.stepped.emit(-1)))
        row.addWidget(icon_button(theme, "chevron-right", "下一张（→）", lambda: self.stepped.emit(1)))
        row.addSpacing(8)
        row.addWidget(self.zoom_words)
        row.addWidget(icon_button(theme, "minus", "缩小（-）", lambda: self.view.zoom(-1)))
        row.addWidget(icon_button(theme, "plus", "放大（+）", lambda: self.view.zoom(1)))
        row.addWidget(icon_button(theme, "search", "适合窗口或 100 %（Z）", self.view.turn_size))
        return bar

    def _twin_bar(self) -> QWidget:
        self.twin_bar = _bar("doubt", 36)
        self.twin_words = Elided("", "", Qt.TextElideMode.ElideMiddle)
        row = QHBoxLayout(self.twin_bar)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(8)
        row.addWidget(self.twin_words, 1)
        row.addWidget(button("看那次审核", self._open_twin))
        self.twin_bar.hide()
        return self.twin_bar

    def _decision(self) -> QWidget:
        bar = _bar("foot", 56)
        row = QHBoxLayout(bar)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(8)
        self.buttons: dict[Conclusion, QPushButton] = {}
        for conclusion, role in (
            (Conclusion.PASSED, "passed"),
            (Conclusion.TROUBLED, "troubled"),
            (Conclusion.LACKING, "lacking"),
        ):
            one = button(
                f"{conclusion.value}  {KEYS[conclusion]}",
                lambda conclusion=conclusion: self.decided.emit(conclusion),  # type: ignore[misc]
                role,
            )
            self.buttons[conclusion] = one
            row.addWidget(one)
        self.undo_button = button(
            "撤销", self.undo_wanted.emit, "flat", tip="Ctrl+Z", theme=self._theme, icon="undo"
        )
        row.addWidget(self.undo_button)
        row.addStretch(1)
        self.next_button = button("下一个  N", self.next_wanted.emit, "primary")
        row.addWidget(self.next_button)
        return bar

    # What it shows

    def show_visit(self, line: VisitLine, working: Working) -> None:
        """Show another visit."""
        self._working, self._twins = working, {}
        plan = line.plan
        self.title.setText(plan.enterprise)
        bound = "、".join(line.numbers) + (" 结合" if len(line.numbers) > 1 else "")
        self.about.setText(f"{bound}　{plan.start:%Y-%m-%d %H:%M} – {plan.end:%m-%d %H:%M}　{plan.leader}")
        self.strips.show_visit(working)
        self.codes.set_chips([code_chip(code, title=False) for code in line.codes])
        self.show_state(line.state)
        self._fit_strips()

    def show_heads(self, working: Working, heads: Mapping[PhotoCategory, StripHead]) -> None:
        """Show the figures over the strips of the visit that is looked at."""
        if working is self._working:
            self.strips.show_heads(heads)

    def show_twins(self, working: Working, twins: Mapping[int, Sequence[Twin]]) -> None:
        """Show which photos of the visit are, byte for byte, photos of another one too."""
        if working is self._working:
            self._twins = twins
            self.strips.show_twins(frozenset(twins))
            self._say_twins()

    def _say_twins(self) -> None:
        twins = self._twins.get(self._shot.key, ()) if self._shot is not None else ()
        self.twin_bar.setVisible(bool(twins))
        if twins:
            first, more = twins[0], len(twins) - 1
            rest = f" 等 {len(twins)} 张" if more else ""
            self.twin_words.setText(
                f"与 {first.plan} {first.enterprise} {first.category.value}为同一文件{rest}"
            )
            self.twin_words.setToolTip("\n".join(twin_words(one) for one in twins))

    def _open_twin(self) -> None:
        twins = self._twins.get(self._shot.key, ()) if self._shot is not None else ()
        if twins:
            self.twin_wanted.emit(twins[0].plan)

    def show_state(self, state: str) -> None:
        """Say what was decided, and whether there are ticks that are not saved."""
        unsaved = self._working is not None and self._working.changed
        self.state.setText(f"{state}　有未保存的勾选" if unsaved else state)

    def show_ticks(self) -> None:
        """Show the ticks as they are now."""
        self.strips.update()

    def show_shot(self, shot: Shot | None, place: str) -> None:
        """Show another photo; `place` says which of how many it is."""
        self._shot, self._full = shot, False
        self._say_twins()
        self.strips.show_current(shot)
        if shot is None:
            self._shown = None
            self.view.show_word(NOTHING_CHOSEN)
            self.words.setText("")
            return
        self.words.setText(f"{place}　{shot_words(shot)}")
        self._show(self._darkroom.picture(shot, self.view.box))

    def _show(self, made: Print | None) -> None:
        """Show a picture that is at hand, or have it decoded, with the thumbnail in its place meanwhile."""
        shot = self._shot
        if shot is None:
            return
        if made is None:
            self._shown = None
            self._darkroom.want_picture(shot, self.view.box)
            small = self._darkroom.thumbnail(shot, self.strips.pixels)
            if small is not None and small.pixmap is not None:
                self.view.show_stand_in(small.pixmap)
            else:
                self.view.show_word(DEVELOPING, sign=False)
        elif made.pixmap is None:
            self._shown = shot.key, shot.sha256
            self.view.show_word(made.fault)
        else:
            here = shot.key, shot.sha256
            self.view.show_picture(made.pixmap, made.full, same=self._shown == here)
            self._shown = here

    def _picture_ready(self, key: int) -> None:
        shot = self._shot
        if shot is None or shot.key != key:
            return
        made = self._darkroom.picture(shot, None) if self._full else None
        made = made or self._darkroom.picture(shot, self.view.box)
        if made is not None:
            self._show(made)

    def _want_full(self) -> None:
        shot = self._shot
        if shot is None:
            return
        self._full = True
        made = self._darkroom.picture(shot, None)
        if made is None:
            self._darkroom.want_picture(shot, None)
        else:
            self._show(made)

    def _room_changed(self) -> None:
        shot = self._shot
        if shot is not None and not self._full and self._darkroom.picture(shot, self.view.box) is None:
            self._darkroom.want_picture(shot, self.view.box)

    def _say_zoom(self) -> None:
        scale = self.view.scale_now
        self.zoom_words.setText(f"{scale * 100:.0f} %" if scale else "")

    def _seek(self, box: QRect) -> None:
        self.area.ensureVisible(box.center().x(), 0, box.width(), 0)

    def _fit_strips(self) -> None:
        bar = self.area.horizontalScrollBar().sizeHint().height()
        over = self.strips.minimumWidth() > self.area.viewport().width()
        self.area.setFixedHeight(self.strips.height() + (bar if over else 0))

    def resizeEvent(self, event: object) -> None:
        """Give the strips room for their scroll bar where they need one."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit_strips()

    # Dropping onto the picture

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take pictures into the strip of the photo that is shown; anything else is the window's."""
        if self._shot is not None and are_pictures(dropped_paths(event.mimeData())):
            accept_as_copy(event)
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the pictures on."""
        if self._shot is not None:
            accept_as_copy(event)
            self.strips.dropped.emit(self._shot.category, dropped_paths(event.mimeData()))

    def set_large(self, on: bool) -> None:
        """Give the picture all the room, or give the strips theirs back."""
        self.area.setVisible(not on)


def twin_words(twin: Twin) -> str:
    """Say which photo another one is, byte for byte."""
    return f"{twin.plan}  {twin.enterprise}  {twin.category.value}  {twin.file_name}"


def _bar(name: str, height: int) -> QWidget:
    made = QWidget()
    made.setObjectName(name)
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    made.setFixedHeight(height)
    return made
