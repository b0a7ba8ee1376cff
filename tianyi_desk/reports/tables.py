"""Tables as blocks: one a row, the headings repeated on every page."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import partial

from tianyi_desk.reports.blocks import Block, gap
from tianyi_desk.reports.brush import ASCENT, FAINT, INK, LINE, MUTED, RULE, Brush
from tianyi_desk.reports.content import Column, Kind, Row, Table, Value
from tianyi_desk.reports.letters import BOLD, REGULAR, Letters, width_of

SIZE = 7.8
PAD = 3.2
"""Room above and below a row's text."""
BETWEEN = 7.0
"""Room between two columns."""
HEADING_ROOM = 31.0
"""How wide a heading over figures may be before it breaks evenly; hardly four letters."""
LEAST_TEXT = 22.0
"""How narrow a column of texts may become."""
MOST_LINES = 40
"""Lines of a row that stand together; a longer row goes on below."""
LOOKED_AT = 200
"""Rows that tell how wide a column of figures must be."""
_RIGHT = frozenset({Kind.WHOLE, Kind.NUMBER, Kind.SHARE})
_NONE = "—"

Cell = tuple[tuple[str, ...], str]
"""The lines of a cell and their colour."""


def table_blocks(table: Table, width: float, letters: Letters) -> Iterator[Block]:
    """Yield a table's blocks: title, headings, rows, total, note."""
    if table.title:
        yield Block(18, partial(_title, table.title), keep=True)
    if not table.rows:
        yield Block(16, partial(_title_small, table.empty))
        return
    widths = _column_widths(table, width, letters)
    head = _head(table.columns, widths, width, letters)
    yield _kept(head)
    last = len(table.rows) - 1
    for place, row in enumerate(table.rows):
        yield from _row_blocks(
            table, row, widths, width, letters, head, closes=place == last and table.total is None
        )
    if table.total is not None:
        yield from _row_blocks(table, table.total, widths, width, letters, head, closes=True, face=BOLD)
    if table.note:
        lines = letters.wrapped(table.note, width, 7.2)
        yield Block(6 + len(lines) * 7.2 * LINE, partial(_note, lines))
    yield gap(12)


def _kept(block: Block) -> Block:
    return Block(block.height, block.draw, keep=True)


def _title(title: str, brush: Brush, x: float, y: float) -> None:
    brush.text(x, y + 12, title, 9.6, face=BOLD)


def _title_small(words: str, brush: Brush, x: float, y: float) -> None:
    brush.text(x, y + 10, words, 8, MUTED)


def _note(lines: Sequence[str], brush: Brush, x: float, y: float) -> None:
    brush.lines(x, y + 4, lines, 7.2, MUTED)


def _column_widths(table: Table, width: float, letters: Letters) -> list[float]:
    """Share the width out: figures and dates get what they need, texts the rest by their own widths."""
    room = width - BETWEEN * (len(table.columns) - 1)
    wanted = [_wanted(table, place, letters) for place in range(len(table.columns))]
    texts = sum(column.width for column, fixed in zip(table.columns, wanted, strict=True) if not fixed)
    left = room - sum(wanted)
    widths = [
        fixed or max(left * column.width / texts, LEAST_TEXT)
        for column, fixed in zip(table.columns, wanted, strict=True)
    ]
    return [one * min(room / sum(widths), 1.0) for one in widths]


def _wanted(table: Table, place: int, letters: Letters) -> float:
    """Return how wide a column of figures or dates must be, 0 for one of texts."""
    column = table.columns[place]
    if column.kind is Kind.TEXT:
        return 0.0
    rows = (*table.rows[:LOOKED_AT], *((table.total,) if table.total else ()))
    values = [width_of(letters.printable(_words(row[place], column.kind)), SIZE, BOLD) for row in rows]
    heading = [width_of(part, SIZE, BOLD) for part in _evenly(column.heading, letters)]
    return max(*heading, *values) + 1


