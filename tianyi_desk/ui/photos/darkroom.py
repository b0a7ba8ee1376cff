"""Pictures and thumbnails on their way to the screen: decoded off the window's thread, the latest ones at hand."""

from collections import OrderedDict, deque
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from tianyi_desk.progress import Job
from tianyi_desk.services.desk import Desk
from tianyi_desk.services.gallery import Shot
from tianyi_desk.services.pictures import Shown, picture, size_kept, thumbnails
from tianyi_desk.ui.runner import Runner, Running

THUMBNAIL_BYTES, PICTURE_BYTES = 24 << 20, 32 << 20
"""So much is kept at hand of each: at 1.5 MP a screenful is about 2 MB, a picture for the screen 3, a whole 12 MP 48."""
BATCH, BATCHES = 6, 2
"""Thumbnails made in one go, and how many batches are on their way: as many as there are lanes for reading."""
AHEAD = 240
"""So many thumbnails may wait that nobody sees yet."""
STEP = 256
"""Boxes are rounded up to this many pixels, so that a picture is not decoded anew for every drag of a splitter."""
BYTES_A_PIXEL = 4


@dataclass(frozen=True, slots=True)
class Print:
    """A picture for the screen, or the word why there is none; `full` is the original's size."""

    pixmap: QPixmap | None
    fault: str
    full: tuple[int, int]

    @property
    def weight(self) -> int:
        """Return how many bytes it takes."""
        return self.pixmap.width() * self.pixmap.height() * BYTES_A_PIXEL if self.pixmap is not None else 1


