"""Pages of a paper as pictures."""

from concurrent.futures import ThreadPoolExecutor

from reportlab.pdfgen.canvas import Canvas

from tianyi_desk.progress import finish
from tianyi_desk.services.preview import page_picture


def test_pages_are_drawn_in_several_threads_at_once() -> None:
    canvas = Canvas("paper.pdf")
    for page in range(4):
        canvas.drawString(72, 720, f"page {page}")
        canvas.showPage()
    pdf = canvas.getpdfdata()
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(lambda place: finish(page_picture(pdf, place % 4, 40)), range(60)))
    assert [one.number for one in drawn] == [place % 4 for place in range(60)]
    assert all(one.png.startswith(b"\x89PNG") for one in drawn)
