"""What the tests of the reports share: making a PDF and reading it back."""

from collections.abc import Callable
from datetime import datetime

import pypdfium2

from tianyi_desk.progress import finish
from tianyi_desk.reports.content import Piece, Report, Section
from tianyi_desk.reports.pdf import pdf_bytes

AS_OF = datetime(2026, 10, 27, 13, 40)


def as_it_is(text: str) -> str:
    """Hide nothing."""
    return text


def report(*pieces: Piece, title: str = "大连海川机械有限公司") -> Report:
    """Return a short report of some pieces."""
    return Report(title, "单项", "单项监督报告", AS_OF, (Section("内容", pieces, new_page=False),))


def pdf_of(*pieces: Piece, hide: Callable[[str], str] = as_it_is) -> bytes:
    """Return a PDF of some pieces."""
    return finish(pdf_bytes(report(*pieces), hide))


def pages_of(pdf: bytes) -> list[str]:
    """Return the text of each page."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def text_of(pdf: bytes) -> str:
    """Return the whole text, lines joined as they were written."""
    return "".join("".join(page.split("\r\n")) for page in pages_of(pdf))


def outside(pdf: bytes) -> list[str]:
    """Return texts that stand outside the margins of their page."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            for place in range(text.count_rects()):
                left, low, right, top = text.get_rect(place)
                if left < 44 or right > 552 or low < 25 or top > 815:
                    found.append(text.get_text_bounded(left, low, right, top))
    return found
