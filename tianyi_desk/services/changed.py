"""What a write changed, so that whoever shows it knows when to look again."""

from enum import Flag, auto


class Changed(Flag):
    """Kinds of things that a write touched."""

    NOTHING = 0
    FACTS = auto()
    """Plans and their records: a batch came in."""
    VERDICTS = auto()
    """Plans were judged again."""
    DECISIONS = auto()
    """A person decided about findings."""
    EVERYTHING = FACTS | VERDICTS | DECISIONS
