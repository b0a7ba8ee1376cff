"""The picture: fitted into the room or at its own size, dragged about; nothing lies on the evidence."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QGraphicsPixmapItem, QGraphicsScene, QGraphicsView, QVBoxLayout

from tianyi_desk.ui.labels import label
from tianyi_desk.ui.theme import Theme

STEP = 1.25
LARGEST = 4.0
"""Times the picture's own size."""


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

    # Zoom

    def fit(self) -> None:
        """Fit the picture into the room, never larger than its own size."""
        self._fitted = True
        if self.has_picture:
            self.resetTransform()
            room, size = self.viewport().size(), self._item.pixmap().size()
            largest = self.full[0] / size.width() / self.devicePixelRatioF()
            scale = min(room.width() / size.width(), room.height() / size.height(), largest)
            self.scale(scale, scale)
            self.centerOn(self._item)
        self.zoomed.emit()

    def blow_up(self) -> None:
        """Fit a small stand-in into the room, though it has too few pixels for it."""
        room, size = self.viewport().size(), self._item.pixmap().size()
        scale = min(room.width() / size.width(), room.height() / size.height())
        self.resetTransform()
        self.scale(scale, scale)
        self.centerOn(self._item)

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
        """Make the picture larger or smaller by steps."""
        self._zoom_to(self.scale_now * STEP**steps)

    def _zoom_to(self, wanted: float) -> None:
        now = self.scale_now
        if not now:
            return
        smallest = min(1.0, self.box[0] / self.full[0], self.box[1] / self.full[1])
        if wanted <= smallest:
            self.fit()
            return
        self._fitted = False
        times = min(wanted, LARGEST) / now
        self.scale(times, times)
        if (
            self._item.pixmap().width() < self.full[0]
            and self.scale_now * self.full[0] > self._item.pixmap().width()
        ):
            self.full_wanted.emit()
        self.zoomed.emit()

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
