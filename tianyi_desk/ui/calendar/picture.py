"""The calendar as a picture: title, what it is narrowed to, the month or the week, the legend; copied or printed."""

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QImage, QPagedPaintDevice, QPageLayout, QPainter
from PySide6.QtWidgets import QWidget

from tianyi_desk.ui.calendar.legend import Legend
from tianyi_desk.ui.panel import Panel
from tianyi_desk.ui.theme import Theme, font

SCALE = 2
"""Pixels of the picture for one of the screen, so that print and projectors show sharp letters."""
PAD, HEAD, FOOT, GAP = 16, 40, 36, 16
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


def calendar_picture(theme: Theme, title: str, words: str, view: QWidget) -> QImage:
    """Return a picture of a view under its title, with the legend below."""
    legend = Legend(theme)
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
    view.render(image, QPoint(PAD, HEAD))
    legend.render(image, QPoint(PAD, HEAD + view.height() + (FOOT - legend.height()) // 2))
    return image


def print_picture(panel: Panel, picture: QImage) -> None:
    """Ask for a printer and print a picture on one sheet, lying, as large as the paper takes it."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - with the first that is printed

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    if QPrintDialog(printer, panel).exec():
        done = put_on_paper(printer, picture)
        panel.told.emit("已送去打印" if done else "打印机没有接受这张日历，请检查打印机后再试")


def put_on_paper(printer: QPagedPaintDevice, picture: QImage) -> bool:
    """Print a picture in the middle of a sheet; tell whether the printer took it."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    room = QRectF(painter.viewport())
    scale = min(room.width() / picture.width(), room.height() / picture.height())
    width, height = picture.width() * scale, picture.height() * scale
    painter.drawImage(QRectF((room.width() - width) / 2, 0, width, height), picture, QRectF(picture.rect()))
    painter.end()
    return True