def _evenly(heading: str, letters: Letters) -> Sequence[str]:
    """Break a heading into as few lines as `HEADING_ROOM` allows, none much longer than another."""
    many = len(letters.wrapped(heading, HEADING_ROOM, SIZE, BOLD))
    room = width_of(letters.printable(heading), SIZE, BOLD) / many
    while len(lines := letters.wrapped(heading, room, SIZE, BOLD)) > many:
        room += SIZE / 4
    return lines


def _head(columns: Sequence[Column], widths: Sequence[float], width: float, letters: Letters) -> Block:
    cells = [
        letters.wrapped(column.heading, room, SIZE, BOLD)
        for column, room in zip(columns, widths, strict=True)
    ]
    deep = max(len(lines) for lines in cells)
    height = deep * SIZE * LINE + 2 * PAD
    return Block(height, partial(_draw_head, columns, widths, cells, width, height))


def _draw_head(
    columns: Sequence[Column],
    widths: Sequence[float],
    cells: Sequence[Sequence[str]],
    width: float,
    height: float,
    brush: Brush,
    x: float,
    y: float,
) -> None:
    brush.rule(x, y, x + width, y, INK, 0.8)
    brush.rule(x, y + height, x + width, y + height, INK, 0.5)
    left = x
    for column, room, lines in zip(columns, widths, cells, strict=True):
        first = y + height - PAD - len(lines) * SIZE * LINE
        _draw_lines(brush, left, first, room, lines, column.kind in _RIGHT, INK, BOLD)
        left += room + BETWEEN


def _draw_lines(
    brush: Brush,
    left: float,
    top: float,
    room: float,
    lines: Sequence[str],
    right: bool,
    colour: str,
    face: str,
) -> None:
    for place, line in enumerate(lines):
        base = top + SIZE * (ASCENT + place * LINE)
        if right:
            brush.text(left + room, base, line, SIZE, colour, face, "right")
        else:
            brush.text(left, base, line, SIZE, colour, face)


def _row_blocks(
    table: Table,
    row: Row,
    widths: Sequence[float],
    width: float,
    letters: Letters,
    head: Block,
    *,
    closes: bool,
    face: str = REGULAR,
) -> Iterator[Block]:
    cells: list[Cell] = []
    for value, column, room in zip(row, table.columns, widths, strict=True):
        colour = FAINT if (value == 0 or value is None) and column.kind in _RIGHT and face == REGULAR else INK
        cells.append((letters.wrapped(_words(value, column.kind), room, SIZE, face), colour))
    deep = max(len(lines) for lines, _colour in cells)
    for first in range(0, deep, MOST_LINES):
        part = [(lines[first : first + MOST_LINES], colour) for lines, colour in cells]
        ends = first + MOST_LINES >= deep
        height = min(deep - first, MOST_LINES) * SIZE * LINE + 2 * PAD
        rule = (INK, 0.8) if closes and ends else (RULE, 0.4) if ends else None
        yield Block(
            height, partial(_draw_row, table.columns, widths, part, width, height, rule, face), head=head
        )


def _draw_row(
    columns: Sequence[Column],
    widths: Sequence[float],
    cells: Sequence[Cell],
    width: float,
    height: float,
    rule: tuple[str, float] | None,
    face: str,
    brush: Brush,
    x: float,
    y: float,
) -> None:
    left = x
    for column, room, (lines, colour) in zip(columns, widths, cells, strict=True):
        _draw_lines(brush, left, y + PAD + 0.8, room, lines, column.kind in _RIGHT, colour, face)
        left += room + BETWEEN
    if rule is not None:
        brush.rule(x, y + height, x + width, y + height, *rule)


def _words(value: Value, kind: Kind) -> str:
    """Write a value as the paper shows it."""
    if value is None:
        return _NONE if kind in _RIGHT else ""
    if isinstance(value, (bool, int, float)):
        return _number_words(value, kind)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else value


def _number_words(value: float, kind: Kind) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if kind is Kind.SHARE:
        return f"{value * 100:.1f}"
    return f"{value:,.1f}" if kind is Kind.NUMBER else f"{value:,}"
