"""Planned against actual on a time axis, every day with its own scale."""

from collections.abc import Iterator

from tianyi_desk.reports.blocks import Block
from tianyi_desk.reports.content import TimeAxis
from tianyi_desk.reports.letters import Letters


def axis_blocks(_axis: TimeAxis, _width: float, _letters: Letters) -> Iterator[Block]:
    """Yield the axis as one block."""
    yield Block(0)
