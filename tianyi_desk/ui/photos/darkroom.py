"""Pictures and thumbnails on their way to the screen: decoded off the window's thread, the latest ones at hand."""

from collections import OrderedDict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from tianyi_desk.services.desk import Desk
from tianyi_desk.services.gallery import Shot
from tianyi_desk.services.pictures import Shown, picture, thumbnails
from tianyi_desk.ui.runner import Runner, Running

THUMBNAILS_KEPT, PICTURES_KEPT = 400, 10
BATCH = 4
"""Thumbnails made in one go: the first ones are shown while the others are made."""
STEP = 256
"""Boxes are rounded up to this many pixels, so that a picture is not decoded anew for every drag of a splitter."""
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Print:
    """A picture for the screen, or the word why there is none; `full` is the original's size."""

    pixmap: QPixmap | None
    fault: str
    full: tuple[int, int]


class _Latest(Generic[V]):
    """What was asked for lately, up to a number."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, V] = OrderedDict()

    def get(self, key: Hashable) -> V | None:
        if key in self._held:
            self._held.move_to_end(key)
        return self._held.get(key)

    def put(self, key: Hashable, value: V) -> None:
        self._held[key] = value
        while len(self._held) > self._most:
            self._held.popitem(last=False)

    def clear(self) -> None:
        self._held.clear()


class Darkroom(QObject):
    """Make prints of photos. `thumbnail_ready` and `picture_ready` carry the photo's key."""

    thumbnail_ready = Signal(int)
    picture_ready = Signal(int)

    def __init__(self, desk: Desk, runner: Runner) -> None:
        super().__init__()
        self._desk, self._runner = desk, runner
        self._thumbnails: _Latest[Print] = _Latest(THUMBNAILS_KEPT)
        self._pictures: _Latest[Print] = _Latest(PICTURES_KEPT)
        self._developing: list[Running] = []
        self._asked: set[Hashable] = set()

    def forget(self) -> None:
        """Let go of every print: files may have come."""
        self._thumbnails.clear()
        self._pictures.clear()

    # Thumbnails

    def thumbnail(self, shot: Shot, pixels: int) -> Print | None:
        """Return a thumbnail that is at hand."""
        return self._thumbnails.get((shot.key, shot.sha256, pixels))

    def want_thumbnails(self, shots: Sequence[Shot], pixels: int) -> None:
        """Have thumbnails made, those that are not at hand; earlier wishes that nobody waits for are given up."""
        for running in self._developing:
            running.cancel()
        self._developing = self.prepare_thumbnails(shots, pixels)

    def prepare_thumbnails(self, shots: Sequence[Shot], pixels: int) -> list[Running]:
        """Have thumbnails made beside what is wanted now."""
        wanted = [shot for shot in shots if self.thumbnail(shot, pixels) is None]
        return [
            self._runner.start(
                thumbnails(self._desk.database, wanted[place : place + BATCH], pixels),
                partial(self._hang, pixels),
            )
            for place in range(0, len(wanted), BATCH)
        ]

    def _hang(self, pixels: int, made: Iterable[Shown]) -> None:
        for shown in made:
            self._thumbnails.put((shown.shot.key, shown.shot.sha256, pixels), _printed(shown))
            self.thumbnail_ready.emit(shown.shot.key)

    # Pictures

    def picture(self, shot: Shot, box: tuple[int, int] | None) -> Print | None:
        """Return a picture that is at hand, fitted into a box of pixels, None for its own size."""
        return self._pictures.get(_key(shot, box))

    def want_picture(self, shot: Shot, box: tuple[int, int] | None) -> None:
        """Have a picture decoded unless it is at hand or on its way."""
        key = _key(shot, box)
        if key in self._asked or self._pictures.get(key) is not None:
            return
        self._asked.add(key)
        self._runner.start(
            picture(self._desk.database, shot, rounded(box)), lambda shown: self._show(key, shown)
        )

    def _show(self, key: Hashable, shown: Shown) -> None:
        self._asked.discard(key)
        self._pictures.put(key, _printed(shown))
        self.picture_ready.emit(shown.shot.key)


def rounded(box: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return a box rounded up."""
    if box is None:
        return None
    width, height = (-(-max(side, 1) // STEP) * STEP for side in box)
    return width, height


def _key(shot: Shot, box: tuple[int, int] | None) -> Hashable:
    return shot.key, shot.sha256, rounded(box)


def _printed(shown: Shown) -> Print:
    pixels = shown.pixels
    if pixels is None:
        return Print(None, shown.fault, (0, 0))
    image = QImage(pixels.rgb, pixels.width, pixels.height, 3 * pixels.width, QImage.Format.Format_RGB888)
    return Print(QPixmap.fromImage(image), "", pixels.full)
