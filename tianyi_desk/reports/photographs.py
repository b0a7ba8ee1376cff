"""Photos as blocks: two beside each other in equal frames, what is known of each below it."""

from collections.abc import Iterator, Sequence
from functools import partial

from tianyi_desk.reports.blocks import Block, gap
from tianyi_desk.reports.brush import ASCENT, GROUND, INK, LINE, MUTED, RULE, Brush
from tianyi_desk.reports.content import Picture, Pictures
from tianyi_desk.reports.letters import BOLD, Letters

ACROSS, BETWEEN = 2, 14.0
FRAME = 266.0
"""How high a frame is; with its caption two rows fill a page, so that a page has four photos."""
SIZE, SMALL = 7.6, 5.9


def picture_blocks(pictures: Pictures, width: float, letters: Letters) -> Iterator[Block]:
    """Yield the photos row by row; the title stands with the first row."""
    yield Block(18, partial(_draw_title, pictures.title), keep=True)
    room = (width - BETWEEN * (ACROSS - 1)) / ACROSS
    for first in range(0, len(pictures.pictures), ACROSS):
        row = [
            (one, [line for words in one.caption for line in letters.wrapped(words, room, SIZE)])
            for one in pictures.pictures[first : first + ACROSS]
        ]
        deep = max(len(lines) for _one, lines in row)
        yield Block(FRAME + 5 + (1 + deep) * SIZE * LINE + SMALL * LINE + 4, partial(_draw_row, row, room))
        yield gap(8)


def _draw_title(title: str, brush: Brush, x: float, y: float) -> None:
    brush.text(x, y + 12, title, 9.6, face=BOLD)


def _draw_row(
    row: Sequence[tuple[Picture, Sequence[str]]], room: float, brush: Brush, x: float, y: float
) -> None:
    for place, (one, lines) in enumerate(row):
        left = x + place * (room + BETWEEN)
        _draw_picture(one, left, y, room, brush)
        low = y + FRAME + 5
        brush.text(left, low + SIZE * ASCENT, one.mark, SIZE, face=BOLD)
        brush.lines(left, low + SIZE * LINE, lines, SIZE)
        last = low + (1 + len(lines)) * SIZE * LINE
        brush.text(left, last + SMALL * ASCENT, f"SHA-256 {one.digest}", SMALL, MUTED)


def _draw_picture(one: Picture, x: float, y: float, room: float, brush: Brush) -> None:
    brush.box(x, y, room, FRAME, fill=GROUND)
    if one.jpeg:
        wide, high = one.size
        scale = min(room / wide, FRAME / high)
        brush.picture(
            x + (room - wide * scale) / 2,
            y + (FRAME - high * scale) / 2,
            wide * scale,
            high * scale,
            one.jpeg,
        )
    else:
        brush.text(x + room / 2, y + FRAME / 2 - 4, "照片不能显示", 9, INK, BOLD, "middle")
        brush.text(x + room / 2, y + FRAME / 2 + 9, one.fault, SIZE, MUTED, align="middle")
    brush.box(x, y, room, FRAME, stroke=RULE)
