"""The strips of a visit: opening, closing and other photos side by side, with what is ticked under each."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from tianyi_desk.facts.vocabulary import PhotoCategory, SeenBy
from tianyi_desk.facts.wording import moment_words
from tianyi_desk.services.gallery import Seat, Shot
from tianyi_desk.services.photo_adding import are_pictures
from tianyi_desk.services.plan_records import Tone
from tianyi_desk.services.strip_heads import StripHead
from tianyi_desk.ui.drop import accept_as_copy, dropped_paths
from tianyi_desk.ui.photos.darkroom import Darkroom
from tianyi_desk.ui.photos.working import Working
from tianyi_desk.ui.theme import Theme, font

SIZES = (94, 160, 240, 320, 480)
"""How wide a thumbnail may be, in logical pixels; Ctrl and the wheel change it."""
MARGIN, GAP, GROUP_GAP, HEAD, FOOT, CAP, LEAST = 14, 8, 20, 30, 22, 15, 148
TONES = {Tone.WITHIN: "good", Tone.HOUSE: "house", Tone.REGULATOR: "official", Tone.NEUTRAL: "muted"}
"""The colour of how the uploads stand to the meeting; the words say it too."""


@dataclass(frozen=True, slots=True)
class _Group:
    """A strip: its photos, from where to where it reaches, and the boxes of its thumbnails."""

    category: PhotoCategory
    shots: tuple[Shot, ...]
    area: QRect
    boxes: tuple[QRect, ...]


class Strips(QWidget):
    """Paint the three strips.

    `chosen` carries a Shot, `dropped` a category and the pictures dropped on its strip, `sought` the box of the
    photo that is shown; `resized` says that thumbnails of another size are wanted, `laid_out` that the room changed.
    """

    chosen = Signal(object)
    dropped = Signal(object, object)
    resized = Signal()
    laid_out = Signal()
    sought = Signal(QRect)

    def __init__(self, theme: Theme, darkroom: Darkroom) -> None:
        super().__init__()
        self._theme, self._darkroom = theme, darkroom
        self._working: Working | None = None
        self._groups: list[_Group] = []
        self._current: Shot | None = None
        self._heads: Mapping[PhotoCategory, StripHead] = {}
        self._caps: Mapping[str, str] = {}
        self._twins: Collection[int] = frozenset()
        self._over: PhotoCategory | None = None
        self.width_of_one = SIZES[0]
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.setAccessibleName("首次会议、末次会议和其他照片")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        darkroom.thumbnail_ready.connect(lambda _key: self.update())
        theme.changed.connect(self.update)

    @property
    def height_of_one(self) -> int:
        """Return how high a thumbnail is."""
        return self.width_of_one * 3 // 4

    @property
    def pixels(self) -> int:
        """Return how many of the screen's pixels a thumbnail is wide."""
        return int(self.width_of_one * self.devicePixelRatioF())

    def show_visit(self, working: Working | None) -> None:
        """Show the photos of a visit."""
        self._working, self._heads, self._twins = working, {}, frozenset()
        seats: tuple[Seat, ...] = working.visit.seats if working is not None else ()
        self._caps = {seat.name: seat.key or seat.name[:1] for seat in seats}
        self._lay_out()

    def show_heads(self, heads: Mapping[PhotoCategory, StripHead]) -> None:
        """Show the figures over the strips."""
        self._heads = heads
        self._lay_out()

    def show_twins(self, keys: Collection[int]) -> None:
        """Mark the photos, by their keys, that are photos of another visit too."""
        self._twins = keys
        self.update()

    def show_current(self, shot: Shot | None) -> None:
        """Mark the photo that is shown."""
        self._current = shot
        self.update()
        for group in self._groups:
            for one, box in zip(group.shots, group.boxes, strict=True):
                if shot is not None and one.key == shot.key:
                    self.sought.emit(box)

    def set_size(self, steps: int) -> None:
        """Make the thumbnails larger or smaller by steps."""
        place = SIZES.index(self.width_of_one) + steps
        self.width_of_one = SIZES[max(0, min(place, len(SIZES) - 1))]
        self._lay_out()
        self.resized.emit()

    def _lay_out(self) -> None:
        self._groups.clear()
        left = MARGIN
        working = self._working
        for category in PhotoCategory:
            shots = working.visit.strip(category) if working is not None else ()
            boxes = tuple(
                QRect(left + place * (self.width_of_one + GAP), HEAD, self.width_of_one, self.height_of_one)
                for place in range(len(shots))
            )
            words = self._head_width(category, len(shots))
            width = max(LEAST, words, len(shots) * (self.width_of_one + GAP) - GAP)
            area = QRect(left, 0, width, HEAD + self.height_of_one + FOOT)
            self._groups.append(_Group(category, shots, area, boxes))
            left += width + GROUP_GAP
        self.setMinimumSize(left - GROUP_GAP + MARGIN, HEAD + self.height_of_one + FOOT)
        self.setFixedHeight(HEAD + self.height_of_one + FOOT)
        self.update()
        self.laid_out.emit()

    def _head_width(self, category: PhotoCategory, count: int) -> int:
        """Return the room that the words over a strip take."""
        head = self._heads.get(category)
        if head is None:
            return 0
        bold, plain = QFontMetrics(font(13, bold=True)), QFontMetrics(font(12))
        words = f"{count} 张，{head.limit}{head.timing}"
        return bold.horizontalAdvance(category.value) + plain.horizontalAdvance(words) + 24

    def sizeHint(self) -> QSize:
        """Return the room that every thumbnail takes."""
        return self.minimumSize()

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the strips."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._theme.colour("surface"))
        number = 0
        for place, group in enumerate(self._groups):
            if place:
                painter.setPen(self._theme.colour("line"))
                line = group.area.left() - GROUP_GAP // 2
                painter.drawLine(line, 8, line, self.height() - 6)
            self._head(painter, group)
            for shot, box in zip(group.shots, group.boxes, strict=True):
                number += 1
                self._one(painter, shot, box, number)
            if not group.shots:
                painter.setPen(self._theme.colour("faint"))
                painter.setFont(font(12))
                painter.drawText(group.area.adjusted(0, HEAD, 0, -FOOT), int(_LEFT), "没有照片，可拖到这里")
            if group.category is self._over:
                painter.setPen(QPen(self._theme.colour("accent"), 2, Qt.PenStyle.DashLine))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(group.area).adjusted(-6, 2, 6, -2), 4, 4)

    def _head(self, painter: QPainter, group: _Group) -> None:
        """Write what a strip is, how many photos it has and may have, and how its uploads stand to the meeting."""
        head = self._heads.get(group.category)
        right = group.area.left() + group.area.width()
        parts = [(group.category.value, "text", font(13, bold=True))]
        words = f"{len(group.shots)} 张" + (f"，{head.limit}" if head is not None and head.limit else "")
        parts.append((words, "house" if head is not None and head.over else "muted", font(12)))
        if head is not None and head.timing:
            width = QFontMetrics(font(12)).horizontalAdvance(head.timing)
            painter.setFont(font(12))
            painter.setPen(self._theme.colour(TONES[head.tone]))
            painter.drawText(QRectF(right - width, 0, width, HEAD), int(_LEFT), head.timing)
            right -= width + 8
        left = group.area.left()
        for text, tone, face in parts:
            metrics = QFontMetrics(face)
            cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, right - left))
            painter.setFont(face)
            painter.setPen(self._theme.colour(tone))
            painter.drawText(QRectF(left, 0, max(0, right - left), HEAD), int(_LEFT), cut)
            left += metrics.horizontalAdvance(text) + 8

    def _one(self, painter: QPainter, shot: Shot, box: QRect, number: int) -> None:
        painter.fillRect(box, self._theme.colour("sunken"))
        made = self._darkroom.thumbnail(shot, self.pixels)
        if made is not None and made.pixmap is not None:
            size = made.pixmap.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRect(QPoint(0, 0), size)
            target.moveCenter(box.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(target, made.pixmap)
        else:
            word = made.fault if made is not None else ("" if shot.has_file else "没有文件")
            painter.setPen(self._theme.colour("muted"))
            painter.setFont(font(12))
            painter.drawText(box.adjusted(4, 4, -4, -4), int(_MIDDLE), word)
        badge = QRect(box.left(), box.top(), 16, 16)
        painter.fillRect(badge, self._theme.colour("rail"))
        painter.setPen(self._theme.colour("rail_on"))
        painter.setFont(font(11))
        painter.drawText(badge, int(_MIDDLE), str(number))
        if shot.key in self._twins:
            sign = QRect(box.right() - 33, box.top(), 34, 16)
            painter.fillRect(sign, self._theme.colour("doubt_soft"))
            painter.setPen(self._theme.colour("doubt"))
            painter.drawText(sign, int(_MIDDLE), "重复")
        if self._current is not None and shot.key == self._current.key:
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(-3, -3, 3, 3), 4, 4)
        self._ticks(painter, shot, box)

    def _ticks(self, painter: QPainter, shot: Shot, box: QRect) -> None:
        """Write the keys of who is ticked under a photo."""
        working = self._working
        if working is None:
            return
        mark = working.mark(shot)
        caps = [(self._caps.get(name, name[:1]), "accent") for name in mark.people]
        caps += [("E", "good")] if mark.enterprise else []
        x, top = box.left(), box.bottom() + 5
        painter.setFont(font(12))
        if not caps:
            painter.setPen(self._theme.colour("muted"))
            seen = "未识别到人" if mark.conclusion else "未看"
            painter.drawText(QRect(x, top - 1, box.width(), CAP + 2), int(_LEFT), seen)
        for words, tone in caps:
            if x + CAP > box.right() + 4:
                break
            cap = QRectF(x + 0.5, top + 0.5, CAP - 1, CAP - 1)
            painter.setPen(self._theme.colour(f"{tone}_line"))
            painter.setBrush(self._theme.colour(f"{tone}_soft"))
            painter.drawRoundedRect(cap, 3, 3)
            painter.setPen(self._theme.colour(tone))
            painter.drawText(cap, int(_MIDDLE), words)
            x += CAP + 2
        if mark.seen_by is SeenBy.VIDEO:
            painter.setPen(self._theme.colour("muted"))
            painter.drawText(QRect(x + 2, top - 1, 40, CAP + 2), int(_LEFT), "视频")

    # Mouse

    def shot_at(self, point: QPoint) -> Shot | None:
        """Return the photo under a point."""
        for group in self._groups:
            for shot, box in zip(group.shots, group.boxes, strict=True):
                if box.contains(point):
                    return shot
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the photo that is pressed."""
        shot = self.shot_at(event.position().toPoint())
        if shot is not None and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(shot)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change the size of the thumbnails with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_size(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def event(self, event: object) -> bool:
        """Tell in a tip what a photo is."""
        if isinstance(event, QHelpEvent):
            shot = self.shot_at(event.pos())
            words = shot_words(shot) if shot is not None else self._head_tip(event.pos())
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)  # type: ignore[arg-type]

    def _head_tip(self, point: QPoint) -> str:
        over = next((group for group in self._groups if group.area.contains(point)), None)
        head = self._heads.get(over.category) if over is not None and point.y() < HEAD else None
        return head.tip if head is not None else ""

    # Dropping

    def _category_at(self, point: QPoint) -> PhotoCategory:
        for group in self._groups:
            if point.x() < group.area.right() + GROUP_GAP // 2:
                return group.category
        return PhotoCategory.OTHER

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take pictures; anything else is the window's."""
        if self._working is not None and are_pictures(dropped_paths(event.mimeData())):
            accept_as_copy(event)
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Mark the strip that the pictures would go to."""
        self._over = self._category_at(event.position().toPoint())
        self.update()
        accept_as_copy(event)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Mark no strip any more."""
        self._over = None
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the pictures on."""
        self._over = None
        self.update()
        paths: list[Path] = dropped_paths(event.mimeData())
        accept_as_copy(event)
        self.dropped.emit(self._category_at(event.position().toPoint()), paths)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_MIDDLE = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap


def shot_words(shot: Shot) -> str:
    """Say what is known of a photo."""
    when = moment_words(shot.uploaded_at) if shot.uploaded_at else "上传时间未知"
    who = f"{shot.uploader} 上传" if shot.uploader else "上传人未知"
    return "  ".join(filter(None, (shot.file_name, who, when, shot.shot_with, shot.plan)))
