"""The calendar as a picture: title, what it is narrowed to, the month or the week, the legend; copied or printed."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QImage, QPagedPaintDevice, QPageLayout, QPainter, QRegion
from PySide6.QtWidgets import QWidget

from tianyi_desk.ui.calendar.legend import Legend
from tianyi_desk.ui.panel import Panel
from tianyi_desk.ui.theme import Scheme, Theme, font

SCALE = 2
"""Pixels of the picture for one of the screen, so that print and projectors show sharp letters."""
PAD, HEAD, FOOT, GAP = 16, 40, 36, 16
SQUEEZE = 1.25
REPEATED = 64
"""Pixels of the screen that two sheets share: more than a row of the week with two plans at once."""
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


def calendar_picture(title: str, words: str, whole: Callable[[Theme], QWidget]) -> QImage:
    """Return a picture under its title, with the legend below; `whole` makes the view in a theme.

    It is light whatever the window's look: it goes on paper and into documents.
    """
    theme = Theme(Scheme.LIGHT)
    view, legend = whole(theme), Legend(theme)
    width = max(view.width(), legend.sizeHint().width()) + 2 * PAD
    image = QImage(
        width * SCALE, (HEAD + view.height() + FOOT) * SCALE, QImage.Format.Format_ARGB32_Premultiplied
    )
    image.setDevicePixelRatio(SCALE)
    image.fill(theme.colour("surface"))
    painter = QPainter(image)
    painter.setFont(font(16, bold=True))
    painter.setPen(theme.colour("text"))
    head = QRectF(PAD, 0, width - 2 * PAD, HEAD)
    taken = painter.boundingRect(head, LEFT, title).width()
    painter.drawText(head, LEFT, title)
    painter.setFont(font(12))
    painter.setPen(theme.colour("muted"))
    painter.drawText(head.adjusted(taken + GAP, 0, 0, 0), RIGHT, words)
    legend.resize(legend.sizeHint())
    painter.end()
    for widget, top in ((view, HEAD), (legend, HEAD + view.height() + (FOOT - legend.height()) // 2)):
        widget.render(image, QPoint(PAD, top), QRegion(), QWidget.RenderFlag.DrawChildren)
    return image


def print_picture(panel: Panel, picture: QImage) -> None:
    """Ask for a printer and print a picture as broad as the paper, on as many sheets as its height takes."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - with the first that is printed

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    lying = picture.width() >= picture.height()
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    )
    if QPrintDialog(printer, panel).exec():
        sheets = put_on_paper(printer, picture)
        words = f"已送去打印 {sheets} 页" if sheets else "打印机没有接受这张日历，请检查打印机后再试"
        panel.told.emit(words)


def put_on_paper(printer: QPagedPaintDevice, picture: QImage) -> int:
    """Print a picture; return on how many sheets, 0 where the printer did not take it.

    One that is a little too high for its breadth is made smaller; a higher one goes on, and every sheet repeats a
    strip of the one before, so that each row is whole on one of them.
    """
    painter = QPainter()
    if not painter.begin(printer):
        return 0
    room = QRectF(painter.viewport())
    high = picture.width() * room.height() / room.width()
    if picture.height() <= high * SQUEEZE:
        high = picture.height()
    top, sheets = 0.0, 0
    while sheets == 0 or top + REPEATED * SCALE < picture.height():
        if sheets:
            printer.newPage()
        part = QRectF(0, top, picture.width(), min(high, picture.height() - top))
        scale = min(room.width() / part.width(), room.height() / part.height())
        width = part.width() * scale
        painter.drawImage(QRectF((room.width() - width) / 2, 0, width, part.height() * scale), picture, part)
        top, sheets = top + high - REPEATED * SCALE, sheets + 1
    painter.end()
    return sheets
