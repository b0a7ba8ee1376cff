"""Pages of a report as pictures, so that they can be seen before anything is saved."""

from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass, replace
from io import BytesIO
from threading import Lock

import pypdfium2

from tianyi_desk.progress import Job, Progress
from tianyi_desk.reports.content import Report
from tianyi_desk.services.privacy import masked

POINTS_PER_INCH = 72
_ONE_AT_A_TIME = Lock()
"""PDFium is not made for threads, not even for two documents in two of them: it ends the program."""
__all__ = [
    "Bookmark", "PagePicture", "Preview", "Report", "page_picture", "preview", "put_away_letters", "without_parts",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A part of a report and the page that it begins on (1 is the first)."""

    title: str
    page: int


@dataclass(frozen=True, slots=True)
class Preview:
    """A report as it will be saved: the PDF's bytes, the size of each page in points (1/72 inch), its parts."""

    report: Report
    pdf: bytes
    pages: tuple[tuple[float, float], ...]
    bookmarks: tuple[Bookmark, ...] = ()


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page as a PNG."""

    number: int
    png: bytes


def preview(report: Report) -> Job[Preview]:
    """Set a report on paper and measure its pages; nothing is written."""
    from tianyi_desk.reports.pdf import pdf_bytes  # noqa: PLC0415 - heavy, and only paper needs it

    pdf = yield from pdf_bytes(report, masked)
    yield Progress("正在排版")
    with _ONE_AT_A_TIME, closing(pypdfium2.PdfDocument(pdf)) as document:
        bookmarks = tuple(
            Bookmark(mark.get_title(), (place.get_index() or 0) + 1)
            for mark in document.get_toc()
            if (place := mark.get_dest()) is not None
        )
        return Preview(report, pdf, tuple(page.get_size() for page in document), bookmarks)


def without_parts(report: Report, left_out: Collection[str]) -> Report:
    """Return a report without the parts of some titles; the whole where nothing would be left."""
    kept = tuple(section for section in report.sections if section.title not in left_out)
    return replace(report, sections=kept) if any(section.title for section in kept) else report


def put_away_letters() -> None:
    """Free the memory that the letters of papers take, until the next paper is made."""
    from tianyi_desk.reports import letters  # noqa: PLC0415 - as above

    letters.put_away()


def page_picture(pdf: bytes, number: int, dots_per_inch: float) -> Job[PagePicture]:
    """Draw one page (0 is the first) at a resolution."""
    yield Progress("正在绘制页面", number)
    with _ONE_AT_A_TIME, closing(pypdfium2.PdfDocument(pdf)) as document:
        picture = document[number].render(scale=dots_per_inch / POINTS_PER_INCH).to_pil().copy()
    content = BytesIO()
    picture.save(content, "PNG", compress_level=1)
    return PagePicture(number, content.getvalue())
