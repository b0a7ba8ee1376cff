"""A report as a PDF: cover, contents with bookmarks, pages with their numbers; the same input makes the same bytes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from tianyi_desk.progress import Job, Progress
from tianyi_desk.reports import charts, letters, photographs, pieces, sketch, tables, timeaxis
from tianyi_desk.reports.blocks import Block, Page, gap, paginated
from tianyi_desk.reports.brush import ACROSS, BODY, INK, MARGIN, MUTED, RULE, TOP, UPRIGHT, Brush, Paper
from tianyi_desk.reports.content import (
    Entries,
    ExplainedFindings,
    Facts,
    Figures,
    Heading,
    Lead,
    Note,
    Pictures,
    Piece,
    Report,
    Section,
    SideBySide,
    Signatures,
    Table,
    Verdicts,
)
from tianyi_desk.reports.drawings import Chart, Sketch, TimeAxis
from tianyi_desk.reports.letters import BOLD, Letters

PRODUCT = "天一签到核查"
MADE_FOR = "内部资料，已脱敏"
CONTENTS = "目录"
CONTENTS_LINE = 19.0
SECTION = 26.0
"""How high a section's heading is."""
_BLOCKS: dict[type, Callable[[Any, float, Letters], Iterator[Block]]] = {
    Table: tables.table_blocks,
    Facts: pieces.facts_blocks,
    Lead: pieces.lead_blocks,
    Verdicts: pieces.verdict_blocks,
    Figures: pieces.figures_blocks,
    Heading: pieces.heading_blocks,
    Note: pieces.note_blocks,
    Signatures: pieces.signature_blocks,
    Entries: pieces.entries_blocks,
    ExplainedFindings: pieces.explained_blocks,
    Chart: charts.chart_blocks,
    TimeAxis: timeaxis.axis_blocks,
    Sketch: sketch.sketch_blocks,
    Pictures: photographs.picture_blocks,
}


def pdf_bytes(report: Report, hide: Callable[[str], str]) -> Job[bytes]:
    """Return a report as a PDF on A4; `hide` takes out of a text what must not be shown.

    Yields progress; closing the job early leaves nothing.
    """
    with letters.in_use():
        return (yield from _drawn(report, hide))


def _drawn(report: Report, hide: Callable[[str], str]) -> Job[bytes]:
    fit, paper = Letters(hide), ACROSS if report.across else UPRIGHT
    yield Progress("正在排版")
    body = list(paginated(_body(report, fit, paper), paper.body))
    before = list(_cover(report, fit, paper))
    contents = _contents(report, body, len(before), paper)
    whole = [*before, *contents, *body]
    content = BytesIO()
    canvas = _canvas(content, paper)
    canvas.setTitle(fit.printable(f"{report.title}　{report.subtitle}"))
    canvas.setAuthor(PRODUCT)
    canvas.setSubject(fit.printable(report.running_title))
    canvas.setCreator(PRODUCT)
    brush = Brush(canvas, fit, paper)
    running = report.running_title
    for number, page in enumerate(whole, 1):
        if number % 10 == 1:
            yield Progress("正在画页", number - 1, len(whole))
        if report.apart and page.marks:
            running = f"{report.running_title}，{page.marks[-1][0]}"
        frame = None if before and number == 1 else Frame(report, running, number, len(whole))
        _draw_page(brush, page, frame)
    yield Progress("正在合成文件", len(whole), len(whole))
    canvas.save()
    return content.getvalue()


def _canvas(content: BytesIO, paper: Paper) -> Any:
    """Return a canvas whose files tell no moment and name no machine, and hold no font but ours.

    Streams are kept as the bytes they are: written out in letters they were a quarter longer, photos above all.
    """
    rl_config.useA85 = 0
    return Canvas(
        content,
        pagesize=(paper.width, paper.height),
        invariant=1,
        pageCompression=1,
        initialFontName=letters.REGULAR,
        lang="zh-CN",
    )


def blocks_of(several: Sequence[Piece], width: float, fit: Letters, body: float = BODY) -> Iterator[Block]:
    """Yield the blocks of pieces one below the other."""
    for piece in several:
        if isinstance(piece, SideBySide):
            yield from _beside(piece, width, fit, body)
        else:
            yield from _BLOCKS[type(piece)](piece, width, fit)


def _beside(piece: SideBySide, width: float, fit: Letters, body: float) -> Iterator[Block]:
    """Yield two stacks of blocks as one block."""
    between = 18.0
    left = (width - between) * piece.share
    stacks = [
        _trimmed(list(blocks_of(piece.left, left, fit))),
        _trimmed(list(blocks_of(piece.right, width - between - left, fit))),
    ]
    height = max(sum(block.height for block in stack) for stack in stacks)
    if height > body - SECTION:  # too much for one page: one below the other
        yield from blocks_of((*piece.left, *piece.right), width, fit)
        return
    yield Block(height, partial(_draw_beside, stacks, left + between))
    yield gap(8)


def _trimmed(stack: list[Block]) -> list[Block]:
    """Leave out the room below the last block."""
    while stack and stack[-1].room:
        stack.pop()
    return stack


