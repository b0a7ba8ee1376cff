"""Pages of a report below each other, drawn as they come into sight."""

from collections import OrderedDict
from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea

from tianyi_desk.services.preview import PagePicture, Preview, page_picture
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.runner import Running
from tianyi_desk.ui.theme import font

GAP, MARGIN = 16, 24
ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
SCREEN_DPI = 96
KEPT = 24
"""Drawn pages that are kept; each is a few megabytes."""


class Fit(Enum):
    """How pages follow the room there is."""

    WIDTH = "页宽"
    WHOLE = "整页"


class PagesView(QAbstractScrollArea):
    """The pages of a preview; `at_page` carries the number of the page in sight (1 is the first), `scaled` the zoom."""

    at_page = Signal(int)
    scaled = Signal(float)
    margin, least_scale = MARGIN, 0.2

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._preview: Preview | None = None
        self._zoom: float | None = None  # None: as `_fit` says
        self._fit = Fit.WIDTH
        self._drawn: OrderedDict[tuple[int, int], QPixmap] = OrderedDict()
        self._asked: dict[tuple[int, int], Running] = {}
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setAccessibleName("报告预览")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().setSingleStep(48)
        self.verticalScrollBar().valueChanged.connect(self._tell_page)
        around.theme.changed.connect(self.viewport().update)

    @property
    def count(self) -> int:
        """Return how many pages there are."""
        return len(self._preview.pages) if self._preview is not None else 0

    def show_preview(self, preview: Preview | None) -> None:
        """Show another report from its first page, or none."""
        for running in self._asked.values():
            running.cancel()
        self._asked.clear()
        self._drawn.clear()
        self._preview = preview
        self._measure()
        self.verticalScrollBar().setValue(0)
        self._tell_page()
        self.scaled.emit(self.scale())
        self.viewport().update()

    def forget_pictures(self) -> None:
        """Drop the drawn pages; those in sight are drawn anew when they are to be painted."""
        self._drawn.clear()

    def zoom(self, step: int) -> None:
        """Make the pages larger or smaller by steps."""
        now = self.scale()
        steps = [one for one in ZOOMS if (one > now + 0.01 if step > 0 else one < now - 0.01)]
        if steps:
            self._scale_to(steps[0] if step > 0 else steps[-1])

    def fit(self, fit: Fit) -> None:
        """Make the pages as wide as there is room, or small enough to be seen whole."""
        self._fit = fit
        self._scale_to(None)

    @property
    def fitted(self) -> Fit | None:
        """Return how pages follow the room, None where they keep a size of their own."""
        return self._fit if self._zoom is None else None

    def _scale_to(self, zoom: float | None) -> None:
        page = self.page_in_sight()
        self._zoom = zoom
        self._measure()
        self.go_to(page)
        self.scaled.emit(self.scale())
        self.viewport().update()

    def go_to(self, page: int) -> None:
        """Bring a page (1 is the first) into sight."""
        if 1 <= page <= self.count:
            self.verticalScrollBar().setValue(int(self._tops()[page - 1]) - GAP // 2)

    def bring_in(self, page: int) -> None:
        """Scroll only where a page is not in sight."""
        if 1 <= page <= self.count:
            bar, top = self.verticalScrollBar(), int(self._tops()[page - 1])
            low = top + self._size(page - 1).height() + GAP - self.viewport().height()
            bar.setValue(max(min(bar.value(), top - GAP), low))

    def page_in_sight(self) -> int:
        """Return the number of the page at the upper third of the view, 0 for none."""
        line = self.verticalScrollBar().value() + self.viewport().height() / 3
        return sum(top <= line for top in self._tops())

    # Measures, in logical pixels

    def scale(self) -> float:
        """Return how large pages are shown; 1 is the size of the paper."""
        if self._zoom is not None or self._preview is None or not self.count:
            return self._zoom or 1.0
        widest = max(width for width, _height in self._preview.pages) * SCREEN_DPI / 72
        scale = (self.viewport().width() - 2 * self.margin) / widest
        if self._fit is Fit.WHOLE:
            highest = max(height for _width, height in self._preview.pages) * SCREEN_DPI / 72
            scale = min(scale, (self.viewport().height() - 2 * GAP) / highest)
        return max(self.least_scale, min(2.0, scale))

    def _size(self, page: int) -> QSize:
        if self._preview is None:
            return QSize()
        width, height = self._preview.pages[page]
        factor = self.scale() * SCREEN_DPI / 72
        return QSize(round(width * factor), round(height * factor))

    def _tops(self) -> list[float]:
        tops, top = [], float(GAP)
        for page in range(self.count):
            tops.append(top)
            top += self._size(page).height() + GAP
        return tops

    def _measure(self) -> None:
        whole = sum(self._size(page).height() + GAP for page in range(self.count)) + GAP
        view = self.viewport().size()
        self.verticalScrollBar().setRange(0, max(0, whole - view.height()))
        self.verticalScrollBar().setPageStep(view.height())
        widest = max((self._size(page).width() for page in range(self.count)), default=0) + 2 * self.margin
        self.horizontalScrollBar().setRange(0, max(0, widest - view.width()))
        self.horizontalScrollBar().setPageStep(view.width())

    def _tell_page(self) -> None:
        self.at_page.emit(self.page_in_sight())

    # Drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pages in sight; those not drawn yet are asked for."""
        painter = QPainter(self.viewport())
        theme = self._around.theme
        painter.fillRect(self.viewport().rect(), theme.colour("sunken"))
        offset = self.verticalScrollBar().value()
        for page, top in enumerate(self._tops()):
            size = self._size(page)
            left = (
                max(self.margin, (self.viewport().width() - size.width()) / 2)
                - self.horizontalScrollBar().value()
            )
            box = QRectF(left, top - offset, size.width(), size.height())
            if not box.intersects(QRectF(self.viewport().rect())):
                continue
            painter.fillRect(box, Qt.GlobalColor.white)
            picture = self._picture(page, size)
            if picture is not None:
                painter.drawPixmap(box.toRect(), picture)
            else:
                painter.setPen(theme.colour("faint"))
                painter.setFont(font(12))
                painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), f"第 {page + 1} 页")
            painter.setPen(self.edge(page + 1))
            painter.drawRect(box)

    def edge(self, _page: int) -> QColor:
        """Return the colour of a page's frame."""
        return self._around.theme.colour("line_strong")

    def _picture(self, page: int, size: QSize) -> QPixmap | None:
        ratio = self.devicePixelRatioF()
        key = page, round(size.width() * ratio)
        if key in self._drawn:
            self._drawn.move_to_end(key)
            return self._drawn[key]
        if key not in self._asked and self._preview is not None:
            dots = SCREEN_DPI * self.scale() * ratio
            self._asked[key] = self._around.runner.start(
                page_picture(self._preview.pdf, page, dots), lambda made: self._take(key, made)
            )
        return None

    def _take(self, key: tuple[int, int], made: PagePicture) -> None:
        if self._asked.pop(key, None) is None:
            return  # of a report that is shown no more
        picture = QPixmap()
        picture.loadFromData(made.png, "PNG")
        self._drawn[key] = picture
        while len(self._drawn) > KEPT:
            self._drawn.popitem(last=False)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages into the new room."""
        super().resizeEvent(event)
        page = self.page_in_sight()
        self._measure()
        if event.oldSize() != event.size() and self._zoom is None:
            self.go_to(page)
            self.scaled.emit(self.scale())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom where Ctrl is held down, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages and zoom by key."""
        page = self.page_in_sight()
        steps = {
            Qt.Key.Key_PageDown: page + 1,
            Qt.Key.Key_PageUp: page - 1,
            Qt.Key.Key_Home: 1,
            Qt.Key.Key_End: self.count,
        }
        zooms = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
        fits = {Qt.Key.Key_0: Fit.WIDTH, Qt.Key.Key_9: Fit.WHOLE}
        key = Qt.Key(event.key())
        if key in steps:
            self.go_to(max(1, min(self.count, steps[key])))
        elif key in zooms:
            self.zoom(zooms[key])
        elif key in fits:
            self.fit(fits[key])
        else:
            super().keyPressEvent(event)
