"""What is asked for once a visit is open: the figures over its strips, and the visits beside it."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from tianyi_desk.facts.vocabulary import PhotoCategory
from tianyi_desk.services.gallery import VisitLine, VisitPhotos, open_visit
from tianyi_desk.services.same_files import Twin, same_files
from tianyi_desk.services.strip_heads import StripHead, strip_heads
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.photos.darkroom import Darkroom
from tianyi_desk.ui.photos.stage import Stage
from tianyi_desk.ui.photos.working import Working

FIRST = 24
"""So many thumbnails of a visit are made before it is opened."""


class Ahead(QObject):
    """Ask beside what is looked at.

    `heads_ready` carries a Working and the figures over its strips, `twins_ready` one and its photos' twins by key.
    """

    heads_ready = Signal(object, object)
    twins_ready = Signal(object, object)

    def __init__(self, around: Surroundings, darkroom: Darkroom, stage: Stage) -> None:
        super().__init__()
        self._around, self._darkroom, self._stage = around, darkroom, stage

    def opened(self, line: VisitLine, working: Working, beside: Sequence[VisitLine]) -> None:
        """Have ready what belongs to a visit that was opened, and what comes first in those beside it."""
        desk, runner = self._around.desk, self._around.runner
        heads = strip_heads(desk.database, desk.book, self._around.now(), line.numbers)
        runner.start(heads, partial(self._tell, working))
        twins = same_files(desk.database, working.visit, line.numbers)
        runner.start(twins, partial(self._tell_twins, working))
        for one in beside:
            runner.start(open_visit(desk.database, one.key, one.numbers), self._prepare)

    def _tell(self, working: Working, heads: Mapping[PhotoCategory, StripHead]) -> None:
        self.heads_ready.emit(working, heads)

    def _tell_twins(self, working: Working, twins: Mapping[int, Sequence[Twin]]) -> None:
        self.twins_ready.emit(working, twins)

    def _prepare(self, visit: VisitPhotos) -> None:
        self._darkroom.prepare_thumbnails(visit.shots[:FIRST], self._stage.strips.pixels)
        for shot in visit.shots[:1]:
            self._darkroom.want_picture(shot, self._stage.view.box)