class _Latest:
    """What was asked for lately, as much as a number of bytes holds; the last one always."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, Print] = OrderedDict()
        self.weight = 0

    def get(self, key: Hashable) -> Print | None:
        if key in self._held:
            self._held.move_to_end(key)
        return self._held.get(key)

    def put(self, key: Hashable, one: Print) -> None:
        before = self._held.pop(key, None)
        self._held[key] = one
        self.weight += one.weight - (before.weight if before is not None else 0)
        while self.weight > self._most and len(self._held) > 1:
            _key, oldest = self._held.popitem(last=False)
            self.weight -= oldest.weight

    def clear(self) -> None:
        self._held.clear()
        self.weight = 0


class _Wish(NamedTuple):
    """A thumbnail that somebody wants."""

    shot: Shot
    edge: int

    @property
    def key(self) -> Hashable:
        return self.shot.key, self.shot.sha256, self.edge


@dataclass(slots=True, eq=False)
class _Batch:
    """Thumbnails that are being made."""

    keys: frozenset[Hashable]
    running: Running | None = None

    def stop(self) -> None:
        """Give it up; its thumbnails may be wished for again at once."""
        if self.running is not None:
            self.running.cancel()
        self.keys = frozenset()


class Darkroom(QObject):
    """Make prints of photos. `thumbnail_ready` and `picture_ready` carry the photo's key.

    Of thumbnails only as many are on their way as can be made at once: what is wanted last comes next, and what
    nobody waits for any more is never begun.
    """

    thumbnail_ready = Signal(int)
    picture_ready = Signal(int)

    def __init__(self, desk: Desk, runner: Runner) -> None:
        super().__init__()
        self._desk, self._runner = desk, runner
        self._thumbnails = _Latest(THUMBNAIL_BYTES)
        self._pictures = _Latest(PICTURE_BYTES)
        self._now: deque[_Wish] = deque()
        self._ahead: deque[_Wish] = deque(maxlen=AHEAD)
        self._batches: list[_Batch] = []
        self._asked: set[Hashable] = set()

    def forget(self) -> None:
        """Let go of every print: files may have come, or gone."""
        self._thumbnails.clear()
        self._pictures.clear()

    def rest(self) -> None:
        """Let go of the pictures while nobody looks; thumbnails stay: they are many to make anew."""
        self._pictures.clear()

    # Thumbnails

    def thumbnail(self, shot: Shot, pixels: int) -> Print | None:
        """Return a thumbnail that is at hand."""
        return self._thumbnails.get(_Wish(shot, size_kept(pixels)).key)

    def want_thumbnails(self, shots: Sequence[Shot], pixels: int) -> None:
        """Have thumbnails made, those that are not at hand; earlier wishes are given up."""
        edge = size_kept(pixels)
        self._now = deque(_Wish(shot, edge) for shot in shots)
        wanted = {wish.key for wish in self._now}
        for batch in self._batches:
            if not batch.keys & wanted:
                batch.stop()
        self._develop()

    def prepare_thumbnails(self, shots: Sequence[Shot], pixels: int) -> None:
        """Have thumbnails made after those that are wanted now, the latest ones asked for first."""
        edge = size_kept(pixels)
        self._ahead.extendleft(_Wish(shot, edge) for shot in reversed(shots))
        self._develop()

    def _develop(self) -> None:
        """Begin as many batches as there is room for."""
        while len(self._batches) < BATCHES and (wishes := self._next()):
            batch = _Batch(frozenset(wish.key for wish in wishes))
            self._batches.append(batch)
            edge = wishes[0].edge
            batch.running = self._runner.start(
                _printed(thumbnails(self._desk.database, [wish.shot for wish in wishes], edge)),
                partial(self._hang, batch, edge),
                failed=lambda _trouble, batch=batch: self._over(batch),  # type: ignore[misc]
                stopped=partial(self._over, batch),
            )

    def _next(self) -> list[_Wish]:
        """Take the next wishes, all of one size: those of now, else those made ahead."""
        under_way: set[Hashable] = set().union(*(batch.keys for batch in self._batches))
        for wishes in (self._now, self._ahead):
            taken: list[_Wish] = []
            while wishes and len(taken) < BATCH and (not taken or wishes[0].edge == taken[0].edge):
                wish = wishes.popleft()
                if wish.key not in under_way and self._thumbnails.get(wish.key) is None:
                    taken.append(wish)
            if taken:
                return taken
        return []

    def _hang(self, batch: _Batch, edge: int, made: Sequence["_Developed"]) -> None:
        for one in made:
            self._thumbnails.put(_Wish(one.shot, edge).key, one.print())
            self.thumbnail_ready.emit(one.shot.key)
        self._over(batch)

    def _over(self, batch: _Batch) -> None:
        self._batches.remove(batch)
        self._develop()

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
            _printed(_alone(picture(self._desk.database, shot, rounded(box)))),
            partial(self._show, key),
            failed=lambda _trouble: self._asked.discard(key),
        )

    def _show(self, key: Hashable, shown: Sequence["_Developed"]) -> None:
        self._asked.discard(key)
        for one in shown:
            self._pictures.put(key, one.print())
            self.picture_ready.emit(one.shot.key)


def rounded(box: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return a box rounded up."""
    if box is None:
        return None
    width, height = (-(-max(side, 1) // STEP) * STEP for side in box)
    return width, height


def _key(shot: Shot, box: tuple[int, int] | None) -> Hashable:
    return shot.key, shot.sha256, rounded(box)


@dataclass(frozen=True, slots=True)
class _Developed:
    """A picture as the screen wants it, made off the window's thread."""

    shot: Shot
    image: QImage | None
    fault: str
    full: tuple[int, int]

    def print(self) -> Print:
        """Return it as a print; only the window's thread may."""
        pixmap = QPixmap.fromImage(self.image) if self.image is not None else None
        return Print(pixmap, self.fault, self.full)


def _alone(job: Job[Shown]) -> Job[tuple[Shown, ...]]:
    return ((yield from job),)


def _printed(job: Job[tuple[Shown, ...]]) -> Job[tuple[_Developed, ...]]:
    """Turn what a job makes into the screen's own pixels, still off the window's thread."""
    return tuple(map(_developed, (yield from job)))


def _developed(shown: Shown) -> _Developed:
    pixels = shown.pixels
    if pixels is None:
        return _Developed(shown.shot, None, shown.fault, (0, 0))
    image = QImage(pixels.rgb, pixels.width, pixels.height, 3 * pixels.width, QImage.Format.Format_RGB888)
    return _Developed(shown.shot, image.convertToFormat(QImage.Format.Format_RGB32), "", pixels.full)
