"""The picture: fitted into the room or at its own size, dragged about; nothing lies on the evidence."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QGraphicsPixmapItem, QGraphicsScene, QGraphicsView, QVBoxLayout

from tianyi_desk.ui.labels import label
from tianyi_desk.ui.theme import Theme

STEP = 1.25
LARGEST, MOST_BLOWN_UP = 4.0, 2.0
"""Times the picture's own size: by hand, and when it is fitted."""
AS_IF = 8
"""How many times larger than its thumbnail a picture is taken to be until it comes."""


class PictureView(QGraphicsView):
    """Show one picture. `full_wanted` asks for its own pixels, `box_changed` for others that fill the new room."""

    full_wanted = Signal()
    box_changed = Signal()
    zoomed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._scene = QGraphicsScene(self)
        self._item = QGraphicsPixmapItem()
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._scene.addItem(self._item)
        self.setScene(self._scene)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName("照片")
        self.setMinimumSize(160, 120)
        self.setAcceptDrops(False)  # the panel takes what is dropped
        self.full = (0, 0)
        self._fitted = True
        self._sign = label()
        self._word = label("", "pictureWord", wrap=True)
        for one in (self._sign, self._word):
            one.setAlignment(Qt.AlignmentFlag.AlignCenter)
            one.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        over = QVBoxLayout(self)
        over.addStretch(1)
        over.addWidget(self._sign)
        over.addWidget(self._word)
        over.addStretch(1)
        theme.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        self.setBackgroundBrush(self._theme.colour("rail"))
        self._sign.setPixmap(self._theme.pixmap("photo", "rail_text", 40))

    # What is shown

    @property
    def box(self) -> tuple[int, int]:
        """Return the room in the screen's pixels."""
        ratio, room = self.devicePixelRatioF(), self.viewport().size()
        return int(room.width() * ratio), int(room.height() * ratio)

    @property
    def has_picture(self) -> bool:
        """Tell whether there is a picture."""
        return not self._item.pixmap().isNull()

    @property
    def scale_now(self) -> float:
        """Return how large the picture is shown, 1 for a screen pixel each of its own."""
        width = self._item.pixmap().width()
        if not width or not self.full[0]:
            return 0.0
        return self.transform().m11() * width / self.full[0] * self.devicePixelRatioF()

    def show_word(self, word: str, *, sign: bool = True) -> None:
        """Show a word in place of a picture."""
        self._item.setPixmap(QPixmap())
        self.full = (0, 0)
        self._sign.setVisible(sign)
        self._word.setText(word)
        self._word.show()
        self.zoomed.emit()

    def show_picture(self, pixmap: QPixmap, full: tuple[int, int], *, same: bool) -> None:
        """Show a picture of an original of so many pixels; the `same` one in other pixels stays where it is."""
        before, centre = self._item.pixmap().width(), self.mapToScene(self.viewport().rect().center())
        self._sign.hide()
        self._word.hide()
        self._item.setPixmap(pixmap)
        self._scene.setSceneRect(QRectF(pixmap.rect()))
        self.full = full
        if self._fitted or not same or not before:
            self.fit()
            return
        times = pixmap.width() / before
        self.scale(1 / times, 1 / times)
        self.centerOn(centre * times)
        self.zoomed.emit()

    def show_stand_in(self, pixmap: QPixmap) -> None:
        """Show a small print of a picture in its place, while the picture itself is on its way."""
        self._fitted = True
        width, height = pixmap.width() * AS_IF, pixmap.height() * AS_IF
        self.show_picture(pixmap, (width, height), same=False)

    # Zoom

    @property
    def fitted_scale(self) -> float:
        """Return the scale at which the picture fills the room; small ones are not blown up beyond twice."""
        if not self.full[0]:
            return 0.0
        return min(self.box[0] / self.full[0], self.box[1] / self.full[1], MOST_BLOWN_UP)

    def fit(self) -> None:
        """Fit the picture into the room."""
        self._fitted = True
        if self.has_picture and self.full[0]:
            self._set_scale(self.fitted_scale)
            self.centerOn(self._item)
        self.zoomed.emit()

    def own_size(self) -> None:
        """Show the picture at its own size, 100 %."""
        self._zoom_to(1.0)

    def turn_size(self) -> None:
        """Change between fitted and 100 %."""
        if self._fitted:
            self.own_size()
        else:
            self.fit()

    def zoom(self, steps: int) -> None:
        """Make the picture larger or smaller by steps; it is never smaller than fitted, or 100 %."""
        wanted = self.scale_now * STEP**steps
        if wanted <= min(self.fitted_scale, 1.0):
            self.fit()
        else:
            self._zoom_to(wanted)

    def _zoom_to(self, wanted: float) -> None:
        if not self.scale_now:
            return
        self._fitted = False
        self._set_scale(min(wanted, LARGEST))
        if self.scale_now * self.full[0] > self._item.pixmap().width() < self.full[0]:
            self.full_wanted.emit()
        self.zoomed.emit()

    def _set_scale(self, wanted: float) -> None:
        now = self.scale_now
        if now:
            self.scale(wanted / now, wanted / now)

    # Mouse and size

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with the wheel."""
        self.zoom(1 if event.angleDelta().y() > 0 else -1)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Change between fitted and 100 %."""
        self.turn_size()
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep a fitted picture fitted."""
        super().resizeEvent(event)
        if self._fitted:
            self.fit()
        self.box_changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the hand open while the mouse is up."""
        super().changeEvent(event)
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
