"""Blocks: what a page is made of. A block is never cut; it knows its height and draws itself."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from tianyi_desk.reports.brush import BODY, Brush

Draw = Callable[[Brush, float, float], None]
"""Draws with its upper left corner at (x, y)."""


def _nothing(_brush: Brush, _x: float, _y: float) -> None:
    """Draw nothing: room."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page, `height` points high.

    `keep` holds it on the page of the block after it; `room` is only wanted between two blocks of one page.
    `head` is repeated above it where it begins a page. `mark` names what begins here for contents and bookmarks
    (title, level), `breaks` begins a new page before it.
    """

    height: float
    draw: Draw = field(default=_nothing)
    keep: bool = False
    room: bool = False
    head: "Block | None" = None
    mark: tuple[str, int] | None = None
    breaks: bool = False


@dataclass(slots=True)
class Page:
    """The blocks of a page with their distances from the top of the body; what begins on it."""

    blocks: list[tuple[float, Block]] = field(default_factory=list)
    marks: list[tuple[str, int, float]] = field(default_factory=list)
    used: float = 0.0

    def add(self, block: Block) -> None:
        """Put a block below what is there."""
        if block.mark is not None:
            self.marks.append((*block.mark, self.used))
        self.blocks.append((self.used, block))
        self.used += block.height


def gap(height: float) -> Block:
    """Return room between two blocks; at a page's edge it is left out."""
    return Block(height, room=True, keep=True)


def paginated(blocks: Iterable[Block], body: float = BODY) -> Iterator[Page]:
    """Yield pages whose blocks fit in `body` points; kept blocks stand with what follows them."""
    page = Page()
    for together in _kept_together(blocks):
        if page.blocks and (together[0].breaks or page.used + _height(together) > body):
            yield page
            page = Page()
        for block in together:
            if block.room and not page.blocks:
                continue
            if page.blocks and page.used + block.height > body:  # a chain longer than a page
                yield page
                page = Page()
            if not page.blocks and block.head is not None:
                page.add(block.head)
            page.add(block)
    if page.blocks:
        yield page


def _height(blocks: list[Block]) -> float:
    return sum(block.height for block in blocks)


def _kept_together(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    together: list[Block] = []
    for block in blocks:
        if block.breaks and together:
            yield together
            together = []
        together.append(block)
        if not block.keep:
            yield together
            together = []
    if together:
        yield together
