"""Print the pages of a report on a printer that a person chooses."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageLayout, QPainter, QPixmap
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from tianyi_desk.progress import Job
from tianyi_desk.services.preview import PagePicture, page_picture
from tianyi_desk.ui.panel import Panel

PRINT_DPI = 200


def print_pages(panel: Panel, pdf: bytes, pages: Sequence[tuple[float, float]]) -> None:
    """Ask for a printer and print every page as large as the paper takes it; `pages` are their sizes."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if any(width > height for width, height in pages):
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    dialog = QPrintDialog(printer, panel)
    dialog.setMinMax(1, len(pages))
    if dialog.exec():
        first, last = printer.fromPage() or 1, printer.toPage() or len(pages)
        panel.around.runner.start(
            _pictures(pdf, range(first - 1, last)),
            lambda pictures: _put_down(panel, printer, pictures),
            title="正在打印",
        )


def _pictures(pdf: bytes, pages: range) -> Job[list[PagePicture]]:
    made: list[PagePicture] = []
    for page in pages:
        picture = yield from page_picture(pdf, page, PRINT_DPI)
        made.append(picture)
    return made


def _put_down(panel: Panel, printer: QPrinter, pictures: list[PagePicture]) -> None:
    painter = QPainter()
    if not painter.begin(printer):
        panel.told.emit("打印机没有接受这份报告，请检查打印机后再试")
        return
    for place, picture in enumerate(pictures):
        if place:
            printer.newPage()
        page = QPixmap()
        page.loadFromData(picture.png, "PNG")
        room = QRectF(painter.viewport())
        scale = min(room.width() / page.width(), room.height() / page.height())
        painter.drawPixmap(
            QRectF(0, 0, page.width() * scale, page.height() * scale), page, QRectF(page.rect())
        )
    painter.end()
    panel.told.emit(f"已送去打印 {len(pictures)} 页")