def _draw_beside(stacks: Sequence[Sequence[Block]], step: float, brush: Brush, x: float, y: float) -> None:
    for place, stack in enumerate(stacks):
        top = y
        for block in stack:
            block.draw(brush, x + place * step, top)
            top += block.height


def _body(report: Report, fit: Letters, paper: Paper) -> Iterator[Block]:
    if report.cover is None:
        yield from _title(report, fit, paper)
    for number, section in enumerate(report.sections, 1):
        title = f"{number}　{section.title}" if report.cover is not None else section.title
        yield from _section(section, title, fit, paper)


def _title(report: Report, fit: Letters, paper: Paper) -> Iterator[Block]:
    lines = fit.wrapped(report.title, paper.room, 17, BOLD)
    height = len(lines) * 17 * 1.42 + 20
    yield Block(height, partial(_draw_title, lines, report.subtitle), keep=True)


def _draw_title(lines: Sequence[str], subtitle: str, brush: Brush, x: float, y: float) -> None:
    brush.lines(x, y, lines, 17, face=BOLD)
    brush.text(x, y + len(lines) * 17 * 1.42 + 8, subtitle, 9.2, MUTED)


def _section(section: Section, title: str, fit: Letters, paper: Paper) -> Iterator[Block]:
    if section.title:
        if not section.new_page:
            yield gap(6)
        yield Block(
            SECTION, partial(_draw_section, title), keep=True, mark=(title, 0), breaks=section.new_page
        )
    yield from blocks_of(section.pieces, paper.room, fit, paper.body)


def _draw_section(title: str, brush: Brush, x: float, y: float) -> None:
    brush.text(x, y + 15, title, 12.5, face=BOLD)


def _cover(report: Report, fit: Letters, paper: Paper) -> Iterator[Page]:
    if report.cover is None:
        return
    lines = fit.wrapped(report.title, paper.room, 26, BOLD)
    page = Page()
    page.add(Block(150))
    page.add(Block(len(lines) * 26 * 1.42 + 50, partial(_draw_cover_title, lines, report.subtitle)))
    for piece in report.cover:
        for block in blocks_of((piece,), paper.room, fit):
            page.add(block)
        page.add(Block(24))
    yield page


def _draw_cover_title(lines: Sequence[str], subtitle: str, brush: Brush, x: float, y: float) -> None:
    brush.lines(x, y, lines, 26, face=BOLD)
    low = y + len(lines) * 26 * 1.42
    brush.text(x, low + 10, subtitle, 13, MUTED)
    brush.rule(x, low + 28, x + brush.paper.room, low + 28, INK, 1.2)


def _contents(report: Report, body: Sequence[Page], before: int, paper: Paper) -> list[Page]:
    """Return the pages of the list of contents; how many there are is known before it is written."""
    marks = [(title, place) for place, page in enumerate(body) for title, _level, _at in page.marks]
    if report.cover is None or not marks:
        return []
    blocks = [Block(CONTENTS_LINE) for _mark in marks]
    many = len(list(paginated([Block(34), *blocks], paper.body)))
    lines = [
        Block(CONTENTS_LINE, partial(_draw_contents_line, title, before + many + place + 1))
        for title, place in marks
    ]
    first = Block(34, partial(_draw_section, CONTENTS), mark=(CONTENTS, 0))
    return list(paginated([first, *lines], paper.body))


def _draw_contents_line(title: str, number: int, brush: Brush, x: float, y: float) -> None:
    brush.text(x, y + 12, title, 9.2)
    brush.text(x + brush.paper.room, y + 12, f"{number}", 9.2, align="right")
    brush.rule(x, y + 17, x + brush.paper.room, y + 17, RULE, 0.3)
    top = brush.paper.height - y
    brush.canvas.linkRect(
        "", _key(title), (x, top - CONTENTS_LINE, x + brush.paper.room, top), relative=0, thickness=0
    )


def _key(title: str) -> str:
    return title.encode("unicode_escape").decode("ascii").replace("\\", "").replace(" ", "")


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands above and below a page."""

    report: Report
    running: str
    number: int
    many: int


def _draw_page(brush: Brush, page: Page, frame: Frame | None) -> None:
    brush.new_page()
    if frame is not None:
        _draw_frame(brush, frame)
    for title, level, at in page.marks:
        brush.canvas.bookmarkHorizontal(_key(title), 0, brush.paper.height - TOP - at)
        brush.canvas.addOutlineEntry(brush.letters.printable(title), _key(title), level)
    for at, block in page.blocks:
        block.draw(brush, MARGIN, TOP + at)
    brush.canvas.showPage()


def _draw_frame(brush: Brush, frame: Frame) -> None:
    report = frame.report
    right = brush.paper.width - MARGIN
    brush.text(MARGIN, 42, PRODUCT, 7.8, MUTED)
    brush.text(right, 42, frame.running, 7.8, MUTED, align="right")
    brush.rule(MARGIN, 50, right, 50)
    low = brush.paper.height - 44
    brush.rule(MARGIN, low, right, low)
    brush.text(MARGIN, low + 14, f"{report.dated} {report.as_of:%Y-%m-%d %H:%M}　{MADE_FOR}", 7.4, MUTED)
    brush.text(right, low + 14, f"第 {frame.number} 页　共 {frame.many} 页", 7.4, MUTED, align="right")
